import { REVIEW_PATH } from '../../contracts/review.ts'
import { SPEND_PATH } from '../../models/spend-journal.ts'
import { AUTOTRAIN_SYNTHETIC } from '../../formats/autotrain-text.ts'
import { defaultSettings, type Settings } from '../../contracts/settings.ts'
import type { CorpusStage, StageContext } from '../../contracts/stage.ts'
import type { Count, ReportData, SettingRow } from '../../report/data.ts'
import { reportHtml } from '../../report/document.ts'
import { reportMarkdown } from '../../report/report-markdown.ts'
import { deduplicationReport, emitReport, filterReport } from '../../report/stage-reports.ts'
import { readCatalogue, readDeduplicateSummary, readExamples, readExportSummary, readInventory, readSplitSummary } from '../artifacts.ts'
import { packageVersion } from '../package-version.ts'
import {
  cameIn,
  contentTypes,
  copiesOf,
  coverageOf,
  failureRows,
  pageFacts,
  pageRows,
  readingFiguresOf,
  refusalCounts,
  sectionRows,
  sourceTypes,
} from './gather-pages.ts'
import { distributions, pairFigures, samples, splitFigures } from './gather-pairs.ts'
import { duplicateGroups, qualityRows, spending, tokensPerRecord } from './gather-quality.ts'
import { judged } from './judged.ts'
import { readContradictions, readDuplicates, readPageFailures, readRejected, readReviewQueue } from './logs.ts'
import { tally } from './tally.ts'

export const REPORT_PATH = 'data/report.html'
export const REPORT_MARKDOWN_PATH = 'data/report.md'
/** Reports that the older systems wrote for each stage, named like their stage3_classification_report.md. */
const STAGE_REPORTS = {
  filter: 'work/logs/stage5_filter_report.md',
  deduplication: 'work/logs/stage6_deduplication_report.md',
  emit: 'work/logs/stage7_emit_report.md',
} as const

export const reportStage: CorpusStage = {
  name: 'report',
  version: 6,
  scope: 'corpus',
  after: ['inventory', 'prepare', 'read', 'classify', 'generate', 'check', 'deduplicate', 'split', 'export'],
  writes: [REPORT_PATH, REPORT_MARKDOWN_PATH, ...Object.values(STAGE_REPORTS)],
  alsoReads: [SPEND_PATH, REVIEW_PATH],
  relevantSettings: (settings) => settingRows(settings),
  fingerprint: () => Promise.resolve(packageVersion()),
  async run(done, context) {
    const data = await gatherReport(done, context)
    await context.workspace.write(REPORT_PATH, reportHtml(data))
    await context.workspace.write(REPORT_MARKDOWN_PATH, reportMarkdown(data))
    await context.workspace.write(STAGE_REPORTS.filter, filterReport(data))
    await context.workspace.write(STAGE_REPORTS.deduplication, deduplicationReport(data))
    await context.workspace.write(STAGE_REPORTS.emit, emitReport(data))
  },
}

const countsOf = (some: Readonly<Record<string, number>>): Count[] =>
  Object.entries(some).flatMap(([name, count]) => (count === 0 ? [] : [{ name: name.replaceAll('_', ' '), count }]))

/** Collects everything that the report shows. */
async function gatherReport(done: readonly string[], context: StageContext): Promise<ReportData> {
  const { workspace, settings } = context
  const inventory = await readInventory(workspace)
  const catalogue = await readCatalogue(workspace)
  const pages = new Map(catalogue.map((page) => [page.page_id, page]))
  const examples = await readExamples(workspace)
  const rejected = await readRejected(workspace)
  const summary = await readDeduplicateSummary(workspace)
  const pageFailures = await readPageFailures(workspace)
  const exported = await readExportSummary(workspace)
  const facts = await pageFacts(workspace, catalogue, new Set(done), pageFailures)
  const keptByPage = new Map(tally(examples, ({ page_id }) => page_id).map(({ name, count }) => [name, count]))
  const rows = pageRows(facts, keptByPage)
  const reading = readingFiguresOf(facts)
  const shown = await samples(examples, rejected, await readReviewQueue(workspace), pages, context)
  const synthetic = exported.files.find((file) => file.path === AUTOTRAIN_SYNTHETIC)?.records ?? null
  return {
    title: 'Pagetune report',
    came: await cameIn(workspace, inventory, catalogue),
    copies: copiesOf(catalogue),
    sections: sectionRows(facts, examples),
    reading,
    contentTypes: contentTypes(facts),
    sourceTypes: sourceTypes(facts),
    pairs: pairFigures(summary, rejected),
    quality: qualityRows(summary),
    checks: Object.entries(summary.by_check).map(([name, counts]) => ({ name, ...counts })),
    duplicates: duplicateGroups(await readDuplicates(workspace), examples),
    duplicateMethod: summary.duplicate_method,
    duplicateKinds: countsOf(summary.duplicates_by_kind),
    duplicatePlaces: countsOf(summary.duplicates_by_place),
    tokens: await tokensPerRecord(examples, context),
    spending: await spending(workspace),
    judged: await judged(workspace, examples),
    coverage: coverageOf(facts),
    refusals: refusalCounts(facts),
    distributions: distributions(
      examples,
      rows.filter((row) => row.failed === null).map((row) => row.kept),
    ),
    splits: splitFigures(examples, pages, await readSplitSummary(workspace), synthetic),
    kept: shown.kept,
    rejected: shown.rejected,
    held: shown.held,
    pages: rows,
    contradictions: (await readContradictions(workspace)).map(({ question, pairs, resolution, explanation }) => ({
      question,
      answers: pairs,
      outcome: resolution === 'review' ? 'in review' : `${resolution}: ${explanation}`,
    })),
    failures: failureRows(inventory, pageFailures),
    datasets: exported.files.map(({ path, records }) => ({ file: path, records })),
    validation: exported.validation,
    settings: settingRows(settings),
    versions: [
      ['Pagetune', packageVersion()],
      ...[...new Set(examples.map(({ generator }) => `${generator.id}\0${generator.version}`))].sort().map((key): [string, string] => {
        const [id = '', version = ''] = key.split('\0')
        return [`question writer "${id}"`, version]
      }),
      ...reading.engines.map((engine): [string, string] => ['text recognition', engine]),
    ],
  }
}

/** Settings by dotted key. Where the sources lie and how many workers ran does not belong to what was made. */
function settingRows(settings: Settings): SettingRow[] {
  const defaults = new Map(flattened(defaultSettings()))
  return flattened(settings)
    .filter(([key]) => key !== 'workers' && key !== 'sources')
    .map(([key, value]) => ({ key, value, isDefault: defaults.get(key) === value }))
}

function flattened(value: unknown, prefix = ''): [string, string][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[prefix, JSON.stringify(value)]]
  const entries = Object.entries(value)
  if (entries.length === 0) return [[prefix, '{}']]
  return entries.flatMap(([key, inner]) => flattened(inner, prefix === '' ? key : `${prefix}.${key}`))
}
