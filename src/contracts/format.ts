import type { Example } from './example.ts'
import type { CataloguePage } from './page.ts'
import type { Settings } from './settings.ts'

/** What a format needs to find images and write its own subset of files. */
export interface FormatContext {
  readonly settings: Settings
  /** Path of the page's image relative to the dataset folder ('images/21-03_clutch.jpg'); null for HTML pages. */
  imageOf(page_id: string): string | null
  readonly pages: ReadonlyMap<string, CataloguePage>
}

export interface Written {
  readonly files: readonly string[]
  readonly records: number
}

/** Something a trainer would refuse or silently drop. */
export interface Problem {
  readonly severity: 'error' | 'warning'
  readonly file: string
  readonly line?: number
  readonly message: string
}

/** One trainer's file format: writes it, and knows that trainer's own loading rules. */
export interface Format {
  readonly name: string
  readonly description: string
  /** `folder` is absolute. Examples arrive in their final order; formats pick their split by themselves. */
  write(examples: readonly Example[], folder: string, context: FormatContext): Promise<Written>
  problems(folder: string): AsyncIterable<Problem>
}
