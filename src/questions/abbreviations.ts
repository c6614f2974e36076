import type { Refusal } from '../contracts/example.ts'
import type { PageMaterial } from '../contracts/material.ts'
import { upperFirst } from '../text/letter-case.ts'
import { isSure } from './cleaned.ts'
import { definedOn } from './defined-abbreviations.ts'
import { onVehicle, worded } from './phrasing.ts'
import type { Draft, QuestionWriter } from './writer.ts'

const NAME = 'abbreviations'

/** What an abbreviation stands for, where the page itself says so. */
export const abbreviationsWriter: QuestionWriter = {
  name: NAME,
  write(page, settings) {
    const drafts: Draft[] = []
    const refusals: Refusal[] = []
    const section = page.page.section.name
    const place = onVehicle(page.vehicles) || (section === '' ? '' : ` in the ${section} section`)
    for (const { short, long, evidence, confidence } of definedOn(page.structure)) {
      if (!isSure({ confidence }, settings.generate.min_confidence)) {
        refusals.push({ block: evidence[0]?.block ?? 'page', writer: NAME, reason: 'read with too little confidence' })
        continue
      }
      drafts.push(
        worded(
          {
            wordings: [
              `What does ${short} stand for${place}?`,
              `What does the abbreviation ${short} mean${place}?`,
              `What is meant by ${short}${place}?`,
            ],
            answer: upperFirst(long),
            task: 'explanation',
            question_type: 'component',
            applies_to: [],
            operation: null,
            evidence,
          },
          settings,
        ),
      )
    }
    return { drafts, refusals }
  },
}

/** So many abbreviations a question explains at most: with more it could not be said any more. */
const MOST_EXPLAINED = 2

/**
 * A draft whose question explains the manual's abbreviations where it first names them: 'the ISC valve' becomes 'the ISC (idle speed
 * control) valve'. Not in brackets or before them, and not where the pair says it anyway. Its other wordings stay as one says them.
 */
export function withAbbreviationsExplained(draft: Draft, { references }: PageMaterial): Draft {
  const known = references?.abbreviations ?? []
  if (known.length === 0) return draft
  const explained = (question: string): string => {
    let count = 0
    return known.reduce((text, { short, long }) => {
      const at = new RegExp(`(?<![\\p{L}\\d-])${short.replace(/[/&]/g, '\\$&')}(?![\\p{L}\\d-]| \\()`, 'u').exec(text)
      const isSaid = [text, draft.answer].some((one) => one.toLowerCase().includes(long.toLowerCase()))
      if (at === null || isSaid || count >= MOST_EXPLAINED || text.slice(0, at.index).includes('(')) return text
      count += 1
      const end = at.index + short.length
      return `${text.slice(0, end)} (${long})${text.slice(end)}`
    }, question)
  }
  return { ...draft, question: explained(draft.question) }
}
