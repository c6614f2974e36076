import type { ReportData } from './data.ts'
import { counts, heading, list, plain, table } from './markdown.ts'
import { grouped, percent } from './numbers.ts'
import { duplicatesMarkdown, qualityMarkdown } from './quality-markdown.ts'

const SAMPLES = 3

/** The older systems' report of their filter stage: totals, reasons, up to three samples of each filter. */
export function filterReport(data: ReportData): string {
  const { pairs, rejected } = data
  const filters = [...new Set(rejected.flatMap(({ reasons }) => reasons.slice(0, 1).map(checkOf)))].toSorted()
  return [
    '# Filter',
    '',
    ...table(
      ['pairs', 'count', 'share'],
      [
        ['judged', pairs.written, percent(pairs.written, pairs.written)],
        ['passed', pairs.written - pairs.rejected - pairs.review, percent(pairs.written - pairs.rejected - pairs.review, pairs.written)],
        ['rejected', pairs.rejected, percent(pairs.rejected, pairs.written)],
        ['in review', pairs.review, percent(pairs.review, pairs.written)],
      ],
    ),
    ...heading('Reasons'),
    ...table(
      ['filter', 'rejected'],
      pairs.byCheck.map((row) => [row.check, row.rejected]),
    ),
    ...heading('Quality'),
    ...qualityMarkdown(data),
    ...heading('Samples'),
    ...filters.flatMap((filter) =>
      list(
        filter,
        rejected
          .filter(({ reasons }) => checkOf(reasons[0] ?? '') === filter)
          .slice(0, SAMPLES)
          .map((sample) => `\`${sample.id}\` ${plain(sample.question)} – ${plain(sample.answer)} (${plain(sample.reasons.join(' '))})`),
      ),
    ),
  ].join('\n')
}

const checkOf = (reason: string): string => /^(\w+):/.exec(reason)?.[1] ?? 'other'

/** The older systems' report of their deduplication: counts, groups by kind, the first ten groups. */
export function deduplicationReport(data: ReportData): string {
  const { pairs } = data
  return [
    '# Deduplication',
    '',
    ...table(
      ['pairs', 'count'],
      [
        ['compared', pairs.kept + pairs.duplicate],
        ['kept', pairs.kept],
        ['dropped', pairs.duplicate],
        ['groups', data.duplicates.length],
      ],
    ),
    ...heading('Groups'),
    ...duplicatesMarkdown(data),
  ].join('\n')
}

/** The older systems' report of what was emitted: totals, splits by section, files. */
export function emitReport({ splits, sections, sourceTypes, datasets, pairs }: ReportData): string {
  return [
    '# Emitted datasets',
    '',
    ...table(
      ['split', 'pairs', 'share'],
      (['train', 'validation', 'test', 'probes'] as const).map((split) => [split, splits[split], percent(splits[split], pairs.kept)]),
    ),
    `Pages: ${grouped(splits.trainPages)} in training, ${grouped(splits.validationPages)} in validation. Seed ${splits.seed}, stratified by ${splits.stratifiedBy}.`,
    '',
    ...heading('Sections'),
    ...table(
      ['section', 'train', 'validation', 'total'],
      sections.map((row) => [`${row.id} ${row.name}`.trim() || '(none)', row.train, row.validation, row.kept]),
    ),
    ...heading('Sources'),
    ...counts('source type', sourceTypes),
    ...heading('Files'),
    ...table(
      ['file', 'records'],
      datasets.map((row) => [`data/${row.file}`, row.records]),
    ),
  ].join('\n')
}
