import { z } from 'zod'
import { boxSchema, transformSchema } from './geometry.ts'
import { sectionSchema, sourceTypeSchema } from './source.ts'

export const imageReferenceSchema = z.object({
  /** Relative to the project folder, forward slashes. */
  path: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  sha256: z.string(),
})
export type ImageReference = z.infer<typeof imageReferenceSchema>

/** A word of a PDF's text layer; box in pixels of the prepared image. A glyph whose character the file does not tell stands as U+FFFD. */
export const textLayerWordSchema = z.object({ text: z.string(), box: boxSchema })
export type TextLayerWord = z.infer<typeof textLayerWordSchema>

export const textLayerSchema = z.object({
  trusted: z.boolean(),
  /** Why it is trusted or not, for people. */
  reason: z.string(),
  words: z.array(textLayerWordSchema),
})
export type TextLayer = z.infer<typeof textLayerSchema>

/** One physical page as the datasets show it. A double page gives two of them. */
export const preparedPageSchema = z.object({
  page_id: z.string(),
  kind: z.enum(['image', 'html']),
  source: z.object({
    path: z.string(),
    root: z.number().int(),
    sha256: z.string(),
    /** 1-based page of the file. */
    page: z.number().int(),
    /** Which half of a double page; null when whole. */
    half: z.enum(['left', 'right']).nullable(),
  }),
  section: sectionSchema,
  source_type: sourceTypeSchema,
  /** null for HTML. */
  image: imageReferenceSchema.nullable(),
  /** For HTML: path of the copy of the markup in work/prepare/. */
  markup: z.string().nullable(),
  text_layer: textLayerSchema.nullable(),
  /** Signatures by which copies are found; base64 of bytes (layout documented in src/imaging/signature.ts). */
  signature: z.string().nullable(),
})
export type PreparedPage = z.infer<typeof preparedPageSchema>

/** work/prepare/<page_id>.json: what became of one page of one file. */
export const prepareOutputSchema = z.object({
  page_id: z.string(),
  pages: z.array(preparedPageSchema),
  /** Set when the candidate is no page (icon, logo, blank sheet): then `pages` is empty. */
  skipped: z.string().nullable(),
})
export type PrepareOutput = z.infer<typeof prepareOutputSchema>

/** One line of work/pages.jsonl, written when every candidate is prepared: the pages that later stages work on. */
export const cataloguePageSchema = z.object({
  page_id: z.string(),
  /** The prepare task that made it: work/prepare/<candidate_id>.json holds the PreparedPage. */
  candidate_id: z.string(),
  kind: z.enum(['image', 'html']),
  section: sectionSchema,
  source_type: sourceTypeSchema,
  source_path: z.string(),
  source_page: z.number().int(),
  image: imageReferenceSchema.nullable(),
  /** Copies of this page: ids that stand for it, with the file that shows it and how the copy was recognised. */
  aliases: z.array(z.object({ page_id: z.string(), source_path: z.string(), source_page: z.number().int(), how: z.string() })),
})
export type CataloguePage = z.infer<typeof cataloguePageSchema>

/** work/clean/<page_id>.json */
export const cleanedPageSchema = z.object({
  page_id: z.string(),
  /** The upright, deskewed grey copy for reading; null when nothing is read from pixels (HTML). */
  image: imageReferenceSchema.nullable(),
  /** Quarter turns applied clockwise, in degrees. */
  turn: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
  /** Remaining skew that was taken out, degrees, positive = the page leaned clockwise. */
  skew: z.number(),
  /** Upright copy pixels → prepared image pixels. */
  transform: transformSchema,
  steps: z.array(z.string()),
})
export type CleanedPage = z.infer<typeof cleanedPageSchema>
