import { defineFormat, splitFiles } from './define-format.ts'
import { taggedQuestion, trainerText } from './text.ts'
import { untagged } from './row.ts'
import { reservedByTrl } from './trl-rules.ts'
import { conversationProblems, textTurns, turnsOf } from './turns.ts'

const COLUMNS = ['prompt', 'completion']

/** TRL's SFTTrainer with prompt and completion: the loss is on the completion alone. */
export const trlPromptCompletion = defineFormat({
  name: 'trl-prompt-completion',
  description: 'TRL SFT, conversational prompt and completion: loss on the answer only',
  files: splitFiles('trl', 'prompt-completion-'),
  repeats: true,
  record(example, { settings }) {
    const [prompt, completion] = textTurns(taggedQuestion(example, settings), trainerText(example.answer))
    return { prompt: [prompt], completion: [completion] }
  },
  rules: () => ({
    row({ line, value }, { path: file, split }) {
      const [prompt, completion] = COLUMNS.map((key) => value[key])
      const missing = COLUMNS.filter((key) => !Array.isArray(value[key]))
      if (!Array.isArray(prompt) || !Array.isArray(completion))
        return { problems: missing.map((key) => `The column ${key} is missing or is not a list of turns.`) }
      const problems = [...conversationProblems([...prompt, ...completion] as unknown[]), ...reservedByTrl(value, COLUMNS)]
      if (prompt.length % 2 !== 1) problems.push('The prompt does not end with the user.')
      const [user, answer] = turnsOf([...prompt, ...completion])
      if (user === undefined || answer === undefined) return { problems }
      return { row: { file, line, split, ...untagged(user), answer }, problems }
    },
  }),
})
