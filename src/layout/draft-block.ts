import type { Box } from '../contracts/geometry.ts'
import type { BlockType } from '../contracts/structure.ts'
import type { PlacedWord } from './rows.ts'

/** A block before it has an id: upright words, in reading order. */
export interface DraftBlock {
  type: BlockType
  readonly words: PlacedWord[]
  readonly texts: string[]
  column: number
  parent: DraftBlock | null
  code?: string
  mark?: string
  /** Only for figures and tables: upright pixels. Else the bounds of the words count. */
  box?: Box
}
