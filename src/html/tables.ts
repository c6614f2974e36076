import { PagetuneError } from '../contracts/error.ts'
import type { Cell, Table } from '../contracts/structure.ts'
import { attributeOf, childrenOf, type HtmlElement, type HtmlNode, isElement, isUnseen, renderedText } from './text.ts'

/** Grid positions of one page above which reading it would cost more than any specification sheet is worth. */
export const MAX_GRID_POSITIONS = 200_000

/** Limits of the HTML standard, section 4.9.11. */
const MAX_COLUMN_SPAN = 1000
const MAX_ROW_SPAN = 65_534

/** What the grid positions of all tables of a page have cost so far. */
export interface GridBudget {
  used: number
  readonly page_id: string
}

/** Rows of a table without those of tables inside its cells, each with whether it stands in a `<thead>`. */
export function rowsOf(table: HtmlElement): { row: HtmlElement; head: boolean }[] {
  const rows: { row: HtmlElement; head: boolean }[] = []
  for (const child of table.childNodes) {
    if (!isElement(child) || isUnseen(child)) continue
    if (child.tagName === 'tr') rows.push({ row: child, head: false })
    else if (['thead', 'tbody', 'tfoot'].includes(child.tagName)) {
      for (const row of child.childNodes) {
        if (isElement(row) && row.tagName === 'tr' && !isUnseen(row)) rows.push({ row, head: child.tagName === 'thead' })
      }
    }
  }
  return rows
}

function cellsOf(row: HtmlElement): HtmlElement[] {
  return row.childNodes.filter((node): node is HtmlElement => isElement(node) && (node.tagName === 'td' || node.tagName === 'th'))
}

/** All tables directly inside an element, not those inside these tables. */
export function innerTables(element: HtmlElement): HtmlElement[] {
  const found: HtmlElement[] = []
  const visit = (node: HtmlNode): void => {
    for (const child of childrenOf(node)) {
      if (!isElement(child) || isUnseen(child)) continue
      if (child.tagName === 'table') found.push(child)
      else visit(child)
    }
  }
  visit(element)
  return found
}

/**
 * Whether a table only arranges the page: it says so, has no grid (one row or one column of text), or holds other
 * tables without heading cells of its own.
 */
export function isLayoutTable(table: HtmlElement): boolean {
  const role = attributeOf(table, 'role')
  if (role === 'presentation' || role === 'none') return true
  const rows = rowsOf(table).map(({ row }) => cellsOf(row))
  const headed = rows.some((cells) => cells.some((cell) => cell.tagName === 'th'))
  if (!headed && innerTables(table).length > 0) return true
  const filled = rows.map((cells) => cells.filter((cell) => renderedText(cell.childNodes) !== '').length)
  return filled.filter((count) => count > 0).length < 2 || Math.max(0, ...filled) < 2
}

/**
 * Resolves a table to its grid (the algorithm of the HTML standard: each cell takes the next free position of its row;
 * spans that reach beyond the table are cut). Line breaks in a cell are kept as '\n'.
 * Throws HTML_TOO_LARGE when the page's grids exceed MAX_GRID_POSITIONS.
 */
export function tableFrom(element: HtmlElement, block: string, title: string, budget: GridBudget): Table {
  const sources = rowsOf(element)
  const taken: Set<number>[] = sources.map(() => new Set<number>())
  const rows: Cell[][] = sources.map(() => [])
  let columns = 0
  for (const [row, source] of sources.entries()) {
    let column = 0
    for (const cell of cellsOf(source.row)) {
      while (taken[row]!.has(column)) column++
      const column_span = span(attributeOf(cell, 'colspan'), MAX_COLUMN_SPAN)
      const wanted = span(attributeOf(cell, 'rowspan'), MAX_ROW_SPAN, true)
      const row_span = Math.min(wanted === 0 ? sources.length : wanted, sources.length - row)
      spend(budget, row_span * column_span)
      for (let y = row; y < row + row_span; y++) for (let x = column; x < column + column_span; x++) taken[y]!.add(x)
      rows[row]!.push({
        text: renderedText(cell.childNodes, (inner) => inner.tagName === 'table'),
        box: null,
        row_span,
        column_span,
        row,
        column,
        header: source.head || cell.tagName === 'th' || isEmphasised(cell),
        confidence: 1,
      })
      column += column_span
      columns = Math.max(columns, column)
    }
  }
  markHeaderByLayout(rows)
  return { block, title, ruled: true, columns, rows, confidence: 1 }
}

function span(value: string | undefined, most: number, zeroAllowed = false): number {
  const parsed = Number.parseInt(value ?? '1', 10)
  if (zeroAllowed && parsed === 0) return 0
  return Number.isNaN(parsed) || parsed < 1 ? 1 : Math.min(parsed, most)
}

function spend(budget: GridBudget, positions: number): void {
  budget.used += positions
  if (budget.used <= MAX_GRID_POSITIONS) return
  throw new PagetuneError('HTML_TOO_LARGE', `The tables of this page have more than ${MAX_GRID_POSITIONS} cells.`, {
    where: budget.page_id,
    fix: 'Split the file into smaller pages, or leave it out with sections.exclude_patterns.',
  })
}

/** Whether all text of a cell stands in headings or bold type. */
function isEmphasised(cell: HtmlElement): boolean {
  const all = renderedText(cell.childNodes)
  if (all === '') return false
  const plain = renderedText(
    cell.childNodes,
    (inner) => /^(?:h[1-6]|b|strong)$/.test(inner.tagName) || /font-weight\s*:\s*(?:bold|[6-9]00)/i.test(attributeOf(inner, 'style') ?? ''),
  )
  return plain === ''
}

const COLUMN_TITLES =
  /^(?:item|items|spec|specs|specification|specifications|parameter|property|attribute|description|category|name|value|values|unit|units|data|details?|notes?|remarks?|component|part|type|quantity|capacity|model|variant|position|condition)$/i

/** A first row without any mark is a header when nothing stands over its labels, or when its cells only name columns. */
function markHeaderByLayout(rows: Cell[][]): void {
  const index = rows.findIndex((row) => row.some((cell) => cell.text !== ''))
  const first = rows[index]
  if (first === undefined || first.some((cell) => cell.header) || rows.length < index + 3) return
  const filled = first.filter((cell) => cell.text !== '')
  if (filled.length < 2) return
  const corner = first.find((cell) => cell.column === 0)
  const named = COLUMN_TITLES.test(filled[0]!.text) && filled.every((cell) => !/\d/.test(cell.text) || cell.column > 0)
  if (corner?.text !== '' && !named) return
  for (const cell of filled) cell.header = true
}
