import type { PageMaterial } from '../contracts/material.ts'
import type { Block, Cell } from '../contracts/structure.ts'
import { lowerFirst, runningCase } from '../text/letter-case.ts'
import { definite, unturned, withArticles } from '../text/noun-phrases.ts'
import { isUnit } from '../text/values.ts'
import { cleaned } from './cleaned.ts'
import { isJobLabel } from './job-label.ts'
import { intervalRow } from './schedules.ts'
import { LIMIT_HEADING, rolesOf } from './specification-rows.ts'
import { cellLines, type Grid } from './table-grid.ts'
import { bodyTexts, columnRoles } from './value-columns.ts'

/** What the first column of a list is called whose entries are told whole by their key: a pin with all that stands beside it. */
export const LOOKUP_KEY =
  /^(?:pins?|terminals?|cavity|contacts?|fuses?|connectors?|splices?|grounds?|relays?)(?: ?(?:no\.?|number|#))?(?: description| function)?$/i
/** 'TP1', 'C21', 'VNE', 'F-12', '4.2': what stands in a drawing or list as a thing's mark. */
const CODE = /^(?:\p{Ll}?\p{Lu}{1,5}[- ]?\d{0,4}\p{L}?|\d{1,4}\p{L}?|[\p{Lu}\d]{1,4}(?:[-./][\p{Lu}\d]{1,4}){1,3})$/u
const CODE_HEADING_ONLY =
  /^(?:ref|reference|item|pos|position|no|number|nr|key|index|code|mark|#|id|symbol|designator)s?\.?(?: ?(?:no|number|designator)\.?)?$/i
const RUNNING_NUMBER = /^(?:item|pos|position|no|number|nr|#)s?\.?(?: ?(?:no|number)\.?)?$/i
/** Headings of columns that name what a row is about, and say nothing of it themselves. */
export const DESCRIPTION =
  /^(?:descriptions?|designations?|names?|items?|parameters?|part names?|components?|parts?|signals?(?: names?)?|terms?|characteristics?|properties|property|measurements?|quantity measured|data|)$/i
/** Headings under which any label may stand: they do not say what kind of thing it is. */
const ANY_LABEL = /^(?:elements?|places?|locations?|points?|systems?|assembl(?:y|ies)|units?|groups?|applications?|models?|types?|engines?|joints?|features?|technical data|specifications?|values?)$/i
/** Columns that narrow what a row holds for, where others say something of it. */
const CONDITION =
  /^(?:(?:test |operating |measuring )?conditions?|states?|status|positions?|settings?|modes?|at|threads?(?: ?(?:dia(?:meter)?\.?|size))?|screws?|bolts?|sizes?|(?:bolt|thread|screw) sizes?)(?: ?\([^)]*\))?$/i
const UNIT_HEADING = /^units?$/i
const COMPLAINT = /^(?:conditions?|complaints?|faults?|symptoms?|problems?|troubles?|malfunctions?|defects?|fault symptoms?)$/i
const REMEDY = /^(?:corrections?|remed(?:y|ies)|actions?|cures?|corrective actions?|repairs?|solutions?|what to do)$/i
/** 'Above 60 °F', '30 to 90 °F', '< 5 A': a case of a quantity, which needs no quotation marks. */
const CASE_OF_QUANTITY = /^(?:above|below|over|under|up to|from|between|less|more|at|to|[<>≤≥+–-]?\s?\d)/i
/** '(VNE)': codes that are turned round the name that stands beside them. */
const UNIT_NOTE = /^(?:units?|(?:all )?(?:dimensions?|values?|measurements?))\b[^.]{0,30}?(?:\bin\b|:|=)\s*([^\s(,;.]+)/i

/** One row: how it is named, and which columns tell something of it. */
export interface TableRecord {
  readonly row: number
  readonly name: string
  readonly cells: readonly Cell[]
  /** Columns that are told, those of one value in several units together. */
  readonly columns: readonly (readonly number[])[]
  /** Cases that the name's last lines list, each with a value of its own: '2550 pounds', '2200 pounds'. */
  readonly cases: readonly string[]
  /** The unit of the row's values, where the table or a note beside it says so, and where that is printed. */
  readonly unit: string
  readonly unitFrom: Cell | Block | null
}

/** The columns of a table whose rows are records. */
interface Roles {
  readonly isCode: boolean
  /** The column that names the row's thing, where the first one holds codes or groups. */
  readonly description: number | null
  readonly isGrouped: boolean
  readonly conditions: readonly number[]
  readonly unit: number | null
  readonly told: readonly (readonly number[])[]
}

/** Whether the rows of a table are records, each with a key of its own, and not just labels with values. */
export function isRecordTable(grid: Grid, page: PageMaterial): boolean {
  return rolesOfRecords(grid, page) !== null
}

/** Whether a table lists complaints with their remedies. */
export function isComplaintTable(grid: Grid): boolean {
  const headings = Array.from({ length: grid.table.columns }, (_, column) => grid.heading(column).trim())
  return headings.some((heading) => COMPLAINT.test(heading)) && headings.some((heading) => REMEDY.test(heading))
}

function rolesOfRecords(grid: Grid, page: PageMaterial): Roles | null {
  if (grid.headerRows === 0 || grid.headerRows > 2 || grid.table.columns < 2 || rolesOf(grid) !== null || intervalRow(grid) !== null)
    return null
  const columns = Array.from({ length: grid.table.columns }, (_, column) => column)
  const headings = columns.map((column) => grid.heading(column).trim())
  if (headings.some((heading) => LOOKUP_KEY.test(heading))) return null
  const keyHeading = headings[0] ?? ''
  const keys = bodyTexts(grid, 0)
  if (keys.length < 2 || keys.filter((key) => isJobLabel(key)).length > 0.3 * keys.length) return null
  const isCode = keys.filter((key) => CODE.test(key)).length >= 0.7 * keys.length
  if (!isCode && isComplaintTable(grid)) return null
  // Models side by side: what differs is the column, not the row.
  if (columnRoles(grid, page.vehicles).some((role) => role.kind === 'variant' || (role.kind === 'value' && role.variant !== ''))) return null
  const isCounted = isCode && RUNNING_NUMBER.test(keyHeading) && keys.every((key) => /^\d{1,3}$/.test(key))
  const isUnique = new Set(keys).size === keys.length && keys.length === grid.rowCount - grid.headerRows
  const named = columns.find(
    (column) => column > 0 && DESCRIPTION.test(headings[column] ?? '') && column < columns.length - 1 && isWordy(grid, column),
  )
  const isGrouped = !isCode && !isUnique && grid.table.columns > 2 && !CONDITION.test(headings[1] ?? '') && isWordy(grid, 1)
  const description = isGrouped ? 1 : isCode ? (named ?? (namesRows(grid, isCounted) ? 1 : null)) : named === 1 ? 1 : null
  if (isCounted && description === null) return null
  const unit = columns.find((column) => column > 0 && UNIT_HEADING.test(headings[column] ?? '')) ?? null
  const free = columns.filter((column) => column > 0 && column !== description && column !== unit && headings[column] !== '')
  const narrowing = free.filter((column) => CONDITION.test(headings[column] ?? '') || (isCode && !isUnique && column === 1 && named === undefined))
  const conditions = narrowing.length < free.length ? narrowing : []
  const told = inOneUnitEach(
    grid,
    free.filter((column) => !conditions.includes(column)),
  )
  if (told.length === 0 || (isCode && description === null && !/\p{L}{2}/u.test(keyHeading))) return null
  const isSpecific = !DESCRIPTION.test(keyHeading) && !ANY_LABEL.test(keyHeading) && /^\p{L}[\p{L} ]{2,24}$/u.test(keyHeading) && !endsLoose(keyHeading)
  const limits = free.filter((column) => LIMIT_HEADING.test(headings[column] ?? '')).length
  const isRecords =
    (isCode && grid.table.columns > 2) || isGrouped || limits > 1 || told.some((group) => group.length > 1) || (!isUnique && conditions.length > 0) || isSpecific
  return isRecords ? { isCode, description, isGrouped, conditions, unit, told } : null
}

/** 'Filled into': no noun that a row could be called. */
const endsLoose = (heading: string): boolean => /\b(?:in|into|to|of|for|at|on|by|with|from|used|filled|required)$/i.test(heading)

/** A column of words, not of values. */
function isWordy(grid: Grid, column: number): boolean {
  const texts = bodyTexts(grid, column)
  return texts.length > 1 && texts.filter((text) => /\p{L}{3}/u.test(text) && !/^[<>≤≥±+–-]?\s?\d/.test(text)).length >= 0.8 * texts.length
}

/** Whether the second column names what running numbers count, or what codes without a heading stand for. */
function namesRows(grid: Grid, isCounted: boolean): boolean {
  const texts = bodyTexts(grid, 1)
  const areNames = new Set(texts).size === texts.length && texts.every((text) => /\p{Ll}{3}/u.test(text) && !/[.!?]$/.test(text))
  return areNames && (isCounted ? texts.length === grid.rowCount - grid.headerRows : grid.heading(0).trim() === '')
}

/** Columns under one heading whose own headings are units hold one value ('Torque': 'N·m', 'kgf·m', 'lbf·ft'); the others stand alone. */
function inOneUnitEach(grid: Grid, columns: readonly number[]): number[][] {
  const groups: { over: Cell | null; columns: number[] }[] = []
  for (const column of columns) {
    const [over, last] = [grid.at(0, column), grid.at(grid.headerRows - 1, column)]
    const isOne = over !== null && last !== null && over !== last && over.column_span > 1 && isUnit(last.text.trim())
    const before = groups.at(-1)
    if (isOne && before !== undefined && before.over === over) before.columns.push(column)
    else groups.push({ over: isOne ? over : null, columns: [column] })
  }
  return groups.map((group) => group.columns)
}

/** The records of a table, and the rows that bear a name that another row bears too; null where its rows are none. */
export function recordsOf(grid: Grid, page: PageMaterial): { records: TableRecord[]; repeated: number } | null {
  const roles = rolesOfRecords(grid, page)
  if (roles === null) return null
  const note = unitNote(grid, page)
  const rows = Array.from({ length: grid.rowCount - grid.headerRows }, (_, offset) => grid.headerRows + offset)
  const records = rows.flatMap((row): TableRecord[] => {
    const named = namedRow(grid, row, roles, page)
    if (named === null) return []
    const own = roles.unit === null ? null : covering(grid, row, roles.unit)
    return [
      {
        ...named,
        row,
        columns: roles.told,
        unit: own?.text.trim() ?? note?.unit ?? '',
        unitFrom: own ?? note?.block ?? null,
      },
    ]
  })
  const counts = new Map<string, number>()
  for (const { name } of records) counts.set(name, (counts.get(name) ?? 0) + 1)
  const unique = records.filter(({ name }) => counts.get(name) === 1)
  return unique.length < 2 ? null : { records: unique, repeated: records.length - unique.length }
}

/** A cell of the column that names the row: its own, or, where it is blank, the last one above. */
function covering(grid: Grid, row: number, column: number): Cell | null {
  for (let above = row; above >= grid.headerRows; above--) {
    const cell = grid.at(above, column)
    if (cell !== null && cell.text.trim() !== '') return cell
  }
  return null
}

/** How the row is called, and the cells that say so; null for rows that head others or have no name. */
function namedRow(grid: Grid, row: number, roles: Roles, page: PageMaterial): Pick<TableRecord, 'name' | 'cells' | 'cases'> | null {
  const own = grid.at(row, 0)
  const isBlank = own === null || own.text.trim() === '' || own.row !== row
  const key = isBlank ? covering(grid, row, 0) : own
  if (key === null || (key.column_span > 1 && key.row === row)) return null
  if (roles.isCode && !CODE.test(key.text.trim())) return null
  const described = roles.description === null ? null : grid.at(row, roles.description)
  const description = described === null || described.text.trim() === '' ? (isBlank && roles.description !== null ? covering(grid, row, roles.description) : described) : described
  const conditions = roles.conditions.flatMap((column) => {
    const cell = grid.at(row, column)
    return cell === null || cell.text.trim() === '' || EMPTY.test(cell.text.trim()) ? [] : [cell]
  })
  // A row without a key of its own tells of another case of the row above, else its key is only not read.
  const isAnother = conditions.length > 0 || (described !== null && described.row === row && described.text.trim() !== '')
  if (isBlank && !roles.isGrouped && !isAnother) return null
  const lines = description === null ? [] : cellLines(description, page.reading)
  const first = lines.findIndex((_, at) => at > 0 && lines.slice(at).every((other) => /^\d[\d.,°]*(?:–\d[\d.,°]*)? \p{L}+$/u.test(other)))
  const cases = first === -1 || first === lines.length - 1 ? [] : lines.slice(first).map(cleaned)
  const words = description === null ? '' : cleaned(cases.length > 0 ? lines.slice(0, first).join(' ') : description.text).replace(/:,/, ',')
  const base = roles.isGrouped ? partOf(words, cleaned(key.text)) : roles.isCode ? codeName(grid, key, words) : wordName(grid, key, words)
  const narrowed = conditions.map((cell) => conditionText(grid.heading(cell.column), cleaned(cell.text)))
  const name = narrowed.length === 0 ? base : base.endsWith(')') ? `${base.slice(0, -1)}; ${narrowed.join('; ')})` : `${base} (${narrowed.join('; ')})`
  const cells = [key, description, ...conditions].filter((cell): cell is Cell => cell !== null && cell.text.trim() !== '')
  return { name, cells, cases }
}

export const EMPTY = /^(?:[–—-]+|n\/?a|none|\?+)$/i

/** 'with heat sink' speaks for itself; '2-3' is a position. */
function conditionText(heading: string, text: string): string {
  const kind = runningCase(heading.replace(/\s*\([^()]*\)$/, '').trim()).replace(/s$/, '')
  const speaks = /^(?:with|without|at|in|on|when|if|during|after|before|from|for)\b/i.test(text)
  return /conditions?$/i.test(kind) || speaks ? lowerFirst(text) : `${kind} ${lowerFirst(text)}`
}

/** 'the ring end gap (oil) of the piston rings'; the group stands in brackets where the item's name holds it already. */
function partOf(item: string, group: string): string {
  const [name, whole] = [definite(withArticles(runningCase(unturned(item)))), runningCase(group)]
  const holds = (whole.match(/\p{L}{4,}/gu) ?? []).some((word) => name.toLowerCase().includes(word.toLowerCase().replace(/e?s$/, '')))
  return holds ? `${name} (${whole})`.replace(') (', '; ') : `${name} of ${definite(whole)}`
}

/** 'Fault codes' over the table names what its codes are: 'fault code'. */
const codeNoun = (title: string): string => (/\bcodes$/i.test(title) ? runningCase(title).replace(/s$/, '') : 'code')

function codeName(grid: Grid, key: Cell, words: string): string {
  const heading = grid.heading(0).trim()
  const noun = CODE_HEADING_ONLY.test(heading)
    ? /^codes?$/i.test(heading)
      ? codeNoun(grid.table.title)
      : ''
    : runningCase(heading.replace(/ ?(?:no\.?|number)$/i, '')).replace(/s$/i, '')
  const mark = noun === '' ? key.text.trim() : `${noun} ${key.text.trim()}`
  if (words === '') return mark
  // 'Maneuvering speed, 2300 pounds': what stands behind the comma narrows the name.
  const [name = '', narrowed = ''] = /^([^,(]+), ([^()]+)$/.exec(unturned(words))?.slice(1) ?? [words]
  const aside = [key.text.trim(), narrowed].filter((text) => text !== '').join('; ')
  return noun === '' || noun === runningCase(name).split(' ').at(-1) ? `the ${runningCase(name)} (${aside})` : `${mark} (${words})`
}

/** 'the programme "Cotton"', 'air temperature above 60 °F', 'the connecting rod bolt'. */
function wordName(grid: Grid, key: Cell, words: string): string {
  const heading = runningCase(grid.heading(0).trim().replace(/\s*\([^()]*\)$/, ''))
  const text = cleaned(key.text)
  const label = words === '' ? text : words
  const isAny = DESCRIPTION.test(heading) || ANY_LABEL.test(heading) || endsLoose(heading)
  const own = words === '' || text.toLowerCase() === words.toLowerCase() ? '' : ` (${text})`
  if (isAny) return `${definite(withArticles(runningCase(unturned(label))))}${own}`.replace(') (', '; ')
  const noun = heading.replace(/(?<!s)s$/, '')
  if (CASE_OF_QUANTITY.test(text)) return `${noun} ${lowerFirst(text)}`
  if (text.toLowerCase().includes(noun.split(' ').at(-1) ?? noun)) return definite(runningCase(text))
  return `the ${noun} "${text}"`
}

/** A note beside the table that says what its bare numbers are in: 'Unit: mm (unless stated otherwise)'. */
function unitNote(grid: Grid, page: PageMaterial): { unit: string; block: Block } | null {
  const { blocks } = page.structure
  const at = blocks.findIndex(({ id }) => id === grid.table.block)
  for (const block of [blocks[at + 1], blocks[at - 1]]) {
    const unit = block === undefined || block.text.length > 80 ? undefined : UNIT_NOTE.exec(block.text.trim())?.[1]
    if (block !== undefined && unit !== undefined && isUnit(unit)) return { unit, block }
  }
  return null
}
