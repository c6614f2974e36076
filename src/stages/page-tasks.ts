import { posix } from 'node:path'
import type { CataloguePage } from '../contracts/page.ts'
import type { PageTask } from '../contracts/stage.ts'
import type { Workspace } from '../contracts/workspace.ts'
import { CATALOGUE_PATH, INVENTORY_PATH, readCatalogue, readInventory } from './artifacts.ts'

/** One task for each page of each file, in the inventory's order: the work of `prepare`. None before the inventory was made. */
export async function candidateTasks(workspace: Workspace): Promise<PageTask[]> {
  if (!(await workspace.has(INVENTORY_PATH))) return []
  const { files } = await readInventory(workspace)
  return files.flatMap((file) =>
    file.page_ids.map((page_id, index) => ({ page_id, page: null, previous: null, next: null, candidate: { file, page: index + 1 } })),
  )
}

/** One task for each page of the catalogue, in its order: the work of all later page stages. None before `prepare` has run. */
export async function catalogueTasks(workspace: Workspace): Promise<PageTask[]> {
  if (!(await workspace.has(CATALOGUE_PATH))) return []
  const pages = await readCatalogue(workspace)
  return pages.map((page, index) => ({
    page_id: page.page_id,
    page,
    previous: neighbour(page, pages[index - 1]),
    next: neighbour(page, pages[index + 1]),
    following: followers(page, pages.slice(index + 2, index + 2 + FOLLOWING)),
    candidate: null,
  }))
}

/** How many pages behind the next one a page is told of. */
const FOLLOWING = 6

function followers(page: CataloguePage, others: readonly CataloguePage[]): CataloguePage[] {
  const end = others.findIndex((other) => neighbour(page, other) === null)
  return others.slice(0, end === -1 ? others.length : end)
}

/** The page beside another one, if a reader would turn to it: same file, or a file of the same folder. */
function neighbour(page: CataloguePage, other: CataloguePage | undefined): CataloguePage | null {
  if (other === undefined || page.kind === 'html' || other.kind === 'html') return null
  if (other.source_path === page.source_path) return other
  const isWholeFile = (one: CataloguePage): boolean => !/\.pdf$/i.test(one.source_path)
  const sameFolder = posix.dirname(page.source_path) === posix.dirname(other.source_path)
  return sameFolder && isWholeFile(page) && isWholeFile(other) ? other : null
}
