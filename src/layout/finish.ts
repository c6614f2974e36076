import type { Transform } from '../contracts/geometry.ts'
import type { Block, Structure, Table, Wiring, WiringItem } from '../contracts/structure.ts'
import type { DraftBlock } from './draft-block.ts'
import { bounds, mapBox } from './boxes.ts'
import { lowestConfidence, type PlacedTable } from './ruled-table.ts'
import { joinLines, lineIds } from './rows.ts'
import type { FoundWiring } from './wiring.ts'

/** A block on its way; with the table where it is one. */
export interface Draft {
  readonly block: DraftBlock
  readonly table: PlacedTable | null
}

/** Upright pixels. */
export const boxOf = (block: DraftBlock) => block.box ?? bounds(block.words.map((word) => word.upright))

/** A page before its blocks have ids: upright pixels, blocks in reading order. */
export interface FoundPage {
  readonly page_id: string
  readonly columns: number
  readonly drafts: readonly Draft[]
  /** Lines of a flow chart. */
  readonly links: readonly { readonly from: DraftBlock; readonly to: DraftBlock }[]
  readonly wiring: FoundWiring | null
}

/** The structure of a page: ids are given, boxes mapped to the prepared image. */
export function finished({ page_id, columns, drafts, links, wiring }: FoundPage, transform: Transform): Structure {
  const ids = new Map(drafts.map(({ block }, index) => [block, `b${String(index + 1).padStart(2, '0')}`]))
  const tables: Table[] = []
  const blocks = drafts.map(({ block, table }, index): Block => {
    const id = ids.get(block)!
    if (table !== null) tables.push(finishedTable(table, id, titleAbove(drafts, index), transform))
    return {
      id,
      type: block.type,
      text: block.type === 'table' ? block.texts.join(' ') : joinLines(block.texts),
      box:
        block.words.length === 0 || block.box !== undefined ? mapBox(boxOf(block), transform) : bounds(block.words.map((word) => word.box)),
      lines: lineIds(block.words),
      column: block.column,
      parent: block.parent === null ? null : (ids.get(block.parent) ?? null),
      confidence: lowestConfidence(block.words),
      ...(block.code === undefined ? {} : { code: block.code }),
      ...(block.mark === undefined ? {} : { mark: block.mark }),
    }
  })
  return {
    page_id,
    columns,
    blocks,
    tables,
    ...(links.length === 0 ? {} : { links: links.map(({ from, to }) => ({ from: ids.get(from)!, to: ids.get(to)! })) }),
    ...(wiring === null ? {} : { wiring: finishedWiring(wiring, drafts, ids, transform) }),
  }
}

/** 'Table 7-2.' before a table's title, and '(continued)' behind it. */
const TABLE_NUMBER = /^(?:table|tab\.|chart)\s+[A-Z]?\d+(?:[-–.]\d+)*\s?[.:–—-]?\s+(?=\S)/i
const CONTINUED = /\s*[([–—-]?\s*\b(?:continued|cont(?:['’]d|d|inuation)?)\b\.?\s*[)\]]?$/i

/** The heading or caption directly before a table, without the table's number: what the table is about. */
function titleAbove(drafts: readonly Draft[], index: number): string {
  const before = drafts[index - 1]?.block
  if (before === undefined || !['heading', 'caption', 'operation'].includes(before.type)) return ''
  return joinLines(before.texts).replace(TABLE_NUMBER, '').replace(CONTINUED, '')
}

function finishedTable(table: PlacedTable, block: string, title: string, transform: Transform): Table {
  return {
    block,
    title,
    ruled: table.ruled,
    columns: table.columns,
    rows: table.rows.map((row) =>
      row.map((cell) => ({
        text: cell.text,
        box: mapBox(cell.box, transform),
        row_span: cell.rowSpan,
        column_span: cell.columnSpan,
        row: cell.row,
        column: cell.column,
        header: cell.header,
        confidence: cell.confidence,
      })),
    ),
    confidence: table.confidence,
  }
}

/** A colour that was guessed is never sure. */
const MENDED = 0.5

function finishedWiring(
  { labels, conductors }: FoundWiring,
  drafts: readonly Draft[],
  blocks: ReadonlyMap<DraftBlock, string>,
  transform: Transform,
): Wiring {
  const ids = new Map(labels.map((label, index) => [label, `w${String(index + 1).padStart(2, '0')}`]))
  const items = labels.map((label): WiringItem => {
    const { kind, text, words, size, colours, rating, mended } = label
    const holder =
      drafts.find(({ block }) => words.every((word) => block.words.includes(word))) ??
      drafts.find(({ block }) => block.words.includes(words[0]!))!
    return {
      id: ids.get(label)!,
      kind,
      text,
      box: mapBox(label.box, transform),
      block: blocks.get(holder.block)!,
      confidence: mended === true ? Math.min(MENDED, lowestConfidence(words)) : lowestConfidence(words),
      ...(size === undefined ? {} : { size }),
      ...(colours === undefined ? {} : { colours: [...colours] }),
      ...(rating === undefined ? {} : { rating }),
    }
  })
  const found = conductors.map((conductor) => ({
    items: conductor.labels.map((label) => ids.get(label)!),
    box: mapBox(conductor.box, transform),
    from: conductor.from === null ? null : ids.get(conductor.from)!,
    complete: conductor.complete,
  }))
  return { items, conductors: found }
}
