import { createHash, type Hash } from 'node:crypto'
import { type FileHandle, mkdir, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { WrittenFile } from '../contracts/format.ts'
import { jsonLine } from './jsonl.ts'

const BUFFERED = 1 << 18

/** A file that grows in pieces; its size and SHA-256 are known when it is closed. */
export class FileWriter {
  readonly path: string
  #handle: FileHandle
  #hash: Hash = createHash('sha256')
  #waiting: (string | Uint8Array)[] = []
  #size = 0
  #bytes = 0

  private constructor(path: string, handle: FileHandle) {
    this.path = path
    this.#handle = handle
  }

  /** `path` is relative to the dataset folder, which is absolute. */
  static async open(folder: string, path: string): Promise<FileWriter> {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    return new FileWriter(path, await open(join(folder, path), 'w'))
  }

  async write(piece: string | Uint8Array): Promise<void> {
    this.#waiting.push(piece)
    this.#size += piece.length
    if (this.#size >= BUFFERED) await this.#flush()
  }

  async close(records?: number, split?: string): Promise<WrittenFile> {
    await this.#flush()
    await this.#handle.close()
    return {
      path: this.path,
      bytes: this.#bytes,
      sha256: this.#hash.digest('hex'),
      ...(records === undefined ? {} : { records }),
      ...(split === undefined ? {} : { split }),
    }
  }

  async #flush(): Promise<void> {
    const waiting = this.#waiting
    this.#waiting = []
    this.#size = 0
    const bytes = waiting.every((piece) => typeof piece === 'string')
      ? Buffer.from(waiting.join(''))
      : Buffer.concat(waiting.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)))
    this.#hash.update(bytes)
    this.#bytes += bytes.length
    // writeFile on an open handle goes on at its end, and writes everything.
    await this.#handle.writeFile(bytes)
  }
}

/** A JSON Lines file, or a JSON array with one record a line, that is being written. */
export class RecordWriter {
  readonly #file: FileWriter
  readonly #layout: 'lines' | 'array'
  #records = 0

  private constructor(file: FileWriter, layout: 'lines' | 'array') {
    this.#file = file
    this.#layout = layout
  }

  static async open(folder: string, path: string, layout: 'lines' | 'array' = 'lines'): Promise<RecordWriter> {
    const writer = new RecordWriter(await FileWriter.open(folder, path), layout)
    if (layout === 'array') await writer.#file.write('[')
    return writer
  }

  async add(record: unknown): Promise<void> {
    const line = jsonLine(record)
    await this.#file.write(this.#layout === 'lines' ? `${line}\n` : `${this.#records === 0 ? '' : ','}\n${line}`)
    this.#records += 1
  }

  async close(split?: string): Promise<WrittenFile> {
    if (this.#layout === 'array') await this.#file.write('\n]\n')
    return this.#file.close(this.#records, split)
  }
}

/** Writes a small file at once. */
export async function writeWhole(folder: string, path: string, text: string): Promise<WrittenFile> {
  const file = await FileWriter.open(folder, path)
  await file.write(text)
  return file.close()
}
