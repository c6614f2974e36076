import { z } from 'zod'
import { boxSchema } from './geometry.ts'

export const wordSchema = z.object({
  text: z.string(),
  /** Pixels of the prepared image. */
  box: boxSchema,
  /** Pixels of the upright copy (work/clean), in which lines are level: what layout works on. */
  upright: boxSchema,
  /** The share of words read like this one that are right: 0 to 1. */
  confidence: z.number(),
  /** What the engine itself said, 0 to 1; not of text layers, nor of words that a fix has rewritten into others. */
  raw_confidence: z.number().optional(),
  /** What the second reader (read.agreement) read in this place, where that is something else; '' where it saw nothing. */
  also_read: z.string().optional(),
})
export type Word = z.infer<typeof wordSchema>

export const lineSchema = z.object({
  /** 'l001', in the order found; not yet the reading order. */
  id: z.string(),
  text: z.string(),
  box: boxSchema,
  upright: boxSchema,
  /** The probability that all of its words are right: the product of theirs. */
  confidence: z.number(),
  /** What the engine said before configured fixes, when they changed it. */
  raw: z.string().optional(),
  words: z.array(wordSchema),
})
export type Line = z.infer<typeof lineSchema>

export const readingOriginSchema = z.enum(['text-layer', 'ppocr', 'tesseract', 'html'])

/** work/read/<page_id>.json */
export const readingSchema = z.object({
  page_id: z.string(),
  image: z.object({ path: z.string(), width: z.number().int(), height: z.number().int() }).nullable(),
  origin: readingOriginSchema,
  engine: z.string(),
  /** The share of the page's words that is expected to be right; 0 where there are none. */
  mean_confidence: z.number(),
  lines: z.array(lineSchema),
})
export type Reading = z.infer<typeof readingSchema>
