import { cellStack, histogramChart } from './charts.ts'
import type { DuplicateGroup, QualityRow, ReportData } from './data.ts'
import { html, type Markup } from './markup.ts'
import { counted, grouped, histogram, roundLimit } from './numbers.ts'
import { judgedSentences, tokenSentence } from './sentences.ts'
import { table } from './tables.ts'

const GROUPS_SHOWN = 40

/** Quality by task, section, source and check. */
export function qualityPart({ quality, checks, judged }: ReportData): Markup {
  const rows = (kind: string, title: string): Markup =>
    html`<h3>${title}</h3>
      ${qualityTable(
        quality.filter((row) => row.kind === kind),
        kind,
      )}`
  const objections = table(
    checks,
    [
      { head: 'check', cell: (row) => row.name.replaceAll('_', ' ') },
      { head: 'fails', kind: 'num', cell: (row) => grouped(row.fail) },
      { head: 'wants a look', kind: 'num', cell: (row) => grouped(row.review) },
    ],
    { empty: 'No check objected to any pair.', snug: true },
  )
  return html`${rows('task', 'By task')} ${rows('section', 'By section')} ${rows('source', 'By kind of source')}
    <h3>By check</h3>
    <p>A pair may have several objections. What an objection does can be set for each check (<code>check.treat</code>).</p>
    ${objections}
    <h3>Judged by people</h3>
    <p class="${judged === null ? 'empty' : ''}">${judgedSentences(judged)}</p>`
}

function qualityTable(rows: readonly QualityRow[], head: string): Markup {
  return table(
    rows,
    [
      { head, cell: (row) => row.name },
      {
        head: 'what became of them',
        kind: 'bar',
        cell: (row) =>
          cellStack([
            { label: 'kept', value: row.kept, tone: 'good' },
            { label: 'in review', value: row.review, tone: 'warn' },
            { label: 'duplicate', value: row.duplicate, tone: 'quiet' },
            { label: 'rejected', value: row.rejected, tone: 'bad' },
          ]),
      },
      { head: 'written', kind: 'num', cell: (row) => grouped(row.written) },
      { head: 'kept', kind: 'num', cell: (row) => grouped(row.kept) },
      { head: 'in review', kind: 'num', cell: (row) => grouped(row.review) },
      { head: 'duplicate', kind: 'num', cell: (row) => grouped(row.duplicate) },
      { head: 'rejected', kind: 'num', cell: (row) => grouped(row.rejected) },
    ],
    { empty: 'There are no pairs.' },
  )
}

/** Duplicates as groups: the pair that stays, and those that said the same. */
export function duplicatesPart({ duplicates, duplicateMethod, pairs }: ReportData): Markup {
  const more = duplicates.length - GROUPS_SHOWN
  return html`<p>
      ${counted(pairs.duplicate, 'pair')} said what another pair says; sought by this method: ${duplicateMethod}.
      ${duplicateMethod === 'lexical' ? 'Questions that mean the same in quite other words stay, unless a sentence model is set (deduplicate.semantic).' : ''}
    </p>
    ${duplicates.slice(0, GROUPS_SHOWN).map(groupOf)}
    ${more > 0 ? html`<p class="soft">${counted(more, 'further group')} in work/logs/duplicates.csv.</p>` : null}`
}

function groupOf({ question, answer, dropped, isKept }: DuplicateGroup): Markup {
  return html`<details>
    <summary>${question} <span class="soft">– ${counted(dropped.length, 'duplicate')}${isKept ? '' : ', held for a person'}</span></summary>
    <p class="a">${answer}</p>
    ${table(
      dropped,
      [
        { head: 'left out', kind: 'main', cell: (row) => row.question },
        { head: 'answer', kind: 'text', cell: (row) => row.answer },
        { head: 'alike by', cell: (row) => row.how.replaceAll('_', ' ') },
        { head: 'stood at', cell: (row) => row.where.replaceAll('_', ' ') },
        { head: 'similarity', kind: 'num', cell: (row) => row.similarity.toFixed(2) },
      ],
      { empty: '' },
    )}
  </details>`
}

/** Tokens and money. */
export function costPart({ tokens, spending }: ReportData): Markup {
  const total = spending.reduce((sum, row) => sum + row.usd, 0)
  const plot =
    tokens.counts.length === 0
      ? null
      : histogramChart(histogram(tokens.counts, 0, roundLimit(tokens.counts), 10), {
          title: `Tokens per pair (${tokens.tokenizer})`,
          unit: 'tokens',
          label: (edge) => String(Math.round(edge)),
          open: true,
        })
  return html`<p>${tokenSentence(tokens)}</p>
    <div class="narrow">${plot}</div>
    <h3>Money</h3>
    ${
      spending.length === 0
        ? html`<p>Nothing was paid: spend.jsonl has no paid call.</p>`
        : html`<p>${total.toFixed(2)} USD in all, by spend.jsonl.</p>
            ${table(
              spending,
              [
                { head: 'model', cell: (row) => row.model },
                { head: 'for', cell: (row) => row.purpose },
                { head: 'calls', kind: 'num', cell: (row) => grouped(row.calls) },
                { head: 'USD', kind: 'num', cell: (row) => row.usd.toFixed(2) },
                { head: 'calls without a known price', kind: 'num', cell: (row) => grouped(row.unpriced) },
              ],
              { empty: '', snug: true },
            )}`
    }`
}
