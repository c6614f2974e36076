import { z } from 'zod'

/** Where people's decisions are kept: one line for each, the last one on a pair counts. No clean command touches it. */
export const REVIEW_PATH = 'review.jsonl'

/** One line of review.jsonl: what a person decided on a pair. */
export const reviewDecisionSchema = z.object({
  /** Id of the pair. */
  id: z.string().min(1),
  /** accept: right as it stands. edit: right once corrected. reject: wrong, or not worth asking. */
  decision: z.enum(['accept', 'edit', 'reject']),
  /** The pair as it was judged: a decision does not count for another pair that has the same id by now. */
  question: z.string().optional(),
  answer: z.string().optional(),
  /** How it came before the person. Only pairs drawn at random tell what share of all pairs is right. */
  drawn: z.enum(['random', 'queue']).optional(),
  /** With edit: what it should say. */
  edited: z.object({ question: z.string(), answer: z.string() }).optional(),
  reason: z.string().optional(),
  by: z.string().optional(),
  /** ISO 8601. */
  at: z.string().optional(),
})
export type ReviewDecision = z.infer<typeof reviewDecisionSchema>
