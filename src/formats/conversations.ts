import type { Example } from '../contracts/example.ts'
import type { JsonObject } from './jsonl.ts'
import { trainerText } from './text.ts'
import { OPENAI_KEYS, type TurnKeys } from './turns.ts'

/** A pair, or the opening of a conversation with the pairs that are its later turns, in order. */
export interface Talk {
  readonly opening: Example
  readonly later: readonly Example[]
}

/**
 * Joins the turns of conversations while pairs go by in their final order, page by page: what belongs to a conversation waits until its
 * page is over. A conversation ends where a turn was rejected, is a duplicate or went to another split; what comes after that, and what
 * is then alone, is told as a single pair.
 */
export class ConversationJoiner {
  readonly #held = new Map<string, Example[]>()
  #page = ''

  /** What can be written now that this pair has come. */
  add(example: Example): Talk[] {
    const before = example.page_id === this.#page ? [] : this.rest()
    this.#page = example.page_id
    const { conversation } = example
    if (conversation === undefined || conversation === null) return [...before, single(example)]
    this.#held.set(conversation.id, [...(this.#held.get(conversation.id) ?? []), example])
    return before
  }

  /** What still waits. */
  rest(): Talk[] {
    const held = [...this.#held.values()]
    this.#held.clear()
    return held.flatMap(joined)
  }
}

const single = (opening: Example): Talk => ({ opening, later: [] })
const turnOf = ({ conversation }: Example): number => conversation?.turn ?? 0

function joined(turns: readonly Example[]): Talk[] {
  const inOrder = turns.toSorted((one, other) => turnOf(one) - turnOf(other))
  const gap = inOrder.findIndex((turn, at) => turnOf(turn) !== at + 1 || turn.split !== inOrder[0]?.split)
  const [opening, ...later] = gap === -1 ? inOrder : inOrder.slice(0, gap)
  const alone = gap === -1 ? [] : inOrder.slice(gap)
  return [...(opening === undefined ? [] : [{ opening, later }]), ...alone.map(single)]
}

/** Later turns as messages with plain texts: what is asked leans on what was said before. */
export function laterTurns(later: readonly Example[], keys: TurnKeys = OPENAI_KEYS): JsonObject[] {
  return later.flatMap(({ question, answer, conversation }) => [
    { [keys.role]: keys.user, [keys.content]: trainerText(conversation?.asked ?? question) },
    { [keys.role]: keys.assistant, [keys.content]: trainerText(answer) },
  ])
}

/** A message whose content is a list with one part of text. */
export const asParts = (turn: JsonObject): JsonObject => ({ ...turn, content: [{ type: 'text', text: turn['content'] }] })
