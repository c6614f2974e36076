import type { Raster } from '../contracts/ocr.ts'
import { type Component, findComponents } from './components.ts'
import { histogram, otsu, percentile } from './threshold.ts'

/** Lengths are fractions of the page's longer side: 3, 14 and 5 pixels of a 1200 pixel page. */
const SPECK_SIDE = 3 / 1200
const NEIGHBOURHOOD = 14 / 1200
const LETTER_SIDE = 5 / 1200
/** A row of dots is a leader or a drawing's line: this many dots on one level within twice the neighbourhood. */
const ROW = 2

/**
 * Takes out specks: marks no larger than a full stop that stand alone. A mark beside a letter or a line, or in a row of dots,
 * is kept: it may be a dot, a degree sign or the foot of a ±. Returns the raster itself where nothing was taken out.
 */
export function removeSpecks(page: Raster): { raster: Raster; specks: number } {
  const counts = histogram(page.data)
  const { threshold, dark, light } = otsu(counts)
  if (light - dark < 30) return { raster: page, specks: 0 }
  const longSide = Math.max(page.width, page.height)
  const side = Math.max(1, Math.round(SPECK_SIDE * longSide))
  const mask = page.data.map((grey) => (grey <= threshold ? 1 : 0))
  const { components, runs } = findComponents(mask, page.width, page.height)
  const small = components.filter((component) => sideOf(component) <= side)
  if (small.length === 0) return { raster: page, specks: 0 }
  const letters = new Grid(
    components.filter((component) => sideOf(component) >= LETTER_SIDE * longSide),
    NEIGHBOURHOOD * longSide,
  )
  const dots = new Grid(small, 2 * NEIGHBOURHOOD * longSide)
  const specks = small.filter((speck) => !letters.near(speck, () => true, 1) && !dots.near(speck, (dot) => level(dot, speck), ROW))
  if (specks.length === 0) return { raster: page, specks: 0 }
  const data = Uint8Array.from(page.data)
  const paper = percentile(counts, 0.8)
  for (const speck of specks) {
    for (const index of speck.runs) {
      const { y, start, end } = runs[index]!
      // The soft rim of a speck lies just outside the mask.
      for (let row = Math.max(0, y - 1); row <= Math.min(page.height - 1, y + 1); row++) {
        data.fill(paper, row * page.width + Math.max(0, start - 1), row * page.width + Math.min(page.width, end + 1))
      }
    }
  }
  return { raster: { width: page.width, height: page.height, data }, specks: specks.length }
}

function sideOf({ left, top, right, bottom }: Component): number {
  return Math.max(right - left, bottom - top)
}

function level(one: Component, other: Component): boolean {
  return one !== other && Math.abs(one.top + one.bottom - other.top - other.bottom) <= 3
}

/** Components by the squares of a grid that they touch. */
class Grid {
  readonly #cells = new Map<string, Component[]>()
  readonly #reach: number

  constructor(components: readonly Component[], reach: number) {
    this.#reach = Math.max(1, reach)
    for (const component of components) for (const key of this.#keys(component, 0)) this.#add(key, component)
  }

  /** Whether at least `count` components within reach of this one are as wanted. */
  near(component: Component, wanted: (other: Component) => boolean, count: number): boolean {
    const found = new Set<Component>()
    for (const key of this.#keys(component, this.#reach)) {
      for (const other of this.#cells.get(key) ?? []) {
        if (distance(component, other) <= this.#reach && wanted(other)) found.add(other)
        if (found.size >= count) return true
      }
    }
    return false
  }

  #add(key: string, component: Component): void {
    const cell = this.#cells.get(key)
    if (cell === undefined) this.#cells.set(key, [component])
    else cell.push(component)
  }

  *#keys({ left, top, right, bottom }: Component, margin: number): Iterable<string> {
    const cell = (value: number): number => Math.floor(value / this.#reach)
    for (let row = cell(top - margin); row <= cell(bottom + margin); row++) {
      for (let column = cell(left - margin); column <= cell(right + margin); column++) yield `${column} ${row}`
    }
  }
}

function distance(one: Component, other: Component): number {
  const dx = Math.max(0, one.left - other.right, other.left - one.right)
  const dy = Math.max(0, one.top - other.bottom, other.top - one.bottom)
  return Math.max(dx, dy)
}
