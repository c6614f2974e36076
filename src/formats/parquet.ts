import { imageColumn, integerColumn, listColumn, numberColumn, stringColumn } from './parquet-schema.ts'
import { parquetFormat } from './parquet-format.ts'
import { textProblems } from './rules.ts'
import { trainerText } from './text.ts'

const TEXTS = ['question', 'answer'] as const
const STRINGS = ['id', 'page_id', 'task', 'question_type', 'section', 'source_path'] as const

/** The Hub's own shape: Parquet with the page's picture inside, its features in the file's metadata, boxes of the evidence. */
export const parquet = parquetFormat({
  name: 'parquet',
  description: 'Parquet with embedded pictures: image (null for HTML pages), question, answer, evidence',
  folder: 'parquet',
  stem: '',
  columns: [
    stringColumn('id'),
    imageColumn('image'),
    ...TEXTS.map(stringColumn),
    stringColumn('page_id'),
    stringColumn('task'),
    stringColumn('question_type'),
    stringColumn('section'),
    stringColumn('source_path'),
    integerColumn('source_page'),
    listColumn('boxes', listColumn('element', numberColumn('element'))),
    listColumn('quotes', stringColumn('element')),
  ],
  async record(example, { imageOf, imageBytes, pages }) {
    const path = imageOf(example.page_id)
    const page = pages.get(example.page_id)
    const image = path === null ? null : { bytes: await imageBytes(example.page_id), path: path.slice(path.lastIndexOf('/') + 1) }
    return {
      id: example.id,
      image,
      question: trainerText(example.question),
      answer: trainerText(example.answer),
      page_id: example.page_id,
      task: example.task,
      question_type: example.question_type,
      section: `${example.section.id} ${example.section.name}`.trim(),
      source_path: page?.source_path ?? '',
      source_page: page?.source_page ?? 1,
      boxes: example.evidence.flatMap(({ page_id, box }) => (page_id === example.page_id && box !== null ? [box] : [])),
      quotes: example.evidence.map(({ quote }) => quote),
    }
  },
  row(value) {
    const problems: string[] = []
    for (const key of [...TEXTS, ...STRINGS])
      if (typeof value[key] !== 'string') problems.push(`The column ${key} is missing or is not a text.`)
    const { question, answer, id, page_id, image } = value
    const pictures = image === null || image === undefined ? [] : [image]
    if (typeof question !== 'string' || typeof answer !== 'string') return { problems, pictures }
    problems.push(...textProblems(question, 'question'), ...textProblems(answer, 'answer'))
    const places = { ...(typeof id === 'string' ? { id } : {}), ...(typeof page_id === 'string' ? { page_id } : {}) }
    return { row: { question, answer, tag: '', ...places }, problems, pictures }
  },
})
