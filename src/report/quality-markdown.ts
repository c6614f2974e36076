import type { ReportData } from './data.ts'
import { counts, list, plain, table } from './markdown.ts'
import { counted, grouped, median, percent } from './numbers.ts'

/** The parts of report.md about quality, duplicates and cost: the figures of the same parts of report.html. */

const GROUPS_SHOWN = 10

/** Quality by task, section, kind of source and check, and by the judgement of people. */
export function qualityMarkdown({ quality, checks, judged }: ReportData): string[] {
  const by = (kind: string): string[] =>
    table(
      [kind, 'written', 'kept', 'share kept', 'in review', 'duplicate', 'rejected'],
      quality
        .filter((row) => row.kind === kind)
        .map((row) => [row.name, row.written, row.kept, percent(row.kept, row.written), row.review, row.duplicate, row.rejected]),
    )
  return [
    ...by('task'),
    ...by('section'),
    ...by('source'),
    ...table(
      ['check', 'fails', 'wants a look'],
      checks.map((row) => [row.name.replaceAll('_', ' '), row.fail, row.review]),
    ),
    judged === null
      ? 'No decision of a person is recorded in review.jsonl: how many pairs are right has not been judged.'
      : `People accepted ${grouped(judged.good)} of ${counted(judged.pairs, 'pair')} as they stand (${percent(judged.good, judged.pairs)}), ${grouped(judged.edited)} after a correction; if they were drawn at random, the true share lies between ${share(judged.interval.low)} and ${share(judged.interval.high)} (Wilson interval, 95 %).`,
    '',
  ]
}

const share = (value: number): string => `${(value * 100).toFixed(1)} %`

/** Duplicates by kind and place, and the first groups. */
export function duplicatesMarkdown({ duplicates, duplicateKinds, duplicatePlaces, duplicateMethod, pairs }: ReportData): string[] {
  return [
    `${counted(pairs.duplicate, 'pair')} said what another pair says; sought by this method: ${duplicateMethod}.`,
    '',
    ...counts('alike by', duplicateKinds),
    ...counts('stood at', duplicatePlaces),
    ...list(
      '',
      duplicates
        .slice(0, GROUPS_SHOWN)
        .map(({ question, dropped }) => `${plain(question)} – instead of: ${dropped.map((row) => `“${plain(row.question)}”`).join(', ')}`),
    ),
  ]
}

/** Tokens by an estimate, and what was paid. */
export function costMarkdown({ tokens, spending }: ReportData): string[] {
  const total = spending.reduce((sum, row) => sum + row.usd, 0)
  return [
    `Tokens of a pair, an estimate and no tokenizer's count ((words + punctuation marks) × 1.3; pictures not counted): median ${grouped(median(tokens))}, most ${grouped(tokens.reduce((most, count) => Math.max(most, count), 0))}, all together ${grouped(tokens.reduce((sum, count) => sum + count, 0))}.`,
    '',
    spending.length === 0 ? 'Nothing was paid: spend.jsonl has no paid call.' : `${total.toFixed(2)} USD in all, by spend.jsonl.`,
    '',
    ...table(
      ['model', 'for', 'calls', 'USD', 'calls without a known price'],
      spending.map((row) => [row.model, row.purpose, row.calls, row.usd.toFixed(2), row.unpriced]),
    ),
  ]
}
