import type { Raster } from '../contracts/ocr.ts'
import { histogram, percentile } from './threshold.ts'

/** Tiles across the longer side in which the brightness of the paper is measured. */
const TILES = 40
/** Share of a tile's pixels that are darker than its paper. */
const PAPER_SHARE = 0.9
/** Paper this bright and this even needs no help. */
const WHITE = 235
const EVEN = 14
/** Ink darker than this needs no help. */
const BLACK = 90
/** Tiles between this share of the page's paper and the paper itself may be paper in the shade; darker ones say nothing of it. */
const SHADE = 0.75
/** Tiles darker than this share of the page's paper are pictures: their neighbours' paper is used. */
const PICTURE = 0.6

/**
 * Makes paper white and ink black: uneven light and yellow or grey paper are divided out tile by tile, then the greys are
 * stretched. Returns the raster itself where it is black on white already.
 */
export function improveContrast(page: Raster): Raster {
  const tile = Math.max(16, Math.ceil(Math.max(page.width, page.height) / TILES))
  const across = Math.ceil(page.width / tile)
  const down = Math.ceil(page.height / tile)
  const paper = paperOfTiles(page, tile, across, down)
  const sorted = [...paper].sort((a, b) => a - b)
  const middle = sorted[sorted.length >> 1]!
  const light = sorted.filter((value) => value >= SHADE * middle)
  const low = light[Math.floor(light.length * 0.1)]!
  const high = light[Math.floor(light.length * 0.9)]!
  const ink = percentile(histogram(page.data), 0.005)
  const even = high - low <= EVEN && middle >= WHITE
  if (even && ink <= BLACK) return page
  const flat = even ? page.data : flattened(page, fillPictures(paper, across, down, PICTURE * middle), tile, across, down)
  return { width: page.width, height: page.height, data: stretched(flat) }
}

function paperOfTiles(page: Raster, tile: number, across: number, down: number): Float64Array {
  const paper = new Float64Array(across * down)
  const counts = new Float64Array(256)
  for (let row = 0; row < down; row++) {
    for (let column = 0; column < across; column++) {
      counts.fill(0)
      for (let y = row * tile; y < Math.min(page.height, (row + 1) * tile); y++) {
        for (let x = column * tile; x < Math.min(page.width, (column + 1) * tile); x++) counts[page.data[y * page.width + x]!]! += 1
      }
      paper[row * across + column] = percentile(counts, PAPER_SHARE)
    }
  }
  return paper
}

/** Replaces tiles that show no paper by the mean of the nearest that do, and smooths the result. */
function fillPictures(paper: Float64Array, across: number, down: number, darkest: number): Float64Array {
  const filled = Float64Array.from(paper)
  for (let row = 0; row < down; row++) {
    for (let column = 0; column < across; column++) {
      if (paper[row * across + column]! >= darkest) continue
      for (let reach = 1; reach < Math.max(across, down); reach++) {
        const light = around(paper, across, down, row, column, reach).filter((value) => value >= darkest)
        if (light.length === 0) continue
        filled[row * across + column] = mean(light)
        break
      }
    }
  }
  return filled.map((_, at) => mean(around(filled, across, down, Math.floor(at / across), at % across, 1)))
}

function around(values: Float64Array, across: number, down: number, row: number, column: number, reach: number): number[] {
  const found: number[] = []
  for (let r = Math.max(0, row - reach); r <= Math.min(down - 1, row + reach); r++) {
    for (let c = Math.max(0, column - reach); c <= Math.min(across - 1, column + reach); c++) found.push(values[r * across + c]!)
  }
  return found
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Divides each pixel by the paper behind it, interpolated between the middles of the tiles. */
function flattened(page: Raster, paper: Float64Array, tile: number, across: number, down: number): Uint8Array {
  const out = new Uint8Array(page.data.length)
  for (let y = 0; y < page.height; y++) {
    const v = Math.min(down - 1, Math.max(0, (y + 0.5) / tile - 0.5))
    const row = Math.min(down - 1, Math.floor(v))
    const below = Math.min(down - 1, row + 1)
    for (let x = 0; x < page.width; x++) {
      const u = Math.min(across - 1, Math.max(0, (x + 0.5) / tile - 0.5))
      const column = Math.min(across - 1, Math.floor(u))
      const right = Math.min(across - 1, column + 1)
      const upper = paper[row * across + column]! * (1 - (u - column)) + paper[row * across + right]! * (u - column)
      const lower = paper[below * across + column]! * (1 - (u - column)) + paper[below * across + right]! * (u - column)
      const local = upper * (1 - (v - row)) + lower * (v - row)
      out[y * page.width + x] = Math.min(255, Math.round((page.data[y * page.width + x]! * 255) / Math.max(1, local)))
    }
  }
  return out
}

/** Spreads the greys so that the darkest half percent is black and the paper is white; the steps between stay in proportion. */
function stretched(data: Uint8Array): Uint8Array {
  const counts = histogram(data)
  const black = Math.min(percentile(counts, 0.005), 120)
  const white = Math.max(percentile(counts, 0.7), black + 60)
  const map = Uint8Array.from({ length: 256 }, (_, grey) =>
    Math.max(0, Math.min(255, Math.round(((grey - black) * 255) / (white - black)))),
  )
  return data.map((grey) => map[grey]!)
}
