import type { Box } from '../contracts/geometry.ts'
import type { Line, Word } from '../contracts/reading.ts'
import { bounds, median, overlap } from './boxes.ts'

/** A word together with the reading's line that holds it. Layout works on words: a line may span columns or cells. */
export interface PlacedWord extends Word {
  readonly line: string
  /** Thickness of its strokes; 1 = the page's usual type, bold is 1.4 and more. Missing where no pixels were looked at. */
  readonly weight?: number
}

/** What stands on one baseline within a column or cell. Boxes in upright pixels. */
export interface Row {
  readonly words: readonly PlacedWord[]
  readonly box: Box
  /** Words joined with single spaces. */
  readonly text: string
}

/** Glyphs of icon fonts: drawings that a text layer gives as characters. */
const ICON = /^\p{Co}+$/u

/** All words of a page; blanks and icons are none. */
export function placedWords(lines: readonly Line[]): PlacedWord[] {
  return lines.flatMap((line) =>
    line.words
      .filter((word) => word.text.trim() !== '' && !ICON.test(word.text.trim()))
      .map((word) => Object.assign({}, word, { line: line.id })),
  )
}

/** The page's letter height: the median word height, in upright pixels. */
export function letterHeight(words: readonly Word[]): number {
  return Math.max(4, median(words.map((word) => word.upright[3] - word.upright[1])))
}

/** Ids of the lines that the words come from, each once, in the words' order. */
export function lineIds(words: readonly PlacedWord[]): string[] {
  return [...new Set(words.map((word) => word.line))]
}

export function rowOf(words: readonly PlacedWord[]): Row {
  const sorted = words.toSorted((one, other) => one.upright[0] - other.upright[0])
  return { words: sorted, box: bounds(sorted.map((word) => word.upright)), text: sorted.map((word) => word.text.trim()).join(' ') }
}

const middleOf = (box: Box) => (box[1] + box[3]) / 2

/** Whether two line parts can stand on one baseline: side by side, but a dot or dash may lie over its neighbour's box. */
function beside(one: Box, other: Box): boolean {
  const [low, high] = [one[3] - one[1], other[3] - other[1]].toSorted((a, b) => a - b) as [number, number]
  if (low < 0.5 * high) return true
  const width = Math.min(one[2] - one[0], other[2] - other[0])
  return overlap(one[0], one[2], other[0], other[2]) < Math.max(0.3 * width, 0.4 * high)
}

/** Text that runs up or down the page stands on no common baseline. */
function isPlumb({ words, box }: { readonly words: readonly PlacedWord[]; readonly box: Box }): boolean {
  return words.length === 1 && words[0]!.text.trim().length > 1 && box[3] - box[1] > 2 * (box[2] - box[0])
}

/**
 * Groups words by baseline, from top to bottom. Words of one line of the reading stay together; two line parts share a row
 * when they overlap vertically by half of the lower one and hardly horizontally (a dot or dash may touch its neighbour).
 */
export function rowsOf(words: readonly PlacedWord[]): Row[] {
  const parts = new Map<string, PlacedWord[]>()
  for (const word of words) {
    const part = parts.get(word.line)
    if (part === undefined) parts.set(word.line, [word])
    else part.push(word)
  }
  const pieces = [...parts.values()]
    .map((piece) => ({ words: piece, box: bounds(piece.map((word) => word.upright)) }))
    .toSorted((one, other) => one.box[1] + one.box[3] - other.box[1] - other.box[3] || one.box[0] - other.box[0])
  const rows: { words: PlacedWord[]; box: Box; pieces: Box[] }[] = []
  for (const piece of pieces) {
    const height = piece.box[3] - piece.box[1]
    const middle = (piece.box[1] + piece.box[3]) / 2
    const row = rows
      .filter(
        (candidate) =>
          !isPlumb(piece) &&
          !isPlumb(candidate) &&
          overlap(piece.box[1], piece.box[3], candidate.box[1], candidate.box[3]) >=
            0.5 * Math.min(height, candidate.box[3] - candidate.box[1]) &&
          candidate.pieces.every((other) => beside(piece.box, other)),
      )
      .toSorted((one, other) => Math.abs(middleOf(one.box) - middle) - Math.abs(middleOf(other.box) - middle))[0]
    if (row === undefined) {
      rows.push({ words: [...piece.words], box: piece.box, pieces: [piece.box] })
    } else {
      row.words.push(...piece.words)
      row.pieces.push(piece.box)
      row.box = bounds([row.box, piece.box])
    }
  }
  return rows.map((row) => rowOf(row.words)).toSorted((one, other) => one.box[1] + one.box[3] - other.box[1] - other.box[3])
}

const HYPHEN_END = /[a-z]{2}[-\u00ad]$/

/** Joins printed lines to running text; a word broken with a hyphen at a line's end becomes one word again. */
export function joinLines(texts: readonly string[]): string {
  let joined = ''
  for (const text of texts) {
    if (joined === '') joined = text
    else if (HYPHEN_END.test(joined) && /^[a-z]/.test(text)) joined = joined.slice(0, -1) + text
    else joined = `${joined} ${text}`
  }
  return joined.replace(/\s+/g, ' ').trim()
}
