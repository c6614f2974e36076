import { cropRaster } from '../../imaging/raster.ts'
import type { Raster } from '../../contracts/ocr.ts'
import { endsQuantity, inPlainForm, OHM_DOUBT } from './fusion.ts'
import { type Ink, type Span, unexplainedInk } from './ink.ts'
import { type Character, type Recognised, type Recogniser, STEP } from './recognition.ts'
import type { Vocabulary } from './segment.ts'

/**
 * Below these probabilities a character is doubtful. Of 1,083 crops of 43 pages that were shown to both recognisers, the second one
 * changed 177: figures and capitals in codes at any doubt, letters among small letters and full stops only at much, brackets and
 * dashes hardly ever.
 */
const DOUBTFUL = 0.9
const DOUBTFUL_POINT = 0.8
const DOUBTFUL_LETTER = 0.7
const DOUBTFUL_STROKE = 0.5
/** Unexplained ink of this width (in ink heights) is doubtful; beside a figure, where it may be a decimal point, less is. */
const UNEXPLAINED_WIDTH = 0.08
const POINT_WIDTH = 0.045
/** No decimal point is higher than this, and no other sign so high and as narrow: those are edges of letters and rulings. */
const POINT_HEIGHT = 0.3
const MARK_HEIGHT = 0.4
const MARK_WIDTH = 0.12
/** Ink heights that are shown on both sides of a doubtful place: the recogniser reads letters better among letters. */
const SURROUNDINGS = 1.8
/** And how much farther an edge moves to stand in a gap between letters. */
const TO_GAP = 0.8
/** Windows over this share of the ink are not worth cutting, nor is ink of fewer heights. */
const MOST = 0.7
const SHORT = 10

/** How far from a doubtful place, in ink heights, the second reading counts: letters at the edge of a window are cut ones. */
const CORE = 0.7

/** A stretch of a crop's columns that the second recogniser sees, and those in it where its reading counts. */
export interface Window {
  readonly shown: Span
  readonly cores: readonly Span[]
}

/**
 * The places of a crop that a second recogniser should see: around characters of low probability and around ink that no
 * character stands for, cut in gaps between letters. Empty where nothing is in doubt. Most crops are doubtful in one place
 * only, and what a recogniser costs grows with the width that it sees. Letters of a word that the dictionary `knows` are less doubtful.
 */
export function doubtfulWindows(reading: Recognised, ink: Ink, knows: Vocabulary | null): Window[] {
  const { characters } = reading
  const letters = characters.map(({ text }) => text)
  const isOhm = (i: number): boolean => characters[i]!.probability < OHM_DOUBT && endsQuantity(letters, i)
  const height = ink.bottom - ink.top
  const first = ink.blobs[0]?.[0] ?? 0
  const last = ink.blobs.at(-1)?.[1] ?? 0
  const doubtful: Span[] = [
    ...characters
      .filter((character, i) => isDoubtful(reading, i, knows) || character.text === '+' || isMicro(reading, i) || isOhm(i))
      .map(({ x }): Span => [x, x]),
    ...unexplainedInk(ink, characters, POINT_WIDTH * height).filter((span) => mayBeSign(span, ink, characters)),
  ].sort((a, b) => a[0] - b[0])
  const windows: { shown: [number, number]; cores: Span[] }[] = []
  for (const [start, end] of doubtful) {
    const left = start - SURROUNDINGS * height
    const right = end + SURROUNDINGS * height
    const shown: [number, number] = [
      left <= first ? 0 : gapNear(ink, left, -TO_GAP * height),
      right >= last ? ink.width : gapNear(ink, right, TO_GAP * height),
    ]
    const core: Span = [start - CORE * height, end + CORE * height]
    const before = windows.at(-1)
    if (before !== undefined && shown[0] < before.shown[1] + height) {
      before.shown[1] = Math.max(before.shown[1], shown[1])
      before.cores.push(core)
    } else windows.push({ shown, cores: [core] })
  }
  const seen = windows.reduce((sum, { shown: [start, end] }) => sum + Math.min(last, end) - Math.max(first, start), 0)
  const whole = seen > MOST * (last - first) || (windows.length > 0 && last - first < SHORT * height)
  return whole ? [{ shown: [0, ink.width], cores: [[0, ink.width]] }] : windows
}

function isDoubtful(reading: Recognised, i: number, knows: Vocabulary | null): boolean {
  const { characters } = reading
  const { text, probability } = characters[i]!
  if (probability >= DOUBTFUL) return false
  const [before, after] = [characters[i - 1]?.text ?? '', characters[i + 1]?.text ?? '']
  if (/^[()[\]:;=–-]$/.test(text)) return probability < DOUBTFUL_STROKE
  if (/^[.,'"]$/.test(text)) return probability < DOUBTFUL_POINT || /\d/.test(before)
  const isInWord = /^\p{L}$/u.test(text) && /\p{Ll}/u.test(before + after) && !/\d/.test(before + after)
  if (!isInWord || probability < DOUBTFUL_LETTER) return true
  return knows !== null && !knows(wordAround(reading, i))
}

/** The letters around the i-th character, up to the recogniser's spaces and other signs. */
function wordAround(reading: Recognised, i: number): string {
  let [start, end] = [i, i + 1]
  while (!isWordEdge(reading, start)) start--
  while (!isWordEdge(reading, end)) end++
  return reading.characters
    .slice(start, end)
    .map(({ text }) => text)
    .join('')
}

/** Whether the i-th character and the one before it are not two letters of one word. */
function isWordEdge({ characters, spaces }: Recognised, i: number): boolean {
  const [left, right] = [characters[i - 1], characters[i]]
  if (left === undefined || right === undefined) return true
  return !/\p{L}/u.test(left.text) || !/\p{L}/u.test(right.text) || spaces.some((x) => x > left.x && x < right.x)
}

/** Whether ink that no character stands for is as large as a sign, or as a decimal point beside a figure. */
function mayBeSign([start, end]: Span, ink: Ink, characters: readonly Character[]): boolean {
  const height = ink.bottom - ink.top
  const width = end - start
  let tallest = 0
  for (let x = Math.floor(start); x < end; x++) tallest = Math.max(tallest, ink.columns[x] ?? 0)
  if (width >= MARK_WIDTH * height) return true
  if (width >= UNEXPLAINED_WIDTH * height) return tallest <= MARK_HEIGHT * height
  return tallest <= POINT_HEIGHT * height && isBesideFigure(characters, (start + end) / 2)
}

/** Whether a small u stands alone or before the lone letter of a unit (µm, µA, µF): the English recogniser has no µ, and is as sure of u as it is of + where ± stands. */
function isMicro(reading: Recognised, i: number): boolean {
  const { characters } = reading
  if (characters[i]!.text !== 'u' || !isWordEdge(reading, i)) return false
  return isWordEdge(reading, i + 1) || (/^[mAFHVWs]$/.test(characters[i + 1]!.text) && isWordEdge(reading, i + 2))
}

function isBesideFigure(characters: readonly Character[], x: number): boolean {
  const next = characters.findIndex((character) => character.x > x)
  const after = next < 0 ? undefined : characters[next]
  const before = next < 0 ? characters.at(-1) : characters[next - 1]
  return /\d/.test((before?.text ?? '') + (after?.text ?? ''))
}

/** The middle of the widest gap between `x` and `x + reach`; `x` itself where there is none. */
function gapNear({ columns }: Ink, x: number, reach: number): number {
  const from = Math.max(0, Math.floor(Math.min(x, x + reach)))
  const to = Math.min(columns.length, Math.ceil(Math.max(x, x + reach)))
  let best = Math.round(Math.min(columns.length, Math.max(0, x)))
  let widest = 0
  for (let start = from; start < to; start++) {
    let end = start
    while (end < to && columns[end] === 0) end++
    if (end - start > widest) {
      widest = end - start
      best = (start + end) >> 1
    }
    start = Math.max(start, end)
  }
  return best
}

/**
 * What the second recogniser sees in the windows, in plain form; outside of them, what the first one saw. `counts` tells where
 * the second reading is to be heeded.
 */
export async function secondReading(
  second: Recogniser,
  crop: Raster,
  characters: readonly Character[],
  windows: readonly Window[],
): Promise<{ characters: Character[]; counts: (x: number) => boolean }> {
  const within = (x: number, spans: readonly Span[]): boolean => spans.some(([start, end]) => x >= start && x < end)
  const shown = windows.map((window) => window.shown)
  const seen: Character[] = []
  for (const [start, end] of shown) {
    const width = Math.ceil((end - start) / STEP) * STEP
    const left = Math.max(0, Math.min(start, crop.width - width))
    const reading = await second.read(cropRaster(crop, left, 0, left + width, crop.height))
    seen.push(...inPlainForm(reading.characters.map((character) => ({ ...character, x: character.x + left }))))
  }
  const agreed = characters.filter(({ x }) => !within(x, shown))
  const cores = windows.flatMap((window) => window.cores)
  return { characters: [...agreed, ...seen].sort((a, b) => a.x - b.x), counts: (x) => within(x, cores) }
}
