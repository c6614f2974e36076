import { stringify } from 'csv-stringify/sync'
import type { SectionIndex } from '../../contracts/classification.ts'
import type { CataloguePage } from '../../contracts/page.ts'
import type { StageContext } from '../../contracts/stage.ts'
import type { Workspace } from '../../contracts/workspace.ts'
import { readCatalogue, readClassification, referencesPath, sectionIndexPath } from '../artifacts.ts'
import { namesByNumber, referencesOf } from './references.ts'
import { classificationReport } from './report.ts'
import { type ClassifiedPage, mergedIndex } from './section-index.ts'

const PAGES_PATH = 'work/classified/pages.csv'
const QUEUE_PATH = 'work/logs/manual_review_queue.csv'
const REPORT_PATH = 'work/logs/stage3_classification_report.md'
const INDEX_FOLDER = 'work/indices/'
const REFERENCES_FOLDER = 'work/references/'

/** What is written whatever the pages are; an index also for each section that has index pages. */
export const CLASSIFICATION_FILES: readonly string[] = [PAGES_PATH, QUEUE_PATH, REPORT_PATH]

/** Writes pages.csv, one index per section that has index pages, the review queue and the report. */
export async function gatherClassifications(done: readonly string[], { workspace }: StageContext): Promise<void> {
  const catalogue = new Map((await readCatalogue(workspace)).map((page) => [page.page_id, page]))
  const pages: ClassifiedPage[] = []
  for (const page_id of done) {
    const page = catalogue.get(page_id)
    if (page !== undefined) pages.push({ page, classification: await readClassification(workspace, page_id) })
  }
  const indices = new Map<string, SectionIndex>()
  for (const [path, members] of bySectionPath(pages)) {
    const index = mergedIndex(members)
    if (index.index_pages.length > 0) indices.set(path, index)
  }
  for (const [path, index] of indices) await workspace.write(path, `${JSON.stringify(index, null, 2)}\n`)
  for (const path of await workspace.list(INDEX_FOLDER)) {
    if (!indices.has(path)) await workspace.remove(path)
  }
  await writeReferences(pages, workspace)
  await workspace.write(PAGES_PATH, pagesTable(pages))
  await workspace.write(QUEUE_PATH, reviewQueue(pages))
  await workspace.write(REPORT_PATH, classificationReport(pages, [...indices.values()]))
}

/** One file for each section that is sent elsewhere; those of sections that no longer are go. */
async function writeReferences(pages: readonly ClassifiedPage[], workspace: Workspace): Promise<void> {
  const written = new Set<string>()
  const names = namesByNumber(pages)
  for (const members of bySectionPath(pages).values()) {
    const section = members[0]?.page.section
    const references = section === undefined ? null : await referencesOf(members, pages, names, workspace)
    if (section === undefined || references === null) continue
    const path = referencesPath(section)
    written.add(path)
    await workspace.write(path, `${JSON.stringify(references)}\n`)
  }
  for (const path of await workspace.list(REFERENCES_FOLDER)) {
    if (!written.has(path)) await workspace.remove(path)
  }
}

function bySectionPath(pages: readonly ClassifiedPage[]): Map<string, ClassifiedPage[]> {
  const groups = new Map<string, ClassifiedPage[]>()
  for (const entry of pages) {
    const path = sectionIndexPath(entry.page.section)
    groups.set(path, [...(groups.get(path) ?? []), entry])
  }
  return groups
}

const imagePath = ({ image, source_path }: CataloguePage) => image?.path ?? source_path
const byId = (one: ClassifiedPage, other: ClassifiedPage) => (one.page.page_id < other.page.page_id ? -1 : 1)

/** The older system's columns, in its order, by page id. */
function pagesTable(pages: readonly ClassifiedPage[]): string {
  const rows = pages.toSorted(byId).map(({ page, classification }) => ({
    page_id: page.page_id,
    image_path: imagePath(page),
    section_id: page.section.id,
    section_name: page.section.name,
    source_type: page.source_type,
    content_type: classification.content_type,
    is_index: classification.is_index ? 'True' : 'False',
    confidence: classification.confidence,
    secondary_types: JSON.stringify(classification.secondary_types),
    needs_review: classification.needs_review ? 'True' : 'False',
    printed_page: classification.printed_page ?? '',
    reasoning: classification.reasoning,
  }))
  const columns =
    'page_id,image_path,section_id,section_name,source_type,content_type,is_index,confidence,secondary_types,needs_review,printed_page,reasoning'
  return stringify(rows, { header: true, columns: columns.split(',') })
}

/** Pages that a person should look at, the least certain first. */
function reviewQueue(pages: readonly ClassifiedPage[]): string {
  const rows = pages
    .filter(({ classification }) => classification.needs_review)
    .toSorted((one, other) => one.classification.confidence - other.classification.confidence || byId(one, other))
    .map(({ page, classification }) => ({
      page_id: page.page_id,
      image_path: imagePath(page),
      content_type: classification.content_type,
      confidence: classification.confidence,
      secondary_types: JSON.stringify(classification.secondary_types),
    }))
  return stringify(rows, { header: true, columns: ['page_id', 'image_path', 'content_type', 'confidence', 'secondary_types'] })
}
