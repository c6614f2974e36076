import { join, resolve } from 'node:path'
import { loadSettings } from '../../config/load.ts'
import type { Problem } from '../../contracts/format.ts'
import { validateDatasets } from '../../formats/validate.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { openProject } from '../open-project.ts'
import type { RunFlags } from '../options.ts'
import { pairFateProblems } from '../pair-fates.ts'
import { counted } from '../reporters/progress.ts'

const SHOWN = 50

/** Checks every exported file, and of a project's own dataset that no pair got lost on the way. Exit code 1 when an error is found, with --strict also for a warning. */
export async function validateCommand(dir: string | undefined, flags: RunFlags & { readonly strict?: boolean }): Promise<ExitCode> {
  const folder = dir === undefined ? resolve(flags.project, 'data') : resolve(dir)
  const { settings } = await loadSettings(resolve(flags.project))
  const dataset = await validateDatasets(folder, settings, resolve(flags.project))
  const lost = dataset.files.length === 0 ? [] : await accountingProblems(folder, resolve(flags.project))
  const count = (severity: Problem['severity']): number => lost.filter((problem) => problem.severity === severity).length
  const validation = {
    ...dataset,
    problems: [...dataset.problems, ...lost],
    errors: dataset.errors + count('error'),
    warnings: dataset.warnings + count('warning'),
  }
  const { errors, warnings } = validation
  const fails = errors > 0 || (flags.strict === true && warnings > 0)
  if (flags.json === true) {
    const { tally: _tally, ...rest } = validation
    process.stdout.write(JSON.stringify({ folder, ok: !fails, ...rest }, null, 2) + '\n')
  } else {
    const lines = validation.problems
      .slice(0, SHOWN)
      .map(({ severity, file, line, message }) => `${severity}  ${file}${line === undefined ? '' : `:${line}`}  ${message}`)
    if (errors + warnings > SHOWN) lines.push(`… and ${errors + warnings - SHOWN} more; --json prints them.`)
    lines.push(`${fails ? 'FAILED' : 'PASSED'}: ${counted(errors, 'error')}, ${counted(warnings, 'warning')} in ${folder}`)
    process.stdout.write(lines.join('\n') + '\n')
  }
  return fails ? EXIT.imperfect : EXIT.well
}

/** A dataset that was taken elsewhere has no project whose pairs could be counted. */
async function accountingProblems(folder: string, projectFolder: string): Promise<Problem[]> {
  if (folder !== join(projectFolder, 'data')) return []
  const signal = new AbortController().signal
  const { project } = await openProject({ folder: projectFolder, overrides: [], sources: [], signal, log: () => undefined })
  return pairFateProblems(project, projectFolder, 'data')
}
