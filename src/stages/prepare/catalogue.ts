import { createHash } from 'node:crypto'
import { stringify } from 'csv-stringify/sync'
import type { CataloguePage, PreparedPage } from '../../contracts/page.ts'
import type { StageContext } from '../../contracts/stage.ts'
import { CATALOGUE_PATH, readInventory, readPrepareOutput } from '../artifacts.ts'
import { similarPairs } from './candidates.ts'
import { findCopies, type PageTraits } from './copies.ts'
import { type Listed, type NoPage, preparationLog, preparedTable } from './tables.ts'
import { loadComparer } from './verdicts.ts'

const PREPARED_TABLE_PATH = 'work/inventory_prepared.csv'
const PREPARATION_LOG_PATH = 'work/logs/source_preparation.csv'

/** What makeCatalogue writes. */
export const CATALOGUE_FILES: readonly string[] = [CATALOGUE_PATH, PREPARED_TABLE_PATH, PREPARATION_LOG_PATH]

/** Finds copies among the prepared pages and writes the catalogue and the older systems' tables. */
export async function makeCatalogue(done: readonly string[], context: StageContext): Promise<void> {
  const { workspace, settings } = context
  const pages: { page: Listed['page']; candidate_id: string }[] = []
  const traits: PageTraits[] = []
  const noPages: NoPage[] = []
  for (const candidate_id of done) {
    context.signal.throwIfAborted()
    const output = await readPrepareOutput(workspace, candidate_id)
    if (output.skipped !== null) noPages.push({ candidate_id, reason: output.skipped })
    for (const { text_layer, signature, ...page } of output.pages) {
      pages.push({ page, candidate_id })
      traits.push(traitsOf({ ...page, text_layer, signature }))
    }
  }
  const comparer = await loadComparer(workspace)
  const copies = settings.prepare.find_copies ? await findCopies(traits, similarPairs, comparer.isSame) : traits.map(() => null)
  await comparer.save()
  const listed = pages.map(({ page, candidate_id }, index): Listed => {
    const copy = copies[index] ?? null
    return { page, candidate_id, aliasOf: copy === null ? null : pages[copy.of]!.page.page_id, how: copy?.how ?? '' }
  })
  const catalogue = entries(listed)
  await workspace.write(CATALOGUE_PATH, catalogue.map((entry) => JSON.stringify(entry) + '\n').join(''))
  const inventory = await readInventory(workspace)
  await workspace.write(PREPARED_TABLE_PATH, stringify(...preparedTable(listed, inventory)))
  await workspace.write(PREPARATION_LOG_PATH, stringify(...preparationLog(listed, noPages, new Set(done), inventory)))
  for (const { candidate_id, reason } of noPages)
    context.log({ level: 'info', page_id: candidate_id, message: `${candidate_id}: skipped: ${reason}` })
  for (const { page, aliasOf, how } of listed) {
    if (aliasOf !== null) context.log({ level: 'info', page_id: page.page_id, message: `${page.page_id}: copy of ${aliasOf}: ${how}` })
  }
}

function traitsOf(page: PreparedPage): PageTraits {
  const { image, source, text_layer } = page
  const words = text_layer?.trusted === true ? text_layer.words.map((word) => word.text).join(' ') : ''
  return {
    page_id: page.page_id,
    kind: page.kind,
    origin: `${source.sha256} ${source.page} ${source.half ?? ''}`,
    image: image === null ? null : { path: image.path, sha256: image.sha256, pixels: image.width * image.height },
    isFromPdf: text_layer !== null,
    trustedText: words === '' ? null : createHash('sha256').update(words).digest('hex'),
    signature: page.signature,
  }
}

/** Pages that stand for themselves, in source order, each with its copies in source order. */
function entries(listed: readonly Listed[]): CataloguePage[] {
  const aliases = new Map<string, CataloguePage['aliases']>()
  for (const { page, aliasOf, how } of listed) {
    if (aliasOf === null) continue
    const others = aliases.get(aliasOf) ?? []
    others.push({ page_id: page.page_id, source_path: page.source.path, source_page: page.source.page, how })
    aliases.set(aliasOf, others)
  }
  return listed
    .filter(({ aliasOf }) => aliasOf === null)
    .map(({ page, candidate_id }) => ({
      page_id: page.page_id,
      candidate_id,
      kind: page.kind,
      section: page.section,
      source_type: page.source_type,
      source_path: page.source.path,
      source_page: page.source.page,
      image: page.image,
      aliases: aliases.get(page.page_id) ?? [],
    }))
}
