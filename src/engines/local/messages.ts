import type { EngineOutcome, EngineTask } from '../../contracts/engine.ts'

/** Parent → worker process. */
export type ToWorker = { readonly kind: 'task'; readonly task: EngineTask } | { readonly kind: 'stop' }

/** Worker process → parent. */
export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'outcome'; readonly outcome: EngineOutcome }
  | { readonly kind: 'log'; readonly event: { readonly level: 'info' | 'warn'; readonly message: string; readonly page_id?: string } }
  /** The worker cannot work at all (bad installation, unreadable settings). */
  | { readonly kind: 'unusable'; readonly message: string }
