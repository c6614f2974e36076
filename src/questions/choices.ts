import type { Refusal } from '../contracts/example.ts'
import type { Block } from '../contracts/structure.ts'
import { parseInstruction } from '../text/instructions.ts'
import { namedPart } from '../text/noun-phrases.ts'
import { cleaned, isSure, labelled } from './cleaned.ts'
import { blockEvidence } from './evidence.ts'
import { placeTail } from './headings.ts'
import { worded } from './phrasing.ts'
import { withoutCallouts } from './references.ts'
import type { Draft, QuestionWriter } from './writer.ts'

const NAME = 'choices'

const CHOOSES = /^(?:choose|select|pick|determine|find|identify)$/
/** '2 notches = 1.3 mm': what is seen, and what it means. */
const CASE = /^[^=]{1,40} = [^=]{1,40}$/
const MARGIN = new Set(['figure', 'callout'])

/** An instruction to choose by a mark, with the marks and what they mean below it: 'Choose gasket by the notches: 1 notch = 1.2 mm, …'. */
export const choicesWriter: QuestionWriter = {
  name: NAME,
  write(page, settings) {
    const drafts: Draft[] = []
    const refusals: Refusal[] = []
    const blocks = page.structure.blocks.filter(({ type }) => !MARGIN.has(type))
    for (const [index, block] of blocks.entries()) {
      const text = withoutCallouts(cleaned(labelled(block.text).text)).replace(/\s\([A-Z]\)/g, '')
      const instruction = text.endsWith(':') ? parseInstruction(text.slice(0, -1)) : null
      if (instruction === null || !CHOOSES.test(instruction.verb) || instruction.object === '') continue
      const { cases, shown } = casesBelow(blocks.slice(index + 1))
      if (cases.length < 2) continue
      if (![block, ...shown].every((one) => isSure(one, settings.generate.min_confidence))) {
        refusals.push({ block: block.id, writer: NAME, reason: 'read with too little confidence' })
        continue
      }
      const what = `${namedPart(instruction.object)} ${instruction.rest}`.trim()
      const place = placeTail('', page, what)
      drafts.push(
        worded(
          {
            wordings: [`How do you ${instruction.verb} ${what}${place}?`, `How should I ${instruction.verb} ${what}${place}?`],
            answer: cases.map((one) => `- ${one}`).join('\n'),
            task: 'spec',
            question_type: 'parameter',
            applies_to: [],
            operation: null,
            evidence: [block, ...shown].map((one) => blockEvidence(page.page.page_id, one)),
          },
          settings,
        ),
      )
    }
    return { drafts, refusals }
  },
}

/** The cases that directly follow, several of them perhaps in one block. */
function casesBelow(blocks: readonly Block[]): { cases: readonly string[]; shown: readonly Block[] } {
  const cases: string[] = []
  const shown: Block[] = []
  for (const block of blocks) {
    const entries = cleaned(block.text)
      .replace(/[,;.]$/, '')
      .split(/[,;] (?=[^=,;]+ = )/)
    if (!entries.every((entry) => CASE.test(entry))) break
    cases.push(...entries)
    shown.push(block)
  }
  return { cases, shown }
}
