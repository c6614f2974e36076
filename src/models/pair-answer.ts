import { z } from 'zod'
import { QUESTION_TYPES, questionTypeSchema } from '../contracts/example.ts'
import type { AnswerSchema } from '../contracts/model.ts'

const boxSchema = z.object({ left: z.number(), top: z.number(), right: z.number(), bottom: z.number() })

/** A pair as a model gives it: short names, and nothing where there is nothing to say, because output is what costs most. */
export const writtenPairSchema = z
  .object({
    q: z.string().trim().min(1),
    a: z.string().trim().min(1),
    type: questionTypeSchema,
    ev: z.array(z.string()).nullish(),
    box: z.array(boxSchema).nullish(),
    for: z.array(z.string()).nullish(),
    op: z.string().nullish(),
  })
  .transform(({ q, a, type, ev, box, for: applies_to, op }) => ({
    question: q,
    answer: a,
    question_type: type,
    evidence: ev ?? [],
    boxes: box ?? [],
    applies_to: applies_to ?? [],
    operation: op ?? '',
  }))
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
const object = (properties: Record<string, unknown>, required = Object.keys(properties)): Record<string, unknown> => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
})
const number = { type: 'number' }
const PAIR = object(
  {
    q: text,
    a: text,
    type: { type: 'string', enum: [...QUESTION_TYPES] },
    ev: list(text),
    box: list(object({ left: number, top: number, right: number, bottom: number })),
    for: list(text),
    op: text,
  },
  ['q', 'a', 'type', 'ev'],
)

/** The pair as the model wrote it, for showing it again. */
export function asWritten({ question, answer, question_type, evidence, boxes, applies_to, operation }: WrittenPair): unknown {
  return {
    q: question,
    a: answer,
    type: question_type,
    ev: evidence,
    ...(boxes.length === 0 ? {} : { box: boxes }),
    ...(applies_to.length === 0 ? {} : { for: applies_to }),
    ...(operation === '' ? {} : { op: operation }),
  }
}

export const PAIRS_SCHEMA: AnswerSchema = { name: 'pairs', schema: object({ pairs: list(PAIR) }) }
export const REVISION_SCHEMA: AnswerSchema = {
  name: 'revision',
  schema: object({
    pairs: list(object({ number: { type: 'integer' }, give_up: { type: 'boolean' }, pair: PAIR }, ['number'])),
  }),
}
/** Closed JSON Schema objects for other answers. */
export const closed = object
