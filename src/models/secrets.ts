import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PagetuneError } from '../contracts/error.ts'

/** Keys that were handed to a provider's client in this process: what must never be written. */
const known = new Set<string>()

/** What keys of the known providers look like, for text that quotes one that is not ours. */
const KEY_SHAPES = /\bsk-[A-Za-z0-9_-]{8,}|\b(?:Bearer|x-api-key:?)\s+[A-Za-z0-9._-]{8,}/gi

/**
 * A key from the environment, else from `.env` in the project folder; null when neither has it.
 * The file has lines NAME=VALUE, as in a shell; it is only read.
 */
export async function keyNamed(name: string, folder: string): Promise<string | null> {
  const value = process.env[name] ?? (await environmentFile(join(folder, '.env'))).get(name)
  if (value === undefined || value.trim() === '') return null
  known.add(value.trim())
  return value.trim()
}

async function environmentFile(path: string): Promise<Map<string, string>> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR')) return new Map()
    throw new PagetuneError('MODEL_KEY', 'The file .env of the project cannot be read.', {
      where: path,
      fix: 'Change its permissions, or put the key into the environment.',
      cause,
    })
  }
  const values = new Map<string, string>()
  for (const line of text.split(/\r?\n/)) {
    const found = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*?)\s*$/.exec(line)
    if (found !== null) values.set(found[1]!, found[2]!.replace(/^(["'])(.*)\1$/, '$2'))
  }
  return values
}

/** The text without any key. */
export function redacted(text: string): string {
  let clean = text
  for (const key of known) clean = clean.replaceAll(key, '[key]')
  return clean.replace(KEY_SHAPES, '[key]')
}
