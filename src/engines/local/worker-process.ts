import { fork, type ChildProcess } from 'node:child_process'
import type { EngineTask } from '../../contracts/engine.ts'
import type { FromWorker, ToWorker } from './messages.ts'

export interface WorkerProcessEvents {
  message(message: FromWorker): void
  /** The process is gone, whatever the reason; called once. */
  gone(reason: string): void
}

/** One forked process: a page that hangs or crashes takes only this process with it. */
export class WorkerProcess {
  readonly #child: ChildProcess
  #gone = false
  #lastWords = ''

  constructor(module: URL, startArgument: string, events: WorkerProcessEvents) {
    this.#child = fork(module, [startArgument], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      // Native libraries bring their own threads; one process per core is faster than threads that fight.
      env: { ...process.env, OMP_NUM_THREADS: '1', UV_THREADPOOL_SIZE: '2' },
      serialization: 'advanced',
    })
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#lastWords = (this.#lastWords + text).slice(-2000)
    })
    this.#child.on('message', (message) => events.message(message as FromWorker))
    const leave = (reason: string): void => {
      if (this.#gone) return
      this.#gone = true
      events.gone(reason)
    }
    this.#child.on('error', (error) => leave(error.message))
    this.#child.on('exit', (code, signal) => {
      const words = this.#lastWords.trim().split('\n').slice(-3).join(' ')
      leave(`${signal === null ? `exit code ${code}` : `signal ${signal}`}${words === '' ? '' : `: ${words}`}`)
    })
  }

  send(task: EngineTask): void {
    this.#post({ kind: 'task', task })
  }

  /** Lets the process finish by itself. */
  stop(): void {
    this.#post({ kind: 'stop' })
  }

  kill(): void {
    if (!this.#gone) this.#child.kill('SIGKILL')
  }

  #post(message: ToWorker): void {
    // A process that has just died answers through its exit event, not through this callback.
    if (!this.#gone && this.#child.connected) this.#child.send(message, () => undefined)
  }
}
