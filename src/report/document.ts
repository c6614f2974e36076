import type { ReportData } from './data.ts'
import { cameInPart, copiesPart, failuresPart, readingPart, sectionsPart } from './input-parts.ts'
import { html, type Markup, raw } from './markup.ts'
import { counted, grouped, percent } from './numbers.ts'
import { coveragePart, disputedPart, distributionsPart, funnelPart, splitsPart } from './pair-parts.ts'
import { keptSamplesPart, pagesPart, rejectedSamplesPart, settingsPart } from './sample-parts.ts'
import { costPart, duplicatesPart, qualityPart } from './quality-parts.ts'
import { STYLE } from './style.ts'

interface Part {
  readonly id: string
  readonly title: string
  readonly render: (data: ReportData) => Markup
  /** Shown beside the entry in the table of contents. */
  readonly count?: (data: ReportData) => number
  /** Whether a count above zero is bad news. */
  readonly alarm?: boolean
}

const PARTS: readonly Part[] = [
  { id: 'sources', title: 'What came in', render: cameInPart, count: (data) => data.came.files },
  { id: 'failures', title: 'Failures', render: failuresPart, count: (data) => data.failures.length, alarm: true },
  { id: 'copies', title: 'Copies', render: copiesPart, count: (data) => data.copies.length },
  { id: 'sections', title: 'Sections and kinds', render: sectionsPart, count: (data) => data.sections.length },
  { id: 'reading', title: 'Reading', render: readingPart },
  { id: 'pairs', title: 'Pairs', render: funnelPart, count: (data) => data.pairs.written },
  { id: 'quality', title: 'Quality', render: qualityPart },
  { id: 'duplicates', title: 'Duplicates', render: duplicatesPart, count: (data) => data.duplicates.length },
  { id: 'coverage', title: 'Coverage', render: coveragePart },
  { id: 'distributions', title: 'Distributions', render: distributionsPart },
  { id: 'splits', title: 'Splits and datasets', render: splitsPart },
  { id: 'cost', title: 'Tokens and money', render: costPart },
  { id: 'kept', title: 'Sample of kept pairs', render: keptSamplesPart, count: (data) => data.kept.length },
  { id: 'rejected', title: 'Sample of rejected pairs', render: rejectedSamplesPart, count: (data) => data.rejected.length },
  {
    id: 'disputed',
    title: 'Contradictions and review',
    render: disputedPart,
    count: (data) => data.contradictions.length + data.pairs.review,
  },
  { id: 'pages', title: 'Index of pages', render: pagesPart, count: (data) => data.pages.length },
  { id: 'settings', title: 'Settings and versions', render: settingsPart },
]

/** The report as one HTML document without scripts and without anything fetched from elsewhere. */
export function reportHtml(data: ReportData): string {
  const contents = PARTS.map((part) => {
    const count = part.count?.(data)
    const alarming = part.alarm === true && count !== undefined && count > 0
    return html`<li>
      <a href="#${part.id}"
        >${part.title}${count === undefined ? null : html`<span class="n${alarming ? ' bad' : ''}">${grouped(count)}</span>`}</a
      >
    </li>`
  })
  const parts = PARTS.map(
    (part) =>
      html`<section id="${part.id}">
        <h2>${part.title}</h2>
        ${part.render(data)}
      </section> `,
  )
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:" />
        <title>${data.title}</title>
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        <div class="layout">
          <nav aria-label="Contents">
            <strong>${data.title}</strong>
            <ol>
              ${contents}
            </ol>
          </nav>
          <main>
            <h1>${data.title}</h1>
            ${summary(data)} ${parts}
            <footer>Written by Pagetune. Made from the files of this project alone: the same files give the same report.</footer>
          </main>
        </div>
      </body>
    </html> `
  return page.text
}

function summary({ came, pairs, splits, failures, copies, validation }: ReportData): Markup {
  const tile = (value: string, text: string, tone = ''): Markup =>
    html`<div class="tile"><b class="${tone}">${value}</b><span>${text}</span></div>`
  const sound = failures.length === 0 && (validation?.errors ?? 0) === 0
  return html`<p class="lead">
      ${counted(came.pages, 'page')} became ${counted(pairs.kept, 'question–answer pair')} whose answers are shown on their pages.
      <span class="state ${sound ? 'good' : 'bad'}">${sound ? 'all well' : 'needs a look'}</span>
    </p>
    <div class="tiles">
      ${[
        tile(grouped(came.files), 'files seen'),
        tile(grouped(came.pages), copies.length === 0 ? 'pages' : `pages, and ${counted(copies.length, 'copy', 'copies')} of them`),
        tile(grouped(failures.length), 'failures', failures.length === 0 ? 'good' : 'bad'),
        tile(grouped(pairs.kept), `pairs kept, ${percent(pairs.kept, pairs.written)} of ${grouped(pairs.written)} written`),
        tile(grouped(splits.train), 'for training'),
        tile(grouped(splits.validation), 'for validation'),
      ]}
    </div>`
}
