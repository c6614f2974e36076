import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { asyncBufferFromFile, type FileMetaData, parquetMetadataAsync, parquetReadObjects } from 'hyparquet'
import type { Problem } from '../contracts/format.ts'
import { isJsonObject, type JsonObject } from './jsonl.ts'
import { type Column, featuresOf } from './parquet-schema.ts'
import type { LoadedFile } from './readable-format.ts'
import type { RowSplit } from './row.ts'

/** Above this the Hub's viewer refuses a row group; and above the second it is slow. */
const REFUSED_GROUP = 300_000_000
const LARGE_GROUP = 100_000_000

/** The Parquet files of a folder of the dataset; the split stands in the name: '<stem>train-00000-of-00001.parquet'. */
export async function parquetFiles(folder: string, below: string, stem = ''): Promise<LoadedFile[]> {
  let names: string[]
  try {
    names = await readdir(join(folder, below))
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR')) return []
    throw cause
  }
  return names
    .filter((name) => name.startsWith(stem) && name.endsWith('.parquet'))
    .map((name): LoadedFile => ({ path: `${below}/${name}`, split: splitOf(name.slice(stem.length)) }))
    .sort((a, b) => order(a.split) - order(b.split) || (a.path < b.path ? -1 : 1))
}

const SPLITS: readonly RowSplit[] = ['train', 'validation', 'test']
const order = (split: RowSplit): number => (SPLITS.includes(split) ? SPLITS.indexOf(split) : SPLITS.length)

function splitOf(name: string): RowSplit {
  return SPLITS.find((split) => name.startsWith(`${split}-`)) ?? 'any'
}

export interface ParquetRow {
  readonly line: number
  readonly value: JsonObject
}

/** The rows of a Parquet file, a row group at a time, and what is wrong with the file as a whole. `line` is the 1-based row. */
export async function* readParquet(folder: string, file: string, columns: readonly Column[]): AsyncIterable<ParquetRow | Problem> {
  const error = (message: string): Problem => ({ severity: 'error', file, message })
  try {
    const buffer = await asyncBufferFromFile(join(folder, file))
    const metadata = await parquetMetadataAsync(buffer)
    yield* metadataProblems(metadata, file, columns)
    let rowStart = 0
    for (const group of metadata.row_groups) {
      const rowEnd = rowStart + Number(group.num_rows)
      const rows: unknown[] = await parquetReadObjects({ file: buffer, metadata, rowStart, rowEnd, utf8: false })
      for (const [index, value] of rows.entries()) if (isJsonObject(value)) yield { line: rowStart + index + 1, value }
      rowStart = rowEnd
    }
  } catch (cause) {
    yield error(`The file is no Parquet that can be read: ${cause instanceof Error ? cause.message : String(cause)}`)
  }
}

/** What the Hub and `load_dataset` need beside the rows: the features, the split in the name, row groups that are not too large. */
export function* metadataProblems(metadata: FileMetaData, file: string, columns: readonly Column[]): Iterable<Problem> {
  const value = metadata.key_value_metadata?.find(({ key }) => key === 'huggingface')?.value
  if (value === undefined) yield { severity: 'error', file, message: 'The key "huggingface" is missing: pictures load as bytes.' }
  else if (value !== featuresOf(columns))
    yield { severity: 'error', file, message: 'The features in the key "huggingface" do not fit the columns.' }
  if (!/(?:train|validation|test)-\d{5}-of-\d{5}\.parquet$/.test(file))
    yield { severity: 'error', file, message: 'The name is not <split>-00000-of-00001.parquet: the Hub does not see the split.' }
  for (const [index, { total_byte_size }] of metadata.row_groups.entries()) {
    if (total_byte_size <= LARGE_GROUP) continue
    const refused = total_byte_size > REFUSED_GROUP
    const message = `Row group ${index + 1} has ${total_byte_size} bytes; the Hub's viewer ${refused ? 'refuses' : 'is slow with'} it.`
    yield { severity: refused ? 'error' : 'warning', file, message }
  }
}
