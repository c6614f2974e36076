import { z } from 'zod'
import { sectionSchema, sourceTypeSchema } from './source.ts'

export const CONTENT_TYPES = [
  'index',
  'procedure',
  'specification',
  'diagram',
  'troubleshooting',
  'text',
  'wiring',
  'pinout',
  'fuse_chart',
  'flowchart',
  'signal',
  'oscilloscope',
  'unknown',
] as const
export const contentTypeSchema = z.enum(CONTENT_TYPES)
export type ContentType = z.infer<typeof contentTypeSchema>

/** One row of an index page. */
export const indexEntrySchema = z.object({
  /** Full operation number ('34 11 220'), rebuilt where only its tail is printed; null where the row has none. */
  code: z.string().nullable(),
  name: z.string(),
  /** Page as written by the index, normalised: '34-5', '34-10a'. */
  page: z.string(),
  /** Lines that show it. */
  lines: z.array(z.string()),
})
export type IndexEntry = z.infer<typeof indexEntrySchema>

/** work/classify/<page_id>.json */
export const classificationSchema = z.object({
  page_id: z.string(),
  source_type: sourceTypeSchema,
  content_type: contentTypeSchema,
  is_index: z.boolean(),
  confidence: z.number(),
  secondary_types: z.array(contentTypeSchema),
  needs_review: z.boolean(),
  reasoning: z.string(),
  /** The page's number as printed ('34-10'), if one was found. */
  printed_page: z.string().nullable(),
  section: sectionSchema,
  index_entries: z.array(indexEntrySchema),
  /** ISO 639-1 code of the page's language; null where too few words tell it, as on drawings and in tables. */
  language: z.string().nullable().optional(),
  /** Titles and headings that other pages may be sent to, with the number in front of them where one is printed. */
  titles: z.array(z.object({ number: z.string().nullable(), name: z.string(), block: z.string() })).optional(),
  /** Where the page's text sends its reader: each place once. */
  citations: z.array(z.object({ kind: z.enum(['operation', 'page', 'section', 'specifications']), number: z.string() })).optional(),
  /** Abbreviations that the page defines. */
  abbreviations: z.array(z.object({ short: z.string(), long: z.string() })).optional(),
})
export type Classification = z.infer<typeof classificationSchema>

/** work/indices/<section-slug>.json: the older system's shape. */
export const sectionIndexSchema = z.object({
  section_id: z.string(),
  section_name: z.string(),
  index_pages: z.array(z.string()),
  procedures: z.array(z.object({ code: z.string(), name: z.string(), pages: z.array(z.string()) })),
  page_to_procedures: z.record(z.string(), z.array(z.string())),
  merge_warnings: z.array(z.string()),
  /** Rows of the index that print no code. */
  without_code: z.array(z.object({ name: z.string(), page: z.string() })),
})
export type SectionIndex = z.infer<typeof sectionIndexSchema>
