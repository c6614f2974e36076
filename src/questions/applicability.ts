import type { Refusal } from '../contracts/example.ts'
import type { Block } from '../contracts/structure.ts'
import { upperFirst } from '../text/letter-case.ts'
import { closed, isWhole } from '../text/sentences.ts'
import { isJob, topicOf } from '../text/topics.ts'
import { cleaned, isSure } from './cleaned.ts'
import { blockEvidence } from './evidence.ts'
import { GENERIC, headingOver } from './headings.ts'
import { worded } from './phrasing.ts'
import type { Draft, QuestionWriter } from './writer.ts'

const NAME = 'applicability'
const LONGEST = 200
/** 'Machines: Cairn 24, serial numbers 24-0117 to 24-0388', 'Affected models: …'. */
const LABELLED =
  /^(?:affected |applicable )?(machines?|models?|vehicles?|engines?|units?|products?|devices?|boards?|aircraft)(?: affected| concerned)?\s*:\s+(?=\S)/i
/** 'Applies to: …', 'Valid for: …'. */
const LIMITED = /^(?:applies to|applicable to|valid for|applicability|validity|effectivity)\s*:\s+(?=\S)/i

/** The line under a title that says for which machines or serial numbers the page holds. */
export const applicabilityWriter: QuestionWriter = {
  name: NAME,
  write(page, settings) {
    const drafts: Draft[] = []
    const refusals: Refusal[] = []
    for (const block of page.structure.blocks) {
      const limit = block.type === 'paragraph' ? limitOf(block) : null
      const heading = limit === null ? null : headingOver(page, block.id)
      if (limit === null || heading === null) continue
      const topic = topicOf(cleaned(heading.text))
      if (topic === null || GENERIC.test(cleaned(heading.text))) continue
      if (![block, heading].every((one) => isSure(one, settings.generate.min_confidence)) || !isWhole(limit.text)) {
        refusals.push({ block: block.id, writer: NAME, reason: 'read with too little confidence, or cut' })
        continue
      }
      const { things } = limit
      drafts.push(
        worded(
          {
            wordings: isJob(topic)
              ? [`Which ${things} does ${topic.name} concern?`, `To which ${things} does ${topic.name} apply?`]
              : [`Which ${things} are affected by ${topic.name}?`, `Which ${things} does the problem "${topic.object}" concern?`],
            answer: closed(upperFirst(limit.text)),
            task: 'spec',
            question_type: 'factual',
            applies_to: [],
            operation: null,
            evidence: [heading, block].map((one) => blockEvidence(page.page.page_id, one)),
          },
          settings,
        ),
      )
    }
    return { drafts, refusals }
  },
}

/** What is limited ('serial numbers', 'models') and to what; null for other lines. */
function limitOf(block: Block): { things: string; text: string } | null {
  const line = cleaned(block.text)
  const match = LABELLED.exec(line) ?? LIMITED.exec(line)
  const text = match === null ? '' : line.slice(match[0].length)
  if (match === null || text.length > LONGEST || !/[\p{L}\d]/u.test(text)) return null
  if (/\b(?:serial|chassis|frame) (?:numbers?|nos?\.?)\b/i.test(text)) return { things: 'serial numbers', text }
  const named = match[1]?.toLowerCase() ?? 'machines'
  return { things: named === 'aircraft' ? named : named.replace(/s?$/, 's'), text }
}
