import type { Engine, EngineTask } from '../contracts/engine.ts'
import type { PageStage, PageTask, StageContext } from '../contracts/stage.ts'
import type { Report, StageResult } from './events.ts'
import { pageArtifactPath } from './execute-page.ts'
import { fileDigests, stageIdentity, taskKey } from './keys.ts'
import type { Ledger } from './ledger.ts'

export interface PageStageRun {
  readonly stage: PageStage
  readonly tasks: readonly PageTask[]
  readonly force: boolean
  readonly ledger: Ledger
  readonly ledgers: ReadonlyMap<string, Ledger>
  readonly context: StageContext
  readonly engine: () => Engine
  readonly report: Report
}

/** Does what is out of date of one page stage, and enters each page in the ledger as it ends. */
export async function runPageStage(run: PageStageRun): Promise<Omit<StageResult, 'stage' | 'scope'>> {
  const { stage, ledger, context, report } = run
  const started = performance.now()
  const due = await dueTasks(run)
  const current = run.tasks.length - due.tasks.length - due.blocked
  report({ type: 'stage-start', stage: stage.name, scope: 'page', total: due.tasks.length, current })
  let done = 0
  let failed = 0
  if (due.tasks.length > 0) {
    const outcomes = run.engine().run(due.tasks, { timeoutSeconds: context.settings.page_timeout_seconds, signal: context.signal })
    for await (const outcome of outcomes) {
      const key = due.keys.get(outcome.page_id)!
      if (outcome.status === 'done') {
        done += 1
        await ledger.enter({ page_id: outcome.page_id, key, digest: outcome.digest })
      } else {
        failed += 1
        await context.workspace.remove(pageArtifactPath(stage.name, outcome.page_id))
        await ledger.enter({ page_id: outcome.page_id, key, digest: '', failure: outcome.failure })
      }
      report({ ...outcome, type: 'page' })
    }
  }
  return { done, failed, blocked: due.blocked, current, seconds: (performance.now() - started) / 1000 }
}

interface DueTasks {
  readonly tasks: EngineTask[]
  readonly keys: ReadonlyMap<string, string>
  readonly blocked: number
}

async function dueTasks({ stage, tasks, force, ledger, ledgers, context }: PageStageRun): Promise<DueTasks> {
  const identity = await stageIdentity(stage, context.settings)
  const fileDigest = fileDigests(context.workspace)
  const due: EngineTask[] = []
  const keys = new Map<string, string>()
  let blocked = 0
  for (const task of tasks) {
    const made = await taskKey(stage, identity, task, ledgers, fileDigest)
    if ('blockedBy' in made) {
      blocked += 1
      if (ledger.get(task.page_id) !== undefined) await forget(ledger, task.page_id, made.blockedBy, context)
      continue
    }
    const entry = ledger.get(task.page_id)
    const isCurrent =
      entry !== undefined &&
      entry.failure === undefined &&
      entry.key === made.key &&
      (await context.workspace.has(pageArtifactPath(stage.name, task.page_id)))
    if (isCurrent && !force) continue
    keys.set(task.page_id, made.key)
    due.push({ stage: stage.name, task })
  }
  return { tasks: due, keys, blocked }
}

/** A page whose input is gone must not be used any more, although it was done once. */
async function forget(ledger: Ledger, page_id: string, blockedBy: string, context: StageContext): Promise<void> {
  await context.workspace.remove(pageArtifactPath(ledger.stage, page_id))
  await ledger.enter({
    page_id,
    key: '',
    digest: '',
    failure: {
      code: 'BLOCKED',
      message: `The stage ${blockedBy} failed on this page.`,
      where: page_id,
      fix: 'Mend what that stage reports.',
      retry: 'retry',
    },
  })
}
