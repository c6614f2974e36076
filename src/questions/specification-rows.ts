import type { PageMaterial } from '../contracts/material.ts'
import type { Cell, Table } from '../contracts/structure.ts'
import { isUnit } from '../text/values.ts'
import { isInstructionVerb, isNounToo, isPartNamedByUse } from '../text/verbs.ts'
import { cellLines, type Grid, gridOf } from './table-grid.ts'

/** Columns of a specification table, by what their headings say. */
export interface Roles {
  readonly labels: readonly number[]
  readonly variant: number | null
  readonly thread: number | null
  readonly value: number
  readonly unit: number
  readonly variantName: string
  readonly threadName: string
}

/** One step or value under an item. */
export interface Entry {
  /** 'Torque angle'; '' where the row has only a value. */
  readonly label: string
  /** What is printed under the step's name: 'No settling time.'; '' without. */
  readonly note: string
  readonly value: Cell | null
  readonly unit: Cell | null
  readonly thread: string
  readonly cells: readonly Cell[]
}

/** An item with its variant, and its one value or the sequence of its steps. */
export interface Specified {
  readonly group: Cell | null
  /** Label of the numbered row above that names what this row's part belongs to; '' without one. */
  readonly under: string
  readonly label: string
  /** Instructions printed under the label: 'Replace, wash and oil main bearing screws'. */
  readonly notes: readonly string[]
  readonly variant: string
  readonly thread: string
  readonly cells: readonly Cell[]
  readonly entries: readonly Entry[]
}

const STEP_LABEL =
  /^(?:(?:tightening|application|jointing|joining|initial|final|first|second|third|pre-?)?\s*torques?\b|torque angle|torsion angle|(?:turning |rotation |tightening )?angle\b|(?:step|stage|phase)\s*\d|\d(?:st|nd|rd|th) (?:step|stage)|warm-?running|settling time|waiting time|(?:un)?fasten\b|unscrew\b|screw (?:in|on|out|down|up|back)\b(?!-)|loosen\b|unfasten\b|slacken\b|back off\b)/i

/** Several such columns make rows of records, with one unit for all their values. */
export const LIMIT_HEADING =
  /^(?:min(?:imum)?|max(?:imum)?|nom(?:inal)?|typ(?:ical)?|normal|standard|new|(?:wear|service) limit|limit|rated|actual|set)\.?$/i

/** The roles of the columns, or null when the table is none of values with units. */
export function rolesOf(grid: Grid): Roles | null {
  const columns = Array.from({ length: grid.table.columns }, (_, index) => index)
  const find = (pattern: RegExp): number | null =>
    columns.find((column) => pattern.test(grid.heading(column).split('\n').at(-1)?.trim() ?? '')) ?? null
  const unit = find(/^units?$/i) ?? unitColumn(grid, columns)
  if (unit === null || columns.filter((column) => LIMIT_HEADING.test(grid.heading(column).trim())).length > 1) return null
  const value =
    find(/^(?:measure(?:ment)?|dimensio ?n?s?|values?|nominal values?|torques?|specifications?|amount|quantity|capacity)$/i) ?? unit - 1
  const variant = find(/^(?:types?|models?|engines?|versions?|variants?|vehicles?|series|application)$/i)
  const thread = find(/^(?:screws?|threads?|bolts?|size|thread size|bolt size|screw size|dimension|diameter)$/i)
  const taken = [unit, value, variant, thread].filter((column) => column !== null)
  const labels = columns.filter((column) => column < Math.min(...taken))
  // Several columns of numbers are records: 'Range', 'Default', 'Unit'.
  if (labels.some((column) => column > 0 && isOfNumbers(grid, column))) return null
  if (labels.length === 0 || value < 0 || value === variant || value === thread) return null
  const name = (column: number | null): string => (column === null ? '' : grid.heading(column).toLowerCase())
  return { labels, variant, thread: thread === value ? null : thread, value, unit, variantName: name(variant), threadName: name(thread) }
}

/** Whether most filled body cells of a column begin with a number. */
function isOfNumbers(grid: Grid, column: number): boolean {
  const texts = Array.from(
    { length: grid.rowCount - grid.headerRows },
    (_, row) => grid.at(row + grid.headerRows, column)?.text.trim() ?? '',
  )
  const filled = texts.filter((text) => text !== '')
  return filled.length >= 2 && filled.filter((text) => /^[±<>≤≥+–-]?\s?\d/.test(text)).length >= 0.7 * filled.length
}

/** The column in which most filled body cells are units. */
function unitColumn(grid: Grid, columns: readonly number[]): number | null {
  return (
    columns.find((column) => {
      const texts = Array.from(
        { length: grid.rowCount - grid.headerRows },
        (_, row) => grid.at(row + grid.headerRows, column)?.text.trim() ?? '',
      ).filter((text) => text !== '')
      return column > 0 && texts.length >= 2 && texts.filter(isUnit).length >= 0.8 * texts.length
    }) ?? null
  )
}

/** Reads the rows from top to bottom: groups, items, variants, and the values or steps below them. */
export function specifiedIn(table: Table, page: PageMaterial): { specified: Specified[]; roles: Roles; skipped: Cell[] } | null {
  const grid = gridOf(table)
  const roles = rolesOf(grid)
  if (roles === null) return null
  const specified: Specified[] = []
  const skipped: Cell[] = []
  let group: Cell | null = null
  let item = null as Item | null
  /** A numbered row without anything beside it: it heads the rows without a number below it. */
  let head: { label: string; cell: Cell } | null = null
  let open = null as Open | null
  const flush = (): void => {
    if (open !== null && open.entries.some(({ value }) => value !== null)) specified.push({ ...open.base, entries: open.entries })
    open = null
  }
  const start = (variantCell: Cell | null, thread: string, threadCell: Cell | null): void => {
    flush()
    if (item === null) return
    const cells = [group, head?.cell ?? null, item.cell, variantCell, threadCell].filter((cell) => cell !== null)
    open = {
      base: {
        group,
        under: head?.label ?? '',
        label: item.label,
        notes: item.notes,
        variant: variantCell?.text.trim() ?? '',
        thread,
        cells,
      },
      entries: [],
    }
  }
  for (let row = grid.headerRows; row < grid.rowCount; row++) {
    const pick = (column: number | null): Cell | null => {
      const cell = column === null ? null : grid.at(row, column)
      return cell === null || cell.row !== row || cell.text.trim() === '' ? null : cell
    }
    const labelCell = labelIn(roles, pick)
    const [variant, thread, value, unit] = [pick(roles.variant), pick(roles.thread), pick(roles.value), pick(roles.unit)]
    const others = [variant, thread, value, unit].filter((cell) => cell !== null && cell !== labelCell)
    const text = labelCell?.text.trim() ?? ''
    if (labelCell === null && others.length === 0) continue
    if (labelCell !== null && others.length === 0 && isGroup(text)) {
      flush()
      group = labelCell
      item = null
      head = null
      continue
    }
    const isStep = labelCell !== null && STEP_LABEL.test(withoutNumber(text)) && !ITEM_NUMBER.test(text) && (open !== null || item !== null)
    const named = labelCell === null || isStep ? null : labelOf(labelCell, page)
    if (labelCell !== null && named?.label === '' && item !== null && isEmpty(open)) {
      // A row of nothing but notes goes on with the item above it.
      const { notes } = named
      if (variant === null || open.base.variant !== '') item = { ...item, notes: [...item.notes, ...notes] }
      open = continued(open, notes, labelCell, variant, thread)
    } else if (labelCell !== null && named !== null) {
      const { label, notes } = named
      if (withoutNumber(text) !== text) head = others.length === 0 ? { label, cell: labelCell } : null
      item = { label, notes, cell: labelCell }
      start(variant, thread?.text.trim() ?? '', thread)
    } else if (variant !== null || (thread !== null && value !== null && labelCell === null)) {
      start(variant, thread?.text.trim() ?? '', thread)
    }
    const current = open as Open | null
    if (current === null) {
      if (value !== null) skipped.push(value)
      continue
    }
    if (value !== null || isStep) {
      const cells = [isStep ? labelCell : null, thread, value, unit].filter((cell) => cell !== null)
      const { label, note } = isStep && labelCell !== null ? stepOf(labelCell, page) : { label: '', note: '' }
      current.entries.push({ label, note, value, unit, thread: thread?.text.trim() ?? '', cells })
    }
  }
  flush()
  return { specified, roles, skipped }
}

interface Item {
  readonly label: string
  readonly notes: readonly string[]
  readonly cell: Cell
}

interface Open {
  readonly base: Omit<Specified, 'entries'>
  readonly entries: Entry[]
}

const isEmpty = (open: Open | null): open is Open => open !== null && open.entries.length === 0

/** The item with what a row of notes adds: its notes, and the type and thread, or the next line of the type. */
function continued({ base, entries }: Open, notes: readonly string[], cell: Cell, variant: Cell | null, thread: Cell | null): Open {
  const cells = [cell, variant, thread].filter((one) => one !== null)
  return {
    base: {
      ...base,
      notes: [...base.notes, ...notes],
      variant: [base.variant, variant?.text.trim() ?? ''].filter((text) => text !== '').join(' '),
      thread: base.thread === '' ? (thread?.text.trim() ?? '') : base.thread,
      cells: [...base.cells, ...cells],
    },
    entries,
  }
}

/** The name of a step and what is printed on lines of their own under it. */
function stepOf(cell: Cell, page: PageMaterial): { label: string; note: string } {
  const [first = '', ...rest] = cellLines(cell, page.reading)
  const at = rest.findIndex((line) => /^\p{Lu}/u.test(line))
  const [name, notes] = at === -1 ? [rest, []] : [rest.slice(0, at), rest.slice(at)]
  return { label: withoutNumber([first, ...name].join(' ').trim()), note: notes.join(' ') }
}

function labelIn(roles: Roles, pick: (column: number) => Cell | null): Cell | null {
  const cells = roles.labels.map(pick).filter((cell) => cell !== null)
  return cells.find(({ text }) => /\p{L}{3}/u.test(withoutNumber(text.trim()))) ?? null
}

/** A row that heads others: a chapter number and a name ('11 12 Cylinder head with cover'). */
function isGroup(text: string): boolean {
  return /^\d{2}\s?\d{2}\b/.test(text) && text.length < 90
}

/** An item's own mark, which no step of a sequence has. */
const ITEM_NUMBER = /^\d{1,3}\s?[A-Z]{2,3}\b/

/** Item marks in front of labels: '1AZ', '12 AZ', '3.', 'a)'. */
export function withoutNumber(text: string): string {
  return text.replace(/^(?:\d{1,3}\s?[A-Z]{1,3}\b|\d{1,3}[.)]|[a-z]\))\s*/, '').trim()
}

/** The first printed line names the item; lines that begin with an instruction are notes on it. */
function labelOf(cell: Cell, page: PageMaterial): { label: string; notes: string[] } {
  const lines = cellLines(cell, page.reading)
  const [first = '', ...rest] = lines.length > 1 ? lines : splitAtInstruction(cell.text)
  const named = withoutNumber(first)
  const label = isNote(named) ? [] : [named]
  const notes: string[] = isNote(named) ? [named] : []
  for (const line of rest) {
    // Below the first note every line that begins with a capital is a note of its own.
    const begins = isNote(line) || (notes.length > 0 && /^\p{Lu}\p{Ll}/u.test(line))
    if (begins) notes.push(line)
    else if (notes.length > 0) notes.push(`${notes.pop() ?? ''} ${line}`)
    else label.push(line)
  }
  return { label: label.filter((part) => part !== '').join(' '), notes }
}

function isNote(line: string): boolean {
  const first = /^\p{Lu}\p{L}*/u.exec(line)?.[0] ?? ''
  if (/^(?:Do|Always|Never|Only|Note)$/.test(first)) return true
  // 'For repair work, only use screws with Torx head'
  if (/^(?:For|When|If)\b[^,]+, (?:only|always|never|do not|use|replace)\b/.test(line)) return true
  if (isPartNamedByUse(line)) return false
  return isInstructionVerb(first) && (!isNounToo(first) || /^\p{L}+(?:,| and| new| all| only| both) /u.test(line))
}

/** One line of text with the note behind the label: cut before the first capitalised instruction. */
function splitAtInstruction(text: string): string[] {
  const pieces: string[] = []
  let start = 0
  for (const match of text.matchAll(/(?<=[\p{Ll})]\s)\p{Lu}\p{Ll}+/gu)) {
    if (!isNote(text.slice(match.index))) continue
    pieces.push(text.slice(start, match.index).trim())
    start = match.index
  }
  return [...pieces, text.slice(start).trim()]
}
