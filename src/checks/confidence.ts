import type { PageMaterial } from '../contracts/material.ts'
import { citedPlaces, type CitedPlace } from './evidence.ts'
import { isEnglish } from './dictionary.ts'
import { checkNamed, fail, review } from './verdict.ts'
import { plainText, wordsOf } from './words.ts'

/** Below this share of the configured confidence a reading is a guess. */
const GUESS = 0.6

/**
 * What the answer rests on was read with confidence: the words with digits, the words that no dictionary knows, and the
 * average of the rest. A plain English word that was read with doubt but came out as a word counts in the average only.
 */
export const confidence = checkNamed('confidence', (candidate, page, settings) => {
  const { min_confidence } = settings.check
  const wanted = tokens(candidate.answer)
  const found = citedPlaces(candidate.evidence, page).map((place) => underEvidence(place, wanted, page))
  const lowest = Math.min(1, ...found)
  if (lowest >= min_confidence) return null
  const reason = `The reading under the evidence has a confidence of ${lowest.toFixed(2)}, below ${min_confidence}.`
  return lowest < min_confidence * GUESS ? fail(reason) : review(reason)
})

const tokens = (text: string): ReadonlySet<string> =>
  new Set(
    plainText(text)
      .toLowerCase()
      .match(/[\p{L}\p{N}.,/°%±+-]+/gu) ?? [],
  )

const bare = (token: string): string => token.replace(/^[.,-]+|[.,]+$/g, '')

/** A number in brackets by itself is the callout of a drawing. */
const isValue = (text: string): boolean => /\d/.test(text) && !/^\(\d{1,2}\)[.,;:]?$/.test(text)

function underEvidence(place: CitedPlace, wanted: ReadonlySet<string>, page: PageMaterial): number {
  if (place.cell !== null) return place.cell.confidence
  const lines = new Set(place.block.lines)
  const words =
    place.structure.page_id === page.reading.page_id
      ? page.reading.lines.filter(({ id }) => lines.has(id)).flatMap((line) => line.words)
      : []
  const used = words.filter(({ text }) => [...tokens(text)].some((token) => wanted.has(token) || wanted.has(bare(token))))
  if (used.length === 0) return place.block.confidence
  const telling = used.filter(({ text }) => isValue(text) || wordsOf(text).some((word) => word.length > 2 && !isEnglish(word)))
  const mean = used.reduce((sum, word) => sum + word.confidence, 0) / used.length
  return Math.min(mean, ...telling.map((word) => word.confidence))
}
