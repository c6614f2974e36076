import type { Candidate } from '../contracts/example.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { Settings } from '../contracts/settings.ts'
import { citedPlace, columnHeaders, isQuoted } from './evidence.ts'
import { isStepList, itemsOf, withoutLookedUp } from './items.ts'
import { isAmbiguousUnit, isUnitWord, numberRuns, type Quantity, quantitiesOf, sameNumber, unitsNamed } from './quantities.ts'
import { numbersNamed, type Source, sourceOf, strangeWords, type Support, supportOf } from './support.ts'
import { pageCheckNamed, fail, type Finding, review, shortened, worst } from './verdict.ts'
import { nothingCutOff } from './whole-value.ts'
import { withoutConversions } from '../text/units.ts'
import { contentRoots, contentWords, isNegated, negationsIn, plainText, root, sentencesOf, wordsOf } from './words.ts'
import { isToolOrColour } from './tool-words.ts'

/** Words that an answer may add without having read them: they name kinds of answers, not facts. */
const FRAME_WORDS = new Set(
  [
    'yes',
    'no',
    'page',
    'operation',
    'number',
    'step',
    'steps',
    'first',
    'then',
    'next',
    'finally',
    'use',
    'using',
    'following',
    'see',
    'manual',
    'specifications',
  ].map(root),
)

/** Below these shares of answer words found at the cited places an answer fails or goes to a person. */
const FAIL_BELOW = 0.5
const REVIEW_BELOW = 0.75

/**
 * The answer is read at the places that it cites: each quote stands there, each number with its sign, unit and code is in
 * a quote (or in the headers, labels and headings over it), the words are, steps come in the printed order, and a 'not' is kept.
 */
export const grounded = pageCheckNamed('grounded', (written, page, settings) => {
  // What `generate.unit_canon` has added is reckoned from what is printed, and is judged by that.
  const candidate = { ...written, answer: withoutConversions(written.answer, settings.generate.unit_canon) }
  const support = supportOf(candidate, page)
  return worst([
    quotesStand(candidate, page),
    numbersStand(candidate, support, settings),
    questionNumbersStand(candidate, page),
    nothingCutOff(candidate, support),
    wordsStand(candidate, support, page),
    stepsStand(candidate, support),
    negationKept(candidate, support),
  ])
})

function quotesStand(candidate: Candidate, page: PageMaterial): Finding {
  for (const evidence of candidate.evidence) {
    const place = citedPlace(evidence, page)
    if (typeof place === 'string') return fail(place)
    if (!isQuoted(place, page)) return fail(`The quote “${shortened(evidence.quote)}” does not stand in block ${evidence.block}.`)
  }
  return null
}

function numbersStand(candidate: Candidate, support: Support, settings: Settings): Finding {
  const text = itemsOf(candidate.answer).join('\n')
  const asked = quantitiesOf(candidate.question)
  const codes = new RegExp(`^(?:${settings.classify.operation_code_pattern})$`)
  const runs = numberRuns(text).filter((run) => codes.test(run.join(' ')))
  for (const run of runs) {
    if (!hasRun(run, support)) return fail(`The code ${run.join(' ')} is not read at the cited place.`)
  }
  const inCodes = new Set(runs.flat())
  const reasons = quantitiesOf(text)
    .filter(({ text: written }) => !inCodes.has(written))
    .map((quantity) => missing(quantity, support, asked) ?? unitOfColumn(quantity, support))
  return reasons.find((reason) => reason !== null) ?? null
}

/** A run of number groups stands in the support: one after the other, or written together. */
function hasRun(run: readonly string[], support: Support): boolean {
  const groups = support.quantities.map(({ digits }) => digits)
  const joined = run.join('')
  return groups.some((digits, at) => digits === joined || run.every((group, offset) => groups[at + offset] === group))
}

/** Why a quantity of the answer is not what the cited places say; null when it is. */
function missing(quantity: Quantity, support: Support, asked: readonly Quantity[]): Finding {
  const same = support.quantities.filter((other) => sameNumber(quantity, other))
  const matches = same.filter((other) => samePrefix(quantity, other) && sameSign(quantity, other))
  if (matches.length === 0) {
    if (asked.some((other) => sameNumber(quantity, other) && other.unit === quantity.unit)) return null
    if (same.length > 0) return fail(`“${quantity.text}” stands there as “${same[0]?.text}”.`)
    return fail(`“${quantity.text}” is not read at the cited place.`)
  }
  const { unit } = quantity
  if (unit === null) {
    const lost = matches.every((other) => other.unit !== null && !isAmbiguousUnit(other.unit))
    return lost ? fail(`The answer leaves out the unit of “${matches[0]?.text}”.`) : null
  }
  if (matches.some((other) => other.unit === unit || (other.unit === null && support.units.has(unit)))) return null
  const instead = matches.find((other) => other.unit !== null)?.text
  return fail(`The unit of “${quantity.text}” is not read at the cited place${instead === undefined ? '' : `: it says “${instead}”`}.`)
}

/** A bare number from a column whose heading names its unit ('Torque (Nm)') is answered with that unit. */
function unitOfColumn(quantity: Quantity, { places }: Support): Finding {
  if (quantity.unit !== null || quantity.prefix !== '' || quantity.joined !== null) return null
  const holders = places.filter(({ cell }) => cell !== null && quantitiesOf(cell.text).some((other) => sameNumber(other, quantity)))
  const units = holders.map(({ table, cell }) => {
    if (table === null || cell === null || !/^[-+±\d.,…\s]+$/.test(cell.text)) return []
    return columnHeaders(table, cell).flatMap(({ text }) => [...unitsNamed(text)].filter((unit) => !isAmbiguousUnit(unit)))
  })
  const [first] = units[0] ?? []
  return first !== undefined && units.every((each) => each.length > 0)
    ? fail(`The answer leaves out the unit of “${quantity.text}”: the heading says ${first}.`)
    : null
}

function samePrefix(quantity: Quantity, other: Quantity): boolean {
  return quantity.prefix === '' || quantity.prefix === other.prefix || other.prefix === ''
}

/** A lost ± or the minus of a temperature or a voltage changes the value; a dash before a number elsewhere may be a bullet. */
function sameSign(quantity: Quantity, other: Quantity): boolean {
  if (quantity.sign === other.sign) return true
  if (quantity.sign === '+' || quantity.sign === '') {
    return other.sign !== '±' && !(other.sign === '-' && ['°C', '°F', 'V', 'mV'].includes(other.unit ?? ''))
  }
  return false
}

/** Numbers that the question names (years, sizes, codes) are known from the page or its place in the manual. */
function questionNumbersStand(candidate: Candidate, page: PageMaterial): Finding {
  const asked = quantitiesOf(candidate.question)
  if (asked.length === 0) return null
  const known = [...numbersNamed(page), ...quantitiesOf(candidate.applies_to.join('\n'))]
  const strange = asked.find((quantity) => !known.some((other) => sameNumber(quantity, other)))
  return strange === undefined ? null : fail(`The question names “${strange.text}”, which the page does not.`)
}

function wordsStand(candidate: Candidate, support: Support, page: PageMaterial): Finding {
  const given = contentRoots([candidate.question, ...candidate.applies_to, ...page.vehicles].join(' '))
  const isOwn = (word: string): boolean => !given.has(root(word)) && !FRAME_WORDS.has(root(word)) && !isUnitWord(word)
  const own = new Set(contentWords(candidate.answer).filter(isOwn))
  if (own.size === 0) return null
  const strange = [...new Set(strangeWords(candidate.answer, support).filter(isOwn))]
  const share = 1 - strange.length / own.size
  const named = strange.slice(0, 4).join(', ')
  const tool = strange.find(isToolOrColour)
  if (tool !== undefined) return fail(`The answer names a ${tool}, which is not read at the cited place.`)
  if (share < FAIL_BELOW) return fail(`Words of the answer are not read at the cited place: ${named}.`)
  if (share < REVIEW_BELOW) return review(`Some words of the answer are not read at the cited place: ${named}.`)
  return null
}

/**
 * Each numbered step of a list is read in one piece of evidence, and the steps come in the order of the evidence on the
 * pages. Lines without a number ('Installation:', 'Condition: removed') stand somewhere on the cited pages.
 */
function stepsStand(candidate: Candidate, support: Support): Finding {
  if (!isStepList(candidate.answer)) return null
  const passages = passagesOf(support).map(passageOf)
  const pages = new Set(support.places.map(({ structure }) => structure))
  const anywhere = passageOf([...pages].flatMap(({ blocks }) => blocks.map(({ text }) => text)).join('\n'))
  let last = 0
  let within = -1
  for (const line of candidate.answer.split('\n')) {
    const [told] = itemsOf(line)
    if (told === undefined) continue
    // What other pages add to a step does not stand where the step does; its numbers and words are held to their own quotes.
    const item = withoutLookedUp(told)
    const at = passages.findIndex((passage, index) => index >= last && holds(passage, item))
    const place = at < 0 ? -1 : startIn(passages[at]?.text ?? '', item)
    if (at === last && place >= 0 && place < within) return fail(`The step “${shortened(item)}” stands before the step before it.`)
    if (at > last || place >= 0) within = place
    if (at >= 0) last = at
    else if (/^\s*\d/.test(line)) {
      const earlier = passages.some((passage) => holds(passage, item))
      return fail(
        earlier
          ? `The step “${shortened(item)}” stands earlier in the evidence than the step before it.`
          : `The step “${shortened(item)}” is in none of the quotes.`,
      )
    } else if (!holds(anywhere, item.replace(/^\p{L}[\p{L} –-]{2,40}: (?=\S)/u, '')))
      return fail(`The line “${shortened(item)}” is not on the cited pages.`)
  }
  return null
}

type Passage = Source & { readonly text: string; readonly quantities: readonly Quantity[] }

const passageOf = (text: string): Passage => ({ ...sourceOf(text), text, quantities: quantitiesOf(text) })

/** Where the first three words of an item stand in a passage that has them once; -1 elsewhere. */
function startIn(passage: string, item: string): number {
  const words = ` ${wordsOf(passage).join(' ')} `
  const start = ` ${wordsOf(item).slice(0, 3).join(' ')} `
  const at = words.indexOf(start)
  const two = ` ${wordsOf(item).slice(0, 2).join(' ')} `
  const found = at >= 0 ? at : words.indexOf(two)
  return found >= 0 && words.indexOf(at >= 0 ? start : two, found + 1) < 0 ? found : -1
}

/** Whether a passage has (almost) all the words of an item, and all its numbers. */
function holds(passage: Passage, item: string): boolean {
  const wanted = contentWords(item).filter((word) => !FRAME_WORDS.has(root(word)))
  const strange = strangeWords(item, passage).filter((word) => !FRAME_WORDS.has(root(word)))
  const numbers = quantitiesOf(item)
  return (
    strange.length <= wanted.length * (1 - REVIEW_BELOW) &&
    numbers.every((number) => passage.quantities.some((other) => sameNumber(number, other)))
  )
}

/** The quotes in order; cells of one table row make one passage with the headings that give their units. */
function passagesOf(support: Support): string[] {
  const passages: string[] = []
  let row = ''
  for (const { evidence } of support.places) {
    const key = evidence.cell === undefined ? '' : `${evidence.page_id}\0${evidence.block}\0${evidence.cell.row}`
    const last = passages.length - 1
    if (key !== '' && key === row) passages[last] = `${passages[last]} ${evidence.quote}`
    else passages.push(evidence.quote)
    row = key
  }
  return passages
}

/**
 * A statement that the page denies is not answered as if it did not, and the other way round. Sentence by sentence: an answer
 * that keeps the words of 'Do not look into the valve and do not unscrew it' keeps both negations.
 */
function negationKept(candidate: Candidate, support: Support): Finding {
  const quoted = support.quotes.flatMap(sentencesOf)
  const asked = negationsIn(candidate.question) + (/\b(?:avoid|forbidden|prohibited|prevent)/i.test(candidate.question) ? 1 : 0)
  const said = itemsOf(candidate.answer)
    .flatMap(sentencesOf)
    .map((sentence) => ({ negations: negationsIn(sentence), roots: contentRoots(sentence) }))
  for (const sentence of quoted) {
    const order = forbiddenOrder(candidate.answer, sentence, quoted)
    if (order !== null) return fail(`The page says “${shortened(sentence)}”; the answer tells to do so: “${shortened(order)}”.`)
    const negations = negationsIn(sentence)
    const roots = [...contentRoots(sentence)]
    if (negations === 0 || roots.length < 2) continue
    const covers = ({ roots: own }: (typeof said)[number]): number => roots.filter((each) => own.has(each)).length
    const told = said.toSorted((a, b) => covers(b) - covers(a))[0]
    if (told === undefined || covers(told) < roots.length * 0.8 || told.negations + asked >= negations) continue
    return fail(`The page says “${shortened(sentence)}”; the answer leaves ${negations > 1 ? 'a' : 'the'} “not” out.`)
  }
  if (asked === 0 && !isNegated(candidate.answer)) return deniedAltogether(candidate, quoted)
  if (!isNegated(candidate.answer) || /^no\b/i.test(candidate.answer.trim()) || asked > 0) return null
  return quoted.some(isNegated) || isNegated(support.context) ? null : fail('The answer denies something; the cited place does not.')
}

const FORBIDS = /\b(?:do not|don't|never|(?:must|should|may) not(?: be)?)\s+(\p{L}+(?:\s+\p{L}+)?)/iu

/**
 * The sentence of an answer that orders, in the same words, what the page forbids: 'Use air flushing.' for 'Do not use air
 * flushing.', where no other sentence orders it. It is wrong even where the question asks what must not be done: as an instruction it is learned as one.
 */
function forbiddenOrder(answer: string, sentence: string, quoted: readonly string[]): string | null {
  const forbidden = FORBIDS.exec(plainText(sentence))?.[1]?.toLowerCase()
  if (forbidden === undefined) return null
  const orders = (text: string): boolean => new RegExp(`^${forbidden}(?![\\p{L}])`, 'iu').test(plainText(text))
  // 'Operate clutch pedal several times. Never operate clutch pedal as long as …': the one is ordered, the other forbidden.
  if (quoted.some(orders)) return null
  return itemsOf(answer).flatMap(sentencesOf).find(orders) ?? null
}

/** Question and answer together say what the page denies. */
function deniedAltogether({ question, answer }: Candidate, quoted: readonly string[]): Finding {
  const said = contentRoots(`${question} ${answer}`)
  const asked = plainText(question).toLowerCase()
  // 'Never exceed speed' is a name that the question holds.
  const denied = quoted
    .filter((sentence) => isNegated(sentence) && !asked.includes(plainText(sentence).toLowerCase()))
    .find((sentence) => {
      const roots = [...contentRoots(sentence)]
      return roots.length >= 2 && roots.filter((each) => said.has(each)).length >= roots.length * 0.8
    })
  return denied === undefined ? null : fail(`The page says “${shortened(denied)}”; the answer leaves the “not” out.`)
}
