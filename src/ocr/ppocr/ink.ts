import type { Raster } from '../../contracts/ocr.ts'
import { findComponents } from '../../imaging/components.ts'
import { histogram, otsu, type Split } from '../../imaging/threshold.ts'

/** Where the ink of one crop lies; rulings and underlines are left out. Crop pixels. */
export interface Ink {
  readonly width: number
  readonly height: number
  /** 1 = ink, row by row. */
  readonly mask: Uint8Array
  /** Inked rows of each column. */
  readonly columns: Uint16Array
  /** Stretches of inked columns [start, end), left to right. */
  readonly blobs: readonly Span[]
  /** Rows of the topmost and below the lowest ink; equal when there is none. */
  readonly top: number
  readonly bottom: number
}

export type Span = readonly [start: number, end: number]

/** Difference of dark and light below which a crop is taken as blank paper. */
const MIN_CONTRAST = 25
/** A level stretch of ink longer than this many crop heights is a ruling or an underline; less is enough at the foot. */
const RULING_LENGTH = 1.6
const UNDERLINE_LENGTH = 0.9
const FOOT = 0.7
/** Columns that may be missing in it. */
const RULING_BREAK = 3
/** A column inked over this share of the height is a plumb ruling: text has a margin above and below. */
const RULING_COLUMN = 0.97

/** Separates ink from paper by Otsu's threshold, which `split` is where it is known; light text on a dark ground is turned over. */
export function analyseInk(crop: Raster, split: Split = otsu(histogram(crop.data))): Ink {
  const { width, height } = crop
  const mask = new Uint8Array(width * height)
  if (split.light - split.dark >= MIN_CONTRAST) {
    let dark = 0
    for (let i = 0; i < mask.length; i++) {
      mask[i] = crop.data[i]! <= split.threshold ? 1 : 0
      dark += mask[i]!
    }
    if (dark > 0.6 * mask.length) for (let i = 0; i < mask.length; i++) mask[i] = 1 - mask[i]!
    eraseRulings(mask, width, height)
    eraseForeign(mask, width, height)
  }
  return measured(mask, width, height)
}

function eraseRulings(mask: Uint8Array, width: number, height: number): void {
  for (let y = 0; y < height; y++) {
    const longest = (y > FOOT * height ? UNDERLINE_LENGTH : RULING_LENGTH) * height
    let start = 0
    let last = -1
    for (let x = 0; x <= width; x++) {
      if (x < width && (mask[y * width + x] === 1 || x - last <= RULING_BREAK)) {
        if (mask[y * width + x] === 1) last = x
        continue
      }
      if (last - start >= longest) {
        mask.fill(0, y * width + start, y * width + last + 1)
        eraseRims(mask, width, height, y, start, last + 1)
      }
      start = x + 1
      last = x
    }
  }
  for (let x = 0; x < width; x++) {
    let inked = 0
    for (let y = 0; y < height; y++) inked += mask[y * width + x]!
    if (inked >= RULING_COLUMN * height) for (let y = 0; y < height; y++) mask[y * width + x] = 0
  }
}

/** Rows of soft edge that a ruling leaves above and below. */
const RIM = 2

/** Takes away what is left of a ruling in the rows beside it: ink that goes no further from it than its rim. */
function eraseRims(mask: Uint8Array, width: number, height: number, y: number, start: number, end: number): void {
  for (const side of [-1, 1]) {
    for (let x = start; x < end; x++) {
      const inked = (distance: number): boolean => {
        const row = y + side * distance
        return row >= 0 && row < height && mask[row * width + x] === 1
      }
      if (inked(RIM + 1)) continue
      for (let distance = 1; distance <= RIM; distance++) if (inked(distance)) mask[(y + side * distance) * width + x] = 0
    }
  }
}

/** Marks at the upper or lower edge of a crop that are lower than this share of it belong to the neighbouring line. */
const NEIGHBOUR = 0.2

/** Takes away what reaches in from outside: lines of a drawing that cross the crop, and letters of the lines above and below. */
function eraseForeign(mask: Uint8Array, width: number, height: number): void {
  const { components, runs } = findComponents(mask, width, height)
  for (const { top, bottom, runs: own } of components) {
    const atTop = top === 0
    const atBottom = bottom === height
    if (!(atTop && atBottom) && !((atTop || atBottom) && bottom - top < NEIGHBOUR * height)) continue
    for (const index of own) {
      const { y, start, end } = runs[index]!
      mask.fill(0, y * width + start, y * width + end)
    }
  }
}

function measured(mask: Uint8Array, width: number, height: number): Ink {
  const columns = new Uint16Array(width)
  let top = height
  let bottom = 0
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (mask[y * width + x] === 0) continue
      columns[x]! += 1
      top = Math.min(top, y)
      bottom = y + 1
    }
  }
  return { width, height, mask, columns, blobs: spans(columns), top: Math.min(top, bottom), bottom }
}

function spans(columns: Uint16Array): Span[] {
  const found: Span[] = []
  let start = -1
  for (let x = 0; x <= columns.length; x++) {
    const inked = x < columns.length && columns[x]! > 0
    if (inked && start < 0) start = x
    if (!inked && start >= 0) {
      found.push([start, x])
      start = -1
    }
  }
  return found
}

/** The usual number of inked pixels in the rows between two columns: the stroke of an upright letter. */
export function strokeWidth(ink: Ink, start: number, end: number): number {
  const widths: number[] = []
  for (let y = ink.top; y < ink.bottom; y++) {
    let inked = 0
    for (let x = Math.max(0, Math.floor(start)); x < Math.min(ink.width, Math.ceil(end)); x++) inked += ink.mask[y * ink.width + x]!
    if (inked > 0) widths.push(inked)
  }
  return widths.toSorted((a, b) => a - b)[widths.length >> 1] ?? 0
}

/** Rows of the ink between two columns, [top, bottom); null where there is none. */
export function rowsBetween(ink: Ink, start: number, end: number): Span | null {
  let top = -1
  let bottom = -1
  for (let y = 0; y < ink.height; y++) {
    for (let x = Math.max(0, Math.floor(start)); x < Math.min(ink.width, Math.ceil(end)); x++) {
      if (ink.mask[y * ink.width + x] === 0) continue
      if (top < 0) top = y
      bottom = y + 1
      break
    }
  }
  return top < 0 ? null : [top, bottom]
}

/**
 * For each character (by its position, left to right) the blob that it belongs to. A recogniser is off by up to a step, so the
 * characters are laid over the blobs in order, at the least sum of distances, with a price for every blob that stays without one.
 */
export function blobsOfCharacters(ink: Ink, positions: readonly number[]): number[] {
  const { blobs } = ink
  if (blobs.length === 0) return positions.map(() => -1)
  const cost = Array.from({ length: positions.length + 1 }, () => new Float64Array(blobs.length + 1).fill(Infinity))
  cost[0]![0] = 0
  // cost[i][j]: the first i characters are laid, and the blobs before j are done with; a character goes to blob j.
  for (let i = 0; i <= positions.length; i++) {
    for (let j = 0; j <= blobs.length; j++) {
      const here = cost[i]![j]!
      if (here === Infinity || j === blobs.length) continue
      for (let count = 0, at = here; ; count++) {
        const next = cost[i + count]!
        const done = count === 0 ? at + EMPTY_BLOB : at
        if (done < next[j + 1]!) next[j + 1] = done
        if (i + count === positions.length) break
        const x = positions[i + count]!
        at += Math.max(0, blobs[j]![0] - x, x - blobs[j]![1])
        if (at - here > MAX_STRAY) break
      }
    }
  }
  return traced(ink, positions, cost)
}

/** Crop pixels that a blob without a character costs, and that the characters of one blob may lie outside it in all. */
const EMPTY_BLOB = 9
const MAX_STRAY = 60

function traced({ blobs }: Ink, positions: readonly number[], cost: readonly Float64Array[]): number[] {
  const result = positions.map(() => -1)
  let i = positions.length
  for (let j = blobs.length; j > 0 && i >= 0; j--) {
    const [start, end] = blobs[j - 1]!
    let stray = 0
    for (let count = 0; count <= i; count++) {
      if (count > 0) stray += Math.max(0, start - positions[i - count]!, positions[i - count]! - end)
      const before = cost[i - count]![j - 1]!
      if (Math.abs(before + (count === 0 ? EMPTY_BLOB : stray) - cost[i]![j]!) > 1e-6) continue
      result.fill(j - 1, i - count, i)
      i -= count
      break
    }
  }
  return result
}

/** The widest blank stretch between two blobs; null where they are one. */
export function widestGap({ blobs }: Ink, from: number, to: number): Span | null {
  let best: Span | null = null
  for (let i = Math.max(0, from); i < to; i++) {
    const gap: Span = [blobs[i]![1], blobs[i + 1]![0]]
    if (best === null || gap[1] - gap[0] > best[1] - best[0]) best = gap
  }
  return best
}

/** Half the width of the widest letters and of thin ones, in ink heights: farther from every character, ink belongs to none. */
const REACH = 0.55
const THIN_REACH = 0.3
const THIN = /^[()[\]{}|!.,:;'`1ilIjtfr]$/

/**
 * Ink that no character stands for, at least `minWidth` wide: a blob without a character, or a part of a blob that is too far
 * from all of its characters. This is how a lost ± or × is noticed, which the recogniser drops with full confidence.
 */
export function unexplainedInk(ink: Ink, characters: readonly { readonly text: string; readonly x: number }[], minWidth: number): Span[] {
  const height = ink.bottom - ink.top
  const owners = blobsOfCharacters(
    ink,
    characters.map(({ x }) => x),
  )
  return ink.blobs.flatMap(([start, end], blob): Span[] => {
    const inside = characters.filter((_, i) => owners[i] === blob)
    const reached = inside.flatMap(({ text, x }) => {
      const middle = Math.min(end, Math.max(start, x))
      const reach = (THIN.test(text) ? THIN_REACH : REACH) * height
      return [middle - reach, middle + reach]
    })
    const edges = [start, ...reached, end]
    const rests: Span[] = []
    for (let i = 0; i < edges.length; i += 2) {
      const rest: Span = [Math.max(start, edges[i]!), Math.min(end, edges[i + 1]!)]
      if (rest[1] - rest[0] >= minWidth) rests.push(rest)
    }
    return rests
  })
}
