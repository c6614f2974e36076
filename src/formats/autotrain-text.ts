import type { Example } from '../contracts/example.ts'
import type { Settings } from '../contracts/settings.ts'
import { writeJsonLines } from './jsonl.ts'
import { defineFormat, type LoadedFile, type RowSplit, tagProblems, untagged } from './loaded.ts'
import { textProblems } from './rules.ts'
import { syntheticValidation } from './synthetic-validation.ts'
import { ofSplit, taggedQuestion, trainerText, weighted } from './text.ts'

export const AUTOTRAIN_TRAIN = 'hf_train_autotrain.jsonl'
export const AUTOTRAIN_VALIDATION = 'hf_val_autotrain.jsonl'
/** Paraphrased questions on training facts: a recall test, not a test of generalisation. */
export const AUTOTRAIN_SYNTHETIC = 'hf_val_synthetic.jsonl'

const SPLITS: Readonly<Record<string, RowSplit>> = {
  [AUTOTRAIN_TRAIN]: 'train',
  [AUTOTRAIN_VALIDATION]: 'validation',
  [AUTOTRAIN_SYNTHETIC]: 'synthetic',
}

/** 'User: [SPEC] question\nAssistant: answer' */
export function flatText(example: Pick<Example, 'task' | 'question' | 'answer'>, settings: Settings): string {
  return `User: ${taggedQuestion(example, settings).replaceAll('\n', ' ')}\nAssistant: ${trainerText(example.answer)}`
}

/** AutoTrain SFT with a flat text column, the template already applied. */
export const autotrainText = defineFormat({
  name: 'autotrain-text',
  description: 'AutoTrain SFT: one flat text a line, "User: [TASK] question / Assistant: answer"',
  files: [AUTOTRAIN_TRAIN, AUTOTRAIN_VALIDATION, AUTOTRAIN_SYNTHETIC],
  async write(examples, folder, { settings }) {
    const training = ofSplit(examples, 'train')
    const texts: Readonly<Record<string, readonly string[]>> = {
      [AUTOTRAIN_TRAIN]: weighted(training, settings).map(({ example }) => flatText(example, settings)),
      [AUTOTRAIN_VALIDATION]: ofSplit(examples, 'validation').map((example) => flatText(example, settings)),
      [AUTOTRAIN_SYNTHETIC]: syntheticValidation(training, settings).map((pair) => flatText(pair, settings)),
    }
    let records = 0
    for (const [file, lines] of Object.entries(texts))
      records += await writeJsonLines(
        folder,
        file,
        lines.map((text) => ({ text })),
      )
    return { files: Object.keys(texts), records }
  },
  row({ file, line, value }) {
    const { text } = value
    if (typeof text !== 'string') return { problems: ['The column "text" is missing or is not a text.'] }
    const match = /^User: ([^\n]+)\nAssistant: ([\s\S]*)$/.exec(text)
    if (match === null) return { problems: ['The text is not "User: question", a new line, "Assistant: answer".'] }
    const { tag, question } = untagged(match[1] ?? '')
    const answer = match[2] ?? ''
    const problems = [...textProblems(question, 'question'), ...textProblems(answer, 'answer')]
    if (/^(?:User|Assistant): /m.test(answer)) problems.push('The answer holds a line that starts a new turn.')
    return { row: { file, line, split: SPLITS[file] ?? 'any', question, answer, tag }, problems }
  },
  whole: (_folder, files: readonly LoadedFile[]) => Promise.resolve(tagProblems(files)),
})
