import { z } from 'zod'
import type { Candidate, Checked } from '../contracts/example.ts'
import type { LanguageModel, LanguageRequest } from '../contracts/model.ts'
import { closed } from './pair-answer.ts'
import { askFor } from './structured-answer.ts'

const conversationsSchema = z.object({
  conversations: z.array(z.object({ turns: z.array(z.object({ number: z.number().int(), asked: z.string().default('') })) })),
})

const RULES = `You make conversations of question–answer pairs about one page of a technical manual. A conversation is what one person asks, one after the other, because one answer leads to the next question: about one job, one part or one fault. Choose pairs that belong together and put them in the order in which they would be asked. The first question is asked as it is written. Word each later one as it would be said at that moment: short, it may say "it", "they" or "that", and need not name again what was named before; but with what was said before it has the one answer that is given, and it asks for nothing else. Numbers, codes and names that it needs stay as they are. It does not tell the answer, and does not speak of pages, figures or lists. The answers stay as they are. A pair is used once; pairs that belong to nothing are left out. Two to five turns. You answer with one JSON object and nothing else: {"conversations": [{"turns": [{"number": 4, "asked": ""}, {"number": 2, "asked": "…"}]}]}`

const MOST_TURNS = 5
/** What a later turn need not have: it leans on what was said before. */
const LEANS: ReadonlySet<string> = new Set(['self_contained', 'relevant'])

/** What a wording is held to. */
export interface TurnChecks {
  /** All checks of a pair. */
  readonly check: (candidate: Candidate) => Checked['pairs'][number]
  /** How a wording asks for something else than the pair's question, after what was said; '' when it does not. */
  readonly difference: (wording: string, candidate: Candidate, said: string) => string
}

/**
 * Has a model put pairs that hold into conversations of several turns. Each turn is one of the pairs: its answer and evidence have passed
 * the checks, and stay as they are; only the wording of later questions is new. It must pass the checks as well, but for standing
 * alone, and ask for the same. A conversation ends before a turn that does not hold; of fewer than two turns it is none.
 */
export async function conversed(
  candidates: readonly Candidate[],
  count: number,
  model: LanguageModel,
  max_output_tokens: number,
  checks: TurnChecks,
  signal: AbortSignal,
): Promise<Candidate[]> {
  if (candidates.length < 2) return [...candidates]
  const { conversations } = await askFor(model, conversationRequest(candidates, count, max_output_tokens), conversationsSchema, signal)
  const told = new Map<Candidate, NonNullable<Candidate['conversation']>>()
  let number = 0
  for (const { turns } of conversations) {
    if (number === count) break
    const held = heldTurns(turns, candidates, told, checks)
    if (held.length < 2) continue
    number += 1
    const id = `${held[0]!.candidate.page_id}-c${String(number).padStart(2, '0')}`
    for (const [at, { candidate, asked }] of held.entries()) told.set(candidate, { id, turn: at + 1, asked })
  }
  return candidates.map((candidate) => {
    const conversation = told.get(candidate)
    return conversation === undefined ? candidate : { ...candidate, conversation }
  })
}

function heldTurns(
  turns: readonly { number: number; asked: string }[],
  candidates: readonly Candidate[],
  used: ReadonlyMap<Candidate, unknown>,
  checks: TurnChecks,
): { candidate: Candidate; asked: string }[] {
  const held: { candidate: Candidate; asked: string }[] = []
  let said = ''
  for (const turn of turns.slice(0, MOST_TURNS)) {
    const candidate = candidates[turn.number - 1]
    if (candidate === undefined || used.has(candidate) || held.some((one) => one.candidate === candidate)) break
    const asked = held.length === 0 ? candidate.question : turn.asked.replace(/\s+/g, ' ').trim()
    if (held.length > 0 && !holdsLater(asked, candidate, said, checks)) break
    held.push({ candidate, asked })
    said += `${candidate.question}\n${candidate.answer}\n`
  }
  return held
}

function holdsLater(asked: string, candidate: Candidate, said: string, { check, difference }: TurnChecks): boolean {
  if (asked === '' || difference(asked, candidate, said) !== '') return false
  return check({ ...candidate, question: asked }).verdicts.every((verdict) => verdict.result === 'pass' || LEANS.has(verdict.check))
}

/** Words alone: the pairs say all that is needed, and no picture is paid again. */
export function conversationRequest(candidates: readonly Candidate[], count: number, max_output_tokens: number): LanguageRequest {
  const list = candidates.map(({ question, answer }, index) => `${index + 1}. Question: ${question}\n   Answer: ${answer}`)
  const most = count === 1 ? 'one conversation' : `${count} conversations`
  return {
    purpose: 'conversations',
    page_id: candidates[0]!.page_id,
    system: [RULES],
    turns: [{ role: 'user', parts: [{ type: 'text', text: `Make at most ${most} of these pairs.\n\n${list.join('\n')}` }] }],
    schema: {
      name: 'conversations',
      schema: closed({
        conversations: {
          type: 'array',
          items: closed({
            turns: { type: 'array', items: closed({ number: { type: 'integer' }, asked: { type: 'string' } }) },
          }),
        },
      }),
    },
    max_output_tokens,
  }
}
