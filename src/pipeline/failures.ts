import { z } from 'zod'
import { failureSchema } from '../contracts/source.ts'
import type { Stage } from '../contracts/stage.ts'
import type { Workspace } from '../contracts/workspace.ts'
import type { Ledger } from './ledger.ts'

/** Every page that failed, with the stage and the reason: read by the report and by `pagetune status`. */
export const FAILURES_PATH = 'work/logs/failures.jsonl'

export const pageFailureSchema = z.object({ stage: z.string(), page_id: z.string(), failure: failureSchema })
export type PageFailure = z.infer<typeof pageFailureSchema>

/** The failures that the ledgers hold, in the order of stages and pages; pages that are merely blocked by one are not repeated. */
export function failuresOf(stages: readonly Stage[], ledgers: ReadonlyMap<string, Ledger>): PageFailure[] {
  return stages.flatMap((stage) =>
    (ledgers.get(stage.name)?.entries() ?? []).flatMap(({ page_id, failure }) =>
      failure === undefined || failure.code === 'BLOCKED' ? [] : [{ stage: stage.name, page_id, failure }],
    ),
  )
}

export async function writeFailures(stages: readonly Stage[], ledgers: ReadonlyMap<string, Ledger>, workspace: Workspace): Promise<void> {
  const lines = failuresOf(stages, ledgers).map((failure) => JSON.stringify(failure) + '\n')
  await workspace.write(FAILURES_PATH, lines.join(''))
}
