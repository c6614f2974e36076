import type { Problem } from '../contracts/format.ts'
import { KeyLog } from './key-log.ts'
import { type Place, Places } from './places.ts'
import type { Row } from './row.ts'
import { questionKey, trainerText } from './text.ts'

/** A row, and what its question and answer are compared by. */
export interface ComparedRow extends Row {
  readonly question_key: string
  readonly answer_key: string
}

/** Adds the keys to the row itself: it is read once and compared by several watches. */
export function comparedRow(row: Row): ComparedRow {
  return Object.assign(row, { question_key: questionKey(row.question), answer_key: trainerText(row.answer) })
}

/** What is wrong with one format's rows as compared with each other. */
export interface RowWatch {
  /** Takes a row, and tells what is known at once. */
  see(row: ComparedRow): Problem[]
  /** Tells what only the comparison of all rows shows; in no order. */
  finish(say: (problem: Problem) => void): void
  /** Lets go of what was noted, also where `finish` was not reached. */
  close(): void
}

const PARTED = new Set<string>(['train', 'validation', 'test'])

/**
 * The parting of the splits: no page (or copy of it), group or picture stands in two of them. `aliases` maps the id of a copy to its page.
 * A probe asks for one fact and may share its page with training.
 */
export function partingWatch(aliases: ReadonlyMap<string, string>): RowWatch {
  const keys: readonly { key(row: Row): string | undefined; message(value: string, where: string): string }[] = [
    {
      key: ({ page_id }) => (page_id ? (aliases.get(page_id) ?? page_id) : undefined),
      message: (page, where) => `The page ${page} also stands in ${where}.`,
    },
    { key: (row) => row.group || undefined, message: (group, where) => `The group ${group} also stands in ${where}.` },
    { key: (row) => (row.image ?? row.picture) || undefined, message: (image, where) => `The picture ${image} also stands in ${where}.` },
  ]
  const seen = keys.map(() => new Places())
  const reported = keys.map(() => new Places())
  return {
    see(row) {
      if (!PARTED.has(row.split)) return []
      const found: Problem[] = []
      for (const [index, { key, message }] of keys.entries()) {
        const value = key(row)
        if (value === undefined) continue
        const first = seen[index]!.earlier(value, row)
        if (first === undefined || first.split === row.split || reported[index]!.earlier(value, row) !== undefined) continue
        found.push(problem('error', row, message(value, `${splitName(first)} (${first.file}:${first.line})`)))
      }
      return found
    },
    finish: () => undefined,
    close: () => undefined,
  }
}

/** No pair stands in two splits, probes among them; a synthetic row asks in other words than training, and only once. */
export function leakageWatch(): RowWatch {
  const pairs = new KeyLog()
  const questions = new KeyLog()
  return {
    see(row) {
      if (row.split === 'train' || row.split === 'synthetic') questions.add(row.question_key, row)
      if (PARTED.has(row.split) || row.split === 'probes')
        pairs.add(`${pictureOf(row)}\0${row.question_key}\0${row.answer_key.toLowerCase()}`, row)
      return []
    },
    finish(say) {
      pairs.meet((row, first) => {
        if (first.split === row.split) return
        say(problem('error', row, `The same question and answer stand in ${splitName(first)} (${first.file}:${first.line}).`))
      })
      questions.meet((row, first) => {
        if (row.split !== 'synthetic') return
        const trained = first.split === 'train'
        say(problem('error', row, trained ? 'The question stands in training word for word.' : 'The question stands here twice.'))
      })
    },
    close: () => [pairs, questions].forEach((log) => log.close()),
  }
}

/** Pairs of one format that repeat another of their split, and questions that are answered in two ways. */
export function repetitionWatch(): RowWatch {
  const questions = new KeyLog()
  return {
    see(row) {
      if (row.copy === true || row.split === 'any') return []
      const question = `${row.file}\0${row.split}\0${pictureOf(row)}\0${row.question_key}`
      questions.add(question, row, `${question}\0${row.answer_key}`)
      return []
    },
    finish(say) {
      questions.meet((row, first, twin) => {
        const message = twin ? `The pair repeats line ${twin.line}.` : `The question of line ${first.line} has another answer here.`
        say(problem('warning', row, message))
      })
    },
    close: () => questions.close(),
  }
}

/** Ids that one file gives twice. */
export function idWatch(): RowWatch {
  const ids = new KeyLog()
  return {
    see(row) {
      if (row.id !== undefined && row.copy !== true) ids.add(`${row.file}\0${row.id}`, row)
      return []
    },
    finish: (say) => ids.meet((row, first) => say(problem('error', row, `The id of line ${first.line} stands here again.`))),
    close: () => ids.close(),
  }
}

const splitName = ({ split }: Place): string => (split === 'train' ? 'training' : split)
const pictureOf = (row: Row): string => row.image ?? row.picture ?? ''
const problem = (severity: Problem['severity'], { file, line }: Place, message: string): Problem => ({ severity, file, line, message })
