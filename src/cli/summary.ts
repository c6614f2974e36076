import { relative } from 'node:path'
import type { Example } from '../contracts/example.ts'
import type { RunResult } from './run-result.ts'
import { byteLines } from '../formats/jsonl.ts'
import { waitingAdvice, waitingPages } from '../pipeline/failures.ts'
import { Ledger } from '../pipeline/ledger.ts'
import { EXIT } from './exit-codes.ts'
import { adviceFor } from './next-command.ts'
import type { OpenProject } from './open-project.ts'
import { counted } from './reporters/progress.ts'

const SAMPLE_PAIRS = 3
const REPORT = 'data/report.html'
const EXAMPLES = 'data/examples.jsonl'

/** Ends a run on standard output: what came in, what came out, where it lies, three sample pairs. */
export async function printSummary(open: OpenProject, result: RunResult): Promise<void> {
  const lines = result.interrupted
    ? ['', 'Stopped. What is finished is kept: run the same command again to go on.']
    : [...accountLines(result), ...(await datasetLines(open, result)), ...endLines(result, await waitingLines(open))]
  process.stdout.write(lines.join('\n') + '\n')
}

function accountLines({ accounting }: RunResult): string[] {
  if (accounting === null) return []
  const { files, pages, pairs } = accounting
  const list = (parts: readonly [number, string][]): string =>
    parts.flatMap(([count, name]) => (count > 0 ? [`${count.toLocaleString('en-US')} ${name}`] : [])).join(', ')
  const lines = [
    '',
    `${counted(files.seen, 'file')}: ${list([
      [files.used, 'used'],
      [files.skipped, 'skipped'],
      [files.failed, 'failed'],
    ])}`,
    `${counted(pages.seen, 'page')}: ${list([
      [pages.kept, 'kept'],
      [pages.copies, 'copies of another'],
      [pages.skipped, 'not pages'],
      [pages.failed, 'failed'],
      [pages.pending, 'not yet prepared'],
    ])}`,
  ]
  if (pairs !== null) {
    lines.push(
      `${counted(pairs.written, 'pair')}: ${list([
        [pairs.kept, 'kept'],
        [pairs.rejected, 'rejected'],
        [pairs.duplicate, 'duplicate'],
        [pairs.review, 'held for review'],
      ])}`,
    )
    lines.push(
      `${counted(pairs.kept, 'example')}: ${list([
        [pairs.train, 'to train'],
        [pairs.validation, 'to validate'],
      ])}`,
    )
  }
  return lines
}

async function datasetLines(open: OpenProject, result: RunResult): Promise<string[]> {
  const { workspace } = open.project.context
  const exported = result.stages.some((stage) => stage.stage === 'export')
  if (!exported || !(await workspace.has(EXAMPLES))) return []
  const shown = (path: string): string => relative(process.cwd(), workspace.localPath(path)) || '.'
  const lines = ['', `Datasets: ${shown('data')}/`]
  const files = await workspace.list('data')
  for (const file of files) if (/^data\/[^/]+\.jsonl$/.test(file)) lines.push(`  ${shown(file)}`)
  const images = files.filter((file) => file.startsWith('data/images/')).length
  if (images > 0) lines.push(`  ${shown('data/images')}/ (${counted(images, 'page picture')})`)
  if (await workspace.has(REPORT)) lines.push(`Report:   ${shown(REPORT)}`)
  return [...lines, ...(await sampleLines(open))]
}

async function sampleLines(open: OpenProject): Promise<string[]> {
  // Record by record: a dataset of a million pairs is longer than a text can be.
  const path = open.project.context.workspace.localPath(EXAMPLES)
  let count = 0
  for await (const { bytes } of byteLines(path)) if (bytes.length > 0) count += 1
  const samples = Math.min(SAMPLE_PAIRS, count)
  // Evenly spread, so that the samples come from different pages.
  const wanted = new Set(Array.from({ length: samples }, (_, index) => Math.floor(((index + 0.5) * count) / samples)))
  const lines: string[] = []
  let number = -1
  for await (const { bytes } of byteLines(path)) {
    if (bytes.length === 0 || !wanted.has((number += 1))) continue
    const example = JSON.parse(bytes.toString('utf8')) as Example
    const evidence = example.evidence[0]
    const place =
      evidence === undefined
        ? example.page_id
        : `${evidence.page_id}${evidence.box === null ? '' : ` at ${evidence.box.map(Math.round).join(', ')}`}`
    lines.push('', `Q: ${example.question}`, `A: ${example.answer.replaceAll('\n', '\n   ')}`, `   (shown on ${place})`)
  }
  return lines
}

/** What is to be done about pages that a model has not answered yet; nothing where there are none. */
export async function waitingLines(open: OpenProject): Promise<string[]> {
  const { stages, context } = open.project
  const ledgers = await Promise.all(stages.map(({ name }) => Ledger.load(name, context.workspace)))
  const { size } = waitingPages(ledgers)
  if (size === 0) return []
  const advice = waitingAdvice(ledgers).map((fix) => `  → ${adviceFor(open.folder, fix)}`)
  return ['', `${counted(size, 'page')} ${size === 1 ? 'waits' : 'wait'} for an answer of the model:`, ...advice]
}

function endLines(result: RunResult, waiting: readonly string[]): string[] {
  const lines = result.imbalances.map((imbalance) => `The sums do not add up: ${imbalance}`)
  if (lines.length > 0) lines.push('This is a defect in Pagetune; please report it with work/logs/run.jsonl.')
  lines.push(...waiting)
  if (lines.length === 0 && result.exit_code === EXIT.imperfect)
    lines.push('', 'Some files or pages failed; the report and work/logs/failures.jsonl say why and how to mend it.')
  return lines
}
