import type { Example, Split } from './example.ts'
import type { CataloguePage } from './page.ts'
import type { Settings } from './settings.ts'

/** What must be known of all examples before the first one is written; gathered in a pass of its own, in bounded memory. */
export interface ExampleSurvey {
  readonly splits: Readonly<Record<Split, number>>
  /** Whether class weights repeat any training pair. */
  readonly repeats: boolean
  /** Training pairs from which the synthetic validation set is drawn, in the order of the draw. */
  readonly paraphrasable: readonly Pick<Example, 'id' | 'task' | 'question' | 'answer' | 'paraphrases'>[]
  /** Pairs that are turns of conversations. */
  readonly conversation_turns: number
  /** Training pairs of each task. */
  readonly training_tasks: Readonly<Record<string, number>>
  /** Pages that examples are about or cite, in the order of their ids. */
  readonly cited: readonly string[]
}

/** What a format needs to find pictures and write its files. */
export interface FormatContext {
  readonly settings: Settings
  /** Pages by id; pictures in the size in which the dataset shows them. */
  readonly pages: ReadonlyMap<string, CataloguePage>
  readonly survey: ExampleSurvey
  /** Whether the pictures lie in images/; else only formats that embed them have them. */
  readonly images_placed: boolean
  /** Path of the page's picture relative to the dataset folder ('images/21-03_clutch.jpg'); null for HTML pages. */
  imageOf(page_id: string): string | null
  /** The bytes of that picture. Throws NOT_FOUND for a page without one. */
  imageBytes(page_id: string): Promise<Buffer>
}

export interface WrittenFile {
  /** Relative to the dataset folder, forward slashes. */
  readonly path: string
  readonly bytes: number
  readonly sha256: string
  /** Records of a data file; absent for pictures, loaders and descriptions. */
  readonly records?: number
  /** Which part of the data a data file holds. */
  readonly split?: string
}

export interface Written {
  readonly files: readonly WrittenFile[]
  readonly records: number
  /** Examples of its splits that the format cannot take (a vision format and a page without a picture). */
  readonly left_out: number
  /** Records of several turns. */
  readonly conversations?: number
}

/** A dataset that is being written, one example after the other, in their final order. */
export interface FormatWriter {
  add(example: Example): Promise<void>
  close(): Promise<Written>
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
  /** `folder` is absolute and stands for the dataset folder; boxes of the examples are in pixels of its pictures. */
  open(folder: string, context: FormatContext): Promise<FormatWriter>
  problems(folder: string): AsyncIterable<Problem>
}
