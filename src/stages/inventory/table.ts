import { stringify } from 'csv-stringify/sync'
import type { Inventory, LeftOutFile, SourceFile } from '../../contracts/source.ts'
import { naturalOrder } from './natural-order.ts'
import { stemOf } from './sections.ts'

/** Columns of the two older systems come first, each in its order; what they did not know follows. */
const COLUMNS = [
  'file_path',
  'file_type',
  'section_dir',
  'filename',
  'needs_conversion',
  'rel_path',
  'section_id',
  'page_no',
  'bytes',
  'sha1',
  'guessed_type',
  'section_name',
  'sha256',
  'width',
  'height',
  'pages',
  'source_type',
  'status',
  'reason',
] as const
type Row = Record<(typeof COLUMNS)[number], string | number>

/**
 * work/inventory.csv: one row for each file that was seen, in the order of their paths. `rootNames` are the source roots as
 * seen from the project folder.
 */
export function inventoryTable(inventory: Inventory, rootNames: readonly string[]): string {
  const rows = [
    ...inventory.files.map((file) => usedRow(file, rootNames)),
    ...inventory.left_out.map((file) => leftOutRow(file, rootNames)),
  ]
  rows.sort((one, other) => naturalOrder(String(one.file_path), String(other.file_path)))
  return stringify(rows, { header: true, columns: [...COLUMNS] })
}

function usedRow(file: SourceFile, rootNames: readonly string[]): Row {
  return {
    ...names(file, rootNames),
    file_type: file.file_type,
    section_dir: file.section_dir,
    needs_conversion: String(file.file_type === 'pdf'),
    section_id: file.section.id,
    bytes: file.bytes,
    sha1: file.sha1,
    section_name: file.section.name,
    sha256: file.sha256,
    width: file.width ?? '',
    height: file.height ?? '',
    pages: file.pages,
    source_type: file.source_type,
    status: 'used',
    reason: '',
  }
}

function leftOutRow(file: LeftOutFile, rootNames: readonly string[]): Row {
  return {
    ...names(file, rootNames),
    file_type: '',
    section_dir: file.path.split('/').at(-2) ?? '',
    needs_conversion: 'false',
    section_id: '',
    bytes: file.bytes,
    sha1: '',
    section_name: '',
    sha256: '',
    width: '',
    height: '',
    pages: 0,
    source_type: '',
    status: file.status,
    reason: file.reason,
  }
}

/** `page_no` is the older system's: what follows the first hyphen of the name, else the name. Its `guessed_type` was always empty. */
function names(
  file: { path: string; root: number },
  rootNames: readonly string[],
): Pick<Row, 'file_path' | 'filename' | 'rel_path' | 'page_no' | 'guessed_type'> {
  const filename = file.path.split('/').at(-1)!
  const stem = stemOf(filename)
  const root = rootNames[file.root] ?? ''
  return {
    file_path: root === '' ? file.path : `${root}/${file.path}`,
    filename,
    rel_path: file.path,
    page_no: stem.includes('-') ? stem.slice(stem.indexOf('-') + 1) : stem,
    guessed_type: '',
  }
}
