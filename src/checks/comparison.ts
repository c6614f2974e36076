import { areContrasts, contentRoots, FUNCTION_WORDS, isContrastWord, plainText, root, subjectWords, wordsOf } from './words.ts'
import { quantitiesOf } from './quantities.ts'

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

function subjectTokens(question: string): string[] {
  const parts = plainText(question)
    .toLowerCase()
    .replace(/(\d),(?=\d)/g, '$1.')
    .match(/\p{L}*\d[\p{L}\d./]*|[±+-](?=\d)|[^\d±+-]+|[±+-]/gu)
  return (parts ?? []).flatMap((part) => {
    const trimmed = part.replace(/[./]+$/, '')
    return /\d/.test(part) || part === '±' ? [trimmed] : subjectWords(part)
  })
}

/** A fact as a set: what is asked, in any order, and the answer. Pairs with one key are never parted by a split. */
export function factKey(question: string, answer: string): string {
  return `${[...new Set(subjectTokens(question))].toSorted().join(' ')}\0${answerKey(answer)}`
}

/** How two questions differ in what they name. */
interface Difference {
  readonly onlyFirst: readonly string[]
  readonly onlySecond: readonly string[]
}

function differenceOf(first: string, second: string): Difference {
  const a = subjectTokens(first)
  const b = subjectTokens(second)
  return { onlyFirst: a.filter((token) => !b.includes(token)), onlySecond: b.filter((token) => !a.includes(token)) }
}

const hasDigit = (token: string): boolean => /[\d±]/.test(token)

/**
 * Whether two questions that look alike may ask for the same thing: they name the same numbers, codes and variants,
 * and no side, place or limit (front, left, minimum …) that the other one lacks. With `sameEvidence` either question may
 * name more than the other; without it they must name the same.
 */
export function mayAskTheSame(first: string, second: string, sameEvidence: boolean): boolean {
  const { onlyFirst, onlySecond } = differenceOf(first, second)
  const differing = [...onlyFirst, ...onlySecond]
  if (differing.some(hasDigit)) return false
  if (contrastsIn(first, second)) return false
  const content = (tokens: readonly string[]): string[] => tokens.filter((token) => !FUNCTION_WORDS.has(token))
  const [one, other] = [content(onlyFirst), content(onlySecond)]
  return sameEvidence ? one.length === 0 || other.length === 0 : one.length === 0 && other.length === 0 && sameOrder(first, second)
}

/** 'Torque of the nut on the bolt' is not 'torque of the bolt on the nut': words around a telling word keep their side. */
function sameOrder(first: string, second: string): boolean {
  const telling = /\b(?:before|after|with|without|from|to|on|off|between)\b/
  return (
    !telling.test(first) ||
    !telling.test(second) ||
    subjectKey(first) === subjectKey(second) ||
    !/\b(?:before|after|without|from)\b/.test(first)
  )
}

function contrastsIn(first: string, second: string): boolean {
  const a = new Set(wordsOf(first))
  const b = new Set(wordsOf(second))
  const onlyA = [...a].filter((word) => !b.has(word) && isContrastWord(word) && !hasForm(word, b))
  const onlyB = [...b].filter((word) => !a.has(word) && isContrastWord(word) && !hasForm(word, a))
  return onlyA.length > 0 || onlyB.length > 0
}

/** The other question has the word in another form ('tightened' – 'tighten'), not its opposite. */
function hasForm(word: string, words: ReadonlySet<string>): boolean {
  return [...words].some((other) => root(other) === root(word) && !areContrasts(word, other))
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
