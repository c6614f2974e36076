import type { SheetGroup } from '../content/specification-sheet.ts'

/** A cell of the sheet's grid as a browser lays it out. */
export interface HtmlCell {
  readonly row: number
  readonly column: number
  readonly row_span: number
  readonly column_span: number
  readonly text: string
  readonly header: boolean
}

/** The grid of the sheet: columns item, sub-item, and one per type. Row 0 names the types. */
export function specificationGrid(groups: readonly SheetGroup[], types: readonly [string, string]): HtmlCell[] {
  const cells: HtmlCell[] = [
    { row: 0, column: 0, row_span: 1, column_span: 2, text: '', header: true },
    ...types.map((text, index) => ({ row: 0, column: 2 + index, row_span: 1, column_span: 1, text, header: true })),
  ]
  let row = 1
  const values = (texts: readonly [string, string] | string) => {
    const list = typeof texts === 'string' ? [texts] : texts
    list.forEach((text, index) => {
      cells.push({ row, column: 2 + index, row_span: 1, column_span: list.length === 1 ? 2 : 1, text, header: false })
    })
    row += 1
  }
  for (const group of groups) {
    cells.push({ row, column: 0, row_span: 1, column_span: 4, text: group.name, header: true })
    row += 1
    for (const item of group.rows) {
      if ('values' in item) {
        cells.push({ row, column: 0, row_span: 1, column_span: 2, text: item.name, header: true })
        values(item.values)
        continue
      }
      item.parts.forEach(([name, texts], index) => {
        if (index === 0) cells.push({ row, column: 0, row_span: item.parts.length, column_span: 1, text: item.name, header: true })
        cells.push({ row, column: 1, row_span: 1, column_span: 1, text: name, header: true })
        values(texts)
      })
    }
  }
  return cells
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('°', '&deg;').replaceAll('±', '&plusmn;')

/** The sheet as a page of its own: one table with spans, and the remarks under it. */
export function specificationHtml(title: string, cells: readonly HtmlCell[], remarks: readonly string[]): string {
  const rows = new Map<number, HtmlCell[]>()
  for (const cell of cells) rows.set(cell.row, [...(rows.get(cell.row) ?? []), cell])
  const markup = ({ row_span, column_span, text, header }: HtmlCell) => {
    const tag = header ? 'th' : 'td'
    const spans = `${row_span > 1 ? ` rowspan="${row_span}"` : ''}${column_span > 1 ? ` colspan="${column_span}"` : ''}`
    return `<${tag}${spans}>${escaped(text)}</${tag}>`
  }
  const body = [...rows.values()].map((row) => `<tr>${row.map(markup).join('')}</tr>`).join('\n')
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${title}</title>
<style>
body { font: 16px/1.4 sans-serif; margin: 2em; }
table { border-collapse: collapse; }
th, td { border: 1px solid #888; padding: .25em .7em; text-align: left; vertical-align: top; }
th[colspan="4"] { background: #ddd; }
</style>
</head>
<body>
<p><a href="index.html">All machines</a></p>
<h1>${title}</h1>
<table>
${body}
</table>
${remarks.map((remark) => `<p>${escaped(remark)}</p>`).join('\n')}
</body>
</html>
`
}
