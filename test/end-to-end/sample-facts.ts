import type { Example } from '../../src/contracts/example.ts'

export interface Fact {
  readonly question: string
  readonly answer: string
}

/** Words of a question that do not tell what it is about; the machine's name is in every question. */
const NOT_KEY = new Set(
  (
    'a an the of to in on at for with from by as and or into after before under than then per when while if it its that this is are be was were ' +
    'has have had do does did what which who how where must should may can one all each any much many often far least most ' +
    'fellmoor cairn page section operation number go goes take takes find use used using without up off out below above way tool'
  ).split(' '),
)

/** The same asked in other words: 'How long is …' asks for a length, 'How much oil does … take' for a capacity. Stems, as `stem` gives them. */
const SAME_MEANING: Readonly<Partial<Record<string, readonly string[]>>> = {
  long: ['length', 'tim'],
  high: ['height'],
  weigh: ['weight'],
  carry: ['payload'],
  fast: ['speed'],
  oil: ['capacity'],
  steep: ['angl'],
  tight: ['torqu', 'tighten'],
  chang: ['interval'],
  ris: ['rais'],
  break: ['wait'],
  angl: ['°'],
}

/** Lower case; signs in one spelling; a unit apart from its number: '2.4V' is '2.4 v', '60 C' is not '60 °C'. */
function normalised(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u2012-\u2015\u2212]/g, '-')
    .replace(/\u2026/g, '...')
    .replace(/°\s*c\b/g, '°c')
    .replace(/(\d)(?=[\p{L}°%±])/gu, '$1 ')
    .replace(/±(?=\d)/g, '± ')
    .replace(/\b(?:litres?|liters?)\b/g, 'l')
    .replace(/\bminutes?\b/g, 'min')
    .replace(/\bamps?\b/g, 'a')
}

/** Numbers, codes, units' signs and words, in order. */
export function tokensOf(text: string): string[] {
  return normalised(text).match(/\d+(?:[.,/-]\d+)*|°c|[°±%]|[\p{L}]+(?:\d+)?/gu) ?? []
}

const isNumber = (token: string): boolean => /\d/.test(token)

/** A word without its plural and one ending, so that 'rollers' and 'roller', 'drained' and 'drain' are the same. */
function stem(word: string): string {
  if (isNumber(word)) return word
  const single = word.length > 3 && /[^s]s$/.test(word) ? word.slice(0, -1) : word
  const ending = ENDINGS.find((end) => single.endsWith(end) && single.length - end.length >= 3)
  return ending === undefined ? single : single.slice(0, -ending.length)
}

const ENDINGS = ['ation', 'ting', 'ning', 'ing', 'ant', 'est', 'al', 'ed', 'en', 'er', 'e']

const seen = new Map<string, ReadonlySet<string>>()

/** The tokens of a text and the stems of its words; each text is taken apart once. */
function told(text: string): ReadonlySet<string> {
  const known = seen.get(text)
  if (known !== undefined) return known
  const tokens = tokensOf(text)
  const parts = new Set([...tokens, ...tokens.map(stem)])
  seen.set(text, parts)
  return parts
}

const keyWords = (text: string): string[] => [...new Set(tokensOf(text).filter((token) => !NOT_KEY.has(token)))].map(stem)
const saysIn = (key: string, has: (word: string) => boolean): boolean => has(key) || (SAME_MEANING[key] ?? []).some(has)

const VARIANT = /\bCairn (\d\d)\b/g
const variantsOf = (text: string): string[] => [...text.matchAll(VARIANT)].map((match) => match[1] ?? '')

/** A pair about another variant than the fact's is about something else. */
function sameVariant(fact: Fact, pair: Example): boolean {
  const asked = variantsOf(fact.question)
  const named = [...new Set([...variantsOf(`${pair.question} ${pair.answer}`), ...pair.applies_to.flatMap(variantsOf)])]
  return asked.length === 0 || named.length === 0 || asked.some((variant) => named.includes(variant))
}

/** What may answer a fact: two lines of an answer that follow each other, so that words of other steps do not count; a short answer whole. */
function passagesOf(answer: string): string[] {
  if (answer.length < 200) return [answer]
  const lines = answer.split('\n')
  return lines.map((line, index) => `${line}\n${lines[index + 1] ?? ''}`)
}

/** Of a fact's key words at least this share must be said by the question, or by the lines of the answer that hold the value. */
const SUBJECT = 0.6
/** Of the words of an answer in words at least this share must be there; numbers, codes and units all. */
const WORDS = 0.8

/**
 * Whether a pair answers a fact. Two lines of the pair's answer (answers under 200 characters count whole) hold, with the pair's
 * question, all numbers, codes and units of the fact's answer and four of five of its other words; a number with a unit must stand in
 * the answer itself. Three of five key words of the fact's question stand in the pair's question or in those lines, and the pair
 * is not about another variant.
 */
export function answers(pair: Example, fact: Fact): boolean {
  if (!sameVariant(fact, pair)) return false
  const wanted = tokensOf(fact.answer)
  const exact = wanted.filter((token) => isNumber(token) || isUnitSign(token))
  const isValue = wanted.some(isUnitSign)
  const words = keyWords(fact.answer).filter((word) => !isNumber(word) && !isUnitSign(word))
  const subject = subjectOf(fact)
  const asked = told(pair.question)
  return passagesOf(pair.answer).some((passage) => {
    const here = told(passage)
    const has = (word: string): boolean => here.has(word) || asked.has(word)
    return (
      exact.every(isValue ? (token) => here.has(token) : has) &&
      words.filter(has).length >= WORDS * words.length &&
      subject.length > 0 &&
      subject.filter((word) => saysIn(word, has)).length >= SUBJECT * subject.length
    )
  })
}

const UNIT_SIGNS = new Set('°c ° % ± mm m nm bar l ml v a ah kg cc kw rpm w s hours min n km/h seconds'.split(' '))
const isUnitSign = (token: string): boolean => UNIT_SIGNS.has(token)
const subjectOf = (fact: Fact): string[] => {
  const answered = new Set(keyWords(fact.answer))
  const asked = keyWords(fact.question.replace(VARIANT, ''))
  const others = asked.filter((word) => !answered.has(word))
  // 'Which hydraulic oil does it take? Hydraulic oil ISO VG 46': the answer repeats all that is asked about.
  return others.length === 0 ? asked : others
}

/**
 * Whether a pair asks what a fact asks and gives another number: its question holds every key word of the fact's question and
 * asks for the same kind of value (both answers are one number with the same unit), for the same variant.
 */
export function contradicts(pair: Example, fact: Fact): boolean {
  if (!sameVariant(fact, pair) || pair.answer.includes('\n')) return false
  const asked = told(pair.question)
  const [given, wanted] = [tokensOf(pair.answer), tokensOf(fact.answer)]
  const units = wanted.filter(isUnitSign)
  const numbers = wanted.filter(isNumber)
  if (units.length === 0 || numbers.length === 0 || !units.every((sign) => given.includes(sign))) return false
  return subjectOf(fact).every((word) => saysIn(word, (one) => asked.has(one))) && !numbers.every((number) => given.includes(number))
}

/** Numbers of a pair's answer that its pages do not print; step numbers and list marks are no numbers of the page. */
export function numbersNotPrinted(pair: Example, printed: ReadonlySet<string>): string[] {
  const said = pair.answer
    .split('\n')
    .map((line) => line.replace(/^(?:\d+\.|-) /, ''))
    .join('\n')
  return tokensOf(said).filter(
    (token) => isNumber(token) && !printed.has(token) && !token.split(/[-/,]/).every((part) => printed.has(part)),
  )
}
