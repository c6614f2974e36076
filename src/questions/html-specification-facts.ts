import type { Cell } from '../contracts/structure.ts'
import { isAttribute } from './html-specification-columns.ts'
import {
  isCondition,
  isGenericGroup,
  isPlural,
  isQualifying,
  type Label,
  parseLabel,
  phraseOf,
  plural,
  singular,
} from './html-specification-labels.ts'
import type { Entry } from './html-specification-sheet.ts'
import {
  bracketedRating,
  hasUnknownPart,
  isPlaceholder,
  joinSegments,
  keyedEntry,
  partNumberLine,
  segmentsOf,
  slashParts,
  withUnit,
} from './html-specification-values.ts'

/** What an entry states, before it is put as a question: a noun phrase with its qualifiers, and the answer. */
export interface Statement {
  readonly noun: string
  readonly joined: boolean
  readonly alias: string
  readonly condition: string
  readonly count: boolean
  readonly answer: string
  readonly cells: readonly Cell[]
  /** A ready question in place of the noun phrase; '{subject}' stands for the vehicle. */
  readonly wordings?: readonly string[]
}

/** Labels that mean something only together with what they belong to. */
const GENERIC_LABEL =
  /^(?:types?|make|model|manufacturer|maker|material|capacity|quantity|number|weight|mass|diameter|thickness|width|length|height|size|pressure|code|rating|rated \w+|power|output|speed|voltage|current|ratio|order|name|brand|part number|dimensions?|construction|design|drive|location|grade|viscosity|temperature|clearance|travel|torque|operation|layout|arrangement|control|volume|position|minimum \w+|maximum \w+|wear limit|tolerance|setting)$/i

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

/** The statements of one entry. Empty with a reason in `refused` when nothing of it is known. */
export function statementsOf(
  entry: Entry,
  names: ReadonlySet<string>,
  transposed: boolean,
  heading: string,
): { statements: Statement[]; refused: string | null } {
  const topic = topicOf(entry, names, transposed, heading)
  const segments = segmentsOf(entry.text)
  const statements = [...seriesStatements(entry, topic), ...valueStatements(entry, topic, segments), ...noteStatements(entry, topic)]
  const known = statements.filter((statement) => !isPlaceholder(statement.answer) && !hasUnknownPart(statement.answer))
  return { statements: known, refused: known.length === 0 ? `placeholder: ${entry.text.replaceAll('\n', ' ')}` : null }
}

type Topic = Pick<Label, 'noun' | 'joined' | 'condition' | 'alias' | 'parts' | 'unit' | 'count'> & { readonly legend: readonly string[] }

/** What an entry is about, with the parent row, group and column title that it needs. */
function topicOf(entry: Entry, names: ReadonlySet<string>, transposed: boolean, heading: string): Topic {
  const label = symbolLabel(entry, names) ?? parseLabel(entry.label.text, names)
  const unitCell = entry.unit?.text ?? null
  const legend = entry.legend === null ? [] : legendNames(entry.legend.text, names)
  const own = { ...label, noun: WHOLE_NAMES.get(label.noun) ?? label.noun, unit: unitCell ?? label.unit, legend }
  if (entry.attribute !== null) {
    const attribute = parseLabel(entry.attribute.text, names)
    const unit = unitCell ?? attribute.unit ?? label.unit
    if (transposed) return { ...attribute, unit, legend }
    return {
      ...own,
      noun: belonging(attribute.noun, label.noun, entry.labelTitle?.text),
      joined: attribute.joined,
      alias: label.alias || attribute.alias,
      unit,
    }
  }
  if (entry.parent !== null) {
    const parent = parseLabel(entry.parent.text, names)
    const unit = own.unit ?? parent.unit
    const shared = { ...own, unit, alias: label.alias || parent.alias, condition: label.condition || parent.condition }
    const printed = entry.label.text.replaceAll('\n', ' ').replace(/:\s*$/, '').trim()
    if (printed.startsWith('@')) return { ...shared, noun: parent.noun, condition: printed.replace(/^@\s*/, 'at ') }
    if (isCondition(printed)) return { ...shared, noun: parent.noun, condition: label.noun }
    if (isQualifying(label.noun)) return { ...shared, noun: `${label.noun} ${parent.noun}` }
    if (isAttribute(parent.noun) && !isAttribute(label.noun)) return { ...shared, noun: belonging(singular(parent.noun), label.noun) }
    return { ...shared, noun: belonging(label.noun, parent.noun) }
  }
  const gear = /^(.+) gear$/.exec(own.noun)
  if (gear !== null && keyedEntry(`${gear[1]!} ${entry.text}`) !== null) return { ...own, noun: 'gear ratio', condition: `in ${own.noun}` }
  const group = [entry.group?.text.replaceAll('\n', ' ') ?? '', heading].find((text) => text !== '' && !isGenericGroup(text))
  if (group !== undefined) {
    const owner = phraseOf(group.replace(/:\s*$/, ''), names)
    if (isQualifying(label.noun)) return { ...own, noun: `${label.noun} ${owner}` }
    if (GENERIC_LABEL.test(label.noun) && owner !== label.noun) return { ...own, noun: `${label.noun} of the ${owner}` }
  }
  return own
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

function statement(topic: Topic, answer: string, cells: readonly Cell[], change: Partial<Statement> = {}): Statement {
  return {
    noun: topic.noun,
    joined: topic.joined,
    alias: topic.alias,
    condition: topic.condition,
    count: topic.count,
    answer,
    cells,
    ...change,
  }
}

/** Rows 'key value' under one label ('1st 3.72', 'R 4.23'): each by itself, and all together. */
function seriesStatements(entry: Entry, topic: Topic): Statement[] {
  const cells = [entry.cells[0]!, ...entry.series]
  const keyed = cells.map((cell) => keyedEntry(segmentsOf(cell === entry.cells[0] ? entry.text : cell.text).join(' ')))
  if (entry.series.length === 0 || keyed.some((each) => each === null)) return []
  const gears = /\b(?:gears?|gearbox|transmission|ratios?)\b/.test(topic.noun)
  const all = joinSegments(keyed.map((each) => `${each!.key} ${withUnit(each!.value, topic.unit)}`))
  const one = singular(topic.noun)
  const each = keyed.map((pair, index) => {
    const condition = gears ? `in ${gearName(pair!.key)}` : `for ${pair!.key}`
    return statement(topic, withUnit(pair!.value, topic.unit), [cells[index]!], { noun: one, condition })
  })
  return [...each, statement(topic, all, cells, { noun: plural(topic.noun) })]
}

function gearName(key: string): string {
  return /^r$/i.test(key) ? 'reverse gear' : /gear$/i.test(key) ? key : `${key} gear`
}

function valueStatements(entry: Entry, topic: Topic, segments: readonly string[]): Statement[] {
  if (entry.series.length > 0 && seriesStatements(entry, topic).length > 0) return []
  const cells = [...entry.cells, ...entry.series]
  const all = [...segments, ...entry.series.flatMap((cell) => segmentsOf(cell.text))]
  const numbers = all.map((segment) => partNumberLine(segment))
  if (numbers.some((number) => number !== null) && all.length > 1) {
    const found = numbers.flatMap((number) => {
      if (number === null) return []
      const maker = number.maker === '' ? '' : `${number.maker} `
      return [statement(topic, number.number, cells, { noun: `${maker}part number of the ${topic.noun}`, alias: '' })]
    })
    const rest = all.filter((_, index) => numbers[index] === null)
    return [...valueOnly(topic, rest, cells), ...found]
  }
  const whole = all.length === 1 ? all[0]! : ''
  const named = legendStatements(topic, whole, cells)
  if (named.length > 0) return named
  const parts = topic.parts.length > 1 && whole !== '' ? slashParts(whole, topic.parts.length) : null
  if (parts !== null) {
    return parts.map((part, index) => statement(topic, withUnit(part, topic.unit), cells, { noun: `${topic.parts[index]!} ${topic.noun}` }))
  }
  const partNames = topic.parts.length > 1 ? { noun: `${topic.parts.join(' and ')} ${topic.noun}` } : {}
  return valueOnly({ ...topic, ...partNames }, all, cells)
}

/** Values 'a / b' whose parts a legend row names; a rating in brackets behind them is a fact of its own. */
function legendStatements(topic: Topic, value: string, cells: readonly Cell[]): Statement[] {
  if (topic.legend.length < 2) return []
  const rated = bracketedRating(value)
  const parts = slashParts(rated?.rest ?? value, topic.legend.length)
  if (parts === null) return []
  const named = parts.map((part, index) => statement(topic, part, cells, { noun: `${topic.legend[index]!} of the ${topic.noun}` }))
  return rated === null ? named : [...named, statement(topic, rated.rating, cells, { noun: `${rated.name} of the ${topic.noun}` })]
}

function valueOnly(topic: Topic, segments: readonly string[], cells: readonly Cell[]): Statement[] {
  const answer = withUnit(joinSegments(segments), topic.unit)
  if (answer === '') return []
  const several = segments.length > 1 && /\b(?:code|number|date|name|type|designation)$/.test(topic.noun) && !isPlural(topic.noun)
  return [statement(topic, answer, cells, several ? { noun: plural(topic.noun) } : {})]
}

/** Remarks of the rows below: which other models share the part. */
function noteStatements(entry: Entry, topic: Topic): Statement[] {
  const part = topic.noun
  return entry.notes.map((note) => {
    const text = joinSegments(segmentsOf(note.text))
    const same = /^(?:same as|identical (?:to|with)|shared with|as (?:in|on|for))\s+(.*)$/i.exec(text)
    const wordings =
      same === null
        ? [
            `Is the ${part} of {subject} shared with other models?`,
            `Do other models use the ${part} of {subject}?`,
            `Is the ${part} of {subject} used in any other model?`,
          ]
        : [
            `Which other models use the same ${part} as {subject}?`,
            `With which other models does {subject} share its ${part}?`,
            `Which other models have the same ${part} as {subject}?`,
          ]
    const unshared = /^(?:unique|only)\b/i.test(text) ? `No, ${text.replace(/^\p{Lu}/u, (letter) => letter.toLowerCase())}` : text
    return statement(topic, same === null ? unshared : same[1]!.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase()), [note], { wordings })
  })
}
