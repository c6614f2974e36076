import type { Options } from 'csv-stringify/sync'
import type { Inventory, SourceFile } from '../../contracts/source.ts'
import type { PreparedPage } from '../../contracts/page.ts'

/** A page with what became of it. */
export interface Listed {
  readonly page: Omit<PreparedPage, 'text_layer' | 'signature'>
  readonly candidate_id: string
  readonly aliasOf: string | null
  readonly how: string
}

/** A candidate that gave no page, and why. */
export interface NoPage {
  readonly candidate_id: string
  readonly reason: string
}

type Table = [rows: Record<string, string | number>[], options: Options]

/** work/inventory_prepared.csv: one row a page. The older system's columns first; its PDF pages lay beside the PDF, ours in work/. */
export function preparedTable(listed: readonly Listed[], inventory: Inventory): Table {
  const folders = new Map(inventory.files.map((file) => [`${file.root} ${file.path}`, file.section_dir]))
  const rows = listed.map(({ page, candidate_id, aliasOf, how }) => {
    const { source, image, markup } = page
    const path = image?.path ?? markup ?? ''
    return {
      file_path: path,
      file_type: page.kind === 'html' ? 'html' : path.endsWith('.jpg') ? 'jpg' : 'png',
      section_dir: folders.get(`${source.root} ${source.path}`) ?? '',
      filename: path.split('/').at(-1)!,
      original_source: source.path,
      page_id: page.page_id,
      candidate_id,
      source_page: source.page,
      half: source.half ?? '',
      width: image?.width ?? '',
      height: image?.height ?? '',
      sha256: image?.sha256 ?? source.sha256,
      copy_of: aliasOf ?? '',
      how,
    }
  })
  return [rows, { header: true, columns: PREPARED_COLUMNS }]
}

const PREPARED_COLUMNS = [
  'file_path',
  'file_type',
  'section_dir',
  'filename',
  'original_source',
  'page_id',
  'candidate_id',
  'source_page',
  'half',
  'width',
  'height',
  'sha256',
  'copy_of',
  'how',
]

/** `timestamp` is kept for scripts that count columns, and always empty: the same sources give the same file. */
const LOG_COLUMNS = ['timestamp', 'source_file', 'operation', 'status', 'output_path', 'error_message', 'source_page', 'page_id']

/** work/logs/source_preparation.csv: one row for each page of each file. */
export function preparationLog(
  listed: readonly Listed[],
  noPages: readonly NoPage[],
  done: ReadonlySet<string>,
  inventory: Inventory,
): Table {
  const pagesOf = new Map<string, Listed[]>()
  for (const entry of listed) pagesOf.set(entry.candidate_id, [...(pagesOf.get(entry.candidate_id) ?? []), entry])
  const reasons = new Map(noPages.map(({ candidate_id, reason }) => [candidate_id, reason]))
  const rows: Record<string, string | number>[] = []
  for (const file of inventory.files) {
    for (const [index, candidate_id] of file.page_ids.entries()) {
      const base = {
        timestamp: '',
        source_file: file.path,
        operation: operation(file),
        output_path: '',
        error_message: '',
        source_page: index + 1,
        page_id: candidate_id,
      }
      const reason = reasons.get(candidate_id)
      if (reason !== undefined) rows.push({ ...base, status: 'skipped', error_message: reason })
      else if (!done.has(candidate_id)) rows.push({ ...base, status: 'failure', error_message: 'not prepared: see work/logs' })
      for (const { page } of pagesOf.get(candidate_id) ?? []) {
        rows.push({ ...base, status: 'success', output_path: page.image?.path ?? page.markup ?? '', page_id: page.page_id })
      }
    }
  }
  return [rows, { header: true, columns: LOG_COLUMNS }]
}

function operation({ file_type }: SourceFile): string {
  return file_type === 'pdf' ? 'pdf_convert' : file_type === 'html' ? 'html_copy' : 'image_validate'
}
