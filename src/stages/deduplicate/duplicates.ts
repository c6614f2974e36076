import { mayAskTheSame, subjectKey } from '../../checks/comparison.ts'
import { similarPairs, trigramSimilarity } from '../../checks/trigrams.ts'
import { UnionFind } from '../../checks/union-find.ts'
import type { DuplicateKind, PassedPair, Place } from './pairs.ts'

/** Pairs that state one fact: indices, the kept one first, and how each other one equals it. */
export interface DuplicateGroup {
  readonly kept: number
  readonly others: readonly { readonly index: number; readonly how: DuplicateKind; readonly similarity: number }[]
}

export interface DuplicateSettings {
  readonly max_question_similarity: number
  readonly cross_page: boolean
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
): Promise<DuplicateGroup[]> {
  const sets = new UnionFind(pairs.length)
  for (const bucket of byAnswer(pairs, settings.cross_page)) joinBucket(bucket, pairs, sets, settings.max_question_similarity)

  const members = new Map<number, number[]>()
  for (let index = 0; index < pairs.length; index++) {
    const top = sets.find(index)
    const group = members.get(top)
    if (group === undefined) members.set(top, [index])
    else group.push(index)
  }
  const groups: DuplicateGroup[] = []
  for (const group of members.values()) {
    if (group.length < 2) continue
    const [kept, ...others] = await prefer(group)
    if (kept === undefined) continue
    const alike = others
      .toSorted((a, b) => a - b)
      .map((index) => {
        const similarity = likeness(pairs, kept, index)
        return { index, how: similarity === 1 ? ('exact' as const) : ('near' as const), similarity }
      })
    groups.push({ kept, others: alike })
  }
  return groups
}

function byAnswer(pairs: readonly PassedPair[], cross_page: boolean): Iterable<number[]> {
  const buckets = new Map<string, number[]>()
  for (const [index, pair] of pairs.entries()) {
    const key = cross_page ? pair.answer_key : `${pair.page_id}\0${pair.answer_key}`
    const bucket = buckets.get(key)
    if (bucket === undefined) buckets.set(key, [index])
    else bucket.push(index)
  }
  return buckets.values()
}

function joinBucket(bucket: readonly number[], pairs: readonly PassedPair[], sets: UnionFind, threshold: number): void {
  if (bucket.length < 2) return
  const at = (position: number): PassedPair => pairs[bucket[position] as number] as PassedPair
  const join = (one: number, other: number): void => sets.union(bucket[one] as number, bucket[other] as number)
  for (const key of ['question_key', 'subject'] as const) {
    const first = new Map<string, number>()
    for (let position = 0; position < bucket.length; position++) {
      const pair = at(position)
      const text = key === 'subject' ? `${subjectKey(pair.question)}\0${pair.applies_to.join('\0')}` : pair.question_key
      const earlier = first.get(text)
      if (earlier === undefined) first.set(text, position)
      else join(earlier, position)
    }
  }
  const texts = bucket.map((_, position) => at(position).question_key)
  const accept = (one: number, other: number): boolean => sameFact(at(one), at(other))
  for (const { first, second } of similarPairs(texts, Math.max(threshold, 0.01), accept)) join(first, second)
}

/** Given the same answer and similar questions: whether both state one fact. */
function sameFact(one: PassedPair, other: PassedPair): boolean {
  const variants = one.applies_to.join('\0') === other.applies_to.join('\0') || one.applies_to.length === 0 || other.applies_to.length === 0
  const samePlace = one.places.some((place) => other.places.some((another) => isSamePlace(place, another)))
  return variants && mayAskTheSame(one.question, other.question, samePlace)
}

function isSamePlace(one: Place, other: Place): boolean {
  return (
    one.page_id === other.page_id &&
    one.block === other.block &&
    one.cell?.row === other.cell?.row &&
    one.cell?.column === other.cell?.column
  )
}

/** Trigram similarity of two pairs' questions, to three decimals. */
export function likeness(pairs: readonly PassedPair[], one: number, other: number): number {
  return Math.round(trigramSimilarity(pairs[one]?.question_key ?? '', pairs[other]?.question_key ?? '') * 1000) / 1000
}
