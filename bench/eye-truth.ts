import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { boxSchema } from '../src/contracts/geometry.ts'
import { tokensOf } from './metrics.ts'
import type { BenchPage, BenchSet } from './page-truth.ts'

/** The truth files of the sample manual and of the shared pages: one shape, the sample's with boxes and grids. */
const truthSchema = z.object({
  page: z.string(),
  kind: z.string(),
  pdf_page: z.number().int().optional(),
  half: z.enum(['left', 'right']).optional(),
  size: z.tuple([z.number(), z.number()]).optional(),
  lines: z.array(z.string()),
  figure_text: z.array(z.string()),
  blocks: z.array(z.object({ type: z.string(), text: z.string() })),
  words: z.array(z.object({ text: z.string(), box: boxSchema, line: z.number().nullable() })).optional(),
  tables: z.array(z.object({ grid: z.array(z.object({ row: z.number(), column: z.number(), text: z.string() })).optional() })),
})

/** Pages whose truth lies in JSON files in one folder, and whose pictures lie below another. */
export async function eyeSet(name: string, description: string, truthFolder: string, pageFolder: string): Promise<BenchSet> {
  const files = (await readdir(truthFolder)).filter((file) => file.endsWith('.json')).sort()
  const pages: BenchPage[] = []
  for (const file of files) {
    const parsed = truthSchema.safeParse(JSON.parse(await readFile(join(truthFolder, file), 'utf8')))
    if (!parsed.success) continue
    const { page, kind, pdf_page, half, lines, figure_text, blocks, tables } = parsed.data
    const grids = tables.flatMap(({ grid }) => (grid === undefined ? [] : [grid]))
    pages.push({
      path: page,
      page: pdf_page ?? 1,
      half: half ?? null,
      truth: {
        lines,
        optional: figure_text.flatMap((text) => tokensOf(text, true)),
        words: null,
        size: null,
        tables: grids.length === 0 ? null : grids,
        ...(kind === 'wiring' ? {} : { blocks }),
        ordered: kind !== 'wiring',
        loose: true,
      },
    })
  }
  return { name, description, pages, bytes: (path) => readFile(join(pageFolder, path)) }
}

/** Name of a page for people. */
export function pageName({ path, page, half }: BenchPage): string {
  return `${basename(path)}${page > 1 ? ` p. ${page}` : ''}${half === null ? '' : ` (${half})`}`
}
