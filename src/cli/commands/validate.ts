import { resolve } from 'node:path'
import { loadSettings } from '../../config/load.ts'
import { validateDatasets } from '../../formats/validate.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import type { RunFlags } from '../options.ts'
import { counted } from '../reporters/progress.ts'

const SHOWN = 50

/** Checks every exported file. Exit code 1 when an error is found, with --strict also for a warning. */
export async function validateCommand(dir: string | undefined, flags: RunFlags & { readonly strict?: boolean }): Promise<ExitCode> {
  const folder = dir === undefined ? resolve(flags.project, 'data') : resolve(dir)
  const { settings } = await loadSettings(resolve(flags.project))
  const validation = await validateDatasets(folder, settings)
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
