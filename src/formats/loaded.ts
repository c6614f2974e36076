import type { Format, FormatContext, Problem, Written } from '../contracts/format.ts'
import type { Example, Split } from '../contracts/example.ts'
import { type JsonLine, readJsonLines } from './jsonl.ts'

/** Where a row may be used: 'synthetic' rows ask training facts in other words, 'any' belongs to no split. */
export type RowSplit = Split | 'synthetic' | 'any'

/** What all formats have in common, read back from what was written. */
export interface Row {
  readonly file: string
  readonly line: number
  readonly split: RowSplit
  readonly question: string
  readonly answer: string
  /** Upper-case tag of the question without brackets; '' when there is none. */
  readonly tag: string
  readonly id?: string
  readonly page_id?: string
  readonly group?: string
  readonly section?: string
  /** Set for copies by class weight: they may repeat their original. */
  readonly copy?: boolean
  /** Path in the folder; null for a record without a picture. */
  readonly image?: string | null
}

/** One file of a format as its trainer would load it. */
export interface LoadedFile {
  readonly file: string
  readonly rows: readonly Row[]
  readonly problems: readonly Problem[]
}

/** A format that can read its own files back; `problems` follows from that. */
export interface ReadableFormat extends Format {
  /** Every file that it may write, relative to the dataset folder. */
  readonly files: readonly string[]
  /** Whether its records name pictures, which the export stage then puts into images/. */
  readonly images: boolean
  /** The files of this format that exist in the folder. */
  load(folder: string): Promise<LoadedFile[]>
}

export interface FormatDefinition {
  readonly name: string
  readonly description: string
  readonly files: readonly string[]
  readonly images?: boolean
  write(examples: readonly Example[], folder: string, context: FormatContext): Promise<Written>
  /** Judges one line: the row that it gives, if any, and what is wrong with it. */
  row(line: JsonLine): { row?: Row; problems: readonly string[] }
  /** Rules that need the whole file or its pictures. */
  whole?(folder: string, files: readonly LoadedFile[]): Promise<Problem[]>
}

/** Makes a format of its write function and its rule for one line. */
export function defineFormat(definition: FormatDefinition): ReadableFormat {
  async function load(folder: string): Promise<LoadedFile[]> {
    const loaded: LoadedFile[] = []
    for (const file of definition.files) {
      const { exists, lines, problems } = await readJsonLines(folder, file)
      if (!exists) continue
      const rows: Row[] = []
      const found: Problem[] = [...problems]
      for (const line of lines) {
        const judged = definition.row(line)
        if (judged.row) rows.push(judged.row)
        for (const message of judged.problems) found.push({ severity: 'error', file, line: line.line, message })
      }
      found.push(...repeatedIds(rows))
      loaded.push({ file, rows, problems: found })
    }
    if (definition.whole === undefined || loaded.length === 0) return loaded
    const whole = await definition.whole(folder, loaded)
    return loaded.map((one) => ({ ...one, problems: [...one.problems, ...whole.filter((problem) => problem.file === one.file)] }))
  }

  return {
    name: definition.name,
    description: definition.description,
    files: definition.files,
    images: definition.images ?? false,
    write: definition.write,
    load,
    async *problems(folder) {
      for (const file of await load(folder)) yield* file.problems
    },
  }
}

function repeatedIds(rows: readonly Row[]): Problem[] {
  const seen = new Map<string, number>()
  const found: Problem[] = []
  for (const row of rows) {
    if (row.id === undefined || row.copy === true) continue
    const first = seen.get(row.id)
    if (first === undefined) seen.set(row.id, row.line)
    else found.push({ severity: 'error', file: row.file, line: row.line, message: `The id ${row.id} already stands in line ${first}.` })
  }
  return found
}

/** '[SPEC] What is …' → tag 'SPEC' and the bare question. */
export function untagged(question: string): { tag: string; question: string } {
  const match = /^\[([A-Z]+)\] ([\s\S]*)$/.exec(question)
  return match ? { tag: match[1] ?? '', question: match[2] ?? '' } : { tag: '', question }
}

/** A text format must tag all of its questions or none: an error for each line on the smaller side. */
export function tagProblems(files: readonly LoadedFile[]): Problem[] {
  const rows = files.flatMap((file) => file.rows)
  const untaggedRows = rows.filter((row) => row.tag === '')
  if (untaggedRows.length === 0 || untaggedRows.length === rows.length) return []
  return untaggedRows.map((row) => ({
    severity: 'error',
    file: row.file,
    line: row.line,
    message: 'The question has no task tag; others have one.',
  }))
}
