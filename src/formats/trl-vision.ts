import { laterTurns } from './conversations.ts'
import { imageColumn, listColumn, stringColumn, structColumn } from './parquet-schema.ts'
import { parquetFormat } from './parquet-format.ts'
import { trainerText } from './text.ts'
import { conversationProblems, textTurns, turnsOf } from './turns.ts'

/**
 * TRL's SFTTrainer with pictures: `images` (always a list) and `messages` with plain texts, into whose first question TRL itself puts
 * the pictures. Parts like {"type": "image"} would come back from Arrow with "text": null, which some chat templates print.
 */
export const trlVision = parquetFormat({
  name: 'trl-vision',
  description: 'TRL SFT with pictures: Parquet with images and messages',
  folder: 'trl',
  stem: 'vision-',
  columns: [
    listColumn('images', imageColumn('element')),
    listColumn('messages', structColumn('element', [stringColumn('role'), stringColumn('content')])),
  ],
  conversations: true,
  async record(example, { imageOf, imageBytes }, later) {
    const path = imageOf(example.page_id)
    if (path === null) return null
    const images = [{ bytes: await imageBytes(example.page_id), path: path.slice(path.lastIndexOf('/') + 1) }]
    return { images, messages: [...textTurns(trainerText(example.question), trainerText(example.answer)), ...laterTurns(later)] }
  },
  row({ images, messages }) {
    const problems = conversationProblems(messages)
    const pictures = Array.isArray(images) ? (images as unknown[]) : []
    if (pictures.length === 0) problems.push('The column images holds no picture; TRL wants a list with one at least.')
    const [question, answer] = turnsOf(messages)
    return { problems, pictures, ...(question === undefined || answer === undefined ? {} : { row: { question, answer, tag: '' } }) }
  },
})
