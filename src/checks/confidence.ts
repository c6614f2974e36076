import type { Box } from '../contracts/geometry.ts'
import type { PageMaterial } from '../contracts/material.ts'
import { hasOtherFigures } from '../text/second-reading.ts'
import { citedPlaces, type CitedPlace } from './evidence.ts'
import { isEnglish } from './dictionary.ts'
import { pageCheckNamed, fail, review } from './verdict.ts'
import { plainText, wordsOf } from './words.ts'

/**
 * Confidence is the share of such words that are right; what is lacking of 1 is doubt. `min_confidence` says how much doubt a
 * word may leave (0.96: 0.04); these are how many times as much is let pass on the average of several words, for a single one, and
 * from where a reading is a guess. They are where the thresholds were before confidence was calibrated.
 */
const DOUBT_ON_AVERAGE = 2
const DOUBT_OF_ONE = 3
const GUESS = 10

/** So many words make an average that says something. */
const ENOUGH_WORDS = 4

/** 'turn approx. 300 behind the perpendicular': engines read a raised ° as a 0, and are sure of it. */
const BARE_ANGLE =
  /\b(?:approx\.?|about|by|through|another|further)\s+([1-9]\d{1,2})0(?=[.,;)]?\s*(?:$|\n|(?:behind|further|more|clockwise|counter\w*|anti\w*|past|before|after|to|from|at|until)\b))/i

/**
 * What the answer rests on was read with confidence: the average of its words, and by themselves the words with digits and
 * those that no dictionary knows. A plain English word read with doubt that came out as a word counts in the average only. A
 * number in which a second reader saw other figures is for a person to look at.
 */
export const confidence = pageCheckNamed('confidence', (candidate, page, settings) => {
  const { min_confidence } = settings.check
  const bare = BARE_ANGLE.exec(plainText(candidate.answer))
  if (bare !== null) return review(`“${bare[0]}” has no unit; it may be ${bare[1]}° with the sign read as a zero.`)
  const wanted = tokensOf(candidate.answer)
  const places = citedPlaces(candidate.evidence, page)
  const words = places.flatMap((place) => underEvidence(place, wanted, page))
  const mean = words.length > 0 ? average(words) : Math.min(1, ...places.map(({ cell, block }) => (cell ?? block).confidence))
  const word = Math.min(1, ...words.filter(({ telling }) => telling).map(({ confidence: sure }) => sure))
  const least = (doubts: number): number => 1 - doubts * (1 - min_confidence)
  const asked = least(words.length >= ENOUGH_WORDS ? DOUBT_ON_AVERAGE : DOUBT_OF_ONE)
  const disputed = words.find(hasOtherFigures)
  if (disputed !== undefined) return review(`“${disputed.text}” was read, and “${disputed.also_read}” by a second reader.`)
  if (mean >= asked && word >= least(DOUBT_OF_ONE)) return null
  const reason =
    mean < asked
      ? `The words under the evidence were read with a confidence of ${mean.toFixed(2)}, below ${asked.toFixed(2)}.`
      : `A word that the answer rests on was read with a confidence of ${word.toFixed(2)} only.`
  return mean < least(GUESS) ? fail(reason) : review(reason)
})

/** A number is one token: a lone 1 beside the answer's 1.5 is another one. */
const tokensOf = (text: string): ReadonlySet<string> =>
  new Set(
    plainText(text)
      .toLowerCase()
      .match(/\p{L}+|\p{N}+(?:[.,]\p{N}+)*/gu) ?? [],
  )

/** A number in brackets by itself is the callout of a drawing. */
const isValue = (text: string): boolean => /\d/.test(text) && !/^\(\d{1,2}\)[.,;:]?$/.test(text)

interface UsedWord {
  readonly text: string
  readonly also_read?: string | undefined
  readonly confidence: number
  /** It carries a value or a name. */
  readonly telling: boolean
}

const average = (words: readonly UsedWord[]): number => words.reduce((sum, word) => sum + word.confidence, 0) / words.length

/** The words at a place that the answer uses; none where the evidence is for what the question names. */
function underEvidence({ structure, block, evidence }: CitedPlace, wanted: ReadonlySet<string>, page: PageMaterial): UsedWord[] {
  if (structure.page_id !== page.reading.page_id) {
    return [...tokensOf(evidence.quote)].some((token) => wanted.has(token))
      ? [{ text: evidence.quote, confidence: block.confidence, telling: false }]
      : []
  }
  const lines = new Set(block.lines)
  return page.reading.lines
    .filter(({ id }) => lines.has(id))
    .flatMap(({ words }) => words)
    .filter(({ box, text }) => isInside(box, evidence.box) && [...tokensOf(text)].some((token) => wanted.has(token)))
    .map(({ text, also_read, confidence: sure }) => ({
      text,
      also_read,
      confidence: sure,
      telling: isValue(text) || wordsOf(text).some((word) => word.length > 2 && !isEnglish(word)),
    }))
}

/** Whether the middle of a word lies in a box; every word does where there is none. */
function isInside([left, top, right, bottom]: Box, box: Box | null): boolean {
  if (box === null) return true
  const [x, y] = [(left + right) / 2, (top + bottom) / 2]
  return box[0] <= x && x <= box[2] && box[1] <= y && y <= box[3]
}
