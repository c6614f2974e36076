import { z } from 'zod'

export const SPLIT_EXAMPLES_PATH = 'work/split/examples.jsonl'
export const SPLIT_SUMMARY_PATH = 'work/split/summary.json'

/** work/split/summary.json: pairs and groups on each side, in total and by stratum ('(small)' pools the small ones). */
export const splitSummarySchema = z.object({
  train: z.number().int(),
  validation: z.number().int(),
  groups: z.number().int(),
  /** Pairs of the largest group: what no split can part. */
  largest_group: z.number().int(),
  stratify_by: z.string(),
  seed: z.number().int(),
  strata: z.record(z.string(), z.object({ groups: z.number().int(), train: z.number().int(), validation: z.number().int() })),
})
export type SplitSummary = z.infer<typeof splitSummarySchema>
