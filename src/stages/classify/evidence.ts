import type { Block, Structure } from '../../contracts/structure.ts'
import type { Settings } from '../../contracts/settings.ts'

/** What a page shows that speaks for one kind of content or another: shares from 0 to 1 and counts. */
export interface Evidence {
  readonly words: number
  /** Share of the text's words in blocks of these kinds. */
  readonly stepShare: number
  readonly tableShare: number
  readonly proseShare: number
  readonly labelShare: number
  readonly operations: number
  readonly figures: number
  /** Table cells that hold a number with or beside a unit, and all filled cells. */
  readonly valueCells: number
  readonly filledCells: number
  /** Rows of unruled lists that end in a page reference. */
  readonly indexRows: number
  readonly legendItems: number
  readonly wireLabels: number
  /** Lines that lead from one text to another. */
  readonly chartLinks: number
  readonly keywords: Readonly<Record<string, readonly string[]>>
  /** The same, found in headings, titles and the headers of tables. */
  readonly headingKeywords: Readonly<Record<string, readonly string[]>>
  /** Table headers that name terminals or fuses. */
  readonly namesPins: boolean
  readonly namesFuses: boolean
}

const UNIT =
  /(?:^|[\d\s(])(?:mm|cm|km|nm|ft\.?\s?lbs?|lbs?|kg|g|kpa|bar|psi|hpa|volts?|v|amps?|a|ohms?|Ω|kw|hp|rpm|1\/min|liters?|litres?|cc|ccm|cm³|qts?|°\s?[cf]?|%|km\/h|mph|min|inch(?:es)?|in)\b\.?|°/iu
/** Wire labels of circuit diagrams: cross section and colour codes ('2.5 RD/YL', '.75 GN'), connector numbers ('C104'). */
const WIRE = /^(?:\d{0,2}\.?\d+\s)?[A-Z]{2}(?:\/[A-Z]{2})+$|^(?:\d{0,2}\.\d+|\d)\s[A-Z]{2}$|^[CXSG]\d{3,4}$/

const wordCount = (text: string) => text.split(/\s+/).filter((word) => /[\p{L}\d]/u.test(word)).length

const STEPS = new Set<Block['type']>(['step', 'operation', 'caution', 'note', 'tool'])
const LABELS = new Set<Block['type']>(['callout', 'caption'])

/** Keywords of the settings, found as whole words or phrases, by content type. */
function keywordsIn(text: string, keywords: Settings['classify']['type_keywords']): Record<string, string[]> {
  const found: Record<string, string[]> = {}
  for (const [type, phrases] of Object.entries(keywords)) {
    found[type] = phrases.filter((phrase) => {
      const pattern = phrase
        .trim()
        .split(/\s+/)
        .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
        .join('\\s+')
      return new RegExp(`(?<![\\p{L}\\d])${pattern}(?![\\p{L}\\d])`, 'iu').test(text)
    })
  }
  return found
}

/** Gathers the evidence of one page. */
export function evidenceOf(structure: Structure, settings: Settings): Evidence {
  const counts = { step: 0, table: 0, prose: 0, label: 0, all: 0 }
  let wireLabels = 0
  for (const block of structure.blocks) {
    const words = wordCount(block.text)
    counts.all += words
    if (STEPS.has(block.type)) counts.step += words
    else if (block.type === 'table') counts.table += words
    else if (block.type === 'paragraph' || block.type === 'list_item') counts.prose += words
    else if (LABELS.has(block.type)) counts.label += words
    const labels = block.text.match(/\b(?:\d{0,2}\.?\d+ )?[A-Z]{2}\/[A-Z]{2}\b|\b[CXSG]\d{3,4}\b/g) ?? []
    if (block.type !== 'table') wireLabels += labels.length === 0 && WIRE.test(block.text) ? 1 : labels.length
  }
  const cells = structure.tables.flatMap((table) => table.rows.flat()).filter((cell) => cell.text !== '')
  const rowsWithUnit = structure.tables.flatMap((table) =>
    table.rows.filter((row) => !row.every((cell) => cell.header) && row.some((cell) => UNIT.test(cell.text) && !cell.header)),
  )
  const share = (count: number) => (counts.all === 0 ? 0 : count / counts.all)
  const text = structure.blocks.map((block) => block.text).join('\n')
  const headers = structure.tables.flatMap((table) => table.rows.flat().filter((cell) => cell.header)).map((cell) => cell.text)
  const headings = structure.blocks.filter((block) => block.type === 'heading' || block.type === 'operation').map((block) => block.text)
  return {
    words: counts.all,
    stepShare: share(counts.step),
    tableShare: share(counts.table),
    proseShare: share(counts.prose),
    labelShare: share(counts.label),
    operations: structure.blocks.filter((block) => block.type === 'operation').length,
    figures: structure.blocks.filter((block) => block.type === 'figure').length,
    valueCells: rowsWithUnit.reduce((sum, row) => sum + row.filter((cell) => /\d/.test(cell.text) && !cell.header).length, 0),
    filledCells: cells.length,
    indexRows: structure.tables.filter((table) => !table.ruled).reduce((sum, table) => sum + table.rows.filter(isIndexRow).length, 0),
    legendItems: structure.blocks.filter((block) => block.type === 'list_item' && /^(?:\d+|[A-Z])$/.test(block.mark ?? '')).length,
    wireLabels,
    chartLinks: structure.links?.length ?? 0,
    keywords: keywordsIn(text, settings.classify.type_keywords),
    headingKeywords: keywordsIn([...headings, ...headers].join('\n'), settings.classify.type_keywords),
    namesPins: headers.some((header) => /\b(?:pins?|terminals?|cavity|contacts?)\b/i.test(header)),
    namesFuses: headers.some((header) => /\bfuses?\b/i.test(header)),
  }
}

/** A list row whose last cell is a page reference and whose name is text. */
export function isIndexRow(row: readonly { readonly text: string }[]): boolean {
  const [name, page] = row.slice(-2)
  return name !== undefined && page !== undefined && /\p{L}{3}/u.test(name.text) && PAGE_REFERENCE.test(page.text)
}

export const PAGE_REFERENCE = /^(?:(?:\d{1,4}|[A-Z])\s?[-–—./ ]\s?\d{1,4}\s?[a-z]?|\d{1,4}[a-z]?|[ivxl]{1,6})$/
