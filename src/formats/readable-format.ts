import type { Format, Problem } from '../contracts/format.ts'
import type { ImageChecks } from './image-checks.ts'
import type { Row, RowSplit } from './row.ts'

/** One record as its trainer would load it, or something that is wrong outside of any record. */
export interface Judged {
  readonly file: string
  readonly row?: Row
  readonly problems: readonly Problem[]
}

export interface LoadedFile {
  readonly path: string
  readonly split: RowSplit
}

/** A format that can read its own files back, one record after the other. */
export interface ReadableFormat extends Format {
  /** Whether its records name pictures, which the export stage then puts into images/. */
  readonly images: boolean
  /** Whether it carries the pictures' bytes in its own files. */
  readonly embeds: boolean
  /** Whether class weights repeat its training records. */
  readonly repeats: boolean
  /** Formats whose files its loader reads. */
  readonly requires?: readonly string[]
  /** Its data files that are in the folder. */
  files(folder: string): Promise<LoadedFile[]>
  /** Data files that must stand beside those. */
  missing(folder: string): Promise<string[]>
  /** Every record and problem of those files, training first where splits have files of their own. */
  judged(folder: string, images: ImageChecks): AsyncIterable<Judged>
}
