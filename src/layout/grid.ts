import type { Box } from '../contracts/geometry.ts'
import { meet, type Ruling, type Rulings } from './rulings.ts'

/** One face of a ruled grid, in pixels of the raster in which the rulings were found. */
export interface GridCell {
  readonly box: Box
  /** 0-based grid position of its top left corner, and how many positions it covers. */
  readonly row: number
  readonly column: number
  readonly rowSpan: number
  readonly columnSpan: number
  /** False where missing lines make the face L-shaped: its box then covers more than the face. */
  readonly rectangular: boolean
}

/** One connected set of rulings and the cells between them. */
export interface RuledGrid {
  readonly box: Box
  readonly rows: number
  readonly columns: number
  /** By row, then column. */
  readonly cells: readonly GridCell[]
}

/** An edge between two faces counts as drawn when this much of it is covered by a ruling. */
const DRAWN = 0.6
/** Faces thinner than this many tolerances lie between the two strokes of a double line. */
const MIN_FACE = 1.6

/** Positions that lie within the tolerance of each other become one grid line at their mean, weighted by length. */
function clusters(lines: readonly Ruling[], tolerance: number): number[] {
  const sorted = lines.toSorted((one, other) => one.at - other.at)
  const result: { last: number; sum: number; weight: number }[] = []
  for (const line of sorted) {
    const length = line.end - line.start
    const current = result.at(-1)
    if (current !== undefined && line.at - current.last <= tolerance) {
      current.last = line.at
      current.sum += line.at * length
      current.weight += length
    } else {
      result.push({ last: line.at, sum: line.at * length, weight: length })
    }
  }
  return result.map(({ sum, weight }) => sum / weight)
}

/** Splits rulings into sets that hang together by touching. */
function connectedSets(lines: Rulings, tolerance: number): Rulings[] {
  const { horizontal, vertical } = lines
  const set = Array.from({ length: horizontal.length + vertical.length }, () => -1)
  const result: { horizontal: Ruling[]; vertical: Ruling[] }[] = []
  for (let seed = 0; seed < horizontal.length; seed++) {
    if (set[seed] !== -1) continue
    const found = { horizontal: [] as Ruling[], vertical: [] as Ruling[] }
    const queue = [seed]
    set[seed] = result.length
    for (let item = queue.pop(); item !== undefined; item = queue.pop()) {
      const level = item < horizontal.length
      const line = level ? horizontal[item]! : vertical[item - horizontal.length]!
      ;(level ? found.horizontal : found.vertical).push(line)
      const others = level ? vertical : horizontal
      const offset = level ? horizontal.length : 0
      others.forEach((other, index) => {
        if (set[index + offset] !== -1) return
        if (!(level ? meet(line, other, tolerance) : meet(other, line, tolerance))) return
        set[index + offset] = result.length
        queue.push(index + offset)
      })
    }
    result.push(found)
  }
  return result
}

/** Share of the stretch from `start` to `end` that rulings at the position cover. */
function covered(lines: readonly Ruling[], at: number, start: number, end: number, tolerance: number): number {
  const parts = lines
    .filter((line) => Math.abs(line.at - at) <= tolerance * 1.5 && line.end > start && line.start < end)
    .map((line) => [Math.max(start, line.start), Math.min(end, line.end)] as const)
    .toSorted((one, other) => one[0] - other[0])
  let length = 0
  let reached = start
  for (const [from, to] of parts) {
    if (to <= reached) continue
    length += to - Math.max(from, reached)
    reached = to
  }
  return length / Math.max(1, end - start)
}

/**
 * Edges of a table that is open at a side: where two or more lines run past the outermost line that crosses them by much, their
 * common end is taken as a line that closes the outer column (or row) over the table's whole height (or width).
 */
function closingLines(running: readonly Ruling[], crossing: readonly Ruling[], tolerance: number): Ruling[] {
  const first = Math.min(...crossing.map((line) => line.at))
  const last = Math.max(...crossing.map((line) => line.at))
  const start = Math.min(...running.map((line) => line.at), ...crossing.map((line) => line.start))
  const end = Math.max(...running.map((line) => line.at), ...crossing.map((line) => line.end))
  const before = running.filter((line) => line.start < first - tolerance * 4).map((line) => line.start)
  const after = running.filter((line) => line.end > last + tolerance * 4).map((line) => line.end)
  const closing: Ruling[] = []
  if (before.length >= 2) closing.push({ start, end, at: Math.min(...before), thickness: 1 })
  if (after.length >= 2) closing.push({ start, end, at: Math.max(...after), thickness: 1 })
  return closing
}

function facesOf(set: Rulings, tolerance: number): RuledGrid | null {
  if (set.horizontal.length < 2 || set.vertical.length < 1) return null
  const vertical = [...set.vertical, ...closingLines(set.horizontal, set.vertical, tolerance)]
  const horizontal = [...set.horizontal, ...closingLines(set.vertical, set.horizontal, tolerance)]
  const xs = clusters(vertical, tolerance)
  const ys = clusters(horizontal, tolerance)
  const columns = xs.length - 1
  const rows = ys.length - 1
  if (columns < 1 || rows < 1) return null
  const outside = rows * columns
  const owner = Array.from({ length: outside + 1 }, (_, index) => index)
  const find = (item: number): number => {
    let root = item
    while (owner[root] !== root) root = owner[root]!
    owner[item] = root
    return root
  }
  const join = (one: number, other: number) => {
    const [a, b] = [find(one), find(other)]
    if (a !== b) owner[Math.min(a, b)] = Math.max(a, b)
  }
  const at = (row: number, column: number) => (row < 0 || column < 0 || row >= rows || column >= columns ? outside : row * columns + column)
  for (let row = 0; row <= rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (covered(horizontal, ys[row]!, xs[column]!, xs[column + 1]!, tolerance) < DRAWN) join(at(row - 1, column), at(row, column))
    }
  }
  for (let column = 0; column <= columns; column++) {
    for (let row = 0; row < rows; row++) {
      if (covered(vertical, xs[column]!, ys[row]!, ys[row + 1]!, tolerance) < DRAWN) join(at(row, column - 1), at(row, column))
    }
  }
  const faces = new Map<number, { top: number; bottom: number; left: number; right: number; atoms: number }>()
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const root = find(at(row, column))
      if (root === find(outside)) continue
      const face = faces.get(root) ?? { top: row, bottom: row, left: column, right: column, atoms: 0 }
      face.top = Math.min(face.top, row)
      face.bottom = Math.max(face.bottom, row)
      face.left = Math.min(face.left, column)
      face.right = Math.max(face.right, column)
      face.atoms += 1
      faces.set(root, face)
    }
  }
  return numbered([...faces.values()], xs, ys, tolerance)
}

/** Cells of the faces, without the slivers inside double lines; rows and columns are numbered by what is left. */
function numbered(
  faces: readonly { top: number; bottom: number; left: number; right: number; atoms: number }[],
  xs: readonly number[],
  ys: readonly number[],
  tolerance: number,
): RuledGrid | null {
  const wide = (lines: readonly number[]) => lines.slice(1).map((line, index) => line - lines[index]! > tolerance * MIN_FACE)
  const [wideColumns, wideRows] = [wide(xs), wide(ys)]
  const count = (flags: readonly boolean[], from: number, to: number) => flags.slice(from, to).filter(Boolean).length
  const cells = faces
    .map((face): GridCell => ({
      box: [xs[face.left]!, ys[face.top]!, xs[face.right + 1]!, ys[face.bottom + 1]!],
      row: count(wideRows, 0, face.top),
      column: count(wideColumns, 0, face.left),
      rowSpan: count(wideRows, face.top, face.bottom + 1),
      columnSpan: count(wideColumns, face.left, face.right + 1),
      rectangular: face.atoms === (face.bottom - face.top + 1) * (face.right - face.left + 1),
    }))
    .filter((cell) => cell.rowSpan > 0 && cell.columnSpan > 0)
    .toSorted((one, other) => one.row - other.row || one.column - other.column)
  if (cells.length === 0) return null
  return {
    box: [
      Math.min(...cells.map((cell) => cell.box[0])),
      Math.min(...cells.map((cell) => cell.box[1])),
      Math.max(...cells.map((cell) => cell.box[2])),
      Math.max(...cells.map((cell) => cell.box[3])),
    ],
    rows: wideRows.filter(Boolean).length,
    columns: wideColumns.filter(Boolean).length,
    cells,
  }
}

/**
 * The ruled grids of a page: for each connected set of rulings the faces of their arrangement. The grid lines are clustered
 * positions; neighbouring atoms whose shared edge is covered for less than 60 % are one face, which makes spans; what is open
 * to the outside is no cell. From top to bottom, then left to right.
 */
export function ruledGrids(lines: Rulings, tolerance: number): RuledGrid[] {
  return connectedSets(lines, tolerance)
    .map((set) => facesOf(set, tolerance))
    .filter((grid) => grid !== null)
    .toSorted((one, other) => one.box[1] - other.box[1] || one.box[0] - other.box[0])
}

/** All ruled cells of a page: the faces of all its grids, frames of pictures included. */
export function ruledCells(lines: Rulings, tolerance: number): GridCell[] {
  return ruledGrids(lines, tolerance).flatMap((grid) => grid.cells)
}
