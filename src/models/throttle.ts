import { setTimeout as delay } from 'node:timers/promises'
import PQueue from 'p-queue'

/** Longest rest that a header may ask for: clocks differ, and a run must not sleep for an hour because of it. */
const LONGEST_REST_MILLISECONDS = 120_000
/** Answers in a row after which one more call at a time is tried. */
const SPEED_UP_AFTER = 10

/**
 * How much is asked at a time. One call goes first alone, so that a cached prefix is there when the others come; an overloaded
 * provider halves the number, good answers raise it again; nobody asks while a quota is being refilled.
 */
export class Throttle {
  readonly #queue: PQueue
  readonly #most: number
  #started = false
  #good = 0
  #restUntil = 0
  #waking: NodeJS.Timeout | null = null

  constructor(most: number) {
    this.#most = most
    this.#queue = new PQueue({ concurrency: 1 })
  }

  /** Calls at a time, now. */
  get concurrency(): number {
    return this.#queue.concurrency
  }

  run<T>(work: () => Promise<T>): Promise<T> {
    return this.#queue.add(work)
  }

  /** An answer came. */
  succeeded(rest_until: number | null): void {
    if (!this.#started) {
      this.#started = true
      this.#queue.concurrency = this.#most
    } else {
      this.#good += 1
      if (this.#good >= SPEED_UP_AFTER && this.#queue.concurrency < this.#most) {
        this.#good = 0
        this.#queue.concurrency += 1
      }
    }
    if (rest_until !== null) this.rest(rest_until)
  }

  overloaded(): void {
    this.#good = 0
    this.#queue.concurrency = Math.max(1, Math.floor(this.#queue.concurrency / 2))
  }

  /** Nothing is asked before this moment (milliseconds since 1970). */
  rest(until: number): void {
    const wanted = Math.min(until, Date.now() + LONGEST_REST_MILLISECONDS)
    if (wanted <= Math.max(this.#restUntil, Date.now())) return
    this.#restUntil = wanted
    this.#queue.pause()
    if (this.#waking !== null) clearTimeout(this.#waking)
    this.#waking = setTimeout(() => {
      this.#waking = null
      this.#queue.start()
    }, wanted - Date.now())
  }
}

/** Waits between two tries: twice as long each time, a random part of it, so that many callers do not come back together. */
export async function backOff(attempt: number, first_seconds: number, signal: AbortSignal): Promise<void> {
  const longest = Math.min(60, first_seconds * 2 ** (attempt - 1))
  await delay(longest * (0.5 + Math.random() / 2) * 1000, undefined, { signal })
}
