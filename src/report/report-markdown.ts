import type { ReportData } from './data.ts'
import { code, counts, heading, list, plain, table } from './markdown.ts'
import { counted, grouped, median, percent } from './numbers.ts'
import { costMarkdown, duplicatesMarkdown, qualityMarkdown } from './quality-markdown.ts'

const leftOut = ({ path, reason }: { readonly path: string; readonly reason: string }): string => `\`${code(path)}\`: ${plain(reason)}`

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
    ...list('Skipped files', came.skipped.map(leftOut)),
    ...list('Pages that are none', came.notPages.map(leftOut)),
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
    ...(reading.disputed.length === 0
      ? []
      : list(
          `Numbers that a second reader read differently (${grouped(reading.disputed.length)})`,
          reading.disputed.map((row) => `\`${code(row.page_id)}\`: ${plain(row.text)}, second reader: ${plain(row.also_read)}`),
        )),
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
    ...heading('Quality'),
    ...qualityMarkdown(data),
    ...heading('Duplicates'),
    ...duplicatesMarkdown(data),
    ...heading('Coverage'),
    `Blocks and cells: ${grouped(coverage.used)} used as evidence, ${grouped(coverage.refused)} refused, ${grouped(coverage.no_interest)} of no interest (page furniture, or text that holds nothing to ask).`,
    '',
    ...counts('refused because', refusals),
    ...list(
      'Pages without a pair',
      data.pages
        .filter(({ kept, failed }) => kept === 0 && failed === null)
        .map(
          (row) =>
            `\`${code(row.page_id)}\` (${row.content_type}): ${row.written === 0 ? 'nothing was written' : `none of ${row.written} written was kept`}`,
        ),
    ),
    ...heading('Distributions'),
    ...counts('task', distributions.tasks),
    ...counts('question type', distributions.questionTypes),
    ...counts('writer', distributions.writers),
    ...heading('Tokens and money'),
    ...costMarkdown(data),
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
      data.held.length < data.pairs.review ? `Review, ${data.held.length} of ${data.pairs.review}` : 'Review',
      data.held.map((row) => `\`${row.id}\` ${plain(row.question)} (${plain(row.reasons.join(' '))})`),
      'None.',
    ),
    ...heading('Versions'),
    ...data.versions.map(([name, version]) => `- ${name}: ${version}`),
    '',
  ]
  return lines.join('\n')
}
