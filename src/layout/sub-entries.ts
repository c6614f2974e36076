import type { GridCell } from './grid.ts'
import type { Row } from './rows.ts'

/** A face of a ruled grid with the lines that stand in it. */
export interface Slot {
  readonly cell: GridCell
  readonly rows: readonly Row[]
}

/** A value by itself on its line. */
const VALUE = /^[-+±–<>≤≥~]?\s?\d[\d.,/\s]*(?:\s?[\p{L}%°"/²³·-]{1,8}){0,2}$/u
/** Lines of two columns on one baseline lie this near to each other, in letter heights. */
const LEVEL = 0.5

/** One of several entries of a ruled row: its label, with the head that all entries share, and its values by column. */
export interface SubEntry {
  readonly label: readonly Row[]
  readonly values: ReadonlyMap<number, Row>
}

export interface SubEntries {
  /** Grid column of the labels. */
  readonly column: number
  readonly head: readonly Row[]
  readonly entries: readonly SubEntry[]
}

/**
 * Entries under a head inside one ruled row: 'Maneuvering speed / 2550 pounds / 2200 pounds' beside the values '102 / 95'. There are
 * as many values as labels under the head, in each of the columns that hold values, and the labels are of one kind. Null where a
 * row is not surely of this build.
 */
export function subEntriesOf(slots: readonly Slot[], em: number): SubEntries | null {
  const filled = slots.filter(({ rows }) => rows.length > 0).toSorted((one, other) => one.cell.column - other.cell.column)
  const valued = filled.filter(({ rows }) => rows.length >= 2 && rows.every(({ text }) => VALUE.test(text)))
  const count = valued[0]?.rows.length ?? 0
  if (valued.length === 0 || valued.some(({ rows }) => rows.length !== count || !sameLines(rows, valued[0]!.rows, em))) return null
  const labels = filled.findLast(({ cell, rows }) => cell.column < valued[0]!.cell.column && rows.length > count)
  if (labels === undefined) return null
  const [head, ...under] = logicalLines(labels.rows)
  if (head === undefined || under.length !== count || !areAlike(under.map((lines) => lines[0]!.text))) return null
  if (/^[\d(]/.test(head[0]!.text)) return null
  const entries = under.map((label, index): SubEntry => ({
    label,
    values: new Map(valued.map(({ cell, rows }) => [cell.column, rows[index]!])),
  }))
  return { column: labels.cell.column, head, entries }
}

const middle = ({ box }: Row) => (box[1] + box[3]) / 2

const sameLines = (rows: readonly Row[], others: readonly Row[], em: number) =>
  rows.every((row, index) => Math.abs(middle(row) - middle(others[index]!)) < LEVEL * em)

/** Lines of a cell; one that begins small goes on with the line above. */
function logicalLines(rows: readonly Row[]): Row[][] {
  const lines: Row[][] = []
  for (const row of rows) {
    if (lines.length > 0 && /^\p{Ll}/u.test(row.text)) lines.at(-1)!.push(row)
    else lines.push([row])
  }
  return lines
}

/** Labels that all begin with a figure, or end in the same word: '10° flaps', '10°–30° flaps'. */
function areAlike(labels: readonly string[]): boolean {
  const last = (label: string) => /[\p{L}%°]+$/u.exec(label)?.[0].toLowerCase() ?? label
  return labels.every((label) => /^\d/.test(label)) || labels.every((label) => last(label) === last(labels[0]!))
}
