import { failureLines, stageEndLine } from './lines.ts'
import { Progress } from './progress.ts'
import type { Reporter } from './reporter.ts'

/** How much of a stage passes between two lines, and at least how many milliseconds. */
const STEP = 0.1
const QUIET_MILLISECONDS = 2000

/** One line at the start and end of each stage and now and then between: for logs and pipes. */
export function plainReporter(stream: NodeJS.WritableStream): Reporter {
  let progress = new Progress(0)
  let shown = 0
  let shownAt = 0
  const write = (line: string): void => void stream.write(line + '\n')

  function step(stage: string, done: number): void {
    progress.done = done
    const share = progress.total === 0 ? 1 : done / progress.total
    if (share - shown < STEP || performance.now() - shownAt < QUIET_MILLISECONDS || done === progress.total) return
    shown = share
    shownAt = performance.now()
    write(`${stage.padEnd(12)} ${done} of ${progress.total} (${Math.floor(share * 100)} %), ${progress.outlook()}`)
  }

  return {
    end: () => undefined,
    report(event) {
      if (event.type === 'stage-start') {
        progress = new Progress(event.total)
        shown = 0
        shownAt = performance.now()
      } else if (event.type === 'page') {
        for (const line of failureLines(event)) write(line)
        step(event.stage, progress.done + 1)
      } else if (event.type === 'progress') {
        if (progress.total !== event.total) progress = new Progress(event.total)
        step(event.stage, event.done)
      } else if (event.type === 'stage-end') write(stageEndLine(event))
      else if (event.level === 'warn') write(`  ${event.message}`)
    },
  }
}
