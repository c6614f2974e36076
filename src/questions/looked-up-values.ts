import type { Refusal } from '../contracts/example.ts'
import { lowerFirst } from '../text/letter-case.ts'
import { namedPart } from '../text/noun-phrases.ts'
import { sentencesOf } from '../text/sentences.ts'
import { hasQuantity } from '../text/values.ts'
import { cleaned, isSure } from './cleaned.ts'
import { measuredValues, MOST_ROWS, stemsOf } from './cited-values.ts'
import { settingOf } from './context.ts'
import { blockEvidence, distinct } from './evidence.ts'
import { operationsOf } from './operations.ts'
import { worded } from './phrasing.ts'
import type { Draft, QuestionWriter } from './writer.ts'

const NAME = 'looked-up-values'

/** 'measure backlash*', 'read main pressure*', 'check clearance*': what is measured, its value being told on another page. */
export const MEASURED =
  /\b(?:measure|check|read|determine)\s+(?:the\s+)?((?:\p{L}+ ){0,2}\p{L}+)(?:\s\([A-Z\d]\))?((?:\s(?:of|between)(?:\s\p{L}+){1,5})?)\s?\*/iu

/**
 * Values that a step marks with an asterisk ('See Specifications') and that a specification page near by gives: asked for the
 * job, answered with the table's value, with evidence from both pages.
 */
export const lookedUpValuesWriter: QuestionWriter = {
  name: NAME,
  write(page, settings) {
    const drafts: Draft[] = []
    const refusals: Refusal[] = []
    for (const operation of operationsOf(page).operations) {
      const about = stemsOf(
        [
          operation.topic.object,
          ...operation.topic.conditions,
          ...operation.parts.flatMap(({ items }) => items.map(({ block }) => block.text)),
        ].join(' '),
      )
      for (const part of operation.parts) {
        for (const item of part.items) {
          const { page_id, block } = item
          const setting = settingOf(item, operation, part, page)
          if (page_id !== page.page.page_id || setting === null || setting === 'unsure') continue
          for (const sentence of sentencesOf(block.text)) {
            const match = MEASURED.exec(sentence)
            if (match === null || hasQuantity(match[0])) continue
            const measure = cleaned(`${match[1] ?? ''}${match[2] ?? ''}`)
            const found = isSure(block, settings.generate.min_confidence) ? measuredValues(measure, about, page, settings) : []
            if (found.length === 0 || found.length > MOST_ROWS) {
              refusals.push({ block: block.id, writer: NAME, reason: 'the value that the step refers to is not found near by' })
              continue
            }
            const name = namedPart(lowerFirst(measure))
            drafts.push(
              worded(
                {
                  wordings: [`What should ${name} be${setting.during}?`, `What value is specified for ${name}${setting.during}?`],
                  answer: found.length === 1 ? (found[0]?.value ?? '') : found.map(({ label, value }) => `- ${label}: ${value}`).join('\n'),
                  task: 'spec',
                  question_type: 'parameter',
                  applies_to: [],
                  operation: operation.code,
                  evidence: distinct([blockEvidence(page_id, block), ...found.flatMap(({ evidence }) => evidence)]),
                },
                settings,
              ),
            )
          }
        }
      }
    }
    return { drafts, refusals }
  },
}
