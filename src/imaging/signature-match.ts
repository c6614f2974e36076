import { findComponents } from './components.ts'
import { fineFit, roughFit, solve } from './signature-align.ts'
import { blurred, correlation, type InkMap, warp } from './signature-ink.ts'

/** Longer side of the maps that are compared: a digit of a printed page is about eight pixels high. */
export const MATCH_SIDE = 800

/** Side of the squares that must agree, each for itself, and the step from one to the next: about one character. */
const SQUARE = 12
const STEP = 4
/** Ink (in black pixels) that makes a square worth comparing: more than a speck. */
const LEAST_INK = 6
/** Contrast of hatching and halftone at this size, which no two scans resolve alike; that of print is ten times as high. */
const TEXTURE = 0.005
/** Dust on one of the pictures is no more than so many pixels high and wide. A full stop is not told from dust, a digit is. */
const SPECK = 5
const SPECK_INK = 0.25
/** What is no darker is paper; hatching that has been blurred away is darker. */
const PAPER = 0.12
/** The worst square of two pictures of one page: 0.90 and more on real pairs; other numbers in the same form: 0.82 and less. */
const LEAST_AGREEMENT = 0.85
/**
 * Lack of agreement (1 − correlation) in the worst square as a multiple of that in the worst hundredth: a poor scan is poor
 * all over (up to 3.2 in degraded copies), one changed digit stands out (6 and more).
 */
const MOST_OUTSTANDING = 4
/** Below this the lack of agreement is resampling. */
const NOISE = 0.01
/** At a quarter of the size other layouts and other blocks of text are told apart (0.5 and less; copies 0.9 and more). */
const LEAST_ROUGH_AGREEMENT = 0.6
const ROUGH_TEXTURE = 0.001
/** Strokes may be bolder, thinner or softer throughout the page: a filter of this reach makes up for it. */
const FILTER_REACH = 2

/** Whether two pictures show the same page, and how far their worst places agree. */
export interface Match {
  readonly isSame: boolean
  readonly worst: number
  readonly worstHundredth: number
}

const DIFFERENT: Match = { isSame: false, worst: 0, worstHundredth: 0 }

/**
 * Compares two pages pixel by pixel: they are laid over each other (other margins, sizes, skew of a degree or so), evened
 * out in stroke weight, and then every inked square must agree. Two forms with the same rulings and other numbers are
 * different pages. Both maps have MATCH_SIDE pixels on their longer side.
 */
export function matchPages(one: InkMap, other: InkMap): Match {
  const rough = roughFit(one, other)
  if (rough === null) return DIFFERENT
  const laidRoughly = warp(rough.other, rough.transform, rough.one.width, rough.one.height)
  const first = agreements(blurred(rough.one), blurred(laidRoughly), SQUARE, STEP * 2, ROUGH_TEXTURE)
  if (first.length > 0 && first[Math.floor(first.length / 100)]! < LEAST_ROUGH_AGREEMENT) return DIFFERENT
  const laid = warp(other, fineFit(one, other, rough), one.width, one.height)
  const [softer, sharper] = evened(withoutSpecks(one, laid), withoutSpecks(laid, one))
  const found = agreements(blurred(softer), blurred(sharper), SQUARE, STEP, TEXTURE)
  if (found.length === 0) return DIFFERENT
  const worst = found[0]!
  const worstHundredth = found[Math.floor(found.length / 100)]!
  const isEven = 1 - worst <= Math.max(NOISE, (1 - worstHundredth) * MOST_OUTSTANDING)
  return { isSame: worst >= LEAST_AGREEMENT && isEven, worst, worstHundredth }
}

/** Correlations of all inked squares, each at its best shift by up to one pixel; the worst first. */
function agreements(one: InkMap, other: InkMap, size: number, step: number, texture: number): Float64Array {
  const found: number[] = []
  for (let y = 0; y + size <= one.height; y += step) {
    for (let x = 0; x + size <= one.width; x += step) {
      if (Math.max(inkIn(one, x, y, size), inkIn(other, x, y, size)) < LEAST_INK) continue
      let best = -1
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) best = Math.max(best, correlation(one, other, x, y, x + size, y + size, dx, dy, texture))
      }
      found.push(best)
    }
  }
  return Float64Array.from(found).sort()
}

function inkIn({ width, data }: InkMap, x: number, y: number, size: number): number {
  let sum = 0
  for (let row = y; row < y + size; row++) for (let at = row * width + x; at < row * width + x + size; at++) sum += data[at]!
  return sum
}

/** `one` without the specks that `other` does not show: small marks that stand by themselves. */
function withoutSpecks(one: InkMap, other: InkMap): InkMap {
  const { width, height } = one
  const mask = Uint8Array.from(one.data, (value) => (value > SPECK_INK ? 1 : 0))
  const data = one.data.slice()
  for (const { left, top, right, bottom } of findComponents(mask, width, height).components) {
    if (right - left > SPECK || bottom - top > SPECK) continue
    const rows = Array.from(
      { length: Math.min(height, bottom + 1) - Math.max(0, top - 1) },
      (_, index) => (Math.max(0, top - 1) + index) * width,
    )
    const [from, to] = [Math.max(0, left - 1), Math.min(width, right + 1)]
    const isShown = rows.some((row) => other.data.subarray(row + from, row + to).some((value) => value > PAPER))
    if (!isShown) for (const row of rows) data.fill(0, row + from, row + to)
  }
  return { width, height, data }
}

/** The two maps, the sharper one filtered so that it comes close to the other. */
function evened(one: InkMap, other: InkMap): [InkMap, InkMap] {
  return sharpness(one) > sharpness(other) ? [other, filteredLike(other, one)] : [one, filteredLike(one, other)]
}

function sharpness({ width, data }: InkMap): number {
  let sum = 0
  for (let at = width; at < data.length; at++) sum += (data[at]! - data[at - 1]!) ** 2 + (data[at]! - data[at - width]!) ** 2
  return sum
}

/** `source` after the small linear filter that brings it closest to `target` (least squares over the inked places). */
function filteredLike(target: InkMap, source: InkMap): InkMap {
  const { width, height } = source
  const offsets: number[] = []
  for (let dy = -FILTER_REACH; dy <= FILTER_REACH; dy++)
    for (let dx = -FILTER_REACH; dx <= FILTER_REACH; dx++) offsets.push(dy * width + dx)
  const count = offsets.length
  const sums = new Float64Array(count * (count + 1))
  const terms = new Float64Array(count + 1)
  forInner(width, height, (at) => {
    if (target.data[at]! < 0.15 && source.data[at]! < 0.15) return
    for (let index = 0; index < count; index++) terms[index] = source.data[at + offsets[index]!]!
    terms[count] = target.data[at]!
    for (let row = 0; row < count; row++) {
      const term = terms[row]!
      if (term === 0) continue
      for (let column = row; column <= count; column++) sums[row * (count + 1) + column]! += term * terms[column]!
    }
  })
  const rows = Array.from({ length: count }, (_, row) =>
    Array.from({ length: count + 1 }, (_, column) => {
      const sum = sums[column < row ? column * (count + 1) + row : row * (count + 1) + column]!
      return column === row ? sum * 1.001 + 1e-3 : sum
    }),
  )
  const filter = solve(rows)
  if (filter === null) return source
  const data = new Float32Array(source.data.length)
  forInner(width, height, (at) => {
    let sum = 0
    for (let index = 0; index < count; index++) sum += filter[index]! * source.data[at + offsets[index]!]!
    data[at] = Math.min(1, Math.max(0, sum))
  })
  return { width, height, data }
}

function forInner(width: number, height: number, visit: (at: number) => void): void {
  for (let y = FILTER_REACH; y < height - FILTER_REACH; y++) {
    for (let at = y * width + FILTER_REACH; at < (y + 1) * width - FILTER_REACH; at++) visit(at)
  }
}
