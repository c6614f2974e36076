import type { LanguageModel, LanguageRequest } from '../contracts/model.ts'
import { type Made, madeOf } from './candidates.ts'
import type { AskedPage } from './page-request.ts'
import { asWritten, REVISION_SCHEMA, revisionAnswerSchema, type WrittenPair } from './pair-answer.ts'
import { askFor } from './structured-answer.ts'

/** A pair that does not hold, and why. */
export interface Complaint {
  readonly at: number
  readonly pair: WrittenPair
  readonly reasons: readonly string[]
}

/**
 * Sends pairs that do not hold back, once, with the reasons. Gives what takes their places: a new pair, or null where the model gives up.
 * A number that the answer leaves out keeps its old pair.
 */
export async function revised(
  complaints: readonly Complaint[],
  page: AskedPage,
  request: LanguageRequest,
  model: LanguageModel,
  signal: AbortSignal,
): Promise<ReadonlyMap<number, Made | null>> {
  const answer = await askFor(model, revisionRequest(complaints, request), revisionAnswerSchema, signal)
  const replaced = new Map<number, Made | null>()
  for (const { number, give_up, pair } of answer.pairs) {
    const complaint = complaints[number - 1]
    if (complaint === undefined) continue
    replaced.set(complaint.at, give_up || pair === null || pair === undefined ? null : madeOf(pair, page, model.id))
  }
  return replaced
}

function revisionRequest(complaints: readonly Complaint[], request: LanguageRequest): LanguageRequest {
  const list = complaints.map(
    ({ pair, reasons }, index) => `${index + 1}. ${JSON.stringify(asWritten(pair))}\n   Wrong: ${reasons.join(' ')}`,
  )
  const text = [
    'These pairs were checked against the page, and do not hold:',
    ...list,
    '',
    'Mend each so that it holds, or give it up ({"number": 2, "give_up": true}) if the page does not prove it. Do not defend a pair: what is checked is whether its words and numbers are read at the places that it names, whether it can be understood alone, and whether it is worth asking.',
    'Answer with one JSON object and nothing else: {"pairs": [{"number": 1, "pair": {…as before…}}]}',
  ]
  return {
    ...request,
    purpose: 'revision',
    turns: [
      // What is checked is what was read: the pictures need not be paid again.
      ...request.turns.map(({ role, parts }) => ({ role, parts: parts.filter(({ type }) => type === 'text') })),
      // Only what is in question is shown again: the whole answer would be paid twice.
      { role: 'assistant', parts: [{ type: 'text', text: JSON.stringify({ pairs: complaints.map(({ pair }) => asWritten(pair)) }) }] },
      { role: 'user', parts: [{ type: 'text', text: text.join('\n') }] },
    ],
    schema: REVISION_SCHEMA,
  }
}
