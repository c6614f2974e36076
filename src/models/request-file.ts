import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { PagetuneError } from '../contracts/error.ts'
import type { RequestPart } from '../contracts/model.ts'
import { TEMPORARY_PREFIX } from '../contracts/workspace.ts'
import type { AnswerJournal } from './answer-journal.ts'
import { answerLineSchema } from './file-provider.ts'
import type { BatchItem } from './provider.ts'

/**
 * Writes requests as JSON Lines, for whoever answers them: {"key", "page_id", "purpose", "system", "turns", "schema", "max_output_tokens"};
 * pictures lie beside the file in `<name>.images/` and stand in the turns as {"type": "image", "path", "width", "height"}.
 */
export class RequestFile {
  readonly #path: string
  readonly #lines: string[] = []
  readonly #pictures = new Set<string>()

  /** `path` is absolute. */
  constructor(path: string) {
    this.#path = path
  }

  get count(): number {
    return this.#lines.length
  }

  get pictures(): number {
    return this.#pictures.size
  }

  async add({ key, request }: BatchItem): Promise<void> {
    const turns = []
    for (const { role, parts } of request.turns) {
      const written = []
      for (const part of parts) written.push(await this.#part(part))
      turns.push({ role, parts: written })
    }
    const { page_id, purpose, system, schema, max_output_tokens } = request
    this.#lines.push(JSON.stringify({ key, page_id, purpose, system, turns, schema, max_output_tokens }))
  }

  /** Writes the file, whole or not at all; the lines by page. */
  async close(): Promise<void> {
    await mkdir(dirname(this.#path), { recursive: true })
    const temporary = join(dirname(this.#path), TEMPORARY_PREFIX + basename(this.#path))
    try {
      await writeFile(
        temporary,
        this.#lines
          .toSorted()
          .map((line) => `${line}\n`)
          .join(''),
      )
      await rename(temporary, this.#path)
    } catch (cause) {
      await rm(temporary, { force: true })
      throw cause
    }
  }

  async #part(part: RequestPart): Promise<unknown> {
    if (part.type === 'text') return part
    const folder = `${this.#path}.images`
    const name = `${part.sha256.slice(0, 24)}.${part.media_type === 'image/png' ? 'png' : 'jpg'}`
    if (!this.#pictures.has(name)) {
      await mkdir(folder, { recursive: true })
      await writeFile(join(folder, name), part.bytes)
      this.#pictures.add(name)
    }
    return { type: 'image', path: `${basename(folder)}/${name}`, width: part.width, height: part.height }
  }
}

/**
 * Reads answers, one {"key", "answer"} a line, into the journal. A later answer to the same request replaces the one before: whoever
 * corrects a file imports it again. Throws MODEL_BODY, naming the line, before anything is taken from a broken file.
 */
export async function importAnswers(path: string, name: string, journal: AnswerJournal): Promise<{ taken: number; replaced: number }> {
  const lines = await answerLines(path)
  let replaced = 0
  for (const { key, answer } of lines) {
    if (await journal.has(key)) replaced += 1
    const body = JSON.stringify({ key, answer })
    await journal.put({ key, provider: 'file', model: name, purpose: 'answer', page_id: '', batch: true, body })
  }
  return { taken: lines.length, replaced }
}

async function answerLines(path: string): Promise<{ key: string; answer: string | Record<string, unknown> }[]> {
  try {
    await stat(path)
    await (await open(path, 'r')).close()
  } catch (cause) {
    throw new PagetuneError('NOT_FOUND', `There is no file ${path} that can be read.`, {
      where: path,
      fix: 'Name the file with the answers.',
      cause,
    })
  }
  const found = []
  let number = 0
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    number += 1
    if (text.trim() === '') continue
    try {
      found.push(answerLineSchema.parse(JSON.parse(text)))
    } catch (cause) {
      throw new PagetuneError('MODEL_BODY', 'A line of the answers file is not {"key", "answer"}.', {
        where: `${path}:${number}`,
        fix: 'Correct the line and import the file again.',
        cause,
      })
    }
  }
  return found
}
