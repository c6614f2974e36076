import { z } from 'zod'
import { structureSchema } from './structure.ts'

/** What a page is sent to from elsewhere: where its name and number are printed. */
export const targetSchema = z.object({
  kind: z.enum(['operation', 'page', 'section']),
  /** As it is cited, normalised: '21 00 006', '12-4', '35'. */
  number: z.string(),
  /** As printed there: 'BLEEDING CLUTCH', 'Clutch – bleed'. */
  name: z.string(),
  /** Where it is printed; null where the name is that of the section's folder. */
  shown: z
    .object({ page_id: z.string(), block: z.string(), cell: z.object({ row: z.number().int(), column: z.number().int() }).optional() })
    .nullable(),
})
export type Target = z.infer<typeof targetSchema>

/** A page that others are sent to, with no more of it than they need. */
export const citedPageSchema = z.object({
  page_id: z.string(),
  /** Whether its tables give the values that 'See Specifications' means. */
  is_specification: z.boolean(),
  structure: structureSchema,
})
export type CitedPage = z.infer<typeof citedPageSchema>

/** work/references/<section-slug>.json: all that pages of one section are sent to, so that a changed target redoes them. */
export const referencesSchema = z.object({
  section_id: z.string(),
  /** Only numbers that mean one thing: what has two different names is left out. */
  targets: z.array(targetSchema),
  pages: z.array(citedPageSchema),
  /** What abbreviations stand for on the section's own pages; else where the rest of the manual agrees. */
  abbreviations: z.array(z.object({ short: z.string(), long: z.string() })),
})
export type References = z.infer<typeof referencesSchema>
