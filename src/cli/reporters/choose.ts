import { plainReporter } from './plain.ts'
import type { Reporter } from './reporter.ts'
import { terminalReporter } from './terminal.ts'

/** Progress bars on a terminal, plain lines elsewhere. */
export function chooseReporter(stream: NodeJS.WriteStream): Reporter {
  return stream.isTTY && process.env['TERM'] !== 'dumb' ? terminalReporter(stream) : plainReporter(stream)
}
