import type { RunEvent } from '../../pipeline/events.ts'
import { counted, duration } from './progress.ts'

/** The one line that stays when a stage has ended. */
export function stageEndLine(event: Extract<RunEvent, { type: 'stage-end' }>): string {
  if (event.done === 0 && event.failed === 0 && event.blocked === 0) return `${event.stage.padEnd(12)} up to date`
  const parts = [
    event.done > 0 ? `${event.done.toLocaleString('en-US')} done` : '',
    event.failed > 0 ? `${counted(event.failed, 'page')} failed` : '',
    event.blocked > 0 ? `${event.blocked} left out after a failure` : '',
    event.current > 0 ? `${event.current.toLocaleString('en-US')} up to date` : '',
  ]
  return `${event.stage.padEnd(12)} ${parts.filter((part) => part !== '').join(', ')} in ${duration(event.seconds)}`
}

/** What happened, where, and how to mend it. */
export function failureLines(event: Extract<RunEvent, { type: 'page' }>): string[] {
  if (event.failure === undefined) return []
  const { code, message, where, fix } = event.failure
  return [`  ${event.stage} failed on ${where ?? event.page_id}: ${message} [${code}]`, `    → ${fix}`]
}
