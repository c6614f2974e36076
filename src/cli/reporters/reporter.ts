import type { RunEvent } from '../../pipeline/events.ts'

/** Shows a running job to a person, on standard error. */
export interface Reporter {
  readonly report: (event: RunEvent) => void
  /** Leaves the terminal as it was found. */
  end(): void
}
