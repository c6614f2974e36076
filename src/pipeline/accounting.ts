import type { CataloguePage } from '../contracts/page.ts'
import type { Inventory } from '../contracts/source.ts'

/** Sums that must add up at the end of every run: promise 2, nothing vanishes. */
export interface Accounting {
  readonly files: { readonly seen: number; readonly used: number; readonly skipped: number; readonly failed: number }
  /** Pages of the files that are used. A double page counts as two once it is split. */
  readonly pages: {
    readonly seen: number
    readonly kept: number
    readonly copies: number
    readonly skipped: number
    readonly failed: number
    readonly pending: number
  }
  readonly stages: readonly {
    readonly stage: string
    readonly pages: number
    readonly done: number
    readonly failed: number
    readonly blocked: number
    readonly pending: number
    /** Those of the pending that wait for an answer of a model. */
    readonly waiting: number
  }[]
  readonly pairs: {
    readonly written: number
    readonly kept: number
    readonly rejected: number
    readonly duplicate: number
    readonly review: number
    readonly train: number
    readonly validation: number
  } | null
}

/** What became of the candidates in `prepare`: how many pages each gave, or why it gave none. */
export interface PreparedCandidate {
  readonly page_id: string
  readonly status: 'done' | 'failed' | 'pending'
  readonly pages: number
}

/** Counts files and pages. */
export function accountForPages(
  inventory: Inventory,
  candidates: readonly PreparedCandidate[],
  catalogue: readonly CataloguePage[],
): Pick<Accounting, 'files' | 'pages'> {
  const leftOut = (status: 'skipped' | 'failed'): number => inventory.left_out.filter((file) => file.status === status).length
  const count = (matches: (candidate: PreparedCandidate) => boolean): number => candidates.filter(matches).length
  const splits = candidates.reduce((sum, candidate) => sum + Math.max(0, candidate.pages - 1), 0)
  return {
    files: {
      seen: inventory.files.length + inventory.left_out.length,
      used: inventory.files.length,
      skipped: leftOut('skipped'),
      failed: leftOut('failed'),
    },
    pages: {
      seen: candidates.length + splits,
      kept: catalogue.length,
      copies: catalogue.reduce((sum, page) => sum + page.aliases.length, 0),
      skipped: count((candidate) => candidate.status === 'done' && candidate.pages === 0),
      failed: count((candidate) => candidate.status === 'failed'),
      pending: count((candidate) => candidate.status === 'pending'),
    },
  }
}

/** The sums that do not hold, as sentences; none when everything adds up. */
export function imbalances(accounting: Accounting): string[] {
  const { files, pages, pairs, stages } = accounting
  const found: string[] = []
  const expect = (name: string, total: number, parts: Record<string, number>): void => {
    const sum = Object.values(parts).reduce((one, other) => one + other, 0)
    if (sum !== total) {
      const shown = Object.entries(parts).map(([part, count]) => `${count} ${part}`)
      found.push(`${name}: ${total} in, but ${shown.join(' + ')} = ${sum} out.`)
    }
  }
  expect('files', files.seen, { used: files.used, skipped: files.skipped, failed: files.failed })
  expect('pages', pages.seen, {
    kept: pages.kept,
    copies: pages.copies,
    skipped: pages.skipped,
    failed: pages.failed,
    pending: pages.pending,
  })
  for (const stage of stages) {
    expect(`pages in ${stage.stage}`, stage.pages, {
      done: stage.done,
      failed: stage.failed,
      blocked: stage.blocked,
      pending: stage.pending,
    })
  }
  if (pairs !== null) {
    expect('pairs', pairs.written, { kept: pairs.kept, rejected: pairs.rejected, duplicate: pairs.duplicate, 'in review': pairs.review })
    expect('kept pairs', pairs.kept, { train: pairs.train, validation: pairs.validation })
  }
  return found
}
