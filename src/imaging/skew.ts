import type { Raster } from '../contracts/ocr.ts'
import { resizeRaster } from './raster.ts'
import { histogram, otsu } from './threshold.ts'

/** Long side at which the lean is measured: 1200 pixels are no better than 800. */
const LONG_SIDE = 800
/** Degrees to each side that are searched, and the steps of the two passes. */
const RANGE = 10
const STEPS = [0.25, 0.05] as const
/** Fewer edge pixels than this are no text. */
const MIN_POINTS = 400
/** A lean of more than this many degrees must line up the edges better than no lean, by this factor: hatching also leans. */
const LARGE = 2
const LARGE_GAIN = 1.15

/** Rows to each side of a crowded row that belong to its base line; rows with fewer edge pixels have none. */
const BASE_LINE = 2.5
const CROWDED = 12
/** A wider break than this share of the page's width parts what stands on one row: columns need not be level with each other. */
const BREAK = 0.04
/** Shorter stretches than this share say little. */
const STRETCH = 0.06
/** Slopes farther than this from the middle one (a third of a degree) belong to drawings. */
const FAR = 0.006
/** Times that base lines are looked for and fitted. */
const FITS = 6

/**
 * Degrees by which the text lines lean clockwise; 0 where the page shows none. Projection profile of bottom edges (Postl 1986):
 * the angle at which the edges fall into the fewest rows, by the sum of squares; then the common slope of the base lines in
 * these rows, by least squares.
 */
export async function measureSkew(page: Raster): Promise<number> {
  const ratio = Math.min(1, LONG_SIDE / Math.max(page.width, page.height))
  const small = await resizeRaster(page, Math.max(1, Math.round(page.width * ratio)), Math.max(1, Math.round(page.height * ratio)))
  const points = bottomEdges(small)
  if (points.length < 2 * MIN_POINTS) return 0
  const rows = new Float64Array(2 * (small.width + small.height))
  const energy = (degrees: number): number => profileEnergy(points, degrees, rows)
  let best = 0
  let reach = RANGE
  for (const step of STEPS) {
    best = strongest(energy, best, reach, step)
    reach = step
  }
  if (Math.abs(best) > LARGE && energy(best) < LARGE_GAIN * energy(0)) return 0
  for (let fit = 0; fit < FITS; fit++) best += slopeOfBaseLines(points, best, small.width, rows)
  return Math.round(best * 100) / 100
}

/** Degrees by which the base lines lean when the page was levelled by `degrees`: one slope for all, each at a height of its own. */
function slopeOfBaseLines(points: Float32Array, degrees: number, width: number, rows: Float64Array): number {
  profileEnergy(points, degrees, rows)
  const cos = Math.cos((degrees * Math.PI) / 180)
  const sin = Math.sin((degrees * Math.PI) / 180)
  const offset = rows.length / 2
  const lines = new Map<number, [number, number][]>()
  for (let i = 0; i < points.length; i += 2) {
    const along = points[i]! * cos + points[i + 1]! * sin
    const down = points[i + 1]! * cos - points[i]! * sin + offset
    const line = baseLineNear(rows, down)
    if (line === null) continue
    const members = lines.get(line) ?? []
    members.push([along, down])
    lines.set(line, members)
  }
  const slopes: Slope[] = []
  for (const members of lines.values()) {
    members.sort((a, b) => a[0] - b[0])
    for (let start = 0, end = 1; start < members.length; start = end++) {
      while (end < members.length && members[end]![0] - members[end - 1]![0] < BREAK * width) end++
      const stretch = members.slice(start, end)
      if (stretch.at(-1)![0] - stretch[0]![0] >= STRETCH * width) slopes.push(slopeOf(stretch))
    }
  }
  return (Math.atan(commonSlope(slopes)) * 180) / Math.PI
}

interface Slope {
  readonly slope: number
  readonly weight: number
}

/** Slope of points by least squares; it weighs as much as it is sure. */
function slopeOf(points: readonly (readonly [number, number])[]): Slope {
  const [middleX, middleY] = [0, 1].map((axis) => points.reduce((sum, point) => sum + point[axis]!, 0) / points.length) as [number, number]
  let [both, square] = [0, 0]
  for (const [x, y] of points) {
    both += (x - middleX) * (y - middleY)
    square += (x - middleX) ** 2
  }
  return { slope: both / square, weight: square }
}

/** The mean of slopes by their weight, after those that lie far from most of the weight are left out; 0 where there is none. */
function commonSlope(slopes: readonly Slope[]): number {
  const half = slopes.reduce((sum, { weight }) => sum + weight, 0) / 2
  let below = 0
  const middle = slopes.toSorted((a, b) => a.slope - b.slope).find(({ weight }) => (below += weight) >= half)?.slope ?? 0
  const kept = slopes.filter(({ slope }) => Math.abs(slope - middle) <= FAR)
  const weight = kept.reduce((sum, each) => sum + each.weight, 0)
  return weight === 0 ? 0 : kept.reduce((sum, each) => sum + each.slope * each.weight, 0) / weight
}

/** The crowded row, most crowded of its neighbours, to whose base line a height belongs; null where there is none. */
function baseLineNear(rows: Float64Array, down: number): number | null {
  let best: number | null = null
  for (let row = Math.floor(down - BASE_LINE); row <= Math.floor(down + BASE_LINE); row++) {
    if (Math.abs(row + 0.5 - down) > BASE_LINE || rows[row]! < CROWDED) continue
    if (best === null || rows[row]! > rows[best]!) best = row
  }
  return best
}

/** x, y of dark pixels with a light one below, one after the other. */
function bottomEdges({ width, height, data }: Raster): Float32Array {
  const { threshold } = otsu(histogram(data))
  const found: number[] = []
  for (let y = 0; y + 1 < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x
      if (data[at]! <= threshold && data[at + width]! > threshold) found.push(x, y)
    }
  }
  return Float32Array.from(found)
}

function strongest(energy: (degrees: number) => number, centre: number, reach: number, step: number): number {
  let best = centre
  let bestEnergy = energy(centre)
  for (let i = 1; i * step <= reach + 1e-9; i++) {
    for (const degrees of [centre - i * step, centre + i * step]) {
      const value = energy(degrees)
      if (value > bestEnergy) {
        best = degrees
        bestEnergy = value
      }
    }
  }
  return best
}

function profileEnergy(points: Float32Array, degrees: number, rows: Float64Array): number {
  const cos = Math.cos((degrees * Math.PI) / 180)
  const sin = Math.sin((degrees * Math.PI) / 180)
  const offset = rows.length / 2
  rows.fill(0)
  for (let i = 0; i < points.length; i += 2) {
    rows[Math.floor(points[i + 1]! * cos - points[i]! * sin + offset)]! += 1
  }
  let sum = 0
  for (const count of rows) sum += count * count
  return sum
}
