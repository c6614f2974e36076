import { describe, expect, it } from 'vitest'
import type { PageMaterial } from '../../src/contracts/material.ts'
import type { References } from '../../src/contracts/references.ts'
import { defaultSettings } from '../../src/contracts/settings.ts'
import { judgedBy } from '../../src/checks/checks.ts'
import { rulesGenerator } from '../../src/questions/rules-generator.ts'
import { answerTo, pageOf } from './page-builder.ts'

const heads = ['Tightening torques', 'Type', 'Thread', 'Torque']
const sheet = (rows: readonly (readonly string[])[], headers = 1) =>
  pageOf({ printed: '30', content: 'specification', table: { headers, rows } }).structure

/** The references of a section to its specification page and to the operation 40 00 150, printed on page 40-20. */
function referencesTo(structure: PageMaterial['structure']): References {
  const target = pageOf({ printed: '20', blocks: [['operation', '40 00 150 BLEEDING TENSIONER']] }).structure
  return {
    section_id: '40',
    targets: [{ kind: 'operation', number: '40 00 150', name: 'BLEEDING TENSIONER', shown: { page_id: '40-20', block: 'b1' } }],
    pages: [
      { page_id: '40-30', is_specification: true, structure },
      { page_id: '40-20', is_specification: false, structure: target },
    ],
    abbreviations: [{ short: 'TSV', long: 'tension shut-off valve' }],
  }
}

/** All pairs of a page of steps, whose checks all pass; `rows` are those of the section's specification page. */
async function asked(steps: readonly string[], rows: readonly (readonly string[])[], title = '40 12 010 REPLACING HUB COVER') {
  const page = pageOf({
    printed: '5',
    blocks: [['operation', title], ...steps.map((step) => ['step', step] as const), ['footer', '* See Specifications']],
    references: referencesTo(sheet(rows)),
  })
  const settings = defaultSettings()
  const { candidates } = await rulesGenerator.write(page, settings)
  const pairs = candidates.map((candidate) => ({ ...candidate, wordings: [candidate.question, ...candidate.paraphrases] }))
  const rejected = candidates.flatMap((candidate) => {
    const { outcome, verdicts } = judgedBy(candidate, settings, (check) => check.judge(candidate, page, settings))
    return outcome === 'pass'
      ? []
      : verdicts.filter(({ result }) => result !== 'pass').map(({ reason }) => `${candidate.answer}: ${reason}`)
  })
  return { pairs, rejected }
}

const whole = 'How do you replace the hub cover?'

describe('references of whole procedures', () => {
  it('are told by the value of the one row that fits, with evidence from both pages', async () => {
    const { pairs, rejected } = await asked(
      ['Unscrew bolts (1) and lift off hub cover.', 'Installation: Replace gasket. Tightening torque*.', 'Wipe the joint clean.'],
      [heads, ['Hub cover', 'all', 'M6', '9 ± 1 Nm'], ['Hub cover of idler', 'all', 'M8', '24 Nm'], ['Chain cover', 'all', 'M6', '8 Nm']],
    )
    expect(answerTo(pairs, whole)).toBe(
      '1. Unscrew bolts (1) and lift off hub cover.\nInstallation: Replace gasket. Tightening torque: 9 ± 1 Nm.\n2. Wipe the joint clean.',
    )
    expect(new Set(pairs.find(({ wordings }) => wordings.includes(whole))?.evidence.map(({ page_id }) => page_id))).toEqual(
      new Set(['40-5', '40-30']),
    )
    expect(rejected).toEqual([])
  })

  it('name each value by its variant, and put it behind the step that speaks of a specified torque', async () => {
    const rows = [heads, ['Cover nuts', 'C 18', 'M8', '21 Nm'], ['Cover nuts', 'C 24', 'M8', '24 Nm']]
    const { pairs, rejected } = await asked(['Fit the hub cover.', 'Tighten cover nuts crosswise to specified torque*.'], rows)
    expect(answerTo(pairs, whole)).toBe(
      '1. Fit the hub cover.\n2. Tighten cover nuts crosswise to specified torque (21 Nm (C 18), 24 Nm (C 24)).',
    )
    expect(rejected).toEqual([])
  })

  it('stay as they are where no row fits, two do, or two parts were loosened', async () => {
    const steps = ['Unscrew bolts (1) and lift off hub cover.', 'Installation: Tightening torque*.', 'Wipe the joint clean.']
    const unresolved = 'Installation: Tightening torque: see specifications.'
    for (const rows of [
      [heads, ['Chain cover', 'all', 'M6', '8 Nm']],
      [heads, ['Hub cover', 'all', 'M6', '9 Nm'], ['Cover', 'all', 'M6', '8 Nm']],
      [heads, ['Hub cover', '', 'M6', '9 Nm'], ['Hub cover', '', 'M8', '22 Nm']],
    ])
      expect(answerTo((await asked(steps, rows)).pairs, whole), JSON.stringify(rows)).toContain(unresolved)
    const both = ['Loosen clip (1), unscrew hub cover.', ...steps.slice(1)]
    expect(answerTo((await asked(both, [heads, ['Hub cover', 'all', 'M6', '9 Nm']])).pairs, whole)).toContain(unresolved)
  })

  it('are told by what must be measured, with every row of it', async () => {
    const { pairs, rejected } = await asked(
      ['Clean the hub.', 'Turn the hub and measure runout*.'],
      [
        ['', 'C 18', 'C 24'],
        ['Runout of hub, new', '0.1 mm', '0.2 mm'],
        ['Runout of hub, worn', '0.3 mm', '0.4 mm'],
      ],
      '40 12 020 CHECKING HUB',
    )
    expect(answerTo(pairs, 'How do you check the hub?')).toBe(
      '1. Clean the hub.\n2. Turn the hub and measure runout (specified: runout of hub, new 0.1 mm (C 18), 0.2 mm (C 24); ' +
        'runout of hub, worn 0.3 mm (C 18), 0.4 mm (C 24)).',
    )
    expect(rejected).toEqual([])
  })
})

describe('references of single steps', () => {
  const rows = [heads, ['Hub cover bolts', 'all', 'M6', '9 ± 1 Nm'], ['Chain cover', 'all', 'M6', '8 Nm']]
  it('are told in the step, in a question of their own, and among the remarks on installation', async () => {
    const { pairs, rejected } = await asked(
      [
        'Unscrew hub cover bolts.',
        'Installation: Replace gasket. Tightening torque*.',
        'Wipe the joint clean with a rag.',
        'Installation: Coat the joint with sealant.',
        'Tighten hub cover bolts crosswise to specified torque*.',
      ],
      rows,
    )
    const told = (question: RegExp) => pairs.find(({ wordings }) => wordings.some((wording) => question.test(wording)))
    expect(told(/^What is the tightening torque for the hub cover bolts when replacing the hub cover/)?.answer).toBe('9 ± 1 Nm')
    expect(told(/^How (?:do you tighten|should) the hub cover bolts/)?.answer).toBe(
      'Tighten hub cover bolts crosswise to specified torque (9 ± 1 Nm).',
    )
    expect(told(/on installation/)?.answer).toBe('- Replace gasket. Tightening torque: 9 ± 1 Nm.\n- Coat the joint with sealant.')
    expect(rejected).toEqual([])
  })
})

describe('references to other operations and pages', () => {
  const rows = [heads, ['Chain cover', 'all', 'M6', '8 Nm']]
  it('bear the name that the page there prints, which is cited', async () => {
    const { pairs, rejected } = await asked(['Lift off hub cover.', 'Bleed the tensioner – see 40 00 150.'], rows)
    const pair = pairs.find(({ wordings }) => wordings.includes(whole))
    expect(pair?.answer).toBe('1. Lift off hub cover.\n2. Bleed the tensioner (see "Bleeding the tensioner", operation 40 00 150).')
    expect(pair?.evidence.some(({ page_id, quote }) => page_id === '40-20' && quote === '40 00 150 BLEEDING TENSIONER')).toBe(true)
    expect(rejected).toEqual([])
  })
  it('are those of the manual where the corpus has no name for them', async () => {
    const { pairs } = await asked(
      ['Lift off hub cover.', 'Fill in oil, see page 05-3, until it runs out.', 'Adjust the chain – see Group 35.'],
      rows,
    )
    expect(answerTo(pairs, whole)).toBe(
      '1. Lift off hub cover.\n2. Fill in oil, see page 05-3 of the manual, until it runs out.\n3. Adjust the chain (see group 35 of the manual).',
    )
  })
})

describe("the manual's abbreviations", () => {
  it('are explained where a question names them, and asked for on the page that defines them alone', async () => {
    const steps = ['Unscrew TSV plug with a hexagon wrench.', 'Wipe the TSV clean with a rag.']
    const { pairs } = await asked(steps, [heads], '40 12 030 CLEANING TSV')
    expect(
      pairs
        .map(({ question }) => question)
        .some((question) => /cleaning the TSV \(tension shut-off valve\)\?$|clean the TSV \(tension/.test(question)),
    ).toBe(true)
    expect(pairs.some(({ generator }) => generator.writer === 'abbreviations')).toBe(false)
    const defined = await asked(['Close the tension shut-off valve (TSV).', 'Wipe it clean.'], [heads])
    const pair = defined.pairs.find(({ generator }) => generator.writer === 'abbreviations')
    expect([pair?.answer, pair?.task]).toEqual(['Tension shut-off valve', 'explanation'])
    expect(pair?.wordings).toContain('What does TSV stand for in the Running Gear section?')
  })
})
