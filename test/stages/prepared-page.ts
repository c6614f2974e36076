import { createHash } from 'node:crypto'
import sharp from 'sharp'
import type { CataloguePage, PreparedPage, TextLayer } from '../../src/contracts/page.ts'
import type { PageTask, StageContext } from '../../src/contracts/stage.ts'
import { artifactPath } from '../../src/stages/artifacts.ts'

const section = { id: '47', name: 'Brakes' }

/** Writes what `prepare` would leave for one page, and gives the page's task. `picture` is null for an HTML page. */
export async function preparedPage(
  { workspace }: StageContext,
  page_id: string,
  picture: Buffer | null,
  text_layer: TextLayer | null = null,
): Promise<PageTask> {
  const path = `work/prepare/images/${page_id}.png`
  const image = picture === null ? null : { path, ...(await sizeOf(picture)), sha256: createHash('sha256').update(picture).digest('hex') }
  if (picture !== null) await workspace.write(path, picture)
  const source = { path: `47 - Brakes/${page_id}`, root: 0, sha256: '', page: 1, half: null }
  const kind = picture === null ? 'html' : 'image'
  const markup = picture === null ? `work/prepare/${page_id}.html` : null
  const prepared: PreparedPage = {
    page_id,
    kind,
    source,
    section,
    source_type: 'service_manual',
    image,
    markup,
    text_layer,
    signature: null,
  }
  await workspace.write(artifactPath('prepare', page_id), JSON.stringify({ page_id, pages: [prepared], skipped: null }))
  const page: CataloguePage = {
    page_id,
    candidate_id: page_id,
    kind,
    section,
    source_type: 'service_manual',
    source_path: source.path,
    source_page: 1,
    image,
    aliases: [],
  }
  return { page_id, page, previous: null, next: null, candidate: null }
}

async function sizeOf(picture: Buffer): Promise<{ width: number; height: number }> {
  const { width, height } = await sharp(picture).metadata()
  return { width, height }
}
