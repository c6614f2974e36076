import type { Evidence } from '../contracts/example.ts'
import type { NeighbourPage, PageMaterial } from '../contracts/material.ts'
import type { BlockType, Cell, Structure, Table } from '../contracts/structure.ts'
import { follows } from './operations.ts'
import type { Draft } from './writer.ts'

/** A table that goes on from the page before: the rows of that page which stand over it now, in place of its own first ones. */
export interface ContinuedTable {
  /** Block of the table on this page. */
  readonly block: string
  readonly from: { readonly page_id: string; readonly block: string }
  /** For each row put over the table, its row on the page before. */
  readonly rows: readonly number[]
}

const AROUND: ReadonlySet<BlockType> = new Set(['page_number', 'header', 'footer', 'figure', 'callout'])
const CONTINUED = /\b(?:continued|cont(?:['’]d|\.))/i
/** Columns of one table begin at the same shares of its width, off by at most this much. */
const OFF = 0.04

/** The table with which a page ends, and the one with which it begins, also under its repeated title. */
const lastTable = ({ blocks, tables }: Structure): Table | undefined => {
  const last = blocks.findLast(({ type }) => !AROUND.has(type))
  return tables.find(({ block }) => block === last?.id)
}
const firstTable = ({ blocks, tables }: Structure, title: string): Table | undefined => {
  const first = blocks.filter(({ type }) => !AROUND.has(type))
  const isTitle = (text: string): boolean => CONTINUED.test(text) || (title !== '' && text.toLowerCase().includes(title.toLowerCase()))
  const at = first.findIndex(({ type, text }) => !((type === 'heading' || type === 'caption') && isTitle(text)))
  return tables.find(({ block }) => block === first[at]?.id)
}

/** Left edges of the columns as shares of the table's width; null where they cannot be told. */
function edges(table: Table): number[] | null {
  const cells = table.rows.flat().filter(({ column_span, box }) => column_span === 1 && box !== null)
  const left = Array.from({ length: table.columns }, (_, column) =>
    Math.min(...cells.flatMap((cell) => (cell.column === column && cell.box !== null ? [cell.box[0]] : []))),
  )
  const right = Math.max(...cells.flatMap(({ box }) => (box === null ? [] : [box[2]])))
  const width = right - left[0]!
  return left.every(Number.isFinite) && width > 0 ? left.map((at) => (at - left[0]!) / width) : null
}

function sameColumns(one: Table, other: Table): boolean {
  const [here, there] = [edges(one), edges(other)]
  return here !== null && there !== null && here.length === there.length && here.every((at, index) => Math.abs(at - there[index]!) < OFF)
}

const isHeader = (row: readonly Cell[]): boolean => {
  const filled = row.filter(({ text }) => text !== '')
  return filled.length > 0 && filled.every(({ header }) => header)
}
/** A row that names what stands below it. */
const isGroup = (row: readonly Cell[], columns: number): boolean => row[0]?.column_span === columns && row[0].text !== '' && !row[0].header

/**
 * The page with the table with which it begins made whole, where that table goes on from the page before: it gets that one's title, and
 * the rows that name its columns and its group where they are not printed again.
 */
export function withContinuedTable(page: PageMaterial): { page: PageMaterial; continued: ContinuedTable | null } {
  const before: NeighbourPage | null = page.previous
  const first = before === null || !follows(before, page) ? undefined : lastTable(before.structure)
  const second = first === undefined ? undefined : firstTable(page.structure, first.title)
  if (before === null || first === undefined || second === undefined || !sameColumns(first, second)) return { page, continued: null }
  const repeats = second.rows.some(isHeader)
  const headers = repeats ? [] : first.rows.filter(isHeader)
  const data = second.rows.find((row) => !isHeader(row)) ?? []
  const groups = first.rows.filter((row) => isGroup(row, first.columns))
  const group = repeats || isGroup(data, second.columns) ? [] : groups.slice(-1)
  const over = [...headers, ...group]
  const title = second.title === '' || CONTINUED.test(second.title) ? first.title : second.title
  if (over.length === 0 && title === second.title) return { page, continued: null }
  const rows = [
    ...over.map((row, index) => row.map((cell) => ({ ...cell, row: index, row_span: 1 }))),
    ...second.rows.map((row) => row.map((cell) => ({ ...cell, row: cell.row + over.length }))),
  ]
  const tables = page.structure.tables.map((table) => (table === second ? { ...table, title, rows } : table))
  const from = { page_id: before.page.page_id, block: first.block }
  return {
    page: { ...page, structure: { ...page.structure, tables } },
    continued: { block: second.block, from, rows: over.map((row) => row[0]!.row) },
  }
}

/** The draft with each cell cited where it is printed. */
export function citedWherePrinted(draft: Draft, page_id: string, continued: ContinuedTable | null): Draft {
  if (continued === null || continued.rows.length === 0) return draft
  const { block, from, rows } = continued
  const placed = (one: Evidence): Evidence => {
    const { cell } = one
    if (one.page_id !== page_id || one.block !== block || cell === undefined) return one
    const row = rows[cell.row]
    return row === undefined
      ? { ...one, cell: { ...cell, row: cell.row - rows.length } }
      : { ...one, page_id: from.page_id, block: from.block, cell: { ...cell, row } }
  }
  return { ...draft, evidence: draft.evidence.map(placed) }
}
