import type { Box } from '../contracts/geometry.ts'
import { bounds, median } from './boxes.ts'
import type { PlacedWord, Row } from './rows.ts'
import { lowestConfidence, type PlacedCell, type PlacedTable } from './ruled-table.ts'

/** Letter heights of empty or dotted room before the page references of an index. */
const LEADER_GAP = 2.5
/** A code stands this much further from the name than its own parts stand apart. */
const CODE_GAP = 0.8
/** What stands in the page column: '34 - 10a', '0-1', '12', 'iv'; a dash may have been read as a dot, or not at all. */
const PAGE_REFERENCE = /^(?:(?:\d{1,4}|[A-Z])\s?[-–—.]?\s?\d{1,4}\s?[a-z]?|\d{1,4}\s?[a-z]?|[ivxl]{1,6})$/
/** A page reference of which a part was not read: the row stays in the list, with what was read. */
const PART_OF_REFERENCE = /^\d[\d\s\-–—.!]*$/
const CODE_WORD = /^\d[\d.\-/]*$/
const DOTS = /^[.·•…_,:;'-]*[.·•…_:]+[.·•…_,:;'-]*$/

/** A row of an index or table of contents, taken apart. Words of the leader belong to none of the parts. */
interface IndexRow {
  readonly code: readonly PlacedWord[]
  readonly name: readonly PlacedWord[]
  readonly page: readonly PlacedWord[]
}

/** Words as printed, one blank between them. */
export const text = (words: readonly PlacedWord[]) => words.map((word) => word.text.trim()).join(' ')

/** Cuts a word such as 'install........34' where its leader begins and ends; the boxes are shared out by characters. */
function withoutLeader(word: PlacedWord): PlacedWord[] {
  const value = word.text.trim()
  if (DOTS.test(value)) return []
  if (!/[.·•…_]{3,}/.test(value)) return [word]
  const part = (box: Box, from: number, to: number): Box => [
    box[0] + (from / value.length) * (box[2] - box[0]),
    box[1],
    box[0] + (to / value.length) * (box[2] - box[0]),
    box[3],
  ]
  return [...value.matchAll(/(?:(?![.·•…_]{3,}).)+/gu)].flatMap((match): PlacedWord[] => {
    const dots = /^[.·•…_]*/.exec(match[0])![0].length
    if (dots === match[0].length) return []
    const [from, to] = [match.index + dots, match.index + match[0].length]
    return [{ ...word, text: match[0].slice(dots), upright: part(word.upright, from, to), box: part(word.box, from, to) }]
  })
}

/** The trailing words of a row that stand alone behind a leader or a wide gap, when they read as a page reference. */
function pageWords(words: readonly PlacedWord[], em: number): PlacedWord[] | null {
  for (let first = words.length - 1; first > 0; first--) {
    const gap = words[first]!.upright[0] - words[first - 1]!.upright[2]
    if (gap < LEADER_GAP * em) continue
    const page = words.slice(first)
    return PAGE_REFERENCE.test(text(page)) ? page : null
  }
  return null
}

/** Where the page column begins: the left edge that most page references share; null without at least three of them. */
function pageColumn(rows: readonly PlacedWord[][], em: number): number | null {
  const starts = rows.map((words) => pageWords(words, em)?.[0]!.upright[0]).filter((start) => start !== undefined)
  if (starts.length < 3) return null
  const middle = median(starts)
  return starts.filter((start) => Math.abs(start - middle) < 2.5 * em).length >= 0.6 * starts.length ? middle - 2.5 * em : null
}

/** Takes a row apart into code, name and page; null when no page reference stands in the page column. */
function indexRow(words: readonly PlacedWord[], column: number, em: number): IndexRow | null {
  const page = words.filter((word) => word.upright[0] >= column)
  const before = words.filter((word) => word.upright[0] < column)
  const reference = text(page).replace(/\.$/, '')
  if (!PAGE_REFERENCE.test(reference) && !PART_OF_REFERENCE.test(reference)) return null
  if (!before.some((word) => /\p{L}{2}/u.test(word.text))) return null
  const { code, name } = codeAndName(before, em)
  return { code, name, page }
}

function codeAndName(words: readonly PlacedWord[], em: number): Pick<IndexRow, 'code' | 'name'> {
  let end = 0
  while (end < words.length && CODE_WORD.test(words[end]!.text.trim())) end += 1
  const gap = end === 0 || end === words.length ? 0 : words[end]!.upright[0] - words[end - 1]!.upright[2]
  return gap >= CODE_GAP * em ? { code: words.slice(0, end), name: words.slice(end) } : { code: [], name: words }
}

/** A page reference in one form: '34 - 10a'. A dash that was read as a dot or lost is put back where the list has dashes. */
function pageText(words: readonly PlacedWord[], dashed: boolean): string {
  const printed = text(words).replace(/\.$/, '')
  const parts = /^(\w+?)\s*([-–—. ])\s*(\d+\s?[a-z]?)$/.exec(printed)
  if (parts === null || (!dashed && !/[-–—]/.test(parts[2]!))) return printed
  return `${parts[1]} - ${parts[3]}`
}

/** A plain cell of an unruled table. */
export function cell(words: readonly PlacedWord[], value: string, row: number, column: number): PlacedCell {
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

export interface FoundList {
  /** Index of the first row, and of the row after the last. */
  readonly first: number
  readonly end: number
  readonly table: PlacedTable
}

/**
 * The leader-dot lists among rows: runs of at least three entries that end in the page column. An entry whose name wraps gives
 * one row. Columns are code, name and page (code only where one is printed).
 */
export function leaderLists(rows: readonly Row[], em: number): FoundList[] {
  const words = rows.map((row) => row.words.flatMap(withoutLeader))
  const column = pageColumn(words, em)
  if (column === null) return []
  const parts = words.map((row) => indexRow(row, column, em))
  const found: FoundList[] = []
  let first = 0
  while (first < rows.length) {
    const opening = wraps(words, parts, first, em)
    if (parts[first] === null && !opening) {
      first += 1
      continue
    }
    let end = first
    const entries: IndexRow[] = []
    while (end < rows.length && (parts[end] !== null || wraps(words, parts, end, em))) {
      if (parts[end] !== null) {
        entries.push(parts[end]!)
        end += 1
        continue
      }
      const begun = codeAndName(words[end]!, em)
      entries.push({ code: begun.code, name: [...begun.name, ...parts[end + 1]!.name], page: parts[end + 1]!.page })
      end += 2
    }
    if (entries.length >= 3) found.push({ first, end, table: listTable(entries, rows.slice(first, end)) })
    first = end
  }
  return found
}

/** Whether a row without a page is the first line of an entry whose second line has the page: same name column, no second code. */
function wraps(words: readonly (readonly PlacedWord[])[], parts: readonly (IndexRow | null)[], at: number, em: number): boolean {
  const next = parts[at + 1] ?? null
  if (parts[at] !== null || next === null || next.code.length > 0 || words[at]!.length === 0) return false
  const { name } = codeAndName(words[at]!, em)
  if (name.length === 0 || next.name[0]!.upright[1] - name[0]!.upright[3] > 0.8 * em) return false
  const indent = next.name[0]!.upright[0] - name[0]!.upright[0]
  return indent > -em && indent < 4 * em && name.some((word) => /\p{L}{2}/u.test(word.text)) && /^\p{Ll}|^\(/u.test(next.name[0]!.text)
}

function listTable(entries: readonly IndexRow[], rows: readonly Row[]): PlacedTable {
  const offset = entries.some((entry) => entry.code.length > 0) ? 1 : 0
  const dashed = entries.filter((entry) => /\d\s?[-–—]\s?\d/.test(text(entry.page))).length >= 0.5 * entries.length
  const cells = entries.map(({ code, name, page }, row) => [
    ...(code.length === 0 ? [] : [cell(code, text(code), row, 0)]),
    cell(name, text(name).replace(/\s*(?:[.·•…_:]\s*)+$/, ''), row, offset),
    cell(page, pageText(page, dashed), row, offset + 1),
  ])
  return {
    box: bounds(rows.map((row) => row.box)),
    ruled: false,
    columns: offset + 2,
    rows: cells,
    confidence: 0.95,
    words: cells.flatMap((line) => line.flatMap((entry) => entry.words)),
    notes: [],
  }
}
