import { createHash } from 'node:crypto'
import type { Box } from '../../contracts/geometry.ts'
import type { PreparedPage, TextLayer } from '../../contracts/page.ts'
import type { Raster } from '../../contracts/ocr.ts'
import type { StageContext } from '../../contracts/stage.ts'
import { cutColumns, encodeRgbPng, greyOf } from '../../imaging/decode.ts'
import type { RgbPixels } from '../../imaging/decode-bmp.ts'
import { findFold } from '../../imaging/double-page.ts'
import { isBlank } from '../../imaging/page-likeness.ts'
import { resizeRaster } from '../../imaging/raster.ts'
import { encodeGlance, glanceOf } from '../../imaging/signature.ts'

/** What all pages of one source page share. */
export type PageOrigin = Pick<PreparedPage, 'page_id' | 'section' | 'source_type'> & {
  readonly source: Omit<PreparedPage['source'], 'half'>
}

/** A decoded page: 8-bit sRGB, and the file's own bytes where they may be used as they are. */
export interface Picture {
  readonly pixels: RgbPixels
  readonly textLayer: TextLayer | null
  /** `ending` with its dot. */
  readonly asIs: { readonly bytes: Buffer; readonly ending: string } | null
}

/** Longer side of the small grey copy on which a page is judged. */
const LOOK_SIDE = 1000

/**
 * Writes the picture (or the two halves of a double page) to work/prepare/images and describes it. A sheet without print
 * gives a reason instead of pages.
 */
export async function picturePages(
  picture: Picture,
  origin: PageOrigin,
  context: StageContext,
): Promise<{ pages: PreparedPage[]; skipped: string | null }> {
  const { pixels, textLayer } = picture
  const look = await smallCopy(greyOf(pixels))
  const hasWords = (textLayer?.words.length ?? 0) > 0
  if (!hasWords && isBlank(look)) return { pages: [], skipped: 'blank sheet: nothing is printed on it' }
  const fold = foldOf(pixels, look, context)
  if (fold === null) return { pages: [await writePage(picture, origin, null, look, context)], skipped: null }
  const halves = [
    { half: 'left', from: 0, to: fold, suffix: '_L' },
    { half: 'right', from: fold, to: pixels.width, suffix: '_R' },
  ] as const
  const pages: PreparedPage[] = []
  for (const { half, from, to, suffix } of halves) {
    const cut = cutColumns(pixels, from, to)
    const own: Picture = { pixels: cut, textLayer: textLayer === null ? null : wordsBetween(textLayer, from, to), asIs: null }
    pages.push(await writePage(own, { ...origin, page_id: origin.page_id + suffix }, half, await smallCopy(greyOf(cut)), context))
  }
  return { pages, skipped: null }
}

async function smallCopy(grey: Raster): Promise<Raster> {
  const scale = Math.min(1, LOOK_SIDE / Math.max(grey.width, grey.height))
  return resizeRaster(grey, Math.max(1, Math.round(grey.width * scale)), Math.max(1, Math.round(grey.height * scale)))
}

/** Where to part the picture, in its own pixels; null to keep it whole. */
function foldOf(pixels: RgbPixels, look: Raster, context: StageContext): number | null {
  const { double_pages, double_page_aspect } = context.settings.prepare
  if (double_pages === 'never') return null
  const fold = findFold(look, double_page_aspect)
  if (fold !== null) return Math.round((fold * pixels.width) / look.width)
  return double_pages === 'always' && pixels.width >= pixels.height * double_page_aspect ? Math.round(pixels.width / 2) : null
}

/** The words whose middle lies between two columns, in pixels of that part. */
function wordsBetween(layer: TextLayer, from: number, to: number): TextLayer {
  const words = layer.words.filter(({ box }) => (box[0] + box[2]) / 2 >= from && (box[0] + box[2]) / 2 < to)
  const clip = (value: number) => Math.min(to, Math.max(from, value)) - from
  return { ...layer, words: words.map(({ text, box }) => ({ text, box: [clip(box[0]), box[1], clip(box[2]), box[3]] satisfies Box })) }
}

async function writePage(
  { pixels, textLayer, asIs }: Picture,
  origin: PageOrigin,
  half: 'left' | 'right' | null,
  look: Raster,
  context: StageContext,
): Promise<PreparedPage> {
  const bytes = asIs?.bytes ?? (await encodeRgbPng(pixels))
  const path = `work/prepare/images/${origin.page_id}${asIs?.ending ?? '.png'}`
  await context.workspace.write(path, bytes)
  return {
    page_id: origin.page_id,
    kind: 'image',
    source: { ...origin.source, half },
    section: origin.section,
    source_type: origin.source_type,
    image: { path, width: pixels.width, height: pixels.height, sha256: createHash('sha256').update(bytes).digest('hex') },
    markup: null,
    text_layer: textLayer,
    signature: encodeGlance(glanceOf(look)),
  }
}
