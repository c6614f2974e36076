import { z } from 'zod'
import { candidateSchema, verdictSchema } from './example.ts'

/** What the corpus stages leave for each other and for whoever asks what became of the pairs. */

/** One line of work/deduplicate/pairs.jsonl. */
export const keptPairSchema = z.object({ candidate: candidateSchema, verdicts: z.array(verdictSchema) })
export type KeptPair = z.infer<typeof keptPairSchema>

const pairCountsSchema = z.object({
  written: z.number().int(),
  kept: z.number().int(),
  rejected: z.number().int(),
  duplicate: z.number().int(),
  review: z.number().int(),
})
export type PairCounts = z.infer<typeof pairCountsSchema>

/** work/deduplicate/summary.json: written = kept + rejected + duplicate + review, in total and in each part. */
export const deduplicateSummarySchema = pairCountsSchema.extend({
  by_task: z.record(z.string(), pairCountsSchema),
  by_section: z.record(z.string(), pairCountsSchema),
  by_source_type: z.record(z.string(), pairCountsSchema),
  /** Pairs for which a check said 'fail' or 'review'; a pair may count under several checks. */
  by_check: z.record(z.string(), z.object({ fail: z.number().int(), review: z.number().int() })),
  duplicates_by_kind: z.object({
    exact: z.number().int(),
    near: z.number().int(),
    same_fact: z.number().int(),
    semantic: z.number().int().default(0),
  }),
  /** How duplicates were sought: by letters alone, or with which sentence model besides. */
  duplicate_method: z.string().default('lexical'),
  /** Where a duplicate stood: the same evidence as the pair that stays, the same page, another page. */
  duplicates_by_place: z
    .object({ same_evidence: z.number().int(), same_page: z.number().int(), other_page: z.number().int() })
    .default({ same_evidence: 0, same_page: 0, other_page: 0 }),
  contradictions: z.object({
    found: z.number().int(),
    qualified: z.number().int(),
    merged: z.number().int(),
    in_review: z.number().int(),
  }),
})
export type DeduplicateSummary = z.infer<typeof deduplicateSummarySchema>

/** work/split/summary.json: pairs and groups on each side, in total and by stratum ('(small)' pools the small ones). */
export const splitSummarySchema = z.object({
  train: z.number().int(),
  validation: z.number().int(),
  test: z.number().int().default(0),
  probes: z.number().int().default(0),
  groups: z.number().int(),
  /** Pairs of the largest group: what no split can part. */
  largest_group: z.number().int(),
  stratify_by: z.string(),
  seed: z.number().int(),
  strata: z.record(
    z.string(),
    z.object({
      groups: z.number().int(),
      train: z.number().int(),
      validation: z.number().int(),
      test: z.number().int().default(0),
      probes: z.number().int().default(0),
    }),
  ),
})
export type SplitSummary = z.infer<typeof splitSummarySchema>

/** work/export/summary.json: what was written and whether it loads. */
export const exportSummarySchema = z.object({
  formats: z.array(z.string()),
  examples: z.number().int(),
  images: z.number().int(),
  files: z.array(z.object({ path: z.string(), records: z.number().int() })),
  /** Pairs that a format could not take (a vision format and a page without a picture), by format. */
  left_out: z.record(z.string(), z.number().int()).optional(),
  /** Records of several turns, by format; the other formats have one record for each turn. */
  conversations: z.record(z.string(), z.number().int()).optional(),
  validation: z.object({ errors: z.number().int(), warnings: z.number().int(), first_errors: z.array(z.string()) }),
})
export type ExportSummary = z.infer<typeof exportSummarySchema>
