import type { Box } from '../contracts/geometry.ts'
import type { Raster } from '../contracts/ocr.ts'
import { area, bounds, centreInside, overlap, sharedArea } from './boxes.ts'
import type { Ruling, Rulings } from './rulings.ts'

/** Cells of the coarse map: 1/400 of the page's longer side, 3 pixels of a 1200 pixel page. */
const CELLS = 400
/** A figure is at least this wide and high, as fractions of the page's longer side. */
const MIN_SIDE = 0.035
/** Lines longer than this fraction are separators and frames; shorter ones may be strokes of a drawing. */
const LONG_LINE = 0.2
/** Ink that lies this near the edge of its own bounds, in coarse cells, is an outline. */
const OUTLINE = 3

/** Ink of the page by coarse cell, without words, long thin lines and the dark rim that scanning leaves. */
function inkMap(raster: Raster, words: readonly Box[], lines: Rulings, threshold: number) {
  const { width, height, data } = raster
  const size = Math.max(2, Math.round(Math.max(width, height) / CELLS))
  const columns = Math.ceil(width / size)
  const rows = Math.ceil(height / size)
  const masked = new Uint8Array(width * height)
  const mask = (left: number, top: number, right: number, bottom: number) => {
    const [from, to] = [Math.max(0, Math.floor(left)), Math.min(width, Math.ceil(right))]
    for (let y = Math.max(0, Math.floor(top)); y < Math.min(height, Math.ceil(bottom)); y++)
      masked.fill(1, y * width + from, y * width + to)
  }
  for (const box of words) mask(box[0] - 2, box[1] - 2, box[2] + 2, box[3] + 2)
  const long = (line: Ruling) => line.end - line.start > LONG_LINE * Math.max(width, height)
  for (const line of lines.horizontal.filter(long))
    mask(line.start - 2, line.at - line.thickness / 2 - 2, line.end + 2, line.at + line.thickness / 2 + 2)
  for (const line of lines.vertical.filter(long))
    mask(line.at - line.thickness / 2 - 2, line.start - 2, line.at + line.thickness / 2 + 2, line.end + 2)
  const ink = new Uint8Array(columns * rows)
  const rim = Math.round(0.004 * Math.max(width, height))
  const columnOf = Int32Array.from({ length: width }, (_, x) => Math.floor(x / size))
  for (let y = rim; y < height - rim; y++) {
    const first = Math.floor(y / size) * columns
    for (let x = rim, at = y * width + rim; x < width - rim; x++, at++) {
      if (data[at]! <= threshold && masked[at] === 0) ink[first + columnOf[x]!] = 1
    }
  }
  return { ink, columns, rows, size }
}

/** A connected piece of ink that is no text. */
export interface InkPart {
  /** Pixels of the raster. */
  readonly box: Box
  /** Cells of the coarse map that it fills, by index; the map has `columns` cells of `size` pixels a row. */
  readonly cells: readonly number[]
  readonly columns: number
  readonly size: number
  /** A mere outline: a frame around text, the edge of a sheet. */
  readonly outline: boolean
}

/**
 * Connected ink that is neither words nor long lines; touching cells of the coarse map, corners included, hang together. `words` are
 * the boxes of running text; text inside pictures may be among them or not. Pixels up to `threshold` are ink.
 */
export function inkParts(raster: Raster, words: readonly Box[], lines: Rulings, threshold: number): InkPart[] {
  const { ink, columns, rows, size } = inkMap(raster, words, lines, threshold)
  const seen = new Uint8Array(ink.length)
  const parts: InkPart[] = []
  for (let seed = 0; seed < ink.length; seed++) {
    if (ink[seed] === 0 || seen[seed] === 1) continue
    const queue = [seed]
    seen[seed] = 1
    let [left, top, right, bottom] = [columns, rows, 0, 0]
    const cells: number[] = []
    for (let item = queue.pop(); item !== undefined; item = queue.pop()) {
      const [x, y] = [item % columns, Math.floor(item / columns)]
      left = Math.min(left, x)
      right = Math.max(right, x + 1)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y + 1)
      cells.push(item)
      for (let v = Math.max(0, y - 1); v <= Math.min(rows - 1, y + 1); v++) {
        for (let u = Math.max(0, x - 1); u <= Math.min(columns - 1, x + 1); u++) {
          const other = v * columns + u
          if (ink[other] === 1 && seen[other] === 0) {
            seen[other] = 1
            queue.push(other)
          }
        }
      }
    }
    let outer = 0
    for (const item of cells) {
      const [x, y] = [item % columns, Math.floor(item / columns)]
      if (Math.min(x - left, right - 1 - x, y - top, bottom - 1 - y) < OUTLINE) outer += 1
    }
    const outline = outer > 0.95 * cells.length && Math.min(right - left, bottom - top) > 4 * OUTLINE
    parts.push({ box: [left * size, top * size, right * size, bottom * size], cells, columns, size, outline })
  }
  return parts
}

/** Joins boxes that overlap, or small ones that lie within `reach` pixels of a larger one and inside its width or height. */
function merged(boxes: readonly Box[], reach: number): Box[] {
  const result = [...boxes]
  for (let changed = true; changed;) {
    changed = false
    for (let one = 0; one < result.length && !changed; one++) {
      for (let other = one + 1; other < result.length && !changed; other++) {
        const [a, b] = [result[one]!, result[other]!]
        const across = overlap(a[0], a[2], b[0], b[2])
        const down = overlap(a[1], a[3], b[1], b[3])
        const smaller = Math.min(area(a), area(b))
        const touching = sharedArea(a, b) > 0.1 * smaller
        const near =
          Math.min(across, down) > -reach &&
          Math.max(across / Math.min(a[2] - a[0], b[2] - b[0]), down / Math.min(a[3] - a[1], b[3] - b[1])) > 0.5
        if (touching || (near && smaller < 0.1 * Math.max(area(a), area(b)))) {
          result[one] = bounds([a, b])
          result.splice(other, 1)
          changed = true
        }
      }
    }
  }
  return result
}

/**
 * Places with photographs or drawings, in pixels of the raster: connected ink that is large enough for a picture, from top to
 * bottom, then left to right. `side` is the longer side of the page.
 */
export function figureRegions(ink: readonly InkPart[], side: number): Box[] {
  const small = MIN_SIDE * side
  const parts = ink.filter(
    ({ box, cells, size, outline }) => !outline && cells.length >= 6 && box[2] - box[0] > size && box[3] - box[1] > size,
  )
  return merged(
    parts.map(({ box }) => box),
    0.006 * side,
  )
    .filter((box) => box[2] - box[0] >= small && box[3] - box[1] >= small && area(box) >= 2 * small * small)
    .toSorted((one, other) => one[1] - other[1] || one[0] - other[0])
}

/** A dark bar with a title in light letters is at most this high, in letter heights, and ink over this share. */
const BAR_HEIGHT = 6
const BAR_INK = 0.6

/** Whether a region is no picture but a bar on which one row of text stands, light on dark. */
export function isTitleBar(box: Box, words: readonly { readonly upright: Box }[], raster: Raster, threshold: number, em: number): boolean {
  const inside = words.filter((word) => centreInside(word.upright, box))
  const [left, top, right, bottom] = [
    Math.max(0, box[0]),
    Math.max(0, box[1]),
    Math.min(raster.width, box[2]),
    Math.min(raster.height, box[3]),
  ]
  if (inside.length === 0 || bottom - top > BAR_HEIGHT * em || right - left < 3 * (bottom - top)) return false
  const text = bounds(inside.map((word) => word.upright))
  if (text[3] - text[1] > 0.75 * (bottom - top)) return false
  let ink = 0
  for (let y = Math.floor(top); y < bottom; y++)
    for (let x = Math.floor(left); x < right; x++) if (raster.data[y * raster.width + x]! <= threshold) ink += 1
  return ink > BAR_INK * (right - left) * (bottom - top)
}

/** A frame around more of the page than this is the border of the sheet or the rim of the scan. */
const SHEET = 0.75

/**
 * Frames drawn around pictures: pairs of level and plumb lines of about equal extent, corners round or sharp. Each holds at least
 * one figure region; what lies inside belongs to one figure. `slack` is how far, in pixels, the ends may lie apart; `page` is the
 * area of the page.
 */
export function framedFigures(figures: readonly Box[], lines: Rulings, slack: number, page: number): Box[] {
  const near = (one: number, other: number) => Math.abs(one - other) <= slack
  const frames: Box[] = []
  for (const top of lines.horizontal) {
    for (const bottom of lines.horizontal) {
      if (bottom.at - top.at < 4 * slack || !near(top.start, bottom.start) || !near(top.end, bottom.end)) continue
      const side = (at: number) => lines.vertical.some((line) => near(line.at, at) && near(line.start, top.at) && near(line.end, bottom.at))
      const [left, right] = [Math.min(top.start, bottom.start), Math.max(top.end, bottom.end)]
      const frame: Box = [left, top.at, right, bottom.at]
      if (area(frame) < SHEET * page && side(left) && side(right)) frames.push(frame)
    }
  }
  const inside = (figure: Box, frame: Box) => sharedArea(figure, frame) > 0.8 * area(figure)
  const used = frames.filter(
    (frame) =>
      figures.some((figure) => inside(figure, frame)) &&
      !frames.some((other) => other !== frame && area(other) > area(frame) && sharedArea(other, frame) > 0.9 * area(frame)),
  )
  return [...used, ...figures.filter((figure) => !used.some((frame) => inside(figure, frame)))].toSorted(
    (one, other) => one[1] - other[1] || one[0] - other[0],
  )
}
