import { setTimeout as sleep } from 'node:timers/promises'

/** Answers that may be others a moment later. */
const PASSING = new Set([408, 425, 429, 500, 502, 503, 504])

export interface RetryOptions {
  /** How often a request is sent at most. */
  readonly attempts: number
  /** Seconds before the second attempt; doubled with each further one. */
  readonly firstDelay: number
  readonly longestDelay: number
  readonly signal: AbortSignal
  /** Told of each attempt that failed and will be repeated. */
  onRetry(reason: string, seconds: number): void
}

/**
 * A fetch that repeats requests that the server put off (429, 5xx; Retry-After is heeded) or whose connection broke. Every request of
 * the Hub's protocol may be repeated: uploads are addressed by content, and a commit that has arrived changes nothing the second time.
 */
export function retryingFetch(options: RetryOptions, send: typeof fetch = fetch): typeof fetch {
  return async (input, init) => {
    for (let attempt = 1; ; attempt += 1) {
      options.signal.throwIfAborted()
      let seconds = Math.min(options.firstDelay * 2 ** (attempt - 1), options.longestDelay)
      let reason: string
      try {
        const response = await send(input, init)
        if (!PASSING.has(response.status) || attempt >= options.attempts) return response
        reason = `HTTP ${response.status}`
        seconds = Math.max(seconds, Math.min(retryAfter(response), options.longestDelay))
        // The connection is free again only when the answer has been read.
        await response.arrayBuffer()
      } catch (cause) {
        // fetch reports every broken connection as a TypeError; anything else is no network trouble.
        if (!(cause instanceof TypeError) || attempt >= options.attempts) throw cause
        reason = cause.cause instanceof Error ? cause.cause.message : cause.message
      }
      options.onRetry(reason, seconds)
      await sleep(seconds * 1000, undefined, { signal: options.signal })
    }
  }
}

function retryAfter(response: Response): number {
  const seconds = Number(response.headers.get('retry-after'))
  return Number.isFinite(seconds) && seconds > 0 ? seconds : 0
}
