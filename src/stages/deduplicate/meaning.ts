import { isTelling, namedTokens } from '../../checks/comparison.ts'
import type { UnionFind } from '../../checks/union-find.ts'
import { cosine, type Embed } from './embeddings.ts'
import type { PassedPair } from './pairs.ts'

/** A bucket of more questions with one answer ('Yes', '10 Nm') is compared page by page only. */
const MOST_COMPARED = 1500

/**
 * Joins pairs with the same answer whose questions mean the same by their vectors. As with letters, a number, a code, a side
 * or a variant in which they differ keeps them apart, whatever the model says of it.
 */
export async function joinByMeaning(
  buckets: Iterable<number[]>,
  pairs: readonly PassedPair[],
  sets: UnionFind,
  embed: Embed,
  min_similarity: number,
): Promise<void> {
  const at = (index: number): PassedPair => pairs[index] as PassedPair
  for (const bucket of buckets) {
    const single = [...new Map(bucket.map((index) => [sets.find(index), index] as const).toReversed()).values()].toReversed()
    if (single.length < 2) continue
    const vectors = await embed(single.map((index) => at(index).question))
    const near = single.length <= MOST_COMPARED
    for (const [a, one] of single.entries()) {
      for (let b = a + 1; b < single.length; b++) {
        const other = single[b] as number
        if (!near && at(one).page_id !== at(other).page_id) continue
        const [first, second] = [vectors[a], vectors[b]]
        if (first === undefined || second === undefined || !mayMeanTheSame(at(one), at(other))) continue
        if (cosine(first, second) >= min_similarity) sets.union(one, other)
      }
    }
  }
}

function mayMeanTheSame(one: PassedPair, other: PassedPair): boolean {
  if (one.applies_to.join('\0') !== other.applies_to.join('\0')) return false
  const telling = (question: string): string => namedTokens(question).filter(isTelling).join(' ')
  return telling(one.question) === telling(other.question)
}
