import type { Box } from '../contracts/geometry.ts'
import { bounds, centreInside, overlap, sharedArea, area } from './boxes.ts'
import type { DraftBlock } from './draft-block.ts'
import { type PlacedWord, type Row, rowOf, rowsOf } from './rows.ts'
import { ADVICE } from './wording.ts'

/** Room between a label and the text on its right, in letter heights: at least and at most. */
const LEAST_ROOM = 1
const MOST_ROOM = 8
/** Lines of the text follow each other within this many letter heights, and share a left edge. */
const LINE_GAP = 0.9
const EDGE = 1.2
/** The label stands at the height of its text, off by at most this many letter heights. */
const OFF = 0.8

/**
 * Advice whose label stands by itself left of its text ('WARNING' in a field of its own), in upright pixels: the label first, then the
 * lines beside it. On one baseline with the first line, or in the middle of several.
 */
export function labelledAdvice(words: readonly PlacedWord[], em: number): DraftBlock[] {
  const rows = piecesOf(words, em)
  return rows.flatMap((label) => {
    const type = /^\p{Lu}+\W?$/u.test(label.text) ? ADVICE.find(({ pattern }) => pattern.test(label.text))?.type : undefined
    if (type === undefined || type === 'tool') return []
    const text = linesBeside(label, rows, em)
    if (text.length === 0) return []
    const lines = [label, ...text]
    return [{ type, words: lines.flatMap((row) => [...row.words]), texts: lines.map((row) => row.text), column: 0, parent: null }]
  })
}

/** Rows, parted where there is room for two columns. */
function piecesOf(words: readonly PlacedWord[], em: number): Row[] {
  return rowsOf(words).flatMap(({ words: own }) => {
    const parts: PlacedWord[][] = []
    for (const word of own) {
      const last = parts.at(-1)
      if (last !== undefined && word.upright[0] - last.at(-1)!.upright[2] < LEAST_ROOM * em) last.push(word)
      else parts.push([word])
    }
    return parts.map(rowOf)
  })
}

function linesBeside(label: Row, rows: readonly Row[], em: number): Row[] {
  const room = (row: Row) => row.box[0] - label.box[2]
  const beside = rows.filter((row) => room(row) >= LEAST_ROOM * em && room(row) <= MOST_ROOM * em)
  const middle = (label.box[1] + label.box[3]) / 2
  const nearest = beside
    .filter((row) => overlap(row.box[1], row.box[3], label.box[1] - em, label.box[3] + em) > 0)
    .toSorted((one, other) => Math.abs(one.box[1] + one.box[3] - 2 * middle) - Math.abs(other.box[1] + other.box[3] - 2 * middle))[0]
  if (nearest === undefined) return []
  const column = beside
    .filter((row) => Math.abs(row.box[0] - nearest.box[0]) < EDGE * em)
    .toSorted((one, other) => one.box[1] - other.box[1])
  const at = column.indexOf(nearest)
  let [first, end] = [at, at + 1]
  while (first > 0 && column[first]!.box[1] - column[first - 1]!.box[3] < LINE_GAP * em) first -= 1
  while (end < column.length && column[end]!.box[1] - column[end - 1]!.box[3] < LINE_GAP * em) end += 1
  const text = column.slice(first, end)
  const box = bounds(text.map((row) => row.box))
  const isLevel = Math.abs((box[1] + box[3]) / 2 - middle) < OFF * em || Math.abs(box[1] - label.box[1]) < OFF * em
  // Further text under the label, in its column, makes it a column of its own.
  const hasMore = rows.some((row) => row !== label && centreInside(row.box, [label.box[0] - em, box[1], label.box[2] + em, box[3]]))
  return isLevel && !hasMore && /\p{Ll}{2}/u.test(text[0]!.text) ? text : []
}

/** Whether a region that looks like a picture holds the advice, or a part of it, and no other text. */
export function holdsOnly(region: Box, advice: DraftBlock, words: readonly PlacedWord[]): boolean {
  const box = bounds(advice.words.map((word) => word.upright))
  const inside = words.filter((word) => centreInside(word.upright, region))
  return (
    inside.length > 0 &&
    inside.every((word) => advice.words.includes(word)) &&
    sharedArea(region, box) > 0.25 * Math.min(area(region), area(box))
  )
}
