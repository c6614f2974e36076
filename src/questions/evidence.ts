import type { Box } from '../contracts/geometry.ts'
import type { Evidence } from '../contracts/example.ts'
import type { IndexEntry } from '../contracts/classification.ts'
import type { Line, Reading } from '../contracts/reading.ts'
import type { Block, Cell, Table } from '../contracts/structure.ts'

/** A whole block as evidence. */
export function blockEvidence(page_id: string, block: Block): Evidence {
  return { page_id, block: block.id, box: block.box, quote: block.text }
}

/** A table cell as evidence; cells without text (spacers) are no evidence. */
export function cellEvidence(page_id: string, table: Table, cell: Cell): Evidence {
  return { page_id, block: table.block, box: cell.box, quote: cell.text, cell: { row: cell.row, column: cell.column } }
}

/** A line of the reading; `block` is the block that holds it. */
export function lineEvidence(page_id: string, block: string, line: Line): Evidence {
  return { page_id, block, box: line.box, quote: line.text }
}

/** The lines that show an index entry, inside the blocks that hold them. */
export function entryEvidence(page_id: string, entry: IndexEntry, reading: Reading, blocks: readonly Block[]): Evidence[] {
  return entry.lines.flatMap((id) => {
    const line = reading.lines.find((candidate) => candidate.id === id)
    if (line === undefined) return []
    const block = blocks.find((candidate) => candidate.lines.includes(id)) ?? blocks.find((candidate) => candidate.type === 'table')
    return [lineEvidence(page_id, block?.id ?? 'page', line)]
  })
}

/** The same block or cell cited once. */
export function distinct(evidence: readonly Evidence[]): Evidence[] {
  const seen = new Set<string>()
  return evidence.filter(({ page_id, block, cell, quote }) => {
    const key = `${page_id}|${block}|${cell === undefined ? '' : `${cell.row},${cell.column}`}|${quote}`
    return !seen.has(key) && seen.add(key) !== undefined
  })
}

/** Whether the middle of the second box lies in the first. */
export function holdsMiddle([left, top, right, bottom]: Box, inner: Box): boolean {
  const [x, y] = [(inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2]
  return x >= left && x <= right && y >= top && y <= bottom
}
