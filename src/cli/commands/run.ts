import { PagetuneError } from '../../contracts/error.ts'
import { imbalances } from '../../pipeline/accounting.ts'
import type { RunEvent, StageResult } from '../../pipeline/events.ts'
import { lockProject } from '../../pipeline/lock.ts'
import { runPipeline } from '../../pipeline/run.ts'
import { accountFor } from '../accounts.ts'
import { STAGES } from '../../stages/stages.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { openProject, type OpenProject } from '../open-project.ts'
import { overridesOf, selectionOf } from '../options.ts'
import { chooseReporter } from '../reporters/choose.ts'
import type { RunRequest, RunResult } from '../run-result.ts'
import { runLog } from '../run-log.ts'
import { sweepTemporaryFiles } from '../sweep.ts'
import { printSummary } from '../summary.ts'
import { planOf } from '../plan.ts'
import { agreeToTerms, tellUnknownPrices } from '../terms.ts'

/** Brings the datasets up to date, and says what came of it. Returns the exit code. */
export async function runCommand(request: RunRequest): Promise<ExitCode> {
  const { flags } = request
  const abort = new AbortController()
  const interrupt = (): void => abort.abort()
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt)
  const reporter = chooseReporter(process.stderr)
  let listen = (event: RunEvent): void => reporter.report(event)
  const open = await openProject({
    folder: flags.project,
    overrides: overridesOf(flags),
    sources: request.sources,
    signal: abort.signal,
    log: (event) => listen({ type: 'log', ...event }),
  })
  if (flags.dryRun === true) return planOf(open, request)
  if (reachesModel(request)) {
    await agreeToTerms(open.project.context.workspace, open.loaded.settings)
    await tellUnknownPrices(open.folder, open.loaded.settings)
  }
  const lock = await lockProject(open.folder)
  try {
    if (lock.abandoned) await sweepTemporaryFiles(open.folder)
    const record = runLog(open.folder)
    listen = (event) => {
      record(event)
      // Notes at level "info" are for the log; a person sees progress, warnings and failures.
      if (event.type !== 'log' || event.level === 'warn') reporter.report(event)
    }
    const stages = await runStages(open, request, listen)
    reporter.end()
    const result = await conclude(open, stages, abort.signal.aborted)
    if (flags.json === true) process.stdout.write(JSON.stringify(result, null, 2) + '\n')
    else await printSummary(open, result)
    return result.exit_code
  } finally {
    reporter.end()
    await lock.release()
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt)
  }
}

/** Whether the run comes to a stage that may ask a model. */
function reachesModel({ flags, stage }: RunRequest): boolean {
  const names = STAGES.map(({ name }) => name)
  const last = stage ?? flags.until ?? names.at(-1)!
  const first = flags.from ?? names[0]!
  return names.indexOf(last) >= names.indexOf('classify') && names.indexOf(first) <= names.indexOf('generate')
}

async function runStages(open: OpenProject, request: RunRequest, report: (event: RunEvent) => void): Promise<StageResult[]> {
  const { flags, stage } = request
  const until = stage ?? flags.until
  return runPipeline(
    open.project,
    {
      ...(flags.from === undefined ? {} : { from: flags.from }),
      ...(until === undefined ? {} : { until }),
      force: flags.force === true,
      forceOnlyLast: stage !== undefined,
      selection: selectionOf(flags),
    },
    report,
  )
}

async function conclude(open: OpenProject, stages: readonly StageResult[], interrupted: boolean): Promise<RunResult> {
  if (interrupted) return { project: open.folder, exit_code: EXIT.interrupted, interrupted, stages, accounting: null, imbalances: [] }
  const accounting = await accountFor(open.project)
  const wrong = accounting === null ? [] : imbalances(accounting)
  const failed =
    accounting !== null &&
    (accounting.files.failed > 0 || accounting.pages.failed > 0 || accounting.stages.some((stage) => stage.failed > 0 || stage.waiting > 0))
  const exit_code = failed || wrong.length > 0 ? EXIT.imperfect : EXIT.well
  if (accounting !== null && accounting.files.seen === 0) {
    throw new PagetuneError('NO_SOURCES', 'There are no files in the sources.', {
      where: open.loaded.sources.join(', '),
      fix: 'Put page scans, PDFs or HTML sheets there, or name their folder: `pagetune run FOLDER`.',
    })
  }
  return { project: open.folder, exit_code, interrupted, stages, accounting, imbalances: wrong }
}
