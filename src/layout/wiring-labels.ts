import type { Box } from '../contracts/geometry.ts'
import type { WiringItem } from '../contracts/structure.ts'
import { isWireColour, misreadColour, wireColours } from '../text/wire-colours.ts'
import { bounds } from './boxes.ts'
import type { PlacedWord, Row } from './rows.ts'

/** A label of a diagram, in upright pixels, before it has an id. */
export interface WiringLabel extends Pick<WiringItem, 'kind' | 'text' | 'size' | 'colours' | 'rating'> {
  readonly words: readonly PlacedWord[]
  readonly box: Box
  /** Whether a colour that is no colour was taken for the printed one that looks like it. */
  readonly mended?: boolean
}

/**
 * Labels of circuit diagrams as most makers print them: cross section in mm² or gauge, colours; C, X, J, P = connector (IEC 81346 has
 * X, IEEE 315 J and P), S = splice, G = earth, F = fuse.
 */
const SIZE = /^(?:\d{1,2}|\d{0,2}[.,]\d{1,2})$/
const SIZE_UNIT = /^(?:GA|AWG|mm|mm2|mm²)\.?$/i
const SIZE_WITH_UNIT = /^(\d{1,2}|\d{0,2}[.,]\d{1,2})(?:GA|AWG|mm2|mm²)$/i
/** The number of a circuit behind a wire's colour, as American diagrams print it. */
const CIRCUIT = /^\d{2,4}[A-Z]?$/
const CONNECTOR = /^[CXJP]\d{1,4}[A-Z]?$/
/** A connector and its pin in one: 'J3-4', 'X18/3'. */
const CONNECTOR_PIN = /^([CXJP]\d{1,4})[-/:.](\d{1,3}|[A-Z])$/
const SPLICE = /^SP?\d{3,4}$/
const EARTH = /^G\d{2,4}$/
const PIN = /^(?:\d{1,3}|[A-Z])$/
const PIN_NAMED = /^(?:PIN|TERM(?:INAL|\.)?) (\d{1,3}|[A-Z])$/i
/** The fuse's symbol in front of its name or rating is often read as a letter. */
const FUSE = /^[A-Z]?FUSE ?([A-Z]{0,2}\d{1,3})$/i
const FUSE_CODE = /^F\d{1,3}$/
const RATING = /^[A-Z]?(\d{1,3}(?:\.\d)? ?(?:A|AMPS?)\.?)$/i
const REMARK = /^\([^()]+\)$/

/** A lone character that was read with less confidence is as likely a stroke of the drawing. */
const DOUBTFUL = 0.89

/** A word as printed; the X of a code is often read small, as it looks the same. */
const printed = (word: PlacedWord | undefined) => (word?.text.trim() ?? '').replace(/^x(?=\d)/, 'X')
const textOf = (words: readonly PlacedWord[]) => words.map(printed).join(' ')

function label(kind: WiringLabel['kind'], words: readonly PlacedWord[], more: Partial<WiringLabel> = {}): WiringLabel {
  return { kind, text: textOf(words), words, box: bounds(words.map((word) => word.upright)), ...more }
}

/** A label and how many words it takes. */
interface Taken {
  readonly labels: readonly WiringLabel[]
  readonly count: number
}

/** A wire whose label begins with the words: '1.5 RD/WT', '18 GA DK GRN', '0.8 ORN 340', 'BK/GN', 'BRN 20 AWG'. */
function wireAt(words: readonly PlacedWord[]): Taken | null {
  const texts = words.map(printed)
  const [first = '', second = ''] = texts
  const joined = SIZE_WITH_UNIT.exec(first)?.[1]
  const size = joined ?? (SIZE.test(first) ? first : undefined)
  const start = size === undefined ? 0 : joined === undefined && SIZE_UNIT.test(second) ? 2 : 1
  for (const length of [3, 2, 1]) {
    const colours =
      texts.length < start + length ? null : wireColours(texts.slice(start, start + length), size === undefined ? 'nothing' : 'size')
    if (colours === null) continue
    let end = start + length
    // One colour by itself is a word of a name ('RED LAMP'), unless it is all there is.
    if (size === undefined && colours.length === 1 && texts.length > end && !SIZE.test(texts[end]!)) return null
    let behind: string | undefined
    if (size === undefined && SIZE.test(texts[end] ?? '') && SIZE_UNIT.test(texts[end + 1] ?? '')) {
      behind = texts[end]
      end += 2
    } else if (colours.some((colour) => colour.length > 2) && CIRCUIT.test(texts[end] ?? '')) end += 1
    else if (size === undefined && colours.length === 1 && texts.length > end) return null
    const of = size ?? behind
    return { labels: [label('wire', words.slice(0, end), { ...(of === undefined ? {} : { size: of }), colours })], count: end }
  }
  return null
}

/** A fuse with the rating behind it ('F12 15A'), a rating, a connector, a splice, an earth point. */
function partAt(words: readonly PlacedWord[]): Taken | null {
  const texts = words.map(printed)
  const [first = '', second = ''] = texts
  const rating = (at: number) => [1, 2].find((length) => texts.length >= at + length && RATING.test(texts.slice(at, at + length).join(' ')))
  const fuse = FUSE_CODE.test(first) ? 1 : [1, 2].find((length) => texts.length >= length && FUSE.test(texts.slice(0, length).join(' ')))
  if (fuse !== undefined) {
    const name = texts.slice(0, fuse).join(' ')
    const behind = rating(fuse) ?? 0
    const text = FUSE_CODE.test(name) ? name : `FUSE ${FUSE.exec(name)![1]!}`
    const amps = behind === 0 ? {} : { rating: texts.slice(fuse, fuse + behind).join(' ') }
    return { labels: [label('fuse', words.slice(0, fuse + behind), { text, ...amps })], count: fuse + behind }
  }
  const amps = rating(0)
  if (amps !== undefined) {
    const text = RATING.exec(texts.slice(0, amps).join(' '))![1]!
    return { labels: [label('rating', words.slice(0, amps), { text })], count: amps }
  }
  const both = CONNECTOR_PIN.exec(first)
  if (both !== null) {
    const own = words.slice(0, 1)
    return { labels: [label('connector', own, { text: both[1]! }), label('pin', own, { text: both[2]! })], count: 1 }
  }
  const kind = CONNECTOR.test(first) ? 'connector' : SPLICE.test(first) ? 'splice' : EARTH.test(first) ? 'earth' : null
  if (kind !== null) return { labels: [label(kind, words.slice(0, 1))], count: 1 }
  if (PIN.test(first) && CONNECTOR.test(second)) return { labels: [label('pin', words.slice(0, 1))], count: 1 }
  return null
}

/** A note in brackets; one that is open goes on in the next line. */
function remarkAt(words: readonly PlacedWord[]): Taken | null {
  if (!words[0]!.text.trim().startsWith('(')) return null
  const end = words.findIndex((word) => word.text.trim().endsWith(')'))
  const count = end === -1 ? words.length : end + 1
  return { labels: [label('remark', words.slice(0, count))], count }
}

/** What one piece of text names: '22 C103' is a pin and a connector, '1.5 RD/WT' a wire, 'FUSE 24' a fuse; all else a component. */
function labelsOf(row: Row): WiringLabel[] {
  const signs = row.words.filter((word) => /[\p{L}\p{N}]/u.test(word.text))
  const words = signs.filter((word, at, all) => {
    const isPinOf = CONNECTOR.test(printed(all[at + 1]))
    return all.length === 1 || word.text.trim().length > 1 || word.confidence >= DOUBTFUL || isPinOf
  })
  const whole = textOf(words)
  if (REMARK.test(whole)) return [label('remark', words)]
  const named = PIN_NAMED.exec(whole)
  if (named !== null) return [label('pin', words, { text: named[1]! })]
  const labels: WiringLabel[] = []
  let name: PlacedWord[] = []
  const close = () => {
    if (name.length > 0) labels.push(label(name.length === 1 && PIN.test(name[0]!.text) ? 'pin' : 'component', name))
    name = []
  }
  for (let at = 0; at < words.length;) {
    const rest = words.slice(at)
    const isBare = name.length > 0 && wireAt(rest)?.labels[0]!.size === undefined
    const taken = (isBare ? null : wireAt(rest)) ?? (name.length > 0 && PIN.test(rest[0]!.text) ? null : partAt(rest)) ?? remarkAt(rest)
    if (taken === null) {
      name.push(words[at]!)
      at += 1
      continue
    }
    close()
    labels.push(...taken.labels)
    at += taken.count
  }
  close()
  return labels
}

/**
 * The labels of a circuit diagram. Names on several lines, under each other with a common edge or middle, are one; a rating belongs
 * to the fuse above it, a size to the colours under it, and a bracket that stays open to the line that closes it.
 */
export function wiringLabels(rows: readonly Row[], em: number): WiringLabel[] {
  const result: WiringLabel[] = []
  for (const found of rows.flatMap(labelsOf)) {
    const above = result.findLastIndex((other) => isAbove(other, found, em) && belongsUnder(found, other))
    if (above === -1) {
      result.push(found)
      continue
    }
    const other = result[above]!
    const both = { words: [...other.words, ...found.words], box: bounds([other.box, found.box]) }
    const text = `${other.text} ${found.text}`
    result[above] =
      found.kind === 'rating'
        ? { ...other, ...both, rating: found.text }
        : found.kind === 'wire'
          ? { ...found, ...both, text, size: other.text }
          : { ...other, ...both, text }
  }
  return mended(withoutStrangers(result))
}

/** Cross sections up to here stand before colours that no standard has; a larger number there is a pin's or a part's. */
const MAX_STRANGE = 10

/** What only looks like a wire is a name: a colour that no standard has behind a large number, one letter among codes of two. */
function withoutStrangers(labels: readonly WiringLabel[]): WiringLabel[] {
  const wires = labels.filter(({ kind }) => kind === 'wire')
  const isOneLetter = ({ colours }: WiringLabel) => colours!.every((code) => !isWireColour(code) && /^[A-Z][a-z]?$/.test(code))
  const oneLetter = wires.filter(isOneLetter).length > wires.length / 2
  return labels.map((found) => {
    if (found.kind !== 'wire') return found
    const isStrange = !found.colours!.some(isWireColour) && Number(found.size?.replace(',', '.') ?? 0) > MAX_STRANGE
    return isStrange || isOneLetter(found) !== oneLetter
      ? { kind: 'component', text: found.text, words: found.words, box: found.box }
      : found
  })
}

const isOpen = (text: string) => text.startsWith('(') && !text.includes(')')

function belongsUnder(found: WiringLabel, above: WiringLabel): boolean {
  if (found.kind === 'rating') return above.kind === 'fuse' && above.rating === undefined
  if (found.kind === 'wire') return found.size === undefined && SIZE.test(above.text) && !PIN.test(above.text)
  if (above.kind === 'remark') return isOpen(above.text) && (found.kind === 'component' || found.kind === 'remark')
  return found.kind === 'component' && above.kind === 'component'
}

/** Whether a box stands right under the last line of another one, with a common edge or middle. */
function isAbove(above: WiringLabel, { box }: WiringLabel, em: number): boolean {
  const last = above.words.filter(({ upright }) => upright[3] > above.box[3] - 0.8 * em)
  const [left, , right] = bounds(last.map(({ upright }) => upright))
  const gap = box[1] - above.box[3]
  const near = (one: number, other: number, reach: number) => Math.abs(one - other) < reach * em
  const aligned =
    near(above.box[0], box[0], 1.2) ||
    near(above.box[0] + above.box[2], box[0] + box[2], 1.6) ||
    near(left + right, box[0] + box[2], 1.6) ||
    near(right, box[2], 0.5)
  return aligned && gap < 0.9 * em && gap > -0.5 * em
}

/** Colours that are none, where the diagram prints just one that looks like them: 'RO' is 'RD', '8K' is 'BK'. */
function mended(labels: readonly WiringLabel[]): WiringLabel[] {
  const printed = new Set(labels.flatMap(({ colours }) => colours ?? []).filter(isWireColour))
  return labels.map((found) => {
    if (found.colours === undefined) return found
    const colours = found.colours.map((code) => misreadColour(code, printed) ?? code)
    if (colours.every((code, index) => code === found.colours![index])) return found
    return { ...found, colours, text: found.text.replace(found.colours.join('/'), colours.join('/')), mended: true }
  })
}
