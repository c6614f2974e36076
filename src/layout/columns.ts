import type { Box } from '../contracts/geometry.ts'
import { bounds, median, overlap } from './boxes.ts'
import { letterHeight, type PlacedWord, type Row, rowOf, rowsOf } from './rows.ts'
import { endsSentence, MARK } from './wording.ts'

/** Words that are read one after the other from top to bottom. */
export interface Region {
  /** 1-based text column; 0 = across all columns. */
  readonly column: number
  readonly words: readonly PlacedWord[]
  /** Upright pixels. */
  readonly box: Box
}

/** Gutters are measured in letter heights. A narrow one must hold over many rows, or it is a river in the text. */
const MIN_GUTTER = 0.6
const SURE_GUTTER = 1.5
const ROWS_OF_NARROW = 6
const MIN_ROWS = 2

interface Strip {
  top: number
  bottom: number
  words: PlacedWord[]
}

/** Sets of words that no level cut can part, from top to bottom. */
function stripsOf(words: readonly PlacedWord[], em: number): Strip[] {
  const strips: Strip[] = []
  for (const word of words.toSorted((one, other) => one.upright[1] - other.upright[1])) {
    const [, top, , bottom] = word.upright
    const strip = strips.at(-1)
    if (strip !== undefined && top < strip.bottom - 0.25 * em) {
      strip.bottom = Math.max(strip.bottom, bottom)
      strip.words.push(word)
    } else {
      strips.push({ top, bottom, words: [word] })
    }
  }
  return strips
}

type Interval = readonly [number, number]

/** Stretches between `left` and `right` that no word covers. */
function freeIntervals(words: readonly PlacedWord[], left: number, right: number): Interval[] {
  const free: Interval[] = []
  let reached = left
  for (const word of words.toSorted((one, other) => one.upright[0] - other.upright[0])) {
    if (word.upright[0] > reached) free.push([reached, word.upright[0]])
    reached = Math.max(reached, word.upright[2])
  }
  if (right > reached) free.push([reached, right])
  return free
}

function intersect(one: readonly Interval[], other: readonly Interval[], width: number): Interval[] {
  return one.flatMap(([start, end]) =>
    other.map(([from, to]): Interval => [Math.max(start, from), Math.min(end, to)]).filter(([from, to]) => to - from >= width),
  )
}

interface Gutter {
  readonly first: number
  readonly last: number
  readonly at: Interval
  readonly left: readonly PlacedWord[]
  readonly right: readonly PlacedWord[]
  readonly score: number
}

/**
 * Whether the two sides are the label and value columns of a list rather than columns of running text: their rows stand on
 * common baselines, and one side is much narrower than the other or leaves most of its width empty.
 */
function isList(left: readonly PlacedWord[], right: readonly PlacedWord[], em: number): boolean {
  const [leftRows, rightRows] = [rowsOf(left), rowsOf(right)]
  const middle = (box: Box) => (box[1] + box[3]) / 2
  const partnered = (rows: typeof leftRows, others: typeof leftRows) =>
    rows.filter((row) => others.some((other) => Math.abs(middle(row.box) - middle(other.box)) < 0.45 * em)).length / rows.length
  const [leftPaired, rightPaired] = [partnered(leftRows, rightRows), partnered(rightRows, leftRows)]
  const widths = (rows: typeof leftRows) => median(rows.map((row) => row.box[2] - row.box[0]))
  const extents = [left, right].map((words) => {
    const box = bounds(words.map((word) => word.upright))
    return box[2] - box[0]
  })
  const [narrow, wide] = [Math.min(extents[0]!, extents[1]!), Math.max(extents[0]!, extents[1]!)]
  // Lines of running text fill their column; entries of a list seldom do, on either side.
  const full = (rows: typeof leftRows, extent: number) => rows.filter((row) => row.box[2] - row.box[0] > 0.8 * extent).length / rows.length
  const entries =
    Math.min(leftPaired, rightPaired) >= 0.9 &&
    leftRows.length >= 3 &&
    Math.max(full(leftRows, extents[0]!), full(rightRows, extents[1]!)) <= 0.5 &&
    ![...leftRows, ...rightRows].some((row) => MARK.test(row.text))
  // '1. Fuel cock' with '– shut off' beside it.
  const pointed =
    leftRows.length >= 3 &&
    leftRows.every((row) => MARK.test(row.text)) &&
    rightRows.filter((row) => /^[-–—] /.test(row.text)).length >= 0.75 * rightRows.length
  if (pointed && rightPaired >= 0.75) return true
  const ragged = Math.min(widths(leftRows) / extents[0]!, widths(rightRows) / extents[1]!) < 0.55
  const short = Math.min(extents[0]!, extents[1]!) < 12 * em
  // Two columns of values beside the labels.
  const valued = [leftRows, rightRows].some(
    (rows) => rows.length >= 3 && rows.filter((row) => isParted(row, em)).length >= 0.75 * rows.length,
  )
  if (entries || (valued && Math.max(leftPaired, rightPaired) >= 0.9 && Math.min(leftPaired, rightPaired) >= 0.75)) return true
  return (
    Math.max(leftPaired, rightPaired) >= 0.8 && (narrow < 0.4 * wide || (Math.min(leftPaired, rightPaired) >= 0.6 && (ragged || short)))
  )
}

/** Letter heights of room inside a row that part the values of two columns: no line of running text is set so wide. */
const VALUE_GAP = 2.5

function isParted({ words }: Row, em: number): boolean {
  return words.some((word, index) => index > 0 && word.upright[0] - words[index - 1]!.upright[2] > VALUE_GAP * em)
}

/** The best gutter among all runs of strips, or null. `barriers` are figures: one that stands in a gutter proves it. */
function bestGutter(strips: readonly Strip[], em: number, barriers: readonly Box[]): Gutter | null {
  const [left, , right] = bounds(strips.flatMap((strip) => strip.words.map((word) => word.upright)))
  const free = strips.map((strip) => freeIntervals(strip.words, left, right))
  let best: Gutter | null = null
  for (let first = 0; first < strips.length; first++) {
    let common: Interval[] = free[first]!.filter(([from, to]) => to - from >= MIN_GUTTER * em)
    for (let last = first; last < strips.length && common.length > 0; last++) {
      if (last > first) common = intersect(common, free[last]!, MIN_GUTTER * em)
      const isEnd = last === strips.length - 1 || intersect(common, free[last + 1]!, MIN_GUTTER * em).length < common.length
      if (!isEnd) continue
      for (const at of common) {
        if (at[0] <= left || at[1] >= right) continue
        const found = judge(strips, first, last, at, em, barriers)
        if (found !== null && found.score > (best?.score ?? 0)) best = found
      }
    }
  }
  return best
}

function judge(strips: readonly Strip[], first: number, last: number, at: Interval, em: number, barriers: readonly Box[]): Gutter | null {
  const middle = (at[0] + at[1]) / 2
  const isLeft = (word: PlacedWord) => (word.upright[0] + word.upright[2]) / 2 < middle
  // What stands on the right only, above all of the left side, is no column's beginning, unless it goes on or begins at the
  // column's edge, or the left side begins with a figure.
  let start = first
  const beginsWithFigure = (strip: Strip) => barriers.some((box) => box[2] <= at[1] && overlap(box[1], box[3], strip.top, strip.bottom) > 0)
  const edge = median(strips.slice(first, last + 1).flatMap((strip) => leftEdge(strip.words.filter((word) => !isLeft(word)))))
  const goesOn = (index: number) => {
    if (Math.abs((leftEdge(strips[index]!.words)[0] ?? 0) - edge) < 0.5 * em) return true
    const next = strips[index + 1]!.words.filter((word) => !isLeft(word)).map((word) => word.upright[1])
    return next.length > 0 && Math.min(...next) - strips[index]!.bottom < em
  }
  while (start < last && strips[start]!.words.every((word) => !isLeft(word)) && !beginsWithFigure(strips[start]!) && !goesOn(start))
    start += 1
  last = withoutList(strips, start, last, isLeft, em)
  const words = strips.slice(start, last + 1).flatMap((strip) => strip.words)
  const left = words.filter(isLeft)
  const right = words.filter((word) => !isLeft(word))
  if (left.length === 0 || right.length === 0) return null
  const rows = Math.min(rowsOf(left).length, rowsOf(right).length)
  if (rows < MIN_ROWS) return null
  const width = at[1] - at[0]
  if (width < SURE_GUTTER * em && rows < ROWS_OF_NARROW) return null
  const [, top, , bottom] = bounds(words.map((word) => word.upright))
  const proven = barriers.some(
    (box) => overlap(box[0], box[2], at[0], at[1]) > 0.6 * (box[2] - box[0]) && overlap(box[1], box[3], top, bottom) > 0,
  )
  if (!proven && isList(left, right, em)) return null
  return { first: start, last, at, left, right, score: rows * 1e6 + (last - start) * 1e3 + Math.min(999, width / em) }
}

const leftEdge = (words: readonly PlacedWord[]): number[] => (words.length === 0 ? [] : [Math.min(...words.map((word) => word.upright[0]))])

/** Letter heights above a list that stands under the columns, and rows of it, at least. */
const ABOVE_LIST = 1.4
const ROWS_OF_LIST = 4

/**
 * The last strip of a column pair when a list of labels and values stands under it, whose values begin where the right column
 * does: the list is no part of the columns. Its rows have figures on the right, no sentences on the left, and room above them.
 */
function withoutList(strips: readonly Strip[], first: number, last: number, isLeft: (word: PlacedWord) => boolean, em: number): number {
  for (let start = first + MIN_ROWS; start + ROWS_OF_LIST <= last + 1; start++) {
    if (strips[start]!.top - strips[start - 1]!.bottom < ABOVE_LIST * em) continue
    const list = strips.slice(start, last + 1)
    const sides = list.map(({ words }) => ({ left: words.filter(isLeft), right: words.filter((word) => !isLeft(word)) }))
    const paired = sides.filter(({ left, right }) => left.length > 0 && right.length > 0)
    const valued = paired.filter(({ left, right }) => {
      const label = rowOf(left).text
      return /^[\p{Lu}\d]/u.test(label) && !/[.;:]$/.test(label) && !MARK.test(label) && right.some(({ text }) => /\d/.test(text))
    })
    if (paired.length >= ROWS_OF_LIST && paired.length >= list.length - 1 && valued.length >= 0.8 * paired.length) return start - 1
  }
  return last
}

interface Part {
  readonly words: readonly PlacedWord[]
  /** Columns side by side at the deepest level that holds the part; empty = across. */
  readonly path: readonly Interval[]
}

function arrange(words: readonly PlacedWord[], em: number, barriers: readonly Box[], path: readonly Interval[]): Part[] {
  if (words.length === 0) return []
  const strips = stripsOf(words, em)
  const gutter = bestGutter(strips, em, barriers)
  if (gutter === null) return [{ words, path }]
  const flat = (part: readonly Strip[]) => part.flatMap((strip) => strip.words)
  const [left, , right] = bounds(words.map((word) => word.upright))
  return [
    ...arrange(flat(strips.slice(0, gutter.first)), em, barriers, path),
    ...arrange(gutter.left, em, barriers, [...path, [left, gutter.at[0]]]),
    ...arrange(gutter.right, em, barriers, [...path, [gutter.at[1], right]]),
    ...arrange(flat(strips.slice(gutter.last + 1)), em, barriers, path),
  ]
}

/** Lines of one text follow each other within so many letter heights, and begin within so many of one edge. */
const NEXT_LINE = 0.9
const SAME_EDGE = 1

/**
 * A cut may run through a text when its last line is short and something in columns stands under it. A row that goes on, in small
 * letters, with a sentence right above it in another part belongs to that part.
 */
function withoutTornRows(parts: readonly Part[], em: number): Part[] {
  const result = parts.map((part) => ({ ...part, words: [...part.words] }))
  for (const part of result) {
    const [first] = rowsOf(part.words)
    if (first === undefined || !/^\p{Ll}{2,} /u.test(first.text)) continue
    const above = result.find((other) => {
      const last = other === part ? undefined : rowsOf(other.words).at(-1)
      if (last === undefined || endsSentence(last.text)) return false
      const gap = first.box[1] - last.box[3]
      return Math.abs(gap) < NEXT_LINE * em && Math.abs(first.box[0] - last.box[0]) < SAME_EDGE * em
    })
    if (above === undefined) continue
    above.words.push(...first.words)
    part.words = part.words.filter((word) => !first.words.includes(word))
  }
  return result.filter(({ words }) => words.length > 0)
}

/**
 * Parts the words of a page into bands and columns, in reading order: a recursive X-Y cut over words in which the gutter that
 * holds over the most rows is cut first, with what stands above and below it as bands of their own; down the left column,
 * then the right. Pure lists (labels and values on common baselines) are not cut.
 */
export function readingRegions(words: readonly PlacedWord[], barriers: readonly Box[]): { columns: number; regions: Region[] } {
  if (words.length === 0) return { columns: 1, regions: [] }
  const em = letterHeight(words)
  const parts = arrange(words, em, barriers, [])
  const starts: number[] = []
  for (const part of parts) {
    const start = part.path.at(-1)?.[0]
    if (start !== undefined && !starts.some((other) => Math.abs(other - start) < 3 * em)) starts.push(start)
  }
  starts.sort((one, other) => one - other)
  const columnOf = (part: Part) => {
    const start = part.path.at(-1)?.[0]
    return start === undefined ? 0 : starts.findIndex((other) => Math.abs(other - start) < 3 * em) + 1
  }
  const single = starts.length === 0
  return {
    columns: Math.max(1, starts.length),
    regions: withoutTornRows(parts, em).map((part) => ({
      column: single ? 1 : columnOf(part),
      words: part.words,
      box: bounds(part.words.map((word) => word.upright)),
    })),
  }
}
