import type { Box } from '../../src/contracts/geometry.ts'
import type { ManualPage } from './content/corpus.ts'
import type { Sheet, TruthTable } from './drawing/sheet.ts'

/** Where a page lies in what was delivered. */
export interface Placement {
  /** File below examples/manual. */
  readonly page: string
  /** Extra keys: page of a PDF, half of a double page, turn, skew. */
  readonly position: Record<string, number | string>
  /** Size of the picture that the boxes are measured in. */
  readonly size: readonly [number, number]
  place(box: Box): Box
}

/** The truth of one page as JSON: what is printed, where, and what a mechanic would ask. */
export function truthOf(manualPage: ManualPage, sheet: Sheet, { page, position, size, place }: Placement): string {
  const { kind, content_type, columns, facts } = manualPage
  const truth = {
    page,
    ...position,
    kind,
    content_type,
    columns,
    size,
    lines: sheet.lines,
    blocks: sheet.blocks.map(({ type, text, lines }) => ({ type, text, lines })),
    tables: sheet.tables.map((table) => placedTable(table, place)),
    facts,
    figure_text: sheet.figureText,
    words: sheet.words.map(({ text, box, line, figure }) => ({ text, box: rounded(place(box)), line, figure })),
  }
  return compactJson(truth)
}

function placedTable({ header, rows, grid }: TruthTable, place: (box: Box) => Box) {
  if (grid === undefined) return { header, rows }
  return { header, rows, grid: grid.map((cell) => ({ ...cell, box: rounded(place(cell.box)) })) }
}

const rounded = (box: Box): Box => box.map((value) => Math.round(value * 10) / 10) as Box

/** JSON with one line for each item of the page's lists. */
export function compactJson(value: Record<string, unknown>): string {
  const item = (entry: unknown) => JSON.stringify(entry)
  const members = Object.entries(value).map(([key, member]) => {
    if (!Array.isArray(member) || member.length === 0 || typeof member[0] === 'number') return ` ${item(key)}: ${item(member)}`
    return ` ${item(key)}: [\n${member.map((entry) => `  ${item(entry)}`).join(',\n')}\n ]`
  })
  return `{\n${members.join(',\n')}\n}\n`
}
