import { PagetuneError } from '../../contracts/error.ts'
import type { PageStage, PageTask, StageContext } from '../../contracts/stage.ts'
import { type Structure, structureSchema } from '../../contracts/structure.ts'
import { structureFromHtml } from '../../html/structure.ts'
import { loadRaster } from '../../imaging/raster.ts'
import { layoutPage } from '../../layout/page.ts'
import { pageOf, readCleaned, readPrepared, readReading } from '../artifacts.ts'

/** Finds columns, tables, figures and typed text blocks, and the order in which they are read. */
export const structureStage: PageStage<Structure> = {
  name: 'structure',
  version: 12,
  scope: 'page',
  after: ['prepare', 'clean', 'read'],
  output: structureSchema,
  relevantSettings: ({ classify }) => ({ operation_code_pattern: classify.operation_code_pattern }),
  run: structurePage,
}

async function structurePage(task: PageTask, context: StageContext): Promise<Structure> {
  const { workspace, settings } = context
  const page = pageOf(task)
  if (page.kind === 'html') return structureHtml(page, context)
  const reading = await readReading(workspace, page.page_id)
  const cleaned = await readCleaned(workspace, page.page_id)
  if (cleaned.image === null) {
    throw new PagetuneError('DAMAGED_ARTIFACT', `work/clean names no picture of ${page.page_id}.`, {
      where: page.page_id,
      fix: 'Run `pagetune clean --force`.',
    })
  }
  const { raster } = await loadRaster(workspace.localPath(cleaned.image.path))
  return layoutPage({
    page_id: page.page_id,
    lines: reading.lines,
    raster,
    transform: cleaned.transform,
    operationCode: operationCode(settings.classify.operation_code_pattern),
  })
}

async function structureHtml(page: ReturnType<typeof pageOf>, { workspace }: StageContext): Promise<Structure> {
  const { markup } = await readPrepared(workspace, page)
  if (markup === null) {
    throw new PagetuneError('DAMAGED_ARTIFACT', `work/prepare names no markup of ${page.page_id}.`, {
      where: page.page_id,
      fix: 'Run `pagetune prepare --force`.',
    })
  }
  return structureFromHtml(page.page_id, (await workspace.read(markup)).toString('utf8'))
}

/** The configured pattern, not followed by a digit or by more of a longer number; null where none is configured. */
function operationCode(pattern: string): RegExp | null {
  return pattern.trim() === '' ? null : new RegExp(`(?:${pattern})(?!\\d)`, 'u')
}
