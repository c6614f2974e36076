import { cellAt, citedPlaces } from '../../src/checks/evidence.ts'
import { quantitiesOf } from '../../src/checks/quantities.ts'
import { answerKey } from '../../src/checks/comparison.ts'
import { namesDesignation } from './designations.ts'
import type { Evidence } from '../../src/contracts/example.ts'
import type { Mutate } from './mutations.ts'

/** Marks of list lines ('3. ', '- ') are no part of what an answer says. */
const MARK = /^(\s*(?:\d{1,3}[.)]|[-–•])\s+(?:Step \d+: )?)/gm

/** Two neighbouring digits of one number change places, or, where they are equal, one becomes another. */
export const digitSwapped: Mutate = ({ pair }, { pick }) => {
  const marks = [...pair.answer.matchAll(MARK)].map((match) => ({ from: match.index, to: match.index + match[0].length }))
  const numbers = [...pair.answer.matchAll(/\d+(?:[.,]\d+)?/g)].filter(
    ({ index }) => !marks.some(({ from, to }) => from <= index && index < to),
  )
  const number = pick(numbers)
  if (number === undefined) return null
  const swapped = swap(number[0])
  return { ...pair, answer: pair.answer.slice(0, number.index) + swapped + pair.answer.slice(number.index + number[0].length) }
}

function swap(number: string): string {
  const digits = [...number]
  for (let at = digits.length - 1; at > 0; at--) {
    const [one, other] = [digits[at - 1] ?? '', digits[at] ?? '']
    if (/\d/.test(one) && /\d/.test(other) && one !== other && !(at === 1 && other === '0')) {
      digits[at - 1] = other
      digits[at] = one
      return digits.join('')
    }
  }
  const last = digits.findLastIndex((digit) => /\d/.test(digit))
  digits[last] = String((Number(digits[last]) + 3) % 10)
  return digits.join('')
}

/** The value of a row above or below is answered, and cited; every second time with that row's label in place of the own one. */
export const neighbouringRow: Mutate = ({ pair, page }, { turn }) => {
  const value = citedPlaces(pair.evidence, page).find(({ cell }) => cell !== null && answerKey(pair.answer).includes(answerKey(cell.text)))
  if (value?.cell === undefined || value.cell === null || value.table === null) return null
  const { table, cell, evidence } = value
  for (const step of [1, -1, 2, -2]) {
    const other = cellAt(table, cell.row + step, cell.column)
    if (other === null || other.header || other.row === cell.row || other.text === '' || other.column_span !== cell.column_span) continue
    if (
      answerKey(other.text) === answerKey(cell.text) ||
      (quantitiesOf(other.text).length === 0) !== (quantitiesOf(cell.text).length === 0)
    )
      continue
    const moved = (one: Evidence): Evidence => {
      if (one.cell === undefined || one.block !== evidence.block || one.cell.row !== cell.row) return one
      if (turn % 2 === 0 && one !== evidence) return one
      const beside = cellAt(table, cell.row + step, one.cell.column)
      if (beside === null || beside.text === '') return one
      return { ...one, quote: beside.text, box: beside.box, cell: { row: beside.row, column: beside.column } }
    }
    const answer = pair.answer.includes(cell.text) ? pair.answer.replace(cell.text, other.text) : other.text
    return { ...pair, answer, evidence: pair.evidence.map(moved) }
  }
  return null
}

const OTHER_UNIT = new Map(
  Object.entries({
    Nm: 'ft-lb',
    mm: 'cm',
    bar: 'psi',
    '°C': '°F',
    l: 'qt',
    'l/min': 'gal/min',
    litres: 'quarts',
    V: 'A',
    A: 'V',
    Ah: 'A',
    kg: 'g',
    'kg/l': 'g/l',
    hours: 'minutes',
    minutes: 'hours',
    seconds: 'minutes',
    'km/h': 'm/s',
    rpm: 'Hz',
    kW: 'hp',
    cc: 'mm',
    ml: 'l',
    N: 'kg',
    s: 'min',
    '°': 'mm',
  }),
)

/** The first unit becomes another one of its kind, or of another kind. */
export const otherUnit: Mutate = ({ pair }) => {
  const match = /(?<=\d\s?)(Nm|mm|bar|°C|l\/min|litres|kg\/l|km\/h|rpm|hours|minutes|seconds|kW|Ah|cc|ml|kg|[lVANs°])(?![\p{L}\d/])/u.exec(
    pair.answer,
  )
  const other = OTHER_UNIT.get(match?.[1] ?? '')
  if (match === null || other === undefined) return null
  return { ...pair, answer: pair.answer.slice(0, match.index) + other + pair.answer.slice(match.index + (match[1] ?? '').length) }
}

/** The question names the sister model, where the evidence or its place says that the answer is of this one. */
export const otherVariant: Mutate = ({ pair, page }) => {
  const swapped = (text: string): string => text.replace(/Cairn (18|24)/g, (_, model: string) => `Cairn ${model === '18' ? '24' : '18'}`)
  const named = /Cairn (?:18|24)/.exec(pair.question)?.[0]
  if (named === undefined || !namesDesignation(pair, page, named)) return null
  return { ...pair, question: swapped(pair.question), applies_to: pair.applies_to.map(swapped) }
}

/** The answer breaks off: inside a range, before its unit, in the middle of a code, a word or a sentence. */
export const truncatedAnswer: Mutate = ({ pair }, { turn }) => {
  const { answer } = pair
  const words = answer.split(' ')
  if (words.length < 2) return null
  // 'Six' is a whole answer to 'At how many places …?'.
  const last = (words.at(-1) ?? '').toLowerCase().replace(/\.$/, '')
  if (words.length <= 4) return pair.question.toLowerCase().includes(last) ? null : { ...pair, answer: words.slice(0, -1).join(' ') }
  const body = answer.replace(/[.\s]+$/, '')
  const cut = Math.floor(body.length * (0.45 + 0.1 * (turn % 5)))
  const boundary = body.lastIndexOf(' ', cut)
  // Every second cut goes through a word. A cut behind a whole sentence or line cuts nothing off mid-way.
  const at = turn % 2 === 0 && /\p{L}\p{L}\p{L}/u.test(body.slice(cut - 2, cut + 1)) ? cut : boundary
  const shortened = body.slice(0, at)
  return /[.:;\n]$/.test(shortened) || body.charAt(at) === '\n' ? null : { ...pair, answer: shortened }
}
