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
export const CAPITAL = 0.88

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

/** By how much, in heights of a figure, a dash stands above the line and below the figures' tops, and how much wider than high it is. */
const RAISED = 0.2
const DASH_SHAPE = 1.25

/**
 * A short dash in small type is often read as a full stop or lost among leader dots: a dot behind a figure that hangs half-way up
 * is a dash ("34 - 2"). A round one is one only where it stands alone: raised points ("0·5") touch their figures.
 */
export function raisedDashes(glyphs: readonly Glyph[]): Glyph[] {
  const result = [...glyphs]
  glyphs.forEach((glyph, i) => {
    const [before, after] = [glyphs[i - 1], glyphs[i + 1]]
    if (glyph.text !== '.' || before === undefined || !/^\d$/.test(before.text)) return
    const beside = [before, after].filter((other): other is Glyph => other !== undefined && /^\d$/.test(other.text))
    const isRaised = beside.every((figure) => {
      const height = figure.bottom - figure.top
      return figure.bottom - glyph.bottom >= RAISED * height && glyph.top - figure.top >= RAISED * height
    })
    const room = Math.min(glyph.left - before.right, after === undefined ? Infinity : after.left - glyph.right)
    const isWide = glyph.right - glyph.left >= DASH_SHAPE * (glyph.bottom - glyph.top)
    const isAlone = room >= SIGN_ROOM * (before.bottom - before.top)
    if (!isRaised || !(isWide || isAlone)) return
    result[i] = { ...glyph, text: '-', spaced: glyph.spaced || isAlone }
    if (after !== undefined) result[i + 1] = { ...after, spaced: after.spaced || isAlone }
  })
  return result
}

/** Room on each side, in heights of a figure, with which a sign stands alone. */
const SIGN_ROOM = 0.3

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
    .replace(/(?<![A-Za-z0-9.,])1b(?=s?$|s?[-–./·](?:ft|in)(?![a-z]))/, (unit) => (word.length > 2 ? 'lb' : unit))
    .replace(/(?<![A-Za-z0-9])I(?=\/(?:min|h|s|\d))/g, 'l')
    .replace(/(?<![A-Za-z0-9.,])l(?=[cdfgkmnpqrstvwxz])/g, 'I')
}

/** By how much, in heights of a capital, a comma hangs below the line, and how much higher than wide it is; a full stop stands on it. */
const TAIL = 0.1
const TAIL_SHAPE = 1.35
const STANDS = 0.04
const POINT_SHAPE = 1.15

/** Tells commas from full stops by their tails, where these are clear; their neighbours show where the line is. */
export function commas(glyphs: readonly Glyph[]): Glyph[] {
  const usual = median(glyphs.filter(({ text }) => TALL.test(text)).map(({ top, bottom }) => bottom - top))
  return glyphs.map((glyph, i) => {
    if (!/^[.,]$/.test(glyph.text) || usual === 0) return glyph
    const beside = [glyphs[i - 1], glyphs[i + 1]].filter((other): other is Glyph => other !== undefined && STANDING.test(other.text))
    if (beside.length === 0) return glyph
    const below = glyph.bottom - Math.max(...beside.map(({ bottom }) => bottom))
    const shape = (glyph.bottom - glyph.top) / Math.max(1, glyph.right - glyph.left)
    if (glyph.text === '.' && below >= TAIL * usual && shape >= TAIL_SHAPE) return { ...glyph, text: ',' }
    return glyph.text === ',' && below <= STANDS * usual && shape <= POINT_SHAPE ? { ...glyph, text: '.' } : glyph
  })
}

/** Characters that stand on the line. */
const STANDING = /^[0-9A-PR-Za-fhik-or-xz]$/

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
