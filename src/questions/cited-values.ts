import type { Evidence } from '../contracts/example.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { Settings } from '../contracts/settings.ts'
import type { Cell, Structure, Table } from '../contracts/structure.ts'
import { upperFirst } from '../text/letter-case.ts'
import { cleaned } from './cleaned.ts'
import { cellEvidence } from './evidence.ts'
import { type Grid, gridOf } from './table-grid.ts'
import { rolesOf, specifiedIn } from './specification-rows.ts'
import { columnRoles } from './value-columns.ts'

/** What a specification page gives for one thing. */
export interface CitedValue {
  /** 'Rocker cover', as its row is called. */
  readonly label: string
  /** '9 ± 1 Nm', '21 Nm (Cairn 18), 24 Nm (Cairn 24)'. */
  readonly value: string
  readonly evidence: readonly Evidence[]
}

/** More rows than this that name a measure do not tell which one is meant. */
export const MOST_ROWS = 4

interface Sheet {
  readonly page_id: string
  readonly structure: Structure
}

/** The specification pages that 'See Specifications' can mean: those beside the page first, then the others of its section. */
function sheetsOf(page: PageMaterial): Sheet[] {
  const beside = [page.previous, page.next, ...(page.following ?? [])].flatMap((one) =>
    one?.classification.content_type === 'specification' ? [{ page_id: one.page.page_id, structure: one.structure }] : [],
  )
  const cited = (page.references?.pages ?? []).filter(({ is_specification }) => is_specification)
  const seen = new Set<string>([page.page.page_id])
  return [...beside, ...cited].filter(({ page_id }) => !seen.has(page_id) && seen.add(page_id) !== undefined)
}

/**
 * The rows of one specification page whose label names a measure ('clearance', 'runout of roller') and nothing that the job does not
 * speak of (`about`: stems of its words). Empty where there are none, or one of them was not surely read.
 */
export function measuredValues(measure: string, about: ReadonlySet<string>, page: PageMaterial, settings: Settings): CitedValue[] {
  for (const sheet of sheetsOf(page)) {
    const found = sheet.structure.tables.flatMap((table) => {
      const grid = gridOf(table)
      return rowsNamed(measure, about, grid).map((row) => foundIn(row, grid, sheet, page, settings))
    })
    if (found.length > 0) return found.some((one) => one === null) ? [] : found.filter((one) => one !== null)
  }
  return []
}

function rowsNamed(measure: string, about: ReadonlySet<string>, grid: Grid): number[] {
  const wanted = [...stemsOf(measure)]
  return Array.from({ length: grid.rowCount - grid.headerRows }, (_, offset) => grid.headerRows + offset).filter((row) => {
    const [named = ''] = (grid.at(row, 0)?.text ?? '').split(',')
    const words = stemsOf(named)
    return words.size > 0 && wanted.length > 0 && wanted.every((word) => words.has(word)) && [...words].every((word) => about.has(word))
  })
}

/** The row's values, each with the variant over it; null when one was not surely read or is none. */
function foundIn(row: number, grid: Grid, sheet: Sheet, page: PageMaterial, settings: Settings): CitedValue | null {
  const label = grid.at(row, 0)
  const roles = columnRoles(grid, page.vehicles)
  const cells: { cell: Cell; variant: string }[] = []
  for (const [column, role] of roles.entries()) {
    const cell = grid.at(row, column)
    if (role.kind !== 'value' || role.attribute !== '' || cell === null || cells.some((one) => one.cell === cell)) continue
    cells.push({ cell, variant: cell.column_span > 1 ? '' : role.variant })
  }
  if (label === null || cells.length === 0 || ![label, ...cells.map(({ cell }) => cell)].every((cell) => isRead(cell, settings)))
    return null
  if (!cells.every(({ cell }) => /\d/.test(cell.text))) return null
  const headers = cells.flatMap(({ cell, variant }) =>
    variant === '' ? [] : Array.from({ length: grid.headerRows }, (_, at) => grid.at(at, cell.column)).filter((one) => one !== null),
  )
  return {
    label: upperFirst(cleaned(label.text)),
    value: byVariant(cells.map(({ cell, variant }) => ({ text: cleaned(cell.text), variant }))),
    evidence: shown([label, ...headers, ...cells.map(({ cell }) => cell)], grid.table, sheet),
  }
}

const byVariant = (values: readonly { text: string; variant: string }[]): string =>
  values
    .map(({ text, variant }) => `${text}${variant === '' ? '' : ` (${variant})`}`)
    .join(values.some(({ text }) => text.includes(',')) ? '; ' : ', ')

const shown = (cells: readonly Cell[], table: Table, { page_id }: Sheet): Evidence[] =>
  cells.filter(({ text }) => text.trim() !== '').map((cell) => cellEvidence(page_id, table, cell))

const isRead = ({ confidence }: Cell, { generate }: Settings): boolean => confidence >= generate.min_confidence

/** Words for what holds a part, which say nothing of which part it is. */
const FASTENER = new Set('bolt nut screw stud mounting fastening fixing securing hex hexagon collar self-locking locking'.split(' '))

/** What a step loosens or screws in: all that a value of its tightening torque must fit. */
export interface Tightened {
  /** 'cylinder head bolts', 'bolts'. */
  readonly object: string
  /** Words of the step and of the job's title. */
  readonly near: string
  /** Words of the whole job. */
  readonly job: string
}

/**
 * The tightening torque of what a step has loosened: the one row of torques on the specification pages all of whose words the job
 * says (those before 'to', 'of' or 'on' the step itself or the title), and that says all words of the object but the fastener.
 * null where no row fits, or more than one does.
 */
export function torqueFor({ object, near, job }: Tightened, page: PageMaterial, settings: Settings): CitedValue | null {
  const [here, everywhere] = [stemsOf(near), stemsOf(job)]
  const wanted = [...stemsOf(object)].filter((word) => !FASTENER.has(word))
  const fits = ({ label }: TorqueRow): boolean => {
    const [head = '', ...rest] = label.replace(/\([^)]*\)/g, ' ').split(/\s(?:to|of|on|at|in|for|with)\s/i)
    const [named, beside] = [stemsOf(head), stemsOf(rest.join(' '))]
    return (
      named.size > 0 &&
      [...named].every((word) => here.has(word)) &&
      [...beside].every((word) => here.has(word) || everywhere.has(word)) &&
      wanted.every((word) => named.has(word) || beside.has(word))
    )
  }
  const rows = sheetsOf(page).flatMap((sheet) => sheet.structure.tables.flatMap((table) => torqueRows(table, sheet, page, settings)))
  const fitting = rows.filter(fits)
  const [first] = fitting
  if (first === undefined || first.value === null || fitting.some((row) => row.value?.value !== first.value?.value)) return null
  // The same value twice is one; the same part with another value is none.
  return new Set(fitting.map(({ label }) => label.toLowerCase())).size === 1 ? first.value : null
}

interface TorqueRow {
  readonly label: string
  /** null where it was not surely read, or its variants are not told apart. */
  readonly value: CitedValue | null
}

const TORQUE = /\btorques?\b/i
const NEWTON_METRES = /\d\s?(?:N\s?m|ft\.?[ -]?lbs?|lb\.?[ -]?ft|kg\s?m|mkp)/i

/** The rows of a table of torques, one for each part with all its variants. */
function torqueRows(table: Table, sheet: Sheet, page: PageMaterial, settings: Settings): TorqueRow[] {
  const grid = gridOf(table)
  const found = rolesOf(grid) === null ? underHeading(grid, page) : withUnits(table, sheet, page)
  const parts = new Map<string, Part[]>()
  for (const part of found) parts.set(part.label.toLowerCase(), [...(parts.get(part.label.toLowerCase()) ?? []), part])
  return [...parts.values()].map((same) => {
    const variants = same.map(({ variant }) => variant.toLowerCase())
    const isApart = same.length === 1 || (variants.every((variant) => variant !== '') && new Set(variants).size === same.length)
    const cells = [...new Set(same.flatMap((part) => part.cells))]
    const isSure = cells.every((cell) => isRead(cell, settings)) && same.every(({ text }) => NEWTON_METRES.test(text))
    const label = same[0]?.label ?? ''
    const value = byVariant(same.map(({ text, variant }) => ({ text, variant: /^all$/i.test(variant) ? '' : variant })))
    return { label, value: isApart && isSure ? { label, value, evidence: shown(cells, table, sheet) } : null }
  })
}

interface Part {
  readonly label: string
  readonly variant: string
  readonly text: string
  readonly cells: readonly Cell[]
}

/** Rows of a table with a column 'Torque', or one under the title 'Tightening torques'. */
function underHeading(grid: Grid, page: PageMaterial): Part[] {
  const roles = columnRoles(grid, page.vehicles)
  const isTorques = TORQUE.test(`${grid.table.title} ${grid.heading(0)}`)
  const variantAt = roles.findIndex(({ kind }) => kind === 'variant')
  return Array.from({ length: grid.rowCount - grid.headerRows }, (_, offset) => grid.headerRows + offset).flatMap((row) => {
    const label = grid.at(row, 0)
    return roles.flatMap((role, column): Part[] => {
      const cell = role.kind === 'value' ? grid.at(row, column) : null
      if (role.kind !== 'value' || cell === null || label === null || cell.row !== row || cell.text.trim() === '') return []
      if (!TORQUE.test(role.attribute) && !(isTorques && role.attribute === '')) return []
      const variant = variantAt === -1 ? null : grid.at(row, variantAt)
      const cells = [label, ...(variant === null ? [] : [variant]), cell]
      return [{ label: cleaned(label.text), variant: cleaned(variant?.text ?? '') || role.variant, text: cleaned(cell.text), cells }]
    })
  })
}

/** Rows of a table whose values carry their units in a column of their own; the steps of a sequence in a row. */
function withUnits(table: Table, sheet: Sheet, page: PageMaterial): Part[] {
  // The words of another page are not at hand: its cells say it all.
  const there = { ...page, structure: sheet.structure, reading: { ...page.reading, lines: [] } }
  return (specifiedIn(table, there)?.specified ?? []).map(({ label, variant, entries, cells }) => ({
    label,
    variant,
    text: entries
      .map(({ label: step, value, unit }) =>
        [step === '' ? '' : `${step}:`, value?.text.trim() ?? '', unit?.text.trim() ?? '']
          .filter((part) => part !== '')
          .join(' ')
          .replace(/(\d) ?[°º˚]$/, '$1°'),
      )
      .join(', '),
    cells: [...cells, ...entries.flatMap((entry) => entry.cells)],
  }))
}

const SMALL = new Set('the a an of at in on for to and or between with from is must be'.split(' '))

/** The telling words of a text without their endings: 'rollers' and 'roller' are the same. */
export function stemsOf(text: string): Set<string> {
  const words =
    cleaned(text)
      .toLowerCase()
      .match(/[\p{L}\d]+/gu) ?? []
  return new Set(words.filter((word) => !SMALL.has(word)).map((word) => (word.length > 3 ? word.replace(/s$/, '') : word)))
}
