import type { Cell } from '../contracts/structure.ts'
import { isPlural, plural, singular } from './html-specification-nouns.ts'
import type { Entry } from './html-specification-sheet.ts'
import { type Topic, topicOf } from './html-specification-topics.ts'
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
