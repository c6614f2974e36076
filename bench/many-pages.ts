import { readdirSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import type { EngineTask } from '../src/contracts/engine.ts'
import { settingsSchema } from '../src/contracts/settings.ts'
import type { PageTask, StageContext } from '../src/contracts/stage.ts'
import { localEngine } from '../src/engines/local/engine.ts'
import { candidateTasks, catalogueTasks } from '../src/stages/page-tasks.ts'
import { stageNamed } from '../src/stages/stages.ts'
import { folderWorkspace } from '../src/workspace/folder.ts'
import { DAMAGES, damagedPicture } from './degrade.ts'
import { eyeSet } from './eye-truth.ts'

const HELP = `Has worker processes read many pages, and says how much memory each of them holds on the way: it must not follow the pages.
Run it in the repository, on Linux: node dist/bench/many-pages.js [options]

  --pages N     how many pages are read (default 1000)
  --pictures N  how many different ones, again and again (default and most: the sample manual's pictures in eight states of damage)
  --workers N   worker processes (default 1)
  --every N     pages to a row of the table (default 50)`

/** Resident memory of the child processes of this one, in MB, by process id. Linux alone: proc(5) children and status. */
function childMemory(): Map<number, number> {
  const children = readdirSync('/proc/self/task').flatMap((thread) =>
    readFileSync(`/proc/self/task/${thread}/children`, 'utf8').trim().split(' '),
  )
  const found = new Map<number, number>()
  for (const child of children.filter((id) => id !== '')) {
    const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${child}/status`, 'utf8'))?.[1]
    if (kilobytes !== undefined) found.set(Number(child), Number(kilobytes) / 1024)
  }
  return found
}

/** Memory of one worker over a stretch of pages. */
interface Stretch {
  sum: number
  samples: number
  highest: number
}

/** Writes the damaged pictures, no more than `most`, and says how many there are. */
async function writeSources(folder: string, most: number): Promise<number> {
  const sample = await eyeSet('sample', '', 'examples/truth', 'examples/manual')
  const paths = [...new Set(sample.pages.filter(({ half }) => half === null).map(({ path }) => path))].filter((path) =>
    /\.jpe?g$/i.test(path),
  )
  // Each page once in one state, then each in the next one: the first pictures already are of all kinds.
  const wanted = DAMAGES.flatMap((_, round) => paths.map((path, page) => ({ path, index: (page + round) % DAMAGES.length }))).slice(0, most)
  for (const { path, index } of wanted) {
    const target = join(folder, path.replace(/\.\w+$/, `-state-${index + 1}.jpg`))
    await mkdir(dirname(target), { recursive: true })
    await writeFile(target, await damagedPicture(await sample.bytes(path), DAMAGES[index]!))
  }
  return wanted.length
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      pages: { type: 'string', default: '1000' },
      pictures: { type: 'string', default: '1000' },
      workers: { type: 'string', default: '1' },
      every: { type: 'string', default: '50' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help === true) {
    console.log(HELP)
    return 0
  }
  const [pages, workers, every] = [Number(values.pages), Number(values.workers), Number(values.every)]
  const folder = await mkdtemp(join(tmpdir(), 'pagetune-many-'))
  const sources = join(folder, 'data_src')
  console.log(
    `${await writeSources(sources, Math.min(pages, Number(values.pictures)))} pictures; ${pages} pages are read by ${workers} worker${workers === 1 ? '' : 's'}.`,
  )
  const settings = settingsSchema.parse({ prepare: { find_copies: false }, read: { text_layer: 'never' } })
  const workspace = folderWorkspace(folder)
  const signal = new AbortController().signal
  const context: StageContext = { settings, workspace, sources: [sources], signal, log: () => undefined, progress: () => undefined }
  const engine = localEngine({
    module: new URL('../src/cli/page-worker.js', import.meta.url),
    startArgument: JSON.stringify({ project: folder, sources: [sources], settings }),
    workers,
    log: ({ message }) => console.log(message),
  })
  const failed: string[] = []
  async function run(stage: string, tasks: readonly PageTask[], each: () => void): Promise<void> {
    const all: EngineTask[] = tasks.map((task) => ({ stage, task }))
    for await (const outcome of engine.run(all, { timeoutSeconds: 300, signal })) {
      if (outcome.status === 'failed') failed.push(`${stage} ${outcome.page_id}: ${outcome.failure.message}`)
      each()
    }
  }
  try {
    const inventory = stageNamed('inventory')
    if (inventory.scope === 'corpus') await inventory.run([], context)
    const candidates = await candidateTasks(workspace)
    await run('prepare', candidates, () => undefined)
    const prepare = stageNamed('prepare')
    if (prepare.scope === 'page')
      await prepare.gather?.(
        candidates.map(({ page_id }) => page_id),
        context,
      )
    const catalogue = await catalogueTasks(workspace)
    await run('clean', catalogue, () => undefined)
    console.log(`| pages | seconds | mean MB a worker | highest MB of a worker |\n|---|---|---|---|`)
    const started = performance.now()
    let done = 0
    let stretch = new Map<number, Stretch>()
    await run(
      'read',
      Array.from({ length: pages }, (_, index) => catalogue[index % catalogue.length]!),
      () => {
        done++
        for (const [id, megabytes] of childMemory()) {
          const { sum, samples, highest } = stretch.get(id) ?? { sum: 0, samples: 0, highest: 0 }
          stretch.set(id, { sum: sum + megabytes, samples: samples + 1, highest: Math.max(highest, megabytes) })
        }
        if (done % every !== 0 && done !== pages) return
        const all = [...stretch.values()]
        const mean = all.reduce((sum, one) => sum + one.sum, 0) / all.reduce((sum, one) => sum + one.samples, 0)
        const seconds = (performance.now() - started) / 1000
        console.log(
          `| ${done} | ${seconds.toFixed(0)} | ${mean.toFixed(0)} | ${Math.max(...all.map(({ highest }) => highest)).toFixed(0)} |`,
        )
        stretch = new Map()
      },
    )
  } finally {
    await engine.close()
    await rm(folder, { recursive: true, force: true })
  }
  for (const failure of failed) console.log(`Failed: ${failure}`)
  return failed.length === 0 ? 0 : 1
}

process.exitCode = await main()
