import { type Curve, shareAt } from '../src/ocr/confidence.ts'
import { pageName } from './eye-truth.ts'
import { hasDigit, tokensOf } from './metrics.ts'
import type { PageResult } from './run-set.ts'

/** Lower ends of the buckets of the table. */
const BUCKETS = [0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98] as const

/** What a second reader made of a word; 'alone' where none was asked. */
export type Beside = 'alone' | 'alike' | 'different' | 'unseen'

/** A word that was read, and whether it stands on the page. */
export interface JudgedWord {
  readonly page: string
  readonly line: string
  readonly token: string
  readonly raw: number
  readonly confidence: number
  readonly beside: Beside
  readonly right: boolean
}

export interface Bucket {
  readonly from: number
  readonly to: number
  readonly words: number
  readonly right: number
  /** Sums of the words' own figures and of their calibrated confidences. */
  readonly raw: number
  readonly confidence: number
}

/**
 * The words of pages, judged: a word is right while the truth holds it that often; of equal words the more confident ones
 * come first. Labels of figures count as right where they are listed.
 */
export function judgedWords(results: readonly PageResult[]): JudgedWord[] {
  return results.flatMap(({ page, reading, isCompared }) => {
    const { truth } = page
    const texts = truth.words === null ? truth.lines : truth.words.map(({ text }) => text)
    const left = new Map<string, number>()
    for (const token of [...texts.flatMap((text) => tokensOf(text, truth.loose)), ...truth.optional])
      left.set(token, (left.get(token) ?? 0) + 1)
    return reading.lines
      .flatMap((line) => line.words.map((word) => ({ word, line })))
      .flatMap(({ word, line }) => tokensOf(word.text, truth.loose).map((token) => ({ word, line, token })))
      .sort((one, other) => other.word.confidence - one.word.confidence)
      .map(({ word, line, token }): JudgedWord => {
        const count = left.get(token) ?? 0
        left.set(token, count - 1)
        return {
          page: `${page.path} ${pageName(page)}`,
          line: line.id,
          token,
          raw: word.raw_confidence ?? word.confidence,
          confidence: word.confidence,
          beside: !isCompared ? 'alone' : word.also_read === undefined ? 'alike' : word.also_read === '' ? 'unseen' : 'different',
          right: count > 0,
        }
      })
  })
}

/** How often words of a given figure of the engine are right, and what their calibrated confidences say. */
export function calibration(words: readonly JudgedWord[]): Bucket[] {
  const buckets = BUCKETS.map((from, i) => ({ from, to: BUCKETS[i + 1] ?? 1, words: 0, right: 0, raw: 0, confidence: 0 }))
  for (const { raw, confidence, right } of words) {
    const bucket = buckets.findLast(({ from }) => raw >= from)!
    bucket.words++
    bucket.raw += raw
    bucket.confidence += confidence
    if (right) bucket.right++
  }
  return buckets
}

/**
 * Expected calibration error: the mean distance between what words are said to be worth and the share of them that is right,
 * over the buckets, weighted by words (Guo et al. 2017). `said` picks which figure is judged.
 */
export function calibrationError(words: readonly JudgedWord[], said: 'raw' | 'confidence'): number {
  return calibration(words).reduce((sum, bucket) => sum + Math.abs(bucket[said] - bucket.right), 0) / Math.max(1, words.length)
}

/** How far the mean of a page's words is from the share of them that is right, on the average of the pages. */
export function pageError(words: readonly JudgedWord[], said: 'raw' | 'confidence'): number {
  const pages = [...new Set(words.map(({ page }) => page))].map((page) => words.filter((word) => word.page === page))
  return mean(pages.map((own) => Math.abs(mean(own.map((word) => word[said])) - own.filter(({ right }) => right).length / own.length)))
}

/** Edges of the bins that become corners of a curve: close where most words are. */
const BINS = [0.3, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.94, 0.97, 0.985, 0.995] as const
/** Fewer words than this say nothing by themselves; their bin is joined with the one above. */
const FEWEST = 20

/**
 * A curve that never falls, from an engine's own figures to the share of right words: shares of bins, with one right and one wrong
 * word more each (Laplace's rule of succession), pooled where they fall (pool adjacent violators, Ayer et al. 1955) and level from the
 * first to the last bin of a pool. It begins at 0.
 */
export function fitCurve(words: readonly JudgedWord[]): Curve {
  const bins = [0, ...BINS].map((from, i) => words.filter(({ raw }) => raw >= from && raw < (BINS[i] ?? 2)))
  const large: JudgedWord[][] = []
  let waiting: JudgedWord[] = []
  for (const bin of bins) {
    waiting = [...waiting, ...bin]
    if (waiting.length < FEWEST) continue
    large.push(waiting)
    waiting = []
  }
  if (waiting.length > 0) large.push([...(large.pop() ?? []), ...waiting])
  const pools: JudgedWord[][][] = []
  for (const bin of large) {
    let pool = [bin]
    while (pools.length > 0 && rightShare(pools.at(-1)!.flat()) > rightShare(pool.flat())) pool = [...pools.pop()!, ...pool]
    pools.push(pool)
  }
  const corners = pools.flatMap((pool) => {
    const ends = pool.length === 1 ? pool : [pool[0]!, pool.at(-1)!]
    return ends.map((bin) => [mean(bin.map(({ raw }) => raw)), rightShare(pool.flat())] as const)
  })
  return [[0, 0] as const, ...corners].map(([raw, share]) => [rounded(raw), rounded(share)])
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
const rounded = (value: number): number => Math.round(value * 1e4) / 1e4

function rightShare(words: readonly JudgedWord[]): number {
  return (words.filter(({ right }) => right).length + 1) / (words.length + 2)
}

/** The words with confidences from curves that were fitted to the other half of the pages: every second page is one half. */
export function crossValidated(words: readonly JudgedWord[], curvesOf: (words: readonly JudgedWord[]) => Fitted): JudgedWord[] {
  const pages = [...new Set(words.map(({ page }) => page))]
  const half = new Map(pages.map((page, index) => [page, index % 2]))
  return [0, 1].flatMap((side) => {
    const fitted = curvesOf(words.filter(({ page }) => half.get(page) !== side))
    return words.filter(({ page }) => half.get(page) === side).map((word) => ({ ...word, confidence: shareAt(fitted(word), word.raw) }))
  })
}

/** Which curve belongs to a word. */
export type Fitted = (word: JudgedWord) => Curve

/** One curve for all words, whatever a second reader made of them. */
export function fittedAlone(words: readonly JudgedWord[]): Fitted {
  const curve = fitCurve(words)
  return () => curve
}

/** A curve for each answer of a second reader. */
export function fittedBeside(words: readonly JudgedWord[]): Fitted {
  const of = (beside: Beside): Curve => fitCurve(words.filter((word) => word.beside === beside))
  const curves = { alone: fitCurve(words), alike: of('alike'), different: of('different'), unseen: of('unseen') }
  return ({ beside }) => curves[beside]
}

/** Of the pages' words, and of those with a digit: how many there are and how many are right, by what a second reader made of them. */
export function agreementCounts(
  words: readonly JudgedWord[],
): { beside: Beside; words: number; right: number; numbers: number; rightNumbers: number }[] {
  return (['alike', 'different', 'unseen'] as const).map((beside) => {
    const own = words.filter((word) => word.beside === beside)
    const numbers = own.filter(({ token }) => hasDigit(token))
    const count = (some: readonly JudgedWord[]): number => some.filter(({ right }) => right).length
    return { beside, words: own.length, right: count(own), numbers: numbers.length, rightNumbers: count(numbers) }
  })
}
