import type { Cell, Table } from '../contracts/structure.ts'
import { isAttribute } from './html-specification-nouns.ts'
import { beginsWithNumber, isUnit } from './html-specification-values.ts'

/** Cells by grid position; a spanning cell stands at every position that it covers. */
export type Grid = readonly (readonly (Cell | undefined)[])[]

export function gridOf(table: Table): Grid {
  const grid: (Cell | undefined)[][] = table.rows.map(() => Array.from<Cell | undefined>({ length: table.columns }))
  for (const cell of table.rows.flat()) {
    for (let y = cell.row; y < Math.min(cell.row + cell.row_span, grid.length); y++) {
      for (let x = cell.column; x < Math.min(cell.column + cell.column_span, table.columns); x++) grid[y]![x] ??= cell
    }
  }
  return grid
}

/** What a column holds. `attribute`: each cell is that quantity of the row's item; `variant`: the value for one variant. */
export type Role =
  | { readonly kind: 'label' | 'category' | 'unit' | 'note' | 'empty' }
  | { readonly kind: 'value'; readonly attribute: string | null; readonly variant: string | null; readonly title: Cell | null }

export interface Columns {
  readonly roles: readonly Role[]
  /** Title over the labels: what kind of thing each row is ('Tyre size'). */
  readonly labelTitle: Cell | null
  /** Rows name variants and columns quantities ('Version | Power | Torque'). */
  readonly transposed: boolean
}

const UNIT_TITLE = /^units?$/i
const NOTE_TITLE = /^(?:notes?|remarks?|comments?|source|reference)$/i
const CATEGORY_TITLE = /^(?:category|group|system|section|assembly|area)$/i
const VALUE_TITLE = /^(?:values?|data|specs?|specifications?|details?|nominal(?: value)?|figure|all|all (?:models|versions|variants)|)$/i
const VARIANT_LABEL_TITLE = /^(?:models?|variants?|versions?|types?|trims?|editions?)$/i
const PROPERTY_TITLE =
  /^(?:types?|grades?|makes?|makers?|manufacturers?|materials?|colou?rs?|brands?|part (?:no\.?|numbers?|#)|threads?|fluids?|lubricants?|approvals?|positions?|function)$/i

/** Columns by their header cells, or by the shape of what stands below where there are none. */
export function columnsOf(grid: Grid, headers: readonly (readonly Cell[])[], columns: number): Columns {
  const titles = Array.from({ length: columns }, (_, column) => headers[column] ?? [])
  const data = grid.filter((row) => row.some((cell) => cell !== undefined && cell.text !== '' && !cell.header))
  const filled = titles.map((_, column) => data.some((row) => (row[column]?.text ?? '') !== ''))
  const rowHeaders = leadingHeaders(data, columns)
  const roles: Role[] = []
  let label = -1
  for (const [column, cells] of titles.entries()) {
    const title = cells.at(-1)?.text.replaceAll('\n', ' ') ?? ''
    if (!filled[column]!) roles.push({ kind: 'empty' })
    else if (column < rowHeaders) {
      label = column
      roles.push({ kind: 'label' })
    } else if (UNIT_TITLE.test(title)) roles.push({ kind: 'unit' })
    else if (NOTE_TITLE.test(title)) roles.push({ kind: 'note' })
    else if (label < 0 && (CATEGORY_TITLE.test(title) || isCategoryColumn(grid, column, title, filled))) roles.push({ kind: 'category' })
    else if (label < 0) {
      label = column
      roles.push({ kind: 'label' })
    } else if (title === '' && isUnitColumn(grid, column)) roles.push({ kind: 'unit' })
    else roles.push(valueRole(title, cells))
  }
  const values = roles.filter((role) => role.kind === 'value')
  const labelTitle = titles[label]?.at(-1) ?? null
  const transposed =
    VARIANT_LABEL_TITLE.test(labelTitle?.text ?? '') && values.length > 0 && values.every((role) => role.attribute !== null)
  return { roles, labelTitle, transposed }
}

function valueRole(title: string, cells: readonly Cell[]): Role {
  const cell = cells.at(-1) ?? null
  if (VALUE_TITLE.test(title.trim())) return { kind: 'value', attribute: null, variant: null, title: null }
  const bare = title.replace(/\s*[([].*[)\]]\s*$/, '').trim()
  const above = cells.length > 1 && cells[0]!.text !== title ? cells[0]!.text : null
  if (isAttribute(bare) || PROPERTY_TITLE.test(bare)) return { kind: 'value', attribute: title, variant: above, title: cell }
  if (above !== null && isAttribute(above)) return { kind: 'value', attribute: above, variant: title, title: cell }
  return { kind: 'value', attribute: null, variant: title, title: cell }
}

/** How many of the first columns hold nothing but header cells beside the data: labels, and sub-labels under them. */
function leadingHeaders(data: Grid, columns: number): number {
  for (let column = 0; column < columns; column++) {
    const cells = data.map((row) => row[column]).filter((cell) => cell !== undefined && cell.text !== '')
    if (cells.length === 0 || cells.some((cell) => !cell!.header)) return column
  }
  return columns - 1
}

/** A first column that names groups: it spans rows, and the column beside it names things too. */
function isCategoryColumn(grid: Grid, column: number, title: string, filled: readonly boolean[]): boolean {
  if (column !== 0 || title !== '' || filled.filter(Boolean).length < 3) return false
  return grid.some((row, y) => {
    const cell = row[0]
    return (
      cell !== undefined &&
      cell.text !== '' &&
      cell.row === y &&
      cell.row_span > 1 &&
      (row[1]?.text ?? '') !== '' &&
      !beginsWithNumber(row[1]!.text)
    )
  })
}

function isUnitColumn(grid: Grid, column: number): boolean {
  const texts = grid
    .map((row) => row[column])
    .filter((cell) => cell !== undefined && cell.text !== '' && !cell.header && cell.column === column)
  return texts.length > 0 && texts.every((cell) => isUnit(cell!.text))
}
