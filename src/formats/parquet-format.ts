import type { Example } from '../contracts/example.ts'
import type { FormatContext, Problem, WrittenFile } from '../contracts/format.ts'
import { ConversationJoiner, type Talk } from './conversations.ts'
import { problemsOf } from './define-format.ts'
import type { ImageChecks } from './image-checks.ts'
import type { JsonObject } from './jsonl.ts'
import { parquetFiles, readParquet } from './parquet-reader.ts'
import type { Column } from './parquet-schema.ts'
import { ParquetSplit } from './parquet-writer.ts'
import type { Judged, ReadableFormat } from './readable-format.ts'
import type { Row } from './row.ts'
import { wholeTalk } from './turns.ts'

const SPLITS = ['train', 'validation', 'test'] as const

export interface ParquetDefinition {
  readonly name: string
  readonly description: string
  /** Files are '<folder>/<stem><split>-00000-of-00001.parquet'. */
  readonly folder: string
  readonly stem: string
  readonly columns: readonly Column[]
  /** Whether a record can hold several turns. */
  readonly conversations?: boolean
  /** `later` are the pairs that follow in a conversation, where records can hold them. */
  record(example: Example, context: FormatContext, later: readonly Example[]): Promise<JsonObject | null>
  row(value: JsonObject): { row?: Omit<Row, 'file' | 'line' | 'split'>; problems: readonly string[]; pictures: readonly unknown[] }
}

/** Makes a format of Parquet files with embedded pictures, one set of files a split. */
export function parquetFormat(definition: ParquetDefinition): ReadableFormat & { readonly columns: readonly Column[] } {
  const { name, description, folder: below, stem, columns } = definition
  const files = (folder: string): ReturnType<ReadableFormat['files']> => parquetFiles(folder, below, stem)

  async function* judged(folder: string, images: ImageChecks): AsyncIterable<Judged> {
    const said = new Set<string>()
    for (const { path: file, split } of await files(folder)) {
      for await (const item of readParquet(folder, file, columns)) {
        if (!('value' in item)) {
          yield { file, problems: [item] }
          continue
        }
        const { row, problems, pictures } = definition.row(item.value)
        const found = [...problems]
        const names: string[] = []
        for (const picture of pictures) {
          const bytes = bytesOf(picture)
          if (bytes === undefined) found.push('A picture has no bytes.')
          else {
            const checked = await images.embedded(bytes, 'in the record')
            names.push(checked.hash)
            if (!said.has(checked.hash)) found.push(...checked.problems)
            said.add(checked.hash)
          }
        }
        const problem = (message: string): Problem => ({ severity: 'error', file, line: item.line, message })
        const text = wholeTalk(item.value)
        const whole = text === undefined ? {} : { text }
        const placed = row && {
          file,
          line: item.line,
          split,
          ...row,
          ...whole,
          ...(names.length === 0 ? {} : { picture: names.join(' ') }),
        }
        yield { file, ...(placed === undefined ? {} : { row: placed }), problems: found.map(problem) }
      }
    }
  }

  return {
    name,
    description,
    columns,
    images: false,
    embeds: true,
    repeats: false,
    files,
    async missing(folder) {
      const present = await files(folder)
      return present.length > 0 && !present.some(({ split }) => split === 'train') ? [`${below}/${stem}train-*.parquet`] : []
    },
    judged,
    problems: (folder) => problemsOf(judged, folder),
    async open(folder, context) {
      const writers = new Map(
        SPLITS.map((split) => [split as string, new ParquetSplit(folder, `${below}/${stem}${split}`, split, columns)]),
      )
      let [records, left_out, conversations] = [0, 0, 0]
      const joiner = new ConversationJoiner()
      async function write({ opening, later }: Talk): Promise<void> {
        const writer = writers.get(opening.split)
        if (writer === undefined) return
        if (later.length > 0) conversations += 1
        const record = await definition.record(opening, context, later)
        if (record === null) left_out += 1 + later.length
        else {
          await writer.add(record)
          records += 1
        }
      }
      return {
        async add(example) {
          const talks = definition.conversations === true ? joiner.add(example) : [{ opening: example, later: [] }]
          for (const talk of talks) await write(talk)
        },
        async close() {
          for (const talk of joiner.rest()) await write(talk)
          const written: WrittenFile[] = []
          for (const writer of writers.values()) written.push(...(await writer.close()))
          return { files: written, records, left_out, conversations }
        },
      }
    },
  }
}

/** The bytes of {bytes, path}. */
function bytesOf(picture: unknown): Uint8Array | undefined {
  const bytes = typeof picture === 'object' && picture !== null && 'bytes' in picture ? picture.bytes : undefined
  return bytes instanceof Uint8Array ? bytes : undefined
}
