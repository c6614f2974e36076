import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Problem } from '../contracts/format.ts'

export type JsonObject = Readonly<Record<string, unknown>>

/** One parsed line of a JSON Lines file; `line` is 1-based. */
export interface JsonLine {
  readonly file: string
  readonly line: number
  readonly value: JsonObject
}

export interface JsonLines {
  readonly exists: boolean
  readonly lines: readonly JsonLine[]
  readonly problems: readonly Problem[]
}

/** Line separators of Unicode that some readers (Python's str.splitlines) also cut at. */
const OTHER_LINE_ENDS = /[\u0085\u2028\u2029]/g

/** One object a line, UTF-8 unescaped, a newline at the end; no records give an empty text. */
export function jsonLines(records: readonly unknown[]): string {
  return records.map((record) => `${JSON.stringify(record).replace(OTHER_LINE_ENDS, escaped)}\n`).join('')
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** Writes records to a file of the dataset folder and returns how many there are. */
export async function writeJsonLines(folder: string, file: string, records: readonly unknown[]): Promise<number> {
  const chunks: Buffer[] = []
  // In pieces: all lines together may be longer than the longest string.
  for (let start = 0; start < records.length; start += 1000) chunks.push(Buffer.from(jsonLines(records.slice(start, start + 1000))))
  await writeFile(join(folder, file), Buffer.concat(chunks))
  return records.length
}

/** Reads a JSON Lines file as strictly as the strictest trainer: each line must be one JSON object in UTF-8 without a byte order mark. */
export async function readJsonLines(folder: string, file: string): Promise<JsonLines> {
  let bytes: Buffer
  try {
    bytes = await readFile(join(folder, file))
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return { exists: false, lines: [], problems: [] }
    const message = `The file cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`
    return { exists: true, lines: [], problems: [{ severity: 'error', file, message }] }
  }
  const problems: Problem[] = []
  const lines: JsonLine[] = []
  if (bytes.length > 0 && bytes.at(-1) !== 0x0a) {
    problems.push({ severity: 'warning', file, message: 'The last line has no newline: the file may have been cut off.' })
  }
  if (bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))) {
    problems.push({ severity: 'error', file, line: 1, message: 'The file starts with a byte order mark.' })
  }
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let start = 0
  for (let line = 1; start < bytes.length; line += 1) {
    const found = bytes.indexOf(0x0a, start)
    const end = found === -1 ? bytes.length : found
    const part = bytes.subarray(start, end)
    start = end + 1
    try {
      const value: unknown = JSON.parse(decoder.decode(part))
      if (isJsonObject(value)) lines.push({ file, line, value })
      else problems.push({ severity: 'error', file, line, message: 'The line is not a JSON object.' })
    } catch (cause) {
      const blank = part.toString('latin1').trim() === ''
      const reason = cause instanceof SyntaxError ? 'not valid JSON' : 'not valid UTF-8'
      problems.push({ severity: 'error', file, line, message: blank ? 'The line is empty.' : `The line is ${reason}.` })
    }
  }
  return { exists: true, lines, problems }
}

/** Whether a parsed value is a JSON object (not an array, not null). */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
