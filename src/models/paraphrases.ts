import { z } from 'zod'
import type { Candidate } from '../contracts/example.ts'
import type { LanguageModel, LanguageRequest } from '../contracts/model.ts'
import { closed } from './pair-answer.ts'
import { askFor } from './structured-answer.ts'

const wordingsSchema = z.object({ questions: z.array(z.object({ number: z.number().int(), wordings: z.array(z.string()) })) })

const RULES = `You word questions about technical manuals in other ways. Each wording asks exactly the same, has the same one answer, names the same part, vehicle, variant and condition, and can be understood alone. Numbers, codes and names stay as they are. Vary the sentence, not the meaning: as a colleague would ask, as a search, as a full question. Each ends with a question mark. You answer with one JSON object and nothing else: {"questions": [{"number": 1, "wordings": ["…", "…"]}]}`

/**
 * Asks for other wordings of pairs that hold. A wording is kept where `isSame`: it asks for the same, and the pair holds with it in the
 * question's place (the same evidence, all checks).
 */
export async function paraphrased(
  candidates: readonly Candidate[],
  count: number,
  model: LanguageModel,
  max_output_tokens: number,
  isSame: (wording: string, candidate: Candidate) => boolean,
  signal: AbortSignal,
): Promise<Candidate[]> {
  if (candidates.length === 0) return []
  const text = candidates.map(({ question, answer }, index) => `${index + 1}. ${question}\n   (answer: ${answer})`).join('\n')
  const request: LanguageRequest = {
    purpose: 'paraphrases',
    page_id: candidates[0]!.page_id,
    system: [RULES],
    turns: [{ role: 'user', parts: [{ type: 'text', text: `Give ${count} other wordings of each question.\n\n${text}` }] }],
    schema: {
      name: 'wordings',
      schema: closed({
        questions: {
          type: 'array',
          items: closed({ number: { type: 'integer' }, wordings: { type: 'array', items: { type: 'string' } } }),
        },
      }),
    },
    max_output_tokens,
  }
  const { questions } = await askFor(model, request, wordingsSchema, signal)
  const byNumber = new Map(questions.map(({ number, wordings }) => [number, wordings]))
  return candidates.map((candidate, index) => {
    const wordings = (byNumber.get(index + 1) ?? [])
      .map((wording) => wording.replace(/\s+/g, ' ').trim())
      .filter(
        (wording, at, all) =>
          all.indexOf(wording) === at && wording.toLowerCase() !== candidate.question.toLowerCase() && isSame(wording, candidate),
      )
    return { ...candidate, paraphrases: wordings.slice(0, count) }
  })
}
