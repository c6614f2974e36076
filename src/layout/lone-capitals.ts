import type { PlacedTable } from './ruled-table.ts'

/** A column of letters has at least so many cells with one character, and this share of them are capitals. */
const FEWEST = 5
const MOST = 0.6
/** Small letters that look like their capitals, and the figure that looks like a letter: alone in a cell nothing shows their size. */
const ALIKE = /^[cosuvwxz0]$/

/** A table in whose columns of single capitals (terminals, gates, items) every letter is one: 's' among 'R' and 'T' is 'S', '0' is 'O'. */
export function withLoneCapitals(table: PlacedTable): PlacedTable {
  const cells = table.rows.flat().filter(({ header, text }) => !header && text !== '')
  const lettered = new Set(
    [...new Set(cells.map(({ column }) => column))].filter((column) => {
      const own = cells.filter((cell) => cell.column === column)
      const capitals = own.filter(({ text }) => /^[A-Z]$/.test(text)).length
      return own.length >= FEWEST && capitals >= MOST * own.length && own.every(({ text }) => /^[A-Z]$/.test(text) || ALIKE.test(text))
    }),
  )
  const capital = (text: string) => (text === '0' ? 'O' : text.toUpperCase())
  return {
    ...table,
    rows: table.rows.map((row) =>
      row.map((cell) =>
        lettered.has(cell.column) && !cell.header && ALIKE.test(cell.text) ? { ...cell, text: capital(cell.text) } : cell,
      ),
    ),
  }
}
