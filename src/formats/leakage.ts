import type { Problem } from '../contracts/format.ts'
import { type Place, Places } from './places.ts'
import type { Row } from './row.ts'
import { questionKey, trainerText } from './text.ts'

/** What is wrong with one format's rows as compared with each other, found while they go by. */
export interface RowWatch {
  see(row: Row): Problem[]
}

const PARTED = new Set<Row['split']>(['train', 'validation', 'test'])

/**
 * The parting of the splits: no page (or copy of it), group, picture or pair stands in two of them. A probe asks for one fact and may
 * share its page with training, but not its question. A synthetic row must ask in other words than training, and only once.
 * `aliases` maps the id of a copy to its page.
 */
export function leakageWatch(aliases: ReadonlyMap<string, string>): RowWatch {
  const keys: readonly { key(row: Row): string | undefined; message(value: string, where: string): string; probes?: true }[] = [
    {
      key: ({ page_id }) => (page_id ? (aliases.get(page_id) ?? page_id) : undefined),
      message: (page, where) => `The page ${page} also stands in ${where}.`,
    },
    { key: (row) => row.group || undefined, message: (group, where) => `The group ${group} also stands in ${where}.` },
    { key: pairKey, message: (_key, where) => `The same question and answer stand in ${where}.`, probes: true },
    { key: (row) => (row.image ?? row.picture) || undefined, message: (image, where) => `The picture ${image} also stands in ${where}.` },
  ]
  const seen = keys.map(() => new Places())
  const reported = keys.map(() => new Places())
  const trained = new Places()
  const synthetic = new Places()

  return {
    see(row) {
      const question = questionKey(row.question)
      if (row.split === 'train') trained.earlier(question, row)
      if (row.split === 'synthetic') {
        const again = synthetic.earlier(question, row) !== undefined
        if (trained.has(question)) return [problem('error', row, 'The question stands in training word for word.')]
        return again ? [problem('error', row, 'The question stands here twice.')] : []
      }
      const found: Problem[] = []
      for (const [index, { key, message, probes }] of keys.entries()) {
        if (!PARTED.has(row.split) && !(probes === true && row.split === 'probes')) continue
        const value = key(row)
        if (value === undefined) continue
        const first = seen[index]!.earlier(value, row)
        if (first === undefined || first.split === row.split || reported[index]!.earlier(value, row) !== undefined) continue
        found.push(problem('error', row, message(value, `${splitName(first)} (${first.file}:${first.line})`)))
      }
      return found
    },
  }
}

/** Pairs of one format that repeat another of their split, and questions that are answered in two ways. */
export function repetitionWatch(): RowWatch {
  const questions = new Places()
  const pairs = new Places()
  return {
    see(row) {
      if (row.copy === true || row.split === 'any') return []
      const question = `${row.file}\0${row.split}\0${row.image ?? row.picture ?? ''}\0${questionKey(row.question)}`
      const asked = questions.earlier(question, row)
      const told = pairs.earlier(`${question}\0${trainerText(row.answer)}`, row)
      if (told !== undefined) return [problem('warning', row, `The pair repeats line ${told.line}.`)]
      return asked === undefined ? [] : [problem('warning', row, `The question of line ${asked.line} has another answer here.`)]
    },
  }
}

/** Ids that one file gives twice. */
export function idWatch(): RowWatch {
  const ids = new Places()
  return {
    see(row) {
      if (row.id === undefined || row.copy === true) return []
      const first = ids.earlier(`${row.file}\0${row.id}`, row)
      return first === undefined ? [] : [problem('error', row, `The id ${row.id} already stands in line ${first.line}.`)]
    },
  }
}

const splitName = ({ split }: Place): string => (split === 'train' ? 'training' : split)
const pairKey = (row: Row): string =>
  `${row.image ?? row.picture ?? ''}\0${questionKey(row.question)}\0${trainerText(row.answer).toLowerCase()}`
const problem = (severity: Problem['severity'], { file, line }: Row, message: string): Problem => ({ severity, file, line, message })
