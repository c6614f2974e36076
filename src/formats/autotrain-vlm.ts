import { readdir } from 'node:fs/promises'
import { join, posix } from 'node:path'
import type { Problem, WrittenFile } from '../contracts/format.ts'
import { defineFormat, splitFiles } from './define-format.ts'
import { copyImages } from './folder-images.ts'
import { textProblems } from './rules.ts'
import { trainerText } from './text.ts'

const FOLDER = 'autotrain-vlm'
/** From AutoTrain's VLMPreprocessor: fewer pictures in a folder are refused. */
const LEAST_IMAGES = 5
const ENDINGS = /\.(?:jpe?g|png|JPE?G|PNG)$/

/**
 * AutoTrain VLM: a folder a split with metadata.jsonl and the pictures directly in it (AutoTrain lists the folder flat, and copies by
 * bare file name).
 */
export const autotrainVlm = defineFormat({
  name: 'autotrain-vlm',
  description: 'AutoTrain VLM folder: pictures and metadata.jsonl (file_name, prompt, text) side by side',
  files: splitFiles(FOLDER).map((file) => ({ ...file, path: `${FOLDER}/${file.split}/metadata.jsonl` })),
  images: true,
  record(example, { imageOf }) {
    const image = imageOf(example.page_id)
    return image === null
      ? null
      : { file_name: posix.basename(image), prompt: trainerText(example.question), text: trainerText(example.answer) }
  },
  finish: (folder, context, written): Promise<WrittenFile[]> =>
    copyImages(folder, context, written, (split, image) => `${FOLDER}/${split}/${posix.basename(image)}`),
  rules: (folder) => ({
    row({ line, value: { file_name, prompt, text } }, { path: file, split }) {
      const problems: string[] = []
      if (typeof file_name !== 'string') problems.push('The column file_name is missing or is not a text.')
      else if (/[\\/]/.test(file_name))
        problems.push(`The file_name ${file_name} leads into a sub-folder; AutoTrain wants pictures beside metadata.jsonl.`)
      for (const [what, value] of Object.entries({ prompt, text })) {
        if (typeof value !== 'string') problems.push(`The column ${what} is missing or is not a text.`)
        else problems.push(...textProblems(value, what === 'prompt' ? 'question' : 'answer'))
      }
      if (typeof prompt !== 'string' || typeof text !== 'string') return { problems }
      const image = typeof file_name === 'string' ? posix.join(posix.dirname(file), file_name) : null
      return { row: { file, line, split, question: prompt, answer: text, tag: '', image }, problems }
    },
    async finish() {
      const found: Problem[] = []
      for (const split of ['train', 'validation']) {
        const names = await listed(join(folder, FOLDER, split))
        const pictures = names.filter((name) => ENDINGS.test(name)).length
        if (names.includes('metadata.jsonl') && pictures < LEAST_IMAGES) {
          // A folder for validation is optional in AutoTrain; the training folder is not.
          const severity = split === 'train' ? 'error' : 'warning'
          const message = `The folder holds ${pictures} pictures; AutoTrain refuses fewer than ${LEAST_IMAGES}.`
          found.push({ severity, file: `${FOLDER}/${split}/metadata.jsonl`, message })
        }
      }
      return found
    },
  }),
})

async function listed(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return []
    throw cause
  }
}
