import type { Refusal } from '../contracts/example.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { Settings } from '../contracts/settings.ts'
import type { Cell } from '../contracts/structure.ts'
import { runningCase } from '../text/letter-case.ts'
import { definite, isPlural, unturned, withArticles } from '../text/noun-phrases.ts'
import { isWhole } from '../text/sentences.ts'
import { hasNumber, hasQuantity, isUnit } from '../text/values.ts'
import { cleaned } from './cleaned.ts'
import { cellEvidence, distinct } from './evidence.ts'
import { spokenSection, spokenTitle } from './headings.ts'
import { isJobLabel, MEASURE } from './job-label.ts'
import { onVehicle, worded } from './phrasing.ts'
import { isRecordTable, tellsRemedies } from './record-columns.ts'
import { type Grid, toldLines } from './table-grid.ts'
import { ANY_VALUE, columnRoles, type ColumnRole } from './value-columns.ts'
import { isWorkIntervalTable } from './work-intervals.ts'
import type { Draft } from './writer.ts'

const WRITER = 'lookup-tables'
const LONGEST_VALUE = 120
/** A measure of something that the label leaves unsaid: 'Release pressure', 'Idle speed'. */
const BARE_MEASURE =
  /^(?:\p{L}+ ){0,1}(?:pressure|clearance|torque|gap|play|travel|runout|thickness|diameter|length|height|width|depth|temperature|resistance|voltage|current|speed|capacity|weight|ratio|stroke|backlash|wear)$|^number of (?:\p{L}+ )?\p{L}+$/iu
const NO_SYSTEM = /\b(?:service|maintenance|specifications?|torques?|data|general|information|manual|bulletins?|troubleshooting)\b|^$/i
/** A label that breaks off before its value ('Thermostat begins to open at') makes no noun phrase. */
const BREAKS_OFF = /\b(?:at|of|for|from|to|with|by|in|on|is|are)$/i
/** A variant cell that limits nothing. */
const EVERY_VARIANT = /^(?:all|all types|all models|any|[-–—])$/i

/** Tables of labels and values: 'Sag of track | 20 mm | 25 mm' under variants, 'Cover | all | M8 | 24 Nm' under headings. */
export function valueTableDrafts(grid: Grid, page: PageMaterial, settings: Settings, refusals: Refusal[]): Draft[] {
  // Complaints are no parts.
  if (tellsRemedies(grid) || isRecordTable(grid, page) || isWorkIntervalTable(grid)) return []
  const roles = columnRoles(grid, page.vehicles)
  const drafts: Draft[] = []
  for (let row = grid.headerRows; row < grid.rowCount; row++) {
    const label = grid.at(row, 0)
    if (label === null || !/\p{L}{3}/u.test(label.text) || !isWhole(label.text) || BREAKS_OFF.test(label.text.trim())) continue
    // A row that says what to do is a job, and none that has a value.
    if (isJobLabel(label.text)) continue
    const seen = new Set<Cell>()
    for (const [column, role] of roles.entries()) {
      const cell = grid.at(row, column)
      if (role.kind !== 'value' || cell === null || cell.row !== row || seen.has(cell)) continue
      seen.add(cell)
      const unit = cellOf(grid, roles, row, 'unit')
      const bracketed = /\(([^()]+)\)$/.exec(role.attribute)?.[1] ?? ''
      const text = withUnit(cleaned(toldLines(cell, page.reading)), unit?.text.trim() ?? (isUnit(bracketed) ? bracketed : ''))
      if (!tellsSomething(text, role)) continue
      if (
        Math.min(cell.confidence, label.confidence, unit?.confidence ?? 1) < settings.generate.min_confidence ||
        !isWhole(text) ||
        text.length > LONGEST_VALUE
      ) {
        refusals.push({ block: grid.table.block, writer: WRITER, reason: 'the value is not surely read' })
        continue
      }
      if (BARE.test(text) && role.attribute === '' && !COUNTED.test(label.text) && roles.some(({ kind }) => kind === 'unit')) {
        refusals.push({ block: grid.table.block, writer: WRITER, reason: 'the value has no unit where its neighbours have one' })
        continue
      }
      if (BARE.test(text) && besideIn(grid, roles, row, cell).some((other) => MEASURED.test(other))) {
        refusals.push({ block: grid.table.block, writer: WRITER, reason: 'the value has no unit where its neighbours have one' })
        continue
      }
      drafts.push(draftOf({ grid, roles, row, label, cell, role, text, page, settings }))
    }
  }
  return drafts
}

/** '1.131' beside '1.51 l': a litre sign or another short unit was read as a figure. */
const BARE = /^[\d.,]+$/
const MEASURED = /^[\d.,]+ ?(?!x\b)[\p{L}°µΩ%]/u

/** What has no unit. */
const COUNTED = /\b(?:number|no\.|count|quantity|ratio|grade|class|index|type|poles?|teeth|cylinders)\b/i

/** The texts of a row's other values. */
function besideIn(grid: Grid, roles: readonly ColumnRole[], row: number, cell: Cell): string[] {
  return roles.flatMap((role, column) => {
    const other = role.kind === 'value' ? grid.at(row, column) : null
    return other === null || other === cell ? [] : [cleaned(other.text)]
  })
}

type ValueRole = Extract<ColumnRole, { kind: 'value' }>

interface Place {
  readonly grid: Grid
  readonly roles: readonly ColumnRole[]
  readonly row: number
  readonly label: Cell
  readonly cell: Cell
  readonly role: ValueRole
  readonly text: string
  readonly page: PageMaterial
  readonly settings: Settings
}

/** '12' in a row whose unit is 'm³/h'; texts and values with a unit of their own stay as they are. */
function withUnit(text: string, unit: string): string {
  const isBare = hasNumber(text) && !/\p{L}{3}/u.test(text) && !hasQuantity(text)
  return isBare && /[\p{L}°%]/u.test(unit) ? `${text} ${unit}` : text
}

/** Under a variant the label says what the value is, so a number is enough; elsewhere a value carries a unit or words. */
function tellsSomething(text: string, role: ValueRole): boolean {
  if (role.attribute === '') return hasNumber(text)
  return hasQuantity(text) || /\p{L}{4}|\p{Lu}{2}.*\d/u.test(text)
}

function draftOf(place: Place): Draft {
  const { grid, roles, row, label, cell, role, text, page, settings } = place
  const variantCell = cellOf(grid, roles, row, 'variant')
  const sizeCell = cellOf(grid, roles, row, 'size')
  const unitCell = cellOf(grid, roles, row, 'unit')
  const described = cellOf(grid, roles, row, 'description')
  const named = variantCell === null ? variantsOf(cell, roles) : EVERY_VARIANT.test(variantCell.text.trim()) ? '' : variantCell.text.trim()
  const sizeRole = roles.find((one) => one.kind === 'size')
  const size = sizeCell === null || sizeRole?.kind !== 'size' ? '' : `${sizeRole.heading} ${cleaned(sizeCell.text)}`
  // 'Height of the cylinder head, minimum': what stands behind the comma narrows the name.
  const printed = unturned(cleaned(label.text))
  const [name = '', narrowed = ''] = /^([^,(]+?),\s+([^()]+)$/.exec(printed)?.slice(1) ?? [printed]
  const part = definite(withArticles(runningCase(name)))
  const machine = named === '' ? whereItBelongs(page) : ` on the ${ofSeries(named, page.vehicles)}`
  const system = BARE_MEASURE.test(name) && machine.startsWith(' on ') ? systemOf(page, printed) : ''
  // Under an empty corner the headings are cases of one value: 'normal category', 'utility category'.
  const isCase = grid.heading(0).trim() === '' && role.attribute !== '' && !MEASURE.test(role.attribute)
  const isAny = ANY_VALUE.test(role.attribute)
  const attribute =
    isCase || isAny ? '' : runningCase(role.attribute.replace(/\s*\(([^()]+)\)$/, (aside, unit: string) => (isUnit(unit) ? '' : aside)))
  // 'Rating' under 'Absolute maximum ratings': the title says what the values are.
  const title = isAny ? spokenTitle(grid.table, page) : ''
  const aside = [
    described === null ? '' : runningCase(cleaned(described.text)),
    system,
    narrowed,
    size,
    title,
    isCase ? runningCase(role.attribute) : '',
    machine.startsWith(' (') ? machine.slice(2, -1) : '',
  ]
    .filter((one) => one !== '')
    .join('; ')
  const tail = `${aside === '' ? '' : ` (${aside})`}${machine.startsWith(' (') ? '' : machine}`
  const headers = headerCells(place).filter((one) => one !== null && one.text.trim() !== '')
  return worded(
    {
      wordings: wordings(attribute, part, tail),
      answer: text,
      task: 'spec',
      question_type: 'factual',
      applies_to: named === '' ? [] : [named],
      operation: null,
      evidence: distinct(
        [label, described, variantCell, sizeCell, cell, unitCell, ...headers]
          .filter((one) => one !== null)
          .map((one) => cellEvidence(page.page.page_id, grid.table, one)),
      ),
    },
    settings,
  )
}

/** A variant with the name of the machine whose code it goes on with: 'D2-30' of the 'Seagull D2' is the 'Seagull D2-30'. */
function ofSeries(variant: string, vehicles: readonly string[]): string {
  const [maker, code] = /^(.+) (\S*\d\S*)$/.exec(vehicles.length === 1 ? (vehicles[0] ?? '') : '')?.slice(1) ?? []
  return maker !== undefined && code !== undefined && variant.startsWith(code) ? `${maker} ${variant}` : variant
}

/** The variants over which a cell reaches; '' when these are all. */
function variantsOf(cell: Cell, roles: readonly ColumnRole[]): string {
  const variants = roles.flatMap((role, column) => (role.kind === 'value' && role.variant !== '' ? [{ column, name: role.variant }] : []))
  const over = variants.filter(({ column }) => column >= cell.column && column < cell.column + cell.column_span)
  return cell.column_span > 1 && over.length === variants.length ? '' : over.map(({ name }) => name).join(' and the ')
}

/** The headings over all columns that a value reaches over, from the top. */
function headerCells({ grid, cell }: Place): (Cell | null)[] {
  const columns = Array.from({ length: cell.column_span }, (_, offset) => cell.column + offset)
  return columns.flatMap((column) => Array.from({ length: grid.headerRows }, (_, at) => grid.at(at, column)))
}

function cellOf(grid: Grid, roles: readonly ColumnRole[], row: number, kind: 'variant' | 'size' | 'unit' | 'description'): Cell | null {
  const column = roles.findIndex((role) => role.kind === kind)
  const cell = column === -1 ? null : grid.at(row, column)
  return cell === null || cell.text.trim() === '' ? null : cell
}

/** The section that says of what a bare measure is; '' where it names no system ('Service', 'Tightening torques'). */
function systemOf({ page, vehicles }: PageMaterial, label: string): string {
  if (vehicles.includes(page.section.name)) return ''
  const name = spokenSection(page.section.name)
  return NO_SYSTEM.test(name) || name.split(' ').some((word) => label.toLowerCase().includes(word)) ? '' : name
}

/** The machine, where the settings name it; else the section of the manual, so that the part is not left in the air. */
function whereItBelongs(page: PageMaterial): string {
  const machine = onVehicle(page.vehicles)
  const section = page.page.section.name
  return machine !== '' || section === '' ? machine : ` (${spokenSection(section)})`
}

function wordings(heading: string, part: string, tail: string): string[] {
  const attribute = heading.replace(/^specified (?=\p{L})/u, '')
  if (attribute === '') {
    const counted = /^the number of (\p{L}.*)$/u.exec(part)?.[1]
    if (counted !== undefined) return [`What is ${part}${tail}?`, `What number of ${counted} is specified${tail}?`]
    return [`What ${isPlural(part) ? 'are' : 'is'} ${part}${tail}?`, `What value is specified for ${part}${tail}?`]
  }
  if (/^(?:tightening )?torques?$/i.test(attribute)) {
    return [
      `What is the tightening torque for ${part}${tail}?`,
      `What torque is specified for ${part}${tail}?`,
      // 'should the sprocket to the hub be tightened' would read as a place.
      ...(/ to the /.test(part) ? [] : [`To what torque should ${part} be tightened${tail}?`]),
    ]
  }
  if (/^types?$/i.test(attribute)) return [`What type is specified for ${part}${tail}?`, `Which type is used for ${part}${tail}?`]
  const is = isPlural(attribute) ? 'are' : 'is'
  return [`What ${is} the ${attribute} for ${part}${tail}?`, `Which ${attribute} ${is} specified for ${part}${tail}?`]
}
