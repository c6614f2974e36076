import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Problem } from '../contracts/format.ts'
import type { Settings } from '../contracts/settings.ts'
import { type DatasetPages, readDatasetPages } from './dataset-pages.ts'
import { cardProblems } from './card-rules.ts'
import { FORMATS } from './formats.ts'
import { imageChecks, type ImageChecks } from './image-checks.ts'
import { cellWatch, comparedRow, idWatch, leakageWatch, partingWatch, repetitionWatch } from './leakage.ts'
import { MANIFEST_FILE, manifestSchema } from './manifest.ts'
import { ProblemList } from './problem-list.ts'
import type { ReadableFormat } from './readable-format.ts'
import type { Row } from './row.ts'
import { projectTokenizer, type Tokenizer } from '../text/tokenizer.ts'
import { RowTally } from './row-tally.ts'
import { similarFactsWatch } from './similar-facts.ts'

/** The sub-folder of a dataset that holds its pictures. */
export const IMAGES_FOLDER = 'images'

export interface ValidatedFile {
  readonly format: string
  readonly file: string
  readonly records: number
  readonly with_picture: number
}

/** What `validateDatasets` found in a folder. */
export interface Validation {
  readonly files: readonly ValidatedFile[]
  /** The first thousands; `errors` and `warnings` count all. */
  readonly problems: readonly Problem[]
  readonly errors: number
  readonly warnings: number
  readonly images: { readonly referenced: number; readonly present: number }
  /** Figures for the reports. */
  readonly tally: RowTally
}

/**
 * Checks every exported file of a dataset folder (absolute path) by its trainer's own loading rules and by ours: leakage of pages,
 * copies, pictures, table cells, groups and facts in the same or nearly the same words between the splits, repeated ids and pairs, missing, unused and too small pictures, lengths, the card.
 * Reads only that folder, record by record; what grows with the records is compared in a temporary file. Problems come in the order of the formats, then of files and lines.
 * `project` is the folder to which the settings' paths are relative.
 */
export async function validateDatasets(folder: string, settings: Settings, project: string): Promise<Validation> {
  const tokenizer = await projectTokenizer(settings, project)
  const problems = new ProblemList()
  const files: ValidatedFile[] = []
  const tally = new RowTally(settings)
  const { pages, aliases } = (await readDatasetPages(folder)) ?? NO_PAGES
  const weighted = Object.values(settings.export.class_weights).some((weight) => weight > 1)
  const images = imageChecks(folder)
  for (const format of FORMATS) {
    const present = await format.files(folder)
    if (present.length === 0) continue
    const counts = new Map(present.map(({ path }) => [path, { records: 0, with_picture: 0 }]))
    const found = new ProblemList()
    const watches = [
      idWatch(),
      partingWatch(aliases),
      cellWatch(aliases),
      leakageWatch(),
      ...(weighted && format.repeats ? [] : [repetitionWatch()]),
      similarFactsWatch(settings.deduplicate.max_question_similarity),
    ]
    try {
      for await (const judged of format.judged(folder, images)) {
        found.add(judged.problems)
        if (judged.row === undefined) continue
        const row = comparedRow(judged.row, await pictureHash(judged.row, pages, images))
        const count = counts.get(row.file)
        if (count) {
          count.records += 1
          if (row.image || row.picture) count.with_picture += 1
        }
        for (const watch of watches) found.add(watch.see(row))
        found.add(lengthProblems(row, settings, tokenizer))
        tally.see(format.name, row)
      }
      for (const watch of watches) watch.finish((problem) => found.add([problem]))
    } finally {
      for (const watch of watches) watch.close()
    }
    problems.append(found, [...counts.keys()])
    for (const [file, count] of counts) {
      files.push({ format: format.name, file, ...count })
      if (count.records === 0 && file.endsWith('.jsonl'))
        problems.add([{ severity: 'warning', file, message: 'The file holds no records.' }])
    }
    problems.add(await missingFiles(format, folder))
  }
  if (files.length === 0) problems.add([{ severity: 'error', file: '.', message: 'There is no dataset in this folder.' }])
  const cited = new Set([...pages.values()].map((page) => page.image))
  const counts = await imageUse(folder, images, cited, settings, problems)
  problems.add(await manifestProblems(folder))
  problems.add(await cardProblems(folder))
  return { files, problems: problems.shown, errors: problems.errors, warnings: problems.warnings, images: counts, tally }
}

const NO_PAGES: Pick<DatasetPages, 'pages' | 'aliases'> = { pages: new Map(), aliases: new Map() }

/** The content of the picture that a row shows, or of its page's; undefined where there is none. */
async function pictureHash(row: Row, pages: DatasetPages['pages'], images: ImageChecks): Promise<string | undefined> {
  const path = row.image ?? (row.picture === undefined && row.page_id ? pages.get(row.page_id)?.image : undefined)
  return path ? (await images.check(path)).hash : undefined
}

async function missingFiles(format: ReadableFormat, folder: string): Promise<Problem[]> {
  return (await format.missing(folder)).map((file) => ({
    severity: 'error',
    file,
    message: `The file of the format ${format.name} is missing.`,
  }))
}

function lengthProblems(row: Row, { validate, export: { recipes } }: Settings, tokenizer: Tokenizer): Problem[] {
  const found: string[] = []
  const question = row.question.trim().length
  const answer = row.answer.trim().length
  if (question < validate.min_question_length)
    found.push(`The question has ${question} characters, fewer than ${validate.min_question_length}.`)
  if (answer < validate.min_answer_length) found.push(`The answer has ${answer} characters, fewer than ${validate.min_answer_length}.`)
  if (answer > validate.max_answer_length) found.push(`The answer has ${answer} characters, more than ${validate.max_answer_length}.`)
  const tokens = tokensAbove(validate.max_output_tokens, row.answer, tokenizer)
  if (tokens > 0) found.push(`The answer has ${tokens} tokens, more than ${validate.max_output_tokens}.`)
  const all = recipes.max_length === null ? 0 : tokensAbove(recipes.max_length, row.text ?? `${row.question}\n${row.answer}`, tokenizer)
  if (all > 0)
    found.push(`The record has ${all} tokens, more than export.recipes.max_length (${recipes.max_length}): the trainer would cut it.`)
  return found.map((message) => ({ severity: 'warning', file: row.file, line: row.line, message }))
}

/** Tokens of a text that has more than the limit, else 0. A text has no more tokens than bytes: most need not be counted. */
function tokensAbove(limit: number, text: string, tokenizer: Tokenizer): number {
  if (Buffer.byteLength(text) <= limit) return 0
  const tokens = tokenizer.count(text)
  return tokens > limit ? tokens : 0
}

async function imageUse(
  folder: string,
  { used, check }: ImageChecks,
  cited: ReadonlySet<string | null>,
  { validate }: Settings,
  problems: ProblemList,
): Promise<{ referenced: number; present: number }> {
  const present = await imagesIn(folder)
  for (const file of present) {
    if (!used.has(file) && !cited.has(file)) problems.add([{ severity: 'warning', file, message: 'No record uses this picture.' }])
  }
  for (const [path, row] of used) {
    const { width, height, problems: found } = await check(path)
    if (found.length > 0) continue
    const say = (message: string): void => problems.add([{ severity: 'warning', file: row.file, line: row.line, message }])
    if (width < validate.min_image_width || height < validate.min_image_height)
      say(`The picture ${path} has only ${width} × ${height} pixels.`)
    if (width * height > validate.max_image_pixels)
      say(`The picture ${path} has ${width * height} pixels, more than ${validate.max_image_pixels}: trainers scale it down themselves.`)
  }
  return { referenced: used.size, present: present.length }
}

async function imagesIn(folder: string): Promise<string[]> {
  const names = (await below(folder, IMAGES_FOLDER)).filter((name) => !name.startsWith('.'))
  return names.sort().map((name) => `${IMAGES_FOLDER}/${name}`)
}

/** Files that the export wrote and that are gone. */
async function manifestProblems(folder: string): Promise<Problem[]> {
  let text: string
  try {
    text = await readFile(join(folder, MANIFEST_FILE), 'utf8')
  } catch {
    return []
  }
  try {
    const { files } = manifestSchema.parse(JSON.parse(text))
    const present = new Set((await below(folder, '.', true)).map((path) => path.replaceAll('\\', '/')))
    return files
      .filter((file) => !present.has(file.path))
      .map((file) => ({ severity: 'error', file: file.path, message: `${MANIFEST_FILE} lists this file, but it is gone.` }))
  } catch {
    return [{ severity: 'error', file: MANIFEST_FILE, message: 'The manifest is damaged.' }]
  }
}

/** Names in a folder of the dataset; none where it is not there. */
async function below(folder: string, path: string, recursive = false): Promise<string[]> {
  try {
    return await readdir(join(folder, path), { recursive })
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return []
    throw cause
  }
}
