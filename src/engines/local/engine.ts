import { availableParallelism } from 'node:os'
import type { Engine, EngineOutcome, EngineRunOptions, EngineTask } from '../../contracts/engine.ts'
import { PagetuneError, type FailureRecord } from '../../contracts/error.ts'
import type { FromWorker } from './messages.ts'
import { WorkerProcess } from './worker-process.ts'

export interface LocalEngineOptions {
  /** The worker's entry module. */
  readonly module: URL
  /** Given to each worker process as its one argument. */
  readonly startArgument: string
  /** 0 = one for each core. */
  readonly workers: number
  readonly log: (event: { level: 'info' | 'warn'; message: string; page_id?: string }) => void
}

/** How often a page is tried when its failure may pass (a crash, a busy disk). */
const ATTEMPTS = 3

interface Attempt {
  readonly task: EngineTask
  readonly number: number
}

interface Slot {
  process: WorkerProcess
  ready: boolean
  attempt: Attempt | null
  started: number
  timer: NodeJS.Timeout | null
  timedOut: boolean
}

/**
 * Runs page tasks in processes of this machine. A task that exceeds its time is killed with its process and reported as PAGE_TIMEOUT;
 * a process that dies costs only its page, which is tried again.
 */
export function localEngine(options: LocalEngineOptions): Engine {
  const size = options.workers > 0 ? options.workers : availableParallelism()
  const slots = new Set<Slot>()
  let current: Run | null = null

  function open(): void {
    const slot: Slot = { process: null as unknown as WorkerProcess, ready: false, attempt: null, started: 0, timer: null, timedOut: false }
    slot.process = new WorkerProcess(options.module, options.startArgument, {
      message: (message) => receive(slot, message),
      gone: (reason) => vanish(slot, reason),
    })
    slots.add(slot)
  }

  function receive(slot: Slot, message: FromWorker): void {
    if (message.kind === 'log') options.log(message.event)
    else if (message.kind === 'ready') {
      slot.ready = true
      feed(slot)
    } else if (message.kind === 'unusable') current?.fail(unusable(message.message))
    else {
      const attempt = release(slot)
      if (attempt !== null) settle(attempt, message.outcome)
      feed(slot)
    }
  }

  function release(slot: Slot): Attempt | null {
    if (slot.timer !== null) clearTimeout(slot.timer)
    const attempt = slot.attempt
    slot.attempt = null
    slot.timer = null
    return attempt
  }

  function settle(attempt: Attempt, outcome: EngineOutcome): void {
    if (outcome.status === 'failed' && outcome.failure.retry === 'retry' && attempt.number < ATTEMPTS) {
      current?.repeat({ task: attempt.task, number: attempt.number + 1 })
      options.log({ level: 'warn', page_id: outcome.page_id, message: `${outcome.stage}: ${outcome.failure.message} Trying again.` })
    } else current?.emit(outcome)
  }

  function vanish(slot: Slot, reason: string): void {
    slots.delete(slot)
    const attempt = release(slot)
    if (current === null) return
    if (attempt === null && !slot.ready) {
      current.fail(unusable(`A worker process ended before it was ready (${reason}).`))
      return
    }
    if (attempt !== null) {
      const failure = slot.timedOut ? timeout(attempt.task, current.options.timeoutSeconds) : crash(attempt.task, reason)
      const { stage, task } = attempt.task
      settle(attempt, { stage, page_id: task.page_id, status: 'failed', failure, seconds: (performance.now() - slot.started) / 1000 })
    }
    if (!current.finished()) open()
  }

  function feed(slot: Slot): void {
    if (current === null || !slot.ready || slot.attempt !== null) return
    const attempt = current.next()
    if (attempt === null) return
    slot.attempt = attempt
    slot.started = performance.now()
    slot.timer = setTimeout(() => {
      slot.timedOut = true
      slot.process.kill()
    }, current.options.timeoutSeconds * 1000)
    slot.process.send(attempt.task)
  }

  return {
    name: 'local',
    async *run(tasks, runOptions) {
      const run = new Run(tasks, runOptions)
      current = run
      const abort = (): void => run.wake()
      runOptions.signal.addEventListener('abort', abort, { once: true })
      try {
        while (!run.finished()) {
          while (slots.size < Math.min(size, run.open())) open()
          for (const slot of slots) feed(slot)
          yield* run.outcomes()
          if (run.failure !== null) throw run.failure
          if (runOptions.signal.aborted) return
          if (!run.finished()) await run.changed()
        }
        yield* run.outcomes()
      } finally {
        runOptions.signal.removeEventListener('abort', abort)
        current = null
        if (runOptions.signal.aborted || run.failure !== null) killAll(slots)
      }
    },
    async close() {
      for (const slot of slots) slot.process.stop()
    },
  }
}

function killAll(slots: Set<Slot>): void {
  for (const slot of slots) {
    if (slot.timer !== null) clearTimeout(slot.timer)
    slot.process.kill()
  }
}

/** The state of one call of `run`: what is still to do, what came out, and who waits for it. */
class Run {
  readonly #again: Attempt[] = []
  failure: PagetuneError | null = null
  readonly options: EngineRunOptions
  readonly #source: Iterator<EngineTask>
  #exhausted = false
  #ahead: EngineTask | null = null
  #running = 0
  #out: EngineOutcome[] = []
  #wake: (() => void) | null = null

  constructor(tasks: Iterable<EngineTask>, options: EngineRunOptions) {
    this.options = options
    this.#source = tasks[Symbol.iterator]()
  }

  #peek(): EngineTask | null {
    if (this.#ahead === null && !this.#exhausted) {
      const step = this.#source.next()
      if (step.done === true) this.#exhausted = true
      else this.#ahead = step.value
    }
    return this.#ahead
  }

  next(): Attempt | null {
    if (this.options.signal.aborted) return null
    const again = this.#again.shift()
    if (again !== undefined) return again
    const task = this.#peek()
    if (task === null) return null
    this.#ahead = null
    this.#running += 1
    return { task, number: 1 }
  }

  emit(outcome: EngineOutcome): void {
    this.#running -= 1
    this.#out.push(outcome)
    this.wake()
  }

  /** The task stays counted as running until it is emitted. */
  repeat(attempt: Attempt): void {
    this.#again.push(attempt)
    this.wake()
  }

  fail(error: PagetuneError): void {
    this.failure = error
    this.wake()
  }

  /** Upper bound of the workers that would have something to do. */
  open(): number {
    return this.#running + (this.#peek() === null ? 0 : Number.MAX_SAFE_INTEGER / 2)
  }

  finished(): boolean {
    return this.#running === 0 && this.#again.length === 0 && this.#peek() === null
  }

  *outcomes(): Iterable<EngineOutcome> {
    while (this.#out.length > 0) yield this.#out.shift()!
  }

  wake(): void {
    this.#wake?.()
    this.#wake = null
  }

  async changed(): Promise<void> {
    if (this.#out.length > 0 || this.failure !== null || this.options.signal.aborted) return
    await new Promise<void>((resolve) => {
      this.#wake = resolve
    })
  }
}

function timeout(task: EngineTask, seconds: number): FailureRecord {
  return {
    code: 'PAGE_TIMEOUT',
    message: `The page took longer than ${seconds} s in the stage ${task.stage} and was stopped.`,
    where: task.task.page_id,
    fix: 'Raise page_timeout_seconds in pagetune.yaml, or look at the page: it may be far larger than the others.',
    retry: 'never',
  }
}

function crash(task: EngineTask, reason: string): FailureRecord {
  return {
    code: 'WORKER_CRASHED',
    message: `The process that worked on the page in the stage ${task.stage} ended (${reason}).`,
    where: task.task.page_id,
    fix: 'Run again with --workers 1 to give the page more memory; if it happens again, please report it with the page.',
    retry: 'retry',
  }
}

function unusable(message: string): PagetuneError {
  return new PagetuneError('WORKER_UNUSABLE', message, { fix: 'Run `pagetune doctor`; it says what is missing in the installation.' })
}
