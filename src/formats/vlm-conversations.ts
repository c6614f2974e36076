import type { Example } from '../contracts/example.ts'
import type { FormatContext } from '../contracts/format.ts'
import { laterTurns } from './conversations.ts'
import { defineFormat } from './define-format.ts'
import { isJsonObject, type JsonObject } from './jsonl.ts'
import { pathProblems } from './rules.ts'
import { trainerText } from './text.ts'
import { conversationProblems, textTurns, turnsOf } from './turns.ts'

export const VLM_TRAIN = 'vlm_train.jsonl'
export const VLM_VALIDATION = 'vlm_val.jsonl'

/** The older system's seven metadata fields, whose readers expect texts. */
const METADATA = ['page_id', 'section_id', 'section_name', 'source_type', 'content_type', 'question_type', 'qa_id'] as const

function vlmRecord(example: Example, { imageOf, pages }: FormatContext, later: readonly Example[]): JsonObject {
  const page = pages.get(example.page_id)
  return {
    image: imageOf(example.page_id),
    conversations: [...textTurns(trainerText(example.question), trainerText(example.answer)), ...laterTurns(later)],
    metadata: {
      page_id: example.page_id,
      section_id: example.section.id,
      section_name: example.section.name,
      source_type: example.source_type,
      content_type: example.content_type,
      question_type: example.question_type,
      qa_id: example.id,
      task: example.task,
      applies_to: example.applies_to,
      operation: example.operation ?? '',
      evidence: [example, ...later].flatMap((turn) => turn.evidence).map(({ page_id, box, quote }) => ({ page_id, box, quote })),
      source_path: page?.source_path ?? '',
      source_page: page?.source_page ?? 1,
      group: example.group,
    },
  }
}

/** The older system's record for vision-language models: a picture, two turns with role and content, metadata. */
export const vlmConversations = defineFormat({
  name: 'vlm-conversations',
  description: "the older system's vision-language records: image (null for HTML pages), conversations, metadata",
  conversations: () => true,
  files: [
    { path: VLM_TRAIN, split: 'train' },
    { path: VLM_VALIDATION, split: 'validation' },
    { path: 'vlm_test.jsonl', split: 'test', optional: true },
  ],
  images: true,
  record: (example, context, _file, _copy, later) => vlmRecord(example, context, later),
  rules: () => ({
    row({ line, value: { image, conversations, metadata } }, { path: file, split }) {
      const problems = conversationProblems(conversations)
      const path = typeof image === 'string' ? image : null
      if (image === undefined) problems.push('The field image is missing; a text-only record has null.')
      else if (path !== null) problems.push(...pathProblems(path))
      else if (image !== null) problems.push('The field image is neither a path nor null.')
      if (!isJsonObject(metadata)) return { problems: [...problems, 'The field metadata is missing or is not an object.'] }
      for (const key of METADATA) if (typeof metadata[key] !== 'string') problems.push(`metadata.${key} is missing or is not a text.`)
      const [question, answer] = turnsOf(conversations)
      if (question === undefined || answer === undefined) return { problems }
      const text = (key: string): string => (typeof metadata[key] === 'string' ? metadata[key] : '')
      const places = { id: text('qa_id'), page_id: text('page_id'), group: text('group'), section: text('section_id') }
      return { row: { file, line, split, question, answer, tag: text('task').toUpperCase(), ...places, image: path }, problems }
    },
  }),
})
