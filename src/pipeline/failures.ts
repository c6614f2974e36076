import { z } from 'zod'
import { ANSWER_MISSING } from '../contracts/model.ts'
import { failureSchema } from '../contracts/source.ts'
import type { Stage } from '../contracts/stage.ts'
import type { Workspace } from '../contracts/workspace.ts'
import type { Ledger, LedgerEntry } from './ledger.ts'

/** Every page that failed, with the stage and the reason: read by the report and by `pagetune status`. */
export const FAILURES_PATH = 'work/logs/failures.jsonl'

export const pageFailureSchema = z.object({ stage: z.string(), page_id: z.string(), failure: failureSchema })
export type PageFailure = z.infer<typeof pageFailureSchema>

/** The failures that the ledgers hold, in the order of stages and pages; pages that are merely blocked by one are not repeated, and those that wait for an answer have not failed. */
export function failuresOf(stages: readonly Stage[], ledgers: ReadonlyMap<string, Ledger>): PageFailure[] {
  return stages.flatMap((stage) =>
    (ledgers.get(stage.name)?.entries() ?? []).flatMap(({ page_id, failure }) =>
      failure === undefined || failure.code === 'BLOCKED' || failure.code === ANSWER_MISSING
        ? []
        : [{ stage: stage.name, page_id, failure }],
    ),
  )
}

/** Pages that wait in some stage for an answer from a batch or a file. */
export function waitingPages(ledgers: Iterable<Ledger>): Set<string> {
  const entries = [...ledgers].flatMap((ledger) => ledger.entries())
  return new Set(entries.flatMap(({ page_id, failure }) => (failure?.code === ANSWER_MISSING ? [page_id] : [])))
}

/** What those pages wait for, and how to go on: each advice once. */
export function waitingAdvice(ledgers: Iterable<Ledger>): string[] {
  const entries = [...ledgers].flatMap((ledger) => ledger.entries())
  return [...new Set(entries.flatMap(({ failure }) => (failure?.code === ANSWER_MISSING ? [failure.fix] : [])))]
}

/** Whether a page is not done in a stage only because it waits for an answer, there or in a stage before. */
export function isWaiting({ page_id, failure }: LedgerEntry, waiting: ReadonlySet<string>): boolean {
  return waiting.has(page_id) && (failure?.code === ANSWER_MISSING || failure?.code === 'BLOCKED')
}

export async function writeFailures(stages: readonly Stage[], ledgers: ReadonlyMap<string, Ledger>, workspace: Workspace): Promise<void> {
  const lines = failuresOf(stages, ledgers).map((failure) => JSON.stringify(failure) + '\n')
  await workspace.write(FAILURES_PATH, lines.join(''))
}
