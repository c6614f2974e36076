import type { Raster } from '../contracts/ocr.ts'
import type { Box } from '../contracts/geometry.ts'
import { type PlacedWord, rowsOf } from './rows.ts'

/** What is left of a leader where an engine read some of its dots, and a text layer's dots. */
const DOTS = /^[.·•…_]{2,}$/
/** A dot by itself this near behind a word is its full stop, in letter heights. */
const STOP_GAP = 0.45
const STOP_WIDTH = 0.5
/** Room in a row in which a leader is looked for, in letter heights. */
const LEAST_ROOM = 2
/** Dots of a leader: at least so many, each at most so wide and within so much room of the next, in letter heights. */
const FEWEST_DOTS = 4
const WIDEST_DOT = 0.5
const FARTHEST_DOT = 1.6

/**
 * Puts one word '...' where a row of dots leads from a label to what stands at the end of the line ('Mixture ....... RICH'):
 * what engines read of such dots is left to chance. The word fills the room between both, so that they stay one row. Boxes are
 * upright pixels of `raster`; ink is darker than `threshold`.
 */
export function withLeaders(words: readonly PlacedWord[], raster: Raster, threshold: number, em: number): PlacedWord[] {
  return rowsOf(words).flatMap((row) => {
    const said: PlacedWord[] = []
    for (const [at, word] of row.words.entries()) {
      const before = said.at(-1)
      const gap = before === undefined ? Infinity : word.upright[0] - before.upright[2]
      if (!DOTS.test(word.text.trim())) said.push(word)
      else if (before !== undefined && gap < STOP_GAP * em && word.upright[2] - word.upright[0] < STOP_WIDTH * em)
        said[said.length - 1] = { ...before, text: /[.,;:]$/.test(before.text) ? before.text : `${before.text}.` }
      // '(1 ... 3)', '320 ..' before '356' on the next line: what is left out between two numbers.
      else if (isBetweenNumbers(word, before, row.words[at + 1], em)) said.push(word)
      else if (word === row.words.at(-1)) continue
      else if (word.upright[2] - word.upright[0] >= LEAST_ROOM * em) said.push({ ...word, text: '...' })
    }
    return said.flatMap((word, index) => {
      const next = said[index + 1]
      if (next === undefined || word.text === '...' || next.text === '...' || !leads(word, next, raster, threshold, em)) return [word]
      const upright: Box = [word.upright[2], word.upright[1], next.upright[0], word.upright[3]]
      const box: Box = [word.box[2], word.box[1], next.box[0], word.box[3]]
      return [word, { ...word, text: '...', upright, box, confidence: Math.min(word.confidence, next.confidence) }]
    })
  })
}

/** Whether narrow dots stand between two numbers, or behind one at the end of its line. */
function isBetweenNumbers(dots: PlacedWord, before: PlacedWord | undefined, after: PlacedWord | undefined, em: number): boolean {
  const isNarrow = dots.upright[2] - dots.upright[0] < LEAST_ROOM * em
  return isNarrow && /\d/.test(before?.text ?? '') && (after === undefined || /^\W*\d/.test(after.text))
}

/** Whether nothing but a row of dots stands between two words. */
function leads(word: PlacedWord, next: PlacedWord, raster: Raster, threshold: number, em: number): boolean {
  const [from, to] = [Math.ceil(word.upright[2]) + 1, Math.floor(next.upright[0]) - 1]
  if (to - from < LEAST_ROOM * em) return false
  const [top, bottom] = [Math.min(word.upright[1], next.upright[1]), Math.max(word.upright[3], next.upright[3])]
  const middle = Math.round((top + bottom) / 2)
  const hasInk = (x: number, first: number, last: number): boolean => {
    for (let y = Math.max(0, first); y <= Math.min(raster.height - 1, last); y++)
      if (raster.data[y * raster.width + x]! < threshold) return true
    return false
  }
  const dots: [number, number][] = []
  for (let x = Math.max(0, from); x <= Math.min(raster.width - 1, to); x++) {
    if (hasInk(x, Math.round(top), middle - 1)) return false
    if (!hasInk(x, middle, Math.round(bottom + 0.1 * em))) continue
    const last = dots.at(-1)
    if (last !== undefined && last[1] === x - 1) last[1] = x
    else dots.push([x, x])
  }
  return (
    dots.length >= FEWEST_DOTS &&
    dots.every(([first, last], index) => last - first < WIDEST_DOT * em && first - (dots[index - 1]?.[1] ?? from) < FARTHEST_DOT * em) &&
    to - dots.at(-1)![1] < FARTHEST_DOT * em
  )
}
