import { mayAskTheSame, namedTokens, subjectKey } from '../../checks/comparison.ts'
import { similarPairs, trigramSimilarity } from '../../checks/trigrams.ts'
import { UnionFind } from '../../checks/union-find.ts'
import { groupedBy } from './grouping.ts'
import type { Embed } from './embeddings.ts'
import { joinByMeaning } from './meaning.ts'
import { type DuplicateKind, type PassedPair, placeKey } from './pairs.ts'

/** Pairs that state one fact: indices, the kept one first, and how each other one equals it. */
export interface DuplicateGroup {
  readonly kept: number
  readonly others: readonly { readonly index: number; readonly how: DuplicateKind; readonly similarity: number }[]
}

export interface DuplicateSettings {
  readonly max_question_similarity: number
  readonly cross_page: boolean
  /** Cosine from which two questions mean the same. */
  readonly min_similarity: number
}

/** Ranks the members of a group: the first is kept. */
export type Preference = (members: readonly number[]) => Promise<readonly number[]>

/**
 * Groups pairs with the same answer whose questions are the same, or nearly: more similar than the setting, about the same
 * place of the page (or, on other places, naming the same things), and never apart by a side, limit, number or variant.
 */
export async function duplicateGroups(
  pairs: readonly PassedPair[],
  settings: DuplicateSettings,
  prefer: Preference,
  embed: Embed | null = null,
): Promise<DuplicateGroup[]> {
  const sets = new UnionFind(pairs.length)
  for (const bucket of byAnswer(pairs, settings.cross_page)) joinBucket(bucket, pairs, sets, settings.max_question_similarity)
  const lexical = Int32Array.from(pairs, (_, index) => sets.find(index))
  if (embed !== null) await joinByMeaning(byAnswer(pairs, settings.cross_page), pairs, sets, embed, settings.min_similarity)

  const members = groupedBy(pairs.keys(), (index) => String(sets.find(index)))
  const groups: DuplicateGroup[] = []
  for (const group of members.toSorted(([a], [b]) => (a ?? 0) - (b ?? 0))) {
    const [kept, ...others] = await prefer(group)
    if (kept === undefined) continue
    const alike = others
      .toSorted((a, b) => a - b)
      .map((index) => {
        const similarity = likeness(pairs, kept, index)
        const byLetters = lexical[index] === lexical[kept]
        return { index, how: !byLetters ? ('semantic' as const) : similarity === 1 ? ('exact' as const) : ('near' as const), similarity }
      })
    groups.push({ kept, others: alike })
  }
  return groups
}

/** Groups of two or more pairs with one answer. */
function byAnswer(pairs: readonly PassedPair[], cross_page: boolean): number[][] {
  const key = ({ page_id, answer_key }: PassedPair): string => (cross_page ? answer_key : `${page_id}\0${answer_key}`)
  return groupedBy(pairs.keys(), (index) => key(pairs[index] as PassedPair))
}

/**
 * Joins pairs of one answer. Compared are only pairs with the same question, with questions that name the same, or about
 * the same place: a thousand parts with one torque are not compared with each other.
 */
function joinBucket(bucket: readonly number[], pairs: readonly PassedPair[], sets: UnionFind, threshold: number): void {
  if (bucket.length < 2) return
  const at = (index: number): PassedPair => pairs[index] as PassedPair
  const variants = (index: number): string => at(index).applies_to.join('\0')
  for (const same of partition(bucket, (index) => [at(index).question_key])) joinAll(same, sets)
  for (const same of partition(bucket, (index) => [`${subjectKey(at(index).question)}\0${variants(index)}`])) joinAll(same, sets)
  const near = [
    ...partition(bucket, (index) => [namedTokens(at(index).question).join(' ')]),
    ...partition(bucket, (index) => at(index).places.map(placeKey)),
  ]
  for (const alike of near) {
    // One of each set that is joined already: a question asked on a thousand pages is compared once.
    const group = [...new Map(alike.map((index) => [sets.find(index), index] as const).toReversed()).values()].toReversed()
    const texts = group.map((index) => at(index).question_key)
    const accept = (one: number, other: number): boolean => sameFact(at(group[one] as number), at(group[other] as number))
    for (const { first, second } of similarPairs(texts, Math.max(threshold, 0.01), accept))
      sets.union(group[first] as number, group[second] as number)
  }
}

/** Groups of two or more that share a key. */
function partition(indices: readonly number[], keys: (index: number) => readonly string[]): number[][] {
  const groups = new Map<string, number[]>()
  for (const index of indices) {
    for (const key of new Set(keys(index))) {
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [index])
      else group.push(index)
    }
  }
  return [...groups.values()].filter((group) => group.length > 1)
}

function joinAll([first, ...others]: readonly number[], sets: UnionFind): void {
  for (const other of others) sets.union(first as number, other)
}

/** Given the same answer and similar questions: whether both state one fact. */
function sameFact(one: PassedPair, other: PassedPair): boolean {
  const variants = one.applies_to.join('\0') === other.applies_to.join('\0') || one.applies_to.length === 0 || other.applies_to.length === 0
  const samePlace = one.places.some((place) => other.places.some((another) => placeKey(place) === placeKey(another)))
  return variants && mayAskTheSame(one.question, other.question, samePlace)
}

/** Trigram similarity of two pairs' questions, to three decimals. */
export function likeness(pairs: readonly PassedPair[], one: number, other: number): number {
  return Math.round(trigramSimilarity(pairs[one]?.question_key ?? '', pairs[other]?.question_key ?? '') * 1000) / 1000
}
