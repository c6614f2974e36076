import type { Box } from '../contracts/geometry.ts'
import { centreInside, median } from './boxes.ts'
import type { RuledGrid } from './grid.ts'
import { beginsWithAction, FOOTNOTE } from './wording.ts'
import { joinLines, letterHeight, type PlacedWord, type Row, rowsOf } from './rows.ts'
import { type Slot, type SubEntries, subEntriesOf } from './sub-entries.ts'

/** A cell of a table in upright pixels, before it is mapped to the prepared image. */
export interface PlacedCell {
  readonly text: string
  readonly box: Box
  readonly words: readonly PlacedWord[]
  readonly row: number
  readonly column: number
  readonly rowSpan: number
  readonly columnSpan: number
  readonly header: boolean
  readonly confidence: number
}

export interface PlacedTable {
  readonly box: Box
  readonly ruled: boolean
  readonly columns: number
  /** By the row in which they start, then column. */
  readonly rows: readonly (readonly PlacedCell[])[]
  readonly confidence: number
  /** Every word of the table, cell after cell. */
  readonly words: readonly PlacedWord[]
  /** Words of footnotes that stood in the table's last, otherwise empty rows. */
  readonly notes: readonly (readonly PlacedWord[])[]
}

/** Below this a word is in doubt, and with it the grid of a table without rulings: as in the settings' `min_confidence`. */
export const SURELY_READ = 0.96

/** Lowest confidence of words; 1 where there are none (an empty cell is not in doubt). */
export function lowestConfidence(words: readonly { readonly confidence: number }[]): number {
  return words.reduce((lowest, word) => Math.min(lowest, word.confidence), 1)
}

/** Joins the lines of a cell. A tail of one or two small letters that stands alone under a full line is the rest of its word. */
function cellText(rows: readonly Row[], box: Box): string {
  const texts: string[] = []
  rows.forEach((row, index) => {
    const before = rows[index - 1]
    const full = before !== undefined && before.box[2] - before.box[0] > 0.75 * (box[2] - box[0])
    if (full && /^[a-z]{1,2}$/.test(row.text) && /[a-z]$/.test(before.text)) texts[texts.length - 1] += row.text
    else texts.push(row.text)
  })
  return joinLines(texts)
}

const hasText = (slot: Slot) => slot.rows.length > 0

/**
 * Level cuts inside a ruled row that holds several unruled entries: places where the first column leaves more room between
 * two lines than between the lines of one entry. Upright y positions, none when the row holds one entry.
 */
function entryCuts(slots: readonly Slot[], em: number): number[] {
  const filled = slots.filter(hasText)
  const lines = lineCuts(filled, em)
  if (lines.length > 0) return lines
  const first = filled[0]
  if (first === undefined || first.rows.length < 3 || slots.length < 2) return []
  const tops = first.rows.map((row) => (row.box[1] + row.box[3]) / 2)
  const steps = tops.slice(1).map((top, index) => top - tops[index]!)
  const pitch = Math.min(...steps)
  const cuts = steps.flatMap((step, index) =>
    (step > 1.22 * pitch && !/^\p{Ll}/u.test(first.rows[index + 1]!.text)) || endsEntry(first, index, em)
      ? [first.rows[index + 1]!.box[1] - 0.3 * em]
      : [],
  )
  // One entry with loose lines, or a first column that wraps beside single values, gives no cuts that the other columns respect.
  const others = filled.slice(1).flatMap((slot) => slot.rows)
  const respected = cuts.every((cut) => others.every((row) => row.box[3] <= cut + 0.6 * em || row.box[1] >= cut - 0.6 * em))
  return others.length > 0 && respected ? cuts : []
}

/** Whether a line ends one job of a check list: it stops short, without a stop, before a line that begins with a verb. */
function endsEntry({ cell, rows }: Slot, index: number, em: number): boolean {
  const [row, next] = [rows[index]!, rows[index + 1]!]
  const firstWord = next.words[0]!.upright
  const short = cell.box[2] - row.box[2] > firstWord[2] - firstWord[0] + 4 * em
  return short && !/[.,;:–-]$/.test(row.text) && /^\p{Lu}/u.test(next.text) && beginsWithAction(next.text)
}

/**
 * Cuts between all lines, where each line is an entry: at least four baselines, on which two or more columns stand, with nearly
 * all lines beginning with a capital or a digit.
 */
function lineCuts(filled: readonly Slot[], em: number): number[] {
  const rows = filled.flatMap((slot) => slot.rows)
  const middle = (row: Row) => (row.box[1] + row.box[3]) / 2
  const baselines: Row[][] = []
  for (const row of rows.toSorted((one, other) => middle(one) - middle(other))) {
    const last = baselines.at(-1)
    if (last !== undefined && middle(row) - middle(last[0]!) < 0.55 * em) last.push(row)
    else baselines.push([row])
  }
  const shared = baselines.filter((line) => line.length > 1).length
  const opening = rows.filter((row) => /^[\p{Lu}\d(<>±+-]|^.$/u.test(row.text)).length
  if (baselines.length < 4 || shared < 0.75 * baselines.length || opening < 0.9 * rows.length) return []
  return baselines.slice(1).map((line, index) => (middle(line[0]!) + middle(baselines[index]!.at(-1)!)) / 2)
}

function splitEntries(slots: readonly Slot[], em: number): Slot[][] {
  const cuts = entryCuts(slots, em)
  if (cuts.length === 0) return [[...slots]]
  const edges = [-Infinity, ...cuts, Infinity]
  return edges.slice(1).map((end, index) =>
    slots.map(({ cell, rows }): Slot => {
      const [left, top, right, bottom] = cell.box
      const inside = rows.filter((row) => {
        const middle = (row.box[1] + row.box[3]) / 2
        return middle >= edges[index]! && middle < end
      })
      return { cell: { ...cell, rowSpan: 1, box: [left, Math.max(top, edges[index]!), right, Math.min(bottom, end)] }, rows: inside }
    }),
  )
}

/** Data as against a column's name: begins with a digit, a sign or a dash. */
const VALUE = /^[-+±–]?\s?\d|^[–-]+$|^(all|yes|no|none)$/i

/** Number of rows at the top that name the columns. */
export function headerRows(
  rows: readonly (readonly { readonly text: string; readonly column: number; readonly columnSpan: number }[])[],
): number {
  const named = (row: (typeof rows)[number]) => row.filter((cell) => cell.text !== '')
  const isNames = (row: (typeof rows)[number]) => {
    const cells = named(row)
    const names = cells.filter((cell) => cell.column > 0)
    const numbered = cells.some((cell) => cell.column === 0 && /^\d{1,3}[.)]?$/.test(cell.text))
    return !numbered && names.length >= 1 && cells.length >= 2 && names.every((cell) => !VALUE.test(cell.text) && cell.text.length <= 40)
  }
  const first = rows[0]
  if (first === undefined || rows.length < 2 || !isNames(first)) return 0
  const spanning = first.some((cell) => cell.columnSpan > 1 && cell.column > 0 && cell.text !== '')
  return spanning && isNames(rows[1]!) && rows.length > 2 ? 2 : 1
}

/** The lines of a drawing: most faces are empty, and what stands in the others is letters and numbers of parts. */
function isDrawing(slots: readonly Slot[]): boolean {
  const texts = slots.filter(hasText).map(({ rows }) => rows.map((row) => row.text).join(' '))
  if (texts.length <= 4 && texts.every((text) => text.length <= 2)) return true
  return texts.length < 0.6 * slots.length && median(texts.map((text) => text.length)) <= 2 && texts.every((text) => text.length <= 4)
}

/** Cells row by row; a name that covers several header rows is read with the one in which its text begins. */
function inReadingOrder(rows: readonly (readonly PlacedCell[])[]): PlacedCell[] {
  const bottoms = rows.map((row) => Math.max(...row.filter((cell) => cell.rowSpan === 1).map((cell) => cell.box[3]), -Infinity))
  const rowRead = (cell: PlacedCell) => {
    if (!cell.header || cell.words.length === 0) return cell.row
    const top = Math.min(...cell.words.map((word) => word.upright[1]))
    const begun = bottoms.slice(cell.row, cell.row + cell.rowSpan - 1).findIndex((bottom) => top <= bottom)
    return begun === -1 ? cell.row + cell.rowSpan - 1 : cell.row + begun
  }
  return rows
    .flat()
    .map((cell) => ({ cell, row: rowRead(cell) }))
    .toSorted((one, other) => one.row - other.row || one.cell.column - other.cell.column)
    .map(({ cell }) => cell)
}

/** The rows of entries under one head: what stands in neither the labels nor the values holds for all of them. */
function subRows(slots: readonly Slot[], { column, head, entries }: SubEntries, first: number): PlacedCell[][] {
  const top = Math.min(...slots.map(({ cell }) => cell.box[1]))
  const bottom = Math.max(...slots.map(({ cell }) => cell.box[3]))
  const lowest = entries.map(({ label, values }) => Math.max(...[...label, ...values.values()].map((row) => row.box[3])))
  const edges = [top, ...lowest.slice(0, -1).map((y) => y + 1), bottom]
  return entries.map(({ label, values }, index) =>
    slots.flatMap(({ cell, rows }): PlacedCell[] => {
      const common = cell.column !== column && !values.has(cell.column)
      if (common && index > 0) return []
      const value = values.get(cell.column)
      const own = common ? rows : cell.column === column ? (index === 0 ? [...head, ...label] : label) : value === undefined ? [] : [value]
      const words = own.flatMap((row) => row.words)
      const [left, , right] = cell.box
      const named = `${joinLines(head.map((row) => row.text))}, ${joinLines(label.map((row) => row.text))}`
      return [
        {
          text: cell.column === column ? named : cellText(own, cell.box),
          box: common ? cell.box : [left, edges[index]!, right, edges[index + 1]!],
          words,
          row: first + index,
          column: cell.column,
          rowSpan: common ? entries.length : 1,
          columnSpan: cell.columnSpan,
          header: false,
          confidence: lowestConfidence(cell.column === column ? [...head, ...label].flatMap((row) => row.words) : words),
        },
      ]
    }),
  )
}

/**
 * Turns a ruled grid and the words on it into a table, or null where the grid bounds pictures or a single text.
 * A word belongs to the cell that holds its centre; unruled entries inside a ruled row become rows of their own; empty rows at
 * the foot are left out. The confidence falls with faces that are no rectangles and words that lie outside or across cells.
 */
export function ruledTable(grid: RuledGrid, words: readonly PlacedWord[]): PlacedTable | null {
  const inside = words.filter((word) => centreInside(word.upright, grid.box))
  if (inside.length === 0 || grid.columns < 2) return null
  const em = letterHeight(inside)
  const taken = new Set<PlacedWord>()
  const slots = grid.cells.map((cell): Slot => {
    const own = inside.filter((word) => !taken.has(word) && centreInside(word.upright, cell.box))
    for (const word of own) taken.add(word)
    return { cell, rows: rowsOf(own) }
  })
  const filled = slots.filter(hasText)
  const filledRows = new Set(filled.map((slot) => slot.cell.row)).size
  const filledColumns = new Set(filled.map((slot) => slot.cell.column)).size
  if (filled.length < 3 || filledColumns < 2 || isDrawing(slots)) return null
  const gridRows = Array.from({ length: grid.rows }, (_, row) => slots.filter((slot) => slot.cell.row === row))
  const placed: PlacedCell[][] = []
  const newRowOf: number[] = []
  // Cells whose spans are in rows of the table already, not of the grid.
  const counted = new Set<PlacedCell>()
  for (const slotsOfRow of gridRows) {
    newRowOf.push(placed.length)
    const sub = slotsOfRow.some((slot) => slot.cell.rowSpan > 1) ? null : subEntriesOf(slotsOfRow, em)
    if (sub !== null) {
      const rows = subRows(slotsOfRow, sub, placed.length)
      for (const cell of rows.flat()) counted.add(cell)
      placed.push(...rows)
      continue
    }
    const entries = slotsOfRow.some((slot) => slot.cell.rowSpan > 1 && hasText(slot)) ? [slotsOfRow] : splitEntries(slotsOfRow, em)
    for (const entry of entries) {
      placed.push(
        entry.map(({ cell, rows }): PlacedCell => {
          const own = rows.flatMap((row) => row.words)
          return {
            text: cellText(rows, cell.box),
            box: cell.box,
            words: own,
            row: placed.length,
            column: cell.column,
            rowSpan: cell.rowSpan,
            columnSpan: cell.columnSpan,
            header: false,
            confidence: lowestConfidence(own),
          }
        }),
      )
    }
  }
  if (filledRows < 2 && placed.length < 3) return null
  newRowOf.push(placed.length)
  const respanned = placed.map((row) =>
    row.map((cell) => {
      if (cell.rowSpan === 1 || counted.has(cell)) return cell
      const source = newRowOf.indexOf(cell.row)
      return { ...cell, rowSpan: newRowOf[Math.min(newRowOf.length - 1, source + cell.rowSpan)]! - cell.row }
    }),
  )
  const notes: PlacedCell[] = []
  for (let last = respanned.at(-1); last !== undefined; last = respanned.at(-1)) {
    const texts = last.filter((cell) => cell.text !== '')
    if (texts.length > 1 || (texts.length === 1 && !FOOTNOTE.test(texts[0]!.text))) break
    notes.unshift(...texts)
    respanned.pop()
  }
  const headers = headerRows(respanned)
  const rows = respanned.map((row, index) => row.map((cell) => ({ ...cell, header: index < headers })))
  const strays = inside.length - taken.size
  const across = [...taken].filter((word) => {
    const cell = filled.find((slot) => centreInside(word.upright, slot.cell.box))!.cell.box
    return word.upright[0] < cell[0] - 0.6 * em || word.upright[2] > cell[2] + 0.6 * em
  }).length
  const crooked = grid.cells.filter((cell) => !cell.rectangular).length
  const heights = filled.map((slot) => slot.cell.box[3] - slot.cell.box[1])
  const doubt = (strays + across) / inside.length + crooked / grid.cells.length + (median(heights) < 0.7 * em ? 0.5 : 0)
  const ordered = inReadingOrder(rows).flatMap((cell) => cell.words)
  return {
    box: grid.box,
    ruled: true,
    columns: grid.columns,
    rows,
    confidence: Math.max(0, Math.min(1, 1 - 2 * doubt)),
    words: ordered,
    notes: notes.map((cell) => cell.words),
  }
}
