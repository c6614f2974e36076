import type { Box } from '../../contracts/geometry.ts'
import type { RecognisedLine } from '../../contracts/ocr.ts'
import {
  capitals,
  chosen,
  dashes,
  degreeSigns,
  decimalPoints,
  isTornApart,
  litres,
  lookalikes,
  lostSpace,
  micros,
  ohms,
  respelled,
} from './corrections.ts'
import { type InkedCrop, isDrawn } from './drawn-margins.ts'
import { type Ink, type Span, strokeWidth, unexplainedInk } from './ink.ts'
import { type Glyph, spaceOut, withoutRepeatedDashes } from './spacing.ts'
import type { Character, Recognised } from './recognition.ts'
import { type Crop, partBox } from './text-box.ts'

type Word = RecognisedLine['words'][number]

/**
 * Words beside ink that nothing explains, even to the second recogniser, are no more certain than this. Ink inside a word that
 * the dictionary knows as it was read is explained by that.
 */
const DOUBTFUL = 0.5
/** Such ink is at least this wide and high, in ink heights: specks and lost full stops are smaller. */
const DOUBTFUL_WIDTH = 0.15
const DOUBTFUL_HEIGHT = 0.25
/** Dots that stand alone, or three in a row, are a leader: one word, however many there are. */
const LEADER = '...'

/** Whether a word is one of the language that is read. */
export type Vocabulary = (word: string) => boolean

/**
 * Turns the characters of one crop into words with boxes in page pixels, left to right. Empty when there is none.
 * `knows` decides between letters that look alike, and where a space was lost; null = no such help.
 */
export function wordsOf(characters: readonly Character[], reading: Recognised, inked: InkedCrop, knows: Vocabulary | null): Word[] {
  const { crop, ink } = inked
  const placed = spaceOut(withoutRepeatedDashes(characters, ink), reading, ink)
  const glyphs = litres(micros(ohms(capitals(dashes(degreeSigns(decimalPoints(placed)))))), ({ left, right }) =>
    strokeWidth(ink, left, right),
  )
  const height = ink.bottom - ink.top
  const doubtful = unexplainedInk(ink, glyphs, DOUBTFUL_WIDTH * height).filter(
    (span) => tallest(ink, span[0], span[1]) >= DOUBTFUL_HEIGHT * height && !isDrawn(span, glyphs, inked),
  )
  const inKnownWord = (span: Span, word: readonly Glyph[]): boolean =>
    span[0] >= word[0]!.left && span[1] <= word.at(-1)!.right && knows !== null && isWord(spelling(word), knows)
  const words = knows === null ? grouped(glyphs) : mended(grouped(glyphs), knows)
  const open = doubtful.filter((span) => !words.some((word) => inKnownWord(span, word)))
  return words.map((word) => {
    const left = word[0]!.left
    const right = word.at(-1)!.right
    const beside = open.some(([start, end]) => end > left - height && start < right + height)
    const text = lookalikes(knows === null ? spelling(word) : chosen(word, knows))
    const confidence = certainty(word)
    return {
      text: /^[.·•]+$/.test(text) ? LEADER : knows === null ? text : respelled(text, knows),
      box: boxOf(crop, left, ink.top, right, ink.bottom),
      confidence: beside ? Math.min(DOUBTFUL, confidence) : confidence,
    }
  })
}

function isWord(text: string, knows: Vocabulary): boolean {
  const core = /^\(?([A-Za-z]{2,})\)?[.,:;!?*]*$/.exec(text)?.[1]
  return core !== undefined && knows(core)
}

function spelling(glyphs: readonly Glyph[]): string {
  return glyphs.map(({ text }) => text).join('')
}

/** Parts words where a space was lost, and joins the parts of a word where one was seen too many. */
function mended(words: readonly (readonly Glyph[])[], knows: Vocabulary): Glyph[][] {
  const result: Glyph[][] = []
  for (const word of words) {
    const before = result.at(-1)
    if (before !== undefined && isTornApart(spelling(before), spelling(word), knows)) before.push(...word)
    else {
      const cut = lostSpace(word, knows)
      result.push(...(cut === 0 ? [[...word]] : [word.slice(0, cut), word.slice(cut)]))
    }
  }
  return result
}

function tallest(ink: Ink, start: number, end: number): number {
  let best = 0
  for (let x = Math.floor(start); x < end; x++) best = Math.max(best, ink.columns[x] ?? 0)
  return best
}

function boxOf({ box, scale }: Crop, left: number, top: number, right: number, bottom: number): Box {
  return partBox(box, left * scale, top * scale, right * scale, bottom * scale)
}

/** Words are parted at spaces, and where a leader of dots begins or ends. */
function grouped(glyphs: readonly Glyph[]): Glyph[][] {
  const dotted = leaders(glyphs)
  const words: Glyph[][] = []
  glyphs.forEach((glyph, i) => {
    const apart = dotted[i] === true ? dotted[i - 1] !== true : glyph.spaced || dotted[i - 1] === true
    if (i === 0 || apart) words.push([glyph])
    else words.at(-1)!.push(glyph)
  })
  return words
}

/** For each glyph, whether it is one of three or more dots in a row, spaces between them or not. */
function leaders(glyphs: readonly Glyph[]): boolean[] {
  const dotted = glyphs.map(() => false)
  for (let start = 0; start < glyphs.length; start++) {
    let end = start
    while (end < glyphs.length && /^[.·•]$/.test(glyphs[end]!.text)) end++
    if (end - start >= 3) dotted.fill(true, start, end)
    start = Math.max(start, end - 1)
  }
  return dotted
}

/** Halfway between the mean and the least certain character: one doubtful digit makes a number doubtful. */
function certainty(glyphs: readonly Glyph[]): number {
  const probabilities = glyphs.map(({ probability }) => probability)
  const mean = probabilities.reduce((sum, value) => sum + value, 0) / probabilities.length
  return (mean + Math.min(...probabilities)) / 2
}
