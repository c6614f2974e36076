import type { Transform } from '../contracts/geometry.ts'
import { blurred, contentBox, correlation, halved, type InkMap, warp } from './signature-ink.ts'

/** Width and height may be stretched differently by so much: paper shrinks, scanners drift. */
const MOST_ANISOTROPY = 0.06
/** Pixels of the quarter-size maps by which the first guess may be off. */
const REACH = 6
/** Sum of squared differences that make a block worth laying: a thin line across it has more. */
const LEAST_GRADIENT = 2
/** A block's shift counts when it lies within so many times the usual distance from the fit (and at least 0.7 pixels). */
const OUTLIER = 2.5
const LEAST_LIMIT = 0.7

/** Two pages laid over each other at a quarter of their size. */
export interface RoughFit {
  readonly one: InkMap
  readonly other: InkMap
  /** Pixels of `one` → pixels of `other`. */
  readonly transform: Transform
}

/**
 * Lays `other` over `one` at a quarter of their size: first by the boxes of their contents or by their sheets, whichever
 * fits better, then block by block. null when their shapes differ too much.
 */
export function roughFit(one: InkMap, other: InkMap): RoughFit | null {
  const a = blurred(halved(halved(one)))
  const b = blurred(halved(halved(other)))
  let best: { fit: number; transform: Transform } | null = null
  for (const start of [bySheet(a, b), byContent(one, other)]) {
    if (Math.abs(start[0] / start[4] - 1) > MOST_ANISOTROPY) continue
    const laid = warp(b, start, a.width, a.height)
    const fitAt = (dx: number, dy: number) => innerFit(a, laid, dx, dy)
    const [dx, dy] = peak(fitAt, peak(fitAt, [0, 0], REACH, 2), 1, 1)
    let transform = shifted(start, dx, dy)
    for (const reach of [0, 3, 2]) {
      if (reach > 0) transform = refined(a, b, transform, 24, 12, reach)
      const fit = innerFit(a, warp(b, transform, a.width, a.height), 0, 0)
      if (best === null || fit > best.fit) best = { fit, transform }
    }
  }
  return best === null ? null : { one: a, other: b, transform: best.transform }
}

function innerFit(one: InkMap, laid: InkMap, dx: number, dy: number): number {
  return correlation(one, laid, REACH, REACH, one.width - REACH, one.height - REACH, dx, dy)
}

/** The rough fit at full size, refined block by block: pixels of `one` → pixels of `other`. */
export function fineFit(one: InkMap, other: InkMap, { transform }: RoughFit): Transform {
  const [a, b, c, d, e, f] = transform
  // The centre of a quarter-size pixel u is 4u + 1.5.
  const offset = (scale: number, shear: number, shift: number) => 4 * shift + 1.5 - 1.5 * (scale + shear)
  let full: Transform = [a, b, offset(a, b, c), d, e, offset(d, e, f)]
  for (const reach of [3, 2]) full = refined(one, other, full, 32, 32, reach)
  return full
}

/** The best of the shifts around `centre`, up to `reach` away in steps of `step`. */
function peak(fitAt: (dx: number, dy: number) => number, centre: readonly [number, number], reach: number, step: number): [number, number] {
  let best = -2
  let at: [number, number] = [0, 0]
  for (let dy = centre[1] - reach; dy <= centre[1] + reach; dy += step) {
    for (let dx = centre[0] - reach; dx <= centre[0] + reach; dx += step) {
      const fit = fitAt(dx, dy)
      if (fit > best) {
        best = fit
        at = [dx, dy]
      }
    }
  }
  return at
}

function bySheet(a: InkMap, b: InkMap): Transform {
  return [b.width / a.width, 0, 0, 0, b.height / a.height, 0]
}

/** Measured at full size, where a thin frame is dark enough to bound the contents; given for quarter-size maps. */
function byContent(one: InkMap, other: InkMap): Transform {
  const from = contentBox(one)
  const to = contentBox(other)
  const across = (to[2] - to[0]) / Math.max(1, from[2] - from[0])
  const down = (to[3] - to[1]) / Math.max(1, from[3] - from[1])
  return [across, 0, (to[0] - across * from[0]) / 4, 0, down, (to[1] - down * from[1]) / 4]
}

/** The map that first moves by (dx, dy) in the pixels that it maps from. */
function shifted([a, b, c, d, e, f]: Transform, dx: number, dy: number): Transform {
  return [a, b, c + a * dx + b * dy, d, e, f + d * dx + e * dy]
}

interface BlockShift {
  readonly x: number
  readonly y: number
  readonly shift: readonly [number, number]
  /** How sharply the block shows a shift across and down: a level line says nothing of one across. */
  readonly weight: readonly [number, number]
}

/** Improves a transform by the shifts that blocks of `one` need to agree best with `other`. */
function refined(one: InkMap, other: InkMap, transform: Transform, size: number, step: number, reach: number): Transform {
  const laid = warp(other, transform, one.width, one.height)
  const blocks: BlockShift[] = []
  for (const y of starts(one.height, size, step)) {
    for (const x of starts(one.width, size, step)) {
      const weight = gradients(one, x, y, size)
      if (weight[0] + weight[1] < LEAST_GRADIENT) continue
      const shift = bestShift(one, laid, x, y, size, reach)
      if (shift !== null) blocks.push({ x: x + size / 2, y: y + size / 2, shift, weight })
    }
  }
  const across = planeThrough(blocks, 0)
  const down = planeThrough(blocks, 1)
  if (across === null || down === null) return transform
  const [a, b, c, d, e, f] = transform
  return [
    a * (1 + across[1]) + b * down[1],
    a * across[2] + b * (1 + down[2]),
    a * across[0] + b * down[0] + c,
    d * (1 + across[1]) + e * down[1],
    d * across[2] + e * (1 + down[2]),
    d * across[0] + e * down[0] + f,
  ]
}

/** Where blocks of `size` begin, `step` apart, with a last one that ends with the page: a frame may be all that stands there. */
function starts(length: number, size: number, step: number): number[] {
  const found: number[] = []
  for (let at = 0; at + size < length; at += step) found.push(at)
  return length < size ? [] : [...found, length - size]
}

function gradients({ width, data }: InkMap, x: number, y: number, size: number): [number, number] {
  let across = 0
  let down = 0
  for (let row = y + 1; row < y + size - 1; row++) {
    for (let at = row * width + x + 1; at < row * width + x + size - 1; at++) {
      across += (data[at + 1]! - data[at - 1]!) ** 2
      down += (data[at + width]! - data[at - width]!) ** 2
    }
  }
  return [across, down]
}

/** The shift of best correlation, to a part of a pixel by a parabola through its neighbours; null when nothing agrees. Ties stay put. */
function bestShift(one: InkMap, laid: InkMap, x: number, y: number, size: number, reach: number): [number, number] | null {
  const side = 2 * reach + 1
  const fits = new Float64Array(side * side)
  const at = (dx: number, dy: number) => fits[(dy + reach) * side + dx + reach]!
  for (let dy = -reach; dy <= reach; dy++) {
    for (let dx = -reach; dx <= reach; dx++)
      fits[(dy + reach) * side + dx + reach] = correlation(one, laid, x, y, x + size, y + size, dx, dy)
  }
  let best = { fit: at(0, 0) + 0.002, dx: 0, dy: 0 }
  for (let dy = -reach; dy <= reach; dy++) {
    for (let dx = -reach; dx <= reach; dx++) if (at(dx, dy) > best.fit + 1e-9) best = { fit: at(dx, dy), dx, dy }
  }
  if (best.fit < 0.5) return null
  const { dx, dy } = best
  const vertex = (before: number, here: number, after: number): number => {
    const bend = before - 2 * here + after
    return bend < -1e-4 ? Math.max(-0.5, Math.min(0.5, (before - after) / (2 * bend))) : 0
  }
  const across = Math.abs(dx) < reach ? vertex(at(dx - 1, dy), at(dx, dy), at(dx + 1, dy)) : 0
  const down = Math.abs(dy) < reach ? vertex(at(dx, dy - 1), at(dx, dy), at(dx, dy + 1)) : 0
  return [dx + across, dy + down]
}

/** Least squares of shift = p + q·x + r·y over the blocks that show that shift, without outliers; null with too few of them. */
function planeThrough(blocks: readonly BlockShift[], axis: 0 | 1): [number, number, number] | null {
  const telling = blocks.filter((block) => block.weight[axis] > LEAST_GRADIENT / 2)
  let kept = telling
  let plane: [number, number, number] | null = null
  for (let round = 0; round < 4 && kept.length >= 3; round++) {
    const normal = [
      [1e-3, 0, 0, 0],
      [0, 1e-3, 0, 0],
      [0, 0, 1e-3, 0],
    ]
    for (const { x, y, shift, weight } of kept) {
      const terms = [1, x, y, shift[axis]]
      const strength = Math.min(30, weight[axis])
      for (let row = 0; row < 3; row++)
        for (let column = 0; column < 4; column++) normal[row]![column]! += strength * terms[row]! * terms[column]!
    }
    const solved = solve(normal)
    if (solved === null) return plane
    const [p, q, r] = solved as [number, number, number]
    plane = [p, q, r]
    const misses = telling.map(({ x, y, shift }) => Math.abs(p + q * x + r * y - shift[axis]))
    const limit = Math.max(LEAST_LIMIT, OUTLIER * misses.toSorted((one, other) => one - other)[misses.length >> 1]!)
    kept = telling.filter((_, index) => misses[index]! < limit)
  }
  return plane
}

/** Gauss–Jordan elimination with pivoting; each row holds its right-hand side last. null when the rows depend on each other. */
export function solve(rows: number[][]): number[] | null {
  const count = rows.length
  for (let column = 0; column < count; column++) {
    let pivot = column
    for (let row = column + 1; row < count; row++) if (Math.abs(rows[row]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = row
    const swap = rows[column]!
    rows[column] = rows[pivot]!
    rows[pivot] = swap
    const lead = rows[column]!
    if (Math.abs(lead[column]!) < 1e-12) return null
    for (const row of rows) {
      if (row === lead) continue
      const factor = row[column]! / lead[column]!
      if (factor !== 0) for (let at = column; at <= count; at++) row[at]! -= factor * lead[at]!
    }
  }
  return rows.map((row, index) => row[count]! / row[index]!)
}
