import { describe, expect, it } from 'vitest'
import type { Candidate, Evidence } from '../../src/contracts/example.ts'
import type { PageMaterial } from '../../src/contracts/material.ts'
import { differenceOf } from '../../src/checks/same-question.ts'
import { cellOf, complaints, materialOf, pairOn } from './material.ts'

const screws = materialOf({
  blocks: [
    {
      text: '',
      title: 'Screws of the frame',
      rows: [
        ['Screw', 'Torque (Nm)'],
        ['M8 and M8x1: greatest torques of the frame', ''],
        ['M8 8.8', '24'],
        ['M8x1 8.8', '26'],
      ],
    },
  ],
})

const pins = materialOf({
  blocks: [
    {
      text: '',
      title: 'Connector X14 of the dashboard',
      rows: [
        ['Terminal', 'Circuit', 'Terminal', 'Circuit'],
        ['A', 'Horn', 'Q', 'Wiper motor'],
        ['B', 'Brake lights', 's', 'Fuel pump'],
        ['C', 'Fuel gauge', 'T', 'Radio'],
      ],
    },
  ],
})

const faults = materialOf({
  blocks: [
    {
      text: '',
      title: 'Troubleshooting the winch',
      rows: [
        ['Condition', 'Cause', 'Correction'],
        [
          'Winch does not release',
          'a) Brake band broken b} Air in hydraulic line c) Pawl worn',
          'a) Replace brake band b) Bleed hydraulic line c) Replace pawl',
        ],
      ],
    },
  ],
})

const clutch = materialOf({
  blocks: [{ type: 'note', text: 'The clutch of the version with a double flywheel is lower in height. Turn the nut counterclockwise.' }],
})

const answer = (page: PageMaterial, question: string, text: string, evidence?: Evidence[]): string =>
  complaints(pairOn(page, { question, answer: text, ...(evidence === undefined ? {} : { evidence }) } as Candidate), page).join('\n')

describe('a value of another row', () => {
  it('whose label says less than the question, is refused', () => {
    const question = 'What is the tightening torque of an M8x1 screw of class 8.8 of the frame?'
    expect(answer(screws, question, '24 Nm', [cellOf(screws, 2, 1)])).toContain('The question names “M8x1 8.8”')
    expect(answer(screws, question, '26 Nm', [cellOf(screws, 3, 0), cellOf(screws, 3, 1)])).toBe('')
    expect(answer(screws, 'What is the tightening torque of an M8 screw of class 8.8 of the frame?', '24 Nm', [cellOf(screws, 2, 1)])).toBe(
      '',
    )
  })

  it('beside another letter, is refused', () => {
    const question = 'Which circuit uses terminal S of connector X14 of the dashboard?'
    expect(answer(pins, question, 'Radio', [cellOf(pins, 3, 3)])).toContain('The question names terminal “s”')
    expect(answer(pins, question, 'Horn', [cellOf(pins, 1, 1)])).toContain('The question names terminal “s”')
    expect(answer(pins, question, 'Fuel pump', [cellOf(pins, 2, 2), cellOf(pins, 2, 3)])).toBe('')
  })

  it('of another letter in the same row of a fault table, is refused', () => {
    const question = 'How is air in the hydraulic line corrected when the winch does not release?'
    const cells = [cellOf(faults, 1, 0), cellOf(faults, 1, 1), cellOf(faults, 1, 2)]
    expect(answer(faults, question, 'Replace pawl.', cells)).toContain('“b) Air in hydraulic line”, the answer belongs to “c)”')
    expect(answer(faults, question, 'Bleed hydraulic line.', cells)).toBe('')
  })
})

describe('the contrary of what is read', () => {
  const all = (page: PageMaterial): Evidence[] => [{ page_id: 'page-1', block: 'b01', box: null, quote: page.structure.blocks[0]!.text }]

  it('is refused', () => {
    const question = 'Is the clutch of the version with a double flywheel higher or lower?'
    expect(answer(clutch, question, 'It is higher.', all(clutch))).toContain('The cited place says “lower”, the answer “higher”.')
    expect(answer(clutch, question, 'It is lower in height.', all(clutch))).not.toContain('The cited place says')
    const turn = 'Which way is the nut of the clutch turned?'
    expect(answer(clutch, turn, 'Clockwise.', all(clutch))).toContain('The cited place says “counterclockwise”, the answer “clockwise”.')
    expect(answer(clutch, turn, 'Counter-clockwise.', all(clutch))).not.toContain('The cited place says')
  })
})

describe('another wording of a question', () => {
  const pair = pairOn(faults, {
    question: 'How is a worn pawl corrected when the winch does not release?',
    answer: 'Replace pawl.',
    evidence: [cellOf(faults, 1, 1), cellOf(faults, 1, 2)],
  })

  it.each([
    ['What is done about a worn pawl when the winch does not release?', ''],
    ['What is done about a broken brake band when the winch does not release?', /names|leaves/],
    ['What is done when the winch does not release?', /leaves/],
    ['How are 2 worn pawls corrected when the winch does not release?', /says “2”/],
  ])('%s', (wording, expected) => {
    expect(differenceOf(wording, pair, faults)).toMatch(expected === '' ? /^$/ : expected)
  })

  it('may leave out what was said before, and nothing else', () => {
    expect(
      differenceOf('And what about a worn pawl?', pair, faults, 'How is air in the line corrected when the winch does not release?'),
    ).toBe('')
    expect(
      differenceOf('And what about that?', pair, faults, 'How is air in the line corrected when the winch does not release?'),
    ).toContain('pawl')
  })
})

describe('a short word that tells a row from its neighbour', () => {
  const heights = materialOf({
    blocks: [
      {
        text: '',
        title: 'Engine',
        rows: [
          ['', 'Model A'],
          ['Height of cylinder head, new', '92.0 mm'],
          ['Height of cylinder head, minimum after machining', '91.7 mm'],
        ],
      },
    ],
  })
  const asked = (row: number, answer: string): string[] =>
    complaints(
      pairOn(heights, {
        question: 'What is the height of the cylinder head, new?',
        answer,
        evidence: [cellOf(heights, row, 0), cellOf(heights, row, 1)],
      }),
      heights,
    ).filter((each) => each.startsWith('table_cell'))

  it('is missed where the value of the neighbour is given', () => {
    expect(asked(2, '91.7 mm')).toHaveLength(1)
  })

  it('is no objection to the own row', () => {
    expect(asked(1, '92.0 mm')).toEqual([])
  })
})
