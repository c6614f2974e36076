import type { Evidence } from '../contracts/example.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { Block, Cell, Structure, Table } from '../contracts/structure.ts'
import { remembered } from './remembered.ts'
import { plainText } from './words.ts'

/** A piece of evidence with what stands at its place. */
export interface CitedPlace {
  readonly evidence: Evidence
  readonly structure: Structure
  readonly block: Block
  /** The table of the block, if it is one. */
  readonly table: Table | null
  /** The cited cell, where the evidence names one that exists. */
  readonly cell: Cell | null
}

/** The structure of the page, of one of its neighbours, or of one that its section's pages are sent to; null when it is none of them. */
export function structureOf(page_id: string, page: PageMaterial): Structure | null {
  return (
    [page, page.previous, page.next, ...(page.following ?? []), ...(page.references?.pages ?? [])]
      .map((one) => one?.structure)
      .find((structure) => structure?.page_id === page_id) ?? null
  )
}

/** Finds what a piece of evidence cites. Returns the reason, for people, when there is no such place. */
export function citedPlace(evidence: Evidence, page: PageMaterial): CitedPlace | string {
  const structure = structureOf(evidence.page_id, page)
  if (structure === null)
    return `The page ${evidence.page_id} that is cited is neither this page nor one beside it, nor one that it is sent to.`
  const block = structure.blocks.find(({ id }) => id === evidence.block)
  if (block === undefined) return `The page ${evidence.page_id} has no block ${evidence.block}.`
  const table = structure.tables.find((each) => each.block === block.id) ?? null
  if (evidence.cell === undefined) return { evidence, structure, block, table, cell: null }
  if (table === null) return `The block ${block.id} is no table, yet a cell of it is cited.`
  const cell = cellAt(table, evidence.cell.row, evidence.cell.column)
  if (cell === null) return `The table ${block.id} has no cell at row ${evidence.cell.row}, column ${evidence.cell.column}.`
  return { evidence, structure, block, table, cell }
}

/** The places that a candidate's evidence names; pieces without a place are left out (the check `grounded` reports them). */
export function citedPlaces(evidence: readonly Evidence[], page: PageMaterial): CitedPlace[] {
  return evidence.map((each) => citedPlace(each, page)).filter((place) => typeof place !== 'string')
}

const grids = new WeakMap<Table, ReadonlyMap<string, Cell>>()

/** The cell that covers a grid position. */
export function cellAt(table: Table, row: number, column: number): Cell | null {
  let grid = grids.get(table)
  if (grid === undefined) {
    grid = gridOf(table)
    grids.set(table, grid)
  }
  return grid.get(`${row},${column}`) ?? null
}

/** The first cell that covers each position. */
function gridOf(table: Table): Map<string, Cell> {
  const grid = new Map<string, Cell>()
  for (const cell of table.rows.flat()) {
    for (let row = cell.row; row < cell.row + cell.row_span; row++) {
      for (let column = cell.column; column < cell.column + cell.column_span; column++) {
        if (!grid.has(`${row},${column}`)) grid.set(`${row},${column}`, cell)
      }
    }
  }
  return grid
}

/** Cells that stand over a cell in its columns and say what the column holds. */
export function columnHeaders(table: Table, cell: Cell): Cell[] {
  const sameColumn = (other: Cell): boolean =>
    other.column < cell.column + cell.column_span && cell.column < other.column + other.column_span && other.row < cell.row
  return table.rows.flat().filter((other) => other.header && sameColumn(other) && other.text !== '')
}

/** Cells to the left of a cell in its rows. */
export function rowLabels(table: Table, cell: Cell): Cell[] {
  const sameRow = (other: Cell): boolean => other.row < cell.row + cell.row_span && cell.row < other.row + other.row_span
  return table.rows.flat().filter((other) => other.column < cell.column && sameRow(other) && other.text !== '')
}

/** The nearest row above that is one cell across (almost) the whole table: the heading of the group that a row is in. */
export function groupHeading(table: Table, cell: Cell): Cell | null {
  const headings = table.rows.flat().filter((other) => other.row < cell.row && other.text !== '' && isAlone(table, other))
  return headings.at(-1) ?? null
}

function isAlone(table: Table, cell: Cell): boolean {
  const beside = (table.rows[cell.row] ?? []).filter((other) => other !== cell && other.text !== '')
  return beside.length === 0 && (cell.column_span > 1 || table.columns > 1)
}

/** What says what a cell is about: title, headers, labels, group; joined by line breaks. */
export function cellContext(table: Table, cell: Cell): string {
  const group = groupHeading(table, cell)
  const cells = [...columnHeaders(table, cell), ...rowLabels(table, cell), ...(group === null ? [] : [group])]
  return [table.title, ...cells.map(({ text }) => text)].join('\n')
}

/** Letters and digits with the signs that carry meaning; what readers and writers disagree on (spaces, punctuation) is left out. */
export const compact = remembered((text): string =>
  plainText(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}°%±+/]/gu, ''),
)

/** All that stands at a cited block: text, lines as read, cells row by row. */
export function textAt(place: CitedPlace, page: PageMaterial): string[] {
  const lines = place.structure.page_id === page.reading.page_id ? linesOf(place.block, page) : ''
  const rows = place.table === null ? [] : place.table.rows.map((row) => row.map(({ text }) => text).join(' '))
  const title = place.table === null ? [] : [place.table.title]
  return [place.block.text, lines, ...title, rows.join(' '), [...title, ...rows].join(' ')].filter((text) => text !== '')
}

function linesOf(block: Block, page: PageMaterial): string {
  const wanted = new Set(block.lines)
  return page.reading.lines
    .filter(({ id }) => wanted.has(id))
    .map(({ text }) => text)
    .join(' ')
}

/**
 * Whether a quote really stands at the place: as one run of characters in the block, its lines or its cell;
 * or, where it joins parts of a table row or skips with '…', with each of its parts found there.
 */
export function isQuoted(place: CitedPlace, page: PageMaterial): boolean {
  // A mark ('●') has nothing to compare but itself.
  if (place.cell !== null && place.cell.text !== '' && place.cell.text === place.evidence.quote) return true
  const there = (place.cell === null ? textAt(place, page) : [place.cell.text, ...textAt(place, page)]).map(compact)
  const found = (part: string): boolean => there.some((text) => text.includes(compact(part)))
  if (found(place.evidence.quote)) return compact(place.evidence.quote) !== ''
  const parts = place.evidence.quote.split(/\s*(?:\||…|\.\.\.|\n|;|\s–\s|\s-\s|:\s)\s*/).filter((part) => compact(part) !== '')
  return parts.length > 1 && parts.every(found)
}
