import type { Raster } from '../contracts/ocr.ts'
import type { Box } from '../contracts/geometry.ts'
import { type PlacedWord, rowsOf } from './rows.ts'

/** What is left of a leader where an engine read some of its dots, and a text layer's dots. */
const DOTS = /^[.·•…_]{2,}$|^[:.·•…]$/
/** A dot by itself this near behind a word is its full stop, in letter heights. */
const STOP_GAP = 0.45
const STOP_WIDTH = 0.5
/** Room in a row in which a leader is looked for, in letter heights. */
const LEAST_ROOM = 2
/** Dots of a leader: at least so many, each at most so wide and within so much room of the next, in letter heights. */
const FEWEST_DOTS = 4
const WIDEST_DOT = 0.5
const FARTHEST_DOT = 1.6
/** Dots that are not to be seen may leave this much more room; specks over the dots may cover this share of the room. */
const MISSING = 2.5
const SPECKS = 0.04

/**
 * Puts one word '...' where a row of dots leads from a label to what stands at the end of the line ('Mixture ....... RICH'):
 * what engines read of such dots is left to chance. The word fills the room between both, so that they stay one row. Boxes are
 * upright pixels of `raster`; ink is darker than `threshold`.
 */
export function withLeaders(words: readonly PlacedWord[], raster: Raster, threshold: number, em: number): PlacedWord[] {
  return rowsOf(words).flatMap((row) => {
    const whole = withStops(row.words, em)
    const said = whole.filter((word) => !DOTS.test(word.text.trim()))
    return whole.flatMap((word) => {
      const at = said.indexOf(word)
      const [before, next] = at === -1 ? besideIn(said, word) : [word, said[at + 1]]
      const isLed = before !== undefined && next !== undefined && leads(before, next, raster, threshold, em)
      // Of the dots of a leader nothing is kept but the one word that stands for all of them.
      if (at === -1) return isLed ? [] : [word]
      if (!isLed) return [word]
      const upright: Box = [word.upright[2], word.upright[1], next.upright[0], word.upright[3]]
      const box: Box = [word.box[2], word.box[1], next.box[0], word.box[3]]
      return [word, { ...word, text: '...', upright, box, confidence: Math.min(word.confidence, next.confidence) }]
    })
  })
}

/** The words before and behind one that is none of them. */
function besideIn(said: readonly PlacedWord[], word: PlacedWord): [PlacedWord | undefined, PlacedWord | undefined] {
  const next = said.findIndex(({ upright }) => upright[0] >= word.upright[0])
  return next === -1 ? [said.at(-1), undefined] : [said[next - 1], said[next]]
}

/** A row whose lone dots right behind words are their stops; dots with nothing behind them are left out. */
function withStops(words: readonly PlacedWord[], em: number): PlacedWord[] {
  return words.reduce<PlacedWord[]>((said, word, index) => {
    const before = said.at(-1)
    const text = word.text.trim()
    if (before === undefined || !DOTS.test(text) || DOTS.test(before.text.trim())) return [...said, word]
    // '(1 ... 3)' is a range.
    const isRange = /\d$/.test(before.text) && /^\d/.test(words[index + 1]?.text ?? '')
    if (isRange) return [...said, word]
    const isStop = word.upright[0] - before.upright[2] < STOP_GAP * em && word.upright[2] - word.upright[0] < STOP_WIDTH * em
    if (isStop)
      return [
        ...said.slice(0, -1),
        { ...before, text: /[.,;:]$/.test(before.text) ? before.text : `${before.text}${text === ':' ? ':' : '.'}` },
      ]
    // '320 ..' goes on with '356' on the next line.
    const goesOn = /\d\W*$/.test(before.text) && word.upright[2] - word.upright[0] < LEAST_ROOM * em
    return index === words.length - 1 && text !== ':' && !goesOn ? said : [...said, word]
  }, [])
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
  let specks = 0
  for (let x = Math.max(0, from); x <= Math.min(raster.width - 1, to); x++) {
    if (hasInk(x, Math.round(top), middle - 1)) specks += 1
    if (specks > SPECKS * (to - from)) return false
    if (!hasInk(x, middle, Math.round(bottom + 0.1 * em))) continue
    const last = dots.at(-1)
    if (last !== undefined && last[1] === x - 1) last[1] = x
    else dots.push([x, x])
  }
  return (
    dots.length >= FEWEST_DOTS &&
    (to - from) / dots.length < FARTHEST_DOT * em &&
    dots.every(
      ([first, last], index) => last - first < WIDEST_DOT * em && first - (dots[index - 1]?.[1] ?? from) < MISSING * FARTHEST_DOT * em,
    ) &&
    to - dots.at(-1)![1] < MISSING * FARTHEST_DOT * em
  )
}
