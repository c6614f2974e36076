import { z } from 'zod'
import type { Example } from '../../contracts/example.ts'
import { generatedSchema } from '../../contracts/example.ts'
import { classificationSchema } from '../../contracts/classification.ts'
import type { CataloguePage } from '../../contracts/page.ts'
import { prepareOutputSchema } from '../../contracts/page.ts'
import { readingSchema, wordSchema } from '../../contracts/reading.ts'
import type { Inventory } from '../../contracts/source.ts'
import type { Workspace } from '../../contracts/workspace.ts'
import { compareCounts, tally } from './tally.ts'
import type { CameIn, Copy, Count, Coverage, Failure, PageRow, ReadingFigures, SectionRow } from '../../report/data.ts'
import { hasOtherFigures } from '../../text/second-reading.ts'
import { artifactPath, parseArtifact } from '../artifacts.ts'
import type { readPageFailures } from './logs.ts'

/** Pages shown as the least sure ones. */
const LEAST_SURE = 8

/** The parts of the artifacts that the report shows; the rest of these large files is not validated again. */
const readingFigures = readingSchema
  .pick({ origin: true, engine: true, mean_confidence: true })
  .extend({ lines: z.array(z.object({ words: z.array(wordSchema.pick({ text: true, confidence: true, also_read: true })) })) })
  // Words by the hundred thousand are not kept: only those that the report shows.
  .transform(({ lines, ...figures }) => ({ ...figures, disputed: lines.flatMap(({ words }) => words.filter(hasOtherFigures)) }))
const classifiedAs = classificationSchema.pick({ content_type: true, source_type: true })
const generatedFigures = generatedSchema
  .pick({ refusals: true, coverage: true })
  .extend({ candidates: z.array(z.object({ section: z.object({ id: z.string() }) })) })
const preparedAs = prepareOutputSchema.pick({ skipped: true })

export interface PageFacts {
  readonly page: CataloguePage
  readonly reading: z.infer<typeof readingFigures> | null
  readonly classified: z.infer<typeof classifiedAs> | null
  /** Only of pages that came through all page stages. */
  readonly generated: z.infer<typeof generatedFigures> | null
  readonly failed: string | null
}

type PageFailures = Awaited<ReturnType<typeof readPageFailures>>

/** What the page stages left for each page of the catalogue. */
export async function pageFacts(
  workspace: Workspace,
  pages: readonly CataloguePage[],
  done: ReadonlySet<string>,
  failures: PageFailures,
): Promise<PageFacts[]> {
  const failedAt = new Map(failures.map(({ page_id, stage }) => [page_id, stage]))
  const optional = async <T>(stage: string, page_id: string, schema: z.ZodType<T>): Promise<T | null> => {
    const path = artifactPath(stage, page_id)
    if (!(await workspace.has(path))) return null
    return parseArtifact((await workspace.read(path)).toString('utf8'), path, schema)
  }
  const facts: PageFacts[] = []
  for (const page of pages) {
    const { page_id } = page
    const generated = done.has(page_id) ? await optional('generate', page_id, generatedFigures) : null
    facts.push({
      page,
      reading: await optional('read', page_id, readingFigures),
      classified: await optional('classify', page_id, classifiedAs),
      generated,
      failed: failedAt.get(page_id) ?? (generated === null ? 'not reached' : null),
    })
  }
  return facts
}

export async function cameIn(workspace: Workspace, inventory: Inventory, pages: readonly CataloguePage[]): Promise<CameIn> {
  const notPages: { path: string; reason: string }[] = []
  for (const file of inventory.files) {
    for (const [index, page_id] of file.page_ids.entries()) {
      const path = artifactPath('prepare', page_id)
      if (!(await workspace.has(path))) continue
      const { skipped } = parseArtifact((await workspace.read(path)).toString('utf8'), path, preparedAs)
      if (skipped !== null) notPages.push({ path: file.pages > 1 ? `${file.path}, page ${index + 1}` : file.path, reason: skipped })
    }
  }
  const skipped = inventory.left_out.filter((file) => file.status === 'skipped')
  return {
    files: inventory.files.length + inventory.left_out.length,
    types: tally(inventory.files, (file) => file.file_type),
    skipped: skipped.map(({ path, reason }) => ({ path, reason })),
    notPages,
    failedFiles: inventory.left_out.length - skipped.length,
    pages: pages.length,
    htmlPages: pages.filter((page) => page.kind === 'html').length,
  }
}

/** Files that could not be opened, then pages that failed, in the order of the stages. */
export function failureRows(inventory: Inventory, failures: PageFailures): Failure[] {
  const files = inventory.left_out.flatMap(({ status, path, reason, failure }): Failure[] => {
    if (status !== 'failed') return []
    return [{ where: path, stage: 'inventory', code: failure?.code ?? '', message: failure?.message ?? reason, fix: failure?.fix ?? '' }]
  })
  const sources = new Map(
    inventory.files.flatMap((file) => file.page_ids.map((page_id, index) => [page_id, sourceOf(file.path, index + 1)])),
  )
  const pages = failures.map(({ stage, page_id, failure }) => {
    return { where: sources.get(page_id) ?? page_id, stage, code: failure.code, message: failure.message, fix: failure.fix }
  })
  return [...files, ...pages]
}

export function copiesOf(pages: readonly CataloguePage[]): Copy[] {
  return pages.flatMap((page) =>
    page.aliases.map(({ page_id, source_path, source_page, how }) => ({
      page_id: page.page_id,
      alias: page_id,
      source: sourceOf(source_path, source_page),
      how,
    })),
  )
}

/** 'folder/file.jpg', or 'manual.pdf, page 3'. */
export function sourceOf(path: string, page: number): string {
  return /\.(pdf|tiff?|gif|webp)$/i.test(path) && (page > 1 || /\.pdf$/i.test(path)) ? `${path}, page ${page}` : path
}

export function readingFiguresOf(facts: readonly PageFacts[]): ReadingFigures {
  const read = facts.flatMap(({ page, reading }) => (reading === null ? [] : [{ page_id: page.page_id, ...reading }]))
  const fromPixels = read.filter(({ origin }) => origin === 'ppocr' || origin === 'tesseract')
  const lowest = fromPixels
    .toSorted((a, b) => a.mean_confidence - b.mean_confidence || (a.page_id < b.page_id ? -1 : 1))
    .slice(0, LEAST_SURE)
  return {
    origins: tally(read, ({ origin }) => origin),
    engines: [...new Set(fromPixels.map(({ engine }) => engine))].sort(),
    confidences: fromPixels.map(({ mean_confidence }) => mean_confidence),
    lowest: lowest.map(({ page_id, mean_confidence }) => ({ page_id, confidence: mean_confidence })),
    disputed: read
      .flatMap(({ page_id, disputed }) =>
        disputed.map(({ text, confidence, also_read = '' }) => ({ page_id, text, also_read, confidence })),
      )
      .toSorted((a, b) => a.confidence - b.confidence),
  }
}

export function contentTypes(facts: readonly PageFacts[]): Count[] {
  return tally(facts, ({ classified }) => classified?.content_type ?? '(not classified)')
}

export function sourceTypes(facts: readonly PageFacts[]): Count[] {
  return tally(facts, ({ page }) => page.source_type)
}

export function coverageOf(facts: readonly PageFacts[]): Coverage {
  const sum = (key: keyof Coverage): number => facts.reduce((total, { generated }) => total + (generated?.coverage[key] ?? 0), 0)
  return { used: sum('used'), refused: sum('refused'), no_interest: sum('no_interest') }
}

/** 'row 4, column 3: placeholder: ???' and 'not a known word: prup' without their places and particulars. */
const kindOfRefusal = (reason: string): string => reason.replace(/^row \d+(?:, column \d+)?: /, '').replace(/: .*$/s, '')

/** Reasons by which writers refused blocks; the rare ones together at the end. */
export function refusalCounts(facts: readonly PageFacts[], shown = 12): Count[] {
  const refusals = facts.flatMap(({ generated }) => generated?.refusals ?? [])
  const all = tally(refusals, ({ reason }) => kindOfRefusal(reason))
  if (all.length <= shown + 1) return all
  const rest = all.slice(shown).reduce((sum, row) => sum + row.count, 0)
  return [...all.slice(0, shown), { name: `${all.length - shown} other reasons`, count: rest }]
}

export function pageRows(facts: readonly PageFacts[], keptByPage: ReadonlyMap<string, number>): PageRow[] {
  return facts.map(({ page, reading, classified, generated, failed }) => ({
    page_id: page.page_id,
    source: sourceOf(page.source_path, page.source_page),
    section: sectionName(page.section),
    content_type: classified?.content_type ?? '',
    origin: reading?.origin ?? '',
    confidence: reading === null || reading.origin === 'html' || reading.origin === 'text-layer' ? null : reading.mean_confidence,
    coverage: generated?.coverage ?? null,
    written: generated?.candidates.length ?? 0,
    kept: keptByPage.get(page.page_id) ?? 0,
    failed,
  }))
}

export function sectionRows(facts: readonly PageFacts[], examples: readonly Example[]): SectionRow[] {
  const rows = new Map<string, { -readonly [Key in keyof SectionRow]: SectionRow[Key] }>()
  for (const { page, generated } of facts) {
    const key = sectionName(page.section)
    const row = rows.get(key) ?? { ...page.section, pages: 0, written: 0, kept: 0, train: 0, validation: 0 }
    row.pages += 1
    row.written += generated?.candidates.length ?? 0
    rows.set(key, row)
  }
  for (const { section, split } of examples) {
    const key = sectionName(section)
    const row = rows.get(key) ?? { ...section, pages: 0, written: 0, kept: 0, train: 0, validation: 0 }
    row.kept += 1
    if (split === 'train' || split === 'validation') row[split] += 1
    rows.set(key, row)
  }
  return [...rows].sort(([a], [b]) => compareCounts({ name: a, count: 0 }, { name: b, count: 0 })).map(([, row]) => row)
}

const sectionName = ({ id, name }: CataloguePage['section']): string => `${id} ${name}`.trim()
