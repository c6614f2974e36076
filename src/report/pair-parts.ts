import { histogramChart, stackedBar, type Step, waterfall } from './charts.ts'
import type { ReportData } from './data.ts'
import { samples } from './sample-parts.ts'
import { html, type Markup } from './markup.ts'
import { counted, grouped, histogram, median, percent, roundLimit } from './numbers.ts'
import { countTable, table } from './tables.ts'

/** The parts of the report about the pairs: what became of them, what they are, how they are split. */

const ROWS_SHOWN = 100

export function funnelPart({ pairs, splits }: ReportData): Markup {
  const losses: Step[] = pairs.byCheck.map((row) => ({
    label: row.check.replaceAll('_', ' '),
    value: row.rejected,
    kind: 'loss',
    tone: 'bad',
    note: 'rejected by this check',
  }))
  const named = losses.reduce((sum, step) => sum + step.value, 0)
  if (pairs.rejected > named)
    losses.push({ label: 'other checks', value: pairs.rejected - named, kind: 'loss', tone: 'bad', note: 'rejected' })
  const steps: Step[] = [
    { label: 'Written', value: pairs.written, kind: 'total', tone: 'quiet', note: 'by the question writers' },
    ...losses,
    { label: 'duplicates', value: pairs.duplicate, kind: 'loss', tone: 'warn', note: 'the same fact asked again' },
    { label: 'in review', value: pairs.review, kind: 'loss', tone: 'warn', note: 'held back until a person has looked' },
    { label: 'Kept', value: pairs.kept, kind: 'total', tone: 'good', note: `${percent(pairs.kept, pairs.written)} of those written` },
    { label: 'training', value: splits.train, kind: 'part', tone: 'accent' },
    { label: 'validation', value: splits.validation, kind: 'part', tone: 'accent' },
    ...(['test', 'probes'] as const)
      .filter((side) => splits[side] > 0)
      .map((side): Step => ({ label: side, value: splits[side], kind: 'part', tone: 'accent' })),
  ]
  const sum = pairs.rejected + pairs.duplicate + pairs.review + pairs.kept
  const adds = sum === pairs.written
  return html`<p>
      ${grouped(pairs.written)} written = ${grouped(pairs.rejected)} rejected + ${grouped(pairs.duplicate)} duplicate +
      ${grouped(pairs.review)} in review + ${grouped(pairs.kept)} kept.
      ${adds ? null : html`<span class="bad">These do not add up: ${grouped(sum)}.</span>`}
    </p>
    ${waterfall(steps, 'What became of the pairs')}`
}

export function coveragePart({ coverage, refusals, distributions }: ReportData): Markup {
  const { pairsPerPage } = distributions
  const limit = roundLimit(pairsPerPage)
  return html`<p>
      Content blocks and table cells of all pages: those that pairs cite, those that a writer refused with a reason, and page furniture or
      text that holds nothing to ask.
    </p>
    ${stackedBar(
      [
        { label: 'used as evidence', value: coverage.used, tone: 'good' },
        { label: 'refused', value: coverage.refused, tone: 'warn' },
        { label: 'of no interest', value: coverage.no_interest, tone: 'quiet' },
      ],
      'Coverage of content blocks and table cells',
    )}
    <div class="two">
      <div>
        <h3>Why writers refused</h3>
        ${countTable(refusals, 'reason', 'No writer refused anything.', 'warn')}
      </div>
      <div>
        ${
          pairsPerPage.length === 0
            ? null
            : histogramChart(histogram(pairsPerPage, 0, limit, 10), {
                title: `Pairs kept per page (median ${median(pairsPerPage)})`,
                unit: 'pairs',
                label: (edge) => String(Math.round(edge * 10) / 10),
                open: true,
              })
        }
      </div>
    </div>`
}

export function distributionsPart({ distributions }: ReportData): Markup {
  const { tasks, questionTypes, writers, questionLengths, answerLengths } = distributions
  const lengths = (values: readonly number[], title: string): Markup | null =>
    values.length === 0
      ? null
      : histogramChart(histogram(values, 0, roundLimit(values), 10), {
          title: `${title} (median ${grouped(median(values))}, longest ${grouped(Math.max(...values))})`,
          unit: 'characters',
          label: (edge) => String(Math.round(edge)),
          open: true,
        })
  return html`<div class="two">
      <div>
        <h3>Tasks</h3>
        ${countTable(tasks, 'task', 'There are no pairs.')}
        <h3>Writers</h3>
        ${countTable(writers, 'writer', 'There are no pairs.')}
      </div>
      <div>
        <h3>Question types</h3>
        ${countTable(questionTypes, 'question type', 'There are no pairs.')}
      </div>
    </div>
    <div class="two">
      <div>${lengths(questionLengths, 'Length of the questions')}</div>
      <div>${lengths(answerLengths, 'Length of the answers')}</div>
    </div>`
}

export function splitsPart({ splits, datasets, validation }: ReportData): Markup {
  const { shared } = splits
  const sound = shared.pages + shared.groups + shared.questions === 0
  return html`${stackedBar(
      [
        { label: `training, ${counted(splits.trainPages, 'page')}`, value: splits.train, tone: 'accent' },
        { label: `validation, ${counted(splits.validationPages, 'page')}`, value: splits.validation, tone: 'good' },
        ...(splits.test > 0 ? [{ label: 'test', value: splits.test, tone: 'warn' as const }] : []),
        ...(splits.probes > 0 ? [{ label: 'probes', value: splits.probes, tone: 'quiet' as const }] : []),
      ],
      'Pairs by split',
    )}
    <p>
      Split by physical page with seed ${splits.seed}, stratified by <code>${splits.stratifiedBy}</code>; ${counted(splits.groups, 'group')}
      of pairs that must stay together.
    </p>
    <p>
      ${
        sound
          ? html`<span class="state good">no leak</span> No page, no copy of a page, no group and no question stands in both splits.`
          : html`<span class="state bad">leak</span> In both splits: ${counted(shared.pages, 'page')}, ${counted(shared.groups, 'group')},
              ${counted(shared.questions, 'question')}.`
      }
    </p>
    ${
      splits.synthetic === null
        ? null
        : html`<p>
            The synthetic validation set asks ${grouped(splits.synthetic)} facts of the <em>training</em> set in other words. It measures
            recall of what was trained, not generalisation.
          </p>`
    }
    <h3>Datasets</h3>
    ${table(
      datasets,
      [
        { head: 'file', kind: 'path', cell: (row) => html`<code>data/${row.file}</code>` },
        { head: 'records', kind: 'num', cell: (row) => grouped(row.records) },
      ],
      { empty: 'Nothing was exported.', snug: true },
    )}
    ${
      validation === null
        ? null
        : html`<p>
              Read back by the loading rules of each trainer:
              <span class="state ${validation.errors === 0 ? 'good' : 'bad'}">${validation.errors === 0 ? 'passed' : 'failed'}</span>
              ${counted(validation.errors, 'error')}, ${counted(validation.warnings, 'warning')}.
            </p>
            ${
              validation.first_errors.length === 0
                ? null
                : html`<ul>
                    ${validation.first_errors.map((error) => html`<li>${error}</li>`)}
                  </ul>`
            }`
    }`
}

export function disputedPart({ contradictions, held, pairs }: ReportData): Markup {
  return html`<h3>Contradictions</h3>
    ${table(
      contradictions.slice(0, ROWS_SHOWN),
      [
        { head: 'question', kind: 'main', cell: (row) => row.question },
        {
          head: 'answers',
          kind: 'text',
          cell: (row) => row.answers.map(({ answer, page_id }) => html`<div>${answer} <span class="soft mono">${page_id}</span></div>`),
        },
        { head: 'outcome', cell: (row) => row.outcome },
      ],
      { empty: 'No question has two answers.', longFrom: 12 },
    )}${more(contradictions.length)}
    <h3>Review queue</h3>
    ${held.length === 0 ? null : html`<p>${counted(held.length, 'pair')} of ${grouped(pairs.review)} that wait for a person, each with the reason.</p>`}
    ${samples(held, 'Nothing waits for a person.')}`
}

const more = (count: number): Markup | null =>
  count > ROWS_SHOWN ? html`<p class="soft">… and ${grouped(count - ROWS_SHOWN)} more in <code>work/logs</code>.</p>` : null
