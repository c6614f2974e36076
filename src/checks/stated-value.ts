import { namedTokens } from './comparison.ts'
import { measureOf, quantitiesOf } from './quantities.ts'
import { remembered } from './remembered.ts'
import { contentRoots, plainText, root } from './words.ts'

/** Whether pairs that ask for one attribute of one component in different words give it different values. */

/** Size of a unit in the first unit of its measure; hp is between PS (735.5 W) and bhp (745.7 W). */
const SIZE: Readonly<Record<string, number>> = Object.assign(
  {},
  { Nm: 1, Ncm: 0.01, kpm: 9.80665, 'ft-lb': 1.35582, 'in-lb': 0.112985 },
  { mm: 1, cm: 10, m: 1000, in: 25.4, ft: 304.8, μm: 0.001, km: 1, mile: 1.609344 },
  { l: 1, ml: 0.001, cc: 0.001, qt: 0.946353, pt: 0.473176, gal: 3.78541, 'cu.in': 0.0163871 },
  { bar: 1, mbar: 0.001, psi: 0.0689476, kPa: 0.01, MPa: 10, hPa: 0.001 },
  { V: 1, mV: 0.001, A: 1, mA: 0.001, Ω: 1, kΩ: 1000, MΩ: 1e6, W: 1, kW: 1000, hp: 740, Ah: 1, rpm: 1 },
  { 'km/h': 1, mph: 1.609344, 'm/s': 3.6, kg: 1, g: 0.001, lb: 0.453592, oz: 0.0283495, N: 1, kN: 1000 },
  { s: 1, ms: 0.001, min: 60, h: 3600, Hz: 1, kHz: 1000, MHz: 1e6, mm2: 1, cm2: 100, m2: 1e6, '°': 1, '%': 1 },
)

/** A value converted from another unit is rounded in print. */
const CONVERTED = 0.03

/** Roots that say no more than the unit of the answer does: 'oil capacity' and 'how much oil' ask the same of litres. */
const NAMES_OF_MEASURES: Readonly<Record<string, ReadonlySet<string>>> = {
  torque: rootsOf('torque tighten tightening tight tightness'),
  volume: rootsOf('capacity volume quantity amount fill filling filled hold holds take takes contain contains'),
  mass: rootsOf('weight weigh weighs mass heavy'),
}

/** Roots of asking, not of what is asked for. */
const ASKING = rootsOf('specified specify specification given give prescribed value valid apply required recommended correct figure stated')

/** Things with two everyday names. */
const OTHER_NAMES = new Map(
  [
    ['screw', 'bolt'],
    ['gearbox', 'transmission'],
    ['disk', 'disc'],
    ['tyre', 'tire'],
    ['petrol', 'gasoline'],
    ['bonnet', 'hood'],
    ['spanner', 'wrench'],
  ].map((names) => names.map(root) as [string, string]),
)

const LIMITS = /\b(?:min(?:imum)?|max(?:imum)?|at least|at most|up to|not (?:more|less|over|under)|limit|below|above|over|under)\b|[<>≤≥]/i
/** Longer answers tell what is done, in many right ways. */
const MOST_WORDS = 8
const MOST_PLAIN_WORDS = 3

function rootsOf(list: string): ReadonlySet<string> {
  return new Set(list.split(' ').map(root))
}

/**
 * What a pair states a value of, in an order of its own: the measure of the answer and the roots of the question, without those of
 * asking, of the variants that the pair holds for, and of the section where enough is left. null where the answer is no short value.
 */
export function valueKey(question: string, answer: string, variants: readonly string[], section: string): string | null {
  const measures = measuresOf(answer)
  if (measures === null) return null
  const own = variants.flatMap((name) => namedTokens(name))
  const implied = NAMES_OF_MEASURES[measures]
  // 'on the left wheel' is a place, the switch 'on' a state.
  const asked = question.includes(' on ') ? question.replace(/\bon (?=(?:the|an?|each|both|all)\b)/gi, 'of ') : question
  const named = namedTokens(asked).filter((token) => !ASKING.has(token) && implied?.has(token) !== true && !own.includes(token))
  const context = section === '' ? [] : namedTokens(section)
  const narrow = named.filter((token) => !context.includes(token))
  const told = narrow.length >= 2 ? narrow : named
  if (told.length === 0 || (told.length === 1 && measures === 'words')) return null
  return `${measures}\0${[...new Set(told.map((token) => OTHER_NAMES.get(token) ?? token))].toSorted().join(' ')}`
}

/** 'torque', 'number' or 'words': what kind of value an answer is; null where it is a sentence or a list. */
const measuresOf = remembered((answer: string): string | null => {
  const text = plainText(answer).trim()
  const words = text.split(/\s+/).length
  if (words > MOST_WORDS || text.includes('\n')) return null
  if (!/\d/.test(text)) return words <= MOST_PLAIN_WORDS && /\p{L}{2}/u.test(text) ? 'words' : null
  const measures = quantitiesOf(text).flatMap(({ unit }) => (unit === null ? [] : [measureOf(unit) ?? unit]))
  return measures.length === 0 ? 'number' : ([...new Set(measures)].toSorted()[0] ?? null)
})

/** An interval in the first unit of its measure. */
interface Stated {
  readonly measure: string
  readonly unit: string | null
  readonly low: number
  readonly high: number
}

/** The values of an answer: a range or a tolerance is one interval. */
function statedIn(answer: string): Stated[] {
  const quantities = quantitiesOf(answer)
  const found: Stated[] = []
  for (let at = 0; at < quantities.length; at++) {
    const one = quantities[at]
    const value = one?.values[0]
    if (one === undefined || value === undefined) continue
    const next = one.joined === null ? undefined : quantities[at + 1]
    const other = next?.values[0]
    const signed = one.sign === '-' ? -value : value
    const unit = one.unit ?? next?.unit ?? null
    const base = (number: number): number => inBase(number, unit)
    const ends = other === undefined ? [signed] : one.joined === 'tolerance' ? [signed - other, signed + other] : [signed, other]
    if (other !== undefined) at += 1
    const measure = unit === null ? 'number' : (measureOf(unit) ?? unit)
    found.push({ measure, unit, low: Math.min(...ends.map(base)), high: Math.max(...ends.map(base)) })
  }
  return found
}

function inBase(value: number, unit: string | null): number {
  if (unit === '°F') return ((value - 32) * 5) / 9
  return unit === null ? value : value * (SIZE[unit] ?? 1)
}

/** Equal, or one within the other; with some play where one of them was converted. */
function agree(one: Stated, other: Stated): boolean {
  const play = one.unit === other.unit ? 1e-9 : CONVERTED * Math.max(Math.abs(one.high), Math.abs(other.high))
  const within = (inner: Stated, outer: Stated): boolean => inner.low >= outer.low - play && inner.high <= outer.high + play
  return within(one, other) || within(other, one)
}

/**
 * Whether two answers to one question cannot both be right: of one measure neither gives only values that the other gives, too.
 * Units are converted, ranges and tolerances compared as such; a limit is compared with limits only.
 */
export function valuesConflict(first: string, second: string): boolean {
  if (LIMITS.test(plainText(first)) !== LIMITS.test(plainText(second))) return false
  const [a, b] = [statedIn(first), statedIn(second)]
  if (a.length === 0 && b.length === 0) {
    const [one, other] = [contentRoots(first), contentRoots(second)]
    return one.size > 0 && other.size > 0 && [...one].every((each) => !other.has(each))
  }
  const measures = new Set(a.map(({ measure }) => measure).filter((measure) => b.some((each) => each.measure === measure)))
  return [...measures].some((measure) => {
    const [mine, yours] = [a, b].map((values) => values.filter((value) => value.measure === measure)) as [Stated[], Stated[]]
    const covers = (some: readonly Stated[], all: readonly Stated[]): boolean => some.every((one) => all.some((other) => agree(one, other)))
    return !covers(mine, yours) && !covers(yours, mine)
  })
}
