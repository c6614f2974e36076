import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll } from 'vitest'
import type { Example } from '../../src/contracts/example.ts'
import type { FormatContext, Problem } from '../../src/contracts/format.ts'
import { type Settings, settingsSchema } from '../../src/contracts/settings.ts'
import { FORMATS } from '../../src/formats/formats.ts'
import type { ReadableFormat } from '../../src/formats/readable-format.ts'
import { ExampleCounter } from '../../src/formats/survey.ts'
import { EXAMPLES, pagePicture, PAGES } from './fixture.ts'

/** A dataset folder with the pictures of the made-up pages, and what the format writes into it. */
export async function written(
  format: ReadableFormat,
  examples: readonly Example[] = EXAMPLES,
  overrides: Record<string, unknown> = {},
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'pagetune-format-'))
  folders.push(folder)
  await mkdir(join(folder, 'images'))
  for (const [index, { page_id, image }] of PAGES.entries()) {
    if (image) await writeFile(join(folder, `images/${page_id}.png`), await pagePicture(index))
  }
  const writer = await format.open(folder, contextFor(settingsSchema.parse(overrides), examples, folder))
  for (const one of examples) await writer.add(one)
  await writer.close()
  return folder
}

const folders: string[] = []
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))

export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'pagetune-format-'))
  folders.push(folder)
  return folder
}

function contextFor(settings: Settings, examples: readonly Example[], folder: string): FormatContext {
  const pages = new Map(PAGES.map((page) => [page.page_id, page]))
  const counter = new ExampleCounter(settings)
  for (const one of examples) counter.see(one)
  const imageOf = (page_id: string): string | null => (pages.get(page_id)?.image ? `images/${page_id}.png` : null)
  const imageBytes = (page_id: string): Promise<Buffer> => readFile(join(folder, imageOf(page_id) ?? ''))
  return { settings, pages, survey: counter.survey(), images_placed: true, imageOf, imageBytes }
}

export async function problemsOf(format: ReadableFormat, folder: string): Promise<Problem[]> {
  const found: Problem[] = []
  for await (const problem of format.problems(folder)) found.push(problem)
  return found
}

export const byName = (name: string): ReadableFormat => {
  const format = FORMATS.find((one) => one.name === name)
  if (format === undefined) throw new Error(`no format ${name}`)
  return format
}

/** Messages of a file whose lines are replaced by these. */
export async function messagesWith(name: string, file: string, lines: readonly unknown[]): Promise<string[]> {
  const format = byName(name)
  const folder = await written(format)
  await mkdir(dirname(join(folder, file)), { recursive: true })
  await writeFile(join(folder, file), lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''))
  return (await problemsOf(format, folder))
    .filter((problem) => problem.file === file)
    .map((problem) => `${problem.line ?? ''}: ${problem.message}`)
}

export async function linesOf(folder: string, file: string): Promise<Record<string, unknown>[]> {
  const text = await readFile(join(folder, file), 'utf8')
  if (text !== '' && !text.endsWith('\n')) throw new Error(`${file} does not end with a newline`)
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}
