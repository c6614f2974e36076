import { bounds, median } from './boxes.ts'
import { cell, type FoundList, text } from './list-table.ts'
import type { PlacedWord, Row } from './rows.ts'
import { headerRows, lowestConfidence, SURELY_READ, type PlacedCell } from './ruled-table.ts'

/** Gaps of a row that are at least this many letter heights part columns of an unruled list. */
const COLUMN_GAP = 1.4
/** Left edges of one column differ by less. */
const COLUMN_SLACK = 1.2

/** Half of it is enough where a column is known to begin. */
const KNOWN_COLUMN_GAP = 0.7

/** The words of a row, parted at wide gaps, and at narrower ones before a word that begins at one of the edges. */
function partsOf(words: readonly PlacedWord[], em: number, edges: readonly number[] = []): PlacedWord[][] {
  const parts: PlacedWord[][] = []
  for (const word of words) {
    const last = parts.at(-1)
    const atEdge = edges.some((edge) => Math.abs(edge - word.upright[0]) < COLUMN_SLACK * em)
    const least = (atEdge ? KNOWN_COLUMN_GAP : COLUMN_GAP) * em
    if (last !== undefined && word.upright[0] - last.at(-1)!.upright[2] < least) last.push(word)
    else parts.push([word])
  }
  return parts
}

/** Left edges at which at least half of the rows have a part. */
function commonEdges(rows: readonly PlacedWord[][][], em: number): number[] {
  const clusters: { at: number; rows: number }[] = []
  for (const parts of rows) {
    for (const part of parts) {
      const edge = part[0]!.upright[0]
      const cluster = clusters.find(({ at }) => Math.abs(at - edge) < COLUMN_SLACK * em)
      if (cluster === undefined) clusters.push({ at: edge, rows: 1 })
      else cluster.rows += 1
    }
  }
  return clusters
    .filter((cluster) => cluster.rows >= 0.5 * rows.length)
    .map(({ at }) => at)
    .toSorted((one, other) => one - other)
}

/** Column of each part, or null when a part begins at none of the edges or runs into the next column, or two share one. */
function columnsOf(parts: readonly PlacedWord[][], edges: readonly number[], em: number): number[] | null {
  const columns = parts.map((part) => {
    const column = edges.findIndex((edge) => Math.abs(edge - part[0]!.upright[0]) < COLUMN_SLACK * em)
    return part.at(-1)!.upright[2] < (edges[column + 1] ?? Infinity) ? column : -1
  })
  return columns.includes(-1) || new Set(columns).size < columns.length ? null : columns
}

/** Whether aligned rows are a table: three columns, or labels with figures beside them. Labels with a colon stay text. */
function isTabular(rows: readonly PlacedWord[][][], columns: number): boolean {
  const labels = rows.map((parts) => text(parts[0]!))
  if (labels.filter((label) => /[:.]$/.test(label)).length > 0.2 * rows.length) return false
  if (columns >= 3) return rows.filter((parts) => parts.length >= 3).length >= 0.6 * rows.length
  const valued = rows.filter((parts) => /\p{L}{2}/u.test(text(parts[0]!)) && parts.slice(1).some((part) => /\d/.test(text(part)))).length
  return valued >= 0.8 * rows.length
}

/**
 * Unruled tables: runs of at least three rows, close together, whose parts begin at the same left edges. Only sure ones:
 * three columns and more, or labels with figures beside them; all else stays text.
 */
export function valueLists(rows: readonly Row[], em: number): FoundList[] {
  const split = rows.map((row) => partsOf(row.words, em))
  const found: FoundList[] = []
  let first = 0
  while (first < rows.length) {
    let end = first + 1
    while (end < rows.length && rows[end]!.box[1] - rows[end - 1]!.box[3] < 2 * em) end += 1
    const list = split[first]!.length >= 2 ? listAt(split, first, end, em) : null
    if (list !== null) found.push(withHeader(list, rows[first - 1], em))
    first = list?.end ?? first + 1
  }
  return found
}

/** The list with the row above it as its header, where that row's parts name its columns; a name may cover several of them. */
function withHeader(list: FoundList, above: Row | undefined, em: number): FoundList {
  const { table } = list
  if (above === undefined || table.columns < 3 || table.box[1] - above.box[3] > 2.5 * em || table.rows[0]![0]!.header) return list
  const edges = Array.from({ length: table.columns }, (_, column) => {
    return median(table.rows.flatMap((row) => row.filter((entry) => entry.column === column).map((entry) => entry.box[0])))
  })
  const parts = partsOf(above.words, em, edges)
  const columns = parts.map((part) => edges.findIndex((edge) => Math.abs(edge - part[0]!.upright[0]) < COLUMN_SLACK * em))
  const named =
    parts.length >= 2 &&
    columns.every((column, index) => column > (columns[index - 1] ?? -1)) &&
    parts.every((part) => !/^\d/.test(text(part)))
  if (!named) return list
  const header = parts.map((part, index): PlacedCell => ({
    ...cell(part, text(part), 0, columns[index]!),
    columnSpan: (columns[index + 1] ?? table.columns) - columns[index]!,
    header: true,
  }))
  const rows = [header, ...table.rows.map((row) => row.map((entry) => ({ ...entry, row: entry.row + 1 })))]
  return {
    ...list,
    first: list.first - 1,
    table: { ...table, rows, box: bounds([above.box, table.box]), words: [...above.words, ...table.words] },
  }
}

/** The longest list that begins at a row and ends before `limit`: its last row, and three quarters of all, fill two columns. */
function listAt(split: readonly PlacedWord[][][], first: number, limit: number, em: number): FoundList | null {
  for (let end = limit; end - first >= 3; end--) {
    const single = split.slice(first, end).filter((parts) => parts.length === 1).length
    if (split[end - 1]!.length === 1 || single > 0.25 * (end - first)) continue
    const edges = commonEdges(split.slice(first, end), em)
    const rows = split.slice(first, end).map((parts) => partsOf(parts.flat(), em, edges))
    const columns = rows.map((parts) => columnsOf(parts, edges, em))
    if (edges.length < 2 || columns.includes(null) || !isTabular(rows, edges.length)) continue
    const plain = rows.map((parts, row) => parts.map((part, index) => cell(part, text(part), row, columns[row]![index]!)))
    const headers = edges.length >= 3 ? headerRows(plain) : 0
    const cells = plain.map((line, row) => line.map((entry) => ({ ...entry, header: row < headers })))
    const words = cells.flatMap((line) => line.flatMap((entry) => entry.words))
    const confidence = median(rows.map((parts) => lowestConfidence(parts.flat()))) > SURELY_READ ? 0.8 : 0.6
    return {
      first,
      end,
      table: {
        box: bounds(words.map((word) => word.upright)),
        ruled: false,
        columns: edges.length,
        rows: cells,
        confidence,
        words,
        notes: [],
      },
    }
  }
  return null
}
