import { bounds, median } from './boxes.ts'
import { type PlacedWord, type Row, rowOf } from './rows.ts'
import { lowestConfidence, type PlacedCell, type PlacedTable } from './ruled-table.ts'

/** A run of dots that leads the eye to a page number; single dots between blanks count too. */
const LEADER = /(?:[.·•…_]\s*){3,}/
/** What stands at the end of an index row: '34 - 10a', '0-1', '12', 'iv'. */
const PAGE_REFERENCE = /(?:^|\s)((?:\d{1,4}|[A-Z])\s?[-–—]\s?\d{1,4}\s?[a-z]?|\d{1,4}[a-z]?|[ivxl]{1,6})$/

/** A row of an index or table of contents, taken apart. Words of the leader belong to none of the parts. */
export interface IndexRow {
  readonly code: readonly PlacedWord[]
  readonly name: readonly PlacedWord[]
  readonly page: readonly PlacedWord[]
  readonly hasLeader: boolean
}

const text = (words: readonly PlacedWord[]) => words.map((word) => word.text.trim()).join(' ')
const isDots = (value: string) => /^[.·•…_,:;'-]*[.·•…_]{2,}[.·•…_,:;'-]*$/.test(value) || /^[.·•…]$/.test(value)
const CODE_WORD = /^\d[\d.\-/]*$/

/** Cuts a word such as 'install........34' where its leader begins and ends; the box is shared out by characters. */
function withoutLeader(word: PlacedWord): PlacedWord[] {
  const value = word.text.trim()
  if (!/[.·•…_]{3,}/.test(value)) return [word]
  const [left, top, right, bottom] = word.upright
  const [outerLeft, outerTop, outerRight, outerBottom] = word.box
  const parts: PlacedWord[] = []
  for (const match of value.matchAll(/(?:(?![.·•…_]{3,}).)+/gu)) {
    if (/^[.·•…_]+$/.test(match[0])) continue
    const [from, to] = [match.index / value.length, (match.index + match[0].length) / value.length]
    parts.push({
      ...word,
      text: match[0].replace(/^[.·•…_]+(?=\p{L}|\d)/u, ''),
      upright: [left + from * (right - left), top, left + to * (right - left), bottom],
      box: [outerLeft + from * (outerRight - outerLeft), outerTop, outerLeft + to * (outerRight - outerLeft), outerBottom],
    })
  }
  return parts.length === 0 ? [{ ...word, text: '...' }] : parts
}

/** Takes a row apart into code, name and page; null when it does not end in a page reference after a name. */
export function indexRow(row: Row): IndexRow | null {
  const leader = LEADER.test(row.text)
  const words = row.words.flatMap(withoutLeader).filter((word) => !isDots(word.text.trim()))
  const match = PAGE_REFERENCE.exec(text(words))
  if (match === null) return null
  const wanted = match[1]!.replace(/\s/g, '').length
  let count = 0
  let first = words.length
  while (first > 0 && count < wanted) count += words[--first]!.text.replace(/\s/g, '').length
  if (count !== wanted) return null
  const before = words.slice(0, first)
  let codeEnd = 0
  while (codeEnd < before.length && CODE_WORD.test(before[codeEnd]!.text.trim())) codeEnd += 1
  // A number that is part of the name ('2 valve engine') stands one blank away from it; a code stands in its own column.
  const name = before.slice(codeEnd)
  if (!name.some((word) => /\p{L}{2}/u.test(word.text))) return null
  return { code: before.slice(0, codeEnd), name: name.map(trimmed), page: words.slice(first), hasLeader: leader }
}

const trimmed = (word: PlacedWord): PlacedWord => ({ ...word, text: word.text.trim() })

/** Dots at the end of a name belong to the leader, except the dot of an abbreviation before a closing bracket. */
function nameText(words: readonly PlacedWord[]): string {
  return text(words)
    .replace(/\s*(?:[.·•…_]\s*)+$/, '')
    .trim()
}

function cell(words: readonly PlacedWord[], value: string, row: number, column: number): PlacedCell {
  return {
    text: value,
    box: bounds(words.map((word) => word.upright)),
    words,
    row,
    column,
    rowSpan: 1,
    columnSpan: 1,
    header: false,
    confidence: lowestConfidence(words),
  }
}

/**
 * The leader-dot lists among rows: runs of at least three rows, nearly all of which end in a page reference. Returns the index
 * of the first row, the row after the last, and the table with the columns code, name and page (code only where one is printed).
 */
export function leaderLists(rows: readonly Row[]): { first: number; end: number; table: PlacedTable }[] {
  const parts = rows.map(indexRow)
  const found: { first: number; end: number; table: PlacedTable }[] = []
  for (let first = 0; first < rows.length; first++) {
    if (parts[first] === null) continue
    let end = first
    while (end < rows.length && (parts[end] !== null || (parts[end + 1] ?? null) !== null)) end += 1
    const entries = parts.slice(first, end).filter((part) => part !== null)
    const leaders = entries.filter((part) => part.hasLeader).length
    if (entries.length >= 3 && leaders >= 0.5 * entries.length)
      found.push({ first, end, table: listTable(rows.slice(first, end), parts.slice(first, end)) })
    first = end
  }
  return found
}

function listTable(rows: readonly Row[], parts: readonly (IndexRow | null)[]): PlacedTable {
  const coded = parts.some((part) => part !== null && part.code.length > 0)
  const offset = coded ? 1 : 0
  const cells: PlacedCell[][] = []
  let doubtful = 0
  rows.forEach((row, index) => {
    const part = parts[index]
    if (part === null || part === undefined) {
      // A name that wraps: its first line carries no page. It joins the row below.
      doubtful += 1
      cells.push([cell(row.words, nameText(row.words), cells.length, offset)])
      return
    }
    const line: PlacedCell[] = []
    if (part.code.length > 0) line.push(cell(part.code, text(part.code), cells.length, 0))
    line.push(cell(part.name, nameText(part.name), cells.length, offset), cell(part.page, text(part.page), cells.length, offset + 1))
    cells.push(line)
  })
  const words = cells.flatMap((line) => line.flatMap((entry) => entry.words))
  return {
    box: bounds(rows.map((row) => row.box)),
    ruled: false,
    columns: offset + 2,
    rows: cells,
    confidence: Math.max(0, 0.95 - doubtful / rows.length),
    words,
  }
}

/** Gaps of a row that are at least this many letter heights part columns of an unruled list. */
const COLUMN_GAP = 1.6

/**
 * Unruled lists of labels and values: runs of at least three rows with one wide gap each at the same place, most of whose right
 * sides are figures. Marked lists ('1 Crankshaft') and labels with a colon stay text.
 */
export function valueLists(rows: readonly Row[], em: number): { first: number; end: number; table: PlacedTable }[] {
  const split = rows.map((row) => {
    const gaps = row.words.slice(1).map((word, index) => word.upright[0] - row.words[index]!.upright[2])
    const wide = gaps.flatMap((gap, index) => (gap >= COLUMN_GAP * em ? [index + 1] : []))
    const parts = [0, ...wide].map((from, index) => row.words.slice(from, [...wide, row.words.length][index]))
    const label = parts[0] === undefined ? '' : text(parts[0])
    const isLabel = /\p{L}{2}/u.test(label) && !/[:.]$/.test(label)
    return isLabel && parts.length >= 2 && parts.slice(1).some((part) => /\d/.test(text(part))) ? parts : null
  })
  const found: { first: number; end: number; table: PlacedTable }[] = []
  for (let first = 0; first < rows.length; first++) {
    const count = split[first]?.length
    if (count === undefined) continue
    const starts = (index: number) => split[index]!.map((part) => part[0]!.upright[0])
    let end = first + 1
    const aligned = (index: number) =>
      split[index]?.length === count &&
      starts(index).every(
        (start, column) =>
          Math.abs(start - starts(first)[column]!) < 2 * em || Math.abs(right(index, column) - right(first, column)) < 2 * em,
      ) &&
      rows[index]!.box[1] - rows[index - 1]!.box[3] < 2 * em
    const right = (index: number, column: number) => split[index]![column]!.at(-1)!.upright[2]
    while (end < rows.length && aligned(end)) end += 1
    if (end - first < 3) continue
    const cells = split.slice(first, end).map((parts, row) => parts!.map((part, column) => cell(part, text(part), row, column)))
    found.push({
      first,
      end,
      table: {
        box: bounds(rows.slice(first, end).map((row) => row.box)),
        ruled: false,
        columns: count,
        rows: cells,
        confidence: median(rows.slice(first, end).map((row) => lowestConfidence(row.words))) > 0.8 ? 0.8 : 0.6,
        words: cells.flatMap((line) => line.flatMap((entry) => entry.words)),
      },
    })
    first = end - 1
  }
  return found
}

/** A row without some of its words; null when none are left. */
export function rowWithout(row: Row, taken: ReadonlySet<PlacedWord>): Row | null {
  const rest = row.words.filter((word) => !taken.has(word))
  return rest.length === 0 ? null : rowOf(rest)
}
