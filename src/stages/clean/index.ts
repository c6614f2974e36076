import { createHash } from 'node:crypto'
import type { Transform } from '../../contracts/geometry.ts'
import { type CleanedPage, cleanedPageSchema, type ImageReference } from '../../contracts/page.ts'
import type { PageStage, StageContext } from '../../contracts/stage.ts'
import { encodePng, loadRaster } from '../../imaging/raster.ts'
import { compose, IDENTITY } from '../../imaging/transform.ts'
import { findTurn, turnFingerprint } from '../../ocr/ppocr/turn.ts'
import { pageOf, readPrepared } from '../artifacts.ts'
import { straighten } from './straighten.ts'

/** Longer side of the reading copy: text of larger scans stays legible, and memory stays bounded. */
const MAX_SIDE = 4000

/** Makes the upright, level grey copy that is read, and keeps the way back to the prepared image. */
export const cleanStage: PageStage<CleanedPage> = {
  name: 'clean',
  version: 2,
  scope: 'page',
  after: ['prepare'],
  output: cleanedPageSchema,
  relevantSettings: ({ clean, read }) => ({ clean, text_layer: read.text_layer }),
  fingerprint: ({ clean }) => (clean.turn ? turnFingerprint() : Promise.resolve('')),
  async run(task, context) {
    const page_id = task.page_id
    const { image, text_layer } = await readPrepared(context.workspace, pageOf(task))
    const asPrepared = (reason: string): CleanedPage => ({ page_id, image, turn: 0, skew: 0, transform: IDENTITY, steps: [reason] })
    if (image === null) return asPrepared('no pixels')
    if (text_layer?.trusted === true && context.settings.read.text_layer === 'auto') return asPrepared('text layer is read')
    const { raster, scale } = await loadRaster(context.workspace.localPath(image.path), MAX_SIDE)
    const shrunk = scale[0] !== 1 || scale[1] !== 1
    const upright = await straighten(raster, context.settings.clean, findTurn)
    if (upright.steps.length === 0 && !shrunk) return asPrepared('clean already')
    const enlarge: Transform = [scale[0], 0, 0, 0, scale[1], 0]
    return {
      page_id,
      image: await writeCopy(page_id, upright.raster, context),
      turn: upright.turn,
      skew: upright.skew,
      transform: compose(enlarge, upright.back),
      steps: [...(shrunk ? [`shrunk to ${raster.width} × ${raster.height}`] : []), ...upright.steps],
    }
  },
}

async function writeCopy(page_id: string, raster: Parameters<typeof encodePng>[0], { workspace }: StageContext): Promise<ImageReference> {
  const path = `work/clean/images/${page_id}.png`
  const bytes = await encodePng(raster)
  await workspace.write(path, bytes)
  return { path, width: raster.width, height: raster.height, sha256: createHash('sha256').update(bytes).digest('hex') }
}
