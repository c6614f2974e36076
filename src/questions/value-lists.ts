import { upperFirst } from '../text/letter-case.ts'
import { isPlural, namedPart } from '../text/noun-phrases.ts'
import { hasQuantity } from '../text/values.ts'
import { cleaned, isSure } from './cleaned.ts'
import { blockEvidence } from './evidence.ts'
import { operationsOf } from './operations.ts'
import { onVehicle, worded } from './phrasing.ts'
import type { Draft, QuestionWriter } from './writer.ts'
import type { Refusal } from '../contracts/example.ts'

const NAME = 'value-lists'

const MEASURED =
  /\b(?:torques?|clearances?|pressures?|capacit(?:y|ies)|temperatures?|thickness|diameters?|runout|play|gaps?|levels?|speeds?|resistances?|voltages?|currents?|dimensions?|values?|limits?)\b/i
const ROW = /^(?:step|stage|phase)\s*\d+\b|^\d+(?:st|nd|rd|th)?[.) ]/i

/** A heading that names a measure, with its values or steps in lines below: 'Tightening Torque of Conrod Bolts: Step 1 10 Nm …'. */
export const valueListsWriter: QuestionWriter = {
  name: NAME,
  write(page, settings) {
    const drafts: Draft[] = []
    const refusals: Refusal[] = []
    const { operations, loose } = operationsOf(page)
    for (const { heading, items } of [...operations.flatMap(({ parts }) => parts), ...loose]) {
      if (heading === null || !MEASURED.test(heading.block.text)) continue
      const end = items.findIndex(({ block }) => !(ROW.test(block.text) && hasQuantity(block.text)))
      const rows = end === -1 ? items : items.slice(0, end)
      if (rows.length === 0) continue
      if (![heading, ...rows].every(({ block }) => isSure(block, settings.generate.min_confidence))) {
        refusals.push({ block: heading.block.id, writer: NAME, reason: 'read with too little confidence' })
        continue
      }
      const name = namedPart(cleaned(heading.block.text).replace(/[\s:]+$/, ''))
      drafts.push(
        worded(
          {
            wordings: [
              `What ${isPlural(name) ? 'are' : 'is'} ${name}${onVehicle(page.vehicles)}?`,
              `What values are specified for ${name}${onVehicle(page.vehicles)}?`,
            ],
            answer: rows.map(({ block }) => upperFirst(cleaned(block.text)).replace(/^((?:Step|Stage|Phase) \d+):? /, '$1: ')).join('\n'),
            task: 'spec',
            question_type: 'factual',
            applies_to: [],
            operation: null,
            evidence: [heading, ...rows].map(({ page_id, block }) => blockEvidence(page_id, block)),
          },
          settings,
        ),
      )
    }
    return { drafts, refusals }
  },
}
