import type { Cell } from '../contracts/structure.ts'
import { FLUID, headOf, isAttribute, isGenericGroup, isGenericLabel, isPlural, isQualifying, singular } from './html-specification-nouns.ts'
import { isCondition, type Label, parseLabel, phraseOf } from './html-specification-labels.ts'
import type { Entry } from './html-specification-sheet.ts'
import { isBareNumber, keyedEntry, segmentsOf, trailingUnit } from './html-specification-values.ts'

/** Labels that sheets shorten, by the name under which people ask for them. */
const WHOLE_NAMES = new Map([
  ['injection', 'injection system'],
  ['ignition', 'ignition system'],
  ['cooling', 'cooling system'],
  ['lubrication', 'lubrication system'],
  ['electrode clearance', 'spark plug electrode clearance'],
  ['electrode gap', 'spark plug electrode gap'],
  ['plug gap', 'spark plug gap'],
  ['Cw', 'drag coefficient'],
  ['Cd', 'drag coefficient'],
])

/** A label with everything from around it that it needs. */
export type Topic = Pick<Label, 'noun' | 'joined' | 'condition' | 'alias' | 'parts' | 'unit' | 'count'> & {
  readonly legend: readonly string[]
}

/** What an entry is about, with the parent row, group and column title that it needs. */
export function topicOf(entry: Entry, names: ReadonlySet<string>, transposed: boolean, heading: string): Topic {
  const label = symbolLabel(entry, names) ?? parseLabel(entry.label.text, names)
  const legend = entry.legend === null ? [] : legendNames(entry.legend.text, names)
  const own = { ...label, noun: WHOLE_NAMES.get(label.noun) ?? label.noun, unit: entry.unit?.text ?? label.unit, legend }
  if (entry.attribute !== null) {
    const attribute = parseLabel(entry.attribute.text, names)
    const unit = entry.unit?.text ?? attribute.unit ?? label.unit
    if (transposed) return { ...attribute, unit, legend }
    const noun = belonging(attribute.noun, label.noun, entry.labelTitle?.text)
    return { ...own, noun, joined: attribute.joined, alias: label.alias || attribute.alias, unit }
  }
  const group = groupNoun(entry, heading, names)
  if (entry.parent !== null) {
    const topic = underParent(entry, entry.parent, own, names)
    return isGenericLabel(parseLabel(entry.parent.text, names).noun) ? ofGroup(topic, group) : topic
  }
  return inValueTerms(entry, isGenericLabel(own.noun) || isQualifying(own.noun) ? ofGroup(own, group) : own)
}

/** The thing that the heading over the rows names; null where it only sorts them. */
function groupNoun(entry: Entry, heading: string, names: ReadonlySet<string>): string | null {
  const text = [entry.group?.text.replaceAll('\n', ' ') ?? '', heading].find((text) => text !== '' && !isGenericGroup(text))
  return text === undefined ? null : phraseOf(text.replace(/:\s*$/, ''), names)
}

function ofGroup(topic: Topic, group: string | null): Topic {
  if (group === null || topic.noun.endsWith(group)) return topic
  return { ...topic, noun: isQualifying(topic.noun) ? `${topic.noun} ${group}` : `${topic.noun} of the ${group}` }
}

/** A row below another label: 'front', '@ 90 km/h', 'length', 'ready for work', 'wheel nuts'. */
function underParent(entry: Entry, parentCell: Cell, own: Topic, names: ReadonlySet<string>): Topic {
  const parent = parseLabel(parentCell.text, names)
  const unit = own.unit ?? parent.unit
  const alias = [parent.alias, own.alias].filter((text) => text !== '').join(', ')
  const shared = { ...own, unit, alias, condition: own.condition || parent.condition }
  const printed = entry.label.text.replaceAll('\n', ' ').replace(/:\s*$/, '').trim()
  if (printed.startsWith('@')) return { ...shared, noun: parent.noun, condition: printed.replace(/^@\s*/, 'at ') }
  if (isCondition(printed)) return { ...shared, noun: parent.noun, condition: own.noun }
  if (/(?:^|\s)gear$/.test(own.noun)) return { ...shared, noun: parent.noun, condition: `in ${own.noun}` }
  if (isQualifying(own.noun) && headOf(parent.noun) !== 'time') return { ...shared, noun: `${own.noun} ${parent.noun}` }
  if (isAttribute(own.noun)) return isGenericGroup(parent.noun) ? shared : { ...shared, noun: belonging(own.noun, parent.noun) }
  const counted = isPlural(own.noun) && /^\d+$/.test(entry.text)
  if (counted || !isAttribute(parent.noun)) return { ...shared, noun: belonging(own.noun, parent.noun) }
  if (isPlural(own.noun) || /^\p{Lu}/u.test(printed)) return { ...shared, noun: belonging(singular(parent.noun), own.noun) }
  return { ...shared, noun: parent.noun, alias: [parent.alias, own.noun, own.alias].filter((text) => text !== '').join(', ') }
}

const VOLUME_UNIT = /^(?:l|L|ltr|litres?|liters?|ml|cl|cm³|cc|CC|ccm|gal(?:lons?)?|qts?|quarts?|pints?|pt)$/

/** What the value says of the label: gears have ratios, fluids and capacities volumes, 'machines built' is a count. */
function inValueTerms(entry: Entry, topic: Topic): Topic {
  const { noun } = topic
  const value = segmentsOf(entry.text).join(' ')
  const gear = /^(.+) gear$/.exec(noun)
  if (gear !== null && keyedEntry(`${gear[1]!} ${value}`) !== null) return { ...topic, noun: 'gear ratio', condition: `in ${noun}` }
  if (/s (?:built|produced|made|sold|manufactured)$/.test(noun) && !/^years? /.test(noun) && isBareNumber(value))
    return { ...topic, count: true }
  const unit = trailingUnit(value) ?? topic.unit
  if (isAttribute(noun) || unit === null || !VOLUME_UNIT.test(unit) || !/^\d/.test(value)) return topic
  if (FLUID.test(noun)) return { ...topic, noun: `${noun} quantity` }
  return /capacit|filling|quantit/i.test(entry.group?.text ?? '') ? { ...topic, noun: `capacity of the ${noun}` } : topic
}

/** 'Bosch part # / BMW part #' → 'Bosch part number', 'BMW part number'; the maker before 'part' keeps its capital. */
function legendNames(text: string, names: ReadonlySet<string>): string[] {
  return segmentsOf(text)
    .join(' ')
    .split(/\s+\/\s+/)
    .map((part) => phraseOf(part, new Set([...names, ...(/^(\S+) part\b/.exec(part)?.slice(1) ?? [])])))
}

/** A quantity and what it belongs to: 'capacity of the fuel tank', 'front tyre pressure', 'ratio for 1st gear', 'torque for thread M10'. */
function belonging(quantity: string, owner: string, kind?: string): string {
  if (isQualifying(owner)) return `${owner} ${quantity}`
  if (/^\d+(?:st|nd|rd|th)$/.test(owner)) return `${quantity} for ${owner} gear`
  if (/\bgear$/.test(owner)) return `${quantity} for ${owner}`
  if (/^(?:\d|[A-Z]{1,3}\d)/.test(owner)) return `${quantity} for ${kind === undefined ? '' : `${phraseOf(kind)} `}${owner}`
  return `${quantity} of the ${owner.replace(/^the /, '')}`
}

/**
 * A label 'Cw (coeff) / Cx (drag area)' over as many value cells as it has parts names each cell by its part; the part
 * in brackets explains the symbol.
 */
function symbolLabel(entry: Entry, names: ReadonlySet<string>): Label | null {
  const parts = entry.label.text.replace(/:\s*$/, '').split(/\s+\/\s+(?![^(]*\))/)
  if (parts.length < 2 || parts.length !== entry.row.length || new Set(entry.row).size !== parts.length) return null
  if (entry.row.some((cell) => / \/ /.test(cell.text))) return null
  const matches = parts.map((part) => /^(?<symbol>\S{1,4})\s*\((?<words>[^()]+)\)/.exec(part))
  if (matches.some((match) => match === null)) return null
  const match = matches[entry.row.indexOf(entry.cells[0]!)]!
  const symbol = match.groups!['symbol']!
  const words = phraseOf(match.groups!['words']!, names)
  return {
    ...parseLabel(words, names),
    noun: /^C[wd]$/i.test(symbol) && words.startsWith('coeff') ? 'drag coefficient' : words,
    alias: symbol,
  }
}

/** Whether the label's parts, not the variants, tell the cells of this entry's row apart. */
export function partsNameCells(entry: Entry): boolean {
  return symbolLabel(entry, new Set()) !== null
}
