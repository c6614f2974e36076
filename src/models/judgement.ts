import { z } from 'zod'
import type { Candidate, Refusal } from '../contracts/example.ts'
import type { LanguageModel, LanguageRequest, RequestPart } from '../contracts/model.ts'
import { closed } from './pair-answer.ts'
import { askFor } from './structured-answer.ts'

const verdictsSchema = z.object({
  verdicts: z.array(z.object({ number: z.number().int(), proven: z.boolean(), reason: z.string().default('') })),
})

const RULES = `You check question–answer pairs that somebody else wrote about one page of a technical manual. You see the page, and for each pair the words of the page that are given as its proof. A pair is proven if the answer follows from those words, where they stand on this page, and answers the question as it is asked: the right row and column, the right part, variant and condition, every number and unit, no "not" lost, nothing added, nothing important left out. If you are not sure, it is not proven. You answer with one JSON object and nothing else: {"verdicts": [{"number": 1, "proven": true, "reason": "…one sentence…"}]}`

/** Asks a second model whether the evidence proves each answer. What it does not call proven is refused, with its reason. */
export async function judged(
  candidates: readonly Candidate[],
  pictures: readonly RequestPart[],
  model: LanguageModel,
  max_output_tokens: number,
  refusals: Refusal[],
  signal: AbortSignal,
): Promise<Candidate[]> {
  if (candidates.length === 0) return []
  const pairs = candidates.map(
    ({ question, answer, evidence }, index) =>
      `${index + 1}. Question: ${question}\n   Answer: ${answer}\n   Proof: ${evidence.map(({ quote }) => `“${quote}”`).join(' ')}`,
  )
  const request: LanguageRequest = {
    purpose: 'judgement',
    page_id: candidates[0]!.page_id,
    system: [RULES],
    turns: [{ role: 'user', parts: [...pictures, { type: 'text', text: pairs.join('\n') }] }],
    schema: {
      name: 'verdicts',
      schema: closed({
        verdicts: {
          type: 'array',
          items: closed({ number: { type: 'integer' }, proven: { type: 'boolean' }, reason: { type: 'string' } }),
        },
      }),
    },
    max_output_tokens,
  }
  const { verdicts } = await askFor(model, request, verdictsSchema, signal)
  const byNumber = new Map(verdicts.map((verdict) => [verdict.number, verdict]))
  return candidates.filter((candidate, index) => {
    const verdict = byNumber.get(index + 1)
    if (verdict?.proven === true) return true
    const reason = `${model.id} does not call it proven: ${verdict?.reason || 'it gave no verdict'}`
    refusals.push({ block: candidate.evidence[0]!.block, writer: 'judge', reason: `“${candidate.question}”: ${reason}` })
    return false
  })
}
