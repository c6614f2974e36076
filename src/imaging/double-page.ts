import type { Raster } from '../contracts/ocr.ts'
import { type InkMap, inkMap } from './signature-ink.ts'

/** Facing pages are looked for on a map of this size. */
const SIDE = 800
const INK = 0.35
/** Where the fold may be, as shares of the width. */
const FOLD_FROM = 0.44
const FOLD_TO = 0.56

/**
 * The column between two facing pages in one picture, in pixels; null when the picture shows one page. Wide pages with two
 * text columns are the rule in workshop manuals, so white between columns is not enough. Two pages show themselves by the
 * shadow of the fold, or by furniture (page number, running foot) that stands in each half at the same height and place.
 */
export function findFold(page: Raster, leastAspect: number): number | null {
  if (page.width < page.height * leastAspect) return null
  const shadow = foldShadow(page)
  if (shadow !== null) return shadow
  const map = inkMap(page, SIDE)
  const gutter = widestGutter(map)
  return gutter !== null && hasTwinFurniture(map, gutter) ? Math.round((((gutter.from + gutter.to) / 2) * page.width) / map.width) : null
}

/** A column's paper is the brightness that a quarter of its pixels exceed. */
const PAPER_SHARE = 0.25
/** The fold is darker than this share of the paper's brightness over three quarters of its length; its slopes reach up to the other. */
const FOLD_DARKNESS = 0.75
const SLOPE = 0.9
/** Width of the shadow as shares of the picture's width: a rule between columns is thinner, a picture wider. */
const SHADOW_WIDTH: readonly [number, number] = [0.008, 0.25]

/** The darkest column of a soft dark band that runs down the middle; null when there is none. */
function foldShadow(page: Raster): number | null {
  const paper = columnPaper(page)
  const usual = paper.toSorted()[Math.floor(paper.length * 0.75)]!
  let fold = Math.round(page.width / 2)
  for (let x = Math.floor(page.width * FOLD_FROM); x < page.width * FOLD_TO; x++) if (paper[x]! < paper[fold]!) fold = x
  if (paper[fold]! > usual * FOLD_DARKNESS) return null
  let left = fold
  let right = fold
  while (left > 0 && paper[left]! < usual * SLOPE) left -= 1
  while (right < page.width - 1 && paper[right]! < usual * SLOPE) right += 1
  const width = (right - left) / page.width
  return width >= SHADOW_WIDTH[0] && width <= SHADOW_WIDTH[1] ? fold : null
}

function columnPaper({ width, height, data }: Raster): Uint8Array {
  const columns = new Uint8Array(width)
  for (let x = 0; x < width; x++) {
    const counts = new Uint32Array(256)
    for (let at = x; at < data.length; at += width) counts[data[at]!]! += 1
    let sum = 0
    let level = 255
    while (level > 0 && (sum += counts[level]!) <= height * PAPER_SHARE) level -= 1
    columns[x] = level
  }
  return columns
}

interface Gutter {
  readonly from: number
  readonly to: number
}

/** Least width of the white between the pages, as a share of the picture's. */
const GUTTER = 0.03
/** Lines of a frame around both pages may cross it: so thin (pixels), and so near to the upper or lower edge. */
const THIN = 7
const EDGE = 0.12

/** The widest strip in the middle that no ink crosses but the lines of a frame; null without one. */
function widestGutter(map: InkMap): Gutter | null {
  let best: Gutter | null = null
  let from = -1
  for (let x = Math.floor(map.width * FOLD_FROM); x <= Math.ceil(map.width * FOLD_TO); x++) {
    const isOpen = x < map.width * FOLD_TO && isClear(map, x)
    if (isOpen && from < 0) from = x
    if (!isOpen && from >= 0) {
      if (best === null || x - from > best.to - best.from) best = { from, to: x }
      from = -1
    }
  }
  if (best === null || best.to - best.from < map.width * GUTTER) return null
  // A line across at one end only is the rule under a page's header, not a frame.
  return crossings(map, best, 'top') === crossings(map, best, 'bottom') ? best : null
}

function isClear(map: InkMap, x: number): boolean {
  let run = 0
  for (let y = 0; y < map.height; y++) {
    run = map.data[y * map.width + x]! > INK ? run + 1 : 0
    const isAtEdge = y < map.height * EDGE || y > map.height * (1 - EDGE)
    if (run > (isAtEdge ? THIN : 2)) return false
  }
  return true
}

/** Whether a line crosses the gutter near the upper or lower edge. */
function crossings(map: InkMap, { from, to }: Gutter, end: 'top' | 'bottom'): boolean {
  let crossed = 0
  for (let x = from; x < to; x++) {
    const reach = Math.floor(map.height * EDGE)
    const start = end === 'top' ? 0 : map.height - reach
    for (let y = start; y < start + reach; y++) {
      if (map.data[y * map.width + x]! > INK) {
        crossed += 1
        break
      }
    }
  }
  return crossed > (to - from) * 0.8
}

/** A line of print in one half, pixels of the map; columns from the half's outer edge inwards are `outer` to `inner`. */
interface Band {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}

/** The first or last line of a half is furniture when the white between it and the text is this share of the height, and it is no taller than the other. */
const FURNITURE_GAP = 0.025
const FURNITURE_HEIGHT = 0.05
/** Twins stand at the same height, and at the same or the mirrored place, within this share of the half's size. */
const TWIN = 0.02

function hasTwinFurniture(map: InkMap, gutter: Gutter): boolean {
  const middle = Math.round((gutter.from + gutter.to) / 2)
  const frame = frameInset(map)
  const halves = [
    { from: frame.left, to: middle },
    { from: middle, to: map.width - frame.right },
  ] as const
  const [left, right] = halves.map(({ from, to }) => bandsOf(map, from, to, frame.top, map.height - frame.bottom))
  return (['first', 'last'] as const).some((end) => {
    const one = furniture(left!, end, map.height)
    const other = furniture(right!, end, map.height)
    return one !== null && other !== null && areTwins(one, other, halves, map)
  })
}

/** How far a frame's lines reach in from each side: up to the end of the ink that spans most of that side. */
function frameInset(map: InkMap): { left: number; top: number; right: number; bottom: number } {
  const spans = (count: number, at: (index: number) => number) => {
    let sum = 0
    for (let index = 0; index < count; index++) sum += map.data[at(index)]! > INK ? 1 : 0
    return sum > count * 0.25
  }
  const depth = (limit: number, isLine: (index: number) => boolean) => {
    let found = 0
    for (let index = 0; index < limit; index++) if (isLine(index)) found = index + 2
    return found
  }
  const across = Math.floor(map.width * 0.05)
  const down = Math.floor(map.height * EDGE * 0.6)
  const { width, height } = map
  const isRow = (y: number) => spans(width, (x) => y * width + x)
  const isColumn = (x: number) => spans(height, (y) => y * width + x)
  return {
    left: depth(across, isColumn),
    right: depth(across, (index) => isColumn(width - 1 - index)),
    top: depth(down, isRow),
    bottom: depth(down, (index) => isRow(height - 1 - index)),
  }
}

/** Lines of ink between two columns, with white rows between them. Rows with a speck only count as white. */
function bandsOf(map: InkMap, from: number, to: number, top: number, bottom: number): Band[] {
  const bands: Band[] = []
  let start = -1
  for (let y = top; y <= bottom; y++) {
    let ink = 0
    if (y < bottom) for (let x = from; x < to; x++) if (map.data[y * map.width + x]! > INK) ink += 1
    if (ink >= 3 && start < 0) start = y
    if (ink < 3 && start >= 0) {
      bands.push({ top: start, bottom: y, ...extent(map, from, to, start, y) })
      start = -1
    }
  }
  return bands.filter((band) => band.right - band.left > 6 && band.bottom - band.top > 3)
}

function extent(map: InkMap, from: number, to: number, top: number, bottom: number): { left: number; right: number } {
  let left = to
  let right = from
  for (let y = top; y < bottom; y++) {
    for (let x = from; x < to; x++) {
      if (map.data[y * map.width + x]! <= INK) continue
      left = Math.min(left, x)
      right = Math.max(right, x + 1)
    }
  }
  return { left, right }
}

function furniture(bands: readonly Band[], end: 'first' | 'last', height: number): Band | null {
  const [band, next] = end === 'first' ? bands : bands.toReversed()
  if (band === undefined || next === undefined || band.bottom - band.top > height * FURNITURE_HEIGHT) return null
  const gap = end === 'first' ? next.top - band.bottom : band.top - next.bottom
  return gap >= height * FURNITURE_GAP ? band : null
}

function areTwins(
  one: Band,
  other: Band,
  [left, right]: readonly [{ from: number; to: number }, { from: number; to: number }],
  map: InkMap,
): boolean {
  const isLevel = Math.abs(one.top - other.top) < map.height * TWIN && Math.abs(one.bottom - other.bottom) < map.height * TWIN
  const near = (a: number, b: number) => Math.abs(a - b) < (right.to - right.from) * TWIN * 2
  const isMoved = near(one.left - left.from, other.left - right.from) && near(one.right - left.from, other.right - right.from)
  const isMirrored = near(one.left - left.from, right.to - other.right) && near(left.to - one.right, other.left - right.from)
  return isLevel && (isMoved || isMirrored)
}
