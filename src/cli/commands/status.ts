import { imbalances } from '../../pipeline/accounting.ts'
import { failuresOf, isWaiting, waitingPages } from '../../pipeline/failures.ts'
import { Ledger, WHOLE_CORPUS } from '../../pipeline/ledger.ts'
import { accountFor } from '../accounts.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { openProject, type OpenProject } from '../open-project.ts'
import { counted } from '../reporters/progress.ts'
import type { RunFlags } from '../options.ts'
import { SPEND_PATH, SpendJournal } from '../../models/spend-journal.ts'
import { waitingLines } from '../summary.ts'

interface StageStatus {
  readonly stage: string
  readonly state: 'not run' | 'done' | 'incomplete'
  readonly done: number
  readonly failed: number
  readonly waiting: number
}

/** Says how far each stage is, what failed, and what became of the pairs. Changes nothing. */
export async function statusCommand(flags: RunFlags): Promise<ExitCode> {
  const open = await openProject({
    folder: flags.project,
    overrides: [],
    sources: [],
    signal: new AbortController().signal,
    log: () => undefined,
  })
  const { project } = open
  const accounting = await accountFor(project)
  const ledgers = new Map<string, Ledger>()
  for (const stage of project.stages) ledgers.set(stage.name, await Ledger.load(stage.name, project.context.workspace))
  const candidates = (await project.candidates()).length
  const pages = (await project.pages()).length
  const waitingForAnswers = waitingPages(ledgers.values())
  const stages: StageStatus[] = project.stages.map((stage) => {
    const entries = ledgers
      .get(stage.name)!
      .entries()
      .filter((entry) => stage.scope === 'corpus' || entry.page_id !== WHOLE_CORPUS)
    const expected = stage.scope === 'corpus' ? 1 : stage.name === 'prepare' ? candidates : pages
    const done = entries.filter((entry) => entry.failure === undefined).length
    const failed = entries.filter((entry) => entry.failure !== undefined && !isWaiting(entry, waitingForAnswers)).length
    const waiting = Math.max(0, expected - done - failed)
    return { stage: stage.name, state: entries.length === 0 ? 'not run' : waiting > 0 ? 'incomplete' : 'done', done, failed, waiting }
  })
  const failures = failuresOf(project.stages, ledgers)
  const wrong = accounting === null ? [] : imbalances(accounting)
  if (flags.json === true) {
    process.stdout.write(JSON.stringify({ project: open.folder, stages, accounting, failures, imbalances: wrong }, null, 2) + '\n')
    return EXIT.well
  }
  const lines = ['stage         state        done  failed  waiting']
  for (const { stage, state, done, failed, waiting } of stages) {
    lines.push(
      `${stage.padEnd(13)} ${state.padEnd(10)} ${String(done).padStart(6)}  ${String(failed).padStart(6)}  ${String(waiting).padStart(7)}`,
    )
  }
  if (accounting !== null) {
    const { files, pages: counts, pairs } = accounting
    lines.push('', `files  ${files.seen} = ${files.used} used + ${files.skipped} skipped + ${files.failed} failed`)
    lines.push(
      `pages  ${counts.seen} = ${counts.kept} kept + ${counts.copies} copies + ${counts.skipped} not pages + ${counts.failed} failed + ${counts.pending} pending`,
    )
    if (pairs !== null) {
      lines.push(
        `pairs  ${pairs.written} = ${pairs.kept} kept + ${pairs.rejected} rejected + ${pairs.duplicate} duplicate + ${pairs.review} in review`,
      )
      lines.push(`split  ${pairs.kept} = ${pairs.train} train + ${pairs.validation} validation`)
    }
  }
  lines.push(...(await moneyLines(open)), ...(await waitingLines(open)))
  for (const { stage, page_id, failure } of failures)
    lines.push('', `${stage}: ${failure.where ?? page_id}: ${failure.message} [${failure.code}]`, `  → ${failure.fix}`)
  for (const imbalance of wrong) lines.push('', `The sums do not add up: ${imbalance}`)
  process.stdout.write(lines.join('\n') + '\n')
  return EXIT.well
}

/** What models have cost so far; nothing where none was ever paid. */
async function moneyLines({ project }: OpenProject): Promise<string[]> {
  const { workspace } = project.context
  if (!(await workspace.has(SPEND_PATH))) return []
  const { paid, lost, today, calls, unpriced, in_flight } = await new SpendJournal(workspace.localPath(SPEND_PATH)).spent()
  const more = [
    ...(lost > 0 ? [`${dollars(lost)} perhaps billed for answers that were lost`] : []),
    ...(unpriced > 0 ? [`${unpriced} of unknown price`] : []),
    ...(in_flight > 0 ? [`${in_flight} under way`] : []),
  ]
  return [`money  ${dollars(paid)} for ${counted(calls, 'call')}, ${dollars(today)} of it today${more.map((part) => `; ${part}`).join('')}`]
}

const dollars = (value: number): string => `$${value.toFixed(4)}`
