import type { Example } from '../contracts/example.ts'
import type { Settings } from '../contracts/settings.ts'
import { defineFormat } from './define-format.ts'
import { RecordWriter } from './file-writer.ts'
import type { ReadableFormat } from './readable-format.ts'
import { untagged } from './row.ts'
import { textProblems } from './rules.ts'
import { SyntheticDraw } from './synthetic-validation.ts'
import { TagRule } from './tag-rule.ts'
import { taggedQuestion, trainerText } from './text.ts'

export const AUTOTRAIN_TRAIN = 'hf_train_autotrain.jsonl'
export const AUTOTRAIN_VALIDATION = 'hf_val_autotrain.jsonl'
/** Paraphrased questions on training facts: a recall test, not a test of generalisation. */
export const AUTOTRAIN_SYNTHETIC = 'hf_val_synthetic.jsonl'

/** 'User: [SPEC] question\nAssistant: answer' */
export function flatText(example: Pick<Example, 'task' | 'question' | 'answer'>, settings: Settings): string {
  return `User: ${taggedQuestion(example, settings).replaceAll('\n', ' ')}\nAssistant: ${trainerText(example.answer)}`
}

const lines = defineFormat({
  name: 'autotrain-text',
  description: 'AutoTrain SFT: one flat text a line, "User: [TASK] question / Assistant: answer"',
  files: [
    { path: AUTOTRAIN_TRAIN, split: 'train' },
    { path: AUTOTRAIN_VALIDATION, split: 'validation' },
    { path: 'hf_test_autotrain.jsonl', split: 'test', optional: true },
    { path: AUTOTRAIN_SYNTHETIC, split: 'synthetic' },
  ],
  repeats: true,
  record: (example, { settings }) => ({ text: flatText(example, settings) }),
  rules() {
    const tags = new TagRule()
    return {
      row({ line, value: { text } }, { path: file, split }) {
        if (typeof text !== 'string') return { problems: ['The column "text" is missing or is not a text.'] }
        const match = /^User: ([^\n]+)\nAssistant: ([\s\S]*)$/.exec(text)
        if (match === null) return { problems: ['The text is not "User: question", a new line, "Assistant: answer".'] }
        const { tag, question } = untagged(match[1] ?? '')
        const answer = match[2] ?? ''
        const problems = [...textProblems(question, 'question'), ...textProblems(answer, 'answer')]
        if (/^(?:User|Assistant): /m.test(answer)) problems.push('The answer holds a line that starts a new turn.')
        const row = { file, line, split, question, answer, tag }
        tags.see(row)
        return { row, problems }
      },
      finish: () => tags.problems(),
    }
  },
})

/** AutoTrain SFT with a flat text column, the template already applied; and the synthetic validation set. */
export const autotrainText: ReadableFormat = {
  ...lines,
  async open(folder, context) {
    const writer = await lines.open(folder, context)
    const draw = new SyntheticDraw(context.survey, context.settings)
    return {
      async add(example) {
        draw.see(example)
        await writer.add(example)
      },
      async close() {
        const { files, records, left_out } = await writer.close()
        const file = await RecordWriter.open(folder, AUTOTRAIN_SYNTHETIC)
        const pairs = draw.pairs()
        for (const pair of pairs) await file.add({ text: flatText(pair, context.settings) })
        return { files: [...files, await file.close('synthetic')], records: records + pairs.length, left_out }
      },
    }
  },
}
