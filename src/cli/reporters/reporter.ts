import type { RunEvent } from '../../pipeline/events.ts'
import { plainReporter } from './plain.ts'
import { terminalReporter } from './terminal.ts'

/** Shows a running job to a person, on standard error. */
export interface Reporter {
  readonly report: (event: RunEvent) => void
  /** Leaves the terminal as it was found. */
  end(): void
}

/** Progress bars on a terminal, plain lines elsewhere. */
export function chooseReporter(stream: NodeJS.WriteStream): Reporter {
  return stream.isTTY && process.env['TERM'] !== 'dumb' ? terminalReporter(stream) : plainReporter(stream)
}
