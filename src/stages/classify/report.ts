import type { SectionIndex } from '../../contracts/classification.ts'
import type { ClassifiedPage } from './section-index.ts'

function tally(names: readonly string[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].toSorted(([one, a], [other, b]) => b - a || (one < other ? -1 : 1))
}

const table = (head: readonly [string, string], rows: readonly (readonly [string, number])[]) =>
  [`| ${head[0]} | ${head[1]} |`, '|---|---:|', ...rows.map(([name, count]) => `| ${name} | ${count} |`)].join('\n')

const escaped = (text: string) => text.replaceAll('|', '\\|')

/** work/logs/stage3_classification_report.md */
export function classificationReport(pages: readonly ClassifiedPage[], indices: readonly SectionIndex[]): string {
  const found = pages.map(({ classification }) => classification)
  const between = (low: number, high: number) => found.filter(({ confidence }) => confidence >= low && confidence < high).length
  const lines = indices.map(
    (index) =>
      `| ${escaped(`${index.section_id} ${index.section_name}`.trim())} | ${index.index_pages.length} | ${index.procedures.length} | ${index.without_code.length} | ${index.merge_warnings.length} |`,
  )
  const warnings = indices.flatMap((index) => index.merge_warnings.map((warning) => `- ${warning}`))
  return [
    '# Classification',
    '',
    `- Pages: ${found.length}`,
    `- Index pages: ${found.filter(({ is_index }) => is_index).length}`,
    `- Sections: ${new Set(pages.map(({ page }) => `${page.section.id} ${page.section.name}`)).size}`,
    `- Operations in the indices: ${indices.reduce((sum, index) => sum + index.procedures.length, 0)}`,
    `- For review: ${found.filter(({ needs_review }) => needs_review).length}`,
    '',
    '## Source types',
    '',
    table(['Source type', 'Pages'], tally(found.map(({ source_type }) => source_type))),
    '',
    '## Content types',
    '',
    table(['Content type', 'Pages'], tally(found.map(({ content_type }) => content_type))),
    '',
    '## Confidence',
    '',
    table(
      ['Confidence', 'Pages'],
      [
        ['0.9 and more', between(0.9, Infinity)],
        ['0.7 to 0.9', between(0.7, 0.9)],
        ['below 0.7', between(-Infinity, 0.7)],
      ],
    ),
    '',
    '## Section indices',
    '',
    '| Section | Index pages | Operations | Rows without a number | Warnings |',
    '|---|---:|---:|---:|---:|',
    ...lines,
    ...(warnings.length === 0 ? [] : ['', '### Warnings', '', ...warnings]),
    '',
  ].join('\n')
}
