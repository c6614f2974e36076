import { createHash } from 'node:crypto'
import sharp, { type Sharp } from 'sharp'
import type { Box } from '../contracts/geometry.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { Line } from '../contracts/reading.ts'
import type { ImagePart } from '../contracts/model.ts'
import { type Size, seenSize } from './image-tokens.ts'
import type { ImageRule } from './model-data.ts'

/** What must be known of a page to show it. */
export type ShownPage = Pick<PageMaterial, 'page' | 'reading' | 'structure'>

/** How a page is shown to a model, before anything is drawn: all that an estimate needs. */
export interface ViewPlan {
  /** Size of the whole page as it is sent. */
  readonly page: Size
  /** Parts with print that is too small in it, boxes in pixels of the prepared image, with the size at which they are sent. */
  readonly crops: readonly (Size & { readonly box: Box })[]
}

/** Print that is larger than asked for is not needed: the picture shows where things are, and the words are sent as text. */
const MEDIAN_PRINT = 1.25
/** The share of lines whose print may stay below the limit (a footnote is no reason for a larger picture). */
const SMALLEST_LINES = 0.1
/** No picture is made smaller than this on its longer side. */
const LEAST_SIDE = 560
/** Most crops of a page, and the room around each, in pixels of the prepared image. */
const MOST_CROPS = 3
const CROP_MARGIN = 12
/** A part that is sent once more is worth its tokens when its print is clearly larger than in the page. */
const CROP_PRINT = 1.5
/** Letters and digits from which a line counts as print. */
const WORDS_NOT_MARKS = 6
const JPEG_QUALITY = 80

/**
 * Chooses the size of the page's picture: the smallest in which nearly every line of print has `printHeight` pixels, never more than the
 * model sees. Where even that is too small, the blocks with the small print are sent once more, larger.
 */
export function planView(material: ShownPage, rule: ImageRule, printHeight: number): ViewPlan | null {
  const image = material.page.image
  if (image === null) return null
  const heights = material.reading.lines.flatMap(printHeights).toSorted((one, other) => one - other)
  const largest = seenSize(image, rule)
  if (heights.length === 0) return { page: largest, crops: [] }
  const small = heights[Math.floor((heights.length - 1) * SMALLEST_LINES)]!
  const median = heights[Math.floor((heights.length - 1) / 2)]!
  const wanted = Math.max(printHeight / small, (printHeight * MEDIAN_PRINT) / median, LEAST_SIDE / Math.max(image.width, image.height))
  const most = largest.width / image.width
  const scale = Math.min(1, most, wanted)
  const page = { width: Math.max(1, Math.round(image.width * scale)), height: Math.max(1, Math.round(image.height * scale)) }
  return { page, crops: wanted > most ? cropsOf(material, printHeight / most, rule, printHeight) : [] }
}

/** Height of a line of words; none for a lone mark or callout, whose box says nothing about print. */
function printHeights({ text, upright }: Line): number[] {
  return (text.match(/[\p{L}\d]/gu) ?? []).length < WORDS_NOT_MARKS ? [] : [upright[3] - upright[1]]
}

/** The largest blocks with lines below a height, each at the scale that its own print needs. */
function cropsOf({ structure, reading, page }: ShownPage, tooSmall: number, rule: ImageRule, printHeight: number): ViewPlan['crops'] {
  const image = page.image!
  const lines = new Map(reading.lines.map((line) => [line.id, line]))
  return structure.blocks
    .flatMap((block) => {
      const below = block.lines
        .flatMap((id) => lines.get(id) ?? [])
        .flatMap(printHeights)
        .filter((height) => height < tooSmall)
      return block.box === null || below.length === 0 ? [] : [{ block, box: block.box, lines: below.length, height: Math.min(...below) }]
    })
    .toSorted((one, other) => other.lines - one.lines || (one.block.id < other.block.id ? -1 : 1))
    .slice(0, MOST_CROPS)
    .map(({ box, height }) => {
      const cut: Box = [
        Math.max(0, Math.floor(box[0] - CROP_MARGIN)),
        Math.max(0, Math.floor(box[1] - CROP_MARGIN)),
        Math.min(image.width, Math.ceil(box[2] + CROP_MARGIN)),
        Math.min(image.height, Math.ceil(box[3] + CROP_MARGIN)),
      ]
      const scale = Math.min(2, (printHeight * CROP_PRINT) / Math.max(1, height))
      const size = { width: Math.round((cut[2] - cut[0]) * scale), height: Math.round((cut[3] - cut[1]) * scale) }
      return { box: cut, ...seenSize(size, rule) }
    })
}

/** Draws the plan. `bytes` is the prepared image. The same plan and image give the same bytes. */
export async function drawView(plan: ViewPlan, bytes: Uint8Array): Promise<ImagePart[]> {
  const parts = [await drawn(sharp(bytes), plan.page)]
  for (const { box, ...size } of plan.crops) {
    const [left, top, right, bottom] = box
    parts.push(await drawn(sharp(bytes).extract({ left, top, width: right - left, height: bottom - top }), size))
  }
  return parts
}

async function drawn(picture: Sharp, { width, height }: Size): Promise<ImagePart> {
  const bytes = await picture
    .flatten({ background: 'white' })
    .resize(width, height, { fit: 'fill' })
    .jpeg({ quality: JPEG_QUALITY })
    .toBuffer()
  return { type: 'image', media_type: 'image/jpeg', width, height, bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
}
