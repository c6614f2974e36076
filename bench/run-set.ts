import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { CataloguePage } from '../src/contracts/page.ts'
import type { Reading } from '../src/contracts/reading.ts'
import { type Settings, settingsSchema } from '../src/contracts/settings.ts'
import type { PageStage, PageTask, StageContext } from '../src/contracts/stage.ts'
import type { Structure } from '../src/contracts/structure.ts'
import { modelPaths, modelUse } from '../src/ocr/ppocr/models.ts'
import { artifactPath, readPrepared } from '../src/stages/artifacts.ts'
import { candidateTasks, catalogueTasks } from '../src/stages/page-tasks.ts'
import { stageNamed } from '../src/stages/stages.ts'
import { folderWorkspace } from '../src/workspace/folder.ts'
import { type Cost, measured } from './measure.ts'
import type { ShareCounts } from './metrics.ts'
import { type Peer, type PeerName, readingOf } from './peers.ts'
import type { BenchPage, BenchSet } from './page-truth.ts'

/** Pagetune's own engines; peers stand beside them. */
export type EngineName = 'ppocr' | 'tesseract'

/** What one engine made of one page. */
export interface PageResult {
  readonly page: BenchPage
  readonly engine: EngineName | PeerName
  readonly reading: Reading
  /** A second reader was asked about each word (read.agreement). */
  readonly isCompared: boolean
  readonly structure: Structure
  /** Cost by stage; prepare and clean are shared by the engines. */
  readonly costs: Readonly<Record<string, Cost>>
  /** Seconds that the models themselves ran while the page was read; 0 where nothing tells. */
  readonly inferenceSeconds: number
  /** Of the crops that were read, how many the second recogniser was asked about. */
  readonly secondOpinions: ShareCounts
}

/**
 * Runs the real stages over a set's files in a project of its own, in this process, page by page, and reads each page
 * with every engine; those of `agreement` are asked beside the other one, too. The first page is read once before it counts, so that no model is loaded while the clock runs.
 */
export async function runSet(
  set: BenchSet,
  engines: readonly EngineName[],
  peers: readonly Peer[],
  progress: (done: number) => void,
  agreement: Settings['read']['agreement'] = 'none',
): Promise<PageResult[]> {
  const folder = await mkdtemp(join(tmpdir(), 'pagetune-bench-'))
  try {
    return await runIn(folder, set, engines, peers, progress, agreement)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function runIn(
  folder: string,
  set: BenchSet,
  engines: readonly EngineName[],
  peers: readonly Peer[],
  progress: (done: number) => void,
  agreement: Settings['read']['agreement'],
): Promise<PageResult[]> {
  const sources = join(folder, 'data_src')
  for (const path of new Set(set.pages.map((page) => page.path))) {
    await mkdir(dirname(join(sources, path)), { recursive: true })
    await writeFile(join(sources, path), await set.bytes(path))
  }
  const contexts = new Map(
    engines.map((engine) => [engine, contextFor(folder, sources, engine, engine === agreement ? 'none' : agreement)]),
  )
  const context = contexts.get(engines[0]!)!
  const prepareCost = await prepareAll(context)
  const results: PageResult[] = []
  let warm = false
  let done = 0
  for (const task of await catalogueTasks(context.workspace)) {
    const page = await benchPageOf(set, task.page!, context)
    if (page === undefined) continue
    const image = (await readPrepared(context.workspace, task.page!)).image!
    if (!warm) {
      for (const each of contexts.values()) await readPage(task, each)
      for (const peer of peers) await peer.read(context.workspace.localPath(image.path))
    }
    warm = true
    const cleaned = await runStage('clean', task, context)
    for (const [engine, own] of contexts) {
      const { costs, ...result } = await readPage(task, own)
      const prepare = prepareCost.get(task.page!.candidate_id)!
      results.push({ page, engine, ...result, costs: { prepare, clean: cleaned.cost, ...costs } })
    }
    for (const peer of peers) {
      const { lines, cost } = await peer.read(context.workspace.localPath(image.path))
      results.push({
        page: { ...page, truth: { ...page.truth, tables: null, ordered: false } },
        engine: peer.name,
        reading: readingOf(lines, image),
        isCompared: false,
        structure: { page_id: task.page_id, columns: 1, blocks: [], tables: [] },
        costs: { read: cost },
        inferenceSeconds: 0,
        secondOpinions: { right: 0, of: 0 },
      })
    }
    progress(++done)
  }
  return results
}

function contextFor(folder: string, sources: string, engine: EngineName, agreement: Settings['read']['agreement']): StageContext {
  return {
    settings: settingsSchema.parse({ prepare: { find_copies: false }, read: { engine, text_layer: 'never', agreement } }),
    workspace: folderWorkspace(folder),
    sources: [sources],
    signal: new AbortController().signal,
    log: () => undefined,
    progress: () => undefined,
  }
}

async function prepareAll(context: StageContext): Promise<Map<string, Cost>> {
  const inventory = stageNamed('inventory')
  if (inventory.scope === 'corpus') await inventory.run([], context)
  const costs = new Map<string, Cost>()
  for (const task of await candidateTasks(context.workspace)) costs.set(task.page_id, (await runStage('prepare', task, context)).cost)
  await pageStage('prepare').gather?.([...costs.keys()], context)
  return costs
}

function pageStage(name: string): PageStage {
  const stage = stageNamed(name)
  if (stage.scope !== 'page') throw new Error(`${name} is no page stage.`)
  return stage
}

async function runStage(name: string, task: PageTask, context: StageContext): Promise<{ result: unknown; cost: Cost }> {
  const stage = pageStage(name)
  const { result, cost } = await measured(() => stage.run(task, context))
  await context.workspace.write(artifactPath(name, task.page_id), JSON.stringify(result))
  return { result, cost }
}

async function readPage(task: PageTask, context: StageContext): Promise<Omit<PageResult, 'page' | 'engine'>> {
  if (!(await context.workspace.has(artifactPath('clean', task.page_id)))) await runStage('clean', task, context)
  const before = modelTotals()
  const read = await runStage('read', task, context)
  const after = modelTotals()
  const structure = await runStage('structure', task, context)
  return {
    reading: read.result as Reading,
    isCompared: context.settings.read.agreement !== 'none',
    structure: structure.result as Structure,
    costs: { read: read.cost, structure: structure.cost },
    inferenceSeconds: after.seconds - before.seconds,
    secondOpinions: { right: after.second - before.second, of: after.first - before.first },
  }
}

/** Seconds in all models, and calls of the first and of the second recogniser. */
function modelTotals(): { seconds: number; first: number; second: number } {
  const { recognition, secondOpinion } = modelPaths(null)
  const use = modelUse()
  return {
    seconds: [...use.values()].reduce((sum, { seconds }) => sum + seconds, 0),
    first: use.get(recognition)?.calls ?? 0,
    second: use.get(secondOpinion!.recognition)?.calls ?? 0,
  }
}

async function benchPageOf(set: BenchSet, page: CataloguePage, context: StageContext): Promise<BenchPage | undefined> {
  const { source } = await readPrepared(context.workspace, page)
  return set.pages.find((each) => each.path === source.path && each.page === source.page && each.half === source.half)
}
