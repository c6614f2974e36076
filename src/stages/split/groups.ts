import { answerKey, factKey, mayAskTheSame, questionKey } from '../../checks/comparison.ts'
import { similarPairs } from '../../checks/trigrams.ts'
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
export function groupNames(pairs: readonly GroupedPair[], pages: readonly CataloguePage[], similarity: number): string[] {
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
  joinSimilar(pairs, similarity, join)

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

function joinSimilar(pairs: readonly GroupedPair[], similarity: number, join: (one: number, other: number) => void): void {
  const buckets = new Map<string, number[]>()
  for (const [index, { answer }] of pairs.entries()) {
    const key = answerKey(answer)
    const bucket = buckets.get(key)
    if (bucket === undefined) buckets.set(key, [index])
    else bucket.push(index)
  }
  for (const bucket of buckets.values()) {
    if (bucket.length < 2) continue
    const question = (position: number): string => pairs[bucket[position] ?? 0]?.question ?? ''
    const texts = bucket.map((_, position) => questionKey(question(position)))
    const accept = (one: number, other: number): boolean => mayAskTheSame(question(one), question(other), true)
    for (const { first, second } of similarPairs(texts, Math.max(similarity, 0.01), accept)) join(bucket[first] ?? 0, bucket[second] ?? 0)
  }
}
