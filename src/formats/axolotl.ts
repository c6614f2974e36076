import { asParts, laterTurns } from './conversations.ts'
import { defineFormat, splitFiles } from './define-format.ts'
import { untagged } from './row.ts'
import { pathProblems } from './rules.ts'
import { taggedQuestion, trainerText } from './text.ts'
import { conversationProblems, readParts, textTurns, turnsOf } from './turns.ts'

const VISION = splitFiles('axolotl', 'vision-')
const isVision = (path: string): boolean => path.includes('/vision-')

/**
 * Axolotl's `chat_template` datasets: plain messages for text, lists of parts for pictures. Axolotl opens `path` from the folder in which
 * it is started: that must be the dataset folder.
 */
export const axolotl = defineFormat({
  name: 'axolotl',
  description: 'Axolotl chat_template: messages for text, lists of parts with image paths for pictures',
  conversations: () => true,
  files: [...splitFiles('axolotl', 'text-'), ...VISION],
  images: true,
  repeats: true,
  record(example, { settings, imageOf }, file, copy, later) {
    const answer = trainerText(example.answer)
    if (!isVision(file.path)) return { messages: [...textTurns(taggedQuestion(example, settings), answer), ...laterTurns(later)] }
    const path = imageOf(example.page_id)
    if (path === null || copy > 0) return null
    const user = {
      role: 'user',
      content: [
        { type: 'image', path },
        { type: 'text', text: trainerText(example.question) },
      ],
    }
    return { messages: [user, { role: 'assistant', content: [{ type: 'text', text: answer }] }, ...laterTurns(later).map(asParts)] }
  },
  rules: () => ({
    row({ line, value: { messages } }, { path: file, split }) {
      if (!isVision(file)) {
        const problems = conversationProblems(messages)
        const [user, answer] = turnsOf(messages)
        return user === undefined || answer === undefined
          ? { problems }
          : { row: { file, line, split, ...untagged(user), answer }, problems }
      }
      const { question, answer, images, problems } = readParts(messages, (part) => part['type'] === 'image')
      const paths = images.flatMap(({ path }) => (typeof path === 'string' ? [path] : []))
      const found = [...problems, ...paths.flatMap(pathProblems)]
      if (paths.length < images.length) found.push('An image part has no path; Axolotl finds no picture there.')
      if (images.length === 0) found.push('The record shows no picture: every record of a vision file must.')
      return { row: { file, line, split, question, answer, tag: '', image: paths[0] ?? null }, problems: found }
    },
  }),
})
