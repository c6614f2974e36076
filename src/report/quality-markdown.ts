import type { ReportData } from './data.ts'
import { code, counts, list, plain, table } from './markdown.ts'
import { counted, percent } from './numbers.ts'
import { judgedSentences, tokenSentence } from './sentences.ts'

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
    judgedSentences(judged),
    '',
  ]
}

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
        .map(
          ({ id, question, dropped }) =>
            `${plain(question)} (\`${code(id)}\`) – instead of: ${dropped.map((row) => saidBy(row, question)).join(', ')}`,
        ),
    ),
  ]
}

/** A pair that was left out, by its id; its question where that is another one. */
function saidBy({ id, question }: ReportData['duplicates'][number]['dropped'][number], kept: string): string {
  return question === kept ? `\`${code(id)}\`` : `\`${code(id)}\` “${plain(question)}”`
}

/** Tokens, and what was paid. */
export function costMarkdown({ tokens, spending }: ReportData): string[] {
  const total = spending.reduce((sum, row) => sum + row.usd, 0)
  return [
    tokenSentence(tokens),
    '',
    spending.length === 0 ? 'Nothing was paid: spend.jsonl has no paid call.' : `${total.toFixed(2)} USD in all, by spend.jsonl.`,
    '',
    ...table(
      ['model', 'for', 'calls', 'USD', 'calls without a known price'],
      spending.map((row) => [row.model, row.purpose, row.calls, row.usd.toFixed(2), row.unpriced]),
    ),
  ]
}
