import { answerKey, factKey, isTelling, namedTokens, questionKey } from '../../checks/comparison.ts'
import { UnionFind } from '../../checks/union-find.ts'
import type { Candidate } from '../../contracts/example.ts'
import type { CataloguePage } from '../../contracts/page.ts'

/** What grouping needs of a pair. */
export type GroupedPair = Pick<Candidate, 'id' | 'page_id' | 'question' | 'answer'> & {
  readonly evidence: readonly { readonly page_id: string }[]
}

/**
 * For each pair the name of its group: the smallest (in code unit order) of the pages that the group holds, so that the
 * name does not depend on any order. One group holds: the pairs of one physical page and its copies; the pages that the
 * evidence of one pair joins; pairs that ask the same question, or state the same fact in the same or nearly the same words.
 */
export function groupNames(pairs: readonly GroupedPair[], pages: readonly CataloguePage[]): string[] {
  const physical = new Map(pages.flatMap(({ page_id, aliases }) => aliases.map((alias) => [alias.page_id, page_id] as const)))
  const nodes = new Map<string, number>()
  const nodeOf = (page_id: string): number => {
    const id = physical.get(page_id) ?? page_id
    const node = nodes.get(id) ?? nodes.size
    nodes.set(id, node)
    return node
  }
  const own = pairs.map(({ page_id }) => nodeOf(page_id))
  const cited = pairs.map(({ evidence }) => evidence.map(({ page_id }) => nodeOf(page_id)))
  const sets = new UnionFind(nodes.size)
  const join = (one: number, other: number): void => sets.union(own[one] ?? 0, own[other] ?? 0)

  for (const [index, others] of cited.entries()) for (const other of others) sets.union(own[index] ?? 0, other)
  joinEqual(pairs, ({ question }) => questionKey(question), join)
  joinEqual(pairs, ({ question, answer }) => factKey(question, answer), join)
  joinNearlyEqual(pairs, join)

  const names = new Map<number, string>()
  for (const [id, node] of nodes) {
    const top = sets.find(node)
    const name = names.get(top)
    if (name === undefined || id < name) names.set(top, id)
  }
  return own.map((node) => names.get(sets.find(node)) ?? '')
}

function joinEqual(pairs: readonly GroupedPair[], key: (pair: GroupedPair) => string, join: (one: number, other: number) => void): void {
  const first = new Map<string, number>()
  for (const [index, pair] of pairs.entries()) {
    const text = key(pair)
    const earlier = first.get(text)
    if (earlier === undefined) first.set(text, index)
    else join(earlier, index)
  }
}

/** Questions with more distinct words than this are compared as wholes only. */
const MOST_TOKENS = 16

/**
 * Joins pairs with one answer of which one question names up to two things more than the other ('torque of the plug',
 * 'torque of the oil drain plug'): nearly the same fact. Found by leaving words out of the longer one, not by comparing all.
 */
function joinNearlyEqual(pairs: readonly GroupedPair[], join: (one: number, other: number) => void): void {
  const whole = new Map<string, number>()
  const facts = pairs.map(({ question, answer }) => ({ tokens: namedTokens(question), answer: answerKey(answer) }))
  const key = (tokens: readonly string[], answer: string): string => `${tokens.join(' ')}\0${answer}`
  for (const [index, { tokens, answer }] of facts.entries()) {
    const text = key(tokens, answer)
    const earlier = whole.get(text)
    if (earlier === undefined) whole.set(text, index)
    else join(earlier, index)
  }
  for (const [index, { tokens, answer }] of facts.entries()) {
    if (tokens.length > MOST_TOKENS) continue
    for (const shorter of withoutOneOrTwo(tokens)) {
      const other = whole.get(key(shorter, answer))
      if (other !== undefined) join(other, index)
    }
  }
}

/** The lists that are left when one or two tokens are taken out that are no numbers, codes or contrasts; two remain at least. */
function* withoutOneOrTwo(tokens: readonly string[]): Iterable<string[]> {
  for (let first = 0; first < tokens.length; first++) {
    if (isTelling(tokens[first] ?? '') || tokens.length < 3) continue
    const one = tokens.toSpliced(first, 1)
    yield one
    for (let second = first; second < one.length; second++) {
      if (!isTelling(one[second] ?? '') && one.length >= 3) yield one.toSpliced(second, 1)
    }
  }
}
