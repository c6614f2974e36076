import { remembered } from './remembered.ts'
import { plainText } from './words.ts'

/** What a unit measures; '' where it does not say. */
export type Measure =
  | 'torque'
  | 'angle'
  | 'length'
  | 'volume'
  | 'pressure'
  | 'temperature'
  | 'voltage'
  | 'current'
  | 'resistance'
  | 'power'
  | 'engine speed'
  | 'speed'
  | 'mass'
  | 'time'
  | 'frequency'
  | 'share'
  | 'force'
  | 'charge'
  | 'distance'
  | 'area'

/** Canonical unit, what it measures, its spellings. Lower case spellings match in any case; single letters match as written. */
const UNITS: readonly (readonly [string, Measure, string])[] = [
  ['Nm', 'torque', 'nm n.m n·m n*m n-m newtonmeter newtonmeters newton-meters newtonmetres mn'],
  ['Ncm', 'torque', 'ncm'],
  ['kpm', 'torque', 'kpm mkp kgm kgfm kgf.m kgf-m kg-m kgm'],
  [
    'ft-lb',
    'torque',
    'ft-lb ft-lbs ft.lb ft.lbs ft.lb. ft.lbs. ftlb ftlbs lb-ft lb.ft lbs-ft lbft lbfft lbf.ft lbf-ft lbs.ft ft/lb ft/lbs',
  ],
  ['in-lb', 'torque', 'in-lb in-lbs in.lb in.lbs inlb inlbs lb-in lb.in lbin'],
  ['°C', 'temperature', '°c ° c degc celsius'],
  ['°F', 'temperature', '°f degf fahrenheit'],
  ['°', 'angle', '° deg deg. degree degrees'],
  ['mm', 'length', 'mm millimeter millimeters millimetre millimetres'],
  ['cm', 'length', 'cm'],
  ['m', 'length', 'm meter meters metre metres'],
  ['km', 'distance', 'km kilometers kilometres'],
  ['mile', 'distance', 'mile miles mi'],
  ['in', 'length', 'in in. inch inches "'],
  ['ft', 'length', 'ft feet foot'],
  ['μm', 'length', 'μm um'],
  ['l', 'volume', 'l L ltr ltrs liter liters litre litres lit'],
  ['ml', 'volume', 'ml'],
  ['cc', 'volume', 'cc ccm cm3 cu.cm'],
  ['qt', 'volume', 'qt qts quart quarts us-qt'],
  ['pt', 'volume', 'pt pts pint pints'],
  ['gal', 'volume', 'gal gals gallon gallons'],
  ['cu.in', 'volume', 'cu.in cuin in3'],
  ['bar', 'pressure', 'bar bars'],
  ['mbar', 'pressure', 'mbar'],
  ['psi', 'pressure', 'psi p.s.i.'],
  ['kPa', 'pressure', 'kpa'],
  ['MPa', 'pressure', 'mpa'],
  ['hPa', 'pressure', 'hpa'],
  ['V', 'voltage', 'V volt volts'],
  ['mV', 'voltage', 'mv'],
  ['A', 'current', 'A amp amps ampere amperes'],
  ['mA', 'current', 'ma'],
  ['Ah', 'charge', 'ah'],
  ['Ω', 'resistance', 'Ω ω ohm ohms'],
  ['kΩ', 'resistance', 'kω kohm kohms'],
  ['MΩ', 'resistance', 'mω mohm'],
  ['W', 'power', 'W watt watts'],
  ['kW', 'power', 'kw'],
  ['hp', 'power', 'hp bhp ps sae-hp'],
  ['rpm', 'engine speed', 'rpm r/min 1/min min-1 rev/min u/min'],
  ['km/h', 'speed', 'km/h kmh kph'],
  ['mph', 'speed', 'mph'],
  ['m/s', 'speed', 'm/s'],
  ['kg', 'mass', 'kg kgs kilogram kilograms'],
  ['g', 'mass', 'g gram grams'],
  ['lb', 'mass', 'lb lbs lb. lbs. pound pounds'],
  ['oz', 'mass', 'oz ounce ounces'],
  ['s', 'time', 's sec secs sec. second seconds'],
  ['ms', 'time', 'ms msec'],
  ['min', 'time', 'min min. mins minute minutes'],
  ['h', 'time', 'h hr hrs hour hours'],
  ['Hz', 'frequency', 'hz'],
  ['kHz', 'frequency', 'khz'],
  ['MHz', 'frequency', 'mhz'],
  ['%', 'share', '% percent'],
  ['N', 'force', 'N newton newtons'],
  ['kN', 'force', 'kn'],
  ['mm2', 'area', 'mm2'],
  ['cm2', 'area', 'cm2'],
  ['m2', 'area', 'm2'],
]

const UNIT_BY_SPELLING = new Map<string, string>()
const MEASURE_OF = new Map<string, Measure>()
for (const [unit, measure, spellings] of UNITS) {
  MEASURE_OF.set(unit, measure)
  for (const spelling of spellings.split(' ')) UNIT_BY_SPELLING.set(spelling, unit)
}

/** Units whose spelling is also an everyday word, or short for one: their absence proves nothing. */
const AMBIGUOUS_UNITS = new Set(['in', 'min', 'ft', 'pt'])

export const measureOf = (unit: string): Measure | undefined => MEASURE_OF.get(unit)
export const isAmbiguousUnit = (unit: string): boolean => AMBIGUOUS_UNITS.has(unit)

export interface Quantity {
  /** As written, with its sign, prefix and unit. */
  readonly text: string
  /** Digits as written, decimal comma as a point. */
  readonly digits: string
  /** Every value that the digits may mean ('1,200' may be 1.2 or 1200). */
  readonly values: readonly number[]
  readonly sign: '' | '-' | '+' | '±'
  /** Letters directly before ('M' of M10, 'S' of S341), lower case; '' if none. */
  readonly prefix: string
  /** Canonical unit, printed after it or, within a range or a tolerance, after a later number; null if none. */
  readonly unit: string | null
  /** The next number belongs to it: 'range' for 20–25, 'tolerance' for 10 ± 1. */
  readonly joined: 'range' | 'tolerance' | null
}

interface Token {
  readonly text: string
  readonly kind: 'word' | 'number' | 'mark'
  readonly spaced: boolean
}

const TOKEN = /(\s*)(?:(\p{L}+)|(\d+(?:[.,]\d+)*|(?<![\p{L}\d])[.,]\d+)|(\.{2,}|[^\s\p{L}\d]))/gu

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  for (const match of plainText(text)
    .replace(/\+\s?\/\s?-/g, '±')
    .matchAll(TOKEN)) {
    const [, space, word, number, mark] = match
    const spaced = space !== '' || match.index === 0
    // A line break parts what stands on both sides: '45 A' in one cell and 'Alternator' in the next.
    if (space?.includes('\n') === true) tokens.push({ text: '\n', kind: 'mark', spaced: true })
    if (word !== undefined) tokens.push({ text: word, kind: 'word', spaced })
    else if (number !== undefined) tokens.push({ text: number, kind: 'number', spaced })
    else if (mark !== undefined) tokens.push({ text: mark, kind: 'mark', spaced })
  }
  return tokens
}

/** The unit that starts at a token: the longest spelling of up to four tokens. */
function unitAt(tokens: readonly Token[], start: number): { unit: string; length: number } | null {
  const first = tokens[start]
  if (first === undefined) return null
  for (let length = 4; length >= 1; length--) {
    const parts = tokens.slice(start, start + length)
    if (parts.length < length) continue
    const spelling = spellingOf(parts)
    const unit = UNIT_BY_SPELLING.get(spelling.length === 1 ? spelling : spelling.toLowerCase())
    if (unit !== undefined && endsThere(tokens, start + length, unit, parts)) return { unit, length }
  }
  return null
}

/** Parts of a compound unit are written with or without spaces ('ft lb', 'N m', 'km / h'). */
function spellingOf(parts: readonly Token[]): string {
  const joint = parts.map(({ text }) => text).join('')
  const twoWords = parts.length === 2 && parts.every(({ kind }) => kind === 'word')
  return twoWords ? parts.map(({ text }) => text).join('-') : joint
}

/** 'in' before a word is a preposition, 'A' before a word an article, '"' after a space opens a quotation, 10W-40 is an oil. */
function endsThere(tokens: readonly Token[], end: number, unit: string, parts: readonly Token[]): boolean {
  const next = tokens[end]
  if (next !== undefined && !next.spaced && next.kind !== 'mark' && parts.at(-1)?.kind === 'word') return false
  const written = parts.map(({ text }) => text).join('')
  if (written === '"') return parts[0]?.spaced === false
  if (written.toLowerCase() === 'in' || (unit === 'A' && written === 'A') || unit === 'h') return next === undefined || next.kind !== 'word'
  const viscosity = unit === 'W' && next?.text === '-' && tokens[end + 1]?.kind === 'number' && tokens[end + 1]?.spaced === false
  return !viscosity
}

/** What the digits may mean as a number: nothing for the zeros of a code ('000', '014'). */
function valuesOf(digits: string): number[] {
  if (/^0\d+$/.test(digits)) return []
  const readings = new Set<string>()
  if (/^\d{1,3}(?:[.,]\d{3})+$/.test(digits) && !digits.startsWith('0')) readings.add(digits.replace(/[.,]/g, ''))
  const points = digits.replace(/,/g, '.')
  if ((points.match(/\./g) ?? []).length <= 1) readings.add(points.startsWith('.') ? `0${points}` : points)
  return [...readings].map(Number)
}

const RANGE = new Set(['-', '..', '...', '…', 'to', '~', '÷'])

/** Every number of a text with its sign, prefix and unit, in order. */
export const quantitiesOf: (text: string) => readonly Quantity[] = remembered(readQuantities)

function readQuantities(text: string): Quantity[] {
  const tokens = tokensOf(text)
  const found: Quantity[] = []
  let pending: number[] = []
  let next = 0
  tokens.forEach((token, i) => {
    // The 3 of cm3 belongs to the unit before it.
    if (token.kind !== 'number' || i < next) return
    const unit = unitAt(tokens, i + 1)
    next = i + 1 + (unit?.length ?? 0)
    const joined = joinAfter(tokens, i + 1 + (unit?.length ?? 0))
    const sign = signBefore(tokens, i)
    const prefix = prefixBefore(tokens, i)
    const digits = token.text.replace(/,/g, '.')
    const unitText =
      unit === null
        ? ''
        : tokens
            .slice(i + 1, i + 1 + unit.length)
            .map((t) => (t.spaced ? ' ' : '') + t.text)
            .join('')
    found.push({
      text: `${sign}${prefix}${token.text}${unitText}`,
      digits: digits.startsWith('.') ? `0${digits}` : digits,
      values: valuesOf(token.text),
      sign,
      prefix: prefix.toLowerCase(),
      unit: unit?.unit ?? null,
      joined,
    })
    if (unit === null) {
      if (joined === null) pending = []
      else pending.push(found.length - 1)
      return
    }
    for (const index of pending) found[index] = { ...(found[index] as Quantity), unit: unit.unit }
    pending = []
  })
  return found
}

/** Whether the number before `at` runs on into another one, and how. */
function joinAfter(tokens: readonly Token[], at: number): Quantity['joined'] {
  // A line, or a cell, that begins with a tolerance goes on with the number before it.
  const from = tokens[at]?.text === '\n' && tokens[at + 1]?.text === '±' ? at + 1 : at
  const [first, second, third] = tokens.slice(from, from + 3)
  if (first === undefined || second === undefined) return null
  if (first.text === '±' && second.kind === 'number') return 'tolerance'
  if (first.text === '-' && first.spaced && !second.spaced) return null
  const signed = ['-', '+', '±'].includes(second.text) && third?.kind === 'number'
  return RANGE.has(first.text.toLowerCase()) && (second.kind === 'number' || signed) ? 'range' : null
}

function signBefore(tokens: readonly Token[], i: number): Quantity['sign'] {
  const before = tokens[i - 1]
  if (before === undefined || before.kind !== 'mark') return ''
  if (before.text === '±') return '±'
  if (tokens[i]?.spaced === true && i > 0) return ''
  const free = before.spaced || tokens[i - 2] === undefined || ['(', '/'].includes(tokens[i - 2]?.text ?? '')
  if ((before.text === '-' || before.text === '+') && free) return before.text
  return ''
}

/** Letters glued to the number, or the M of a metric thread ('M 8'). */
function prefixBefore(tokens: readonly Token[], i: number): string {
  const before = tokens[i - 1]
  if (before === undefined || before.kind !== 'word') return ''
  if (tokens[i]?.spaced !== true) return before.text === 'x' ? '' : before.text
  return before.text === 'M' ? 'M' : ''
}

/** Whether two quantities state the same number (not the same unit). */
export function sameNumber(a: Quantity, b: Quantity): boolean {
  return a.values.some((value) => b.values.includes(value)) || a.digits === b.digits
}

/** Unit names that stand in a text by themselves, as in a column heading 'Torque (Nm)'. */
export function unitsNamed(text: string): Set<string> {
  const tokens = tokensOf(text)
  const units = new Set<string>()
  for (let i = 0; i < tokens.length; i++) {
    const found = unitAt(tokens, i)
    if (found !== null) units.add(found.unit)
  }
  return units
}

/** Whether a word is the name of a unit ('litres', 'degrees'): a page may write it in another way. */
export const isUnitWord = (word: string): boolean => UNIT_BY_SPELLING.has(word)

/** Runs of two or more bare whole numbers, as in the operation number '34 21 320'. */
export function numberRuns(text: string): string[][] {
  return (plainText(text).match(/(?<![\d.,])\d+(?: \d+)+(?![\d.,]*\d)/g) ?? []).map((run) => run.split(' '))
}
