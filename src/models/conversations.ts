import { z } from 'zod'
import type { Candidate } from '../contracts/example.ts'
import type { LanguageModel, LanguageRequest } from '../contracts/model.ts'
import { closed } from './pair-answer.ts'
import { askFor } from './structured-answer.ts'

const orderSchema = z.object({
  conversations: z.array(z.object({ turns: z.array(z.object({ number: z.number().int(), question: z.string() })) })),
})

/** Fewest and most turns of a conversation. */
const TURNS: readonly [number, number] = [2, 6]

const RULES = `You put question–answer pairs about one page of a technical manual into the order of conversations between a mechanic and an assistant: two to six pairs that follow from each other (a value, then its tool, then the next step). Each pair is used once at most; pairs that fit nowhere are left out. The first question of a conversation stays as it is; a later one is worded as it would be asked after the turns before it, shorter, with "it" or "there" where the turn before says what is meant, and still has the same answer. It names no number that the pair's own question does not name. You answer with one JSON object and nothing else: {"conversations": [{"turns": [{"number": 3, "question": "…"}]}]}`

/** Asks for conversations made of pairs that hold. The pairs stay what they are; each says in which conversation and turn it stands, and how it is asked there. */
export async function conversed(
  candidates: readonly Candidate[],
  model: LanguageModel,
  max_output_tokens: number,
  signal: AbortSignal,
): Promise<Candidate[]> {
  if (candidates.length < TURNS[0]) return [...candidates]
  const page_id = candidates[0]!.page_id
  const text = candidates.map(({ question, answer }, index) => `${index + 1}. ${question}\n   ${answer}`).join('\n')
  const request: LanguageRequest = {
    purpose: 'conversation',
    page_id,
    system: [RULES],
    turns: [{ role: 'user', parts: [{ type: 'text', text }] }],
    schema: {
      name: 'conversations',
      schema: closed({
        conversations: {
          type: 'array',
          items: closed({ turns: { type: 'array', items: closed({ number: { type: 'integer' }, question: { type: 'string' } }) } }),
        },
      }),
    },
    max_output_tokens,
  }
  const answer = await askFor(model, request, orderSchema, signal)
  const places = new Map<number, NonNullable<Candidate['conversation']>>()
  let count = 0
  for (const { turns } of answer.conversations) {
    const usable = turns.filter(({ number, question }) => !places.has(number) && isAskable(question, candidates[number - 1]))
    if (usable.length < TURNS[0] || usable.length > TURNS[1] || new Set(usable.map(({ number }) => number)).size < usable.length) continue
    count += 1
    const id = `${page_id}-c${String(count).padStart(2, '0')}`
    for (const [at, { number, question }] of usable.entries()) {
      places.set(number, { id, turn: at + 1, question: at === 0 ? candidates[number - 1]!.question : question.replace(/\s+/g, ' ').trim() })
    }
  }
  return candidates.map((candidate, index) => {
    const conversation = places.get(index + 1)
    return conversation === undefined ? candidate : { ...candidate, conversation }
  })
}

function isAskable(question: string, candidate: Candidate | undefined): boolean {
  const numbers = question.match(/\d+(?:[.,]\d+)?/g) ?? []
  return candidate !== undefined && question.trim().endsWith('?') && numbers.every((number) => candidate.question.includes(number))
}
