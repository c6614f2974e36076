import { BLANK, BULLETIN_PDF, ICON, SCANS, SMALL_COPY, SPECIFICATION_SHEET_FILE, TORQUE_COPY, TORQUE_PDF } from './content/corpus.ts'

/** The list of files in examples/README.md stands between these marks. */
export const PAGE_LIST_START = '<!-- files: written by `npm run examples` -->'
export const PAGE_LIST_END = '<!-- end of files -->'

/** What each file of the sample manual is and tests, as a Markdown table. */
export function pageList(): string {
  const rows: [string, string, string][] = SCANS.map(({ file, pages, tests }) => [file, pages.map(({ id }) => id).join(', '), tests])
  const ids = (pages: readonly { readonly id: string }[]) => `${pages[0]!.id} … ${pages[pages.length - 1]!.id}`
  rows.push(
    [TORQUE_PDF.file, ids(TORQUE_PDF.pages), 'born digital: a real text layer; ruled torque tables, sequences, angles, tolerances'],
    [TORQUE_COPY.file, '–', 'copy: a scan of the third page of that PDF'],
    [BULLETIN_PDF.file, ids(BULLETIN_PDF.pages), 'scanned PDF without a text layer, in a typewriter face, slightly askew'],
    [SPECIFICATION_SHEET_FILE, 'Cairn-specifications', 'HTML sheet: two types, row and column spans, sub-rows, placeholders “???”'],
    [SMALL_COPY.file, '–', `copy of \`${SMALL_COPY.of.split('/').pop()}\`, smaller and compressed again`],
    [BLANK.file, '–', 'no page: a blank sheet'],
    [ICON.file, '–', 'no page: an icon'],
  )
  return ['| file in `manual/` | truth | what it tests |', '|---|---|---|', ...rows.map((cells) => `| ${cells.join(' | ')} |`), ''].join(
    '\n',
  )
}
