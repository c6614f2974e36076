import type { Classification, IndexEntry } from './classification.ts'
import type { CataloguePage } from './page.ts'
import type { References } from './references.ts'
import type { Reading } from './reading.ts'
import type { Block, Structure } from './structure.ts'

/** What the page before or after shows: enough to go on with an operation over the page break. */
export interface NeighbourPage {
  readonly page: CataloguePage
  readonly classification: Classification
  readonly structure: Structure
}

/** All that a generator or a check may know of one page. */
export interface PageMaterial {
  readonly page: CataloguePage
  readonly reading: Reading
  readonly structure: Structure
  readonly classification: Classification
  /** Vehicles and variants that the configuration or the source names for this page; first is the default. */
  readonly vehicles: readonly string[]
  /** Entries of the section's index that point to this page. */
  readonly operations: readonly IndexEntry[]
  /** Every operation that the section's index numbers: what a cross reference ('see 11 13 020') stands for. */
  readonly section_operations?: readonly { readonly code: string; readonly name: string; readonly pages?: readonly string[] }[]
  readonly previous: NeighbourPage | null
  readonly next: NeighbourPage | null
  /** Pages behind the next one, in order: an operation may run on over several pages. */
  readonly following?: readonly NeighbourPage[]
  /** What the section's pages are sent to elsewhere, and what its abbreviations stand for. */
  readonly references?: References
}

/** Finds a block by id. */
export function blockOf(structure: Structure, id: string): Block | undefined {
  return structure.blocks.find((block) => block.id === id)
}
