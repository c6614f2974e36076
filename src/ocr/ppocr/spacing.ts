import { blobsOfCharacters, type Ink, type Span, rowsBetween, widestGap } from './ink.ts'
import type { Character, Recognised } from './recognition.ts'

/** A character with the columns and rows of its ink, crop pixels. */
export interface Glyph extends Character {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  /** A space stands before it. */
  readonly spaced: boolean
  /** What speaks for a space before it: the gap in ink heights, and what the recogniser's belief adds to it; 0 for the first. */
  readonly room: number
}

/**
 * Constants of the space rule, in ink heights, tuned on 25 pages of Helvetica-like table text at 109 and 200 dpi: gaps between
 * words (.10 to .52) and between letters (.08 to .37) overlap, so the recogniser's own belief in a space lowers the bar.
 */
const OVER_LETTER_GAP = 0.32
const BELIEF = 0.06
const MAX_LETTER_GAP = 0.3
/** A short text has too few gaps to tell: its own spaces must not pass for the usual gap. */
const MANY_GAPS = 12
const FEW_GAPS = 3
const FEW_LETTER_GAP = 0.18
/** The probability of a space below which a gap counts as one between letters. */
const UNBELIEVED = 0.05
/** Two digits 1 stand farther apart than any other two. */
const BOTH_ONES = 0.06
/** A unit stands a little off its number. */
const BEFORE_UNIT = -0.08
/** Digits 1 stand in a wide cell; a full stop before a digit is a decimal point, but not after a letter; a slash leans away from its neighbours, and what is behind it ("A70/B73") is one code. */
const BESIDE_ONE = 0.09
const DECIMAL = 0.08
const BESIDE_SLASH = 0.06
const IN_CODE = 0.08
const AFTER_COMMA = -0.03
/** A space that the recogniser prints is dropped only where the ink leaves no room and it is not certain. */
const NO_ROOM = 0.04
const CERTAIN = 0.9
/** Below this probability of a space two letters are of one word, however far apart: faint ink between them was lost. */
const NO_SPACE = 1e-5
/** Rooms on the two sides of a sign are alike from this ratio, and together speak for spaces from this size on. */
const SAME_ROOM = 0.5
const SIGN_ROOM = 0.47
/** A dash or plus behind a space is the sign of the number after it ("-40", "+10") with less room than this, and than this share of the room before it. */
const OF_NUMBER = 0.22
const OWN_ROOM = 0.7

/** A slash leans away from its neighbours below on one side and above on the other: the gaps beside it look smaller than they are. */
const OVER_SLASH_GAP = 0.27

/** In a row of figures, a gap of this size that exceeds every other one by this factor is a space, whatever the recogniser believes. */
const FIGURE_ROOM = 0.4
const FIGURE_FACTOR = 1.6
const MIN_FIGURE_GAPS = 3

const DASH = /^[-–]$/
const SIGN = /^[x×±+=/]$/

/** One long dash is often read as two short ones: dashes that share their ink are one. */
export function withoutRepeatedDashes(characters: readonly Character[], ink: Ink): Character[] {
  const owners = blobsOfCharacters(ink, positions(characters))
  const isDash = (i: number): boolean => i >= 0 && DASH.test(characters[i]!.text)
  return characters.filter((_, i) => !(isDash(i) && isDash(i - 1) && owners[i] === owners[i - 1]))
}

function positions(characters: readonly Character[]): number[] {
  return characters.map(({ x }) => x)
}

/** Places the ink of each character and decides where words begin, from gaps of the ink and the recogniser's spaces. */
export function spaceOut(characters: readonly Character[], reading: Recognised, ink: Ink): Glyph[] {
  if (characters.length === 0) return []
  const height = Math.max(1, ink.bottom - ink.top)
  const owners = blobsOfCharacters(ink, positions(characters))
  const gaps = owners.slice(1).map((owner, i) => widestGap(ink, owners[i]!, owner))
  const widths = gaps.map((gap) => (gap === null ? 0 : (gap[1] - gap[0]) / height))
  const letterGap = letterGapOf(characters, widths, reading)
  const edges = cutsOf(characters, gaps, ink)
  const seen = characters.map((_, i) => i > 0 && isSpace(characters, i, widths[i - 1]!, letterGap, reading))
  const spaced = seen.map((space, i) => space || isFigureSpace(characters, i, widths, seen))
  const isAround = (i: number): boolean => i >= 0 && isSpacedSign(characters, i, widths, spaced, letterGap, reading)
  const middles = edges.map(([left, right]) => (left + right) / 2)
  const pitch = pitchOf(
    characters.map(({ text }) => text),
    middles,
  )
  const begins = (i: number): boolean => {
    if (pitch !== null) return Math.round((middles[i]! - middles[i - 1]!) / pitch) > 1
    return spaced[i]! || isAround(i) || isAround(i - 1)
  }
  return characters.map((character, i) => {
    const [left, right] = edges[i]!
    const rows = rowsBetween(ink, left, right) ?? [ink.top, ink.bottom]
    return {
      ...character,
      left,
      right,
      top: rows[0],
      bottom: rows[1],
      spaced: i > 0 && begins(i),
      room: i === 0 ? 0 : widths[i - 1]! + beliefAt(reading, characters[i - 1]!, character),
    }
  })
}

/** The usual gap between letters, in ink heights; in a short text, only from the places where the recogniser sees no space. */
function letterGapOf(characters: readonly Character[], widths: readonly number[], reading: Recognised): number {
  if (widths.length >= MANY_GAPS) return Math.min(MAX_LETTER_GAP, median(widths))
  const inWords = widths.filter((_, i) => spaceBelief(reading, characters[i]!.x, characters[i + 1]!.x) < UNBELIEVED)
  return Math.min(inWords.length < FEW_GAPS ? FEW_LETTER_GAP : MAX_LETTER_GAP, median(inWords))
}

/**
 * Whether the i-th character is a sign between two things ("34 - 10", "M12 x 1.5", "20 ± 5") with a space on each side: about
 * as much room on both sides, and a space is seen on one of them, or both together speak for it.
 */
function isSpacedSign(
  characters: readonly Character[],
  i: number,
  widths: readonly number[],
  spaced: readonly boolean[],
  letterGap: number,
  reading: Recognised,
): boolean {
  const [before, sign, after] = [characters[i - 1], characters[i]!, characters[i + 1]]
  const belief = (from: Character, to: Character): number => beliefAt(reading, from, to)
  if (before === undefined || after === undefined) {
    if (!DASH.test(sign.text) || before === after) return false
    return before === undefined ? widths[i]! + belief(sign, after!) >= SIGN_ROOM : widths[i - 1]! + belief(before, sign) >= SIGN_ROOM
  }
  if (!DASH.test(sign.text) && !(SIGN.test(sign.text) && /\d/.test(before.text) && /\d/.test(after.text))) return false
  const [left, right] = [widths[i - 1]!, widths[i]!]
  if (Math.min(left, right) < SAME_ROOM * Math.max(left, right)) return false
  const [toLeft, toRight] = [before.text === '1' ? left - BESIDE_ONE : left, after.text === '1' ? right - BESIDE_ONE : right]
  if (spaced[i]! || spaced[i + 1]!) {
    const isOfNumber = /^[-–+]$/.test(sign.text) && spaced[i]! && toRight < Math.min(OF_NUMBER, OWN_ROOM * toLeft)
    return !isOfNumber
  }
  const needed = sign.text === '/' ? letterGap + OVER_SLASH_GAP : SIGN_ROOM
  return (toLeft + toRight + belief(before, sign) + belief(sign, after)) / 2 >= needed
}

/** Whether a space stands before the i-th character. */
function isSpace(characters: readonly Character[], i: number, gap: number, letterGap: number, reading: Recognised): boolean {
  const before = characters[i - 1]!
  const after = characters[i]!
  if (before.text === '(' || after.text === ')' || (before.text === '*' && after.text === '*')) return false
  const belief = spaceBelief(reading, before.x, after.x)
  if (reading.spaces.some((x) => x > before.x && x < after.x)) return gap >= NO_ROOM || belief >= CERTAIN
  if (belief < NO_SPACE && /\p{L}/u.test(before.text) && /\p{L}/u.test(after.text)) return false
  return (
    gap + beliefAt(reading, before, after) >=
    letterGap + OVER_LETTER_GAP + allowance(characters[i - 2]?.text ?? '', before.text, after.text)
  )
}

/** The recogniser's belief in a space between two characters, in ink heights of a gap. */
function beliefAt(reading: Recognised, from: Character, to: Character): number {
  return BELIEF * Math.max(0, 4 + Math.log10(spaceBelief(reading, from.x, to.x)))
}

/** Whether the gap before the i-th character parts two rows of figures ("M 88 11 098"): by far the widest that is left between figures. */
function isFigureSpace(characters: readonly Character[], i: number, widths: readonly number[], seen: readonly boolean[]): boolean {
  const isInside = (at: number): boolean => at > 0 && /^\d$/.test(characters[at - 1]!.text) && /^\d$/.test(characters[at]!.text)
  if (!isInside(i) || widths[i - 1]! < FIGURE_ROOM) return false
  const others = widths.filter((_, k) => k + 1 !== i && isInside(k + 1) && !seen[k + 1]!)
  return others.length >= MIN_FIGURE_GAPS && widths[i - 1]! >= FIGURE_FACTOR * Math.max(...others)
}

function allowance(first: string, before: string, after: string): number {
  let sum = 0
  if (before === '1' || after === '1') sum += BESIDE_ONE
  if (before === '1' && after === '1') sum += BOTH_ONES
  if (before === '.' && /\d/.test(after) && !/\p{L}/u.test(first)) sum += DECIMAL
  if (before === '/' || after === '/') sum += BESIDE_SLASH
  if (first === '/' && /\p{L}/u.test(before) && /\d/.test(after)) sum += IN_CODE
  if (before === ',') sum += AFTER_COMMA
  if (/\d/.test(before) && /\p{L}/u.test(after)) sum += BEFORE_UNIT
  return sum
}

/** The recogniser's greatest probability of a space between two places. */
function spaceBelief({ spaceProbability, step }: Recognised, from: number, to: number): number {
  let best = 1e-9
  for (let t = Math.floor(from / step); t <= Math.min(spaceProbability.length - 1, Math.floor(to / step)); t++) {
    best = Math.max(best, spaceProbability[t]!)
  }
  return best
}

/** Fewer steps from character to character than this do not show a pitch. */
const MIN_PITCH_STEPS = 10
/** Share of the steps that must be whole numbers of pitches (in proportional faces up to .7 are), and how far from one they may be. */
const PITCH_SHARE = 0.9
const PITCH_TOLERANCE = 0.16
/** Steps of fewer than this many usual ones are within a word. */
const WITHIN_WORD = 1.4
/** Such characters are narrow in every other kind of face: without some of them, and letters, nothing is shown. */
const NARROW = /^[ijl1.,:;'|!I()]$/

/**
 * The distance from character to character in a line of a typewriter's face, where every character is as wide as the others;
 * null in any other. `middles` are those of the characters' ink, left to right, in any unit.
 */
function pitchOf(texts: readonly string[], middles: readonly number[]): number | null {
  const steps = middles.slice(1).map((middle, i) => middle - middles[i]!)
  if (steps.length < MIN_PITCH_STEPS || !texts.some((text) => NARROW.test(text)) || !texts.some((text) => /[a-z]/.test(text))) return null
  const usual = median(steps)
  const pitch = median(steps.filter((step) => step < WITHIN_WORD * usual))
  const whole = steps.filter((step) => step > pitch / 2 && Math.abs(step / pitch - Math.round(step / pitch)) <= PITCH_TOLERANCE)
  return whole.length >= PITCH_SHARE * steps.length ? pitch : null
}

function cutsOf(characters: readonly Character[], gaps: readonly (Span | null)[], ink: Ink): Span[] {
  const first = ink.blobs[0]?.[0] ?? 0
  const last = ink.blobs.at(-1)?.[1] ?? ink.width
  return characters.map(({ x }, i): Span => {
    const before = gaps[i - 1]
    const after = gaps[i]
    const left = i === 0 ? Math.min(first, x) : (before?.[1] ?? (characters[i - 1]!.x + x) / 2)
    const right = i === characters.length - 1 ? Math.max(last, x) : (after?.[0] ?? (x + characters[i + 1]!.x) / 2)
    return [left, Math.max(left + 1, right)]
  })
}

export function median(values: readonly number[]): number {
  if (values.length === 0) return 0
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
