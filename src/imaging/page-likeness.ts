import type { Raster } from '../contracts/ocr.ts'
import { findComponents } from './components.ts'

/** Sheets are looked at on a grid with this many cells on the longer side: print of ten points is about eight cells high. */
const SIDE = 1000
/** Cells this close to the edge, as a share of the side, may be the scanner's shadow. */
const MARGIN = 0.04
/** Grey levels between the paper around it and what counts as ink. */
const INK_CONTRAST = 50
/** A mark is print when it is this high or wide, in cells; dust is smaller. */
const LEAST_MARK = 6
/** Cells of print in the least that a page may show: a page number of two digits has about 60. */
const LEAST_CELLS = 24

/**
 * Whether a sheet shows nothing but paper, dust and shadows. One line of text is enough for a page. Light may fall unevenly:
 * ink is what is darker than the paper in its own neighbourhood.
 */
export function isBlank(page: Raster): boolean {
  const step = Math.max(1, Math.max(page.width, page.height) / SIDE)
  const width = Math.floor(page.width / step)
  const height = Math.floor(page.height / step)
  const cells = meanCells(page, step, width, height)
  const paper = paperAround(cells, width, height)
  const border = Math.round(Math.max(width, height) * MARGIN)
  const ink = new Uint8Array(cells.length)
  for (let y = border; y < height - border; y++) {
    for (let at = y * width + border; at < (y + 1) * width - border; at++) if (paper[at]! - cells[at]! > INK_CONTRAST) ink[at] = 1
  }
  const marks = findComponents(ink, width, height).components
  const print = marks.filter((mark) => Math.max(mark.right - mark.left, mark.bottom - mark.top) >= LEAST_MARK)
  return print.reduce((sum, mark) => sum + mark.area, 0) < LEAST_CELLS
}

function meanCells(page: Raster, step: number, width: number, height: number): Uint8Array {
  const cells = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    const [top, bottom] = [Math.floor(y * step), Math.max(Math.floor(y * step) + 1, Math.floor((y + 1) * step))]
    for (let x = 0; x < width; x++) {
      const [left, right] = [Math.floor(x * step), Math.max(Math.floor(x * step) + 1, Math.floor((x + 1) * step))]
      let sum = 0
      for (let row = top; row < bottom; row++)
        for (let at = row * page.width + left; at < row * page.width + right; at++) sum += page.data[at]!
      cells[y * width + x] = Math.round(sum / ((bottom - top) * (right - left)))
    }
  }
  return cells
}

/** Brightness of the paper around each cell: the 80th percentile of its block of 50 × 50. */
function paperAround(cells: Uint8Array, width: number, height: number): Uint8Array {
  const block = 50
  const paper = new Uint8Array(cells.length)
  for (let top = 0; top < height; top += block) {
    for (let left = 0; left < width; left += block) {
      const bottom = Math.min(height, top + block)
      const right = Math.min(width, left + block)
      const counts = new Uint32Array(256)
      for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) counts[cells[y * width + x]!]! += 1
      let sum = 0
      const level = counts.findIndex((count) => (sum += count) > (bottom - top) * (right - left) * 0.8)
      for (let y = top; y < bottom; y++) paper.fill(level, y * width + left, y * width + right)
    }
  }
  return paper
}

/**
 * Whether a picture is an icon or a logo rather than a page: its shorter side is below `minSide` pixels, or it is square
 * with transparent parts.
 */
export function isIcon(picture: { width: number; height: number; hasAlpha: boolean }, minSide: number): boolean {
  return Math.min(picture.width, picture.height) < minSide || (picture.width === picture.height && picture.hasAlpha)
}
