import { distance } from 'fastest-levenshtein'
import type { Box } from '../src/contracts/geometry.ts'

/** Sums that add up over pages; shares are taken at the end (micro average). */
export interface WordCounts {
  readonly right: number
  readonly predicted: number
  readonly truth: number
}

export interface CharacterCounts {
  /** Edit distance and length of the truth lines that have a counterpart. */
  readonly distance: number
  readonly matched: number
  /** Length of all truth lines. */
  readonly all: number
}

export interface ShareCounts {
  readonly right: number
  readonly of: number
}

export interface PlacedText {
  readonly text: string
  readonly box: Box
}

export interface TextCell {
  readonly row: number
  readonly column: number
  readonly text: string
}

/** NFKC; `loose` also takes dash, quote and degree variants as equal and drops leader dots (for truth typed by eye). */
export function normalise(text: string, loose: boolean): string {
  const folded = text.replaceAll('º', '°').normalize('NFKC')
  if (!loose) return folded
  return folded
    .replace(/[‐-―−]/g, '-')
    .replace(/[‘’‚‛′`´]/g, "'")
    .replace(/[“”„‟″]/g, '"')
    .replace(/(?:[.·•…_]\s?){3,}/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Words: split at white space. */
export function tokensOf(text: string, loose: boolean): string[] {
  return normalise(text, loose)
    .split(/\s+/)
    .filter((token) => token !== '')
}

function counted(tokens: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1)
  return counts
}

/**
 * Case-sensitive multisets of words. Tokens in `optional` (labels inside figures) are neither asked for nor held
 * against the reader.
 */
export function wordCounts(truth: readonly string[], predicted: readonly string[], optional: readonly string[] = []): WordCounts {
  const wanted = counted(truth)
  const spare = counted(optional)
  let right = 0
  let excused = 0
  for (const [token, count] of counted(predicted)) {
    const matched = Math.min(count, wanted.get(token) ?? 0)
    right += matched
    excused += Math.min(count - matched, spare.get(token) ?? 0)
  }
  return { right, predicted: predicted.length - excused, truth: truth.length }
}

export const hasDigit = (token: string): boolean => /\d/.test(token)

export function f1({ right, predicted, truth }: WordCounts): number {
  return predicted + truth === 0 ? 1 : (2 * right) / (predicted + truth)
}

/** A pair of texts is the same line when less than half of the longer one differs. */
const SAME_LINE = 0.5

/**
 * For each truth text the index of its counterpart, or -1: the closest pairs first, then the longest, then those nearest in order.
 * `parts` are what a predicted text is made of: no part is taken twice.
 */
export function matchTexts(
  truth: readonly string[],
  predicted: readonly string[],
  may: (t: number, p: number) => boolean = () => true,
  parts: (p: number) => readonly number[] = (p) => [p],
): number[] {
  const pairs: { t: number; p: number; share: number }[] = []
  for (const [t, wanted] of truth.entries()) {
    for (const [p, found] of predicted.entries()) {
      const longest = Math.max(wanted.length, found.length)
      if (longest === 0 || Math.abs(wanted.length - found.length) > SAME_LINE * longest || !may(t, p)) continue
      const share = distance(wanted, found) / longest
      if (share <= SAME_LINE) pairs.push({ t, p, share })
    }
  }
  const scale = truth.length / Math.max(1, predicted.length)
  const apart = ({ t, p }: { t: number; p: number }): number => Math.abs(t - p * scale)
  pairs.sort((a, b) => a.share - b.share || truth[b.t]!.length - truth[a.t]!.length || apart(a) - apart(b) || a.t - b.t)
  const counterpart = truth.map(() => -1)
  const taken = new Set<number>()
  for (const { t, p } of pairs) {
    if (counterpart[t] !== -1 || parts(p).some((part) => taken.has(part))) continue
    counterpart[t] = p
    for (const part of parts(p)) taken.add(part)
  }
  return counterpart
}

export function characterCounts(truth: readonly string[], predicted: readonly string[], counterpart: readonly number[]): CharacterCounts {
  let edits = 0
  let matched = 0
  let all = 0
  for (const [t, text] of truth.entries()) {
    all += text.length
    if (counterpart[t] === -1) continue
    edits += distance(text, predicted[counterpart[t]!]!)
    matched += text.length
  }
  return { distance: edits, matched, all }
}

/** Words on one baseline without a wide gap (0.9 of their height) between them, as in a table cell. */
export function segmentsOf(words: readonly PlacedText[]): PlacedText[] {
  const segments: { text: string; box: Box }[] = []
  for (const { text, box } of words.toSorted((a, b) => a.box[0] - b.box[0])) {
    const height = box[3] - box[1]
    const centre = (box[1] + box[3]) / 2
    const home = segments.find(({ box: other }) => {
      const level = Math.abs((other[1] + other[3]) / 2 - centre) < 0.5 * height
      return level && box[0] - other[2] < 0.9 * height && box[0] - other[2] > -0.5 * height
    })
    if (home === undefined) segments.push({ text, box: [...box] })
    else {
      home.text += ` ${text}`
      home.box = [home.box[0], Math.min(home.box[1], box[1]), Math.max(home.box[2], box[2]), Math.max(home.box[3], box[3])]
    }
  }
  return segments
}

/** Whether a segment stands where the truth has one: within 1.2 heights, and overlapping from side to side. */
export function samePlace(truth: PlacedText, predicted: PlacedText): boolean {
  const height = truth.box[3] - truth.box[1]
  const apart = Math.abs((truth.box[1] + truth.box[3] - predicted.box[1] - predicted.box[3]) / 2)
  return apart <= 1.2 * height && Math.min(truth.box[2], predicted.box[2]) > Math.max(truth.box[0], predicted.box[0])
}

/**
 * Reading order: of the neighbouring truth lines that were both found, how many are still neighbours when the found
 * lines are put into the predicted order. `order[p]` is the place of predicted line p.
 */
export function orderCounts(counterpart: readonly number[], order: readonly number[]): ShareCounts {
  const found = counterpart.filter((p) => p !== -1)
  const rank = new Map(found.toSorted((a, b) => order[a]! - order[b]!).map((p, index) => [p, index]))
  let right = 0
  let of = 0
  for (let t = 1; t < counterpart.length; t++) {
    const [one, next] = [counterpart[t - 1]!, counterpart[t]!]
    if (one === -1 || next === -1) continue
    of++
    if (rank.get(next) === rank.get(one)! + 1) right++
  }
  return { right, of }
}

/**
 * Table cells: a non-empty truth cell is right when the predicted table has the same text at the same row and column.
 * Each truth table is held against the predicted one that serves it best. `only` picks the cells that are counted.
 */
export function cellCounts(
  truth: readonly (readonly TextCell[])[],
  predicted: readonly (readonly TextCell[])[],
  loose: boolean,
  only: (cell: TextCell) => boolean = () => true,
): ShareCounts {
  const text = (cell: TextCell): string => tokensOf(cell.text, loose).join(' ')
  const key = (cell: TextCell): string => `${cell.row},${cell.column}`
  let right = 0
  let of = 0
  for (const cells of truth) {
    const asked = cells.filter((cell) => text(cell) !== '' && only(cell))
    of += asked.length
    const best = predicted.map((table) => {
      const at = new Map(table.map((cell) => [key(cell), text(cell)]))
      return asked.filter((cell) => at.get(key(cell)) === text(cell)).length
    })
    right += Math.max(0, ...best)
  }
  return { right, of }
}
