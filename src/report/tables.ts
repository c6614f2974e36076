import { cellBar, type Tone } from './charts.ts'
import type { Count } from './data.ts'
import { type Content, html, type Markup } from './markup.ts'
import { grouped, percent } from './numbers.ts'

export interface Column<Row> {
  readonly head: string
  readonly cell: (row: Row) => Content
  readonly kind?: 'num' | 'bar' | 'id' | 'path' | 'text' | 'main'
}

export interface TableOptions {
  /** What is said instead of a table without rows. */
  readonly empty: string
  /** Scrolls inside itself above this many rows. */
  readonly longFrom?: number
  /** A few short columns, which would be torn apart over the full width. */
  readonly snug?: boolean
}

/** A table in a box of its own, which scrolls sideways where the window is narrow. */
export function table<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  { empty, longFrom = 25, snug = false }: TableOptions,
): Markup {
  if (rows.length === 0) return html`<p class="empty">${empty}</p>`
  const head = columns.map((column) => html`<th class="${column.kind ?? ''}" scope="col">${column.head}</th>`)
  const body = rows.map(
    (row) =>
      html`<tr>
        ${columns.map((column) => html`<td class="${column.kind ?? ''}">${column.cell(row)}</td>`)}
      </tr> `,
  )
  return html`<div
    class="wide${snug ? ' snug' : ''}${rows.length > longFrom ? ' long' : ''}"
    ${rows.length > longFrom ? html`tabindex="0"` : null}
  >
    <table>
      <thead>
        <tr>
          ${head}
        </tr>
      </thead>
      <tbody>
        ${body}
      </tbody>
    </table>
  </div>`
}

/** Names with their counts, a bar each, and their share of all. */
export function countTable(counts: readonly Count[], head: string, empty: string, tone: Tone = 'accent'): Markup {
  const top = Math.max(0, ...counts.map((row) => row.count))
  const total = counts.reduce((sum, row) => sum + row.count, 0)
  return table(
    counts,
    [
      { head, cell: (row) => row.name },
      { head: '', kind: 'bar', cell: (row) => cellBar(row.count, top, tone) },
      { head: 'count', kind: 'num', cell: (row) => grouped(row.count) },
      { head: 'share', kind: 'num', cell: (row) => percent(row.count, total) },
    ],
    { empty, snug: true },
  )
}
