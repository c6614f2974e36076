import { appendFileSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pino } from 'pino'
import type { RunEvent } from '../pipeline/events.ts'

/** The run's own log, JSON lines with times: the one file under work/ that differs between two equal runs. */
export const RUN_LOG_PATH = 'work/logs/run.jsonl'

/** Writes every event of a run to the log. A log that cannot be written (full disk) never stops the run. */
export function runLog(folder: string): (event: RunEvent) => void {
  const path = join(folder, RUN_LOG_PATH)
  let lost = 0
  const logger = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime, redact: ['*.apiKey', '*.token', '*.authorization'] },
    {
      write(line: string) {
        try {
          mkdirSync(dirname(path), { recursive: true })
          appendFileSync(path, line)
        } catch {
          // The events themselves reach the person through the reporter; here only their record is lost, and counted.
          lost += 1
        }
      },
    },
  )
  return (event) => {
    if (event.type === 'progress') return
    const { type, ...fields } = event
    const failed = (type === 'page' && event.status === 'failed') || (type === 'log' && event.level === 'warn')
    const record = lost > 0 ? { event: type, ...fields, lostLines: lost } : { event: type, ...fields }
    if (failed) logger.warn(record)
    else logger.info(record)
  }
}
