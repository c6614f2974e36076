import type { Candidate } from '../contracts/example.ts'
import type { Cell, Table } from '../contracts/structure.ts'
import { cellAt, citedPlaces, type CitedPlace, columnHeaders, rowLabels } from './evidence.ts'
import { quantitiesOf, sameNumber } from './quantities.ts'
import { checkNamed, fail, type Finding, shortened, worst } from './verdict.ts'
import { contentRoots } from './words.ts'

type CellPlace = CitedPlace & { readonly table: Table; readonly cell: Cell }

/**
 * Evidence that names a table cell: the value of the answer is in a cited cell, and what the question names is that
 * cell's row and column, not another row's label or another column's heading.
 */
export const tableCell = checkNamed('table_cell', (candidate, page) => {
  const places = citedPlaces(candidate.evidence, page).filter((place): place is CellPlace => place.cell !== null && place.table !== null)
  if (places.length === 0) return null
  return worst([
    valueInCell(candidate, places),
    ...places.map((place) => worst([rightRow(candidate, place, places), rightColumn(candidate, place, places)])),
  ])
})

function valueInCell(candidate: Candidate, places: readonly CellPlace[]): Finding {
  const cells = places.map(({ cell }) => cell.text).join('\n')
  const held = quantitiesOf(cells)
  const stated = quantitiesOf(candidate.answer)
  if (stated.length > 0 && held.length > 0) {
    if (stated.some((quantity) => held.some((other) => sameNumber(quantity, other)))) return null
    return fail(`The cited cell holds “${shortened(cells)}”, not the value of the answer.`)
  }
  const roots = contentRoots(cells)
  const answer = contentRoots(candidate.answer)
  const shared = [...answer].some((each) => roots.has(each))
  if (shared || roots.size === 0 || answer.size === 0) return null
  return fail(`The cited cell holds “${shortened(cells)}”, nothing of which is in the answer.`)
}

/** What tells labels apart: their roots and their numbers. */
function marks(text: string): Set<string> {
  return new Set([...contentRoots(text), ...quantitiesOf(text).map(({ prefix, digits }) => prefix + digits)])
}

function difference(of: ReadonlySet<string>, from: ReadonlySet<string>): string[] {
  return [...of].filter((each) => !from.has(each))
}

/**
 * Fails when the question names, of two labels, the other one: all that sets the other apart is asked for,
 * and nothing of what sets the own apart is.
 */
function namesOther(asked: ReadonlySet<string>, own: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const theirs = difference(other, own)
  const ours = difference(own, other)
  return theirs.length > 0 && theirs.every((each) => asked.has(each)) && ours.length > 0 && !ours.some((each) => asked.has(each))
}

function askedMarks(candidate: Candidate): Set<string> {
  return marks([candidate.question, ...candidate.applies_to].join('\n'))
}

/** Compares labels column by column: the question names another row's part, engine or thread in place of the own one. */
function rightRow(candidate: Candidate, { table, cell }: CellPlace, places: readonly CellPlace[]): Finding {
  // A heading that is cited beside the value has no row of its own.
  if (isHeaderRow(table, cell.row)) return null
  const cited = new Set(places.flatMap((each) => rowsOf(each.cell)))
  const asked = askedMarks(candidate)
  const named = rowLabels(table, cell).filter((label) => isLabel(label) && !places.some((each) => each.cell === label))
  for (const label of named) {
    const own = marks(label.text)
    for (let row = 0; row < table.rows.length; row++) {
      if (cited.has(row) || isHeaderRow(table, row)) continue
      const other = cellAt(table, row, label.column)
      if (other === null || other.column_span !== label.column_span) continue
      if (namesOther(asked, own, marks(other.text))) {
        return fail(`The question names “${shortened(other.text)}”, the cited cell is in the row of “${shortened(label.text)}”.`)
      }
    }
  }
  return null
}

/** A label has a word or a designation ('D20', 'M8'); a bare value ('30') and the number of a row ('1AZ') have neither. */
const isLabel = ({ text }: Cell): boolean => /\p{L}{3,}|\p{L}\d/u.test(text)

const rowsOf = (cell: Cell): number[] => Array.from({ length: cell.row_span }, (_, offset) => cell.row + offset)

const isHeaderRow = (table: Table, row: number): boolean => (table.rows[row] ?? []).every(({ header }) => header)

function rightColumn(candidate: Candidate, { table, cell }: CellPlace, places: readonly CellPlace[]): Finding {
  if (isHeaderRow(table, cell.row)) return null
  const cited = new Set(places.map((each) => each.cell.column))
  const own = marks(headerText(table, cell))
  const asked = askedMarks(candidate)
  for (let column = 0; column < table.columns; column++) {
    const beside = cellAt(table, cell.row, column)
    if (cited.has(column) || beside === null || beside === cell || !looksAlike(beside, cell)) continue
    const header = headerText(table, { ...cell, column, column_span: 1 })
    if (namesOther(asked, own, marks(header))) {
      return fail(`The question names the column “${shortened(header)}”, the cited cell is in another column.`)
    }
  }
  return null
}

/** Cells of columns that a question could confuse: both hold numbers of one kind. */
function looksAlike(one: Cell, other: Cell): boolean {
  const [a] = quantitiesOf(one.text)
  const [b] = quantitiesOf(other.text)
  return a !== undefined && b !== undefined && a.prefix === b.prefix && a.unit === b.unit
}

function headerText(table: Table, cell: Cell): string {
  return columnHeaders(table, cell)
    .map(({ text }) => text)
    .join('\n')
}
