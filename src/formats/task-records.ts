import type { Example } from '../contracts/example.ts'
import { TASKS } from '../contracts/example.ts'
import type { FormatContext } from '../contracts/format.ts'
import { defineFormat, type FormatFile } from './define-format.ts'
import { isJsonObject, type JsonObject } from './jsonl.ts'
import { provenance, recordMeta } from './record-meta.ts'
import { textProblems } from './rules.ts'
import { trainerText } from './text.ts'

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

/** The older system's instruction records (Alpaca columns): one file a task with all splits, and train and val over all tasks. */
export const taskRecords = defineFormat({
  name: 'task-records',
  description: "the older system's instruction records (Alpaca columns): one slice a task, train and val",
  files: [
    { path: TASK_TRAIN, split: 'train' },
    { path: TASK_VALIDATION, split: 'validation' },
    { path: 'test.jsonl', split: 'test', optional: true },
    ...TASKS.map((task): FormatFile => ({ path: sliceOf(task), split: 'any' })),
  ],
  record: (example, context, file) => (file.split === 'any' && file.path !== sliceOf(example.task) ? null : taskRecord(example, context)),
  rules: () => ({
    row({ line, value: { instruction, input, output, meta } }, { path: file, split }) {
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
      const places = { id: text('qa_id'), page_id: text('page_id'), group: text('group'), section: text('section_id') }
      return { row: { file, line, split, question: instruction, answer: output, tag: text('task').toUpperCase(), ...places }, problems }
    },
  }),
})
