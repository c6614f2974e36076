import sharp from 'sharp'
import type { Evidence } from '../../contracts/example.ts'
import type { Box } from '../../contracts/geometry.ts'
import type { ImageReference } from '../../contracts/page.ts'
import type { Workspace } from '../../contracts/workspace.ts'
import { type Crop, isStrip } from '../../report/data.ts'

/** Largest size of a crop in the report, in its own pixels. */
const MAX_WIDTH = 680
/** A strip of a wide table stands below its pair, over the full width. */
const MAX_STRIP_WIDTH = 1040
const MAX_HEIGHT = 720
/** Around the evidence stands at least this share of the page's width and height, so that one sees where it is. */
const CONTEXT_WIDTH = 0.5
const CONTEXT_HEIGHT = 0.16
const QUALITY = 58
const FRAME = '#e8590c'
const OBJECTION_FRAME = '#7b2cbf'

/** The boxes of the evidence that lie on the page. */
export function boxesOn(page_id: string, evidence: readonly Evidence[]): Box[] {
  return evidence.flatMap(({ page_id: cited, box }) => (cited === page_id && box !== null ? [box] : []))
}

/** The piece of the page around the boxes, in pixels of the page; whole numbers inside the page. */
export function cropRegion(
  boxes: readonly Box[],
  width: number,
  height: number,
): { left: number; top: number; width: number; height: number } {
  const left = Math.min(...boxes.map((box) => box[0]))
  const top = Math.min(...boxes.map((box) => box[1]))
  const right = Math.max(...boxes.map((box) => box[2]))
  const bottom = Math.max(...boxes.map((box) => box[3]))
  const across = stretched(left, right, Math.max(CONTEXT_WIDTH * width, (right - left) * 1.08), width)
  const down = stretched(top, bottom, Math.max(CONTEXT_HEIGHT * height, (bottom - top) * 1.2), height)
  return { left: across.start, top: down.start, width: across.size, height: down.size }
}

/** A range of the wanted size around [low, high], moved and cut so that it lies in [0, limit]. */
function stretched(low: number, high: number, wanted: number, limit: number): { start: number; size: number } {
  const size = Math.max(1, Math.min(limit, Math.round(wanted)))
  const start = Math.round((low + high - size) / 2)
  return { start: Math.max(0, Math.min(limit - size, start)), size }
}

/**
 * Cuts the piece of a page that shows the boxes, frames them, and makes a WebP data URI of it. `against` is the place that speaks
 * against the pair: framed in another colour with dashes, where it is none of the boxes.
 */
export async function evidenceCrop(image: ImageReference, boxes: readonly Box[], workspace: Workspace, against?: Box): Promise<Crop> {
  const other = against === undefined || boxes.some((box) => box.join() === against.join()) ? [] : [against]
  const region = cropRegion([...boxes, ...other], image.width, image.height)
  const widest = isStrip(region) ? MAX_STRIP_WIDTH : MAX_WIDTH
  const scale = Math.min(1, widest / region.width, MAX_HEIGHT / region.height)
  const width = Math.max(1, Math.round(region.width * scale))
  const height = Math.max(1, Math.round(region.height * scale))
  const frames = [...boxes, ...other].map(([left, top, right, bottom], index) => {
    const colour = index < boxes.length ? FRAME : OBJECTION_FRAME
    const dashes = index < boxes.length ? '' : ' stroke-dasharray="7 4"'
    const x = (left - region.left) * scale - 3
    const y = (top - region.top) * scale - 3
    const shape = `x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${((right - left) * scale + 6).toFixed(1)}" height="${((bottom - top) * scale + 6).toFixed(1)}" rx="3"`
    return `<rect ${shape} fill="${colour}" fill-opacity="0.09" stroke="${colour}" stroke-width="2"${dashes}/>`
  })
  const overlay = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${frames.join('')}</svg>`)
  const cut = await sharp(workspace.localPath(image.path), { limitInputPixels: 300_000_000 })
    .extract(region)
    .resize(width, height, { fit: 'fill' })
    .toColourspace('srgb')
    .png()
    .toBuffer()
  const bytes = await sharp(cut)
    .flatten({ background: '#ffffff' })
    .composite([{ input: overlay }])
    .webp({ quality: QUALITY })
    .toBuffer()
  return { uri: `data:image/webp;base64,${bytes.toString('base64')}`, width, height }
}
