import { wrapText, type TextStyle } from '../drawing/fonts.ts'
import type { Sheet, TruthCell } from '../drawing/sheet.ts'
import type { CellText, Row, RuledTable } from './page.ts'

const PAD = 10

interface Placed {
  readonly row: number
  readonly column: number
  readonly across: number
  readonly down: number
  readonly bold: boolean
  readonly align: 'left' | 'center' | 'right'
  readonly indent: number
  readonly text: string
}

/**
 * Draws a ruled table with its top left corner at (left, top) and records its cells; returns the y of its bottom rule.
 * Every printed line of a cell is a line of the page, every row a block.
 */
export function drawTable(sheet: Sheet, table: RuledTable, left: number, top: number, body: TextStyle, bold: TextStyle): number {
  const rows = [...table.header, ...table.rows]
  const lineHeight = body.size * 1.3
  const edges = table.widths.reduce<number[]>((sums, width) => [...sums, sums[sums.length - 1]! + width], [left])
  const cells = rows.flatMap((row, index) => placedCells(row, index, table, index < table.header.length))
  const linesOf = (cell: Placed) => {
    const width = edges[cell.column + cell.across]! - edges[cell.column]! - 2 * PAD - cell.indent
    return cell.text === '' ? [] : wrapText(cell.text, width, cell.bold ? bold : body)
  }
  const heights = rows.map((_, row) => {
    const counts = cells.filter((cell) => cell.row === row && cell.down === 1).map((cell) => linesOf(cell).length)
    return Math.max(1, ...counts) * lineHeight + PAD
  })
  for (const cell of cells.filter((each) => each.down > 1)) {
    const room = heights.slice(cell.row, cell.row + cell.down).reduce((sum, height) => sum + height, 0)
    const short = linesOf(cell).length * lineHeight + PAD - room
    if (short > 0) heights[cell.row + cell.down - 1]! += short
  }
  const tops = heights.reduce<number[]>((sums, height) => [...sums, sums[sums.length - 1]! + height], [top])
  const grid: TruthCell[] = []
  rows.forEach((_, row) => {
    sheet.block('table', () => {
      for (const cell of cells.filter((each) => each.row === row)) {
        const box = [edges[cell.column]!, tops[row]!, edges[cell.column + cell.across]!, tops[row + cell.down]!] as const
        const header = row < table.header.length
        sheet.frame([...box], 2, header ? '#e4e4e4' : null)
        const style = cell.bold ? bold : body
        const lines = linesOf(cell)
        const first = (box[1] + box[3]) / 2 - ((lines.length - 1) * lineHeight) / 2 + style.size * 0.35
        lines.forEach((line, index) => {
          const x = cell.align === 'center' ? (box[0] + box[2]) / 2 : cell.align === 'right' ? box[2] - PAD : box[0] + PAD + cell.indent
          sheet.print([{ text: line, x, style, align: cell.align }], first + index * lineHeight)
        })
        grid.push({ row, column: cell.column, row_span: cell.down, column_span: cell.across, text: cell.text, box: [...box], header })
      }
    })
  })
  sheet.frame([left, top, edges[edges.length - 1]!, tops[tops.length - 1]!], 3.5)
  sheet.tables.push({ header: headerTexts(table, grid), rows: bodyTexts(table, grid), grid })
  return tops[tops.length - 1]!
}

function placedCells(row: Row, index: number, table: RuledTable, header: boolean): Placed[] {
  const cells: Placed[] = []
  row.forEach((cell: CellText, column) => {
    if (cell === null) return
    const spec = typeof cell === 'string' ? { text: cell } : cell
    const { text, across = 1, down = 1, bold = header, indent = 0 } = spec
    cells.push({ row: index, column, across, down, bold, indent, text, align: spec.align ?? (header ? 'center' : table.align[column]!) })
  })
  return cells
}

/** One title per column: the header cells over it, from top to bottom. */
function headerTexts(table: RuledTable, grid: readonly TruthCell[]): string[] {
  return table.widths.map((_, column) => {
    const over = grid.filter((cell) => cell.header && cell.column <= column && column < cell.column + cell.column_span)
    return over
      .map((cell) => cell.text)
      .filter((text) => text !== '')
      .join(': ')
  })
}

/** Covered positions are ''. */
function bodyTexts(table: RuledTable, grid: readonly TruthCell[]): string[][] {
  return table.rows.map((_, index) => {
    const row = index + table.header.length
    return table.widths.map((_, column) => grid.find((cell) => cell.row === row && cell.column === column)?.text ?? '')
  })
}
