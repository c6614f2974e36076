import type { IndexEntry } from '../../src/contracts/classification.ts'
import type { Candidate, Evidence } from '../../src/contracts/example.ts'
import type { PageMaterial } from '../../src/contracts/material.ts'
import type { Line } from '../../src/contracts/reading.ts'
import { defaultSettings } from '../../src/contracts/settings.ts'
import type { Block, BlockType, Cell, Table } from '../../src/contracts/structure.ts'
import { judge } from '../../src/checks/checks.ts'

/** A block of a page made for a test; the reading follows from it. */
export interface TestBlock {
  readonly id?: string
  readonly type?: BlockType
  readonly text: string
  readonly confidence?: number
  readonly parent?: string
  readonly code?: string
  /** Rows of a table; the first is the header. '' = empty cell, null = covered by the cell to the left. */
  readonly rows?: readonly (readonly (string | null)[])[]
  readonly header_rows?: number
  readonly title?: string
}

export interface TestPage {
  readonly page_id?: string
  readonly blocks: readonly TestBlock[]
  readonly vehicles?: readonly string[]
  readonly index?: readonly IndexEntry[]
  readonly source_path?: string
}

const PAGE_ID = 'page-1'

/** The material of a page whose reading shows exactly its blocks. Confidence 0.995 unless a block says otherwise. */
export function materialOf(page: TestPage): PageMaterial {
  const page_id = page.page_id ?? PAGE_ID
  const section = { id: '21', name: 'Clutch' }
  const lines: Line[] = []
  const blocks = page.blocks.map((given, index) => blockFor(given, index, lines))
  return {
    page: {
      page_id,
      candidate_id: page_id,
      kind: 'image',
      section,
      source_type: 'service_manual',
      source_path: page.source_path ?? '21 - Clutch/21-03.jpg',
      source_page: 1,
      image: null,
      aliases: [],
    },
    reading: { page_id, image: null, origin: 'ppocr', engine: 'test', mean_confidence: 0.95, lines },
    structure: { page_id, columns: 1, blocks, tables: page.blocks.flatMap((given, index) => tableFor(given, index)) },
    classification: {
      page_id,
      source_type: 'service_manual',
      content_type: 'procedure',
      is_index: (page.index ?? []).length > 0,
      confidence: 1,
      secondary_types: [],
      needs_review: false,
      reasoning: '',
      printed_page: null,
      section,
      index_entries: [...(page.index ?? [])],
    },
    vehicles: page.vehicles ?? [],
    operations: [],
    previous: null,
    next: null,
  }
}

const blockId = (given: TestBlock, index: number): string => given.id ?? `b${String(index + 1).padStart(2, '0')}`

function blockFor(given: TestBlock, index: number, lines: Line[]): Block {
  const confidence = given.confidence ?? 0.995
  const text =
    given.rows === undefined
      ? given.text
      : given.rows
          .flat()
          .filter((cell) => cell !== null && cell !== '')
          .join(' ')
  const id = `l${String(lines.length + 1).padStart(3, '0')}`
  const box: [number, number, number, number] = [0, index * 20, 100, index * 20 + 18]
  const words = text.split(/\s+/).map((word) => ({ text: word, box, upright: box, confidence }))
  lines.push({ id, text, box, upright: box, confidence, words })
  return {
    id: blockId(given, index),
    type: given.type ?? (given.rows === undefined ? 'paragraph' : 'table'),
    text,
    box,
    lines: [id],
    column: 1,
    parent: given.parent ?? null,
    confidence,
    ...(given.code === undefined ? {} : { code: given.code }),
  }
}

function tableFor(given: TestBlock, index: number): Table[] {
  if (given.rows === undefined) return []
  const headerRows = given.header_rows ?? 1
  const rows = given.rows.map((row, at) =>
    row.flatMap((text, column): Cell[] => {
      if (text === null) return []
      let span = 1
      while (row[column + span] === null) span++
      return [
        {
          text,
          box: null,
          row_span: 1,
          column_span: span,
          row: at,
          column,
          header: at < headerRows,
          confidence: given.confidence ?? 0.995,
        },
      ]
    }),
  )
  const columns = Math.max(...given.rows.map((row) => row.length))
  return [{ block: blockId(given, index), title: given.title ?? '', ruled: true, columns, rows, confidence: 0.95 }]
}

/** A pair about the first block of the page, whole, unless told otherwise. */
export function pairOn(page: PageMaterial, pair: Partial<Candidate> & Pick<Candidate, 'question' | 'answer'>): Candidate {
  const first = page.structure.blocks[0]
  const evidence: Evidence[] = first === undefined ? [] : [{ page_id: page.page.page_id, block: first.id, box: null, quote: first.text }]
  return {
    id: `${page.page.page_id}-q01`,
    page_id: page.page.page_id,
    section: page.page.section,
    task: 'procedure',
    question_type: 'factual',
    source_type: 'service_manual',
    content_type: 'procedure',
    applies_to: [],
    operation: null,
    evidence,
    generator: { id: 'rules', version: 1, writer: 'test' },
    paraphrases: [],
    ...pair,
  }
}

/** Evidence for a cell, quoting it. */
export function cellOf(page: PageMaterial, row: number, column: number, block = 'b01'): Evidence {
  const cells = page.structure.tables.find((table) => table.block === block)?.rows.flat() ?? []
  const cell = cells.find((each) => each.row === row && each.column === column)
  return { page_id: page.page.page_id, block, box: null, quote: cell?.text ?? '', cell: { row, column } }
}

/** Names of the checks that did not pass, with their reasons. */
export function complaints(candidate: Candidate, page: PageMaterial): string[] {
  return judge(candidate, page, defaultSettings())
    .verdicts.filter(({ result }) => result !== 'pass')
    .map(({ check, result, reason }) => `${check} (${result}): ${reason}`)
}

/** Names of the checks that did not pass. */
export function complaining(candidate: Candidate, page: PageMaterial): string[] {
  return judge(candidate, page, defaultSettings())
    .verdicts.filter(({ result }) => result !== 'pass')
    .map(({ check }) => check)
}
