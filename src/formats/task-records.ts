import { TASKS } from '../contracts/example.ts'
import type { Example } from '../contracts/example.ts'
import type { FormatContext } from '../contracts/format.ts'
import { isJsonObject, type JsonObject, writeJsonLines } from './jsonl.ts'
import { defineFormat } from './loaded.ts'
import { provenance, recordMeta } from './record-meta.ts'
import { textProblems } from './rules.ts'
import { ofSplit, trainerText } from './text.ts'

export const TASK_TRAIN = 'train.jsonl'
export const TASK_VALIDATION = 'val.jsonl'
const sliceOf = (task: string): string => `${task}.slice.jsonl`

function taskRecord(example: Example, context: FormatContext): JsonObject {
  return {
    instruction: trainerText(example.question),
    input: '',
    output: trainerText(example.answer),
    meta: { ...recordMeta(example, context.pages.get(example.page_id)), ...provenance(example) },
  }
}

/** The older system's instruction records (Alpaca columns): one file a task with both splits, and train and val over all tasks. */
export const taskRecords = defineFormat({
  name: 'task-records',
  description: 'instruction records (Alpaca columns): one slice a task, train and val',
  files: [TASK_TRAIN, TASK_VALIDATION, ...TASKS.map(sliceOf)],
  async write(examples, folder, context) {
    const records = (some: readonly Example[]): JsonObject[] => some.map((example) => taskRecord(example, context))
    const files: [string, JsonObject[]][] = [
      [TASK_TRAIN, records(ofSplit(examples, 'train'))],
      [TASK_VALIDATION, records(ofSplit(examples, 'validation'))],
      ...TASKS.map((task): [string, JsonObject[]] => [sliceOf(task), records(examples.filter((example) => example.task === task))]),
    ]
    for (const [file, lines] of files) await writeJsonLines(folder, file, lines)
    return { files: files.map(([file]) => file), records: examples.length }
  },
  row({ file, line, value }) {
    const { instruction, input, output, meta } = value as { instruction?: unknown; input?: unknown; output?: unknown; meta?: unknown }
    const problems: string[] = []
    for (const [key, field] of Object.entries({ instruction, input, output })) {
      if (typeof field !== 'string') problems.push(`The column ${key} is missing or is not a text.`)
    }
    if (!isJsonObject(meta)) return { problems: [...problems, 'The field meta is missing or is not an object.'] }
    for (const key of ['task', 'section_id', 'source_path']) {
      if (typeof meta[key] !== 'string') problems.push(`meta.${key} is missing or is not a text.`)
    }
    if (typeof instruction !== 'string' || typeof output !== 'string') return { problems }
    problems.push(...textProblems(instruction, 'question'), ...textProblems(output, 'answer'))
    const text = (key: string): string => (typeof meta[key] === 'string' ? meta[key] : '')
    const split = file === TASK_TRAIN ? 'train' : file === TASK_VALIDATION ? 'validation' : 'any'
    return {
      row: {
        file,
        line,
        split,
        question: instruction,
        answer: output,
        tag: text('task').toUpperCase(),
        id: text('qa_id'),
        page_id: text('page_id'),
        group: text('group'),
        section: text('section_id'),
      },
      problems,
    }
  },
})
