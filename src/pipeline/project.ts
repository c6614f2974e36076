import type { Engine } from '../contracts/engine.ts'
import type { PageTask, Stage, StageContext } from '../contracts/stage.ts'

/** Everything that a run works with; the command line puts it together. */
export interface Project {
  /** All stages, in an order in which each comes after those it reads. */
  readonly stages: readonly Stage[]
  readonly context: StageContext
  /** Opened when the first page task is due. */
  readonly openEngine: () => Engine
  /** One task for each page of each file of the inventory. */
  candidates(): Promise<PageTask[]>
  /** One task for each page of the catalogue. */
  pages(): Promise<PageTask[]>
}
