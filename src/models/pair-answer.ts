import { z } from 'zod'
import { QUESTION_TYPES, questionTypeSchema, TASKS, taskSchema } from '../contracts/example.ts'
import type { AnswerSchema } from '../contracts/model.ts'

const boxSchema = z.object({ left: z.number(), top: z.number(), right: z.number(), bottom: z.number() })

/** A pair as a model gives it. What a model without a schema may leave out has its empty value. */
export const writtenPairSchema = z.object({
  question: z.string().trim().min(1),
  answer: z.string().trim().min(1),
  question_type: questionTypeSchema,
  task: taskSchema,
  applies_to: z.array(z.string()).default([]),
  operation: z
    .string()
    .nullish()
    .transform((text) => text ?? ''),
  evidence: z.array(z.string()).default([]),
  boxes: z.array(boxSchema).default([]),
})
export type WrittenPair = z.infer<typeof writtenPairSchema>

/** The answer to "write questions"; a bare list is taken for its pairs. */
export const pairsAnswerSchema = z.preprocess(
  (value) => (Array.isArray(value) ? { pairs: value } : value),
  z.object({ pairs: z.array(writtenPairSchema) }),
)

/** The answer to "mend these": by number; a pair that is given up has no question. */
export const revisionAnswerSchema = z.object({
  pairs: z.array(z.object({ number: z.number().int(), give_up: z.boolean().default(false), pair: writtenPairSchema.nullish() })),
})

const text = { type: 'string' }
const list = (items: unknown): unknown => ({ type: 'array', items })
const object = (properties: Record<string, unknown>): Record<string, unknown> => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
})
const number = { type: 'number' }
const PAIR = object({
  question: text,
  answer: text,
  question_type: { type: 'string', enum: [...QUESTION_TYPES] },
  task: { type: 'string', enum: [...TASKS] },
  applies_to: list(text),
  operation: text,
  evidence: list(text),
  boxes: list(object({ left: number, top: number, right: number, bottom: number })),
})

export const PAIRS_SCHEMA: AnswerSchema = { name: 'pairs', schema: object({ pairs: list(PAIR) }) }
export const REVISION_SCHEMA: AnswerSchema = {
  name: 'revision',
  schema: object({
    pairs: list(object({ number: { type: 'integer' }, give_up: { type: 'boolean' }, pair: { anyOf: [PAIR, { type: 'null' }] } })),
  }),
}
/** Closed JSON Schema objects for other answers. */
export const closed = object
