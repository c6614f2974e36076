import { z } from 'zod'
import { candidateSchema, verdictSchema } from '../../contracts/example.ts'
import { failureSchema } from '../../contracts/source.ts'
import type { Workspace } from '../../contracts/workspace.ts'
import { readRecords } from '../artifacts.ts'

/** What other stages and the runner leave in work/logs, as far as the report shows it. More fields may be there. */

const pageFailureSchema = z.object({ stage: z.string(), page_id: z.string(), failure: failureSchema })

/** A pair that was rejected or held back, with the verdicts by check, why, and where on its page that is seen. */
const refusedPairSchema = candidateSchema.extend({
  checks: z.record(z.string(), verdictSchema.shape.result),
  reason: z.string(),
  reason_box: verdictSchema.shape.box,
})
export type RefusedPair = z.infer<typeof refusedPairSchema>

const contradictionSchema = z.object({
  question: z.string(),
  resolution: z.string(),
  explanation: z.string(),
  pairs: z.array(z.object({ page_id: z.string(), answer: z.string() })),
})

const duplicatePairSchema = z.object({
  id: z.string(),
  kept_id: z.string(),
  question: z.string(),
  answer: z.string(),
  how: z.string(),
  where: z.string(),
  similarity: z.number(),
})
export type DuplicatePair = z.infer<typeof duplicatePairSchema>

/** The lines of a log file, in order; none where it was not written. */
async function readLog<T>(workspace: Workspace, path: string, schema: z.ZodType<T>): Promise<T[]> {
  return (await workspace.has(path)) ? readRecords(workspace, path, schema) : []
}

export const readPageFailures = (workspace: Workspace): Promise<z.infer<typeof pageFailureSchema>[]> =>
  readLog(workspace, 'work/logs/failures.jsonl', pageFailureSchema)
export const readRejected = (workspace: Workspace): Promise<RefusedPair[]> =>
  readLog(workspace, 'work/logs/rejected.jsonl', refusedPairSchema)
export const readReviewQueue = (workspace: Workspace): Promise<RefusedPair[]> =>
  readLog(workspace, 'work/logs/review_queue.jsonl', refusedPairSchema)
export const readContradictions = (workspace: Workspace): Promise<z.infer<typeof contradictionSchema>[]> =>
  readLog(workspace, 'work/logs/contradictions.jsonl', contradictionSchema)
export const readDuplicates = (workspace: Workspace): Promise<DuplicatePair[]> =>
  readLog(workspace, 'work/logs/duplicates.jsonl', duplicatePairSchema)

/** What each line of a file that people or other programs append to holds; undefined for a line that is no JSON (a torn one). */
export async function linesOf(workspace: Workspace, path: string): Promise<unknown[]> {
  if (!(await workspace.has(path))) return []
  const lines = (await workspace.read(path)).toString('utf8').split('\n')
  return lines
    .filter((line) => line.trim() !== '')
    .map((line): unknown => {
      try {
        return JSON.parse(line)
      } catch (cause) {
        if (cause instanceof SyntaxError) return undefined
        throw cause
      }
    })
}
