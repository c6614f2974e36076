import { laterTurns } from './conversations.ts'
import { defineFormat, splitFiles } from './define-format.ts'
import { pathProblems } from './rules.ts'
import { trainerText } from './text.ts'
import { conversationProblems, SHAREGPT_KEYS, turnsOf } from './turns.ts'

/** LLaVA's JSON: an array; `image` relative to --image_folder (the dataset folder); `<image>` once, first, and on a line of its own. */
export const llava = defineFormat({
  name: 'llava',
  description: 'LLaVA JSON: id, image, conversations; text-only pairs without image',
  conversations: () => true,
  files: splitFiles('llava', '', 'json'),
  images: true,
  layout: 'array',
  record(example, { imageOf }, _file, _copy, later) {
    const image = imageOf(example.page_id)
    const question = trainerText(example.question)
    return {
      id: example.id,
      ...(image === null ? {} : { image }),
      conversations: [
        { from: 'human', value: image === null ? question : `<image>\n${question}` },
        { from: 'gpt', value: trainerText(example.answer) },
        ...laterTurns(later, SHAREGPT_KEYS),
      ],
    }
  },
  rules: () => ({
    row({ line, value: { id, image, conversations } }, { path: file, split }) {
      const path = typeof image === 'string' ? image : null
      const problems = conversationProblems(conversations, path === null ? 0 : 1, SHAREGPT_KEYS)
      if (image !== undefined && path === null) problems.push('The field image is not a text; a text-only record leaves it out.')
      if (path !== null) problems.push(...pathProblems(path))
      if (typeof id !== 'string' || id === '') problems.push('The field id is missing or is not a text.')
      const [question, answer] = turnsOf(conversations, SHAREGPT_KEYS.content)
      if (question === undefined || answer === undefined) return { problems }
      if (path !== null && !question.startsWith('<image>\n'))
        problems.push('The first question does not begin with <image> and a new line.')
      const asked = question.replace('<image>', '').trim()
      const own = typeof id === 'string' ? { id } : {}
      return { row: { file, line, split, question: asked, answer, tag: '', ...own, image: path }, problems }
    },
  }),
})
