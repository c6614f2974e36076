import type { Refusal } from '../contracts/example.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { Settings } from '../contracts/settings.ts'
import type { Reading } from '../contracts/reading.ts'
import type { Cell } from '../contracts/structure.ts'
import { lowerFirst, runningCase, upperFirst } from '../text/letter-case.ts'
import { isPlural } from '../text/noun-phrases.ts'
import { closed, isWhole } from '../text/sentences.ts'
import { hasNumber, hasQuantity, isUnit } from '../text/values.ts'
import { cleaned } from './cleaned.ts'
import { cellEvidence, distinct } from './evidence.ts'
import { placeTail, spokenTitle } from './headings.ts'
import { worded } from './phrasing.ts'
import { LIMIT_HEADING, rolesOf } from './specification-rows.ts'
import { cellLines, type Grid, gridOf, toldLines } from './table-grid.ts'
import { bodyTexts } from './value-columns.ts'
import type { Draft, QuestionWriter } from './writer.ts'

const NAME = 'record-tables'
const LONGEST_VALUE = 140
/** 'TP1', 'C21', 'VNE', 'F-12', '4.2': what stands in a drawing or list as a thing's mark. */
const CODE =
  /^(?:\p{Lu}[\p{Lu}\d]*(?:_[\p{Lu}\d]+)+|\p{Ll}?\p{Lu}{1,5}[- ]?\d{0,4}\p{L}?|\d{1,4}\p{L}?|[\p{Lu}\d]{1,4}(?:[-./][\p{Lu}\d]{1,4}){1,3})$/u
const CODE_HEADING_ONLY =
  /^(?:ref|reference|item|pos|position|no|number|nr|key|index|code|mark|#|id|symbol|designator)s?\.?(?: ?(?:no|number|designator)\.?)?$/i
const DESCRIPTION = /^(?:descriptions?|designations?|names?|parameters?|part names?|components?|parts?|signals?(?: names?)?|terms?|)$/i
const CAUSE = /^(?:possible |probable )?causes?$/i
const REMEDY = /^(?:remed(?:y|ies)|what to do|actions?|corrections?|corrective actions?|solutions?|measures?|repairs?)$/i
const MEANING = /^(?:meanings?|indications?|significance|status|state)$/i
const UNIT_HEADING = /^units?$/i
const REMARK = /^(?:remarks?|notes?|comments?|conditions?)$/i
const FUNCTION = /^(?:functions?|purposes?|use|uses|effects?)$/i
const OF_NO_INTEREST = /^(?:qty|quantity|pcs|pieces|amount|no\. off|page|fig\.?|figure|check|ok|initials|date)\.?$/i
const SETTING = /^(?:positions?|settings?|modes?)$/i
const SAYS = /^(?:messages?|displays?|displayed|indications?|errors?|alarms?|warnings?|lamps?|lights?|leds?|symbols?|icons?|beeps?)$/i
const EMPTY = /^(?:[–—-]+|n\/?a|none|\?+)$/i
const SPELLED: Record<string, string> = { min: 'minimum', max: 'maximum', nom: 'nominal', typ: 'typical' }

/**
 * Tables whose rows are records: the first column holds their marks ('TP1', 'JP2', 'V NE'), the headings say what the other
 * columns tell of them. One question for each column that has a value.
 */
export const recordTablesWriter: QuestionWriter = {
  name: NAME,
  write(page, settings) {
    const drafts: Draft[] = []
    const refusals: Refusal[] = []
    if (page.classification.is_index || page.page.kind === 'html') return { drafts, refusals }
    for (const table of page.structure.tables) {
      const grid = gridOf(table)
      const records = recordsOf(grid, page.reading)
      for (const record of records ?? []) {
        const states = statesOf(record, grid, page, settings)
        if (states !== null) {
          if (typeof states === 'string') refusals.push({ block: table.block, writer: NAME, reason: states })
          else drafts.push(states)
          continue
        }
        for (const column of record.columns) {
          const cell = grid.at(record.row, column)
          const cases = cell === null || cell.row !== record.row ? [] : casesOf(cell, grid.heading(column), record, settings)
          for (const { told, named } of cases) drafts.push(draftOf(told, cell!, column, named, grid, page, settings))
          if (cases.length > 0) continue
          const told =
            cell === null || cell.row !== record.row
              ? ''
              : valueOf(cell, grid.heading(column), record, settings, toldLines(cell, page.reading))
          if (typeof told !== 'string') drafts.push(draftOf(told, cell!, column, record, grid, page, settings))
          else if (told !== '') refusals.push({ block: table.block, writer: NAME, reason: told })
        }
      }
    }
    return { drafts, refusals }
  },
}

/** One row: how it is named, and which columns tell something of it. */
interface TableRecord {
  readonly row: number
  readonly name: string
  readonly cells: readonly Cell[]
  readonly columns: readonly number[]
  /** Cases that the name's last lines list, each with a value of its own: '2550 pounds', '2200 pounds'. */
  readonly cases: readonly string[]
  /** The cell with the unit of the row's values, where the table has a column of units. */
  readonly unit: Cell | null
  /** Whether the name is a case of a measure: 'a weight of 5500 lb'. */
  readonly isCase?: boolean
}

/** 'Fault codes' over the table names what its codes are: 'fault code'. */
const codeNoun = (title: string): string => (/\bcodes$/i.test(title) ? runningCase(title).replace(/s$/, '') : 'code')

/** Whether the table's first column holds marks of things, so that its rows are records. */
export function isRecordTable(grid: Grid): boolean {
  return recordsOf(grid) !== null
}

function recordsOf(grid: Grid, reading?: Reading): TableRecord[] | null {
  if (grid.headerRows !== 1 || grid.table.columns < 2 || rolesOf(grid) !== null) return null
  const columns = Array.from({ length: grid.table.columns }, (_, column) => column)
  if (columns.length === 2 && (grid.heading(0).trim() === '' || DESCRIPTION.test(grid.heading(1).trim()))) return null
  const keyHeading = grid.heading(0).trim()
  const keys = bodyTexts(grid, 0)
  // What a display says: 'FILL TANK', with its meaning and its remedy beside it.
  const isSaid =
    SAYS.test(keyHeading) && columns.some((column) => MEANING.test(grid.heading(column).trim()) || REMEDY.test(grid.heading(column).trim()))
  if (
    (keyHeading !== '' && !/\p{L}{2}/u.test(keyHeading)) ||
    keys.length < 2 ||
    (!isSaid && keys.filter((key) => CODE.test(key)).length < 0.7 * keys.length)
  )
    return null
  // 'DB9 | DB25': which pin of one connector is which of the other says no word of the table.
  const coded = columns.filter((column) => /^\p{L}+\d+\p{L}?$/u.test(grid.heading(column).trim()))
  if (coded.includes(0) && coded.length >= 2) return null
  // '4 5 6 0' over one column: the headings of several were read as one.
  if (columns.some((column) => /^\S{1,2}(?: \S{1,2}){2,}$/.test(grid.heading(column).trim()))) return null
  // Pins, fuses and the like are told whole by the lookup writer.
  if (/^(?:pins?|terminals?|cavity|contacts?|fuses?|connectors?|splices?|grounds?|relays?)\b/i.test(keyHeading)) return null
  const hasSpans = grid.table.rows.flat().some((cell) => cell.column === 0 && cell.row_span > 1)
  // Marks without a heading ('VNE') stand for the names behind them, also where one mark has several.
  const isNamed = keyHeading === '' && namesThings(bodyTexts(grid, 1), grid)
  const isSet = columns.length >= 3 && SETTING.test(grid.heading(1).trim())
  const isComposite = (hasSpans && !isNamed) || isSet
  // 'Item | Joint | Torque': what carries a running number is named by the column behind it.
  const isCounted =
    /^(?:item|pos|position|no|number|nr|#)s?\.?(?: ?(?:no|number)\.?)?$/i.test(keyHeading) && keys.every((key) => /^\d{1,3}$/.test(key))
  const described = columns.find((column) => column > 0 && DESCRIPTION.test(grid.heading(column).trim()))
  const description = isComposite ? null : (described ?? ((isCounted && namesThings(bodyTexts(grid, 1), grid)) || isNamed ? 1 : null))
  if (isCounted && description === null) return null
  // A running number is told only where two rows bear one name.
  const names0 = description === null ? [] : bodyTexts(grid, description)
  const isDistinct = new Set(names0).size === names0.length
  const unit = columns.find((column) => UNIT_HEADING.test(grid.heading(column).trim())) ?? null
  const told = columns.filter(
    (column) => column > (isComposite ? 1 : 0) && column !== description && column !== unit && /\p{L}/u.test(grid.heading(column)),
  )
  const rows = Array.from({ length: grid.rowCount - grid.headerRows }, (_, offset) => grid.headerRows + offset)
  const records = rows.flatMap((row): TableRecord[] => {
    const key = grid.at(row, 0)
    const named = description === null ? null : grid.at(row, description)
    const second = isComposite ? grid.at(row, 1) : null
    if (key === null || (!isSaid && !CODE.test(key.text.trim())) || (!hasSpans && key.row !== row)) return []
    const noun = CODE_HEADING_ONLY.test(keyHeading)
      ? /^codes?$/i.test(keyHeading)
        ? codeNoun(grid.table.title)
        : ''
      : runningCase(keyHeading.replace(/ ?(?:no\.?|number)$/i, '')).replace(/(?<!s)s$/i, '')
    const lines = named === null || reading === undefined ? [] : cellLines(named, reading)
    const first = lines.findIndex((_, at) => at > 0 && lines.slice(at).every((other) => /^\d[\d.,°]*(?:–\d[\d.,°]*)? \p{L}+$/u.test(other)))
    const cases = first === -1 || first === lines.length - 1 ? [] : lines.slice(first).map(cleaned)
    const words =
      named === null ? '' : cases.length > 0 ? cleaned(lines.slice(0, first).join(' ')) : cleaned(named.text).replace(/ ?[:;],? /g, ', ')
    // 'V NE': what is set below the line stands apart.
    const code = key.text.trim().replace(/^(\p{Lu}) (?=\p{Lu}{1,3}$)/u, '$1')
    const mark = noun === '' ? code : isSaid && !CODE.test(code) ? `the ${noun} "${code}"` : `${noun} ${code}`
    const name =
      second !== null
        ? `${mark} ${SETTING.test(grid.heading(1).trim()) ? 'in' : 'with'} ${lowerFirst(grid.heading(1).trim())} ${lowerFirst(cleaned(second.text)).replace(/ \(([^()]*)\)$/, ', $1')}`
        : words === ''
          ? mark
          : noun === '' || noun === runningCase(words).split(' ').at(-1)
            ? `the ${runningCase(words)}${isCounted && isDistinct ? '' : ` (${code})`}`
            : `${mark} (${words})`
    return [
      {
        row,
        name,
        cells: [key, named, second].filter((cell) => cell !== null && cell.text.trim() !== '') as Cell[],
        columns: told,
        cases,
        unit: unit === null ? null : grid.at(row, unit),
      },
    ]
  })
  // 'Weight (lb)': the rows are cases of a measure.
  const measured = /^(\p{L}[\p{L} ]+?) \(([^()]+)\)$/u.exec(keyHeading)
  if (measured !== null && isUnit(measured[2] ?? '') && keys.every((key) => /^\d[\d.,]*$/.test(key)))
    return records.map((record) => ({
      ...record,
      name: `a ${runningCase(measured[1] ?? '')} of ${record.cells[0]?.text.trim() ?? ''} ${measured[2] ?? ''}`,
      isCase: true,
    }))
  const names = new Set(records.map(({ name }) => name))
  return names.size === records.length && records.length >= 2 ? records : null
}

/** Names of things, one for each row. */
function namesThings(texts: readonly string[], grid: Grid): boolean {
  return (
    texts.length === grid.rowCount - grid.headerRows &&
    new Set(texts).size === texts.length &&
    texts.every((text) => /\p{Ll}{3}/u.test(text) && !/[.!?]$/.test(text))
  )
}

const STATE = /^(?:yes|no|on|off|open|closed|high|low|in|out|up|down|set|cleared?|enabled|disabled|[01xhl])$/i
const IS_SET = /\b(?:jumpers?|switch(?:es)?|dip|links?|bits?|(?:SW|JP|J|S|A)[- ]?\d+)\b/i

/** Rows of nothing but states ('Yes', 'off') are told whole: a single one says little. Null for other rows, a reason when not sure. */
function statesOf(record: TableRecord, grid: Grid, page: PageMaterial, settings: Settings): Draft | string | null {
  const cells = record.columns.map((column) => grid.at(record.row, column)).filter((cell) => cell !== null)
  if (cells.length < 2 || cells.length < record.columns.length || !cells.every(({ text }) => STATE.test(text.trim()))) return null
  const shown = [...record.cells, ...cells]
  if (shown.some(({ confidence }) => confidence < settings.generate.min_confidence)) return 'read with too little confidence'
  const headings = record.columns.map((column) => cleaned(grid.heading(column)))
  const common = headings.map((heading) => runningCase(heading))
  const listed = `${common.slice(0, -1).join(', ')} and ${common.at(-1) ?? ''}`
  const tail = placeTail(spokenTitle(grid.table, page), page, `${record.name} ${listed}`)
  const wording = headings.every((heading) => IS_SET.test(heading))
    ? `How are ${listed} set for ${record.name}${tail}?`
    : `What is given for ${listed} with ${record.name}${tail}?`
  const headers = record.columns.map((column) => grid.at(0, column)).filter((cell) => cell !== null)
  return worded(
    {
      wordings: [wording],
      answer: cells.map(({ text }, index) => `${headings[index] ?? ''}: ${text.trim().toLowerCase()}`).join('; '),
      task: 'spec',
      question_type: 'factual',
      applies_to: [],
      operation: null,
      evidence: distinct([...shown, ...headers].map((cell) => cellEvidence(page.page.page_id, grid.table, cell))),
    },
    settings,
  )
}

interface Told {
  readonly heading: string
  readonly unit: string
  readonly text: string
}

/** The values of a cell that holds one for each case of its row, with the record named by the case; none where they do not match. */
function casesOf(cell: Cell, heading: string, record: TableRecord, settings: Settings): { told: Told; named: TableRecord }[] {
  const values = cleaned(cell.text).split(' ')
  if (record.cases.length === 0 || values.length !== record.cases.length || !values.every((value) => /^\d[\d.,]*$/.test(value))) return []
  return values.flatMap((text, index) => {
    const name = record.name.replace(/\)$/, `; ${record.cases[index] ?? ''})`)
    const told = valueOf({ ...cell, text }, heading, record, settings)
    return typeof told === 'string' || name === record.name ? [] : [{ told, named: { ...record, name } }]
  })
}

/** What a cell tells; a reason when it cannot be told, '' when there is nothing. */
function valueOf(cell: Cell, printedHeading: string, record: TableRecord, settings: Settings, lines = cell.text): Told | string {
  const text = cleaned(lines)
  const unit = /\(([^()]+)\)$/.exec(printedHeading.trim())?.[1] ?? record.unit?.text.trim() ?? ''
  const heading = printedHeading.replace(/\s*\([^()]*\)$/, '').trim()
  if (text === '' || EMPTY.test(text) || (OF_NO_INTEREST.test(heading) && !hasQuantity(text))) return ''
  if (Math.min(cell.confidence, ...record.cells.map(({ confidence }) => confidence)) < settings.generate.min_confidence)
    return 'read with too little confidence'
  // Numbers under 'DB25f' or 'RJ45': the pins of another connector, which a word would have to say.
  if (/^\d{1,3}$/.test(text) && unit === '' && /\d/.test(heading)) return 'a bare number under a code'
  // '102 95': printed on two lines of the cell, each belonging to a line of the name.
  if (/^\d[\d.,]*(?: \d[\d.,]*)+$/.test(text) || (record.cases.length === 0 && isSeveral(record))) return 'several values in one cell'
  if (!isWhole(text) || text.length > LONGEST_VALUE || !/[\p{L}\d]/u.test(text)) return 'the value is cut'
  return { heading, unit: isUnitLike(unit) ? unit : '', text }
}

const isSeveral = ({ cells }: TableRecord): boolean => cells.some(({ text }) => /\d[\d.,]*\s?\p{L}+\s+\d[\d.,]*\s?\p{L}+/u.test(text))

/** Also units that only one field knows: 'mVpp', 'KIAS'. */
const isUnitLike = (text: string) => isUnit(text) || (/^[\p{L}°µΩ%/·²³]{1,6}$/u.test(text) && text !== '')

function draftOf(told: Told, cell: Cell, column: number, record: TableRecord, grid: Grid, page: PageMaterial, settings: Settings): Draft {
  const tail = placeTail(spokenTitle(grid.table, page), page, `${record.name} ${told.heading}`)
  const header = grid.at(0, column)
  // Among headings in small letters one in capitals is an abbreviation: 'DRAM'.
  const hasSmall = Array.from({ length: grid.table.columns }, (_, other) => grid.heading(other)).some((heading) =>
    /\p{Ll}{3}/u.test(heading),
  )
  const asked = questionOf(hasSmall, told, record.name, record.isCase === true ? 'at' : 'of')
  return worded(
    {
      wordings: asked.wordings.map((wording) => wording.replace(/\?$/, `${tail}?`).replace(') (', '; ')),
      answer: asked.answer,
      task: CAUSE.test(told.heading) || REMEDY.test(told.heading) ? 'troubleshooting' : 'spec',
      question_type:
        CAUSE.test(told.heading) || REMEDY.test(told.heading)
          ? 'troubleshooting'
          : /part (?:no|number)/i.test(told.heading)
            ? 'component'
            : 'factual',
      applies_to: [],
      operation: null,
      evidence: distinct(
        [...record.cells, header, cell, record.unit]
          .filter((one) => one !== null && one.text.trim() !== '')
          .map((one) => cellEvidence(page.page.page_id, grid.table, one!)),
      ),
    },
    settings,
  )
}

function questionOf(hasSmall: boolean, { heading, unit, text }: Told, name: string, link = 'of'): { wordings: string[]; answer: string } {
  const withUnit = unit !== '' && hasNumber(text) && !text.includes(unit) ? `${text} ${unit}` : text
  if (LIMIT_HEADING.test(heading)) {
    const bare = heading.replace(/\.$/, '').toLowerCase()
    const limit = SPELLED[bare] ?? bare
    return { wordings: [`What is the ${limit} value for ${name}?`, `Which ${limit} value applies to ${name}?`], answer: withUnit }
  }
  // 'KIAS', 'rpm': the heading is the unit of a bare number.
  if (/^[\d.,–-]+$/.test(text) && (/^[A-Z]{2,5}$/.test(heading) || isUnit(heading)))
    return { wordings: [`What is ${name} in ${heading}?`], answer: `${text} ${heading}` }
  if (REMARK.test(heading))
    return { wordings: [`What must be observed regarding ${name}?`, `What remark applies to ${name}?`], answer: closed(upperFirst(text)) }
  if (MEANING.test(heading))
    return {
      wordings: [`What does ${name} mean?`, `What is the meaning of ${name}?`, `What does ${name} indicate?`],
      answer: closed(upperFirst(text)),
    }
  if (CAUSE.test(heading))
    return { wordings: [`What is the possible cause of ${name}?`, `What can cause ${name}?`], answer: closed(upperFirst(text)) }
  if (REMEDY.test(heading))
    return { wordings: [`What is the remedy for ${name}?`, `What should be done about ${name}?`], answer: closed(upperFirst(text)) }
  if (FUNCTION.test(heading))
    return { wordings: [`What is the function of ${name}?`, `What is ${name} for?`], answer: closed(upperFirst(text)) }
  if (DESCRIPTION.test(heading) && /\p{Ll}\.$/u.test(text))
    return { wordings: [`What does ${name} mean?`, `What is the meaning of ${name}?`], answer: closed(upperFirst(text)) }
  if (DESCRIPTION.test(heading)) return { wordings: [`Which ${lowerFirst(heading)} belongs to ${name}?`], answer: withUnit }
  const attribute = hasSmall && /^[\p{Lu}\d/&-]{2,}$/u.test(heading) ? heading : runningCase(heading)
  if (/^(?:yes|no)(?: \(|$)/i.test(text)) return { wordings: [`Does ${name} have ${attribute}?`], answer: withUnit }
  return {
    wordings: [
      `What ${isPlural(attribute) ? 'are' : 'is'} the ${attribute} ${link} ${name}?`,
      `Which ${attribute} ${isPlural(attribute) ? 'are' : 'is'} given for ${name}?`,
    ],
    answer: withUnit,
  }
}
