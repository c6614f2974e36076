import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Problem } from '../contracts/format.ts'
import { laterTurns } from './conversations.ts'
import { defineFormat, type FormatFile, splitFiles } from './define-format.ts'
import { writeWhole } from './file-writer.ts'
import { isJsonObject, type JsonObject } from './jsonl.ts'
import { untagged } from './row.ts'
import { textProblems } from './rules.ts'
import { taggedQuestion, trainerText } from './text.ts'
import { conversationProblems, imageList, SHAREGPT_KEYS, turnsOf } from './turns.ts'

/** Lies in the dataset folder itself: that folder is LLaMA-Factory's `dataset_dir`, and its pictures are found from there. */
export const DATASET_INFO_FILE = 'dataset_info.json'

const ALPACA = splitFiles('llama-factory', 'alpaca-')
const SHAREGPT = splitFiles('llama-factory', 'sharegpt-')

/** The name under which a file is trained: plain letters, because LLaMA-Factory's settings part names by commas. */
export const datasetName = ({ path }: Pick<FormatFile, 'path'>): string =>
  `pagetune_${path.includes('alpaca') ? 'text' : 'vision'}_${path.replace(/^.*-|\.jsonl$/g, '')}`

/** If `columns` or `tags` is given, what it does not list becomes None: so everything that is used is listed. */
function infoOf(file: Pick<FormatFile, 'path'>): JsonObject {
  if (file.path.includes('alpaca')) return { file_name: file.path, columns: { prompt: 'instruction', query: 'input', response: 'output' } }
  const { role, content, user, assistant } = SHAREGPT_KEYS
  const tags = { role_tag: role, content_tag: content, user_tag: user, assistant_tag: assistant }
  const others = { observation_tag: 'observation', function_tag: 'function_call', system_tag: 'system' }
  return {
    file_name: file.path,
    formatting: 'sharegpt',
    columns: { messages: 'conversations', images: 'images' },
    tags: { ...tags, ...others },
  }
}

/** LLaMA-Factory: Alpaca records for text, ShareGPT records for pictures, and the dataset_info.json that names their columns. */
export const llamaFactory = defineFormat({
  name: 'llama-factory',
  description: 'LLaMA-Factory: alpaca (text) and sharegpt (pictures) with dataset_info.json',
  conversations: ({ path }) => !path.includes('alpaca'),
  files: [...ALPACA, ...SHAREGPT],
  images: true,
  repeats: true,
  record(example, { settings, imageOf }, file, copy, later) {
    const answer = trainerText(example.answer)
    if (file.path.includes('alpaca')) return { instruction: taggedQuestion(example, settings), input: '', output: answer }
    // Weights repeat text only: the same picture again would only cost time.
    const image = imageOf(example.page_id)
    if (image === null || copy > 0) return null
    const { role, content, user, assistant } = SHAREGPT_KEYS
    const question = `<image>${trainerText(example.question)}`
    return {
      conversations: [{ [role]: user, [content]: question }, { [role]: assistant, [content]: answer }, ...laterTurns(later, SHAREGPT_KEYS)],
      images: [image],
    }
  },
  async finish(folder, _context, written) {
    const info = Object.fromEntries(written.map((file) => [datasetName(file), infoOf(file)]))
    return [await writeWhole(folder, DATASET_INFO_FILE, `${JSON.stringify(info, null, 2)}\n`)]
  },
  rules: (folder) => ({
    row({ line, value }, { path: file, split }) {
      if (file.includes('alpaca')) {
        const { instruction, input, output } = value
        const problems: string[] = []
        if (typeof instruction !== 'string' || instruction === '') problems.push('The column instruction is missing or is not a text.')
        if (typeof output !== 'string') problems.push('The column output is not a text: LLaMA-Factory would train without an answer.')
        if (input !== undefined && typeof input !== 'string') problems.push('The column input is not a text.')
        if (typeof instruction !== 'string' || typeof output !== 'string') return { problems }
        problems.push(...textProblems(instruction, 'question'), ...textProblems(output, 'answer'))
        return { row: { file, line, split, ...untagged(instruction), answer: output }, problems }
      }
      const { problems, paths } = imageList(value['images'])
      problems.push(...conversationProblems(value['conversations'], paths.length, SHAREGPT_KEYS))
      const [question, answer] = turnsOf(value['conversations'], SHAREGPT_KEYS.content)
      if (question === undefined || answer === undefined) return { problems }
      return {
        row: { file, line, split, question: question.replaceAll('<image>', '').trim(), answer, tag: '', image: paths[0] ?? null },
        problems,
      }
    },
    finish: () => infoProblems(folder),
  }),
})

/** dataset_info.json must name every file, with every column and tag that the files use. */
async function infoProblems(folder: string): Promise<Problem[]> {
  const error = (message: string): Problem => ({ severity: 'error', file: DATASET_INFO_FILE, message })
  let info: unknown
  try {
    info = JSON.parse(await readFile(join(folder, DATASET_INFO_FILE), 'utf8'))
  } catch (cause) {
    return [error(`LLaMA-Factory cannot read it: ${cause instanceof Error ? cause.message.replace(folder, '.') : String(cause)}`)]
  }
  const entries = isJsonObject(info) ? Object.entries(info) : []
  const found: Problem[] = []
  for (const file of [...ALPACA, ...SHAREGPT].filter(({ optional }) => optional !== true)) {
    const entry = entries.find(([, value]) => isJsonObject(value) && value['file_name'] === file.path)
    if (entry === undefined) {
      found.push(error(`No dataset has the file_name ${file.path}.`))
      continue
    }
    const [name, value] = entry
    if (/[\s,]/.test(name)) found.push(error(`The name "${name}" holds a comma or a space: LLaMA-Factory parts names there.`))
    const wanted = infoOf(file)
    for (const part of ['formatting', 'columns', 'tags']) {
      const [is, should] = [isJsonObject(value) ? value[part] : undefined, wanted[part]]
      if (should !== undefined && JSON.stringify(sorted(is)) !== JSON.stringify(sorted(should)))
        found.push(error(`${name}: ${part} does not fit the columns of ${file.path}; what it does not list is lost.`))
    }
  }
  return found
}

const sorted = (value: unknown): unknown => (isJsonObject(value) ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)) : value)
