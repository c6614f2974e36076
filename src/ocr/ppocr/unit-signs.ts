import { CAPITAL } from './corrections.ts'
import { type Ink, rowsBetween, unexplainedInk } from './ink.ts'
import type { Character } from './recognition.ts'
import { type Glyph, median } from './spacing.ts'

/** By how much, in heights of a figure, a multiplication sign hangs above the line on which a letter x stands. */
const HANGS = 0.1

/**
 * The sign of a thread or a size ("M14 x 1.5") between two figures: an X that is lower than they are is a small one, and one that
 * hangs above the line is a ×. Faces whose × stands on the line keep an x.
 */
export function timesSigns(glyphs: readonly Glyph[]): Glyph[] {
  const isFigure = (glyph: Glyph | undefined): glyph is Glyph => glyph !== undefined && /^\d$/.test(glyph.text)
  return glyphs.map((glyph, i) => {
    const [before, after] = [glyphs[i - 1], glyphs[i + 1]]
    if (!/^[xX]$/.test(glyph.text) || !isFigure(before) || !isFigure(after)) return glyph
    const usual = (before.bottom - before.top + after.bottom - after.top) / 2
    if (glyph.bottom - glyph.top >= CAPITAL * usual) return glyph
    const hangs = Math.min(before.bottom, after.bottom) - glyph.bottom >= HANGS * usual
    return { ...glyph, text: hangs ? '×' : 'x' }
  })
}

/** By how much, in heights of a capital, the stem of a µ hangs below the line; a u stands on it. */
const DESCENDER = 0.12

/** A u that stands alone or before a unit's lone letter, and whose stem hangs below the line, is a µ: "u total", "25 uA". */
export function micros(glyphs: readonly Glyph[]): Glyph[] {
  const tall = glyphs.filter(({ text }) => /[0-9A-Zbdhkl]/.test(text) && text !== 'Q')
  const usual = median(tall.map(({ top, bottom }) => bottom - top))
  const isLetter = (i: number): boolean => /\p{L}/u.test(glyphs[i]?.text ?? '')
  return glyphs.map((glyph, i) => {
    const begins = glyph.spaced || !isLetter(i - 1)
    const ends = (at: number): boolean => glyphs[at]?.spaced !== false || !isLetter(at)
    const alone = ends(i + 1) || (ends(i + 2) && /^[mAFHVWs]$/.test(glyphs[i + 1]!.text))
    if (glyph.text !== 'u' || !begins || !alone || usual === 0) return glyph
    // The line may lean a little: the nearest tall character tells where it is.
    const [nearest] = tall.toSorted((a, b) => Math.abs(a.x - glyph.x) - Math.abs(b.x - glyph.x))
    return glyph.bottom - nearest!.bottom >= DESCENDER * usual ? { ...glyph, text: 'µ' } : glyph
  })
}

/** A Q glued to its number is an ohm sign only below this probability: printed capitals are read at .97 and more. */
const PRINTED_Q = 0.97

/**
 * Turns a Q behind a number ("330 kQ", "0.47 Q") into an ohm sign: the English recogniser has none, the second one takes it for
 * a Q most of the time, and no quantity is written with a Q. So is a 9 or an O behind k ("47 k9", "1.5 kO").
 */
export function ohms(glyphs: readonly Glyph[]): Glyph[] {
  return glyphs.map((glyph, i) => (isOhm(glyphs, i) ? { ...glyph, text: 'Ω' } : glyph))
}

function isOhm(glyphs: readonly Glyph[], i: number): boolean {
  const sign = glyphs[i]!
  const before = glyphs[i - 1]
  const after = glyphs[i + 1]
  if (!/^[Q9O]$/.test(sign.text) || (after !== undefined && !after.spaced && /[\p{L}\d]/u.test(after.text))) return false
  const multiple = before !== undefined && !sign.spaced && /^[kKM]$/.test(before.text)
  if (/^[9O]$/.test(sign.text) && !(multiple && before.text === 'k')) return false
  if (multiple && i === 1) return before.text === 'k'
  const number = numberBefore(glyphs, multiple ? i - 1 : i)
  if (number === null) return false
  return multiple || sign.spaced || sign.probability < PRINTED_Q
}

/** The number that ends before the i-th glyph, with or without a space between them; null where it belongs to a code ("U3"). */
function numberBefore(glyphs: readonly Glyph[], i: number): string | null {
  let number = ''
  let at = i - 1
  for (; at >= 0 && /^[\d.,]$/.test(glyphs[at]!.text); at--) {
    number = glyphs[at]!.text + number
    if (glyphs[at]!.spaced) return /^\d/.test(number) ? number : null
  }
  return /^\d/.test(number) && !/\p{L}/u.test(glyphs[at]?.text ?? '') ? number : null
}

/** A figure 1 has a flag or a foot: a mark whose width is less than this many strokes is a bare bar. */
const BAR = 1.35
/** By how much, in ink heights, a bar must stand off the number before it to be the unit litre. */
const OFF_NUMBER = 0.1

/**
 * Tells the unit in "4.2 l" from a last figure 1, which turns a quantity into ten times as much: a bare bar at the end, farther
 * from the number than its figures are from each other, or any bar that stands alone behind a number with a decimal point.
 * `strokeOf` measures the usual width of a glyph's rows.
 */
export function litres(glyphs: readonly Glyph[], strokeOf: (glyph: Glyph) => number): Glyph[] {
  const alone = glyphs.map((glyph, i) => {
    if (isLoneLitre(glyphs, i) || isOneLitre(glyphs, i - 1)) return { ...glyph, text: 'l' }
    return isOneLitre(glyphs, i) ? { ...glyph, text: '1' } : glyph
  })
  const last = alone.at(-1)
  const before = alone.at(-2)
  if (last === undefined || before === undefined || !/^[1Il|]$/.test(last.text) || !/\d/.test(before.text)) return alone
  const height = last.bottom - last.top
  const gaps = alone.slice(1, -1).map((glyph, i) => glyph.left - alone[i]!.right)
  const usual = gaps.length === 0 ? 0.15 * height : Math.max(...gaps.filter((_, i) => !alone[i + 1]!.spaced), 0)
  const bare = last.right - last.left < BAR * strokeOf(last)
  if (!bare || last.left - before.right < usual + OFF_NUMBER * height) return alone
  return [...alone.slice(0, -1), { ...last, text: 'l', spaced: true }]
}

/**
 * Whether a bar stands alone behind a number as its unit. A letter with serifs looks like a figure 1: that counts only behind a
 * decimal number that fills a table's cell, or stands in running text with a word, a stop or nothing behind it, or before "/min".
 */
function isLoneLitre(glyphs: readonly Glyph[], i: number): boolean {
  const { text, spaced } = glyphs[i]!
  const after = glyphs[i + 1]
  const number = numberBefore(glyphs, i) ?? ''
  if (!spaced || !/^[1I|]$/.test(text) || !/^\d+[.,]\d+$/.test(number)) return false
  if (after !== undefined && !after.spaced && /[\p{L}\d]/u.test(after.text)) return false
  if (text !== '1') return true
  if (after === undefined) return number.length === i || glyphs.slice(0, i).some(isLetter)
  return after.text === '/' ? isLetter(glyphs[i + 2]) : /^[,;)]$/.test(after.text) || (after.spaced && isLetter(after))
}

/** Whether two lone bars, not both of them figures, begin at the i-th glyph, with a word behind them: "1 l of oil". */
function isOneLitre(glyphs: readonly Glyph[], i: number): boolean {
  const [one, unit, after] = [glyphs[i], glyphs[i + 1], glyphs[i + 2]]
  if (one === undefined || unit === undefined || !unit.spaced || !(one.spaced || i === 0) || after?.spaced !== true) return false
  return /^(?:[lI][1lI]|1[lI])$/.test(one.text + unit.text) && isLetter(after)
}

function isLetter(glyph: Glyph | undefined): boolean {
  return /^\p{L}$/u.test(glyph?.text ?? '')
}

/** Shape of an Ω, in heights of a figure: ink of such a width and height, with an empty place of this share at its foot. */
const OHM_WIDTH = [0.6, 1.2] as const
const OHM_HEIGHT = 0.8
const ARCH = 0.4
/** A sign that was told by its shape alone is doubtful. */
const BY_SHAPE = 0.5

/**
 * Brings back an Ω that neither recogniser knows in some faces: ink that stands apart behind a number, with no character, as high
 * as a figure, closed above and open below the middle.
 */
export function lostOhms(characters: readonly Character[], ink: Ink): Character[] {
  const height = ink.bottom - ink.top
  const found = unexplainedInk(ink, characters, OHM_WIDTH[0] * height).flatMap(([left, right]): Character[] => {
    const x = (left + right) / 2
    const before = characters.findLast((character) => character.x < x)
    const isAlone = ink.blobs.some(([start, end]) => start === left && end === right)
    if (!isAlone || right - left > OHM_WIDTH[1] * height || !/^[\dkM]$/.test(before?.text ?? '') || !isArch(ink, left, right)) return []
    return [{ text: 'Ω', probability: BY_SHAPE, x }]
  })
  return found.length === 0 ? [...characters] : [...characters, ...found].sort((a, b) => a.x - b.x)
}

/** Whether the middle third of some columns has ink at its top and none at its foot, while both sides have some there. */
function isArch(ink: Ink, left: number, right: number): boolean {
  const rows = rowsBetween(ink, left, right)
  if (rows === null || rows[1] - rows[0] < OHM_HEIGHT * (ink.bottom - ink.top)) return false
  const [top, bottom] = rows
  const foot = bottom - ARCH * (bottom - top)
  const third = (right - left) / 3
  const has = (x0: number, x1: number, y0: number, y1: number): boolean => {
    for (let y = Math.round(y0); y < y1; y++) for (let x = Math.ceil(x0); x < x1; x++) if (ink.mask[y * ink.width + x] === 1) return true
    return false
  }
  const middle = left + 1.5 * third
  const isOpen = !has(middle - third / 6, middle + third / 6, foot, bottom)
  return (
    isOpen && has(left, left + third, foot, bottom) && has(right - third, right, foot, bottom) && has(middle - 1, middle + 1, top, foot)
  )
}
