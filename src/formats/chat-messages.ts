import { laterTurns } from './conversations.ts'
import { defineFormat } from './define-format.ts'
import { isJsonObject } from './jsonl.ts'
import { untagged } from './row.ts'
import { provenance, recordMeta } from './record-meta.ts'
import { TagRule } from './tag-rule.ts'
import { roughTokens, taggedQuestion, trainerText } from './text.ts'
import { reservedByTrl } from './trl-rules.ts'
import { conversationProblems, textTurns, turnsOf } from './turns.ts'

export const CHAT_TRAIN = 'chat_train.jsonl'
export const CHAT_VALIDATION = 'chat_val.jsonl'

/**
 * OpenAI-style chat messages with the older system's meta, as TRL, Axolotl and ms-swift load them. `duplicate_id` stands on every
 * training line or on none (Arrow wants one set of keys): it is there when class weights repeat pairs, 0 for the pair itself, 1 … for
 * its copies.
 */
export const chatMessages = defineFormat({
  name: 'chat-messages',
  description: "the older system's chat messages: messages and meta",
  conversations: () => true,
  files: [
    { path: CHAT_TRAIN, split: 'train' },
    { path: CHAT_VALIDATION, split: 'validation' },
    { path: 'chat_test.jsonl', split: 'test', optional: true },
  ],
  repeats: true,
  record(example, { settings, pages, survey }, _file, copy, later) {
    const question = taggedQuestion(example, settings)
    const answer = trainerText(example.answer)
    const failed = Object.entries(example.checks).filter(([, result]) => result !== 'pass')
    return {
      messages: [...textTurns(question, answer), ...laterTurns(later)],
      meta: {
        ...recordMeta(example, pages.get(example.page_id)),
        original_instruction: example.question,
        validation: { valid: failed.length === 0, errors: failed.map(([check]) => check) },
        token_count: roughTokens(`${question} ${answer}`),
        ...(survey.repeats && example.split === 'train' ? { duplicate_id: copy } : {}),
        ...provenance(example),
      },
    }
  },
  rules() {
    const tags = new TagRule()
    return {
      row({ line, value }, { path: file, split }) {
        const problems = [...conversationProblems(value['messages']), ...reservedByTrl(value)]
        const meta = value['meta']
        if (!isJsonObject(meta)) return { problems: [...problems, 'The field meta is missing or is not an object.'] }
        const [user, answer] = turnsOf(value['messages'])
        if (user === undefined || answer === undefined) return { problems }
        const text = (key: string): string => (typeof meta[key] === 'string' ? meta[key] : '')
        if (text('qa_id') === '') problems.push('meta.qa_id is missing.')
        const copy = typeof meta['duplicate_id'] === 'number' && meta['duplicate_id'] > 0
        const places = { id: text('qa_id'), page_id: text('page_id'), group: text('group'), section: text('section_id') }
        const row = { file, line, split, ...untagged(user), answer, ...places, copy }
        tags.see(row)
        return { row, problems }
      },
      finish: () => tags.problems(),
    }
  },
})
