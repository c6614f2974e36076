import type { Candidate } from '../contracts/example.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { Block } from '../contracts/structure.ts'
import { type CitedPlace, citedPlaces, compact } from './evidence.ts'
import { isPointer } from './cross-reference.ts'
import { isNamedBy } from './headings.ts'
import { isStepList, itemsOf } from './items.ts'
import { quantitiesOf, sameNumber } from './quantities.ts'
import { type Source, sourceOf, strangeWords } from './support.ts'
import { pageCheckNamed, fail, type Finding, review, shortened, worst } from './verdict.ts'
import { contentRoots, contentWords, FUNCTION_WORDS, plainText, sentencesOf, wordsOf } from './words.ts'

/** Blocks that say what the steps under them are about. */
const ABOUT: ReadonlySet<Block['type']> = new Set(['heading', 'operation', 'header', 'page_number', 'caption', 'table'])

/** A line of the answer tells a sentence when it has its first word and this share of all, or (almost) all without it. */
const TOLD_SHARE = 0.6
const TOLD_WITHOUT_ITS_VERB = 0.8

/** Nothing is missing: the procedure has every step that its evidence and its operation have, and no sentence, value or code breaks off. */
export const complete = pageCheckNamed('complete', (candidate, page) => {
  const places = citedPlaces(candidate.evidence, page)
  return worst([
    cellGoesOn(candidate, places),
    nameOfOperation(candidate, page),
    ...(isStepList(candidate.answer) ? [citedIsTold(candidate, places), stepsBetween(candidate, places, page)] : []),
    breaksOff(candidate),
  ])
})

/** A cell that holds a value and nothing else. */
const VALUE = /^[-+±\d.,…\s]+(?:\p{L}{1,4}|°|%)?$/u

/** A step that is cited is told. */
function citedIsTold({ answer, question }: Candidate, places: readonly CitedPlace[]): Finding {
  const lines = itemsOf(answer).map(sourceOf)
  const told = quantitiesOf(`${question}\n${answer}`)
  for (const { block, cell, evidence } of places) {
    if (cell !== null) {
      const isStated = (text: string): boolean => quantitiesOf(text).every((quantity) => told.some((other) => sameNumber(quantity, other)))
      const isColumnTold = places.some(
        (other) => other.cell?.column === cell.column && /\d/.test(other.cell.text) && isStated(other.cell.text),
      )
      if (isColumnTold && VALUE.test(cell.text) && !isStated(cell.text))
        return fail(`The cited value “${shortened(cell.text)}” is not in the answer.`)
      continue
    }
    if (ABOUT.has(block.type)) continue
    const untold = sentencesOf(plainText(evidence.quote)).find((sentence) => !isTold(sentence, lines))
    if (untold !== undefined) return (FOOTNOTE.test(untold) ? review : fail)(`The cited step “${shortened(untold)}” is not in the answer.`)
  }
  return null
}

/** 'Installation: Replace O-ring.': the answer may put the label over its steps. */
const LABEL = /^\p{L}[\p{L} –-]{2,40}[:!]\s+(?=\S)/u

/** 'Tightening torque*.' only sends to a footnote. */
const FOOTNOTE = /^[\p{L} ]{3,40}\*+\.?$/u

/** Whether one line of an answer tells a sentence, or two lines after one another do: other steps may have its words, too. */
function isTold(sentence: string, lines: readonly Source[]): boolean {
  const words = contentWords(sentence.replace(LABEL, ''))
  if (words.length < 2) return true
  const tells = (own: readonly Source[], least: number): boolean => {
    const strange = words.filter((word) => own.every((line) => strangeWords(word, line).length > 0))
    const share = 1 - strange.length / words.length
    return share >= TOLD_WITHOUT_ITS_VERB || (share >= least && !strange.includes(words[0] ?? ''))
  }
  return lines.some((line, at) => tells([line], TOLD_SHARE) || tells(lines.slice(at, at + 2), TOLD_WITHOUT_ITS_VERB))
}

/** Steps of the same operation that stand between the cited ones, or next to them, and are not cited. */
function stepsBetween({ question }: Candidate, places: readonly CitedPlace[], page: PageMaterial): Finding {
  const { blocks } = page.structure
  const cited = new Set(places.filter(({ structure }) => structure === page.structure).map(({ block }) => block.id))
  const steps = blocks.filter(({ type, text }) => type === 'step' && contentWords(text).length >= 2 && !isPointer(text))
  const own = steps.filter(({ id }) => cited.has(id))
  const parents = new Set(own.flatMap(({ parent }) => (parent === null ? [] : [parent])))
  const positions = own.map(({ id }) => blocks.findIndex((block) => block.id === id))
  if (parents.size === 0) return null
  const missing = steps.filter(({ id, parent }) => !cited.has(id) && parent !== null && parents.has(parent))
  const between = missing.find(({ id }) => {
    const at = blocks.findIndex((block) => block.id === id)
    return Math.min(...positions) < at && at < Math.max(...positions)
  })
  if (between !== undefined) return fail(`The step “${shortened(between.text)}” of the operation is left out.`, between.box)
  const asked = contentRoots(question)
  const isAsked = blocks.some((block) => parents.has(block.id) && isNamedBy(asked, block))
  return missing[0] === undefined || !isAsked
    ? null
    : review(`The operation also has the step “${shortened(missing[0].text)}”.`, missing[0].box)
}

/** 'Which operation is 61 10 020?' is answered with its whole name: 'Starter – remove' is another job than 'remove and install'. */
function nameOfOperation({ question, answer }: Candidate, page: PageMaterial): Finding {
  if (!/^(?:which|what) (?:operation|job|work)\b/i.test(question)) return null
  const entries = [...page.operations, ...(page.section_operations ?? []), ...page.classification.index_entries]
  const said = compact(answer)
  const names = entries.flatMap(({ code, name }) => (code !== null && question.includes(code) ? [name] : []))
  if (said === '' || names.some((name) => compact(name) === said)) return null
  const longer = names.find((name) => compact(name).startsWith(said))
  return longer === undefined ? null : review(`The name of the operation goes on: “${shortened(longer)}”.`)
}

/** Words that can stand after a whole statement, though no sign parts them from it. */
const GOES_ON = /^(?:and|or|if|when|until|while|before|after|so|because|unless|as|then|but|which|where|that|\(|-|see\b)/i

/** The answer is the beginning of the cell that holds it: '2.5' of '2.5 BK/YL'. What stands in brackets may be left out. */
function cellGoesOn({ answer, question }: Candidate, places: readonly CitedPlace[]): Finding {
  const said = plainText(answer).trim().replace(/\.$/, '').toLowerCase()
  const text = places.map(({ cell, evidence }) => plainText(cell?.text ?? evidence.quote)).find((each) => isBeginning(said, each))
  // A number at the head of its line is whole: '21 52 502 OVERHAULING MASTER CYLINDER'.
  if (text === undefined || (/^[\d ]+$/.test(said) && /^ \p{L}{4,}/u.test(text.slice(said.length)))) return null
  const rest = wordsOf(text.slice(said.length))
  const isAsked = rest.length > 0 && rest.every((word) => question.toLowerCase().includes(word))
  return isAsked ? null : review(`The cited place goes on: “${shortened(text)}”.`)
}

/** Small words and signs behind which a further circumstance follows, not the rest of a name. */
const CIRCUMSTANCE = /^ (?:\(|\[|-|and|or|at|for|in|of|on|with|by|to|from|per|each|when|if)(?!\p{L})/iu

/** Up to four words with which a short text begins, and which the rest follows directly. */
const isBeginning = (said: string, text: string): boolean =>
  said !== '' &&
  said.split(' ').length <= 4 &&
  text.split(' ').length <= 8 &&
  text.toLowerCase().startsWith(`${said} `) &&
  /^ [\p{L}\d]/u.test(text.slice(said.length)) &&
  !CIRCUMSTANCE.test(text.slice(said.length))

/** A further word of a name: no verb form, no adverb. */
const NOUN_GOES_ON = /^ \p{Ll}{3,}(?<!ed|ing|ly|s|en)(?!\p{L})/u

/** Questions that whole statements answer; 'Which side …?' is answered by the subject of one. */
const ASKS_FOR_SENTENCE =
  /^(?:is|are|was|were|may|must|can|should|do|does|has|have)\b|^what (?:\p{L}+ ){1,2}(?:must|should|applies|apply)\b|^(?:how (?!(?:much|many|far|long|often|tight|thick|wide|deep|high|big|large)\b)|why|what (?:must|should|has|have|do|does|can|may|happens|caution|is worth|is the (?:procedure|remedy)|are the steps))/iu

/** The answer is the beginning of a longer word, code or sentence of a quote, and nowhere a whole one. */
function breaksOff({ question, answer, evidence }: Candidate): Finding {
  const last = itemsOf(answer).at(-1)
  if (last === undefined) return null
  const tail = plainText(last).replace(/[.\s]+$/, '')
  const after = evidence.flatMap(({ quote }) => continuations(plainText(quote), tail))
  if (after.length === 0) return null
  const everywhere = (pattern: RegExp): boolean => after.every(({ rest }) => pattern.test(rest))
  if (everywhere(/^\p{L}/u) && /\p{L}$/u.test(tail)) return fail(`The answer breaks off inside a word: “${shortened(tail.slice(-30))}”.`)
  if (everywhere(/^ \p{Lu}{0,3}\d/u) && /(?:\d|\p{Lu}\p{L}*)$/u.test(tail) && !/\s(?:at|to|by|of)$/.test(tail))
    return fail(`The answer breaks off before “${after[0]?.rest.trim().slice(0, 20)}”.`)
  const name = after.every(({ rest }) => NOUN_GOES_ON.test(rest) && !FUNCTION_WORDS.has(/\p{L}+/u.exec(rest)?.[0] ?? ''))
  if (name && tail.split(' ').length <= 3 && quantitiesOf(tail).length === 0)
    return review(`The name goes on at the cited place: “${tail}${shortened(after[0]?.rest ?? '', 20)}”.`)
  if (/\bbetween [^,;.]*$/i.test(tail) && !/\bbetween [^,;.]* and\b/i.test(tail) && everywhere(/^ and\b/))
    return fail(`The answer breaks off before “${shortened(after[0]?.rest.trim() ?? '', 20)}”.`)
  if (everywhere(/^ (?:whose|which|that|who)\b/) && tail.split(' ').length <= 3)
    return review(`The name goes on at the cited place: “${tail}${shortened(after[0]?.rest ?? '', 20)}”.`)
  const sentence = after.every(({ rest, atStart }) => atStart && /^ [\p{Ll}\d]/u.test(rest) && !GOES_ON.test(rest.trim()))
  if (sentence && ASKS_FOR_SENTENCE.test(question) && tail.split(' ').length >= 3)
    return review(`The sentence goes on at the cited place: “… ${shortened(after[0]?.rest.trim() ?? '', 40)}”.`)
  return null
}

interface Continuation {
  /** What follows in the quote. */
  readonly rest: string
  /** The words stand at the beginning of a sentence of the quote, or of the quote. */
  readonly atStart: boolean
}

function continuations(quote: string, words: string): Continuation[] {
  const found: Continuation[] = []
  const [text, wanted] = [quote.toLowerCase(), words.toLowerCase()]
  if (wanted === '') return found
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    if (/[\p{L}\d]$/u.test(text.slice(0, at))) continue
    found.push({ rest: quote.slice(at + words.length), atStart: /(?:^|[.!?:;]\s+|\n)$/.test(quote.slice(0, at)) })
  }
  return found
}
