import type { Box } from '../contracts/geometry.ts'
import { bounds, overlap, sharedArea } from './boxes.ts'
import { cell } from './list-table.ts'
import { joinLines, type PlacedWord, type Row, rowsOf } from './rows.ts'
import { lowestConfidence, SURELY_READ, type PlacedCell, type PlacedTable } from './ruled-table.ts'
import type { Ruling, Rulings } from './rulings.ts'

/** The names of columns stand at most this many letter heights over the line below them, and this far apart. */
const HEAD_REACH = 2.2
const HEAD_GAP = 2.5
/** Entries of a chart are parted by this much more room than its lines, in letter heights. */
const ENTRY_GAP = 0.75
/** Text of a column may begin this far left of its name. */
const SLACK = 1.2
const MIN_COLUMNS = 3
/** The line under the names reaches over at least this share of their extent, and of the page. */
const COVERED = 0.9
const LONG = 0.5

interface Head {
  readonly row: Row
  readonly parts: readonly (readonly PlacedWord[])[]
  readonly line: Ruling
}

function partsOf(words: readonly PlacedWord[], gap: number): PlacedWord[][] {
  const parts: PlacedWord[][] = []
  for (const word of words) {
    const last = parts.at(-1)
    if (last !== undefined && word.upright[0] - last.at(-1)!.upright[2] < gap) last.push(word)
    else parts.push([word])
  }
  return parts
}

/** Names side by side on one baseline over a long line. */
function headsOf(rows: readonly Row[], lines: Rulings, width: number, em: number): Head[] {
  return lines.horizontal.flatMap((line) => {
    if (line.end - line.start < LONG * width) return []
    const row = rows.findLast(({ box }) => box[3] < line.at + 0.5 * em && line.at - box[3] < HEAD_REACH * em)
    if (row === undefined) return []
    const parts = partsOf(row.words, HEAD_GAP * em)
    const named = parts.every((part) => part.some((word) => /\p{L}{2}/u.test(word.text)))
    const covered = overlap(line.start, line.end, row.box[0], row.box[2]) > COVERED * (row.box[2] - row.box[0])
    return parts.length >= MIN_COLUMNS && named && covered ? [{ row, parts, line }] : []
  })
}

/** A chart's first entry ends at most this many letter heights below the names of its columns. */
const FIRST_ENTRY = 9

/**
 * Names without a line below them, over rows that lines part: the first entry stands between the names and the first of at least
 * two such lines, and begins under two of the names at least.
 */
function unlinedHeads(rows: readonly Row[], lines: Rulings, width: number, em: number): Head[] {
  const long = lines.horizontal.filter((line) => line.end - line.start >= LONG * width)
  return long.flatMap((line, index) => {
    if (long.slice(0, index).some((other) => isLike(other, line, em)) || long.filter((other) => isLike(other, line, em)).length < 2)
      return []
    const near = rows.filter(({ box }) => box[3] < line.at && line.at - box[1] < FIRST_ENTRY * em)
    const at = near.findIndex(({ words }) => partsOf(words, HEAD_GAP * em).length >= MIN_COLUMNS)
    const [row, first] = [near[at], near[at + 1]]
    if (row === undefined || first === undefined) return []
    const parts = partsOf(row.words, HEAD_GAP * em)
    const isNamed = parts.every((part) => /^\p{Lu}/u.test(part[0]!.text) && part.length <= 4 && !/[.,;:\d]$/.test(part.at(-1)!.text))
    const begun = partsOf(first.words, em).filter((piece) =>
      parts.some((part) => Math.abs(part[0]!.upright[0] - piece[0]!.upright[0]) < SLACK * em),
    )
    return isNamed && begun.length >= 2 ? [{ row, parts, line: { ...line, at: row.box[3] + 0.2 * em } }] : []
  })
}

/**
 * Charts without a grid: the names of three columns or more over one long line, and below it text that keeps to these columns.
 * Rows are parted where all columns leave room. A chart ends at the next long line, at a picture, or where text runs across.
 */
export function headedTables(
  words: readonly PlacedWord[],
  lines: Rulings,
  obstacles: readonly Box[],
  width: number,
  em: number,
): PlacedTable[] {
  const rows = rowsOf(words)
  const tables: PlacedTable[] = []
  for (const head of [...headsOf(rows, lines, width, em), ...unlinedHeads(rows, lines, width, em)]) {
    const below = lines.horizontal.filter((line) => line.at > head.line.at + 2 * em && line.end - line.start > LONG * width)
    const parting = below.filter((line) => isLike(line, head.line, em)).map((line) => line.at)
    // Lines like the one under the names part the rows; the last of them ends the chart.
    const isParted = parting.length >= 2
    const ends = isParted ? [Math.max(...parting) + 0.5 * em] : below.map((line) => line.at)
    const stops = [...ends, ...obstacles.filter((box) => box[1] > head.line.at).map((box) => box[1])]
    const table = tableUnder(head, rows, Math.min(...stops, Infinity), isParted ? parting : [], em)
    if (table !== null && tables.every((other) => sharedArea(other.box, table.box) === 0)) tables.push(table)
  }
  return tables
}

/** Rows under the names by which their columns' edges are found. */
const ROWS_LOOKED_AT = 14

/** Where the columns begin: at their names, or left of them where two rows at least begin there, as under names set in the middle. */
function edgesOf(parts: readonly (readonly PlacedWord[])[], rows: readonly Row[], em: number): number[] {
  const lefts = rows.flatMap((row) => partsOf(row.words, em).map((piece) => piece[0]!.upright[0]))
  return parts.map((part, index) => {
    const name = part[0]!.upright[0]
    const from = parts[index - 1]?.at(-1)!.upright[2] ?? -Infinity
    const earlier = lefts.filter((left) => left > from && left < name - SLACK * em).toSorted((one, other) => one - other)
    const begun = earlier.find((left, at) => (earlier[at + 1] ?? Infinity) - left < 0.5 * em)
    return (begun ?? name) - SLACK * em
  })
}

const isLike = (line: Ruling, head: Ruling, em: number): boolean =>
  Math.abs(line.start - head.start) < 2 * em && Math.abs(line.end - head.end) < 2 * em

/** The words between lines, from the top. */
function betweenLines(words: readonly PlacedWord[], lines: readonly number[]): PlacedWord[][] {
  const entries = [...lines, Infinity].map((): PlacedWord[] => [])
  for (const word of words) entries[lines.filter((at) => at < (word.upright[1] + word.upright[3]) / 2).length]!.push(word)
  return entries.filter((entry) => entry.length > 0)
}

function tableUnder(
  { row: head, parts, line }: Head,
  rows: readonly Row[],
  end: number,
  parting: readonly number[],
  em: number,
): PlacedTable | null {
  const under = rows.filter(({ box }) => box[1] > line.at - 0.5 * em && box[3] < end)
  const edges = edgesOf(parts, under.slice(0, ROWS_LOOKED_AT), em)
  const columnAt = (x: number) => edges.findLastIndex((edge) => x >= edge)
  const body: PlacedWord[] = []
  for (const row of under) {
    const pieces = partsOf(row.words, em)
    const across = pieces.some((piece) => {
      const column = columnAt(piece[0]!.upright[0])
      return column === -1 || piece.at(-1)!.upright[2] > (edges[column + 1] ?? Infinity)
    })
    if (across) break
    body.push(...row.words)
  }
  const columnOf = (word: PlacedWord) => columnAt(word.upright[0])
  const entries = parting.length > 0 ? betweenLines(body, parting) : entriesOf(body, em).flatMap((entry) => byAnchors(entry, columnOf, em))
  const used = new Set(body.map(columnOf))
  if (entries.length < 2 || used.size < MIN_COLUMNS || !entries.some((entry) => new Set(entry.map(columnOf)).size >= 2)) return null
  const header = parts.map((part, column): PlacedCell => ({
    ...cell(
      part,
      rowsOf(part)
        .map((row) => row.text)
        .join(' '),
      0,
      column,
    ),
    header: true,
  }))
  const cells = entries.map((entry, index) =>
    edges.flatMap((_, column) => {
      const own = entry.filter((word) => columnOf(word) === column)
      return own.length === 0 ? [] : [cell(own, joinLines(rowsOf(own).map((row) => row.text)), index + 1, column)]
    }),
  )
  const ordered = [header, ...cells].flatMap((line) => line.flatMap((entry) => entry.words))
  return {
    box: bounds([head.box, ...body.map((word) => word.upright)]),
    ruled: false,
    columns: edges.length,
    rows: [header, ...cells],
    confidence: lowestConfidence(ordered) > SURELY_READ ? 0.8 : 0.6,
    words: ordered,
    notes: [],
  }
}

/** Words between level stretches that no column fills. */
function entriesOf(words: readonly PlacedWord[], em: number): PlacedWord[][] {
  const entries: PlacedWord[][] = []
  let bottom = -Infinity
  for (const word of words.toSorted((one, other) => one.upright[1] - other.upright[1])) {
    if (word.upright[1] - bottom > ENTRY_GAP * em) entries.push([word])
    else entries.at(-1)!.push(word)
    bottom = Math.max(bottom, word.upright[3])
  }
  return entries
}

/** Lines on one baseline stand this near to each other, in letter heights. */
const LEVEL = 0.45

/**
 * The rows that stand so close that only their first column parts them: each of its lines is a row, if something stands beside
 * all of them. A line of another column belongs to the row on whose baseline it stands; lines between two rows to the one that
 * is in their middle, else to the row above.
 */
function byAnchors(entry: readonly PlacedWord[], columnOf: (word: PlacedWord) => number, em: number): PlacedWord[][] {
  const columns = [...new Set(entry.map(columnOf))].toSorted((one, other) => one - other)
  const middle = (row: Row) => (row.box[1] + row.box[3]) / 2
  const isNear = (one: number, other: number) => Math.abs(one - other) < LEVEL * em
  const linesOf = (column: number) => rowsOf(entry.filter((word) => columnOf(word) === column))
  const anchors = linesOf(columns[0]!).map(middle)
  const others = columns.slice(1).map(linesOf)
  const hasAll = others.some((lines) => lines.length === anchors.length && lines.every((line, row) => isNear(middle(line), anchors[row]!)))
  if (columns[0] !== 0 || anchors.length < 2 || !hasAll) return [[...entry]]
  const rows = linesOf(0).map((line) => [...line.words])
  for (const lines of others) {
    let between: Row[] = []
    const close = () => {
      if (between.length === 0) return
      const at = (middle(between[0]!) + middle(between.at(-1)!)) / 2
      const centred = anchors.findIndex((anchor) => isNear(anchor, at))
      const above = anchors.findLastIndex((anchor) => anchor < at)
      rows[centred === -1 ? Math.max(0, above) : centred]!.push(...between.flatMap((line) => line.words))
      between = []
    }
    for (const line of lines) {
      const row = anchors.findIndex((anchor) => isNear(anchor, middle(line)))
      const below =
        between.length > 0 && anchors.some((anchor) => anchor > middle(between[0]!) + LEVEL * em && anchor < middle(line) - LEVEL * em)
      if (row === -1 && !(below && between.length > 1)) between.push(line)
      else {
        close()
        if (row === -1) between.push(line)
        else rows[row]!.push(...line.words)
      }
    }
    close()
  }
  return rows
}
