import { posix } from 'node:path'
import type { Example } from '../contracts/example.ts'
import type { CataloguePage } from '../contracts/page.ts'

/** The fields by which the older system said where a record comes from. */
export interface RecordMeta {
  readonly task: string
  readonly section_dir: string
  readonly section_id: string
  readonly topic: string
  readonly source_path: string
  readonly page_no: string
}

/** Provenance that the older systems lacked, put after their fields. */
export interface Provenance {
  readonly qa_id: string
  readonly page_id: string
  readonly question_type: string
  readonly applies_to: readonly string[]
  readonly operation: string
  readonly evidence: readonly { page_id: string; box: readonly number[] | null; quote: string }[]
  readonly group: string
}

/** `topic` is the operation's number where the pair has one, else the section's name. */
export function recordMeta(example: Example, page: CataloguePage | undefined): RecordMeta {
  const path = page?.source_path ?? ''
  const folder = posix.basename(posix.dirname(path))
  return {
    task: example.task,
    section_dir: folder === '.' ? '' : folder,
    section_id: example.section.id,
    topic: example.operation ?? example.section.name,
    source_path: path,
    page_no: page === undefined ? '' : pageNumber(path, page.source_page),
  }
}

export function provenance(example: Example): Provenance {
  return {
    qa_id: example.id,
    page_id: example.page_id,
    question_type: example.question_type,
    applies_to: example.applies_to,
    operation: example.operation ?? '',
    evidence: example.evidence.map(({ page_id, box, quote }) => ({ page_id, box, quote })),
    group: example.group,
  }
}

/** The older system's page number: the file's stem after its first hyphen, else the stem; of a PDF the page. */
function pageNumber(path: string, page: number): string {
  const { name, ext } = posix.parse(path)
  if (ext.toLowerCase() === '.pdf') return String(page)
  const hyphen = name.indexOf('-')
  return hyphen === -1 ? name : name.slice(hyphen + 1)
}
