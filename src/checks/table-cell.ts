import type { Candidate } from '../contracts/example.ts'
import type { Cell, Table } from '../contracts/structure.ts'
import { cellAt, citedPlaces, type CitedPlace, columnHeaders, compact, groupHeading, rowLabels } from './evidence.ts'
import { itemsOf } from './items.ts'
import { remembered } from './remembered.ts'
import { isGeneric } from './generic-words.ts'
import { quantitiesOf, sameNumber } from './quantities.ts'
import { pageCheckNamed, fail, type Finding, review, shortened, worst } from './verdict.ts'
import { contentRoots, isContrast } from './words.ts'

type CellPlace = CitedPlace & { readonly table: Table; readonly cell: Cell }

/**
 * Evidence that names a table cell: the value of the answer is in a cited cell, and what the question names is that
 * cell's row and column, not another row's label or another column's heading.
 */
export const tableCell = pageCheckNamed('table_cell', (candidate, page) => {
  const places = citedPlaces(candidate.evidence, page).filter((place): place is CellPlace => place.cell !== null && place.table !== null)
  if (places.length === 0) return null
  return worst([
    valueInCell(candidate, places),
    linesKeepRows(candidate, places),
    ...places.map((place) => worst([rightRow(candidate, place, places), rightColumn(candidate, place, places)])),
    ...places.map((place) =>
      worst([labelsOfRow(candidate, place, places), rightIdentifier(candidate, place), betterRow(candidate, place, places, page.vehicles)]),
    ),
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

/** A line 'cause: remedy' of an answer holds two cells; both stand in one row of their table. */
function linesKeepRows({ answer }: Candidate, places: readonly CellPlace[]): Finding {
  for (const line of itemsOf(answer)) {
    const said = compact(line)
    const [first, ...rest] = line.split(':').map(compact)
    if (first === undefined || rest.length === 0) continue
    const labels = places.filter(({ cell }) => compact(cell.text) === first)
    const values = places.filter(({ cell }) => compact(cell.text).length > 8 && said.endsWith(compact(cell.text)))
    if (labels.length === 0 || values.length === 0) continue
    const together = labels.some(({ table, cell }) =>
      values.some((other) => other.table === table && rowsOf(other.cell).some((row) => rowsOf(cell).includes(row))),
    )
    if (!together)
      return fail(
        `“${shortened(labels[0]?.cell.text ?? '', 30)}” and “${shortened(values[0]?.cell.text ?? '', 30)}” stand in different rows.`,
      )
  }
  return null
}

/** What tells labels apart: their roots and their numbers. */
const marks = remembered(
  (text): ReadonlySet<string> => new Set([...contentRoots(text), ...quantitiesOf(text).map(({ prefix, digits }) => prefix + digits)]),
)

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

/** The question names all of another label that says more than the own one ('M8x1 8.8', not 'M8 8.8'), and the own row says nothing of it. */
function namesMore(asked: ReadonlySet<string>, own: ReadonlySet<string>, other: ReadonlySet<string>, row: ReadonlySet<string>): boolean {
  const theirs = difference(other, own)
  return (
    own.size > 0 &&
    theirs.length > 0 &&
    difference(own, other).length === 0 &&
    [...other].every((each) => asked.has(each)) &&
    !theirs.some((each) => row.has(each))
  )
}

/** A word that is no everyday word of tables. */
const isName = (mark: string): boolean => /^\p{L}{3,}$/u.test(mark) && !isGeneric(mark)

function askedMarks(candidate: Candidate): ReadonlySet<string> {
  return marks([candidate.question, ...candidate.applies_to].join('\n'))
}

/** Compares labels column by column: the question names another row's part, engine or thread in place of the own one. */
function rightRow(candidate: Candidate, { table, cell }: CellPlace, places: readonly CellPlace[]): Finding {
  // A heading that is cited beside the value has no row of its own.
  if (isHeaderRow(table, cell.row)) return null
  const cited = new Set(places.flatMap((each) => rowsOf(each.cell)))
  const asked = askedMarks(candidate)
  const named = rowLabels(table, cell).filter((label) => isLabel(label) && !isHeaderRow(table, label.row))
  const quotes = candidate.evidence.map(({ quote }) => quote)
  const about = marks([table.title, groupHeading(table, cell)?.text ?? '', ...quotes].join('\n'))
  for (const label of named) {
    const own = marks(label.text)
    for (let row = 0; row < table.rows.length; row++) {
      if (cited.has(row) || isHeaderRow(table, row)) continue
      const other = cellAt(table, row, label.column)
      if (other === null || other.column_span !== label.column_span) continue
      const theirs = marks(other.text)
      // Beside a label that is cited, a question may name numbers, and what the table or its group is about, for another reason.
      const isCited = places.some((each) => each.cell === label)
      const isTelling = !isCited || difference(theirs, own).some((each) => isName(each) && !about.has(each))
      const isOther = namesOther(asked, own, theirs) && isTelling
      if (isOther || (!isCited && namesMore(asked, own, theirs, marks(labelsText(table, cell))))) {
        return fail(`The question names “${shortened(other.text)}”, the cited cell is in the row of “${shortened(label.text)}”.`, other.box)
      }
    }
  }
  return null
}

/** A value that the answer takes from a cell stands in the row whose label is cited beside it. */
function labelsOfRow(candidate: Candidate, { table, cell }: CellPlace, places: readonly CellPlace[]): Finding {
  if (!isAnswered(candidate, cell) || isHeaderRow(table, cell.row)) return null
  for (const { table: other, cell: cited } of places) {
    if (other !== table || cited.column >= cell.column || isHeaderRow(table, cited.row) || rowsOf(cited).includes(cell.row)) continue
    const own = cellAt(table, cell.row, cited.column)
    const isCited = places.some((each) => each.table === table && each.cell === own)
    if (own === null || own.text === '' || isCited || !isLabel(own)) continue
    const besideIt = places.some(
      (each) => each.table === table && each.cell.column === cell.column && rowsOf(each.cell).includes(cited.row),
    )
    if (besideIt || own.text === cited.text) continue
    return fail(`The label “${shortened(cited.text)}” is cited, but the value stands in the row of “${shortened(own.text)}”.`)
  }
  return null
}

/**
 * Rows that are told apart by a letter or a number under a heading ('TERMINAL' over 'S'): where the question names one of them ('terminal S'),
 * the value stands beside that one.
 */
function rightIdentifier(candidate: Candidate, { table, cell }: CellPlace): Finding {
  if (!isAnswered(candidate, cell) || isHeaderRow(table, cell.row)) return null
  const label = rowLabels(table, cell)
    .filter(({ text, header }) => !header && IDENTIFIER.test(text))
    .at(-1)
  if (label === undefined) return null
  const [heading] = columnHeaders(table, label)
  const name = /\p{L}{3,}/u.exec(heading?.text ?? '')?.[0].toLowerCase()
  if (heading === undefined || name === undefined) return null
  const named = new RegExp(`\\b${name}s?\\s+(?:no\\.?\\s*|number\\s+)?["“']?([\\p{L}\\d]{1,3})(?![\\p{L}\\d])`, 'iu').exec(
    candidate.question,
  )?.[1]
  // The row's own letter, cited beside its value, stands in the row of another one to its left.
  if (named === undefined || isSame(named, label.text) || isSame(named, cell.text)) return null
  const other = table.rows
    .flat()
    .find((one) => !one.header && isSame(one.text, named) && columnHeaders(table, one).some(({ text }) => isSame(text, heading.text)))
  return other === undefined
    ? null
    : fail(`The question names ${name} “${other.text}”, the cited cell is in the row of “${label.text}”.`, other.box)
}

/** A row's letter or number. */
const IDENTIFIER = /^[\p{L}\d]{1,3}$/u
const isSame = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase()

const isAnswered = ({ answer }: Candidate, { text }: Cell): boolean => text !== '' && compact(answer).includes(compact(text))

/** Another row has two words of the question that neither the cited row nor a quote has, and lacks none that they have. */
function betterRow(candidate: Candidate, { table, cell }: CellPlace, places: readonly CellPlace[], vehicles: readonly string[]): Finding {
  if (!isAnswered(candidate, cell) || isHeaderRow(table, cell.row) || /\b(?:other than|except|without)\b/i.test(candidate.question))
    return null
  const names = marks([...vehicles, ...candidate.applies_to].join('\n'))
  const asked = new Set([...askedMarks(candidate)].filter((each) => (!isGeneric(each) || isContrast(each)) && !names.has(each)))
  const cited = new Set(
    places.filter((each) => each.table === table && each.cell.column === cell.column).flatMap((each) => rowsOf(each.cell)),
  )
  const quotes = candidate.evidence.map(({ quote }) => quote).join('\n')
  const own = known(asked, `${rowText(table, cell)}\n${quotes}`)
  for (let row = 0; row < table.rows.length; row++) {
    const other = cellAt(table, row, cell.column)
    if (cited.has(row) || other === null || other.text === '' || other.column_span !== cell.column_span || isHeaderRow(table, row)) continue
    const there = known(asked, rowText(table, other))
    const gained = difference(there, own)
    const isNamed =
      gained.length > 1 || gained.some((each) => (/^\p{L}{4,}$/u.test(each) || isContrast(each)) && isOnlyIn(each, other, table))
    if (isNamed && difference(own, there).length === 0)
      return review(
        `The question names “${gained.slice(0, 3).join(', ')}” of the row “${shortened(rowText(table, other))}”, which is not cited.`,
      )
  }
  return null
}

/** Remembers a text for each cell of a table: every pair of the table asks for it again. */
function byCell(read: (table: Table, cell: Cell) => string): (table: Table, cell: Cell) => string {
  const texts = new WeakMap<Cell, string>()
  return (table, cell) => {
    const before = texts.get(cell)
    if (before !== undefined) return before
    const text = read(table, cell)
    texts.set(cell, text)
    return text
  }
}

/** Whether of the rows with a cell in a column one alone has a word. */
const isOnlyIn = (word: string, cell: Cell, table: Table): boolean =>
  table.rows.every((_, row) => {
    const other = cellAt(table, row, cell.column)
    return other === null || other === cell || !marks(labelsText(table, other)).has(word)
  })

const known = (asked: ReadonlySet<string>, text: string): Set<string> => {
  const there = marks(text)
  return new Set([...asked].filter((each) => there.has(each)))
}

/** All that a row says besides a value: its other cells, the heading of its group, its column's headings, the title. */
const rowText = byCell((table, cell) => {
  const above = [...columnHeaders(table, cell).map(({ text }) => text), groupHeading(table, cell)?.text ?? '', table.title]
  return [labelsText(table, cell), ...above].join('\n')
})

const labelsText = byCell((table, cell) => {
  const beside = table.rows
    .flat()
    .filter((other) => other !== cell && rowsOf(other).includes(cell.row) && isLabel(other) && !looksAlike(other, cell))
  return beside.map(({ text }) => text).join('\n')
})

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
