import type { IndexEntry, SectionIndex } from '../contracts/classification.ts'
import type { NeighbourPage, PageMaterial } from '../contracts/material.ts'
import type { CataloguePage } from '../contracts/page.ts'
import type { Dependency, PageTask, StageContext } from '../contracts/stage.ts'
import type { Workspace } from '../contracts/workspace.ts'
import { vehiclesOf } from './machine-name.ts'
import {
  artifactPath,
  pageOf,
  readClassification,
  readReading,
  readReferences,
  readSectionIndex,
  readStructure,
  referencesPath,
  sectionIndexPath,
} from './artifacts.ts'

/**
 * All that a generator or a check may know of one page, from the artifacts of earlier stages.
 * A neighbour whose structure or classification is missing (its page failed) counts as absent.
 * Throws NOT_FOUND when the page's own artifacts are missing, DAMAGED_ARTIFACT when one cannot be parsed.
 */
export async function loadMaterial(task: PageTask, context: Pick<StageContext, 'settings' | 'workspace'>): Promise<PageMaterial> {
  const { settings, workspace } = context
  const page = pageOf(task)
  const classification = await readClassification(workspace, page.page_id)
  const index = await readSectionIndex(workspace, page.section)
  const structure = await readStructure(workspace, page.page_id)
  const references = await readReferences(workspace, page.section)
  return {
    page,
    classification,
    reading: await readReading(workspace, page.page_id),
    structure,
    vehicles: vehiclesOf(page, settings, structure),
    operations: index === null ? [] : operationsOn(index, classification.printed_page),
    section_operations: index === null ? [] : index.procedures.map(({ code, name, pages }) => ({ code, name, pages })),
    previous: await loadNeighbour(workspace, task.previous),
    next: await loadNeighbour(workspace, task.next),
    following: await loadFollowing(workspace, task.following ?? []),
    ...(references === null ? {} : { references }),
  }
}

/** What the material of a page depends on beyond the page's own artifacts. */
export function materialDependencies(task: PageTask): readonly Dependency[] {
  const page = pageOf(task)
  const neighbours = [task.previous, task.next, ...(task.following ?? [])].filter((neighbour) => neighbour !== null)
  return [
    ...neighbours.flatMap(({ page_id }) => [
      { stage: 'structure', page_id },
      { stage: 'classify', page_id },
    ]),
    { file: sectionIndexPath(page.section) },
    { file: referencesPath(page.section) },
  ]
}

async function loadNeighbour(workspace: Workspace, page: CataloguePage | null): Promise<NeighbourPage | null> {
  if (page === null) return null
  for (const stage of ['structure', 'classify']) {
    if (!(await workspace.has(artifactPath(stage, page.page_id)))) return null
  }
  return {
    page,
    classification: await readClassification(workspace, page.page_id),
    structure: await readStructure(workspace, page.page_id),
  }
}

/** The pages up to the first that is missing: behind a gap nothing can be followed. */
async function loadFollowing(workspace: Workspace, pages: readonly CataloguePage[]): Promise<NeighbourPage[]> {
  const found: NeighbourPage[] = []
  for (const page of pages) {
    const loaded = await loadNeighbour(workspace, page)
    if (loaded === null) break
    found.push(loaded)
  }
  return found
}

/** The jobs that the section's index sends to a printed page; its lines stand on the index page, so none are cited. */
function operationsOn(index: SectionIndex, printed_page: string | null): IndexEntry[] {
  if (printed_page === null) return []
  const wanted = printed_page.replace(/\s+/g, '')
  const entries = index.procedures
    .filter(({ pages }) => pages.includes(wanted))
    .map(({ code, name }) => ({ code, name, page: wanted, lines: [] }))
  const uncoded = index.without_code.filter(({ page }) => page === wanted).map(({ name, page }) => ({ code: null, name, page, lines: [] }))
  return [...entries, ...uncoded]
}
