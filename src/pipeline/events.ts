import type { FailureRecord } from '../contracts/error.ts'

/** What a run tells whoever watches it: a terminal, a log, a test. */
export type RunEvent =
  | {
      readonly type: 'stage-start'
      readonly stage: string
      readonly scope: 'page' | 'corpus'
      /** Tasks to do. */ readonly total: number
      /** Pages that are current already. */ readonly current: number
    }
  | {
      readonly type: 'page'
      readonly stage: string
      readonly page_id: string
      readonly status: 'done' | 'failed'
      readonly seconds: number
      readonly failure?: FailureRecord
    }
  | { readonly type: 'progress'; readonly stage: string; readonly done: number; readonly total: number }
  | {
      readonly type: 'stage-end'
      readonly stage: string
      readonly done: number
      readonly failed: number
      readonly blocked: number
      readonly current: number
      readonly seconds: number
    }
  | { readonly type: 'log'; readonly level: 'info' | 'warn'; readonly message: string; readonly page_id?: string }

export type Report = (event: RunEvent) => void

/** What became of one stage in one run. */
export interface StageResult {
  readonly stage: string
  readonly scope: 'page' | 'corpus'
  /** Pages done in this run, or 1 for a corpus stage that ran. */
  readonly done: number
  readonly failed: number
  /** Pages that could not start because an earlier stage failed on them. */
  readonly blocked: number
  /** Pages (or the corpus part) that were up to date. */
  readonly current: number
  readonly seconds: number
}
