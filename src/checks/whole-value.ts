import type { Candidate } from '../contracts/example.ts'
import { cellAt, type CitedPlace, compact } from './evidence.ts'
import { type Quantity, quantitiesOf, sameNumber } from './quantities.ts'
import type { Support } from './support.ts'
import { fail, type Finding } from './verdict.ts'
import { plainText } from './words.ts'

/** Questions for one end of a range. 'Lower' and 'upper' alone name parts, 'from' and 'between' places. */
const ASKS_FOR_AN_END =
  /\b(?:min|max|minimum|maximum|least|most|lowest|highest|smallest|largest|shortest|longest|limits?|(?:lower|upper) (?:end|value|bound))\b|^(?:from|above|below|until|up to|down to|over|under) (?:what|which|how)\b/i

/** Questions for the value that a tolerance is counted from. */
const ASKS_FOR_THE_NOMINAL = /\bnominal\b|\b(?:without|before|regardless of) (?:the |its |any )?tolerances?\b/i

/** Of a range or a value with a tolerance no part is left out, unless the question asks for that part. */
export function nothingCutOff(candidate: Candidate, support: Support): Finding {
  const stated = quantitiesOf(candidate.answer)
  const named = [...stated, ...quantitiesOf(candidate.question)]
  const printed = quantitiesOf(support.places.map((place) => printedAt(place, support)).join('\n'))
  for (const quantity of stated) {
    const places = printed.flatMap((other, at) => (sameNumber(other, quantity) ? [{ other, next: printed[at + 1] }] : []))
    const [first] = places
    if (first === undefined || !places.every(({ other, next }) => isCutOff(quantity, other, next, named, candidate.question))) continue
    const rest = first.other.joined === 'range' ? 'end of the range' : 'tolerance'
    return fail(`The answer gives “${quantity.text}” without the ${rest} “${first.next?.text ?? ''}”.`)
  }
  return null
}

/** Whether what is joined to a printed number is missing. Numbers of a code ('34-10') are joined by a dash, too, but have no unit. */
function isCutOff(stated: Quantity, printed: Quantity, next: Quantity | undefined, named: readonly Quantity[], question: string): boolean {
  if (printed.joined === null || next === undefined || named.some((other) => sameNumber(other, next))) return false
  if (printed.joined === 'tolerance') return !ASKS_FOR_THE_NOMINAL.test(question)
  return (printed.unit ?? stated.unit) !== null && !ASKS_FOR_AN_END.test(question)
}

/** What is printed at a place: the whole of a block or cell, with the tolerance that stands in the next cell. */
function printedAt({ table, cell, block, evidence }: CitedPlace, support: Support): string {
  if (!support.quotes.includes(evidence.quote)) return ''
  if (table === null || cell === null) return compact(block.text).includes(compact(evidence.quote)) ? block.text : evidence.quote
  const beside = cellAt(table, cell.row, cell.column + cell.column_span)?.text ?? ''
  return /^\s*(?:±|\+\s?\/\s?-)\s*\d/.test(plainText(beside)) ? `${cell.text} ${beside}` : cell.text
}
