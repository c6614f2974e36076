import { tokensOf } from './metrics.ts'
import type { PageResult } from './run-set.ts'

/** Lower ends of the confidence buckets. */
const BUCKETS = [0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98] as const

export interface Bucket {
  readonly from: number
  readonly to: number
  readonly words: number
  readonly right: number
  /** Sum of the words' confidences. */
  readonly confidence: number
}

/**
 * How often words of a given confidence are right: a word is, while the truth holds it that often; of equal words the more
 * confident ones come first. Labels of figures count as right where they are listed, and not at all where they are not.
 */
export function calibration(results: readonly PageResult[]): Bucket[] {
  const buckets = BUCKETS.map((from, i) => ({ from, to: BUCKETS[i + 1] ?? 1, words: 0, right: 0, confidence: 0 }))
  for (const { page, reading } of results) {
    const { truth } = page
    const texts = truth.words === null ? truth.lines : truth.words.map(({ text }) => text)
    const left = new Map<string, number>()
    for (const token of [...texts.flatMap((text) => tokensOf(text, truth.loose)), ...truth.optional])
      left.set(token, (left.get(token) ?? 0) + 1)
    const words = reading.lines
      .flatMap((line) => line.words)
      .flatMap(({ text, confidence }) => tokensOf(text, truth.loose).map((token) => ({ token, confidence })))
      .sort((a, b) => b.confidence - a.confidence)
    for (const { token, confidence } of words) {
      const bucket = buckets.findLast(({ from }) => confidence >= from)!
      const count = left.get(token) ?? 0
      left.set(token, count - 1)
      bucket.words++
      bucket.confidence += confidence
      if (count > 0) bucket.right++
    }
  }
  return buckets
}
