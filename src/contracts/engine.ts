import type { FailureRecord } from './error.ts'
import type { PageTask } from './stage.ts'

export interface EngineTask {
  readonly stage: string
  readonly task: PageTask
}

/** What became of one page in one stage. */
export type EngineOutcome =
  | {
      readonly stage: string
      readonly page_id: string
      readonly status: 'done'
      /** SHA-256 of the artifact's bytes. */ readonly digest: string
      readonly seconds: number
    }
  | {
      readonly stage: string
      readonly page_id: string
      readonly status: 'failed'
      readonly failure: FailureRecord
      readonly seconds: number
    }

export interface EngineRunOptions {
  readonly timeoutSeconds: number
  readonly signal: AbortSignal
}

/** Carries page tasks out, somewhere, in any order. Every task that goes in comes out exactly once, unless the signal aborts. */
export interface Engine {
  readonly name: string
  run(tasks: Iterable<EngineTask>, options: EngineRunOptions): AsyncIterable<EngineOutcome>
  close(): Promise<void>
}
