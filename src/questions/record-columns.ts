import type { PageMaterial } from '../contracts/material.ts'
import { measureOf } from '../text/units.ts'
import { isUnit } from '../text/values.ts'
import { isJobLabel } from './job-label.ts'
import { intervalRow } from './schedules.ts'
import { LIMIT_HEADING, rolesOf } from './specification-rows.ts'
import type { Grid } from './table-grid.ts'
import { bodyTexts, columnRoles, isTold } from './value-columns.ts'
import { isWorkIntervalTable } from './work-intervals.ts'

/** What the first column of a list is called whose entries are told whole by their key: a pin with all that stands beside it. */
const LOOKUP_KEY =
  /^(?:(?:\p{Lu}{1,4}\d{1,3} )?pins?|terminals?|cavity|contacts?|fuses?|connectors?|splices?|grounds?|relays?)(?: ?(?:no\.?|number|#))?(?: description| function)?$/iu
/** 'TP1', 'C21', 'VNE', 'F-12', '4.2': what stands in a drawing or list as a thing's mark. */
export const CODE =
  /^(?:\p{Lu}[\p{Lu}\d]*(?:_[\p{Lu}\d]+)+|\p{Ll}?\p{Lu}{1,5}[- ]?\d{0,4}\p{L}?|\d{1,4}\p{L}?|[\p{Lu}\d]{1,4}(?:[-./][\p{Lu}\d]{1,4}){1,3})$/u
export const CODE_HEADING_ONLY =
  /^(?:ref|reference|item|pos|position|no|number|nr|key|index|code|mark|#|id|symbol|designator)s?\.?(?: ?(?:no|number|designator)\.?)?$/i
export const RUNNING_NUMBER = /^(?:item|pos|position|no|number|nr|#)s?\.?(?: ?(?:no|number)\.?)?$/i
/** Headings of columns that name what a row is about, and say nothing of it themselves. */
export const DESCRIPTION =
  /^(?:descriptions?|designations?|names?|items?|parameters?|part names?|components?|parts?|signals?(?: names?)?|terms?|characteristics?|properties|property|measurements?|quantity measured|data|)$/i
/** Headings under which any label may stand: they do not say what kind of thing it is. */
export const ANY_LABEL =
  /^(?:elements?|places?|locations?|points?|systems?|assembl(?:y|ies)|units?|groups?|applications?|models?|types?|engines?|joints?|fasteners?|(?:(?:lubrication|test|check|measuring|service|filling) )points?|bulbs?|lamps?|dimensions?|clearances?|tests?|features?|technical data|specifications?|values?)$/i
/** Columns that narrow what a row holds for, where others say something of it. */
const CONDITION =
  /^(?:(?:test |operating |measuring )?conditions?|states?|status|positions?|settings?|modes?|at|between|terminals?|test connections?|measured at|threads?(?: ?(?:dia(?:meter)?\.?|size))?|screws?|bolts?|sizes?|(?:bolt|thread|screw) sizes?)(?: ?\([^)]*\))?$/i
/** What shows words of its own: they name the row, whatever they look like. */
const SAYS = /^(?:messages?|displays?|displayed|indications?|errors?|alarms?|warnings?|lamps?|lights?|leds?|symbols?|icons?|beeps?)$/i
/** Conditions that say how large a part is, which value tables tell beside its name. */
const SIZE = /threads?|screws?|bolts?|sizes?/i
const UNIT_HEADING = /^units?$/i

/** The columns of a table whose rows are records. */
export interface RecordRoles {
  readonly isCode: boolean
  /** The column that names the row's thing, where the first one holds codes or groups. */
  readonly description: number | null
  readonly isGrouped: boolean
  readonly conditions: readonly number[]
  readonly unit: number | null
  readonly told: readonly (readonly number[])[]
}

/** Whether a column holds keys by which a list is looked up: the numbers of pins, fuses and the like. */
export function isLookupColumn(grid: Grid, column: number): boolean {
  const keys = bodyTexts(grid, column)
  return LOOKUP_KEY.test(grid.heading(column).trim()) && keys.filter((key) => /^[A-Z\d]{1,4}$/.test(key)).length >= 0.5 * keys.length
}

/** Whether the rows of a table are records, each with a key of its own, and not just labels with values. */
export function isRecordTable(grid: Grid, page: PageMaterial): boolean {
  return rolesOfRecords(grid, page) !== null
}

/** Whether a column heads complaints, causes or remedies: what they belong to is no part. */
export function tellsRemedies(grid: Grid): boolean {
  return Array.from({ length: grid.table.columns }, (_, column) => grid.heading(column)).some((heading) =>
    /\b(?:causes?|remed(?:y|ies)|corrective|solutions?|what to do|troubles?(?:hoot(?:ing)?)?|faults?|symptoms?|complaints?|problems?)\b/i.test(
      heading,
    ),
  )
}

export function rolesOfRecords(grid: Grid, page: PageMaterial): RecordRoles | null {
  if (
    grid.headerRows === 0 ||
    grid.headerRows > 2 ||
    grid.table.columns < 2 ||
    rolesOf(grid) !== null ||
    intervalRow(grid) !== null ||
    isWorkIntervalTable(grid)
  )
    return null
  const columns = Array.from({ length: grid.table.columns }, (_, column) => column)
  const headings = columns.map((column) => grid.heading(column).trim())
  // Pins, fuses and the like are told whole by the lookup writer; '4 5 6 0' are the headings of several columns read as one.
  if (columns.some((column) => isLookupColumn(grid, column)) || headings.some((heading) => /^\S{1,2}(?: \S{1,2}){2,}$/.test(heading)))
    return null
  const keyHeading = headings[0] ?? ''
  const keys = bodyTexts(grid, 0)
  if (keys.length < 2 || keys.filter((key) => isJobLabel(key)).length > 0.6 * keys.length) return null
  const isCode = keys.filter((key) => CODE.test(key)).length >= 0.7 * keys.length
  // What a display says is a name: 'FILL TANK'.
  if (!isCode && !SAYS.test(keyHeading) && tellsRemedies(grid)) return null
  // 'DB9 | DB25': which pin of one connector is which of the other says no word of the table.
  const coded = headings.filter((heading) => /^\p{L}+\d+\p{L}?$/u.test(heading))
  if (coded.includes(keyHeading) && coded.length >= 2) return null
  // Models side by side: what differs is the column, not the row.
  if (!isCode && columnRoles(grid, page.vehicles).some((role) => role.kind === 'variant' || (role.kind === 'value' && role.variant !== '')))
    return null
  const isCounted = isCode && RUNNING_NUMBER.test(keyHeading) && keys.every((key) => /^\d{1,3}$/.test(key))
  const isUnique = new Set(keys).size === keys.length && keys.length === grid.rowCount - grid.headerRows
  const named = columns.find(
    (column) => column > 0 && DESCRIPTION.test(headings[column] ?? '') && isWordy(grid, column) && !isTold(grid, column),
  )
  const isGrouped = !isCode && !isUnique && grid.table.columns > 2 && !CONDITION.test(headings[1] ?? '') && isWordy(grid, 1)
  const description = isGrouped ? 1 : isCode ? (named ?? (namesRows(grid, isCounted) ? 1 : null)) : named === 1 ? 1 : null
  if (isCounted && description === null) return null
  const unit = columns.find((column) => column > 0 && UNIT_HEADING.test(headings[column] ?? '')) ?? null
  const free = columns.filter(
    (column) =>
      column > 0 &&
      column !== description &&
      column !== unit &&
      (/\p{L}{2}|^\p{Lu}\d+$/u.test(headings[column] ?? '') || isUnitName(headings[column] ?? '')),
  )
  const narrowing = free.filter(
    (column) => CONDITION.test(headings[column] ?? '') || (isCode && !isUnique && column === 1 && named === undefined),
  )
  const conditions = narrowing.length < free.length ? narrowing : []
  const told = inOneUnitEach(
    grid,
    free.filter((column) => !conditions.includes(column)),
  )
  if (told.length === 0 || (isCode && description === null && !/\p{L}{2}/u.test(keyHeading))) return null
  const isSpecific =
    !DESCRIPTION.test(keyHeading) && !ANY_LABEL.test(keyHeading) && /^\p{L}[\p{L} ]{2,24}$/u.test(keyHeading) && !endsLoose(keyHeading)
  const limits = free.filter((column) => LIMIT_HEADING.test(headings[column] ?? '')).length
  const isRecords =
    (isCode && grid.table.columns > 2) ||
    isGrouped ||
    limits > 1 ||
    told.some((group) => group.length > 1 || headingOf(grid, group[0] ?? 0).unit !== '') ||
    (conditions.length > 0 && (!isUnique || conditions.some((column) => !SIZE.test(headings[column] ?? '')))) ||
    isSpecific
  return isRecords ? { isCode, description, isGrouped, conditions, unit, told } : null
}

/** 'Filled into': no noun that a row could be called. */
export const endsLoose = (heading: string): boolean => /\b(?:in|into|to|of|for|at|on|by|with|from|used|filled|required)$/i.test(heading)

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

/** A column may be headed 'in' for inches, which elsewhere is a word. */
const isUnitName = (text: string): boolean => isUnit(text) || /^in$/i.test(text)

/** The heading without the unit behind it, '' where it is nothing else, null without a unit: 'Torque (Nm)', 'Torque Nm', and 'N·m' under a heading over several columns. */
function withoutUnit(grid: Grid, column: number): string | null {
  const [over, last] = [grid.at(0, column), grid.at(grid.headerRows - 1, column)]
  if (over !== null && over !== last && over.column_span > 1 && isUnitName(last?.text.trim() ?? '')) return over.text.trim()
  const heading = grid.heading(column).trim()
  if (isUnitName(heading)) return ''
  const [, name = '', unit = ''] = /^(.*?\p{L}.*?) \(?([^()]+?)\)?$/u.exec(heading) ?? []
  return name !== '' && isUnitName(unit.trim()) ? name : null
}

/** Columns side by side that hold one value in several units are told together ('Torque': 'N·m', 'lbf·ft'); the others stand alone. */
function inOneUnitEach(grid: Grid, columns: readonly number[]): number[][] {
  const groups: { name: string | null; columns: number[] }[] = []
  for (const column of columns) {
    const name = withoutUnit(grid, column)
    const before = groups.at(-1)
    if (name !== null && before?.name === name && isSameMeasure(grid, [...before.columns, column]) && before.columns.at(-1) === column - 1)
      before.columns.push(column)
    else groups.push({ name, columns: [column] })
  }
  return groups.map((group) => group.columns)
}

/** Whether columns hold the same in other units; speeds in knots by two instruments are not. */
function isSameMeasure(grid: Grid, columns: readonly number[]): boolean {
  const measures = columns.map((column) => measureOf(headingOf(grid, column).unit))
  return measures.every((measure) => measure !== null && measure === measures[0])
}

/** The unit that a column's heading gives, and the heading without it. */
export function headingOf(grid: Grid, column: number): { name: string; unit: string } {
  const heading = grid.heading(column).trim()
  const name = withoutUnit(grid, column)
  if (name === null) return { name: heading, unit: '' }
  if (name === '') return { name: measureOf(heading) === 'torque' ? 'Torque' : '', unit: heading }
  const unit = heading
    .slice(heading.indexOf(name) + name.length)
    .trim()
    .replace(/^\((.*)\)$/, '$1')
  return { name, unit }
}
