import type { Example } from '../contracts/example.ts'
import type { FormatContext, Problem } from '../contracts/format.ts'
import { turnsOf } from './chat-messages.ts'
import { isJsonObject, type JsonObject, writeJsonLines } from './jsonl.ts'
import { defineFormat, type LoadedFile } from './loaded.ts'
import { checkImage, conversationProblems, pathProblems } from './rules.ts'
import { ofSplit, trainerText } from './text.ts'

export const VLM_TRAIN = 'vlm_train.jsonl'
export const VLM_VALIDATION = 'vlm_val.jsonl'

/** The older system's seven metadata fields, whose readers expect texts. */
const METADATA = ['page_id', 'section_id', 'section_name', 'source_type', 'content_type', 'question_type', 'qa_id'] as const

function vlmRecord(example: Example, { imageOf, pages }: FormatContext): JsonObject {
  const page = pages.get(example.page_id)
  return {
    image: imageOf(example.page_id),
    conversations: [
      { role: 'user', content: trainerText(example.question) },
      { role: 'assistant', content: trainerText(example.answer) },
    ],
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
      evidence: example.evidence.map(({ page_id, box, quote }) => ({ page_id, box, quote })),
      source_path: page?.source_path ?? '',
      source_page: page?.source_page ?? 1,
      group: example.group,
    },
  }
}

/** The older system's record for vision-language models: a picture, two turns with role and content, metadata. */
export const vlmConversations = defineFormat({
  name: 'vlm-conversations',
  description: 'vision-language conversations: image (null for HTML pages), conversations, metadata',
  files: [VLM_TRAIN, VLM_VALIDATION],
  images: true,
  async write(examples, folder, context) {
    const trained = await writeJsonLines(
      folder,
      VLM_TRAIN,
      ofSplit(examples, 'train').map((example) => vlmRecord(example, context)),
    )
    const held = await writeJsonLines(
      folder,
      VLM_VALIDATION,
      ofSplit(examples, 'validation').map((example) => vlmRecord(example, context)),
    )
    return { files: [VLM_TRAIN, VLM_VALIDATION], records: trained + held }
  },
  row({ file, line, value }) {
    const { image, conversations, metadata } = value as { image?: unknown; conversations?: unknown; metadata?: unknown }
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
    return {
      row: {
        file,
        line,
        split: file === VLM_TRAIN ? 'train' : 'validation',
        question,
        answer,
        tag: text('task').toUpperCase(),
        id: text('qa_id'),
        page_id: text('page_id'),
        group: text('group'),
        section: text('section_id'),
        image: path,
      },
      problems,
    }
  },
  whole: imageProblems,
})

/** Each picture is opened once, however many records show it; its problem stands at the first of them. */
async function imageProblems(folder: string, files: readonly LoadedFile[]): Promise<Problem[]> {
  const problems: Problem[] = []
  const seen = new Set<string>()
  for (const { file, line, image } of files.flatMap(({ rows }) => rows)) {
    if (image === null || image === undefined || seen.has(image) || pathProblems(image).length > 0) continue
    seen.add(image)
    const checked = await checkImage(folder, image)
    for (const message of checked.problems) problems.push({ severity: 'error', file, line, message })
  }
  return problems
}
