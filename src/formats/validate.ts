import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import type { Problem } from '../contracts/format.ts'
import type { Settings } from '../contracts/settings.ts'
import { canonical, readDatasetPages } from './canonical.ts'
import { FORMATS } from './formats.ts'
import { leakageProblems, repetitionProblems } from './leakage.ts'
import type { Row } from './loaded.ts'
import { MANIFEST_FILE, manifestSchema } from './manifest.ts'
import { pathProblems } from './rules.ts'
import { roughTokens } from './text.ts'

/** The sub-folder of a dataset that holds its pictures. */
export const IMAGES_FOLDER = 'images'

export interface ValidatedFile {
  readonly format: string
  readonly file: string
  readonly rows: readonly Row[]
}

/** What `validateDatasets` found in a folder. */
export interface Validation {
  readonly files: readonly ValidatedFile[]
  readonly problems: readonly Problem[]
  readonly errors: number
  readonly warnings: number
  readonly images: { readonly referenced: number; readonly present: number }
}

/**
 * Checks every exported file of a dataset folder (absolute path) by its trainer's own loading rules and by ours: leakage of pages,
 * copies, groups and questions between the splits, repeated ids and pairs, missing, unused and too small pictures, lengths.
 * Reads only that folder. Problems come in the order of the formats, then of files and lines.
 */
export async function validateDatasets(folder: string, settings: Settings): Promise<Validation> {
  const problems: Problem[] = []
  const files: ValidatedFile[] = []
  const listed = await readDatasetPages(folder)
  const aliases = new Map(
    [...(listed?.pages.values() ?? [])].flatMap((page) => page.aliases.map((alias) => [alias, page.page_id] as const)),
  )
  const weighted = Object.values(settings.export.class_weights).some((weight) => weight > 1)
  for (const format of FORMATS) {
    const loaded = await format.load(folder)
    if (loaded.length === 0) continue
    const rows = loaded.flatMap((file) => file.rows)
    for (const file of loaded) {
      files.push({ format: format.name, file: file.file, rows: file.rows })
      problems.push(...file.problems, ...file.rows.flatMap((row) => lengthProblems(row, settings)))
      if (file.rows.length === 0) problems.push({ severity: 'warning', file: file.file, message: 'The file holds no records.' })
      if (format === canonical || !weighted) problems.push(...repetitionProblems(file.rows))
    }
    problems.push(...leakageProblems(rows, aliases))
    for (const file of format.files) {
      if (!loaded.some((one) => one.file === file))
        problems.push({ severity: 'error', file, message: `The file of the format ${format.name} is missing.` })
    }
  }
  if (files.length === 0) problems.push({ severity: 'error', file: '.', message: 'There is no dataset in this folder.' })
  const images = await imageUse(folder, files, settings)
  problems.push(...images.problems, ...(await manifestProblems(folder)))
  const unique = distinct(problems)
  const errors = unique.filter((problem) => problem.severity === 'error').length
  return { files, problems: unique, errors, warnings: unique.length - errors, images: images.counts }
}

function lengthProblems(row: Row, { validate }: Settings): Problem[] {
  const found: string[] = []
  const question = row.question.trim().length
  const answer = row.answer.trim().length
  if (question < validate.min_question_length)
    found.push(`The question has ${question} characters, fewer than ${validate.min_question_length}.`)
  if (answer < validate.min_answer_length) found.push(`The answer has ${answer} characters, fewer than ${validate.min_answer_length}.`)
  if (answer > validate.max_answer_length) found.push(`The answer has ${answer} characters, more than ${validate.max_answer_length}.`)
  const tokens = roughTokens(row.answer)
  if (tokens > validate.max_output_tokens) found.push(`The answer has about ${tokens} tokens, more than ${validate.max_output_tokens}.`)
  return found.map((message) => ({ severity: 'warning', file: row.file, line: row.line, message }))
}

async function imageUse(
  folder: string,
  files: readonly ValidatedFile[],
  { validate }: Settings,
): Promise<{ problems: Problem[]; counts: { referenced: number; present: number } }> {
  const problems: Problem[] = []
  const used = new Map<string, Row>()
  for (const row of files.flatMap((file) => file.rows)) {
    if (row.image && pathProblems(row.image).length === 0 && !used.has(row.image)) used.set(row.image, row)
  }
  const cited = new Set([...((await readDatasetPages(folder))?.pages.values() ?? [])].map((page) => page.image))
  const present = await imagesIn(folder)
  const there = new Set(present)
  for (const path of present) {
    if (!used.has(path) && !cited.has(path)) problems.push({ severity: 'warning', file: path, message: 'No record uses this picture.' })
  }
  for (const [path, row] of used) {
    if (!there.has(path)) continue
    try {
      const { width, height } = await sharp(join(folder, path)).metadata()
      if (width < validate.min_image_width || height < validate.min_image_height) {
        const message = `The picture ${path} has only ${width} × ${height} pixels.`
        problems.push({ severity: 'warning', file: row.file, line: row.line, message })
      }
    } catch {
      // A picture that does not open is an error of its format already.
      continue
    }
  }
  return { problems, counts: { referenced: used.size, present: present.length } }
}

async function imagesIn(folder: string): Promise<string[]> {
  try {
    const names = await readdir(join(folder, IMAGES_FOLDER))
    return names
      .filter((name) => !name.startsWith('.'))
      .sort()
      .map((name) => `${IMAGES_FOLDER}/${name}`)
  } catch {
    return []
  }
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
    const present = new Set([...(await imagesIn(folder)), ...(await readdir(folder))])
    return files
      .filter((file) => !present.has(file.path))
      .map((file) => ({ severity: 'error', file: file.path, message: `${MANIFEST_FILE} lists this file, but it is gone.` }))
  } catch {
    return [{ severity: 'error', file: MANIFEST_FILE, message: 'The manifest is damaged.' }]
  }
}

function distinct(problems: readonly Problem[]): Problem[] {
  const byText = new Map(problems.map((problem) => [JSON.stringify(problem), problem]))
  return [...byText.values()]
}
