import type { z } from 'zod'
import { type Classification, classificationSchema, type SectionIndex, sectionIndexSchema } from '../contracts/classification.ts'
import { PagetuneError } from '../contracts/error.ts'
import { type Checked, checkedSchema, type Example, exampleSchema, type Generated, generatedSchema } from '../contracts/example.ts'
import {
  type CataloguePage,
  cataloguePageSchema,
  type CleanedPage,
  cleanedPageSchema,
  type PreparedPage,
  type PrepareOutput,
  prepareOutputSchema,
} from '../contracts/page.ts'
import { type Reading, readingSchema } from '../contracts/reading.ts'
import { type References, referencesSchema } from '../contracts/references.ts'
import { type Inventory, inventorySchema, type Section } from '../contracts/source.ts'
import type { PageTask } from '../contracts/stage.ts'
import { type Structure, structureSchema } from '../contracts/structure.ts'
import {
  type DeduplicateSummary,
  deduplicateSummarySchema,
  type ExportSummary,
  exportSummarySchema,
  type SplitSummary,
  splitSummarySchema,
} from '../contracts/summary.ts'
import type { Workspace } from '../contracts/workspace.ts'

/** Where things lie in the project folder, and typed access to them: the only file that knows the names. */
export const CATALOGUE_PATH = 'work/pages.jsonl'
export const INVENTORY_PATH = 'work/inventory/files.json'
export const KEPT_PAIRS_PATH = 'work/deduplicate/pairs.jsonl'
export const DEDUPLICATE_SUMMARY_PATH = 'work/deduplicate/summary.json'
export const SPLIT_EXAMPLES_PATH = 'work/split/examples.jsonl'
export const SPLIT_SUMMARY_PATH = 'work/split/summary.json'
export const EXPORT_SUMMARY_PATH = 'work/export/summary.json'

/** Path of what a page stage left for a page. */
export function artifactPath(stage: string, page_id: string): string {
  return `work/${stage}/${page_id}.json`
}

/**
 * Folder-safe name of a section: '41 - Body (Convertibles)' gives '41-body-convertibles'; the id leads unless the name
 * already begins with it; 'unsectioned' where a section has neither.
 */
export function sectionSlug(section: Section): string {
  const name = slugged(section.name)
  const id = slugged(section.id)
  const slug = id === '' || name === id || name.startsWith(`${id}-`) ? name : `${id}-${name}`
  return slug.replace(/^-+|-+$/g, '') || 'unsectioned'
}

function slugged(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\s_/]+/g, '-')
    .replace(/[^a-z0-9-]/g, '')
    .replace(/-+/g, '-')
    .replace(/^-|-$/g, '')
}

/** Path of the merged index of a section; the file exists only where the section has index pages. */
export function sectionIndexPath(section: Section): string {
  return `work/indices/${sectionSlug(section)}.json`
}

/** Path of what a section's pages are sent to elsewhere; the file exists only where they are. */
export function referencesPath(section: Section): string {
  return `work/references/${sectionSlug(section)}.json`
}

async function parsed<T>(workspace: Workspace, path: string, schema: z.ZodType<T>): Promise<T> {
  const text = (await workspace.read(path)).toString('utf8')
  return parseArtifact(text, path, schema)
}

/** Parses and validates an artifact. Throws DAMAGED_ARTIFACT when a person or a disk has changed it. */
export function parseArtifact<T>(text: string, path: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(text))
  } catch (cause) {
    throw new PagetuneError('DAMAGED_ARTIFACT', `${path} is not what its stage writes.`, {
      where: path,
      fix: `Delete ${path} and run again.`,
      cause,
    })
  }
}

export const readInventory = (workspace: Workspace): Promise<Inventory> => parsed(workspace, INVENTORY_PATH, inventorySchema)
export const readPrepareOutput = (workspace: Workspace, candidate_id: string): Promise<PrepareOutput> =>
  parsed(workspace, artifactPath('prepare', candidate_id), prepareOutputSchema)
export const readCleaned = (workspace: Workspace, page_id: string): Promise<CleanedPage> =>
  parsed(workspace, artifactPath('clean', page_id), cleanedPageSchema)
export const readReading = (workspace: Workspace, page_id: string): Promise<Reading> =>
  parsed(workspace, artifactPath('read', page_id), readingSchema)
export const readStructure = (workspace: Workspace, page_id: string): Promise<Structure> =>
  parsed(workspace, artifactPath('structure', page_id), structureSchema)
export const readClassification = (workspace: Workspace, page_id: string): Promise<Classification> =>
  parsed(workspace, artifactPath('classify', page_id), classificationSchema)
export const readGenerated = (workspace: Workspace, page_id: string): Promise<Generated> =>
  parsed(workspace, artifactPath('generate', page_id), generatedSchema)
export const readDeduplicateSummary = (workspace: Workspace): Promise<DeduplicateSummary> =>
  parsed(workspace, DEDUPLICATE_SUMMARY_PATH, deduplicateSummarySchema)
export const readSplitSummary = (workspace: Workspace): Promise<SplitSummary> => parsed(workspace, SPLIT_SUMMARY_PATH, splitSummarySchema)
export const readExportSummary = (workspace: Workspace): Promise<ExportSummary> =>
  parsed(workspace, EXPORT_SUMMARY_PATH, exportSummarySchema)
/** The accepted pairs with their split, in the order of the split stage. */
export const readExamples = (workspace: Workspace): Promise<Example[]> => readRecords(workspace, SPLIT_EXAMPLES_PATH, exampleSchema)
export const readChecked = (workspace: Workspace, page_id: string): Promise<Checked> =>
  parsed(workspace, artifactPath('check', page_id), checkedSchema)

/** The merged index of a section, or null where it has no index pages. */
export async function readSectionIndex(workspace: Workspace, section: Section): Promise<SectionIndex | null> {
  const path = sectionIndexPath(section)
  return (await workspace.has(path)) ? parsed(workspace, path, sectionIndexSchema) : null
}

/** What a section's pages are sent to elsewhere, or null where they are sent nowhere. */
export async function readReferences(workspace: Workspace, section: Section): Promise<References | null> {
  const path = referencesPath(section)
  return (await workspace.has(path)) ? parsed(workspace, path, referencesSchema) : null
}

/** The pages of the project, in catalogue order. */
export async function readCatalogue(workspace: Workspace): Promise<CataloguePage[]> {
  const text = (await workspace.read(CATALOGUE_PATH)).toString('utf8')
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => parseArtifact(line, CATALOGUE_PATH, cataloguePageSchema))
}

/** The catalogue entry of a task. Throws NOT_FOUND when a stage that needs one is run before the catalogue exists. */
export function pageOf(task: PageTask): CataloguePage {
  if (task.page === null) {
    throw new PagetuneError('NOT_FOUND', `The page ${task.page_id} is not in the catalogue.`, {
      where: task.page_id,
      fix: 'Run `pagetune prepare`.',
    })
  }
  return task.page
}

/** The prepared page behind a catalogue entry. */
export async function readPrepared(workspace: Workspace, page: Pick<CataloguePage, 'page_id' | 'candidate_id'>): Promise<PreparedPage> {
  const output = await readPrepareOutput(workspace, page.candidate_id)
  const prepared = output.pages.find((candidate) => candidate.page_id === page.page_id)
  if (prepared === undefined) {
    throw new PagetuneError('NOT_FOUND', `work/prepare has no page ${page.page_id}.`, {
      where: page.page_id,
      fix: 'Run `pagetune prepare --force`.',
    })
  }
  return prepared
}

/** The records of a JSON Lines file, in order. Reads line by line from the bytes: a file may be longer than the longest string. */
export async function readRecords<T>(workspace: Workspace, path: string, schema: z.ZodType<T>): Promise<T[]> {
  const bytes = await workspace.read(path)
  const records: T[] = []
  for (let start = 0; start < bytes.length;) {
    const found = bytes.indexOf(0x0a, start)
    const end = found === -1 ? bytes.length : found
    if (end > start) records.push(parseArtifact(bytes.toString('utf8', start, end), path, schema))
    start = end + 1
  }
  return records
}
