import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Override } from '../config/load.ts'
import type { Selection } from '../pipeline/selection.ts'

/** Options that `run` and every stage command share. */
export interface RunFlags {
  readonly project: string
  readonly json?: boolean
  readonly from?: string
  readonly until?: string
  readonly only?: string
  readonly subset?: number
  readonly startFrom?: string
  readonly sampleValidation?: boolean
  readonly force?: boolean
  readonly dryRun?: boolean
  readonly workers?: number
  readonly seed?: number
  readonly probes?: number
  readonly sectionFilter?: string
  readonly generator?: string
  readonly maxCost?: number
  readonly acceptTerms?: boolean
  readonly format?: readonly string[]
  readonly images?: string
  readonly maxImageSide?: number
}

/** Pages of a --sample-validation run, as in the older system. */
const SAMPLE_PAGES = 10

export function wholeNumber(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError('It must be a whole number.')
  return value
}

export function dollars(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value) || value < 0)
    throw new InvalidArgumentError('It must be an amount of dollars, such as 2.50.')
  return value
}

export function addRunOptions(command: Command, stages: 'all' | 'one'): Command {
  if (stages === 'all') {
    command
      .option('--from <stage>', 'start at this stage; earlier ones are taken as they are')
      .option('--until <stage>', 'stop after this stage')
  }
  return command
    .option('--only <glob>', 'only pages whose id, section, folder or path fits, e.g. "21*"')
    .addOption(new Option('--subset <n>', 'only so many pages, spread over the sections').argParser(wholeNumber))
    .addOption(new Option('--limit <n>', 'the older name of --subset').argParser(wholeNumber).hideHelp())
    .option('--start-from <page>', 'leave the pages before this one alone')
    .option('--sample-validation', `try the settings on ${SAMPLE_PAGES} pages from different sections`)
    .option('--section-filter <regex>', 'only sections whose folder name matches (setting sections.filter)')
    .option('--force', 'redo what is up to date')
    .option('--dry-run', 'say what would be done, and write nothing')
    .addOption(new Option('--workers <n>', 'worker processes; default one for each core').argParser(wholeNumber))
    .addOption(new Option('--seed <n>', 'seed of the split and of every choice (setting split.random_seed)').argParser(wholeNumber))
    .addOption(new Option('--probes <n>', 'hold out so many pairs for `pagetune eval` (setting split.probes)').argParser(wholeNumber))
    .addOption(new Option('--generator <name>', 'who writes the questions').choices(['rules', 'anthropic', 'openai', 'file']))
    .addOption(
      new Option('--max-cost <usd>', 'the most that the project may spend in all (setting models.max_cost_usd)').argParser(dollars),
    )
    .option('--accept-terms', "the provider's terms on training with its output have been read (asked once)")
}

/** What `export` takes beside the options of every stage: for this time, instead of the settings. */
export function addExportOptions(command: Command): Command {
  return command
    .option('--format <names...>', 'trainer formats, or all (setting export.formats)')
    .addOption(
      new Option('--images <mode>', 'how pictures come along (setting export.image_copy_mode)').choices([
        'copy',
        'hardlink',
        'relative',
        'embedded',
      ]),
    )
    .addOption(new Option('--max-image-side <pixels>', 'scale larger pictures down, boxes too').argParser(wholeNumber))
}

export function addProjectOption(command: Command): Command {
  return command.option('--project <dir>', 'the project folder', '.').option('--json', 'print the result as JSON')
}

export function selectionOf(flags: RunFlags & { readonly limit?: number }): Selection {
  const subset = flags.subset ?? flags.limit ?? (flags.sampleValidation === true ? SAMPLE_PAGES : undefined)
  return {
    ...(flags.only === undefined ? {} : { only: flags.only }),
    ...(subset === undefined ? {} : { subset }),
    ...(flags.startFrom === undefined ? {} : { startFrom: flags.startFrom }),
  }
}

/** What flags say about settings. */
export function overridesOf(flags: RunFlags): Override[] {
  const overrides: Override[] = []
  const add = (path: string, value: unknown, flag: string): void => {
    if (value !== undefined) overrides.push({ path: path.split('.'), value, flag })
  }
  add('workers', flags.workers, '--workers')
  add('split.random_seed', flags.seed, '--seed')
  add('split.probes', flags.probes, '--probes')
  add('sections.filter', flags.sectionFilter, '--section-filter')
  add('generate.generator', flags.generator, '--generator')
  add('models.max_cost_usd', flags.maxCost, '--max-cost')
  add('models.accept_terms', flags.acceptTerms, '--accept-terms')
  add('export.formats', flags.format, '--format')
  add('export.image_copy_mode', flags.images, '--images')
  add('export.max_image_side', flags.maxImageSide, '--max-image-side')
  return overrides
}
