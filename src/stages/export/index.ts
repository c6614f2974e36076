import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { EXAMPLES_FILE } from '../../formats/canonical.ts'
import { PAGES_FILE } from '../../formats/dataset-pages.ts'
import { CARD_FILE } from '../../formats/card-rules.ts'
import { selectedFormats } from '../../formats/formats.ts'
import { MANIFEST_FILE } from '../../formats/manifest.ts'
import type { ReadableFormat } from '../../formats/readable-format.ts'
import { ExampleCounter } from '../../formats/survey.ts'
import { validateDatasets } from '../../formats/validate.ts'
import { qaReport, validationReport } from '../../formats/validation-report.ts'
import { PagetuneError } from '../../contracts/error.ts'
import type { ExampleSurvey, FormatContext, FormatWriter, Written } from '../../contracts/format.ts'
import type { Settings } from '../../contracts/settings.ts'
import type { CorpusStage, StageContext } from '../../contracts/stage.ts'
import type { ExportSummary } from '../../contracts/summary.ts'
import { projectTokenizer, type Tokenizer } from '../../text/tokenizer.ts'
import { TEMPORARY_PREFIX, type Workspace } from '../../contracts/workspace.ts'
import { EXPORT_SUMMARY_PATH, readDeduplicateSummary } from '../artifacts.ts'
import { packageVersion } from '../package-version.ts'
import { claim, DATA_FOLDER, dataPath, describeFile, earlierFiles, type ManifestFile, settle } from './dataset-folder.ts'
import { streamExamples } from './examples.ts'
import { type DatasetFacts, FactCounter } from './facts.ts'
import { imageNames, placeImage, ShownImages } from './images.ts'
import { readShownPages } from './pages.ts'
import { describingFiles } from './describing-files.ts'
import { publishedSettings } from './pipeline-file.ts'

/** Formats write here, on the same disk, and their files are moved to where they belong. */
const SCRATCH = dataPath(`${TEMPORARY_PREFIX}export`)

export const exportStage: CorpusStage = {
  name: 'export',
  version: 4,
  scope: 'corpus',
  after: ['prepare', 'deduplicate', 'split'],
  writes: [dataPath(EXAMPLES_FILE), dataPath(PAGES_FILE), dataPath(CARD_FILE), dataPath(MANIFEST_FILE), EXPORT_SUMMARY_PATH],
  wrote: async (workspace) => (await earlierFiles(workspace)).map(({ path }) => dataPath(path)),
  relevantSettings(settings) {
    // Asked for before any page is read: a misspelt format must not cost a whole run.
    const formats = exportedFormats(settings).map((format) => format.name)
    return { formats, published: publishedSettings(settings), tokenizer: settings.tokenizer }
  },
  fingerprint: () => Promise.resolve(packageVersion()),
  run: exportDatasets,
}

/** Throws SETTINGS for an unknown format, and for one that points to pictures which the settings do not place. */
function exportedFormats(settings: Settings): ReadableFormat[] {
  const formats = selectedFormats(settings.export.formats)
  const pointing = formats.find((format) => format.images)
  if (settings.export.image_copy_mode === 'embedded' && pointing !== undefined) {
    throw new PagetuneError('SETTINGS', `The format ${pointing.name} names pictures in images/, but image_copy_mode is "embedded".`, {
      where: 'export.image_copy_mode',
      fix: 'Use "copy", or only formats that carry the pictures themselves (parquet, trl-vision, unsloth, openai) or have none.',
    })
  }
  return formats
}

async function exportDatasets(_done: readonly string[], context: StageContext): Promise<void> {
  const { workspace, settings } = context
  const formats = exportedFormats(settings)
  const earlier = await earlierFiles(workspace)
  const tokenizer = await projectTokenizer(settings, workspace.localPath('.'))
  const { written, files, survey, facts, images, catalogue_pages } = await writeDatasets(formats, earlier, tokenizer, context)
  // The manifest must be settled for the validation to see what a trainer would, and again when the card is there.
  await settle(workspace, earlier, files)
  const validation = await validateDatasets(workspace.localPath(DATA_FOLDER), settings, workspace.localPath('.'))
  const describing = describingFiles({
    version: packageVersion(),
    settings,
    published: publishedSettings(settings),
    facts,
    survey,
    formats: formats.map(({ name }) => name),
    files,
    validation,
    catalogue_pages,
    sums: await pairSums(workspace),
  })
  await settle(workspace, [], [...files, ...(await Promise.all(describing.map(({ path, text }) => writeText(workspace, path, text))))])

  await workspace.write('work/logs/validation_report.md', validationReport(validation))
  await workspace.write('work/logs/qa_report.md', qaReport(validation))
  const errors = validation.problems.filter((problem) => problem.severity === 'error')
  const summary: ExportSummary = {
    formats: formats.map((format) => format.name),
    examples: Object.values(survey.splits).reduce((sum, count) => sum + count, 0),
    images,
    files: files.flatMap(({ path, records }) => (records === undefined ? [] : [{ path, records }])),
    left_out: Object.fromEntries(written.flatMap(({ name, left_out }) => (left_out === 0 ? [] : [[name, left_out]]))),
    ...(survey.conversation_turns === 0
      ? {}
      : {
          conversations: Object.fromEntries(
            written.flatMap(({ name, conversations = 0 }) => (conversations === 0 ? [] : [[name, conversations]])),
          ),
        }),
    validation: {
      errors: validation.errors,
      warnings: validation.warnings,
      first_errors: errors
        .slice(0, 10)
        .map((problem) => `${problem.file}${problem.line === undefined ? '' : `:${problem.line}`}: ${problem.message}`),
    },
  }
  await workspace.write(EXPORT_SUMMARY_PATH, `${JSON.stringify(summary, null, 1)}\n`)
  for (const error of summary.validation.first_errors)
    context.log({ level: 'warn', message: `The exported dataset has an error: ${error}` })
  context.log({
    level: 'info',
    message: `${summary.examples} pairs exported in ${formats.length} formats with ${images} pictures.`,
  })
}

interface WrittenData {
  readonly written: readonly WrittenFormat[]
  readonly files: readonly ManifestFile[]
  readonly survey: ExampleSurvey
  readonly facts: DatasetFacts
  /** How many pictures lie in images/. */
  readonly images: number
  readonly catalogue_pages: number
}

/**
 * Two passes over the pairs: one that learns what must be known before the first is written, one that gives each to every format. Then
 * files and pictures come into their places. What is known of the pages is let go of at its end: validation reads its own.
 */
async function writeDatasets(
  formats: readonly ReadableFormat[],
  earlier: readonly ManifestFile[],
  tokenizer: Tokenizer,
  context: StageContext,
): Promise<WrittenData> {
  const { workspace, settings } = context
  const pages = await readShownPages(workspace, settings.export.max_image_side)
  const facts = new FactCounter(settings, tokenizer)
  const counter = new ExampleCounter(settings)
  for await (const example of streamExamples(workspace, pages)) {
    context.signal.throwIfAborted()
    counter.see(example)
    facts.see(example, pages.shown.get(example.page_id))
  }
  const survey = counter.survey()
  const images = new ShownImages(workspace, pages)
  const pictured = formats.some((format) => format.images || format.embeds)
  const names = pictured ? imageNames(pages.shown.values()) : new Map<string, string>()
  const mode = settings.export.image_copy_mode
  const images_placed = mode !== 'embedded' && formats.some((format) => format.images)
  const formatContext: FormatContext = {
    settings,
    pages: pages.shown,
    survey,
    images_placed,
    imageOf: (page_id) => names.get(page_id) ?? null,
    imageBytes: (page_id) => images.bytes(page_id),
  }

  const written = await writeFormats(formats, formatContext, streamExamples(workspace, pages, true), context)
  const placed = images_placed ? survey.cited.filter((page_id) => names.has(page_id)) : []
  const paths = [...written.flatMap((one) => one.files.map((file) => file.path)), ...placed.map((page_id) => names.get(page_id) ?? '')]
  await claim(workspace, earlier, [...paths, CARD_FILE])
  const files: ManifestFile[] = []
  for (const [index, page_id] of placed.entries()) {
    context.signal.throwIfAborted()
    const page = pages.shown.get(page_id)
    if (page && mode !== 'embedded') files.push(await placeImage(page, names.get(page_id) ?? '', mode, images, workspace))
    context.progress(index + 1, placed.length + 1)
  }
  for (const file of written.flatMap((one) => one.files)) {
    await moveIntoPlace(workspace, file.path)
    files.push(file)
  }
  await workspace.remove(SCRATCH)
  return { written, files, survey, facts: facts.facts(), images: placed.length, catalogue_pages: pages.shown.size }
}

interface WrittenFormat extends Written {
  readonly name: string
}

/** Gives every example to every format, in one pass; what they write lies in the scratch folder afterwards. */
async function writeFormats(
  formats: readonly ReadableFormat[],
  context: FormatContext,
  examples: AsyncIterable<Parameters<FormatWriter['add']>[0]>,
  { workspace, signal }: StageContext,
): Promise<WrittenFormat[]> {
  const scratch = workspace.localPath(SCRATCH)
  try {
    await rm(scratch, { recursive: true, force: true })
    await mkdir(scratch, { recursive: true })
    const writers: { name: string; writer: FormatWriter }[] = []
    for (const format of formats) writers.push({ name: format.name, writer: await format.open(scratch, context) })
    for await (const example of examples) {
      signal.throwIfAborted()
      for (const { writer } of writers) await writer.add(example)
    }
    const written: WrittenFormat[] = []
    for (const { name, writer } of writers) written.push({ name, ...(await writer.close()) })
    return written
  } catch (cause) {
    await rm(scratch, { recursive: true, force: true })
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC')) throw cause
    throw new PagetuneError('DISK_FULL', 'The disk is full: the datasets could not be written.', {
      where: scratch,
      fix: 'Free some space, then run the same command again.',
      cause,
    })
  }
}

async function moveIntoPlace(workspace: Workspace, path: string): Promise<void> {
  const target = workspace.localPath(dataPath(path))
  await mkdir(dirname(target), { recursive: true })
  await rename(join(workspace.localPath(SCRATCH), path), target)
}

async function writeText(workspace: Workspace, path: string, text: string): Promise<ManifestFile> {
  const bytes = Buffer.from(text)
  await workspace.write(dataPath(path), bytes)
  return describeFile(path, bytes)
}

/** What became of the pairs, as deduplicate counted it. */
async function pairSums(workspace: Workspace): Promise<Record<string, number>> {
  const { written, rejected, duplicate, review, kept } = await readDeduplicateSummary(workspace)
  return { written, rejected, duplicate, 'in review': review, kept }
}
