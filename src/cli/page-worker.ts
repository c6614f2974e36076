import { z } from 'zod'
import type { ToWorker, FromWorker } from '../engines/local/messages.ts'
import { asPagetuneError } from '../contracts/error.ts'
import { settingsSchema } from '../contracts/settings.ts'
import type { StageContext } from '../contracts/stage.ts'
import { executePage } from '../pipeline/execute-page.ts'
import { stageNamed } from '../stages/stages.ts'
import { folderWorkspace } from '../workspace/folder.ts'

/** What a worker process is started with, as JSON in its one argument. */
export const workerStartSchema = z.object({ project: z.string(), sources: z.array(z.string()), settings: settingsSchema })

function post(message: FromWorker): void {
  process.send?.(message)
}

function start(argument: string): void {
  const { project, sources, settings } = workerStartSchema.parse(JSON.parse(argument))
  const context: StageContext = {
    settings,
    sources,
    workspace: folderWorkspace(project),
    signal: new AbortController().signal,
    log: (event) => post({ kind: 'log', event }),
    progress: () => undefined,
  }
  process.on('message', (message: ToWorker) => {
    if (message.kind === 'stop') process.exit(0)
    const stage = stageNamed(message.task.stage)
    if (stage.scope !== 'page') throw new Error(`${stage.name} is no page stage`)
    void executePage(stage, message.task, context).then((outcome) => post({ kind: 'outcome', outcome }))
  })
  // The parent is gone: there is nobody to work for.
  process.on('disconnect', () => process.exit(0))
  // Ctrl-C in a terminal reaches the whole group; the parent decides when its workers end.
  process.on('SIGINT', () => undefined)
  post({ kind: 'ready' })
}

try {
  start(process.argv[2] ?? '{}')
} catch (thrown) {
  post({ kind: 'unusable', message: asPagetuneError(thrown).message })
  process.exitCode = 1
}
