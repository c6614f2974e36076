import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import type { WrittenFile } from '../contracts/format.ts'
import { FileWriter } from './file-writer.ts'
import type { JsonObject } from './jsonl.ts'
import { type Column, featuresOf } from './parquet-schema.ts'

/** The Hub's viewer refuses row groups above 300 MB and reads whole ones; pages at 2 MB with 100 rows a group would exceed that. */
const ROW_GROUP_BYTES = 64 * 1024 * 1024
const ROW_GROUP_ROWS = 1000
const SHARD_BYTES = 500_000_000

interface Shard {
  readonly file: FileWriter
  readonly bytes: ByteWriter
  readonly parquet: ParquetWriter
  rows: number
}

/** The rows of one split as Parquet files of at most 500 MB, `<stem>-00000-of-00003.parquet`, in row groups capped by bytes. */
export class ParquetSplit {
  readonly #folder: string
  readonly #stem: string
  readonly #split: string
  readonly #columns: readonly Column[]
  readonly #finished: WrittenFile[] = []
  #rows: JsonObject[] = []
  #size = 0
  #shard: Shard | undefined

  /** `stem` is relative to the dataset folder: 'parquet/train'. */
  constructor(folder: string, stem: string, split: string, columns: readonly Column[]) {
    this.#folder = folder
    this.#stem = stem
    this.#split = split
    this.#columns = columns
  }

  async add(row: JsonObject): Promise<void> {
    this.#rows.push(row)
    this.#size += sizeOf(row)
    if (this.#size >= ROW_GROUP_BYTES || this.#rows.length >= ROW_GROUP_ROWS) await this.#writeGroup()
  }

  async close(): Promise<WrittenFile[]> {
    if (this.#rows.length > 0) await this.#writeGroup()
    if (this.#shard !== undefined) await this.#endShard(this.#shard)
    const count = this.#finished.length
    const named: WrittenFile[] = []
    for (const [index, file] of this.#finished.entries()) {
      const path = `${this.#stem}-${digits(index)}-of-${digits(count)}.parquet`
      await rename(join(this.#folder, file.path), join(this.#folder, path))
      named.push({ ...file, path })
    }
    return named
  }

  async #writeGroup(): Promise<void> {
    const shard = (this.#shard ??= await this.#newShard())
    const rows = this.#rows
    this.#rows = []
    this.#size = 0
    const columnData = this.#columns.map(({ name, plain }) => ({
      name,
      data: rows.map((row) => row[name]),
      ...(plain === true ? { codec: 'UNCOMPRESSED' as const, statistics: false } : {}),
    }))
    await shard.parquet.write({ columnData, rowGroupSize: rows.length })
    shard.rows += rows.length
    await flush(shard)
    if (shard.bytes.offset >= SHARD_BYTES) await this.#endShard(shard)
  }

  async #newShard(): Promise<Shard> {
    const file = await FileWriter.open(this.#folder, `${this.#stem}-${digits(this.#finished.length)}.parquet`)
    const bytes = new ByteWriter()
    const schema = [{ name: 'root', num_children: this.#columns.length }, ...this.#columns.flatMap(({ elements }) => [...elements])]
    const kvMetadata = [{ key: 'huggingface', value: featuresOf(this.#columns) }]
    return { file, bytes, parquet: new ParquetWriter({ writer: bytes, schema, kvMetadata, createdBy: 'pagetune' }), rows: 0 }
  }

  async #endShard(shard: Shard): Promise<void> {
    await shard.parquet.finish()
    await flush(shard)
    this.#finished.push(await shard.file.close(shard.rows, this.#split))
    this.#shard = undefined
  }
}

/** Moves what the Parquet writer has made into the file, so that only one row group is in memory. */
async function flush({ file, bytes }: Shard): Promise<void> {
  await file.write(Uint8Array.prototype.slice.call(bytes.getBytes()))
  bytes.index = 0
}

function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length
  if (value instanceof Uint8Array) return value.length
  if (typeof value !== 'object' || value === null) return 8
  return Object.values(value).reduce((sum: number, inner) => sum + sizeOf(inner), 0)
}

const digits = (number: number): string => String(number).padStart(5, '0')
