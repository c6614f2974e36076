import { cellStack } from './charts.ts'
import { isStrip, type PageRow, type ReportData, type Sample } from './data.ts'
import { html, type Markup } from './markup.ts'
import { counted, grouped } from './numbers.ts'
import { table } from './tables.ts'

/** The parts of the report that show single pairs and single pages. */

export function keptSamplesPart({ kept, pairs }: ReportData): Markup {
  return html`<p>
      ${counted(kept.length, 'pair')} of ${grouped(pairs.kept)}, drawn by the split's seed. Beside each one stands the piece of the page
      that it cites, with the evidence framed.
    </p>
    ${samples(kept, 'No pair was kept.')}`
}

export function rejectedSamplesPart({ rejected, pairs }: ReportData): Markup {
  return html`<p>
      ${counted(rejected.length, 'pair')} of ${grouped(pairs.rejected)}, each with the reason. A dashed frame shows a place that speaks
      against it.
    </p>
    ${samples(rejected, 'No pair was rejected.')}`
}

export function samples(some: readonly Sample[], empty: string): Markup {
  return some.length === 0 ? html`<p class="empty">${empty}</p>` : html`<div class="samples">${some.map(sampleCard)}</div>`
}

function sampleCard(sample: Sample): Markup {
  const shown =
    sample.crop === null
      ? html`<blockquote class="quote">${sample.quotes.join('\n')}</blockquote>`
      : html`<img
          src="${sample.crop.uri}"
          width="${sample.crop.width}"
          height="${sample.crop.height}"
          loading="lazy"
          alt="Evidence on page ${sample.page_id}: ${sample.quotes.join(' ').slice(0, 200)}"
        />`
  const tags = [sample.task, sample.question_type, sample.split ?? '', ...sample.applies_to].filter((tag) => tag !== '')
  return html`<article class="sample${sample.crop !== null && isStrip(sample.crop) ? ' strip' : ''}">
    <div>
      ${sample.reasons.map((reason) => html`<p class="why">${reason}</p>`)}
      <p class="q">${sample.question}</p>
      <p class="a">${sample.answer}</p>
      <p class="facts">
        ${tags.map((tag) => html`<span class="tag">${tag}</span>`)}<br /><span class="mono">${sample.id}</span><br />${sample.source}
      </p>
    </div>
    <figure>${shown}</figure>
  </article> `
}

export function pagesPart({ pages }: ReportData): Markup {
  const covered = (row: PageRow): Markup | null =>
    row.coverage === null
      ? null
      : cellStack([
          { label: 'used', value: row.coverage.used, tone: 'good' },
          { label: 'refused', value: row.coverage.refused, tone: 'warn' },
          { label: 'no interest', value: row.coverage.no_interest, tone: 'quiet' },
        ])
  const list = table(
    pages,
    [
      { head: 'page', kind: 'path', cell: (row) => html`${row.page_id}<br /><span class="soft">${row.source}</span>` },
      { head: 'section', cell: (row) => row.section },
      { head: 'kind', cell: (row) => row.content_type },
      { head: 'text from', cell: (row) => (row.confidence === null ? row.origin : `${row.origin} ${row.confidence.toFixed(2)}`) },
      { head: 'coverage', kind: 'bar', cell: covered },
      { head: 'written', kind: 'num', cell: (row) => grouped(row.written) },
      {
        head: 'kept',
        kind: 'num',
        cell: (row) => (row.failed === null ? grouped(row.kept) : html`<span class="bad">failed: ${row.failed}</span>`),
      },
    ],
    { empty: 'There are no pages.', longFrom: 20 },
  )
  const silent = pages.filter((row) => row.kept === 0 && row.failed === null).length
  return html`<p>
      ${counted(pages.length, 'page')}; ${silent === 0 ? 'each has pairs' : `${grouped(silent)} without pairs`}. Coverage: cited, refused,
      of no interest.
    </p>
    ${list}`
}

export function settingsPart({ settings, versions }: ReportData): Markup {
  const changed = settings.filter((row) => !row.isDefault)
  const columns = [
    { head: 'setting', kind: 'id' as const, cell: (row: (typeof settings)[number]) => html`<span class="mono">${row.key}</span>` },
    { head: 'value', cell: (row: (typeof settings)[number]) => html`<span class="mono">${row.value}</span>` },
  ]
  return html`<h3>Changed settings</h3>
    ${table(changed, columns, { empty: 'Every setting has its default value.', longFrom: 40 })}
    <details>
      <summary>All ${grouped(settings.length)} settings</summary>
      ${table(settings, columns, { empty: '', longFrom: 40 })}
    </details>
    <h3>Versions</h3>
    ${table(
      versions,
      [
        { head: 'part', cell: ([name]) => name },
        { head: 'version', cell: ([, version]) => html`<span class="mono">${version}</span>` },
      ],
      { empty: 'No versions are known.', longFrom: 40 },
    )}`
}
