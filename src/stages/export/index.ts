import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { citedPages, EXAMPLES_FILE, PAGES_FILE } from '../../formats/canonical.ts'
import { selectedFormats } from '../../formats/formats.ts'
import type { ReadableFormat } from '../../formats/loaded.ts'
import { MANIFEST_FILE } from '../../formats/manifest.ts'
import { validateDatasets } from '../../formats/validate.ts'
import { qaReport, validationReport } from '../../formats/validation-report.ts'
import type { Example } from '../../contracts/example.ts'
import type { FormatContext } from '../../contracts/format.ts'
import { PagetuneError } from '../../contracts/error.ts'
import type { CorpusStage, StageContext } from '../../contracts/stage.ts'
import type { ExportSummary } from '../../contracts/summary.ts'
import type { Workspace } from '../../contracts/workspace.ts'
import { EXPORT_SUMMARY_PATH, readCatalogue, readDeduplicateSummary, readExamples } from '../artifacts.ts'
import { packageVersion } from '../package-version.ts'
import { type CardFacts, datasetCard } from './card.ts'
import { claim, DATA_FOLDER, dataPath, describeFile, earlierFiles, type ManifestFile, settle } from './dataset-folder.ts'
import { imageNames, placeImage } from './images.ts'

const CARD_FILE = 'README.md'

export const exportStage: CorpusStage = {
  name: 'export',
  version: 1,
  scope: 'corpus',
  after: ['prepare', 'deduplicate', 'split'],
  writes: [dataPath(EXAMPLES_FILE), dataPath(PAGES_FILE), dataPath(CARD_FILE), dataPath(MANIFEST_FILE), EXPORT_SUMMARY_PATH],
  relevantSettings(settings) {
    // Asked for before any page is read: a misspelt format must not cost a whole run.
    const formats = selectedFormats(settings.export.formats).map((format) => format.name)
    return { export: { ...settings.export, formats }, validate: settings.validate, seed: settings.split.random_seed }
  },
  fingerprint: () => Promise.resolve(packageVersion()),
  run: exportDatasets,
}

async function exportDatasets(_done: readonly string[], context: StageContext): Promise<void> {
  const { workspace, settings } = context
  const formats = selectedFormats(settings.export.formats)
  const examples = await readExamples(workspace)
  const pages = new Map((await readCatalogue(workspace)).map((page) => [page.page_id, page]))
  const names = formats.some((format) => format.images) ? imageNames([...pages.values()]) : new Map<string, string>()
  const formatContext: FormatContext = { settings, pages, imageOf: (page_id) => names.get(page_id) ?? null }

  const written = await writeFormats(formats, examples, formatContext)
  const pictured = citedPages(examples).flatMap((page_id) => {
    const page = pages.get(page_id)
    const name = names.get(page_id)
    return page?.image && name !== undefined ? [{ image: page.image, name }] : []
  })
  const earlier = await earlierFiles(workspace)
  await claim(workspace, earlier, [...written.map((file) => file.path), ...pictured.map((one) => one.name), CARD_FILE])
  const files: ManifestFile[] = []
  for (const [index, { image, name }] of pictured.entries()) {
    context.signal.throwIfAborted()
    files.push(await placeImage(image, name, settings.export.image_copy_mode, workspace))
    context.progress(index + 1, pictured.length + written.length)
  }
  for (const { path, bytes, records } of written) {
    await workspace.write(dataPath(path), bytes)
    files.push(describeFile(path, bytes, records))
  }
  // The manifest must be settled for the validation to see what a trainer would, and again when the card is there.
  await settle(workspace, earlier, files)
  const validation = await validateDatasets(workspace.localPath(DATA_FOLDER), settings)
  const card = Buffer.from(
    datasetCard({ version: packageVersion(), examples, pages, files, validation, sums: await pairSums(workspace), settings }),
  )
  await workspace.write(dataPath(CARD_FILE), card)
  await settle(workspace, [], [...files, describeFile(CARD_FILE, card)])

  await workspace.write('work/logs/validation_report.md', validationReport(validation, settings))
  await workspace.write('work/logs/qa_report.md', qaReport(validation))
  const errors = validation.problems.filter((problem) => problem.severity === 'error')
  const summary: ExportSummary = {
    formats: formats.map((format) => format.name),
    examples: examples.length,
    images: pictured.length,
    files: written.map(({ path, records }) => ({ path, records })),
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
    message: `${examples.length} pairs exported in ${formats.length} formats with ${pictured.length} pictures.`,
  })
}

/** Lets each format write into a scratch folder, and takes the bytes from there. */
async function writeFormats(
  formats: readonly ReadableFormat[],
  examples: readonly Example[],
  context: FormatContext,
): Promise<{ path: string; bytes: Buffer; records: number }[]> {
  const scratch = await mkdtemp(join(tmpdir(), 'pagetune-export-'))
  try {
    const written: { path: string; bytes: Buffer; records: number }[] = []
    for (const format of formats) {
      const { files } = await format.write(examples, scratch, context)
      for (const path of files) {
        const bytes = await readFile(join(scratch, path))
        written.push({ path, bytes, records: bytes.filter((byte) => byte === 0x0a).length })
      }
    }
    return written
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC')) throw cause
    throw new PagetuneError('DISK_FULL', 'The disk with the temporary folder is full: the datasets could not be written.', {
      where: scratch,
      fix: 'Free some space or point TMPDIR to another disk, then run the same command again.',
      cause,
    })
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** What became of the pairs, as deduplicate counted it. */
async function pairSums(workspace: Workspace): Promise<CardFacts['sums']> {
  const { written, rejected, duplicate, review, kept } = await readDeduplicateSummary(workspace)
  return { written, rejected, duplicate, 'in review': review, kept }
}
