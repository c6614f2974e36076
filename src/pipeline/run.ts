import { PagetuneError } from '../contracts/error.ts'
import type { CorpusStage, PageStage, PageTask, Stage } from '../contracts/stage.ts'
import type { Engine } from '../contracts/engine.ts'
import { sha256 } from './artifact-bytes.ts'
import type { Report, StageResult } from './events.ts'
import { writeFailures } from './failures.ts'
import { corpusKey, fileDigests, stageIdentity } from './keys.ts'
import { Ledger, WHOLE_CORPUS } from './ledger.ts'
import { runPageStage } from './page-stage.ts'
import type { Project } from './project.ts'
import { type Selection, selectTasks } from './selection.ts'

export interface RunOptions {
  /** First stage that may do anything; the ones before it must have been run. Default: the first of all. */
  readonly from?: string
  /** Last stage. Default: the last of all. */
  readonly until?: string
  /** Redo the stages from `from` (or only `until`, when `from` is not given and `forceOnlyLast`) although they are current. */
  readonly force?: boolean
  readonly forceOnlyLast?: boolean
  readonly selection?: Selection
}

/**
 * Brings the stages of a project up to date, in order. Page stages run through the engine; a page that fails is entered in the ledger
 * with its failure, and the others go on. Throws PagetuneError only when the run as a whole cannot go on.
 */
export async function runPipeline(project: Project, options: RunOptions, report: Report): Promise<StageResult[]> {
  const range = stageRange(project.stages, options)
  const ledgers = new Map<string, Ledger>()
  for (const stage of project.stages) ledgers.set(stage.name, await Ledger.load(stage.name, project.context.workspace))
  const run = new PipelineRun(project, options, ledgers, report)
  try {
    for (const [index, stage] of project.stages.entries()) {
      if (index > range.last || project.context.signal.aborted) break
      if (index >= range.first) await run.bringUpToDate(stage)
      else await run.skip(stage)
    }
  } finally {
    await run.close()
  }
  return run.results
}

/** Indices of the first and last stage of a run. Throws NO_SUCH_STAGE. */
function stageRange(stages: readonly Stage[], options: RunOptions): { first: number; last: number } {
  const indexOf = (name: string): number => {
    const index = stages.findIndex((stage) => stage.name === name)
    if (index === -1) {
      throw new PagetuneError('NO_SUCH_STAGE', `There is no stage "${name}".`, {
        where: name,
        fix: `The stages are: ${stages.map((stage) => stage.name).join(', ')}.`,
      })
    }
    return index
  }
  return {
    first: options.from === undefined ? 0 : indexOf(options.from),
    last: options.until === undefined ? stages.length - 1 : indexOf(options.until),
  }
}

class PipelineRun {
  readonly results: StageResult[] = []
  readonly #project: Project
  readonly #options: RunOptions
  readonly #ledgers: ReadonlyMap<string, Ledger>
  readonly #report: Report
  #engine: Engine | null = null
  /** Candidate ids that this run may work on. */
  #selected: ReadonlySet<string> | null = null
  /** Ids of all pages of the page stages that have been passed, in order. */
  readonly #pageIds = new Map<string, readonly string[]>()
  /** Pages whose output of the last page stage is current. */
  #done: readonly string[] = []
  #failuresWritten = false

  constructor(project: Project, options: RunOptions, ledgers: ReadonlyMap<string, Ledger>, report: Report) {
    this.#project = project
    this.#options = options
    this.#ledgers = ledgers
    this.#report = report
  }

  async bringUpToDate(stage: Stage): Promise<void> {
    const force = this.#options.force === true && (this.#options.forceOnlyLast !== true || stage.name === this.#options.until)
    if (stage.scope === 'page') await this.#runPages(stage, force)
    else await this.#runCorpus(stage, force)
  }

  /** A stage before --from: taken as it is. */
  async skip(stage: Stage): Promise<void> {
    const ledger = this.#ledgers.get(stage.name)!
    if (ledger.entries().length === 0) {
      throw new PagetuneError('NOT_RUN_YET', `The stage ${stage.name} has not been run yet.`, {
        where: stage.name,
        fix: `Leave --from away, or run \`pagetune ${stage.name}\` first.`,
      })
    }
    if (stage.scope !== 'page') return
    const { all } = await this.#tasks(stage)
    this.#remember(
      stage,
      all,
      new Set(
        ledger
          .entries()
          .filter((entry) => entry.failure === undefined)
          .map((entry) => entry.page_id),
      ),
    )
  }

  async #runPages(stage: PageStage, force: boolean): Promise<void> {
    const { all, selected } = await this.#tasks(stage)
    const ledger = this.#ledgers.get(stage.name)!
    const outcome = await runPageStage({
      stage,
      tasks: selected,
      force,
      ledger,
      ledgers: this.#pageLedgers(),
      context: this.#project.context,
      engine: () => (this.#engine ??= this.#project.openEngine()),
      report: this.#report,
    })
    if (this.#project.context.signal.aborted) return
    const forgotten = await ledger.compact(all.map((task) => task.page_id))
    for (const page_id of forgotten) {
      if (page_id !== WHOLE_CORPUS) await this.#project.context.workspace.remove(`work/${stage.name}/${page_id}.json`)
    }
    const done = new Set(
      ledger
        .entries()
        .filter((entry) => entry.failure === undefined)
        .map((entry) => entry.page_id),
    )
    this.#remember(stage, all, done)
    if (stage.gather !== undefined) await this.#gather(stage, ledger, force)
    this.results.push({ ...outcome, stage: stage.name, scope: 'page' })
    this.#report({ type: 'stage-end', ...outcome, stage: stage.name })
  }

  /** Corpus stages leave nothing for single pages: a page task cannot depend on them. */
  #pageLedgers(): Map<string, Ledger> {
    return new Map(
      this.#project.stages.filter((stage) => stage.scope === 'page').map((stage) => [stage.name, this.#ledgers.get(stage.name)!]),
    )
  }

  #remember(stage: PageStage, all: readonly PageTask[], done: ReadonlySet<string>): void {
    this.#pageIds.set(
      stage.name,
      all.map((task) => task.page_id),
    )
    this.#done = all.map((task) => task.page_id).filter((page_id) => done.has(page_id))
  }

  async #gather(stage: PageStage, ledger: Ledger, force: boolean): Promise<void> {
    const { context } = this.#project
    const identity = await stageIdentity(stage, context.settings)
    const key = sha256(`${identity} ${ledger.pagesState(this.#pageIds.get(stage.name)!)}`)
    if (!force && (await this.#isCurrent(ledger, key, stage.gatherWrites ?? []))) return
    await stage.gather!(this.#done, this.#contextOf(stage))
    await ledger.enter({ page_id: WHOLE_CORPUS, key, digest: key })
    await ledger.compact(this.#pageIds.get(stage.name)!)
  }

  async #runCorpus(stage: CorpusStage, force: boolean): Promise<void> {
    const { context } = this.#project
    const started = performance.now()
    const ledger = this.#ledgers.get(stage.name)!
    await this.#writeFailuresOnce(stage)
    const pageIds = (name: string): readonly string[] => this.#pageIds.get(name) ?? []
    const key = await corpusKey(stage, context.settings, this.#ledgers, pageIds, fileDigests(context.workspace))
    const files = [...stage.writes, ...((await stage.wrote?.(context.workspace)) ?? [])]
    if (!force && stage.always !== true && (await this.#isCurrent(ledger, key, files))) {
      this.results.push({ stage: stage.name, scope: 'corpus', done: 0, failed: 0, blocked: 0, current: 1, seconds: 0 })
      return
    }
    this.#report({ type: 'stage-start', stage: stage.name, scope: 'corpus', total: 1, current: 0 })
    await stage.run(this.#done, this.#contextOf(stage))
    // The inventory's result is what it saw, so its state is the digest of what it wrote.
    const digest = stage.always === true ? await this.#digestOf(stage.writes) : key
    await ledger.enter({ page_id: WHOLE_CORPUS, key, digest })
    await ledger.compact([])
    const result = { stage: stage.name, done: 1, failed: 0, blocked: 0, current: 0, seconds: (performance.now() - started) / 1000 }
    this.results.push({ ...result, scope: 'corpus' })
    this.#report({ type: 'stage-end', ...result })
  }

  /** Corpus stages after the page stages (the report) show what failed. */
  async #writeFailuresOnce(stage: CorpusStage): Promise<void> {
    if (this.#failuresWritten || stage.always === true) return
    this.#failuresWritten = true
    await writeFailures(this.#project.stages, this.#ledgers, this.#project.context.workspace)
  }

  async #digestOf(paths: readonly string[]): Promise<string> {
    const digests: string[] = []
    for (const path of paths) digests.push(sha256(await this.#project.context.workspace.read(path)))
    return sha256(digests.join(' '))
  }

  async #isCurrent(ledger: Ledger, key: string, files: readonly string[]): Promise<boolean> {
    if (ledger.get(WHOLE_CORPUS)?.key !== key) return false
    for (const file of files) if (!(await this.#project.context.workspace.has(file))) return false
    return true
  }

  #contextOf(stage: Stage): Project['context'] {
    return { ...this.#project.context, progress: (done, total) => this.#report({ type: 'progress', stage: stage.name, done, total }) }
  }

  /** All tasks of a page stage, and those that this run may work on. */
  async #tasks(stage: PageStage): Promise<{ all: PageTask[]; selected: PageTask[] }> {
    const candidates = await this.#project.candidates()
    this.#selected ??= new Set(selectTasks(candidates, this.#options.selection ?? {}).map((task) => task.page_id))
    const all = stage.name === 'prepare' ? candidates : await this.#project.pages()
    const selected = all.filter((task) => ids(task).some((id) => this.#selected!.has(id)))
    return { all, selected }
  }

  async close(): Promise<void> {
    await this.#engine?.close()
  }
}

/** Ids by which a selection of candidates reaches a task: its own, its candidate's, its copies'. */
function ids(task: PageTask): string[] {
  if (task.page === null) return [task.page_id]
  return [task.page_id, task.page.candidate_id, ...task.page.aliases.map((alias) => alias.page_id)]
}
