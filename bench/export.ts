import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Example } from '../src/contracts/example.ts'
import type { FormatContext } from '../src/contracts/format.ts'
import { defaultSettings, settingsSchema } from '../src/contracts/settings.ts'
import { RecordWriter } from '../src/formats/file-writer.ts'
import { FORMATS } from '../src/formats/formats.ts'
import { ExampleCounter } from '../src/formats/survey.ts'
import { imageChecks } from '../src/formats/image-checks.ts'
import { exportStage } from '../src/stages/export/index.ts'
import { folderWorkspace } from '../src/workspace/folder.ts'

const HELP = `Measures how fast formats are written and read back, and in how much memory: node dist/bench/export.js -- [options]

  --records N      synthetic pairs (default 1000000)
  --pages N        pages that they are made from (default a twelfth of the pairs)
  --python FILE    a Python with the package datasets, to write the same records with its to_json and to_parquet
  --formats A,B    default canonical,chat-messages,trl-messages,parquet; "stage" is the whole export stage with trl-messages

Each measurement is a process of its own: its peak memory is the highest resident memory of that process.`

const STAGE = 'stage'

/** What datasets does with the same records: reads the JSON Lines file of trl-messages into its cache, and writes it. */
const PYTHON = `
import resource, sys, time, datasets
datasets.disable_progress_bars()
source, folder, kind = sys.argv[1:4]
rows = datasets.load_dataset("json", data_files=source, split="train", cache_dir=folder)
started, before = time.time(), sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
getattr(rows, "to_" + kind)(folder + "/out." + kind)
used = resource.getrusage(resource.RUSAGE_SELF)
print(rows.num_rows, time.time() - started, used.ru_utime + used.ru_stime - before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
`

/** Pair number \`index\`: unlike all others in its words, with the fields of a real one; about 1 kB. */
function pair(index: number, pages: number): Example {
  const page = Math.floor(index / 12) % pages
  const page_id = `bench-${page}`
  return {
    id: `${page_id}-q${index}`,
    page_id,
    section: { id: String(index % 40), name: 'Bench' },
    question: `What is the tightening torque of bolt ${index} of the pump housing on the Kestrel ${index % 7}00?`,
    answer: `${(index % 90) + 5} Nm, then another ${index % 180} degrees; bolt ${index} is replaced each time.`,
    task: 'spec',
    question_type: 'factual',
    source_type: 'service_manual',
    content_type: 'specification',
    applies_to: ['Kestrel'],
    operation: null,
    evidence: [{ page_id, block: 'b07', box: null, quote: `Bolt ${index}: ${(index % 90) + 5} Nm + ${index % 180}°` }],
    generator: { id: 'rules', version: 1, writer: 'bench' },
    paraphrases: [`How tight is bolt ${index}?`, `To what torque is bolt ${index} tightened?`],
    checks: { grounded: 'pass', well_formed: 'pass' },
    split: page % 10 === 0 ? 'validation' : 'train',
    group: `p-${page}`,
  }
}

/** Processor time of this process so far, in all threads. */
const cpuSeconds = (): number => (process.cpuUsage().user + process.cpuUsage().system) / 1e6

/** The whole stage over a project in a folder, as `pagetune export` runs it: both passes, files into place, validation, card. */
async function measureStage(records: number, pageCount: number, folder: string): Promise<void> {
  const workspace = folderWorkspace(folder)
  const input = await RecordWriter.open(folder, 'work/split/examples.jsonl')
  for (let index = 0; index < records; index += 1) await input.add(pair(index, pageCount))
  await input.close()
  const pages = await RecordWriter.open(folder, 'work/pages.jsonl')
  for (let index = 0; index < pageCount; index += 1) {
    const page_id = `bench-${index}`
    const rest = { kind: 'html', section: { id: '', name: '' }, source_type: 'service_manual', source_path: 'bench.html', source_page: 1 }
    await pages.add({ page_id, candidate_id: page_id, ...rest, image: null, aliases: [] })
  }
  await pages.close()
  const counts = {
    written: records,
    kept: records,
    rejected: 0,
    duplicate: 0,
    review: 0,
    by_task: {},
    by_section: {},
    by_source_type: {},
    by_check: {},
  }
  const none = {
    duplicates_by_kind: { exact: 0, near: 0, same_fact: 0 },
    contradictions: { found: 0, qualified: 0, merged: 0, in_review: 0 },
  }
  await workspace.write('work/deduplicate/summary.json', JSON.stringify({ ...counts, ...none }))
  const settings = settingsSchema.parse({ export: { formats: ['trl-messages'] } })
  const signal = new AbortController().signal
  const started = performance.now()
  await exportStage.run([], { settings, sources: [], workspace, signal, log: () => undefined, progress: () => undefined })
  const seconds = (performance.now() - started) / 1000
  const { validation } = JSON.parse((await workspace.read('work/export/summary.json')).toString()) as { validation: { errors: number } }
  if (validation.errors > 0) throw new Error('The synthetic dataset has errors.')
  const bytes = (await stat(join(folder, 'data/examples.jsonl'))).size + (await stat(join(folder, 'data/trl/messages-train.jsonl'))).size
  console.log(
    JSON.stringify({ records, rows: records, seconds, cpu: cpuSeconds(), peak: process.resourceUsage().maxRSS / 1024, reading: 0, bytes }),
  )
}

/** One format in this process: a survey pass, a writing pass, and the trainer's rules over all of it. */
async function measure(name: string, records: number, pages: number, folder: string): Promise<void> {
  if (name === STAGE) return measureStage(records, pages, folder)
  const format = FORMATS.find((one) => one.name === name)
  if (format === undefined) throw new Error(`There is no format ${name}.`)
  const settings = defaultSettings()
  const started = performance.now()
  const counter = new ExampleCounter(settings)
  for (let index = 0; index < records; index += 1) counter.see(pair(index, pages))
  const context: FormatContext = {
    settings,
    survey: counter.survey(),
    pages: new Map(),
    images_placed: false,
    imageOf: () => null,
    imageBytes: () => Promise.reject(new Error('There are no pictures.')),
  }
  const writer = await format.open(folder, context)
  for (let index = 0; index < records; index += 1) await writer.add(pair(index, pages))
  const written = await writer.close()
  const seconds = (performance.now() - started) / 1000
  const peak = process.resourceUsage().maxRSS / 1024
  const validating = performance.now()
  let rows = 0
  for await (const { row } of format.judged(folder, imageChecks(folder))) if (row !== undefined) rows += 1
  const reading = (performance.now() - validating) / 1000
  const bytes = written.files.reduce((sum, file) => sum + file.bytes, 0)
  console.log(JSON.stringify({ records: written.records, rows, seconds, cpu: cpuSeconds(), peak, reading, bytes }))
}

function main(): void {
  const { values } = parseArgs({
    options: {
      records: { type: 'string', default: '1000000' },
      pages: { type: 'string' },
      python: { type: 'string' },
      formats: { type: 'string', default: 'canonical,chat-messages,trl-messages,parquet' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help === true) return console.log(HELP)
  const room = mkdtempSync(join(tmpdir(), 'pagetune-bench-'))
  const line = (...cells: (string | number)[]): void => console.log(`| ${cells.join(' | ')} |`)
  try {
    line('writer', 'records', 'seconds', 'CPU s', 'records/s', 'peak MB', 'MB written', 'seconds to validate')
    line('---', '---:', '---:', '---:', '---:', '---:', '---:', '---:')
    for (const name of values.formats.split(',')) {
      const pages = values.pages ?? String(Math.ceil(Number(values.records) / 12))
      const measured = ['--measure', name, values.records, pages, join(room, name)]
      const own = spawnSync(process.execPath, [fileURLToPath(import.meta.url), ...measured], { encoding: 'utf8' })
      if (own.status !== 0) throw new Error(own.stderr)
      const { records, rows, seconds, cpu, peak, reading, bytes } = JSON.parse(own.stdout) as Record<string, number>
      if (rows !== records) throw new Error(`${name}: ${records} records written, ${rows} read back.`)
      line(
        name,
        records ?? 0,
        seconds!.toFixed(1),
        cpu!.toFixed(1),
        Math.round(records! / seconds!),
        Math.round(peak!),
        Math.round(bytes! / 1e6),
        reading!.toFixed(1),
      )
    }
    const source = join(room, 'trl-messages/trl/messages-train.jsonl')
    for (const kind of values.python === undefined ? [] : ['json', 'parquet']) {
      const theirs = spawnSync(values.python ?? '', ['-c', PYTHON, source, join(room, 'cache'), kind], { encoding: 'utf8' })
      if (theirs.status !== 0) throw new Error(theirs.stderr)
      const [records = 0, seconds = 0, cpu = 0, peak = 0] = theirs.stdout.trim().split(' ').map(Number)
      line(
        `datasets to_${kind} (messages)`,
        records,
        seconds.toFixed(1),
        cpu.toFixed(1),
        Math.round(records / seconds),
        Math.round(peak),
        '',
        '',
      )
    }
  } finally {
    rmSync(room, { recursive: true, force: true })
  }
}

if (process.argv[2] === '--measure') {
  const [name = '', records, pages, folder = ''] = process.argv.slice(3)
  await measure(name, Number(records), Number(pages), folder)
} else main()
