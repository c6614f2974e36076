import type { Example } from '../contracts/example.ts'
import type { Format, FormatContext, FormatWriter, Problem, WrittenFile } from '../contracts/format.ts'
import { ConversationJoiner, type Talk } from './conversations.ts'
import { RecordWriter } from './file-writer.ts'
import { hasFile, isRecord, type JsonLine, readJsonLines, type JsonObject } from './jsonl.ts'
import { type ImageChecks, imageChecks } from './image-checks.ts'
import type { Judged, LoadedFile, ReadableFormat } from './readable-format.ts'
import type { Row, RowSplit } from './row.ts'
import { classWeight } from './text.ts'
import { wholeTalk } from './turns.ts'

/** A data file of a format. */
export interface FormatFile {
  readonly path: string
  /** Which examples go into it; 'any' takes all splits but the probes, 'synthetic' is written by the format itself. */
  readonly split: RowSplit
  /** Written only when there is a record for it. */
  readonly optional?: boolean
}

/** Rules for the records of one dataset folder; what they remember between lines, and say at the end, is their own. */
export interface RowRules {
  row(line: JsonLine, file: FormatFile): { row?: Row; problems: readonly string[] }
  finish?(): Promise<readonly Problem[]> | readonly Problem[]
}

export interface FormatDefinition {
  readonly name: string
  readonly description: string
  readonly files: readonly FormatFile[]
  /** Whether its records name pictures of images/. */
  readonly images?: boolean
  /** Whether its training records are repeated by class weight. */
  readonly repeats?: boolean
  /** Whether a record of a file can hold several turns; else each turn of a conversation is a record of its own, with its whole question. */
  readonly conversations?: (file: FormatFile) => boolean
  readonly layout?: 'lines' | 'array'
  /**
   * The record of an example in a file; null where the format cannot take it. `copy` counts repetitions, 0 is the pair itself; `later`
   * are the pairs that follow it in a conversation, for formats that can hold them.
   */
  record(
    example: Example,
    context: FormatContext,
    file: FormatFile,
    copy: number,
    later: readonly Example[],
  ): JsonObject | null | Promise<JsonObject | null>
  /** Files beside the data: loaders, descriptions, pictures. `written` are the data files. */
  finish?(folder: string, context: FormatContext, written: readonly WrittenFile[]): Promise<readonly WrittenFile[]>
  rules(folder: string, images: ImageChecks): Promise<RowRules> | RowRules
}

/** The three files of a format that keeps its splits apart, in a folder of its own. */
export function splitFiles(folder: string, stem = '', ending = 'jsonl'): FormatFile[] {
  const path = (split: string): string => `${folder}/${stem}${split}.${ending}`
  return [
    { path: path('train'), split: 'train' },
    { path: path('validation'), split: 'validation' },
    { path: path('test'), split: 'test', optional: true },
  ]
}

/** Makes a format of JSON records of its record function and its rules for one line. */
export function defineFormat(definition: FormatDefinition): ReadableFormat {
  const layout = definition.layout ?? 'lines'

  async function files(folder: string): Promise<LoadedFile[]> {
    const present: LoadedFile[] = []
    for (const file of definition.files) {
      if (await hasFile(folder, file.path)) present.push({ path: file.path, split: file.split })
    }
    return present
  }

  async function* judged(folder: string, images: ImageChecks): AsyncIterable<Judged> {
    if ((await files(folder)).length === 0) return
    const rules = await definition.rules(folder, images)
    for (const file of definition.files) {
      if (!(await hasFile(folder, file.path))) continue
      for await (const item of readJsonLines(folder, file.path, layout)) {
        if (!isRecord(item)) {
          yield { file: file.path, problems: [item] }
          continue
        }
        const { row, problems } = rules.row(item, file)
        const found = problems.map((message): Problem => ({ severity: 'error', file: file.path, line: item.line, message }))
        if (row?.image) found.push(...(await images.firstProblems(row)))
        const text = wholeTalk(item.value)
        yield { file: file.path, ...(row === undefined ? {} : { row: text === undefined ? row : { ...row, text } }), problems: found }
      }
    }
    const last = (await rules.finish?.()) ?? []
    if (last.length > 0) yield { file: last[0]?.file ?? '.', problems: last }
  }

  return {
    name: definition.name,
    description: definition.description,
    images: definition.images ?? false,
    embeds: false,
    repeats: definition.repeats ?? false,
    files,
    async missing(folder) {
      const present = new Set((await files(folder)).map((file) => file.path))
      return definition.files.filter((file) => file.optional !== true && !present.has(file.path)).map((file) => file.path)
    },
    judged,
    open: (folder, context) => openWriter(definition, folder, context),
    problems: (folder) => problemsOf(judged, folder),
  }
}

/** All that a format's own rules say about a folder. */
export async function* problemsOf(judged: ReadableFormat['judged'], folder: string): ReturnType<Format['problems']> {
  for await (const { problems } of judged(folder, imageChecks(folder))) yield* problems
}

async function openWriter(definition: FormatDefinition, folder: string, context: FormatContext): Promise<FormatWriter> {
  const open = new Map<string, RecordWriter>()
  const writerOf = async ({ path }: FormatFile): Promise<RecordWriter> => {
    const found = open.get(path) ?? (await RecordWriter.open(folder, path, definition.layout))
    open.set(path, found)
    return found
  }
  for (const file of definition.files) if (file.optional !== true && file.split !== 'synthetic') await writerOf(file)
  let [records, left_out, conversations] = [0, 0, 0]
  const joiner = new ConversationJoiner()

  const holdsTurns = (file: FormatFile): boolean => definition.conversations?.(file) ?? false
  const [chats, others] = [definition.files.filter(holdsTurns), definition.files.filter((file) => !holdsTurns(file))]

  async function write({ opening, later }: Talk, files: readonly FormatFile[]): Promise<void> {
    const copies = definition.repeats === true && opening.split === 'train' ? classWeight(opening.task, context.settings) : 1
    if (later.length > 0) conversations += 1
    for (const file of files) {
      if (file.split !== opening.split && !(file.split === 'any' && opening.split !== 'probes')) continue
      for (let copy = 0; copy < copies; copy += 1) {
        const record = await definition.record(opening, context, file, copy, later)
        if (record === null) left_out += file.split === 'any' || copy > 0 ? 0 : 1 + later.length
        else {
          await (await writerOf(file)).add(record)
          records += 1
        }
      }
    }
  }

  return {
    async add(example) {
      await write({ opening: example, later: [] }, others)
      if (chats.length > 0) for (const talk of joiner.add(example)) await write(talk, chats)
    },
    async close() {
      for (const talk of joiner.rest()) await write(talk, chats)
      const data: WrittenFile[] = []
      for (const { path, split } of definition.files) {
        const writer = open.get(path)
        if (writer !== undefined) data.push(await writer.close(split))
      }
      const more = (await definition.finish?.(folder, context, data)) ?? []
      return { files: [...data, ...more], records, left_out, conversations }
    },
  }
}
