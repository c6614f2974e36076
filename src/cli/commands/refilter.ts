import { readDeduplicateSummary } from '../../stages/artifacts.ts'
import type { DeduplicateSummary } from '../../contracts/summary.ts'
import type { ExitCode } from '../exit-codes.ts'
import { openProject } from '../open-project.ts'
import type { RunFlags } from '../options.ts'
import { runCommand } from './run.ts'

/** Runs from the verdicts on: what thresholds changed is judged again, nothing is written anew. Says what that moved. */
export async function refilterCommand(flags: RunFlags, sources: readonly string[]): Promise<ExitCode> {
  const before = await summaryIn(flags)
  const code = await runCommand({ flags: { ...flags, from: 'check' }, sources: [...sources] })
  const after = await summaryIn(flags)
  if (flags.json !== true && flags.dryRun !== true && before !== null && after !== null) {
    process.stdout.write(
      `\nRefiltered: ${['kept', 'rejected', 'review', 'duplicate'].map((name) => moved(name, before, after)).join(', ')}\n`,
    )
  }
  return code
}

function moved(name: string, before: DeduplicateSummary, after: DeduplicateSummary): string {
  const key = name as 'kept' | 'rejected' | 'review' | 'duplicate'
  const change = after[key] - before[key]
  return `${name} ${after[key]} (${change > 0 ? '+' : ''}${change})`
}

/** What became of the pairs so far; null before the first run. */
async function summaryIn(flags: RunFlags): Promise<DeduplicateSummary | null> {
  const open = await openProject({ folder: flags.project, overrides: [], sources: [], signal: new AbortController().signal, log: () => {} })
  const { workspace } = open.project.context
  return (await workspace.has('work/deduplicate/summary.json')) ? readDeduplicateSummary(workspace) : null
}
