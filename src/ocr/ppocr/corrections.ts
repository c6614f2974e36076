import { type Glyph, median } from './spacing.ts'

/**
 * A raised mark of less than this share of the usual character height, where a letter o or a zero was read, is a degree sign: many
 * a typesetter used a raised small o. In a table's column of units nothing stands beside it to show that it is raised.
 */
const RING_HEIGHT = 0.78
const LONE_RING_HEIGHT = 0.72
/** And it ends above this share of the line's height; figures on a line that leans end no higher than .85. */
const RING_BOTTOM = 0.7
const RING_LOOKALIKE = new Set(['o', 'O', '0', '.'])
/** A full stop is smaller than any ring. */
const MIN_RING = 0.2

/** Characters as high as a capital. */
const TALL = /[0-9A-Zbdfhkl]/

/** Turns small raised rings after a digit, or before a C, F or K, into degree signs, and a small c or f after them into the scale's capital. */
export function degreeSigns(glyphs: readonly Glyph[]): Glyph[] {
  const tall = glyphs.filter(({ text }) => TALL.test(text))
  const others = (self: Glyph): number[] => tall.filter((glyph) => glyph !== self).map(({ top, bottom }) => bottom - top)
  const marked = glyphs.map((glyph, i) => {
    if (!RING_LOOKALIKE.has(glyph.text)) return glyph
    const usual = median(others(glyph))
    const before = glyphs[i - 1]
    const after = glyphs[i + 1]
    if (usual === 0 || before === undefined || !isTemperatureOrAngle(before, after)) return glyph
    const lineTop = Math.min(...tall.filter((other) => other !== glyph).map(({ top }) => top))
    const size = glyph.bottom - glyph.top
    const raised = glyph.bottom - lineTop <= RING_BOTTOM * usual && size < RING_HEIGHT * usual
    const round = glyph.right - glyph.left >= 0.7 * size && glyph.right - glyph.left <= 1.5 * size
    return raised && round && size >= MIN_RING * usual ? { ...glyph, text: '°', probability: Math.max(glyph.probability, 0.9) } : glyph
  })
  return marked.map((glyph, i) => {
    const isScale = marked[i - 1]?.text === '°' && /[cf]/.test(glyph.text) && !/\p{L}/u.test(marked[i + 1]?.text ?? '')
    return isScale ? { ...glyph, text: glyph.text.toUpperCase() } : glyph
  })
}

function isTemperatureOrAngle(before: Glyph, after: Glyph | undefined): boolean {
  return /\d/.test(before.text) || (after !== undefined && /[CFK]/.test(after.text))
}

/** Share of a capital's height from which a letter of the same shape in both cases is a capital. */
const CAPITAL = 0.88

/** Small letters that are as high as the figures and capitals around them, in text without other small letters, are capitals. */
export function capitals(glyphs: readonly Glyph[]): Glyph[] {
  if (glyphs.some(({ text }) => /[abd-np-rtxy]/.test(text))) return [...glyphs]
  const usual = median(glyphs.filter(({ text }) => TALL.test(text)).map(({ top, bottom }) => bottom - top))
  return glyphs.map((glyph) =>
    /^[cosuvwz]$/.test(glyph.text) && usual > 0 && glyph.bottom - glyph.top >= CAPITAL * usual
      ? { ...glyph, text: glyph.text.toUpperCase() }
      : glyph,
  )
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
 * a Q most of the time, and no quantity is written with a Q. So is a 9 behind k ("47 k9").
 */
export function ohms(glyphs: readonly Glyph[]): Glyph[] {
  return glyphs.map((glyph, i) => (isOhm(glyphs, i) ? { ...glyph, text: 'Ω' } : glyph))
}

function isOhm(glyphs: readonly Glyph[], i: number): boolean {
  const sign = glyphs[i]!
  const before = glyphs[i - 1]
  const after = glyphs[i + 1]
  if (!/^[Q9]$/.test(sign.text) || (after !== undefined && !after.spaced && /[\p{L}\d]/u.test(after.text))) return false
  const multiple = before !== undefined && !sign.spaced && /^[kKM]$/.test(before.text)
  if (sign.text === '9' && !(multiple && before.text === 'k')) return false
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
  const alone = glyphs.map((glyph, i) => (isLoneLitre(glyphs, i) ? { ...glyph, text: 'l' } : glyph))
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

/** A figure 1 counts only where the number and it are all there is, as in a table's cell: a letter with serifs looks like one. */
function isLoneLitre(glyphs: readonly Glyph[], i: number): boolean {
  const { text, spaced } = glyphs[i]!
  const after = glyphs[i + 1]
  const ends = after === undefined || after.spaced || !/[\p{L}\d]/u.test(after.text)
  if (!spaced || !ends || !/^[1I|]$/.test(text)) return false
  const number = numberBefore(glyphs, i) ?? ''
  return /^\d+[.,]\d+$/.test(number) && (text !== '1' || (after === undefined && number.length === i))
}

/** The room before a decimal point, in heights of a capital, where every character of the face is as wide as the others. */
const POINT_ROOM = 0.8
/** Such a point stands in the middle of its room: behind it there is at least this share of the room before it. */
const POINT_MIDDLE = 0.6

/** A decimal point of a typewriter's face stands off the figures on both sides of it ("2.5"); '.5' behind a word stands at its own. */
export function decimalPoints(glyphs: readonly Glyph[]): Glyph[] {
  const usual = median(glyphs.filter(({ text }) => TALL.test(text)).map(({ top, bottom }) => bottom - top))
  return glyphs.map((glyph, i) => {
    const [before, after] = [glyphs[i - 1], glyphs[i + 1]]
    if (glyph.text !== '.' || !glyph.spaced || before === undefined || after === undefined || after.spaced) return glyph
    if (!/^\d$/.test(before.text) || !/^\d$/.test(after.text)) return glyph
    const room = glyph.left - before.right
    return room <= POINT_ROOM * usual && after.left - glyph.right >= POINT_MIDDLE * room ? { ...glyph, spaced: false } : glyph
  })
}

/** A dash of this share of the usual character height or more is an en dash: hyphens measure about .45, en dashes .75. */
const EN_DASH = 0.62

/** Tells en dashes from hyphens by their length. */
export function dashes(glyphs: readonly Glyph[]): Glyph[] {
  const usual = median(glyphs.filter(({ text }) => TALL.test(text)).map(({ top, bottom }) => bottom - top))
  return glyphs.map((glyph) =>
    glyph.text === '-' && usual > 0 && glyph.right - glyph.left >= EN_DASH * usual ? { ...glyph, text: '–' } : glyph,
  )
}

/**
 * Letters that look alike in a face without serifs, decided by English spelling: a capital I after a small letter, or in the
 * unit "Ibs", is an l; an O in a number is a zero; an l before a consonant at the beginning of a word is a capital I ("lnstall").
 */
export function lookalikes(word: string): string {
  return word
    .replace(/(?<![A-Za-z])Ib(s?)(?![A-Za-z])/g, 'lb$1')
    .replace(/(?<=[a-z])I(?=[a-zI]|$|[^A-Za-z])/g, 'l')
    .replace(/(?<=[a-z]l)I/g, 'l')
    .replace(/^[\dO.,]*\d[\dO.,]*$|^O(?=[VA]$)/, (number) => number.replaceAll('O', '0'))
    .replace(/(?<=°)c(?![a-z])/g, 'C')
    .replace(/(?<![A-Za-z0-9])I(?=\/(?:min|h|s|\d))/g, 'l')
    .replace(/(?<![A-Za-z0-9.,])l(?=[cdfgkmnpqrstvwxz])/g, 'I')
}

/** Letters that are taken for each other. */
const ALIKE: Readonly<Record<string, string>> = { i: 'l', l: 'i', I: 'l', O: 'D', D: 'O' }
/** More of these letters in one word, and every other spelling looks like a word. */
const MAX_ALIKE = 4
/** Words in capitals are often abbreviations, which no dictionary knows: only long ones are words in doubt. */
const MIN_CAPITALS = 6

/**
 * A word that no dictionary knows, but would know with letters exchanged that look alike, in the only spelling of that kind:
 * "Repiacing" was printed as "Replacing", "CONTINUEO" as "CONTINUED". Everything else stays as it was read.
 */
export function respelled(word: string, knows: (word: string) => boolean): string {
  const core = /^[("']*([A-Za-z]{4,})[)"'.,:;!?*]*$/.exec(word)?.[1]
  if (core === undefined || knows(core)) return word
  if (core === core.toUpperCase() && core.length < MIN_CAPITALS) return word
  const places = [...core].flatMap((letter, i) => (letter in ALIKE ? [i] : []))
  if (places.length === 0 || places.length > MAX_ALIKE) return word
  const found = new Set<string>()
  for (let choice = 1; choice < 1 << places.length; choice++) {
    const letters = [...core]
    places.forEach((at, bit) => {
      if ((choice & (1 << bit)) !== 0) letters[at] = at === 0 && letters[at] === 'l' ? 'I' : ALIKE[letters[at]!]!
    })
    const spelling = letters.join('')
    if (knows(spelling)) found.add(spelling)
  }
  return found.size === 1 ? word.replace(core, [...found][0]!) : word
}

/** More doubtful characters in one word, and the word is not worth guessing at. */
const MAX_DOUBTS = 4

/** The spelling of a word; where no dictionary knows it, the one that takes characters of the second reading and is known. */
export function chosen(glyphs: readonly Glyph[], knows: (word: string) => boolean): string {
  const letters = glyphs.map(({ text }) => text)
  const doubts = glyphs.flatMap(({ other }, i) => (other === undefined ? [] : [i]))
  const isKnown = (word: string): boolean => {
    const core = /^[("']*([A-Za-z]{3,})[)"'.,:;!?*]*$/.exec(word)?.[1]
    return core !== undefined && knows(core)
  }
  if (doubts.length === 0 || doubts.length > MAX_DOUBTS || isKnown(letters.join(''))) return letters.join('')
  for (let choice = 1; choice < 1 << doubts.length; choice++) {
    const spelling = letters
      .map((letter, i) => (doubts.includes(i) && (choice & (1 << doubts.indexOf(i))) !== 0 ? glyphs[i]!.other! : letter))
      .join('')
    if (isKnown(spelling)) return spelling
  }
  return letters.join('')
}

/** Whether two words are one that was torn apart: known together, and not each by itself. */
export function isTornApart(first: string, second: string, knows: (word: string) => boolean): boolean {
  if (!/^[A-Za-z]+$/.test(first) || !/^[a-z]+$/.test(second)) return false
  return !(knows(first) && knows(second)) && knows(first + second)
}

/**
 * Where an unknown word is two known ones, and its widest gap lies between them, the space was lost: the index at which the
 * second begins, or 0. Parts of fewer than three letters are not believed, except the commonest words.
 */
export function lostSpace(glyphs: readonly Glyph[], knows: (word: string) => boolean): number {
  const word = glyphs.map(({ text }) => text).join('')
  if (!/^[A-Za-z]{5,}[.,:;]?$/.test(word) || word === word.toUpperCase() || knows(word.replace(/[.,:;]$/, ''))) return 0
  let widest = 1
  for (let i = 2; i < glyphs.length; i++) if (room(glyphs, i) > room(glyphs, widest)) widest = i
  const parts = [word.slice(0, widest), word.slice(widest).replace(/[.,:;]$/, '')]
  const height = Math.max(...glyphs.map(({ bottom }) => bottom)) - Math.min(...glyphs.map(({ top }) => top))
  const usual = median(glyphs.slice(1).map((_, i) => room(glyphs, i + 1)))
  return room(glyphs, widest) > usual + LOST_SPACE * height &&
    parts.every((part) => (part.length > 2 || SHORT_WORDS.has(part)) && knows(part))
    ? widest
    : 0
}

/** By how much, in ink heights, the gap must exceed the word's usual one. */
const LOST_SPACE = 0.1

const SHORT_WORDS = new Set(['a', 'an', 'as', 'at', 'be', 'by', 'do', 'if', 'in', 'is', 'it', 'no', 'of', 'on', 'or', 'so', 'to', 'up'])

function room(glyphs: readonly Glyph[], i: number): number {
  return glyphs[i]!.left - glyphs[i - 1]!.right
}

/** Whether a lone o or 0, `height` high beside text of the `usual` height, is a degree sign: the unit of an angle. */
export function isRing(height: number, usual: number): boolean {
  return height < LONE_RING_HEIGHT * usual && height > MIN_RING * usual
}
