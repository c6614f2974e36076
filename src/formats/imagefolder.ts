import { posix } from 'node:path'
import { defineFormat, splitFiles } from './define-format.ts'
import { copyImages } from './folder-images.ts'
import { pathProblems, textProblems } from './rules.ts'
import { trainerText } from './text.ts'

const FOLDER = 'imagefolder'

/** Hugging Face ImageFolder: metadata.jsonl and pictures inside each split's folder; `file_name` becomes the column image. */
export const imagefolder = defineFormat({
  name: 'imagefolder',
  description: 'Hugging Face ImageFolder: metadata.jsonl (question, answer, boxes) and pictures in each split',
  files: splitFiles(FOLDER).map((file) => ({ ...file, path: `${FOLDER}/${file.split}/metadata.jsonl` })),
  images: true,
  record(example, { imageOf, pages }) {
    const image = imageOf(example.page_id)
    if (image === null) return null
    return {
      file_name: `images/${posix.basename(image)}`,
      id: example.id,
      page_id: example.page_id,
      question: trainerText(example.question),
      answer: trainerText(example.answer),
      task: example.task,
      question_type: example.question_type,
      section: `${example.section.id} ${example.section.name}`.trim(),
      source_path: pages.get(example.page_id)?.source_path ?? '',
      // Every row a list of lists of four numbers: Arrow infers the column from the first rows.
      boxes: example.evidence.flatMap(({ page_id, box }) => (page_id === example.page_id && box !== null ? [box] : [])),
      quotes: example.evidence.map(({ quote }) => quote),
    }
  },
  finish: (folder, context, written) =>
    copyImages(folder, context, written, (split, image) => `${FOLDER}/${split}/images/${posix.basename(image)}`),
  rules() {
    let keys: string | undefined
    return {
      row({ line, value }, { path: file, split }) {
        const { file_name, question, answer, id, page_id } = value
        const problems: string[] = []
        const own = Object.keys(value).sort().join(', ')
        keys ??= own
        if (own !== keys)
          problems.push(`The columns (${own}) differ from those of the first record (${keys}): datasets refuses the folder.`)
        if (typeof file_name !== 'string') problems.push('The column file_name is missing: datasets finds no picture.')
        else problems.push(...pathProblems(file_name))
        for (const [what, text] of Object.entries({ question, answer })) {
          if (typeof text !== 'string') problems.push(`The column ${what} is missing or is not a text.`)
          else problems.push(...textProblems(text, what))
        }
        if (typeof question !== 'string' || typeof answer !== 'string') return { problems }
        const image = typeof file_name === 'string' ? posix.join(posix.dirname(file), file_name) : null
        const places = { ...(typeof id === 'string' ? { id } : {}), ...(typeof page_id === 'string' ? { page_id } : {}) }
        return { row: { file, line, split, question, answer, tag: '', ...places, image }, problems }
      },
    }
  },
})
