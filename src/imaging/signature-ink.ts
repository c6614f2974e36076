import type { Raster } from '../contracts/ocr.ts'
import type { Transform } from '../contracts/geometry.ts'

/** How much ink there is: 0 paper, 1 the darkest ink of the page; row by row. */
export interface InkMap {
  readonly width: number
  readonly height: number
  readonly data: Float32Array
}

/** The brightness that this share of the pixels does not exceed is ink, and that the other exceeds is paper. */
const DARKEST = 0.01
const BRIGHTEST = 0.3
/** Grey levels between paper and ink at the least: a faint page is not blown up to noise. */
const LEAST_CONTRAST = 40
/** A column or row at the very edge with more ink than this is the scanner's shadow. */
const EDGE_INK = 0.5

/** The ink of a page, shrunk (by area) so that its longer side is `longSide`; never enlarged beyond it. */
export function inkMap(page: Raster, longSide: number): InkMap {
  const scale = longSide / Math.max(page.width, page.height)
  const width = Math.max(1, Math.round(page.width * scale))
  const height = Math.max(1, Math.round(page.height * scale))
  const ink = inkOfBrightness(page)
  const full = new Float32Array(page.data.length)
  for (let at = 0; at < full.length; at++) full[at] = ink[page.data[at]!]!
  return withoutBars(resample({ width: page.width, height: page.height, data: full }, [0, 0, page.width, page.height], width, height))
}

/** A map without the dark bars that a scanner leaves along the edges of a sheet: rows and columns of ink from the very edge inwards. */
function withoutBars({ width, height, data }: InkMap): InkMap {
  const isBar = (start: number, step: number, count: number): boolean => {
    let sum = 0
    for (let index = 0, at = start; index < count; index++, at += step) sum += data[at]!
    return sum > EDGE_INK * count
  }
  const depth = (limit: number, isDark: (index: number) => boolean): number => {
    let found = 0
    while (found < limit && isDark(found)) found += 1
    // The bar's last column fades out.
    return found === 0 ? 0 : found + 1
  }
  const left = depth(width >> 3, (x) => isBar(x, width, height))
  const right = width - depth(width >> 3, (x) => isBar(width - 1 - x, width, height))
  const top = depth(height >> 3, (y) => isBar(y * width, 1, width))
  const bottom = height - depth(height >> 3, (y) => isBar((height - 1 - y) * width, 1, width))
  const clean = data.map((value, at) => {
    const x = at % width
    const y = (at - x) / width
    return x >= left && x < right && y >= top && y < bottom ? value : 0
  })
  return { width, height, data: clean }
}

function inkOfBrightness(page: Raster): Float32Array {
  const counts = new Uint32Array(256)
  for (const value of page.data) counts[value]! += 1
  const paper = 255 - quantile(counts.toReversed(), page.data.length * BRIGHTEST)
  const dark = Math.min(quantile(counts, page.data.length * DARKEST), paper - LEAST_CONTRAST)
  return Float32Array.from({ length: 256 }, (_, value) => Math.min(1, Math.max(0, (paper - value) / (paper - dark))))
}

function quantile(counts: Uint32Array, count: number): number {
  let sum = 0
  return counts.findIndex((here) => (sum += here) > count)
}

/** A rectangle of a map at another size: the mean over the area of each new pixel. */
export function resample(
  map: InkMap,
  [left, top, right, bottom]: readonly [number, number, number, number],
  width: number,
  height: number,
): InkMap {
  const columns = shares(left, right, width, map.width)
  const rows = shares(top, bottom, height, map.height)
  const narrow = new Float32Array(width * map.height)
  for (let y = 0; y < map.height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0
      let at = y * map.width + columns.first[x]!
      for (let index = columns.start[x]!; index < columns.start[x + 1]!; index++, at++) sum += map.data[at]! * columns.weights[index]!
      narrow[y * width + x] = sum
    }
  }
  const data = new Float32Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let index = rows.start[y]!, row = rows.first[y]!; index < rows.start[y + 1]!; index++, row++) {
      const weight = rows.weights[index]!
      for (let x = 0; x < width; x++) data[y * width + x]! += narrow[row * width + x]! * weight
    }
  }
  return { width, height, data }
}

/** Equal parts of a row of pixels: part i begins at pixel `first[i]` and weighs the pixels from there by `weights[start[i]]` to `weights[start[i + 1] - 1]`. */
interface Shares {
  readonly first: Int32Array
  readonly start: Int32Array
  readonly weights: Float64Array
}

/** Divides [from, to] into `count` equal parts; the weights of each add up to 1. */
function shares(from: number, to: number, count: number, limit: number): Shares {
  const first = new Int32Array(count)
  const start = new Int32Array(count + 1)
  const weights: number[] = []
  for (let part = 0; part < count; part++) {
    const begin = from + ((to - from) * part) / count
    const end = from + ((to - from) * (part + 1)) / count
    first[part] = Math.min(limit - 1, Math.max(0, Math.floor(begin)))
    const last = Math.min(limit, Math.max(first[part]! + 1, Math.ceil(end)))
    const own: number[] = []
    for (let pixel = first[part]!; pixel < last; pixel++) own.push(Math.max(1e-6, Math.min(end, pixel + 1) - Math.max(begin, pixel)))
    const sum = own.reduce((one, other) => one + other, 0)
    for (const weight of own) weights.push(weight / sum)
    start[part + 1] = weights.length
  }
  return { first, start, weights: Float64Array.from(weights) }
}

/**
 * The box that holds all but a trace of the ink, so that specks do not count: [left, top, right, bottom].
 */
export function contentBox(map: InkMap, trace = 0.003): [number, number, number, number] {
  const columns = new Float64Array(map.width)
  const rows = new Float64Array(map.height)
  for (let y = 0, at = 0; y < map.height; y++) {
    for (let x = 0; x < map.width; x++, at++) {
      const ink = map.data[at]! > 0.25 ? map.data[at]! : 0
      columns[x]! += ink
      rows[y]! += ink
    }
  }
  return [
    edge(columns, trace),
    edge(rows, trace),
    map.width - edge(columns.toReversed(), trace),
    map.height - edge(rows.toReversed(), trace),
  ]
}

function edge(sums: Float64Array, trace: number): number {
  const total = sums.reduce((one, other) => one + other, 0)
  let sum = 0
  const found = sums.findIndex((here) => (sum += here) > total * trace)
  return Math.max(0, found)
}

/** Each pixel of the result shows `map` at the place that `transform` gives; bilinear, paper outside. */
export function warp(map: InkMap, transform: Transform, width: number, height: number): InkMap {
  const [a, b, c, d, e, f] = transform
  const data = new Float32Array(width * height)
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const u = a * x + b * y + c
      const v = d * x + e * y + f
      const left = Math.floor(u)
      const top = Math.floor(v)
      if (left < 0 || top < 0 || left + 1 >= map.width || top + 1 >= map.height) continue
      const from = top * map.width + left
      const across = u - left
      const upper = map.data[from]! * (1 - across) + map.data[from + 1]! * across
      const lower = map.data[from + map.width]! * (1 - across) + map.data[from + map.width + 1]! * across
      data[at] = upper + (lower - upper) * (v - top)
    }
  }
  return { width, height, data }
}

/** Half the width and height: each pixel the mean of 2 × 2. */
export function halved(map: InkMap): InkMap {
  const width = map.width >> 1
  const height = map.height >> 1
  return resample(map, [0, 0, width * 2, height * 2], width, height)
}

/** Weighted mean over 3 × 3 (1 2 1 by 1 2 1); the outermost pixels become paper. */
export function blurred({ width, height, data }: InkMap): InkMap {
  const result = new Float32Array(data.length)
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x
      const above = data[at - width - 1]! + 2 * data[at - width]! + data[at - width + 1]!
      const below = data[at + width - 1]! + 2 * data[at + width]! + data[at + width + 1]!
      result[at] = (above + below + 2 * (data[at - 1]! + 2 * data[at]! + data[at + 1]!)) / 16
    }
  }
  return { width, height, data: result }
}

/**
 * Correlation (−1 to 1, mean removed) of a rectangle of `one` with the rectangle of `other` shifted by (dx, dy). Pixels whose
 * partner lies outside are left out. Two flat rectangles agree (1); a flat and a patterned one do not (0). A contrast (variance
 * of a pixel) of `noise` does not count: of two faint patterns, neither needs to be the other.
 */
export function correlation(
  one: InkMap,
  other: InkMap,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  dx: number,
  dy: number,
  noise = 0,
): number {
  const left = Math.max(x0, -dx)
  const right = Math.min(x1, other.width - dx)
  const top = Math.max(y0, -dy)
  const bottom = Math.min(y1, other.height - dy)
  const count = Math.max(1, (right - left) * (bottom - top))
  let [a, b, aa, bb, ab] = [0, 0, 0, 0, 0]
  for (let y = top; y < bottom; y++) {
    let p = y * one.width + left
    let q = (y + dy) * other.width + left + dx
    for (let x = left; x < right; x++, p++, q++) {
      const u = one.data[p]!
      const v = other.data[q]!
      a += u
      b += v
      aa += u * u
      bb += v * v
      ab += u * v
    }
  }
  const spreadOfOne = aa - (a * a) / count + noise * count
  const spreadOfOther = bb - (b * b) / count + noise * count
  if (spreadOfOne < 1e-6 || spreadOfOther < 1e-6) return spreadOfOne < 1e-6 && spreadOfOther < 1e-6 ? 1 : 0
  return (ab - (a * b) / count + noise * count) / Math.sqrt(spreadOfOne * spreadOfOther)
}
