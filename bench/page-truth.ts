import type { TruthBlock } from './blocks.ts'
import type { PlacedText, TextCell } from './metrics.ts'

/** What stands on a page, as far as the truth of its set says so. */
export interface PageTruth {
  /** Lines of running text in reading order. */
  readonly lines: readonly string[]
  /** Words of figures: neither asked for nor held against the reader. */
  readonly optional: readonly string[]
  /** Words with boxes, in pixels of a picture of `size`; null where the truth has no boxes. */
  readonly words: readonly PlacedText[] | null
  readonly size: readonly [number, number] | null
  /** Cells of the tables by grid position; null where the truth has no grid. */
  readonly tables: readonly (readonly TextCell[])[] | null
  /** Typed blocks; missing where the truth has none, or the page is a drawing. */
  readonly blocks?: readonly TruthBlock[]
  /** A drawing has no reading order. */
  readonly ordered: boolean
  /** Typed by eye: dash, quote and degree variants are equal, leader dots are dropped. */
  readonly loose: boolean
}

/** A page file and what stands on it. `page` and `half` tell the pages of a PDF and of a double page apart. */
export interface BenchPage {
  /** Path that the page gets in the bench's own source folder. */
  readonly path: string
  readonly page: number
  readonly half: 'left' | 'right' | null
  readonly truth: PageTruth
}

export interface BenchSet {
  readonly name: string
  readonly description: string
  readonly pages: readonly BenchPage[]
  /** Bytes of each file that the pages name. */
  bytes(path: string): Promise<Uint8Array>
}
