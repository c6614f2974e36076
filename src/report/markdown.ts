import type { Count } from './data.ts'
import { grouped } from './numbers.ts'

/** Parts of Markdown files that read well in a terminal, too. */

const LIST = 30

export const heading = (title: string): string[] => [`## ${title}`, '']
export const plain = (text: string): string => text.replace(/\s+/g, ' ').trim()
export const code = (text: string): string => text.replaceAll('`', "'")

/** Names with their counts. */
export function counts(head: string, some: readonly Count[]): string[] {
  return some.length === 0
    ? []
    : table(
        [head, 'count'],
        some.map((row) => [row.name, row.count]),
      )
}

/** At most thirty items; what is left out is counted. */
export function list(title: string, items: readonly string[], empty?: string): string[] {
  if (items.length === 0) return empty === undefined ? [] : [title === '' ? empty : `${title}: ${empty}`, '']
  const shown = items.slice(0, LIST).map((item) => `- ${item}`)
  return [...(title === '' ? [] : [`${title}:`, '']), ...shown, ...(items.length > LIST ? [`- … and ${items.length - LIST} more`] : []), '']
}

/** A Markdown table padded so that it also reads well where it is not rendered. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] {
  if (rows.length === 0) return []
  const cells = [head, ...rows].map((row) =>
    row.map((value) => (typeof value === 'number' ? grouped(value) : plain(value).replaceAll('|', '\\|'))),
  )
  const widths = head.map((_, column) => Math.max(3, ...cells.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`
  const rule = `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`
  const [first, ...others] = cells
  return [line(first ?? []), rule, ...others.map(line), '']
}
