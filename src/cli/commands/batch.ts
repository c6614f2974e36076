import { resolve } from 'node:path'
import { PagetuneError } from '../../contracts/error.ts'
import { ANSWER_MISSING } from '../../contracts/model.ts'
import type { Settings } from '../../contracts/settings.ts'
import { type BatchJob, BatchPacker, type BatchParts, collectBatch, type Collected, settledJobs } from '../../models/batch-jobs.ts'
import { importAnswers, RequestFile } from '../../models/request-file.ts'
import { ModelSession, type ProviderName, useSession } from '../../models/session.ts'
import { lockProject } from '../../pipeline/lock.ts'
import { Ledger } from '../../pipeline/ledger.ts'
import { runPipeline } from '../../pipeline/run.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { nextCommand } from '../next-command.ts'
import { openProject, type OpenProject } from '../open-project.ts'
import { overridesOf, type RunFlags, selectionOf } from '../options.ts'
import { counted } from '../reporters/progress.ts'
import { runLog } from '../run-log.ts'
import { agreeToTerms } from '../terms.ts'

export type BatchFlags = RunFlags & { readonly to?: string; readonly from?: string }

/** Collects what the pages still have to ask, and submits it as batches or writes it to a file. Asks nothing that is answered already. */
export async function batchSubmitCommand(flags: BatchFlags, sources: readonly string[]): Promise<ExitCode> {
  const abort = new AbortController()
  const { from: _, ...selection } = flags
  const open = await opened(flags.to === undefined ? selection : { ...selection, generator: 'file' }, sources, abort.signal)
  return locked(open, async (settings, name) => {
    if (flags.to !== undefined) {
      const file = new RequestFile(resolve(flags.to))
      const failed = await gather(open, flags, settings, (item) => file.add(item))
      await file.close()
      print(flags, { file: flags.to, requests: file.count }, [
        `${counted(file.count, 'request')} written to ${flags.to}${file.pictures === 0 ? '' : `, ${counted(file.pictures, 'picture')} to ${flags.to}.images/`}.`,
        ...(file.count === 0
          ? ['Nothing is open. Then:', `  ${runCommand(open, flags, name)}`]
          : [
              'Answer each with a line {"key": …, "answer": …} in a file, then:',
              `  ${nextCommand('pagetune batch collect --from answers.jsonl', open.folder, flags)}`,
              `  ${runCommand(open, flags, name)}`,
            ]),
        ...failedLines(failed),
      ])
      return failed === 0 ? EXIT.well : EXIT.imperfect
    }
    await agreeToTerms(open.project.context.workspace, settings)
    const parts = await partsOf(open, settings, name, abort.signal)
    const jobs = await settledJobs(parts)
    const packer = new BatchPacker(parts, jobs)
    const failed = await gather(open, flags, settings, (item) => packer.add(item))
    await packer.finish()
    const { submitted, asked, underway } = packer
    print(flags, { submitted, asked, underway }, [
      `${submitted.length} ${submitted.length === 1 ? 'batch' : 'batches'} submitted with ${counted(
        submitted.reduce((sum, count) => sum + count, 0),
        'request',
      )}; ${asked} asked at once, ${underway} under way already.`,
      ...brokenOff(jobs),
      'Then, as often as you like:',
      `  ${nextCommand(`pagetune batch collect --generator ${name}`, open.folder, flags)}`,
      ...failedLines(failed),
    ])
    return failed === 0 ? EXIT.well : EXIT.imperfect
  })
}

/** Takes answers in: from a file, or from the batches that are done. */
export async function batchCollectCommand(flags: BatchFlags): Promise<ExitCode> {
  const abort = new AbortController()
  const { from, ...selection } = flags
  const open = await opened(from === undefined ? selection : { ...selection, generator: 'file' }, [], abort.signal)
  return locked(open, async (settings, name) => {
    if (from !== undefined) {
      const session = new ModelSession(open.project.context.workspace, settings, { log: () => undefined })
      const { taken, replaced } = await importAnswers(resolve(from), settings.models.file.name, session.journal)
      print(flags, { taken, replaced }, [
        `${counted(taken, 'answer')} taken in${replaced === 0 ? '' : `, ${replaced} in the place of earlier ones`}.`,
        'Then:',
        `  ${runCommand(open, flags, name)}`,
      ])
      return EXIT.well
    }
    const parts = await partsOf(open, settings, name, abort.signal)
    const jobs = await settledJobs(parts)
    const results: Collected[] = []
    for (const job of jobs) {
      if (job.batch_id === null || job.collected || job.provider !== name) continue
      results.push(await collectBatch({ ...job, batch_id: job.batch_id }, parts))
    }
    print(flags, { batches: results }, [...results.flatMap(resultLines), ...brokenOff(jobs), ...nextLines(results, open, flags, name)])
    return results.some(({ failed }) => failed.length > 0) ? EXIT.imperfect : EXIT.well
  })
}

function resultLines({ batch_id, state, answered, failed }: Collected): string[] {
  if (state === 'working') return [`${batch_id}: still being worked on.`]
  return [
    `${batch_id}: ${counted(answered, 'answer')}, ${failed.length} failed.`,
    ...failed.map(({ page_id, reason }) => `  ${page_id}: ${reason}`),
  ]
}

function nextLines(results: readonly Collected[], open: OpenProject, flags: RunFlags, name: ProviderName): string[] {
  if (results.length === 0) return ['No batch is under way.']
  if (results.some(({ state }) => state === 'working'))
    return ['Then, later:', `  ${nextCommand(`pagetune batch collect --generator ${name}`, open.folder, flags)}`]
  return [
    'Then (asks at once what is left: revisions, what failed):',
    `  ${runCommand(open, flags, name)}`,
    'or, for those as a batch:',
    `  ${nextCommand(`pagetune batch submit --generator ${name}`, open.folder, flags)}`,
  ]
}

const runCommand = (open: OpenProject, flags: RunFlags, name: ProviderName): string =>
  nextCommand(`pagetune run --from classify --generator ${name}`, open.folder, flags)

function failedLines(failed: number): string[] {
  return failed === 0 ? [] : [`${counted(failed, 'page')} could not be asked about: pagetune status says why.`]
}

function brokenOff(jobs: readonly BatchJob[]): string[] {
  return jobs
    .filter(({ batch_id, collected }) => batch_id === null && !collected)
    .map(
      ({ items }) =>
        `A submission of ${counted(items.length, 'request')} was broken off, and a batch that may be it is being worked on: pagetune batch collect tells when it has ended. Until then its money stays set aside and its pages wait.`,
    )
}

function opened(flags: RunFlags, sources: readonly string[], signal: AbortSignal): Promise<OpenProject> {
  return openProject({ folder: flags.project, overrides: overridesOf(flags), sources, signal, log: () => undefined })
}

async function locked(open: OpenProject, work: (settings: Settings, name: ProviderName) => Promise<ExitCode>): Promise<ExitCode> {
  const { settings } = open.loaded
  const { generator } = settings.generate
  if (generator === 'rules') {
    throw new PagetuneError('SETTINGS', 'The generator "rules" asks no model.', {
      where: 'generate.generator',
      fix: 'Add --generator anthropic, openai or file.',
    })
  }
  const lock = await lockProject(open.folder)
  try {
    return await work(settings, generator)
  } finally {
    await lock.release()
  }
}

async function partsOf(open: OpenProject, settings: Settings, name: ProviderName, signal: AbortSignal): Promise<BatchParts> {
  const { workspace } = open.project.context
  const session = new ModelSession(workspace, settings, { log: () => undefined })
  const { model, provider } = await session.model(name)
  return { workspace, journal: session.journal, spend: session.spend, provider, model, settings: settings.models, signal }
}

type Collect = NonNullable<ConstructorParameters<typeof ModelSession>[2]['collect']>

/** Runs the stages up to the questions, with every unanswered request handed to `collect` in the place of being asked. Gives the pages that failed. */
async function gather(open: OpenProject, flags: RunFlags, settings: Settings, collect: Collect): Promise<number> {
  const { workspace } = open.project.context
  useSession(workspace, new ModelSession(workspace, settings, { log: () => undefined, collect }))
  const record = runLog(open.folder)
  await runPipeline(open.project, { until: 'generate', selection: selectionOf(flags) }, record)
  const ledgers = await Promise.all(['classify', 'generate'].map((stage) => Ledger.load(stage, workspace)))
  const failures = ledgers.flatMap((ledger) => ledger.entries()).flatMap(({ failure }) => failure?.code ?? [])
  return failures.filter((code) => code !== ANSWER_MISSING && code !== 'BLOCKED').length
}

function print(flags: RunFlags, json: unknown, lines: readonly string[]): void {
  process.stdout.write(flags.json === true ? `${JSON.stringify(json, null, 2)}\n` : `${lines.join('\n')}\n`)
}
