import { answerKey, isTelling, mayAskTheSame, namedTokens, questionKey, stateTheSame } from './comparison.ts'
import { trigramSimilarity } from './trigrams.ts'

/** What is compared of a pair to tell whether another states its fact. */
export interface StatedFact {
  readonly question: string
  readonly answer: string
  /** Variants that the answer holds for; none where that is not known. */
  readonly applies_to: readonly string[]
}

/** Questions with more distinct words than this are compared as wholes only. */
export const MOST_TOKENS = 16

/**
 * Whether two pairs, wherever they stand, state one fact in the same or nearly the same words: the questions name the same numbers, codes
 * and contrasts, and either the same things altogether, or one nothing that the other lacks with a trigram similarity of at least
 * `threshold`; the answers state the same, or are as similar with the same numbers and contrasts; and neither holds for other variants.
 */
export function stateOneFact(one: StatedFact, other: StatedFact, threshold: number): boolean {
  if (one.applies_to.length > 0 && other.applies_to.length > 0 && one.applies_to.join('\0') !== other.applies_to.join('\0')) return false
  return nearQuestions(one.question, other.question, threshold) && nearAnswers(one.answer, other.answer, threshold)
}

function nearQuestions(one: string, other: string, threshold: number): boolean {
  if (mayAskTheSame(one, other, false)) return true
  return mayAskTheSame(one, other, true) && trigramSimilarity(questionKey(one), questionKey(other)) >= threshold
}

function nearAnswers(one: string, other: string, threshold: number): boolean {
  const [first, second] = [answerKey(one), answerKey(other)]
  if (first === second || stateTheSame(one, other)) return true
  return telling(one) === telling(other) && trigramSimilarity(first, second) >= threshold
}

const telling = (text: string): string => namedTokens(text).filter(isTelling).join(' ')
