import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Problem } from '../contracts/format.ts'

export type JsonObject = Readonly<Record<string, unknown>>

/** One parsed record of a data file; `line` is 1-based. */
export interface JsonLine {
  readonly file: string
  readonly line: number
  readonly value: JsonObject
}

/** Line separators of Unicode that some readers (Python's str.splitlines) also cut at. */
const OTHER_LINE_END = /[\u0085\u2028\u2029]/
const OTHER_LINE_ENDS = new RegExp(OTHER_LINE_END, 'g')

/** One object on one line, UTF-8 unescaped, without the newline. */
export function jsonLine(record: unknown): string {
  const line = JSON.stringify(record)
  return OTHER_LINE_END.test(line) ? line.replace(OTHER_LINE_ENDS, escaped) : line
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** Whether the dataset folder holds the file. */
export async function hasFile(folder: string, file: string): Promise<boolean> {
  try {
    return (await stat(join(folder, file))).isFile()
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR')) return false
    throw cause
  }
}

/**
 * Reads a JSON Lines file one record after the other, as strictly as the strictest trainer: each line must be one JSON object in
 * UTF-8 without a byte order mark. `layout` 'array' is a JSON array with one record a line, as Pagetune writes it.
 */
export async function* readJsonLines(folder: string, file: string, layout: 'lines' | 'array' = 'lines'): AsyncIterable<JsonLine | Problem> {
  const error = (line: number, message: string): Problem => ({ severity: 'error', file, line, message })
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let line = 0
  let closed = false
  for await (const { bytes, terminated } of byteLines(join(folder, file))) {
    line += 1
    if (line === 1 && bytes.subarray(0, 3).equals(BYTE_ORDER_MARK)) yield error(1, 'The file starts with a byte order mark.')
    if (!terminated)
      yield { severity: 'warning', file, message: 'The last line has no newline: the file may have been cut off.' } satisfies Problem
    let text: string
    try {
      text = decoder.decode(bytes)
    } catch {
      yield error(line, 'The line is not valid UTF-8.')
      continue
    }
    if (layout === 'array') {
      if (line === 1 && text !== '[') yield error(1, 'The file does not begin with "[" on a line of its own: it is no JSON array.')
      if (text === ']') closed = true
      if (line === 1 || text === ']') continue
      text = text.replace(/,$/, '')
    }
    if (text.trim() === '') {
      yield error(line, 'The line is empty.')
      continue
    }
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch {
      yield error(line, 'The line is not valid JSON.')
      continue
    }
    if (isJsonObject(value)) yield { file, line, value }
    else yield error(line, 'The line is not a JSON object.')
  }
  if (layout === 'array' && !closed) yield error(Math.max(line, 1), 'The JSON array is not closed: the file was cut off.')
}

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf])

/** The lines of a file without their newline; only the last one may lack it. */
export async function* byteLines(path: string): AsyncIterable<{ bytes: Buffer; terminated: boolean }> {
  let rest: Buffer[] = []
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>) {
    let start = 0
    for (let end = chunk.indexOf(0x0a); end !== -1; end = chunk.indexOf(0x0a, start)) {
      const part = chunk.subarray(start, end)
      yield { bytes: rest.length === 0 ? part : Buffer.concat([...rest, part]), terminated: true }
      rest = []
      start = end + 1
    }
    if (start < chunk.length) rest.push(chunk.subarray(start))
  }
  if (rest.length > 0) yield { bytes: Buffer.concat(rest), terminated: false }
}

/** Whether `readJsonLines` gave a record and not a problem. */
export const isRecord = (item: JsonLine | Problem): item is JsonLine => 'value' in item

/** Whether a parsed value is a JSON object (not an array, not null). */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
