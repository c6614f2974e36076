import { readdir, stat } from 'node:fs/promises'
import { PagetuneError } from '../contracts/error.ts'
import { Ledger } from '../pipeline/ledger.ts'
import { selectTasks } from '../pipeline/selection.ts'
import type { RunRequest } from './run-result.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import type { OpenProject } from './open-project.ts'
import { selectionOf } from './options.ts'
import { counted } from './reporters/progress.ts'

/** --dry-run: what the run would work on, from what is on disk now. Writes nothing. */
export async function planOf(open: OpenProject, request: RunRequest): Promise<ExitCode> {
  const { project, loaded } = open
  const names = project.stages.map((stage) => stage.name)
  const last = request.stage ?? request.flags.until ?? names.at(-1)!
  const first = request.flags.from ?? names[0]!
  for (const name of [first, last]) {
    if (!names.includes(name))
      throw new PagetuneError('NO_SUCH_STAGE', `There is no stage "${name}".`, { where: name, fix: `The stages are: ${names.join(', ')}.` })
  }
  const stages = names.slice(names.indexOf(first), names.indexOf(last) + 1)
  let files = 0
  // Later stages do not look at the sources: they may lie elsewhere by now.
  const looks = stages.includes('inventory')
  if (looks) for (const source of loaded.sources) files += await countFiles(source)
  const known = await project.candidates()
  const chosen = known.length === 0 ? [] : selectTasks(known, selectionOf(request.flags))
  const states = await Promise.all(
    stages.map(async (stage) => ({ stage, entries: (await Ledger.load(stage, project.context.workspace)).entries() })),
  )
  const plan = {
    project: open.folder,
    sources: loaded.sources,
    files,
    known_pages: known.length,
    selected_pages: chosen.length,
    stages: states.map(({ stage, entries }) => ({
      stage,
      done: entries.filter((entry) => entry.failure === undefined).length,
      failed: entries.filter((entry) => entry.failure !== undefined).length,
    })),
  }
  if (request.flags.json === true) process.stdout.write(JSON.stringify(plan, null, 2) + '\n')
  else {
    const lines = [
      looks
        ? `Would work in ${plan.project} on ${counted(files, 'file')} from ${plan.sources.join(', ')}.`
        : `Would work in ${plan.project}, on what earlier stages have left.`,
      known.length === 0
        ? 'No inventory yet: the pages are counted when it is made.'
        : `${counted(chosen.length, 'page')} of ${known.length} would be looked at; what is up to date is not done again.`,
      `Stages: ${stages.join(' → ')}`,
    ]
    process.stdout.write(lines.join('\n') + '\n')
  }
  return EXIT.well
}

async function countFiles(path: string): Promise<number> {
  let kind
  try {
    kind = await stat(path)
  } catch (cause) {
    throw new PagetuneError('SOURCE_MISSING', `There is no ${path}.`, {
      where: path,
      fix: 'Name a folder or file that exists: `pagetune run FOLDER`.',
      cause,
    })
  }
  if (!kind.isDirectory()) return 1
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).length
}
