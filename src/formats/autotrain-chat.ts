import { laterTurns } from './conversations.ts'
import { defineFormat, splitFiles } from './define-format.ts'
import { untagged } from './row.ts'
import { TagRule } from './tag-rule.ts'
import { taggedQuestion, trainerText } from './text.ts'
import { conversationProblems, textTurns, turnsOf } from './turns.ts'

/**
 * AutoTrain SFT with a chat template: the column `text` holds a real list of turns. AutoTrain parses a *string* there with Python's
 * literal_eval, not as JSON, so it must never be one; and null, true and false would not survive that either.
 */
export const autotrainChat = defineFormat({
  name: 'autotrain-chat',
  description: 'AutoTrain SFT with --chat-template: the column text holds the turns',
  conversations: () => true,
  files: splitFiles('autotrain-chat'),
  repeats: true,
  record: (example, { settings }, _file, _copy, later) => ({
    text: [...textTurns(taggedQuestion(example, settings), trainerText(example.answer)), ...laterTurns(later)],
  }),
  rules() {
    const tags = new TagRule()
    return {
      row({ line, value: { text } }, { path: file, split }) {
        if (typeof text === 'string') return { problems: ['The column "text" is a text: AutoTrain would parse it as Python, not as JSON.'] }
        const problems = conversationProblems(text)
        if (literals(text)) problems.push('The turns hold null, true or false, which AutoTrain cannot parse back.')
        const [user, answer] = turnsOf(text)
        if (user === undefined || answer === undefined) return { problems }
        const row = { file, line, split, ...untagged(user), answer }
        tags.see(row)
        return { row, problems }
      },
      finish: () => tags.problems(),
    }
  },
})

function literals(value: unknown): boolean {
  if (value === null || typeof value === 'boolean') return true
  return typeof value === 'object' && Object.values(value).some(literals)
}
