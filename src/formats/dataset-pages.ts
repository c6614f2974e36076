import { z } from 'zod'
import type { FormatContext, Problem } from '../contracts/format.ts'
import { sectionSchema } from '../contracts/source.ts'
import { hasFile, isRecord, readJsonLines } from './jsonl.ts'

export const PAGES_FILE = 'pages.jsonl'

/** One line of data/pages.jsonl: where a page of the dataset comes from, and the size in whose pixels its boxes are given. */
const datasetPageSchema = z.object({
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
type DatasetPage = z.infer<typeof datasetPageSchema>

/** The lines of data/pages.jsonl, one after the other, in the order of the page ids. */
export function* datasetPages(context: FormatContext): Iterable<DatasetPage> {
  for (const page_id of context.survey.cited) {
    const page = context.pages.get(page_id)
    if (page === undefined) continue
    yield {
      page_id,
      image: context.images_placed ? context.imageOf(page_id) : null,
      width: page.image?.width ?? null,
      height: page.image?.height ?? null,
      section: page.section,
      source_path: page.source_path,
      source_page: page.source_page,
      aliases: page.aliases.map((alias) => alias.page_id),
    }
  }
}

/** What the checks need of a page; width and height are 0 where it has no picture. */
export interface PageSize {
  readonly image: string | null
  readonly width: number
  readonly height: number
}

export interface DatasetPages {
  readonly pages: ReadonlyMap<string, PageSize>
  /** Ids of copies → the page they are copies of. */
  readonly aliases: ReadonlyMap<string, string>
  readonly problems: readonly Problem[]
}

/** Shared by all pages without a picture. */
const NO_PICTURE: PageSize = { image: null, width: 0, height: 0 }

/** data/pages.jsonl by page id; null where the folder has none. Only what is checked is kept of each page. */
export async function readDatasetPages(folder: string): Promise<DatasetPages | null> {
  if (!(await hasFile(folder, PAGES_FILE))) return null
  const pages = new Map<string, PageSize>()
  const aliases = new Map<string, string>()
  const problems: Problem[] = []
  for await (const item of readJsonLines(folder, PAGES_FILE)) {
    if (!isRecord(item)) {
      problems.push(item)
      continue
    }
    const parsed = datasetPageSchema.safeParse(item.value)
    if (parsed.success) {
      const { page_id, image, width, height } = parsed.data
      pages.set(page_id, width === null || height === null ? NO_PICTURE : { image, width, height })
      for (const alias of parsed.data.aliases) aliases.set(alias, page_id)
    } else
      problems.push({
        severity: 'error',
        file: PAGES_FILE,
        line: item.line,
        message: `${parsed.error.issues[0]?.path.join('.') ?? ''} is not valid.`,
      })
  }
  return { pages, aliases, problems }
}
