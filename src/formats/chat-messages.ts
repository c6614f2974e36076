import type { FormatContext } from '../contracts/format.ts'
import { isJsonObject, type JsonObject, writeJsonLines } from './jsonl.ts'
import { defineFormat, type LoadedFile, tagProblems, untagged } from './loaded.ts'
import { provenance, recordMeta } from './record-meta.ts'
import { conversationProblems } from './rules.ts'
import { ofSplit, roughTokens, taggedQuestion, trainerText, weighted, type WeightedExample } from './text.ts'

export const CHAT_TRAIN = 'chat_train.jsonl'
export const CHAT_VALIDATION = 'chat_val.jsonl'

/** Keys that TRL reserves: beside `messages` they make it refuse the file. */
const RESERVED_BY_TRL = ['prompt', 'completion', 'chosen', 'rejected', 'label']

/**
 * Chat messages with the older system's meta. `duplicate_id` stands on every line of a file or on none (Arrow wants one set of
 * keys): it is there when class weights repeat pairs, 0 for the pair itself, 1 … for its copies.
 */
function chatRecord({ example, copy }: WeightedExample, withCopies: boolean, { settings, pages }: FormatContext): JsonObject {
  const question = taggedQuestion(example, settings)
  const answer = trainerText(example.answer)
  const failed = Object.entries(example.checks).filter(([, result]) => result !== 'pass')
  return {
    messages: [
      { role: 'user', content: question },
      { role: 'assistant', content: answer },
    ],
    meta: {
      ...recordMeta(example, pages.get(example.page_id)),
      original_instruction: example.question,
      validation: { valid: failed.length === 0, errors: failed.map(([check]) => check) },
      token_count: roughTokens(`${question} ${answer}`),
      ...(withCopies ? { duplicate_id: copy } : {}),
      ...provenance(example),
    },
  }
}

/** OpenAI-style chat messages, as TRL, Axolotl, LLaMA-Factory and ms-swift load them. */
export const chatMessages = defineFormat({
  name: 'chat-messages',
  description: 'chat messages (TRL, Axolotl, LLaMA-Factory, ms-swift): messages and meta',
  files: [CHAT_TRAIN, CHAT_VALIDATION],
  async write(examples, folder, context) {
    const training = weighted(ofSplit(examples, 'train'), context.settings)
    const withCopies = training.some(({ copy }) => copy > 0)
    const validation = ofSplit(examples, 'validation').map((example) => ({ example, copy: 0 }))
    const trained = await writeJsonLines(
      folder,
      CHAT_TRAIN,
      training.map((one) => chatRecord(one, withCopies, context)),
    )
    const held = await writeJsonLines(
      folder,
      CHAT_VALIDATION,
      validation.map((one) => chatRecord(one, withCopies, context)),
    )
    return { files: [CHAT_TRAIN, CHAT_VALIDATION], records: trained + held }
  },
  row({ file, line, value }) {
    const problems = conversationProblems(value['messages'])
    for (const key of RESERVED_BY_TRL) if (key in value) problems.push(`The key ${key} beside messages makes TRL refuse the file.`)
    const meta = value['meta']
    if (!isJsonObject(meta)) return { problems: [...problems, 'The field meta is missing or is not an object.'] }
    const [user, assistant] = turnsOf(value['messages'])
    if (user === undefined || assistant === undefined) return { problems }
    const text = (key: string): string => (typeof meta[key] === 'string' ? meta[key] : '')
    if (text('qa_id') === '') problems.push('meta.qa_id is missing.')
    return {
      row: {
        file,
        line,
        split: file === CHAT_TRAIN ? 'train' : 'validation',
        ...untagged(user),
        answer: assistant,
        id: text('qa_id'),
        page_id: text('page_id'),
        group: text('group'),
        section: text('section_id'),
        copy: typeof meta['duplicate_id'] === 'number' && meta['duplicate_id'] > 0,
      },
      problems,
    }
  },
  whole: (_folder, files: readonly LoadedFile[]) => Promise.resolve(tagProblems(files)),
})

/** The texts of the turns, as far as there are any. */
export function turnsOf(turns: unknown): string[] {
  if (!Array.isArray(turns)) return []
  return turns.flatMap((turn: unknown) => (isJsonObject(turn) && typeof turn['content'] === 'string' ? [turn['content']] : []))
}
