import PQueue from 'p-queue'
import type { Engine, EngineOutcome, EngineRunOptions, EngineTask } from '../contracts/engine.ts'
import { PagetuneError } from '../contracts/error.ts'
import type { PageStage, StageContext } from '../contracts/stage.ts'
import { executePage } from '../pipeline/execute-page.ts'

export interface WaitingEngineOptions {
  /** The stage of a task, if its tasks wait for answers over the network; null if they need a processor. */
  readonly waitingStage: (name: string) => PageStage | null
  readonly context: () => StageContext
  /** Pages at a time. */
  readonly atOnce: number
  /** Failures that every other page would meet too: they end the run. */
  readonly stopsOn: ReadonlySet<string>
  /** Carries out all other tasks. */
  readonly others: Engine
}

/**
 * Carries tasks that wait for a model out in this process, many at a time: one pace, one budget and one journal for all of them. A page that
 * cannot be asked fails by itself; what no page can do without (a key, money) ends the run, after what is in flight has come in.
 */
export function waitingEngine(options: WaitingEngineOptions): Engine {
  return {
    name: options.others.name,
    async *run(tasks, runOptions) {
      const list = [...tasks]
      const stage = options.waitingStage(list[0]?.stage ?? '')
      if (stage === null) yield* options.others.run(list, runOptions)
      else yield* runWaiting(stage, list, options, runOptions)
    },
    close: () => options.others.close(),
  }
}

async function* runWaiting(
  stage: PageStage,
  tasks: readonly EngineTask[],
  { context, atOnce, stopsOn }: WaitingEngineOptions,
  { signal }: EngineRunOptions,
): AsyncIterable<EngineOutcome> {
  const ready: EngineOutcome[] = []
  let stop: PagetuneError | null = null
  let wake: () => void = () => undefined
  const queue = new PQueue({ concurrency: atOnce })
  const finish = (outcome: EngineOutcome): void => {
    if (outcome.status === 'failed' && stopsOn.has(outcome.failure.code)) {
      const { code, message, ...details } = outcome.failure
      stop ??= new PagetuneError(code, message, details)
      queue.clear()
    } else ready.push(outcome)
    wake()
  }
  const stageContext = { ...context(), signal }
  const open = new Set<EngineTask>()
  const abort = (): void => wake()
  signal.addEventListener('abort', abort, { once: true })
  for (const task of tasks) {
    void queue.add(async () => {
      open.add(task)
      const outcome = await executePage(stage, task, stageContext)
      open.delete(task)
      finish(outcome)
    })
  }
  while ((open.size > 0 || queue.size > 0 || ready.length > 0) && !signal.aborted) {
    while (ready.length > 0) yield ready.shift()!
    if (open.size === 0 && queue.size === 0) break
    await new Promise<void>((resolve) => {
      wake = resolve
      if (ready.length > 0) resolve()
    })
  }
  queue.clear()
  signal.removeEventListener('abort', abort)
  if (stop !== null) throw stop
}
