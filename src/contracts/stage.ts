import type { z } from 'zod'
import type { CataloguePage } from './page.ts'
import type { SourceFile } from './source.ts'
import type { Settings } from './settings.ts'
import type { Workspace } from './workspace.ts'

/** What a stage is given besides its input. Nothing else is reachable: no environment, no clock, no globals. */
export interface StageContext {
  readonly settings: Settings
  /** The project folder. */
  readonly workspace: Workspace
  /** Absolute paths of the source roots (folders or single files), in the order of the settings. */
  readonly sources: readonly string[]
  readonly signal: AbortSignal
  /** One line of the run log (work/logs/run.jsonl); never printed. */
  log(event: { level: 'info' | 'warn'; message: string; page_id?: string }): void
  /** Progress of long corpus work; page work is counted by the runner. */
  progress(done: number, total: number): void
}

/** Something whose bytes decide the output of a page task. */
export type Dependency = { readonly stage: string; readonly page_id: string } | { readonly file: string }

/** One unit of page work. Everything that the task needs to know of the corpus is in it, so that workers hold no catalogue. */
export interface PageTask {
  readonly page_id: string
  /** The catalogue's entry; null only for `prepare`, which makes the catalogue. */
  readonly page: CataloguePage | null
  /** Neighbours in the catalogue that come from the same folder or file; null at its ends and for `prepare`. */
  readonly previous: CataloguePage | null
  readonly next: CataloguePage | null
  /** Pages behind the next one, in order, as far as an operation may run on. */
  readonly following?: readonly CataloguePage[]
  /** For `prepare`: the file and its 1-based page; null for the other stages. */
  readonly candidate: { readonly file: SourceFile; readonly page: number } | null
}

interface StageBase {
  readonly name: string
  /** Bump when the meaning of the output changes: it is part of every cache key. */
  readonly version: number
  /** Stages whose output this one reads. */
  readonly after: readonly string[]
  /** The part of the settings that can change the output: part of the cache key. */
  relevantSettings(settings: Settings): unknown
  /** Identity of engines and models behind the stage (versions, file hashes): part of the cache key. */
  fingerprint?(settings: Settings): Promise<string>
}

/** Runs once for each page, in parallel, in worker processes. Output goes to work/<name>/<page_id>.json. */
export interface PageStage<Output = unknown> extends StageBase {
  readonly scope: 'page'
  readonly output: z.ZodType<Output>
  /** Beyond the same page's output of the stages in `after`: neighbours, section indices. */
  alsoDependsOn?(task: PageTask): readonly Dependency[]
  /** Throws PagetuneError; costs only this page. */
  run(task: PageTask, context: StageContext): Promise<Output>
  /** Whether a task spends its time waiting for an answer over the network: many are then carried out at once, in one process. */
  waits?(settings: Settings): boolean
  /**
   * Runs once after all pages, in the main process: catalogues, indices, CSV files.
   * `done` are the pages of this stage whose output is current, in catalogue order.
   */
  gather?(done: readonly string[], context: StageContext): Promise<void>
  /** Files that gather writes; it is redone when one is missing. */
  readonly gatherWrites?: readonly string[]
}

/** Runs once and sees everything. Writes its files itself, and deterministically. */
export interface CorpusStage extends StageBase {
  readonly scope: 'corpus'
  /** Its input is not only what other stages wrote (the inventory looks at the disk): it runs every time. */
  readonly always?: boolean
  /** Files that must exist for the stage to count as done; the runner redoes it when one is missing. */
  readonly writes: readonly string[]
  /** The same for files whose names depend on what was found: those of the last run, as far as that is known. */
  wrote?(workspace: Workspace): Promise<readonly string[]>
  /** Files of the project that no stage writes, but this one reads (spend.jsonl): it is redone when one has changed. */
  readonly alsoReads?: readonly string[]
  /** `done`: pages whose output of the last page stage is current, in catalogue order. */
  run(done: readonly string[], context: StageContext): Promise<void>
}

export type Stage = PageStage | CorpusStage
