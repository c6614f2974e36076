import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { boxSchema } from '../../src/contracts/geometry.ts'

/** The sample manual as it lies in the repository. */
export const EXAMPLES = fileURLToPath(new URL('../../examples/', import.meta.url))

const factSchema = z.strictObject({ question: z.string(), answer: z.string(), type: z.string() })
const cellSchema = z.strictObject({
  row: z.number(),
  column: z.number(),
  row_span: z.number(),
  column_span: z.number(),
  text: z.string(),
  box: boxSchema.optional(),
  header: z.boolean(),
})

const pageSchema = z.object({
  page: z.string(),
  kind: z.string(),
  content_type: z.string(),
  columns: z.number(),
  size: z.tuple([z.number(), z.number()]),
  turned: z.number().optional(),
  skew: z.number().optional(),
  half: z.enum(['left', 'right']).optional(),
  pdf_page: z.number().optional(),
  lines: z.array(z.string()),
  blocks: z.array(z.strictObject({ type: z.string(), text: z.string(), lines: z.array(z.number()) })),
  tables: z.array(
    z.strictObject({ header: z.array(z.string()), rows: z.array(z.array(z.string())), grid: z.array(cellSchema).optional() }),
  ),
  facts: z.array(factSchema),
  figure_text: z.array(z.string()),
  words: z.array(z.strictObject({ text: z.string(), box: boxSchema, line: z.number().nullable(), figure: z.number().nullable() })),
})
export type PageTruth = z.infer<typeof pageSchema> & { readonly id: string }

const sheetSchema = z.object({ page: z.string(), placeholders: z.array(z.string()), facts: z.array(factSchema), grid: z.array(cellSchema) })

const corpusSchema = z.object({
  pages: z.array(z.string()),
  copies: z.array(z.object({ file: z.string(), of: z.string() })),
  no_pages: z.array(z.object({ file: z.string(), why: z.string() })),
})

const parsed = <T>(schema: z.ZodType<T>, name: string): T => schema.parse(JSON.parse(readFileSync(`${EXAMPLES}truth/${name}.json`, 'utf8')))

export const corpus = parsed(corpusSchema, 'corpus')
export const sheet = parsed(sheetSchema, 'Cairn-specifications')

/** Every picture page with its truth, in the order of the manual. */
export const pages: readonly PageTruth[] = corpus.pages
  .filter((id) => id !== 'Cairn-specifications')
  .map((id) => ({ id, ...parsed(pageSchema, id) }))

/** Files below a folder of the examples, with forward slashes. */
export function filesBelow(folder: string): string[] {
  return readdirSync(EXAMPLES + folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.replaceAll('\\', '/').replace(`${EXAMPLES}${folder}/`, ''))
    .sort()
}
