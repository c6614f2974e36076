import type { Box, Transform } from '../contracts/geometry.ts'
import type { Raster } from '../contracts/ocr.ts'
import { mapBox, overlap } from './boxes.ts'
import { fullDot } from './cell-marks.ts'
import { letterHeight, type PlacedWord } from './rows.ts'

/** The dot of a list stands at most this far left of its text, and keeps this much room from it; letter heights. */
const REACH = 2.6
const ROOM = 0.12
/** Heights of such dots, as shares of the line's. */
const SMALLEST = 0.14
const LARGEST = 0.7
/** What engines make of a dot, where they read it at all. */
const MISREAD = /^[^\p{L}\p{N}([{"'“‘+±<>≤≥%°*†‡]{1,3}$/u
/** Items of a list follow each other within so many letter heights. */
const FARTHEST = 12
/** Dots of one list share a left edge, within this many letter heights. */
const SLACK = 0.5
const BULLET = '•'

interface Mark {
  readonly box: Box
  readonly text: PlacedWord
  /** The word as which the dot was read. */
  readonly read: PlacedWord | null
}

/**
 * Puts the dots of lists in: few engines read them, and without them the items run together. A dot is a full round spot by itself
 * left of a line; two of them at least stand under each other. `transform` maps pixels of the raster to the prepared image.
 */
export function withListMarks(words: readonly PlacedWord[], raster: Raster, transform: Transform): PlacedWord[] {
  const em = letterHeight(words)
  const marks = linesOf(words).flatMap((line) => markOf(line, words, raster, em) ?? [])
  const listed = marks.filter((mark) => marks.some((other) => other !== mark && sameList(mark, other, em)))
  const misread = new Set(listed.map(({ read }) => read))
  const before = new Map(listed.map((mark) => [mark.text, mark]))
  return words
    .filter((word) => !misread.has(word))
    .flatMap((word) => {
      const mark = before.get(word)
      return mark === undefined ? [word] : [dotWord(mark, transform), word]
    })
}

function dotWord({ box, text, read }: Mark, transform: Transform): PlacedWord {
  return { text: BULLET, box: mapBox(box, transform), upright: box, confidence: read?.confidence ?? text.confidence, line: text.line }
}

const sameList = (one: Mark, other: Mark, em: number) =>
  Math.abs(one.box[1] - other.box[1]) < FARTHEST * em &&
  Math.abs(one.box[0] - other.box[0]) < SLACK * em &&
  Math.min(height(one.box), height(other.box)) > 0.6 * Math.max(height(one.box), height(other.box))

const height = (box: Box) => box[3] - box[1]

function linesOf(words: readonly PlacedWord[]): PlacedWord[][] {
  const lines = new Map<string, PlacedWord[]>()
  for (const word of words) {
    const line = lines.get(word.line)
    if (line === undefined) lines.set(word.line, [word])
    else line.push(word)
  }
  return [...lines.values()].map((line) => line.toSorted((one, other) => one.upright[0] - other.upright[0]))
}

function markOf(line: readonly PlacedWord[], words: readonly PlacedWord[], raster: Raster, em: number): Mark | null {
  const read = line.length > 1 && MISREAD.test(line[0]!.text.trim()) ? line[0]! : null
  const text = read === null ? line[0]! : line[1]!
  // Numbers of a drawing stand beside dots, too: those on which their lines end.
  const isText = /\p{L}{3}/u.test(line.map((word) => word.text).join(' '))
  if (!isText || !/^[\p{L}\p{N}(]/u.test(text.text)) return null
  const [left, top, , bottom] = text.upright
  const end = left - ROOM * em
  const others = words.filter((word) => word !== read && word !== text && overlap(word.upright[1], word.upright[3], top, bottom) > 0)
  const start = Math.max(left - REACH * em, ...others.map((word) => word.upright[2]).filter((right) => right <= end))
  const tall = bottom - top
  const box = fullDot(raster, [start, top, end, bottom], SMALLEST * tall, LARGEST * tall)
  // What touches the border goes on beyond it: the edge of a picture.
  if (box === null || box[0] <= Math.ceil(start) + 1) return null
  const middle = (box[1] + box[3]) / 2
  const isLevel = middle > top + 0.25 * tall && middle < bottom - 0.15 * tall
  return isLevel ? { box, text, read } : null
}
