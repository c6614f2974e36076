import type { Cell, Table } from '../contracts/structure.ts'
import { type Columns, columnsOf, type Grid, gridOf, type Role } from './html-specification-columns.ts'
import { isAttribute, isGenericGroup } from './html-specification-nouns.ts'
import { distinct, isDependent, leadingName, merged, overlaps } from './html-specification-rows.ts'
import { isPlaceholder, segmentsOf } from './html-specification-values.ts'

/** One value of a sheet with everything that says what it is the value of. */
export interface Entry {
  /** Heading row or category above it. */
  readonly group: Cell | null
  /** Label row without values that this row belongs under. */
  readonly parent: Cell | null
  readonly label: Cell
  readonly labelTitle: Cell | null
  /** Column titles that name the quantity, or null when the label does. */
  readonly attribute: Cell | null
  /** Variants as the columns name them; empty = all that the table has. */
  readonly variants: readonly string[]
  /** The variant's own title line is left out of `text`. */
  readonly text: string
  /** The cells that state it: several when variants agree, or when a row without label goes on. */
  readonly cells: readonly Cell[]
  readonly unit: Cell | null
  /** Other value cells of the row that differ from this one, this one included, in order. */
  readonly row: readonly Cell[]
  /** Names of the parts of values 'a / b' in this group, from a row without label. */
  readonly legend: Cell | null
  /** Rows without label below it. */
  readonly series: readonly Cell[]
  /** What a row below says about it ('Same as …'). */
  readonly notes: readonly Cell[]
}

export interface Sheet {
  readonly entries: readonly Entry[]
  readonly refused: readonly { readonly cell: Cell; readonly reason: string }[]
  readonly transposed: boolean
  readonly variants: readonly string[]
}

const NOTE =
  /^(?:same as|identical (?:to|with)|as (?:in|on|for)|unique (?:for|to)|only (?:for|on|in)|shared with|interchangeable|fits also|also (?:fits|used))\b/i

interface Draft extends Omit<Entry, 'series' | 'notes'> {
  series: Cell[]
  notes: Cell[]
}

/**
 * Reads the rows of a specification table. `inherited` are the variants that an earlier table of the page named for
 * the same number of value columns.
 */
export function readSheet(table: Table, inherited: readonly string[]): Sheet {
  return new Reader(table, inherited).sheet()
}

class Reader {
  readonly #grid: Grid
  readonly #width: number
  readonly #entries: Draft[] = []
  readonly #refused: { cell: Cell; reason: string }[] = []
  readonly #colons: boolean
  #columns: Columns
  #variants: string[]
  #titled: Cell[] = []
  #group: Cell | null = null
  #parent: Cell | null = null
  /** The label row above has had rows that mean nothing without it. */
  #dependents = false
  #legend: Cell | null = null
  /** Entries of the row above, for rows without a label. */
  #above: Draft[] = []

  constructor(table: Table, inherited: readonly string[]) {
    this.#width = table.columns
    this.#grid = gridOf(table)
    this.#columns = columnsOf(this.#grid, this.#headers(0), this.#width)
    this.#variants = this.#namedVariants()
    if (this.#variants.length === 0) this.#variantsFromRows()
    const values = this.#valueColumns()
    if (this.#variants.length === 0 && inherited.length === values.length && values.every(this.#mayAgree)) this.#variants = [...inherited]
    const labels = this.#grid.map((row) => this.#cell(row, 'label')?.text ?? '').filter((text) => text !== '')
    this.#colons = labels.filter((text) => /:\s*(?:[[(].*)?$/.test(text.replaceAll('\n', ' '))).length * 2 > labels.length
  }

  sheet(): Sheet {
    for (const [y, row] of this.#grid.entries()) this.#row(y, row)
    return { entries: this.#entries, refused: this.#refused, transposed: this.#columns.transposed, variants: this.#variants }
  }

  /** Header cells over each column in the run of header rows that begins at a row. */
  #headers(from: number): Cell[][] {
    const over: Cell[][] = Array.from({ length: this.#width }, () => [])
    for (let y = from; y < this.#grid.length && this.#isHeaderRow(this.#grid[y]!); y++) {
      for (const [x, cell] of this.#grid[y]!.entries()) {
        if (cell !== undefined && cell.text !== '' && !over[x]!.includes(cell)) over[x]!.push(cell)
      }
    }
    return over
  }

  #isHeaderRow(row: readonly (Cell | undefined)[]): boolean {
    const filled = distinct(row)
    return filled.length > 1 && filled.every((cell) => cell.header)
  }

  #valueColumns(): number[] {
    return this.#columns.roles.flatMap((role, column) => (role.kind === 'value' ? [column] : []))
  }

  #namedVariants(): string[] {
    const roles = this.#columns.roles.filter((role) => role.kind === 'value')
    const names = roles.map((role) => role.variant?.replaceAll('\n', ' ') ?? '')
    return roles.length > 1 && names.every((name) => name !== '') ? [...new Set(names)] : []
  }

  /** Without a header: an early row whose cells each open with a name ('Coupe 2-door') that tells the columns apart. */
  #variantsFromRows(): void {
    const columns = this.#valueColumns()
    if (columns.length < 2) return
    for (const row of this.#grid.slice(0, 6)) {
      const label = this.#cell(row, 'label')?.text ?? ''
      if (!/\b(?:model|version|variant|body|type|code|designation|trim)/i.test(label)) continue
      const cells = columns.map((column) => row[column]!)
      const names = cells.map((cell) => leadingName(cell?.text ?? ''))
      if (new Set(cells).size < columns.length || names.some((name) => name === '') || new Set(names).size < names.length) continue
      this.#variants = names
      this.#titled = cells
      return
    }
  }

  #cell(row: readonly (Cell | undefined)[], kind: Role['kind']): Cell | undefined {
    return row[this.#columns.roles.findIndex((role) => role.kind === kind)]
  }

  #row(y: number, row: readonly (Cell | undefined)[]): void {
    const filled = distinct(row)
    if (filled.length === 0) return
    const labels = this.#labels(row)
    if (this.#isHeaderRow(row) && filled.some((cell) => !labels.includes(cell))) {
      const own = filled.filter((cell) => cell.row === y)
      for (const cell of own) this.#refused.push({ cell, reason: 'column title' })
      if (y > 0 && !this.#isHeaderRow(this.#grid[y - 1]!)) {
        this.#columns = columnsOf(this.#grid.slice(y), this.#headers(y), this.#width)
        this.#variants = this.#namedVariants()
        this.#group = this.#parent = this.#legend = null
      }
      return
    }
    const category = this.#cell(row, 'category')
    if (category !== undefined && category.text !== '') this.#group = category
    const label = labels.at(-1)
    const values = this.#values(row, label)
    if (label === undefined) this.#continuation(values)
    else if (values.length === 0) this.#labelRow(label)
    else this.#fact(row, labels, values)
  }

  /** The label of a row, after the labels of wider columns that it stands under. */
  #labels(row: readonly (Cell | undefined)[]): Cell[] {
    return distinct(row.filter((_, column) => this.#columns.roles[column]?.kind === 'label'))
  }

  #values(row: readonly (Cell | undefined)[], label: Cell | undefined): { cell: Cell; column: number }[] {
    const values: { cell: Cell; column: number }[] = []
    for (const column of this.#valueColumns()) {
      const cell = row[column]
      if (cell === undefined || cell.text === '' || cell === label) continue
      values.push({ cell, column })
    }
    return values
  }

  #labelRow(label: Cell): void {
    this.#above = []
    this.#refused.push({ cell: label, reason: 'heading of the rows below' })
    if (label.header || isGenericGroup(label.text)) {
      this.#group = label
      this.#parent = this.#legend = null
    } else this.#parent = label
    this.#dependents = false
  }

  /**
   * A row belongs under the label row above it while it has no colon where others have one. Without colons its first
   * row decides: below a row such as 'City' or '@ 90 km/h' the first one of another kind ends it.
   */
  #closeParent(label: string): void {
    if (this.#parent === null) return
    const dependent = isDependent(label)
    if (this.#colons ? label.includes(':') : this.#dependents && !dependent) this.#parent = null
    this.#dependents ||= dependent
  }

  #fact(row: readonly (Cell | undefined)[], labels: readonly Cell[], values: readonly { cell: Cell; column: number }[]): void {
    const label = labels.at(-1)!
    if (labels.length === 1) this.#closeParent(label.text)
    const category = this.#cell(row, 'category')
    const parent = labels.at(-2) ?? (category !== undefined && isAttribute(category.text) ? category : this.#parent)
    const unit = this.#cell(row, 'unit')
    this.#above = []
    for (const { cells, columns } of merged(values, this.#mayAgree)) {
      const cell = cells[0]!
      if (isPlaceholder(cell.text)) {
        for (const each of cells) this.#refused.push({ cell: each, reason: `placeholder: ${each.text}` })
        continue
      }
      const role = this.#columns.roles[columns[0]!]!
      if (role.kind !== 'value') continue
      const variants = this.#variantsOf(columns)
      if (variants === null) {
        for (const each of cells) this.#refused.push({ cell: each, reason: 'values differ between columns that have no name' })
        continue
      }
      const text = this.#titled.includes(cell) ? cell.text.split('\n').slice(1).join('\n') || cell.text : cell.text
      this.#above.push({
        group: this.#group,
        parent,
        label,
        labelTitle: this.#columns.labelTitle,
        attribute: role.attribute === null ? null : role.title,
        variants,
        text,
        cells,
        row: values.map((value) => value.cell),
        unit: unit !== undefined && unit.text !== '' ? unit : null,
        legend: this.#legend,
        series: [],
        notes: [],
      })
    }
    this.#entries.push(...this.#above)
  }

  /** Equal words in columns of one quantity are one value; in columns of different quantities they are two. */
  readonly #mayAgree = (column: number): boolean => {
    const role = this.#columns.roles[column]!
    return role.kind === 'value' && role.attribute === null
  }

  /** Variants of columns; empty = all, null = the columns differ but have no names. */
  #variantsOf(columns: readonly number[]): string[] | null {
    const all = this.#valueColumns()
    const roles = columns.map((column) => this.#columns.roles[column]!)
    if (roles.some((role) => role.kind === 'value' && role.attribute !== null)) {
      return roles.flatMap((role) => (role.kind === 'value' && role.variant !== null ? [role.variant] : []))
    }
    if (columns.length === all.length) return all.length === 1 ? this.#variants.slice(0, 1) : []
    if (this.#variants.length !== all.length) return null
    return columns.map((column) => this.#variants[all.indexOf(column)]!)
  }

  /** A row without a label: names of parts, a remark on the row above, or more of its value. */
  #continuation(values: readonly { cell: Cell; column: number }[]): void {
    for (const { cells, columns } of merged(values, this.#mayAgree)) {
      const cell = cells[0]!
      const text = segmentsOf(cell.text).join(' ')
      const owner = this.#above.find((entry) => entry.cells.some((above) => overlaps(above, columns))) ?? this.#above[0]
      if (isPlaceholder(cell.text)) this.#refused.push({ cell, reason: `placeholder: ${cell.text}` })
      else if (owner === undefined && / \/ /.test(text) && !/\d/.test(text)) {
        this.#legend = cell
        this.#refused.push({ cell, reason: 'names the parts of the values below' })
      } else if (owner === undefined) this.#refused.push({ cell, reason: 'a value without a label' })
      else if (NOTE.test(text)) owner.notes.push(cell)
      else owner.series.push(cell)
    }
  }
}
