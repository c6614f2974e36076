import type { Classification, ContentType, IndexEntry } from '../../src/contracts/classification.ts'
import type { NeighbourPage, PageMaterial } from '../../src/contracts/material.ts'
import type { CataloguePage } from '../../src/contracts/page.ts'
import type { References } from '../../src/contracts/references.ts'
import type { Line } from '../../src/contracts/reading.ts'
import { defaultSettings, type Settings } from '../../src/contracts/settings.ts'
import type { Block, BlockType, Cell, Table } from '../../src/contracts/structure.ts'
import type { QuestionWriter, WriterOutput } from '../../src/questions/writer.ts'

/** Pages of an invented tracked carrier, built from a few words each. */
export interface PageParts {
  /** Type and text; an operation's number is taken from its text. */
  readonly blocks?: readonly (readonly [BlockType, string, number?])[]
  /** Rows of cell texts; the first `headers` rows are header cells. A cell that repeats `''` is empty. */
  readonly table?: {
    readonly title?: string
    readonly headers: number
    readonly rows: readonly (readonly string[])[]
    readonly unsure?: string
  }
  readonly printed?: string
  readonly content?: ContentType
  readonly index?: readonly IndexEntry[]
  readonly operations?: NonNullable<PageMaterial['section_operations']>
  readonly previous?: PageMaterial
  readonly next?: PageMaterial
  readonly vehicles?: readonly string[]
  readonly references?: References
  /** Lines for the reading, with boxes; else one line for each block. */
  readonly lines?: readonly { readonly text: string; readonly box: Line['box'] }[]
}

const section = { id: '40', name: 'Running Gear' }

export function pageOf(parts: PageParts): PageMaterial {
  const page_id = `40-${parts.printed ?? '1'}`
  const page: CataloguePage = {
    page_id,
    candidate_id: page_id,
    kind: 'image',
    section,
    source_type: 'service_manual',
    source_path: `40 - Running Gear/${page_id}.png`,
    source_page: 1,
    image: { path: 'x.png', width: 1000, height: 1400, sha256: '' },
    aliases: [],
  }
  const blocks = (parts.blocks ?? []).map(([type, text, confidence = 0.995], index): Block => {
    const code = type === 'operation' ? /^\d{2} \d{2} \d{3}/.exec(text)?.[0] : undefined
    const mark = type === 'list_item' ? /^(?:\d{1,2}|[-–•])(?=\s)/.exec(text)?.[0] : undefined
    return {
      id: `b${index + 1}`,
      type,
      text,
      box: [100, 40 * index, 900, 40 * index + 30],
      lines: [`l${index + 1}`],
      column: 1,
      parent: null,
      confidence,
      ...(code === undefined ? {} : { code }),
      ...(mark === undefined ? {} : { mark }),
    }
  })
  const table = parts.table === undefined ? [] : [tableOf(parts.table)]
  const lines =
    parts.lines?.map((line, index) => lineOf(`l${index + 1}`, line.text, line.box, 0.995)) ??
    blocks.map((block, index) => lineOf(`l${index + 1}`, block.text, block.box ?? [0, 0, 1, 1], block.confidence))
  const classification: Classification = {
    page_id,
    source_type: 'service_manual',
    content_type: parts.content ?? 'procedure',
    is_index: parts.content === 'index',
    confidence: 0.9,
    secondary_types: [],
    needs_review: false,
    reasoning: '',
    printed_page: parts.printed === undefined ? null : `40-${parts.printed}`,
    section,
    index_entries: [...(parts.index ?? [])],
  }
  const tableBlock: Block = {
    id: 'bt',
    type: 'table',
    text: '',
    box: [0, 0, 1000, 1400],
    lines: [],
    column: 0,
    parent: null,
    confidence: 1,
  }
  return {
    page,
    reading: { page_id, image: null, origin: 'ppocr', engine: 'test', mean_confidence: 0.98, lines },
    structure: { page_id, columns: 1, blocks: table.length > 0 ? [...blocks, tableBlock] : blocks, tables: table },
    classification,
    vehicles: parts.vehicles ?? [],
    operations: [],
    section_operations: parts.operations ?? [],
    previous: neighbourOf(parts.previous),
    next: neighbourOf(parts.next),
    ...(parts.references === undefined ? {} : { references: parts.references }),
  }
}

function neighbourOf(page: PageMaterial | undefined): NeighbourPage | null {
  return page === undefined ? null : { page: page.page, classification: page.classification, structure: page.structure }
}

function lineOf(id: string, text: string, box: Line['box'], confidence: number): Line {
  const words = text.split(' ').map((word) => ({ text: word, box, upright: box, confidence }))
  return { id, text, box, upright: box, confidence, words }
}

function tableOf({ title = '', headers, rows, unsure }: NonNullable<PageParts['table']>): Table {
  return {
    block: 'bt',
    title,
    ruled: true,
    columns: Math.max(...rows.map((row) => row.length)),
    confidence: 0.95,
    rows: rows.map((row, rowIndex) =>
      row.map((text, column): Cell => ({
        text,
        box: [column * 100, rowIndex * 40, column * 100 + 100, rowIndex * 40 + 40],
        row_span: 1,
        column_span: 1,
        row: rowIndex,
        column,
        header: rowIndex < headers,
        confidence: text === unsure ? 0.3 : 0.995,
      })),
    ),
  }
}

/** Every wording of the pairs that a writer gives, with its answer, and the reasons of its refusals. */
export function written(
  writer: QuestionWriter,
  page: PageMaterial,
  settings: Settings = defaultSettings(),
): { pairs: { wordings: string[]; answer: string; draft: WriterOutput['drafts'][number] }[]; reasons: string[] } {
  const output = writer.write(page, settings)
  return {
    pairs: output.drafts.map((draft) => ({ wordings: [draft.question, ...draft.paraphrases], answer: draft.answer, draft })),
    reasons: output.refusals.map(({ reason }) => reason),
  }
}

/** The answer to a question, under any of its wordings; undefined when it is not asked. */
export function answerTo(pairs: readonly { wordings: readonly string[]; answer: string }[], question: string): string | undefined {
  return pairs.find(({ wordings }) => wordings.includes(question))?.answer
}
