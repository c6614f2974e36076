import { contentRoots, FUNCTION_WORDS, isContrast, plainText, subjectWords } from './words.ts'
import { quantitiesOf } from './quantities.ts'
import { remembered } from './remembered.ts'

/** Keys and tests by which pairs are found to be the same, or to contradict each other. */

/** A question without what readers do not hear: case, quotes, closing marks, spacing. Decimals, signs and units stay. */
export function questionKey(question: string): string {
  return plainText(question)
    .toLowerCase()
    .replace(/(\d),(?=\d)/g, '$1.')
    .replace(/["']/g, '')
    .replace(/[^\p{L}\p{N}.,/°%±+:-]+/gu, ' ')
    .replace(/[.,:-]+(?=\s|$)/g, '')
    .trim()
}

/** An answer by its words and values: '25 Nm.' and '25Nm' meet; '2.5' and '25', '-5 °C' and '5 °C' do not. */
export function answerKey(answer: string): string {
  return plainText(answer)
    .toLowerCase()
    .replace(/(\d),(?=\d)/g, '$1.')
    .replace(/n[·*.]m\b/g, 'nm')
    .replace(/["']/g, '')
    .replace(/\s+/g, ' ')
    .replace(/(\d) (?=\p{L}|[°%])/gu, '$1')
    .replace(/ ?([±/:]) ?/g, '$1')
    .replace(/(\d) - (?=\d)/g, '$1-')
    .replace(/[.;,]+(?=\s|$)/g, '')
    .trim()
}

/** What a question is about, in order: roots, telling small words and numbers. Equal keys ask the same thing. */
export function subjectKey(question: string): string {
  return subjectTokens(question).join(' ')
}

/** A comparison asks for the tokens of the same few questions again and again. */
const subjectTokens: (question: string) => readonly string[] = remembered(tokenised)

function tokenised(question: string): string[] {
  const parts = plainText(question)
    // A lone capital is a code: 'terminal C', 'terminal G'.
    .replace(/(?<=\s)\p{Lu}(?![\p{L}\d'’/-])/gu, '§$&')
    .toLowerCase()
    .replace(/(\d),(?=\d)/g, '$1.')
    .match(/§\p{L}|\p{L}*\d[\p{L}\d./]*|[±+-](?=\d)|[^\d±+§-]+|[±+-]/gu)
  return (parts ?? []).flatMap((part) => (/[\d§]/.test(part) || part === '±' ? [part.replace(/[./]+$/, '')] : subjectWords(part)))
}

/** A fact as a set: what is asked, in any order, and the answer. Pairs with one key are never parted by a split. */
export function factKey(question: string, answer: string): string {
  return `${factTokens(question).join(' ')}\0${answerKey(answer)}`
}

/** The distinct tokens of a question in a fixed order. */
export function factTokens(question: string): string[] {
  return [...new Set(subjectTokens(question))].toSorted()
}

/** What a question names: its content, numbers and contrasts, without the other small words; sorted. */
export function namedTokens(question: string): string[] {
  return factTokens(question).filter(isNamed)
}

/** The same of a question that will not be asked for again soon: nothing of it is remembered. */
export function namedTokensOnce(question: string): string[] {
  return [...new Set(tokenised(question).filter(isNamed))].toSorted()
}

const isNamed = (token: string): boolean => !FUNCTION_WORDS.has(token) || isContrast(token)

/** Numbers, codes and contrasts (front, minimum, left …): questions that differ in one of them ask for different facts. */
export const isTelling = (token: string): boolean => /[\d±§]/.test(token) || isContrast(token)

/**
 * Whether two questions that look alike may ask for the same thing: they name the same numbers, codes and contrasts. With
 * `samePlace` either may name more of the rest than the other; without it they name the same, in an order that keeps the
 * words around 'before', 'after', 'from' and 'without' on their side.
 */
export function mayAskTheSame(first: string, second: string, samePlace: boolean): boolean {
  const [a, b] = [namedTokens(first), namedTokens(second)]
  const onlyFirst = a.filter((token) => !b.includes(token))
  const onlySecond = b.filter((token) => !a.includes(token))
  if ([...onlyFirst, ...onlySecond].some(isTelling)) return false
  if (samePlace) return onlyFirst.length === 0 || onlySecond.length === 0
  return onlyFirst.length === 0 && onlySecond.length === 0 && sameOrder(first, second)
}

function sameOrder(first: string, second: string): boolean {
  const ordered = /\b(?:before|after|without|from)\b/i
  return !(ordered.test(first) && ordered.test(second)) || subjectKey(first) === subjectKey(second)
}

/**
 * Whether two answers state the same in other words: the same quantities, and the words of one all in the other;
 * or, without quantities, the same words.
 */
export function stateTheSame(first: string, second: string): boolean {
  const values = (text: string): string =>
    quantitiesOf(text)
      .map(({ sign, prefix, digits, unit }) => `${sign}${prefix}${Number(digits) || digits}${unit ?? ''}`)
      .toSorted()
      .join(' ')
  if (values(first) !== values(second)) return false
  const a = contentRoots(first)
  const b = contentRoots(second)
  const within = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean => [...one].every((each) => other.has(each))
  const negated = (text: string): boolean => /\b(?:not|no|never|without)\b/i.test(text)
  if (negated(first) !== negated(second)) return false
  return values(first) === '' ? within(a, b) && within(b, a) : within(a, b) || within(b, a)
}
