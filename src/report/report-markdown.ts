import type { Count, ReportData } from './data.ts'
import { counted, grouped, median, percent } from './numbers.ts'

const LIST = 30

/** The figures of the report for terminals: plain Markdown, no pictures. */
export function reportMarkdown(data: ReportData): string {
  const { came, copies, failures, sections, reading, pairs, coverage, refusals, distributions, splits, datasets, validation } = data
  const lines = [
    `# ${data.title}`,
    '',
    `${counted(came.pages, 'page')} → ${counted(pairs.kept, 'pair')} kept of ${grouped(pairs.written)} written: ${grouped(splits.train)} for training, ${grouped(splits.validation)} for validation.`,
    '',
    ...heading('What came in'),
    `${counted(came.files, 'file')} = ${grouped(came.files - came.skipped.length - came.failedFiles)} used + ${grouped(came.skipped.length)} skipped + ${grouped(came.failedFiles)} failed.`,
    '',
    ...counts('kind of file', came.types),
    ...list(
      'Skipped',
      [...came.skipped, ...came.notPages].map(({ path, reason }) => `\`${code(path)}\`: ${plain(reason)}`),
    ),
    ...heading('Failures'),
    ...list(
      '',
      failures.map((row) => `\`${code(row.where)}\` (${row.stage}, ${row.code}): ${plain(row.message)} ${plain(row.fix)}`),
      'Nothing failed.',
    ),
    ...heading('Copies'),
    ...list(
      '',
      copies.map((row) => `\`${code(row.alias)}\` is \`${code(row.page_id)}\` (${plain(row.how)})`),
      'No page stands twice.',
    ),
    ...heading('Sections and kinds'),
    ...table(
      ['section', 'pages', 'written', 'kept', 'train', 'validation'],
      sections.map((row) => [`${row.id} ${row.name}`.trim() || '(none)', row.pages, row.written, row.kept, row.train, row.validation]),
    ),
    ...counts('content type', data.contentTypes),
    ...counts('source type', data.sourceTypes),
    ...heading('Reading'),
    ...counts('origin', reading.origins),
    ...(reading.confidences.length === 0
      ? []
      : [
          `Mean confidence of a page: median ${median(reading.confidences).toFixed(3)}, lowest ${Math.min(...reading.confidences).toFixed(3)}.`,
          '',
        ]),
    ...heading('Pairs'),
    ...table(
      ['pairs', 'count', 'share'],
      [
        ['written', pairs.written, percent(pairs.written, pairs.written)],
        ...pairs.byCheck.map((row) => [`rejected: ${row.check}`, row.rejected, percent(row.rejected, pairs.written)]),
        ['rejected, all', pairs.rejected, percent(pairs.rejected, pairs.written)],
        ['duplicate', pairs.duplicate, percent(pairs.duplicate, pairs.written)],
        ['in review', pairs.review, percent(pairs.review, pairs.written)],
        ['kept', pairs.kept, percent(pairs.kept, pairs.written)],
      ],
    ),
    ...heading('Coverage'),
    `Blocks and cells: ${grouped(coverage.used)} used as evidence, ${grouped(coverage.refused)} refused, ${grouped(coverage.no_interest)} of no interest.`,
    '',
    ...counts('refused because', refusals),
    ...heading('Distributions'),
    ...counts('task', distributions.tasks),
    ...counts('question type', distributions.questionTypes),
    ...counts('writer', distributions.writers),
    ...heading('Splits and datasets'),
    `Seed ${splits.seed}, stratified by ${splits.stratifiedBy}; ${counted(splits.groups, 'group')}. In both splits: ${splits.shared.pages} pages, ${splits.shared.groups} groups, ${splits.shared.questions} questions.`,
    '',
    ...table(
      ['file', 'records'],
      datasets.map((row) => [`data/${row.file}`, row.records]),
    ),
    ...(validation === null
      ? []
      : [
          `Validation: ${counted(validation.errors, 'error')}, ${counted(validation.warnings, 'warning')}.`,
          '',
          ...list('', validation.first_errors.map(plain)),
        ]),
    ...heading('Three pairs'),
    ...data.kept.slice(0, 3).flatMap((sample) => [`- **${plain(sample.question)}**`, `  ${plain(sample.answer)}`, `  \`${sample.id}\``]),
    '',
    ...heading('Contradictions and review'),
    ...list(
      'Contradictions',
      data.contradictions.map(
        (row) => `${plain(row.question)} ${row.answers.map(({ answer }) => `“${plain(answer)}”`).join(' or ')} (${row.outcome})`,
      ),
      'None.',
    ),
    ...list(
      'Review',
      data.review.map((row) => `\`${row.id}\` ${plain(row.question)} (${plain(row.reason)})`),
      'None.',
    ),
    ...heading('Versions'),
    ...data.versions.map(([name, version]) => `- ${name}: ${version}`),
    '',
  ]
  return lines.join('\n')
}

const heading = (title: string): string[] => [`## ${title}`, '']
const plain = (text: string): string => text.replace(/\s+/g, ' ').trim()
const code = (text: string): string => text.replaceAll('`', "'")

function counts(head: string, some: readonly Count[]): string[] {
  return some.length === 0
    ? []
    : table(
        [head, 'count'],
        some.map((row) => [row.name, row.count]),
      )
}

function list(title: string, items: readonly string[], empty?: string): string[] {
  if (items.length === 0) return empty === undefined ? [] : [title === '' ? empty : `${title}: ${empty}`, '']
  const shown = items.slice(0, LIST).map((item) => `- ${item}`)
  return [...(title === '' ? [] : [`${title}:`, '']), ...shown, ...(items.length > LIST ? [`- … and ${items.length - LIST} more`] : []), '']
}

/** A Markdown table padded so that it also reads well where it is not rendered. */
function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] {
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
