import type { Box } from '../../contracts/geometry.ts'
import type { Raster } from '../../contracts/ocr.ts'
import { type Component, type Components, findComponents } from '../../imaging/components.ts'
import { histogram, otsu } from '../../imaging/threshold.ts'

/** A connected piece of ink this many times as long as letters are high is a line of a drawing, not a sign of the text. */
const LINE_LENGTH = 4
/** A dot of a drawing is about as large as a letter and filled: no sign is. */
const DOT = [0.6, 1.6] as const
const FILLED = 0.68
/** So many letter heights above and below the text a line that crosses it goes on. */
const BEYOND = 1.5
/** Share of the ink in a place that must be of such lines. */
const MOST = 0.8

/** The ink of a whole page in its connected pieces, found when first asked for. All in pixels of the page. */
export class PageInk {
  readonly #page: Raster
  #mask: Uint8Array | undefined
  #found: Components | undefined

  constructor(page: Raster) {
    this.#page = page
  }

  /** 1 = ink, row by row, by Otsu's threshold over the page. */
  get mask(): Uint8Array {
    if (this.#mask === undefined) {
      const { data } = this.#page
      const { threshold } = otsu(histogram(data))
      // Not `Uint8Array.from` with a function: it would first gather millions of pixels in an array of numbers.
      this.#mask = data.map((grey) => (grey <= threshold ? 1 : 0))
    }
    return this.#mask
  }

  get components(): readonly Component[] {
    return this.#all.components
  }

  get #all(): Components {
    return (this.#found ??= findComponents(this.mask, this.#page.width, this.#page.height))
  }

  /**
   * Whether the ink in a place belongs to lines that run far beyond it (a wire, the symbol of a plug or a fuse on it, an outline), or
   * to the dot at which wires meet. `letter` is the height of the letters beside it.
   */
  isDrawn(place: Box, letter: number): boolean {
    const isLong = ({ left, top, right, bottom }: Component) => Math.max(right - left, bottom - top) > LINE_LENGTH * letter
    return this.#isMostly(place, (component) => isLong(component) || isDot(component, letter))
  }

  /** Whether the ink in a place belongs to a line that crosses the text from above to below, as a wire with its plug does. */
  isCrossing(place: Box, letter: number): boolean {
    return this.#isMostly(place, ({ top, bottom }) => place[1] - top > BEYOND * letter && bottom - place[3] > BEYOND * letter)
  }

  #isMostly(place: Box, isLine: (component: Component) => boolean): boolean {
    const [left, top, right, bottom] = [Math.floor(place[0]), Math.floor(place[1]), Math.ceil(place[2]), Math.ceil(place[3])]
    const { components, runs } = this.#all
    let [ink, drawn] = [0, 0]
    for (const component of components) {
      if (component.left >= right || component.right <= left || component.top >= bottom || component.bottom <= top) continue
      const counts = isLine(component)
      for (const index of component.runs) {
        const { y, start, end } = runs[index]!
        if (y < top || y >= bottom) continue
        const inside = Math.max(0, Math.min(end, right) - Math.max(start, left))
        ink += inside
        if (counts) drawn += inside
      }
    }
    return ink > 0 && drawn >= MOST * ink
  }
}

function isDot({ left, top, right, bottom, area }: Component, letter: number): boolean {
  const [width, height] = [right - left, bottom - top]
  const fits = (side: number) => side >= DOT[0] * letter && side <= DOT[1] * letter
  return fits(width) && fits(height) && area >= FILLED * width * height
}
