import { PagetuneError } from '../contracts/error.ts'
import { redacted } from './secrets.ts'

/** What went wrong with a call, and what is to be done about it. */
export type Fault =
  /** Try again: at once, or not before `wait_seconds`. `slower` = the provider is overloaded: ask less at a time. */
  | {
      readonly kind: 'again'
      readonly reason: string
      readonly wait_seconds: number | null
      readonly slower: boolean
      readonly billed: 'no' | 'perhaps'
    }
  /** The server does not take a schema. */
  | { readonly kind: 'no_schema'; readonly reason: string }
  /** Asking again will not help. */
  | { readonly kind: 'final'; readonly error: PagetuneError }

/** Failures that stop the whole run: the next page would meet the same. */
export const RUN_STOPPING_CODES: ReadonlySet<string> = new Set([
  'MODEL_KEY',
  'MODEL_BILLING',
  'MODEL_NAME',
  'BUDGET_SPENT',
  'PRICE_UNKNOWN',
  'TERMS',
])

interface HttpFault {
  readonly status: number | undefined
  readonly headers: Headers | undefined
  readonly message: string
  readonly code: string
}

/** Reads an error that an SDK threw. `who` names the provider for people; `where` the page. */
export function faultOf(thrown: unknown, who: string, where: string): Fault {
  if (thrown instanceof PagetuneError) return { kind: 'final', error: thrown }
  const { status, headers, message, code } = httpFault(thrown)
  if (status === undefined) {
    // A time-out, or a connection that broke, perhaps in the middle of an answer that was already made.
    return {
      kind: 'again',
      reason: `no whole answer from ${who}: ${message}`,
      wait_seconds: null,
      slower: false,
      billed: isRefused(thrown) ? 'no' : 'perhaps',
    }
  }
  const said = `${who} answered ${status}: ${message}`
  const final = ({ code: name, fix }: { code: string; fix: string }): Fault => ({
    kind: 'final',
    error: new PagetuneError(name, said, { where, fix }),
  })
  if (status === 401 || status === 403)
    return final({ code: 'MODEL_KEY', fix: 'Check the key in the environment or in .env, and what it may do.' })
  if (status === 402 || code === 'insufficient_quota' || /credit balance|billing/i.test(message)) {
    return final({
      code: 'MODEL_BILLING',
      fix: "Look at the provider's billing page; then run the same command again: what is answered is kept.",
    })
  }
  if (status === 404) return final({ code: 'MODEL_NAME', fix: 'Correct the model or base_url in the settings (models).' })
  if (status === 400 && /output_config|response_format|json_schema|guided|grammar|schema/i.test(message))
    return { kind: 'no_schema', reason: said }
  if (status === 413) return final({ code: 'MODEL_REQUEST', fix: 'Lower models.min_print_height, so that smaller pictures are sent.' })
  if (status === 429 || status === 529 || status === 408 || status === 409 || status >= 500) {
    // 429 is our own quota and says when it is free again; 529 is the provider, which wants less from everybody.
    return { kind: 'again', reason: said, wait_seconds: retryAfter(headers), slower: status === 529, billed: 'no' }
  }
  return final({ code: 'MODEL_REQUEST', fix: 'Look at the message; if it is not about your settings, please report it as a defect.' })
}

function httpFault(thrown: unknown): HttpFault {
  const read = (key: string): unknown =>
    typeof thrown === 'object' && thrown !== null && key in thrown ? Reflect.get(thrown, key) : undefined
  const status = read('status')
  const headers = read('headers')
  const message =
    thrown instanceof Error
      ? [thrown.message, thrown.cause instanceof Error ? thrown.cause.message : ''].filter(Boolean).join(': ')
      : String(thrown)
  return {
    status: typeof status === 'number' ? status : undefined,
    headers: headers instanceof Headers ? headers : undefined,
    message: redacted(message).replace(/\s+/g, ' ').slice(0, 400),
    code: String(read('code') ?? ''),
  }
}

/** Nobody was there: nothing can have been billed. */
function isRefused(thrown: unknown): boolean {
  for (let cause = thrown; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && (cause.code === 'ECONNREFUSED' || cause.code === 'ENOTFOUND' || cause.code === 'EAI_AGAIN')) return true
  }
  return false
}

/** Seconds of the retry-after header (a number or a date); null when there is none. */
export function retryAfter(headers: Headers | undefined): number | null {
  const value = headers?.get('retry-after')
  if (value === null || value === undefined) return null
  const seconds = Number(value)
  if (Number.isFinite(seconds)) return Math.max(0, seconds)
  const date = Date.parse(value)
  return Number.isNaN(date) ? null : Math.max(0, (date - Date.now()) / 1000)
}
