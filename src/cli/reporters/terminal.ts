import { failureLines, stageEndLine } from './lines.ts'
import { Progress } from './progress.ts'
import type { Reporter } from './reporter.ts'

const BAR_WIDTH = 24
const REDRAW_MILLISECONDS = 100
const CLEAR_LINE = '\r\u001B[2K'

/** A bar with rate and time left in the last line; what must stay is written above it. */
export function terminalReporter(stream: NodeJS.WriteStream): Reporter {
  let progress = new Progress(0)
  let stage = ''
  let drawnAt = 0

  function draw(force: boolean): void {
    if (!force && performance.now() - drawnAt < REDRAW_MILLISECONDS) return
    drawnAt = performance.now()
    const share = progress.total === 0 ? 0 : Math.min(1, progress.done / progress.total)
    const filled = Math.round(share * BAR_WIDTH)
    const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled)
    const failed = progress.failed > 0 ? `, ${progress.failed} failed` : ''
    const line = `${stage.padEnd(12)} ${bar} ${progress.done}/${progress.total}${failed}  ${progress.outlook()}`
    stream.write(CLEAR_LINE + line.slice(0, Math.max(20, stream.columns - 1)))
  }

  function above(lines: readonly string[]): void {
    if (lines.length > 0) stream.write(CLEAR_LINE + lines.join('\n') + '\n')
  }

  return {
    end: () => void stream.write(CLEAR_LINE),
    report(event) {
      if (event.type === 'stage-start') {
        stage = event.stage
        progress = new Progress(event.total)
        draw(true)
      } else if (event.type === 'page') {
        above(failureLines(event))
        progress.done += 1
        if (event.status === 'failed') progress.failed += 1
        draw(event.status === 'failed')
      } else if (event.type === 'progress') {
        if (progress.total !== event.total) progress = new Progress(event.total)
        progress.done = event.done
        draw(false)
      } else if (event.type === 'stage-end') above([stageEndLine(event)])
      else if (event.level === 'warn') {
        above([`  ${event.message}`])
        draw(true)
      }
    },
  }
}
