import { laterTurns } from './conversations.ts'
import { defineFormat, splitFiles } from './define-format.ts'
import { taggedQuestion, trainerText } from './text.ts'
import { untagged } from './row.ts'
import { reservedByTrl } from './trl-rules.ts'
import { conversationProblems, textTurns, turnsOf } from './turns.ts'

/** TRL's SFTTrainer, conversational: nothing but messages. */
export const trlMessages = defineFormat({
  name: 'trl-messages',
  description: 'TRL SFT, conversational: messages',
  conversations: () => true,
  files: splitFiles('trl', 'messages-'),
  repeats: true,
  record: (example, { settings }, _file, _copy, later) => ({
    messages: [...textTurns(taggedQuestion(example, settings), trainerText(example.answer)), ...laterTurns(later)],
  }),
  rules: () => ({
    row({ line, value }, { path: file, split }) {
      const problems = [...conversationProblems(value['messages']), ...reservedByTrl(value)]
      const [user, answer] = turnsOf(value['messages'])
      if (user === undefined || answer === undefined) return { problems }
      return { row: { file, line, split, ...untagged(user), answer }, problems }
    },
  }),
})
