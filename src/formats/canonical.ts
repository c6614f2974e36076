import { z } from 'zod'
import { type Example, exampleSchema } from '../contracts/example.ts'
import type { FormatContext, Problem } from '../contracts/format.ts'
import { sectionSchema } from '../contracts/source.ts'
import { readJsonLines, writeJsonLines } from './jsonl.ts'
import { defineFormat, type LoadedFile } from './loaded.ts'

export const EXAMPLES_FILE = 'examples.jsonl'
export const PAGES_FILE = 'pages.jsonl'

/** One line of data/pages.jsonl: where a page of the dataset comes from, and the size in whose pixels its boxes are given. */
export const datasetPageSchema = z.object({
  page_id: z.string(),
  /** Path in the dataset folder; null for HTML pages, and when no format uses pictures. */
  image: z.string().nullable(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  section: sectionSchema,
  source_path: z.string(),
  source_page: z.number().int(),
  /** Copies of the page that were found: same page, other id. */
  aliases: z.array(z.string()),
})
export type DatasetPage = z.infer<typeof datasetPageSchema>

/** Pages that examples are about or cite, in the order of their ids. */
export function citedPages(examples: readonly Example[]): string[] {
  const ids = examples.flatMap((example) => [example.page_id, ...example.evidence.map((evidence) => evidence.page_id)])
  return [...new Set(ids)].sort()
}

function datasetPages(examples: readonly Example[], context: FormatContext): DatasetPage[] {
  return citedPages(examples).flatMap((page_id) => {
    const page = context.pages.get(page_id)
    if (page === undefined) return []
    return {
      page_id,
      image: context.imageOf(page_id),
      width: page.image?.width ?? null,
      height: page.image?.height ?? null,
      section: page.section,
      source_path: page.source_path,
      source_page: page.source_page,
      aliases: page.aliases.map((alias) => alias.page_id),
    }
  })
}

/** The canonical record: everything that is known of each pair, and the pages they come from. */
export const canonical = defineFormat({
  name: 'canonical',
  description: 'every accepted pair with its evidence, checks, split and group; and the pages that they cite',
  files: [EXAMPLES_FILE],
  async write(examples, folder, context) {
    const records = await writeJsonLines(folder, EXAMPLES_FILE, examples)
    await writeJsonLines(folder, PAGES_FILE, datasetPages(examples, context))
    return { files: [EXAMPLES_FILE, PAGES_FILE], records }
  },
  row({ file, line, value }) {
    const parsed = exampleSchema.safeParse(value)
    if (!parsed.success) return { problems: parsed.error.issues.map((issue) => `${issue.path.join('.') || 'record'}: ${issue.message}`) }
    const { id, page_id, group, section, split, question, answer, evidence, checks } = parsed.data
    const problems: string[] = []
    for (const [what, text] of Object.entries({ question, answer })) if (text.trim() === '') problems.push(`The ${what} is empty.`)
    for (const [check, result] of Object.entries(checks)) {
      if (result !== 'pass') problems.push(`The check ${check} did not pass (${result}): such a pair belongs in work/logs.`)
    }
    for (const { box, page_id: cited } of evidence) {
      if (box !== null && (box[0] >= box[2] || box[1] >= box[3]))
        problems.push(`The evidence box [${box.join(', ')}] on ${cited} is empty.`)
    }
    return { row: { file, line, split, question, answer, tag: '', id, page_id, group, section: section.id }, problems }
  },
  whole: boxesOnPages,
})

async function boxesOnPages(folder: string, files: readonly LoadedFile[]): Promise<Problem[]> {
  const listed = await readDatasetPages(folder)
  if (files.length === 0) return []
  if (listed === null) {
    return [{ severity: 'error', file: EXAMPLES_FILE, message: `There is no ${PAGES_FILE}: the pages of the boxes are not known.` }]
  }
  const problems: Problem[] = listed.problems.map((problem) => ({
    ...problem,
    file: EXAMPLES_FILE,
    message: `${PAGES_FILE}: ${problem.message}`,
  }))
  const { lines } = await readJsonLines(folder, EXAMPLES_FILE)
  for (const { file, line, value } of lines) {
    const parsed = exampleSchema.safeParse(value)
    if (!parsed.success) continue
    for (const { page_id, box } of parsed.data.evidence) {
      const page = listed.pages.get(page_id)
      if (page === undefined)
        problems.push({ severity: 'error', file, line, message: `The evidence cites ${page_id}, which ${PAGES_FILE} does not list.` })
      else if (
        box !== null &&
        page.width !== null &&
        page.height !== null &&
        (box[0] < 0 || box[1] < 0 || box[2] > page.width || box[3] > page.height)
      ) {
        problems.push({
          severity: 'error',
          file,
          line,
          message: `The evidence box [${box.join(', ')}] lies outside of ${page_id} (${page.width} × ${page.height}).`,
        })
      }
    }
  }
  return problems
}

/** data/pages.jsonl by page id; null where the folder has none. */
export async function readDatasetPages(folder: string): Promise<{ pages: Map<string, DatasetPage>; problems: Problem[] } | null> {
  const { exists, lines, problems } = await readJsonLines(folder, PAGES_FILE)
  if (!exists) return null
  const pages = new Map<string, DatasetPage>()
  const found: Problem[] = [...problems]
  for (const { file, line, value } of lines) {
    const parsed = datasetPageSchema.safeParse(value)
    if (parsed.success) pages.set(parsed.data.page_id, parsed.data)
    else found.push({ severity: 'error', file, line, message: `${parsed.error.issues[0]?.path.join('.') ?? ''} is not valid.` })
  }
  return { pages, problems: found }
}
