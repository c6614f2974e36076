import { cellBar, histogramChart } from './charts.ts'
import type { ReportData } from './data.ts'
import { html, type Markup } from './markup.ts'
import { counted, grouped, histogram, percent } from './numbers.ts'
import { countTable, table } from './tables.ts'

/** The parts of the report that say what came in and how well it could be read. */

const SKIPPED_SHOWN = 200

export function cameInPart({ came, failures }: ReportData): Markup {
  const used = came.files - came.skipped.length - came.failedFiles
  return html`<p>
      ${counted(came.files, 'file')} seen = ${grouped(used)} used + ${grouped(came.skipped.length)} skipped + ${grouped(came.failedFiles)}
      failed. They gave ${counted(came.pages, 'page')}${came.htmlPages > 0 ? `, ${grouped(came.htmlPages)} of them HTML` : ''}.
    </p>
    ${countTable(came.types, 'kind of file', 'No usable file was found.')}
    <h3>Skipped files</h3>
    ${table(
      came.skipped.slice(0, SKIPPED_SHOWN),
      [
        { head: 'file', kind: 'path', cell: (row) => row.path },
        { head: 'reason', cell: (row) => row.reason },
      ],
      { empty: 'No file was skipped.', longFrom: 12 },
    )}${came.skipped.length > SKIPPED_SHOWN ? html`<p class="soft">… and ${grouped(came.skipped.length - SKIPPED_SHOWN)} more.</p>` : null}
    <h3>Pages that are none</h3>
    ${table(
      came.notPages.slice(0, SKIPPED_SHOWN),
      [
        { head: 'page', kind: 'path', cell: (row) => row.path },
        { head: 'reason', cell: (row) => row.reason },
      ],
      { empty: 'Every page of every file is a page.', longFrom: 12 },
    )}
    ${failures.length > 0 ? html`<p class="bad">${counted(failures.length, 'failure')}: see <a href="#failures">what failed, and what to do</a>.</p>` : null}`
}

export function failuresPart({ failures }: ReportData): Markup {
  return table(
    failures,
    [
      { head: 'file or page', kind: 'path', cell: (row) => row.where },
      { head: 'stage', cell: (row) => row.stage },
      { head: 'what happened', kind: 'text', cell: (row) => html`${row.message} <span class="soft mono">${row.code}</span>` },
      { head: 'what to do', kind: 'text', cell: (row) => row.fix },
    ],
    { empty: 'Nothing failed.' },
  )
}

export function copiesPart({ copies }: ReportData): Markup {
  return html`<p>A page that several files show counts once; its copies are kept as other names of it and get no pairs of their own.</p>
    ${table(
      copies,
      [
        { head: 'page', kind: 'path', cell: (row) => row.page_id },
        { head: 'copy', kind: 'path', cell: (row) => row.alias },
        { head: 'in file', kind: 'path', cell: (row) => row.source },
        { head: 'recognised by', cell: (row) => row.how },
      ],
      { empty: 'No page stands twice among the sources.', longFrom: 14 },
    )}`
}

export function sectionsPart({ sections, sourceTypes, contentTypes }: ReportData): Markup {
  const top = Math.max(0, ...sections.map((row) => row.kept))
  return html`${table(
      sections,
      [
        { head: 'section', cell: (row) => [row.id, ' ', row.name === '' && row.id === '' ? '(none)' : row.name] },
        { head: 'pages', kind: 'num', cell: (row) => grouped(row.pages) },
        { head: 'pairs kept', kind: 'bar', cell: (row) => cellBar(row.kept, top) },
        { head: '', kind: 'num', cell: (row) => grouped(row.kept) },
        { head: 'of written', kind: 'num', cell: (row) => grouped(row.written) },
        { head: 'train', kind: 'num', cell: (row) => grouped(row.train) },
        { head: 'validation', kind: 'num', cell: (row) => grouped(row.validation) },
      ],
      { empty: 'There are no pages.' },
    )}
    <div class="two">
      <div>
        <h3>Kinds of page</h3>
        ${countTable(contentTypes, 'content type', 'No page was classified.')}
      </div>
      <div>
        <h3>Kinds of source</h3>
        ${countTable(sourceTypes, 'source type', 'No page was classified.')}
      </div>
    </div>`
}

export function readingPart({ reading }: ReportData): Markup {
  const { confidences } = reading
  const mean = confidences.reduce((sum, value) => sum + value, 0) / Math.max(1, confidences.length)
  const low = Math.min(0.9, ...confidences.map((value) => Math.floor(value * 20) / 20))
  const bins = Math.round((1 - low) / 0.01)
  return html`<div class="two">
      <div>
        <h3>Where the text comes from</h3>
        ${countTable(reading.origins, 'origin', 'No page was read.')}
        ${reading.engines.length > 0 ? html`<p class="soft">Engines: ${[...new Set(reading.engines.map((engine) => engine.split(' ').slice(0, 2).join(' ')))].map((engine) => html`<code>${engine}</code> `)}</p>` : null}
      </div>
      <div>
        ${
          confidences.length === 0
            ? html`<p class="empty">No page was read from its picture.</p>`
            : histogramChart(histogram(confidences, low, 1, Math.max(5, Math.min(bins, 20))), {
                title: `Mean confidence of ${counted(confidences.length, 'page')} read from the picture (mean ${percent(mean, 1)})`,
                unit: 'mean confidence of a page',
                label: (edge) => edge.toFixed(2),
              })
        }
      </div>
    </div>
    ${
      reading.lowest.length === 0
        ? null
        : html`<h3>Least sure pages</h3>
            ${table(
              reading.lowest,
              [
                { head: 'page', kind: 'id', cell: (row) => row.page_id },
                { head: 'mean confidence', kind: 'num', cell: (row) => row.confidence.toFixed(3) },
              ],
              { empty: '' },
            )}`
    }
    ${
      reading.disputed.length === 0
        ? null
        : html`<h3>Numbers that a second reader read differently</h3>
            <p class="soft">${counted(reading.disputed.length, 'word')}; pairs that rest on one of them wait in review.</p>
            ${table(
              reading.disputed,
              [
                { head: 'page', kind: 'id', cell: (row) => row.page_id },
                { head: 'read', cell: (row) => row.text },
                { head: 'second reader', cell: (row) => row.also_read },
                { head: 'confidence', kind: 'num', cell: (row) => row.confidence.toFixed(3) },
              ],
              { empty: '' },
            )}`
    }`
}
