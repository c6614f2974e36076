import type { FromWorker, ToWorker } from '../../src/engines/local/messages.ts'
import { appendFileSync, readFileSync } from 'node:fs'

/** A worker whose page ids say what happens to them; it notes each attempt in the file that it is started with. */
const journal = process.argv[2]!
const post = (message: FromWorker): void => void process.send?.(message)

function attempts(page_id: string): number {
  appendFileSync(journal, page_id + '\n')
  return readFileSync(journal, 'utf8')
    .split('\n')
    .filter((line) => line === page_id).length
}

if (journal === 'unusable') post({ kind: 'unusable', message: 'There are no models.' })
else post({ kind: 'ready' })

process.on('message', (message: ToWorker) => {
  if (message.kind === 'stop') process.exit(0)
  const { stage, task } = message.task
  const attempt = attempts(task.page_id)
  const kind = task.page_id.replace(/\d+$/, '')
  const failed = (retry: 'retry' | 'never'): void =>
    post({
      kind: 'outcome',
      outcome: {
        stage,
        page_id: task.page_id,
        status: 'failed',
        seconds: 0,
        failure: { code: 'TRIAL', message: kind, fix: 'None.', retry },
      },
    })
  if (kind === 'hang') for (;;) if (attempt < 0) break
  if (kind === 'crash' || (kind === 'crash-once' && attempt === 1)) process.kill(process.pid, 'SIGKILL')
  else if (kind === 'broken') failed('never')
  else if (kind === 'busy' || (kind === 'busy-once' && attempt === 1)) failed('retry')
  else
    setTimeout(
      () =>
        post({
          kind: 'outcome',
          outcome: { stage, page_id: task.page_id, status: 'done', digest: `digest of ${task.page_id}`, seconds: 0 },
        }),
      kind === 'slow' ? 200 : 1,
    )
})
process.on('disconnect', () => process.exit(0))
