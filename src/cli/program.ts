import { Command } from 'commander'
import { OVERLAY_LAYERS } from '../report/page-overlay.ts'
import { STAGES } from '../stages/stages.ts'
import { batchCollectCommand, type BatchFlags, batchSubmitCommand } from './commands/batch.ts'
import { cleanCommand } from './commands/clean.ts'
import { doctorCommand } from './commands/doctor.ts'
import { estimateCommand } from './commands/estimate.ts'
import { initCommand } from './commands/init.ts'
import { inspectCommand, type InspectFlags, overlayLayers } from './commands/inspect.ts'
import { publishCommand, type PublishFlags } from './commands/publish.ts'
import { refilterCommand } from './commands/refilter.ts'
import { runCommand } from './commands/run.ts'
import { statusCommand } from './commands/status.ts'
import { validateCommand } from './commands/validate.ts'
import type { ExitCode } from './exit-codes.ts'
import { addExportOptions, addProjectOption, addRunOptions, type RunFlags } from './options.ts'
import { packageVersion } from '../stages/package-version.ts'
import { STAGE_DESCRIPTIONS } from './stage-descriptions.ts'

const EXAMPLES = `
Examples:
  pagetune run manuals/               turn everything in manuals/ into datasets in ./data
  pagetune run --only "21*"           only the pages of section 21
  pagetune run --subset 20            try it on twenty pages first
  pagetune run --from generate --force   write all questions anew
  pagetune inspect 21-03 --open       look at what was found on a page
  pagetune status                     how far each stage is, and what failed
  pagetune clean                      delete work/; clean --all deletes data/ too

Exit codes: 0 all well · 1 finished, but pages failed or a check did not hold · 2 could not run · 130 interrupted`

/** The command line. `finish` receives the exit code of the command that ran. */
export function buildProgram(finish: (code: ExitCode) => void): Command {
  const program = new Command('pagetune')
    .description(
      'Turns manuals (page scans, PDFs, HTML specification sheets) into fine-tuning data for language and vision-language models.',
    )
    .version(packageVersion())
    .addHelpText('after', EXAMPLES)
    .showHelpAfterError('(pagetune --help lists the commands and options)')

  const run = program.command('run').argument('[sources...]', 'folders or files with the manuals; default: the setting "sources"')
  run.description('bring the datasets up to date: all stages that are out of date')
  addProjectOption(addRunOptions(run, 'all')).action(async (sources: string[], flags: RunFlags) =>
    finish(await runCommand({ flags, sources })),
  )

  for (const { name } of STAGES) {
    // `pagetune clean` deletes work/, as it always did; the stage of that name runs as part of the others (`run --until clean`).
    if (name === 'clean') continue
    const command = program.command(name).argument('[sources...]', 'folders or files with the manuals').helpGroup('Stages, in order:')
    command.description(STAGE_DESCRIPTIONS[name] ?? '')
    if (name === 'export') addExportOptions(command)
    addProjectOption(addRunOptions(command, 'one')).action(async (sources: string[], flags: RunFlags) =>
      finish(await runCommand({ flags, sources, stage: name })),
    )
  }

  addProjectOption(
    program
      .command('refilter')
      .argument('[sources...]', 'folders or files with the manuals')
      .option('--dry-run', 'say what would be done, and write nothing')
      .option('--force', 'judge every pair again, also where nothing has changed')
      .description('judge and sort the pairs again after a change of thresholds; nothing is read or written anew'),
  ).action(async (sources: string[], flags: RunFlags) => finish(await refilterCommand(flags, sources)))
  addProjectOption(program.command('status').description('how far each stage is, what failed, what became of the pairs')).action(
    async (flags: RunFlags) => finish(await statusCommand(flags)),
  )
  addProjectOption(
    program
      .command('validate')
      .argument('[dir]', 'the dataset folder; default: data/ of the project')
      .option('--strict', 'warnings count as errors')
      .description("check each dataset by its trainer's loading rules, and for leakage, duplicates and missing pictures"),
  ).action(async (dir: string | undefined, flags: RunFlags & { strict?: boolean }) => finish(await validateCommand(dir, flags)))
  addProjectOption(
    program
      .command('inspect')
      .argument('<page>', 'the id of a page, or a part that fits only one')
      .option('--open', 'open it in the browser, with layers to switch and the text beside it')
      .option('--out <file>', 'where to write; default: work/inspect/')
      .option('--layers <names>', `what to draw: ${OVERLAY_LAYERS.join(',')}`, overlayLayers)
      .description('draw lines, blocks, reading order and tables over a page'),
  ).action(async (page: string, flags: InspectFlags) => finish(await inspectCommand(page, flags)))
  addProjectOption(
    program
      .command('publish')
      .requiredOption('--repo <user/name>', 'the dataset repository; created if it is missing')
      .option('--private', 'create it private')
      .option('--token <token>', 'access token; default HF_TOKEN, HUGGING_FACE_HUB_TOKEN, or the login file')
      .option('--message <text>', 'message of the commits', 'Upload with Pagetune')
      .option('--dry-run', 'show files, sizes and card, and upload nothing; needs no token')
      .option('--allow-invalid', 'publish also what validate rejects')
      .option('--allow-no-license', 'publish also with a card that states no licence')
      .description('bring the datasets to the Hugging Face Hub'),
  ).action(async (flags: PublishFlags) => finish(await publishCommand(flags)))
  addProjectOption(
    addRunOptions(program.command('estimate').option('--count', "have the provider count some pages' tokens (free, needs a key)"), 'one'),
  )
    .description('say what asking a model about the pages would cost, before anything is paid')
    .action(async (flags: RunFlags & { count?: boolean }) => finish(await estimateCommand(flags)))
  const batch = program.command('batch').description('ask many pages at once, for less: through the provider, or as files')
  addProjectOption(addRunOptions(batch.command('submit').argument('[sources...]', 'folders or files with the manuals'), 'one'))
    .option('--to <file>', 'write the requests to a file (JSON Lines) for somebody else to answer')
    .description('submit what is not answered yet')
    .action(async (sources: string[], flags: BatchFlags) => finish(await batchSubmitCommand(flags, sources)))
  addProjectOption(addRunOptions(batch.command('collect'), 'one'))
    .option('--from <file>', 'take the answers from a file (JSON Lines)')
    .description('take the answers in that are there')
    .action(async (flags: BatchFlags) => finish(await batchCollectCommand(flags)))
  program
    .command('init')
    .argument('[dir]', 'the project folder', '.')
    .option('--json', 'print the result as JSON')
    .description('start a project: data_src/ and a commented pagetune.yaml')
    .action(async (dir: string, flags: { json?: boolean }) => finish(await initCommand(dir, flags.json === true)))
  addProjectOption(program.command('doctor').description('check the installation, and say how to mend what is wrong')).action(
    async (flags: RunFlags) => finish(await doctorCommand(flags)),
  )
  addProjectOption(
    program
      .command('clean')
      .option('--all', 'delete data/ too')
      .description('delete work/ (never sources, settings, review.jsonl or spend.jsonl)'),
  ).action(async (flags: RunFlags & { all?: boolean }) => finish(await cleanCommand(flags)))
  return program
}
