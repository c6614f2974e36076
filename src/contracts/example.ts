import { z } from 'zod'
import { boxSchema } from './geometry.ts'
import { contentTypeSchema } from './classification.ts'
import { sectionSchema, sourceTypeSchema } from './source.ts'

export const TASKS = ['spec', 'procedure', 'explanation', 'wiring', 'troubleshooting'] as const
export const taskSchema = z.enum(TASKS)
export type Task = z.infer<typeof taskSchema>

export const QUESTION_TYPES = [
  'factual',
  'procedural',
  'visual',
  'inspection',
  'tool',
  'safety',
  'navigation',
  'wiring',
  'connector',
  'component',
  'diagnostic',
  'troubleshooting',
  'signal',
  'parameter',
  'operation',
] as const
export const questionTypeSchema = z.enum(QUESTION_TYPES)
export type QuestionType = z.infer<typeof questionTypeSchema>

export const evidenceSchema = z.object({
  page_id: z.string(),
  block: z.string(),
  /** Pixels of the prepared image; null on HTML pages. */
  box: boxSchema.nullable(),
  /** The words as read at that place. */
  quote: z.string(),
  /** Table evidence: 0-based grid row and column of the cell. */
  cell: z.object({ row: z.number().int(), column: z.number().int() }).optional(),
})
export type Evidence = z.infer<typeof evidenceSchema>

/** A question–answer pair before it is checked: what a generator writes. */
export const candidateSchema = z.object({
  /** '<page_id>-qNN', numbered per page in the order written. */
  id: z.string(),
  page_id: z.string(),
  section: sectionSchema,
  question: z.string(),
  answer: z.string(),
  task: taskSchema,
  question_type: questionTypeSchema,
  source_type: sourceTypeSchema,
  content_type: contentTypeSchema,
  /** Vehicles, variants or engines that the answer holds for; empty = not limited by the page. */
  applies_to: z.array(z.string()),
  operation: z.string().nullable(),
  evidence: z.array(evidenceSchema).min(1),
  generator: z.object({ id: z.string(), version: z.number().int(), writer: z.string() }),
  /** Other wordings of the same question, for the synthetic validation set. */
  paraphrases: z.array(z.string()),
  /**
   * The pair is a turn of a conversation about its page: the turns of one id, in the order of `turn` (from 1), each asked as `asked` says.
   * The first is asked as its question; later ones lean on what was said before. Formats for chats tell them as one record, the others
   * each by itself, with its question.
   */
  conversation: z.object({ id: z.string(), turn: z.number().int().min(1), asked: z.string() }).nullish(),
})
export type Candidate = z.infer<typeof candidateSchema>

export const verdictSchema = z.object({
  check: z.string(),
  /** 'review' = a person should look; the pair is held back. */
  result: z.enum(['pass', 'fail', 'review']),
  /** Why, for people; '' when passed. */
  reason: z.string(),
  /** Where on the pair's page the reason is seen, in pixels of the prepared image: the evidence, or the place that contradicts it. */
  box: boxSchema.optional(),
})
export type Verdict = z.infer<typeof verdictSchema>

/** train and validation always; test and probes (facts held out for `pagetune eval`) where the settings ask for them. */
export const SPLITS = ['train', 'validation', 'test', 'probes'] as const
export const splitSchema = z.enum(SPLITS)
export type Split = z.infer<typeof splitSchema>

/** One line of data/examples.jsonl. */
export const exampleSchema = candidateSchema.extend({
  checks: z.record(z.string(), z.enum(['pass', 'fail', 'review'])),
  split: splitSchema,
  /** What must not be parted between training and validation shares a group. */
  group: z.string(),
})
export type Example = z.infer<typeof exampleSchema>

/** A refusal of a writer: something on the page that was not asked about, and why. */
export const refusalSchema = z.object({ block: z.string(), writer: z.string(), reason: z.string() })
export type Refusal = z.infer<typeof refusalSchema>

/** work/generate/<page_id>.json */
export const generatedSchema = z.object({
  page_id: z.string(),
  candidates: z.array(candidateSchema),
  refusals: z.array(refusalSchema),
  /** Content blocks and table cells: used as evidence, refused, of no interest (furniture). */
  coverage: z.object({ used: z.number().int(), refused: z.number().int(), no_interest: z.number().int() }),
})
export type Generated = z.infer<typeof generatedSchema>

/** work/check/<page_id>.json: every candidate with its verdicts. */
export const checkedSchema = z.object({
  page_id: z.string(),
  pairs: z.array(
    z.object({ candidate: candidateSchema, verdicts: z.array(verdictSchema), outcome: z.enum(['pass', 'rejected', 'review']) }),
  ),
})
export type Checked = z.infer<typeof checkedSchema>
