/** Finding texts that are nearly the same, by the Jaccard similarity of their character trigrams. */

/** The distinct trigrams of a text between blanks, as numbers (three UTF-16 units in 48 bits). */
export function trigramsOf(text: string): number[] {
  const padded = `  ${text} `
  const found = new Set<number>()
  for (let i = 0; i + 2 < padded.length; i++) {
    found.add(padded.charCodeAt(i) * 0x100000000 + padded.charCodeAt(i + 1) * 0x10000 + padded.charCodeAt(i + 2))
  }
  return [...found]
}

/** Shared trigrams divided by all trigrams: 0 to 1; 1 for two empty texts. */
export function trigramSimilarity(first: string, second: string): number {
  return jaccard(trigramsOf(first), new Set(trigramsOf(second)))
}

function jaccard(first: readonly number[], second: ReadonlySet<number>): number {
  let shared = 0
  for (const trigram of first) if (second.has(trigram)) shared++
  const all = first.length + second.size - shared
  return all === 0 ? 1 : shared / all
}

export interface SimilarPair {
  /** Indices into the texts, first < second. */
  readonly first: number
  readonly second: number
  readonly similarity: number
}

/** So few texts are compared each with each; an index of their trigrams would cost more than it saves. */
const FEW = 12

function similarAmongFew(texts: readonly string[], threshold: number, accept: (first: number, second: number) => boolean): SimilarPair[] {
  const sets = texts.map((text) => new Set(trigramsOf(text)))
  const found: SimilarPair[] = []
  for (const [first, one] of sets.entries()) {
    for (let second = first + 1; second < sets.length; second++) {
      const other = sets[second] ?? new Set<number>()
      if (Math.min(one.size, other.size) < threshold * Math.max(one.size, other.size) - 1e-9) continue
      const similarity = jaccard([...one], other)
      if (similarity >= threshold && accept(first, second)) found.push({ first, second, similarity })
    }
  }
  return found
}

/**
 * All pairs of texts whose similarity is at least `threshold` (> 0) and that `accept` lets through, in a fixed order.
 * Prefix filtering (Bayardo, Ma, Srikant 2007, "Scaling up all pairs similarity search"): two sets as similar as that
 * share one of their rarest trigrams, so only texts that meet in an index of those are compared.
 */
export function similarPairs(
  texts: readonly string[],
  threshold: number,
  accept: (first: number, second: number) => boolean,
): SimilarPair[] {
  if (texts.length <= FEW) return similarAmongFew(texts, threshold, accept)
  const frequency = new Map<number, number>()
  const sets = texts.map(trigramsOf)
  for (const set of sets) for (const trigram of set) frequency.set(trigram, (frequency.get(trigram) ?? 0) + 1)
  const rarity = (a: number, b: number): number => (frequency.get(a) ?? 0) - (frequency.get(b) ?? 0) || a - b
  for (const set of sets) set.sort(rarity)

  // 0.9 × 10 is a little more than 9 in binary fractions.
  const least = (size: number): number => Math.ceil(threshold * size - 1e-9)
  const index = new Map<number, number[]>()
  const found: SimilarPair[] = []
  for (const [second, set] of sets.entries()) {
    const own = new Set(set)
    const prefix = set.slice(0, set.length - least(set.length) + 1)
    const seen = new Set<number>()
    for (const trigram of prefix) {
      for (const first of index.get(trigram) ?? []) {
        if (seen.has(first)) continue
        seen.add(first)
        const other = sets[first] ?? []
        if (Math.min(other.length, set.length) < least(Math.max(other.length, set.length))) continue
        const similarity = jaccard(other, own)
        if (similarity >= threshold && accept(first, second)) found.push({ first, second, similarity })
      }
      const entry = index.get(trigram)
      if (entry === undefined) index.set(trigram, [second])
      else entry.push(second)
    }
  }
  return found.toSorted((a, b) => a.first - b.first || a.second - b.second)
}
