import type { Reading } from '../contracts/reading.ts'
import type { Cell, Table } from '../contracts/structure.ts'
import { hasQuantity } from '../text/values.ts'

/** A table by grid positions, spans resolved. */
export interface Grid {
  readonly table: Table
  readonly rowCount: number
  /** The cell that covers a position; null where none does. */
  at(row: number, column: number): Cell | null
  /** Number of header rows at the top. */
  readonly headerRows: number
  /** Texts of the header cells over a column, from the top, each once: 'General Information Repair Manual'. */
  heading(column: number): string
}

export function gridOf(table: Table): Grid {
  const cells = table.rows.flat()
  const rowCount = Math.max(0, ...cells.map((cell) => cell.row + cell.row_span))
  const at = (row: number, column: number): Cell | null =>
    cells.find(
      (cell) => row >= cell.row && row < cell.row + cell.row_span && column >= cell.column && column < cell.column + cell.column_span,
    ) ?? null
  const headerRows = headerCount(cells, rowCount, table)
  return {
    table,
    rowCount,
    at,
    headerRows,
    heading: (column) => {
      const over = Array.from({ length: headerRows }, (_, row) => at(row, column)).filter((cell) => cell !== null)
      return [...new Set(over)]
        .map(({ text }) => text.trim())
        .filter((text) => text !== '')
        .join(' ')
    },
  }
}

/** Rows at the top all of whose filled cells are marked as headers; without marks, a first row of short words without figures. */
function headerCount(cells: readonly Cell[], rowCount: number, table: Table): number {
  let count = 0
  while (count < rowCount) {
    const filled = cells.filter((cell) => cell.row <= count && count < cell.row + cell.row_span && cell.text.trim() !== '')
    if (filled.length === 0 || !filled.every((cell) => cell.header)) break
    count += 1
  }
  if (count > 0 || cells.some((cell) => cell.header)) return count
  const first = cells.filter((cell) => cell.row === 0 && cell.text.trim() !== '')
  // Labels with values beside them begin at once, unless the first row says that it names them.
  if (!table.ruled && table.columns === 2) return first.length === 2 && first.every(({ text }) => COLUMN_NAME.test(text.trim())) ? 1 : 0
  const words = first.filter(({ text }) => /^\p{L}[\p{L} /.-]{1,30}$/u.test(text.trim()))
  return words.length >= Math.max(2, first.length - 1) ? 1 : 0
}

/** What columns of labels and values are called. */
const COLUMN_NAME =
  /^(?:items?|parameters?|characteristics?|propert(?:y|ies)|descriptions?|designations?|parts?|components?|features?|ratings?|values?|specifications?|data|settings?|limits?|quantit(?:y|ies)|capacit(?:y|ies)|torques?|units?)$/i

/** The printed lines of a cell, from the words of the reading whose middles lie in it; its joined text where none do. */
export function cellLines(cell: Cell, reading: Reading): string[] {
  const { box } = cell
  if (box === null) return [cell.text]
  const words = reading.lines
    .flatMap((line) => line.words)
    .filter(({ box: [left, top, right, bottom] }) => {
      const [x, y] = [(left + right) / 2, (top + bottom) / 2]
      return x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3]
    })
    .toSorted((one, other) => one.box[1] + one.box[3] - other.box[1] - other.box[3])
  const rows: { middle: number; height: number; words: typeof words }[] = []
  for (const word of words) {
    const middle = (word.box[1] + word.box[3]) / 2
    const row = rows.at(-1)
    if (row !== undefined && middle - row.middle < 0.6 * Math.max(row.height, word.box[3] - word.box[1])) row.words.push(word)
    else rows.push({ middle, height: word.box[3] - word.box[1], words: [word] })
  }
  const lines = rows.map((row) =>
    row.words
      .toSorted((one, other) => one.box[0] - other.box[0])
      .map(({ text }) => text.trim())
      .join(' '),
  )
  // Words that straddle a ruling would be lost: then the cell's own text is the surer one.
  const letters = (text: string): string => text.replace(/[^\p{L}\d]/gu, '')
  return letters(lines.join('')) === letters(cell.text) && lines.length > 0 ? lines : [cell.text]
}

/**
 * A cell's text with its lines parted where each says something of its own: 'off = idle', 'green = locked' gives 'off: idle; green:
 * locked', and '6 V', '3 A' gives '6 V; 3 A'. Lines of one running text are joined by blanks.
 */
export function toldLines(cell: Cell, reading: Reading): string {
  const lines = cellLines(cell, reading)
  if (lines.length < 2) return cell.text
  const equations = lines.reduce<string[]>(
    (told, line) => (line.includes(' = ') || told.length === 0 ? [...told, line] : [...told.slice(0, -1), `${told.at(-1) ?? ''} ${line}`]),
    [],
  )
  if (equations.length >= 2 && equations.every((line) => /^[^=]{1,40} = [^=]+$/.test(line)))
    return equations.map((line) => line.replace(' = ', ': ')).join('; ')
  const areValues = lines.every((line) => line.length < 40 && /^[\p{Lu}\d±+–-]/u.test(line) && hasQuantity(line) && !/[,–-]$/.test(line))
  return areValues ? lines.join('; ') : cell.text
}
