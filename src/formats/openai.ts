import { createHash } from 'node:crypto'
import { extname } from 'node:path'
import { asParts, laterTurns } from './conversations.ts'
import { defineFormat, splitFiles } from './define-format.ts'
import { isJsonObject } from './jsonl.ts'
import { untagged } from './row.ts'
import { taggedQuestion, trainerText } from './text.ts'
import { conversationProblems, readParts, textTurns, turnsOf } from './turns.ts'

/** OpenAI's limits: ten pictures an example, ten megabytes each; JPEG, PNG or WEBP. */
const MOST_IMAGES = 10
const MOST_BYTES = 10_000_000
/** Stands in for the turns of the other role, which are read by themselves. */
const NO_ANSWER = { role: 'assistant', content: [{ type: 'text', text: '–' }] }
const NO_QUESTION = { role: 'user', content: '–' }
const TEXT = splitFiles('openai', 'text-')
const isText = (path: string): boolean => path.includes('/text-')
const DATA_URL = /^data:image\/(?:jpeg|png|webp);base64,/

/**
 * OpenAI fine-tuning JSONL, which Azure and Fireworks take too: the picture as a data URL inside the record; and text alone. OpenAI itself is closing
 * fine-tuning to new users.
 */
export const openai = defineFormat({
  name: 'openai',
  description: 'OpenAI fine-tuning JSONL: messages with the picture as a data URL, and messages of text alone',
  conversations: () => true,
  files: [...splitFiles('openai'), ...TEXT],
  repeats: true,
  async record(example, { settings, imageOf, imageBytes }, file, copy, later) {
    if (isText(file.path))
      return { messages: [...textTurns(taggedQuestion(example, settings), trainerText(example.answer)), ...laterTurns(later)] }
    if (copy > 0) return null
    const path = imageOf(example.page_id)
    const question = { type: 'text', text: trainerText(example.question) }
    const answer = { role: 'assistant', content: trainerText(example.answer) }
    // Questions are lists of parts, answers plain texts.
    const more = laterTurns(later).map((turn) => (turn['role'] === 'user' ? asParts(turn) : turn))
    if (path === null) return { messages: [{ role: 'user', content: [question] }, answer, ...more] }
    const kind = extname(path) === '.png' ? 'png' : 'jpeg'
    const url = `data:image/${kind};base64,${(await imageBytes(example.page_id)).toString('base64')}`
    return { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url } }, question] }, answer, ...more] }
  },
  rules: () => ({
    row({ line, value: { messages } }, { path: file, split }) {
      if (isText(file)) {
        const [asked, told] = turnsOf(messages)
        const found = conversationProblems(messages)
        return asked === undefined || told === undefined
          ? { problems: found }
          : { row: { file, line, split, ...untagged(asked), answer: told }, problems: found }
      }
      const turns = Array.isArray(messages) ? (messages as unknown[]) : []
      // Answers are plain texts, questions lists of parts: each kind is read as what it is.
      const asked = turns.filter((_, at) => at % 2 === 0)
      const { question, images, problems } = readParts(
        asked.flatMap((turn) => [turn, NO_ANSWER]),
        (part) => part['type'] === 'image_url',
      )
      const texts = turns.map((turn, at) => (at % 2 === 0 ? NO_QUESTION : turn))
      const [answer] = turnsOf(turns.slice(1, 2))
      const found = [...problems]
      if (answer === undefined) found.push('The conversation is not a question of the user and an answer of the assistant in plain text.')
      else found.push(...conversationProblems(texts))
      if (images.length > MOST_IMAGES) found.push(`The record shows ${images.length} pictures; OpenAI takes ${MOST_IMAGES}.`)
      for (const { image_url } of images) found.push(...urlProblems(isJsonObject(image_url) ? image_url['url'] : undefined))
      const picture = images.map(({ image_url }) => digest(isJsonObject(image_url) ? image_url['url'] : '')).join(' ')
      return { row: { file, line, split, question, answer: answer ?? '', tag: '', picture }, problems: found }
    },
  }),
})

function urlProblems(url: unknown): string[] {
  if (typeof url !== 'string') return ['A picture has no image_url.url.']
  if (/^https?:\/\//.test(url)) return []
  const start = DATA_URL.exec(url)?.[0].length
  const data = start === undefined ? null : Buffer.from(url.slice(start), 'base64')
  if (data === null || data.toString('base64') !== url.slice(start))
    return ['A picture is neither an address nor a base64 data URL of a JPEG, PNG or WEBP.']
  return data.length > MOST_BYTES ? [`A picture has more than ${MOST_BYTES / 1_000_000} MB; OpenAI leaves it out.`] : []
}

const digest = (url: unknown): string => createHash('sha256').update(String(url)).digest('hex').slice(0, 16)
