import type { Accounting } from '../pipeline/accounting.ts'
import type { StageResult } from '../pipeline/events.ts'
import type { ExitCode } from './exit-codes.ts'
import type { RunFlags } from './options.ts'

export interface RunRequest {
  readonly flags: RunFlags
  readonly sources: readonly string[]
  /** Set by a stage's own command: run up to it, and let --force redo only it. */
  readonly stage?: string
}

/** What `--json` prints. */
export interface RunResult {
  readonly project: string
  readonly exit_code: ExitCode
  readonly interrupted: boolean
  readonly stages: readonly StageResult[]
  readonly accounting: Accounting | null
  readonly imbalances: readonly string[]
}
