/** What the runner does after a failure: try the same work again, or report it and go on. */
export type RetryPolicy = 'retry' | 'never'

export interface PagetuneErrorDetails {
  /** Where it happened: a file, a page id, or `file:line` of a configuration. */
  readonly where?: string
  /** What a person can do about it, as one imperative sentence. */
  readonly fix: string
  readonly retry?: RetryPolicy
  readonly cause?: unknown
}

/**
 * The one error class. `code` is stable, upper case and documented in docs/errors.md;
 * `message` says what happened; `where` and `fix` say where and how to mend it.
 */
export class PagetuneError extends Error {
  readonly code: string
  readonly where: string | undefined
  readonly fix: string
  readonly retry: RetryPolicy

  constructor(code: string, message: string, details: PagetuneErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.name = 'PagetuneError'
    this.code = code
    this.where = details.where
    this.fix = details.fix
    this.retry = details.retry ?? 'never'
  }

  /** The form that is written to logs and artifacts: no stack, no secrets. */
  toRecord(): FailureRecord {
    return {
      code: this.code,
      message: this.message,
      ...(this.where === undefined ? {} : { where: this.where }),
      fix: this.fix,
      retry: this.retry,
    }
  }
}

export interface FailureRecord {
  code: string
  message: string
  where?: string
  fix: string
  retry: RetryPolicy
}

/** Wraps whatever was thrown into a PagetuneError; one that already is passes through unchanged. */
export function asPagetuneError(thrown: unknown, where?: string): PagetuneError {
  if (thrown instanceof PagetuneError) return thrown
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  return new PagetuneError('UNEXPECTED', message, {
    ...(where === undefined ? {} : { where }),
    fix: 'This is a defect in Pagetune. Please report it with the log line from work/logs/run.jsonl.',
    cause: thrown,
  })
}
