import type { Problem } from '../contracts/format.ts'
import { KeyLog } from './key-log.ts'
import { type Place, Places } from './places.ts'
import type { Row } from './row.ts'
import { questionKey, trainerText } from './text.ts'

/** A row, and what its question and answer are compared by. */
export interface ComparedRow extends Row {
  readonly question_key: string
  readonly answer_key: string
  /** SHA-256 of the picture that it shows, or of its page's. */
  readonly picture_hash: string | undefined
}

/** Adds the keys to the row itself: it is read once and compared by several watches. */
export function comparedRow(row: Row, picture_hash?: string): ComparedRow {
  return Object.assign(row, { question_key: questionKey(row.question), answer_key: trainerText(row.answer), picture_hash })
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

/** Whether rows of a split are kept from training. */
export const isHeldOut = (split: string): boolean => split === 'probes' || (PARTED.has(split) && split !== 'train')

/** What must not stand in two splits, of a row: keys, and how to say which is meant. */
interface Parted {
  keys(row: ComparedRow): readonly (string | undefined)[]
  message(key: string, row: Row, where: string): string
}

/**
 * The parting of the splits: no page (or copy of it) that a pair is about or cites, no group, and no picture, by its content where it can
 * be read, stands in two of them. `aliases` maps the id of a copy to its page. A probe asks for one fact and may share its page with training.
 */
export function partingWatch(aliases: ReadonlyMap<string, string>): RowWatch {
  const parted: readonly Parted[] = [
    {
      keys: ({ page_id, evidence }) =>
        [page_id, ...(evidence ?? []).map((cited) => cited.page_id)].map((page) => (page ? (aliases.get(page) ?? page) : undefined)),
      message: (page, _row, where) => `The page ${page} also stands in ${where}.`,
    },
    { keys: (row) => [row.group], message: (group, _row, where) => `The group ${group} also stands in ${where}.` },
    {
      keys: (row) => [row.picture_hash ?? row.image ?? row.picture],
      message: (_key, row, where) =>
        row.image || row.picture
          ? `The picture ${pictureOf(row)} also stands in ${where}.`
          : `The picture of the page ${row.page_id} also stands in ${where}.`,
    },
  ]
  const seen = parted.map(() => new Places())
  const reported = parted.map(() => new Places())
  return {
    see(row) {
      if (!PARTED.has(row.split)) return []
      const found: Problem[] = []
      for (const [index, { keys, message }] of parted.entries()) {
        for (const value of new Set(keys(row))) {
          if (value === undefined || value === '') continue
          const first = seen[index]!.earlier(value, row)
          if (first === undefined || first.split === row.split || reported[index]!.earlier(value, row) !== undefined) continue
          found.push(problem('error', row, message(value, row, whereOf(first))))
        }
      }
      return found
    },
    finish: () => undefined,
    close: () => undefined,
  }
}

/** No table cell is cited in two splits; a probe's is not cited in training. */
export function cellWatch(aliases: ReadonlyMap<string, string>): RowWatch {
  const cells = new KeyLog()
  return {
    see(row) {
      if (!PARTED.has(row.split) && !isHeldOut(row.split)) return []
      for (const { page_id, block, cell } of row.evidence ?? [])
        if (cell) cells.add(`${aliases.get(page_id) ?? page_id}\0${block}\0${cell.row}\0${cell.column}`, row)
      return []
    },
    finish(say) {
      cells.meet((row, first) => {
        if (
          first.split === row.split ||
          ([first, row].every(({ split }) => split !== 'train') && [first, row].some(({ split }) => split === 'probes'))
        )
          return
        say(problem('error', row, `A table cell of its evidence is also cited in ${whereOf(first)}.`))
      })
    },
    close: () => cells.close(),
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
        say(problem('error', row, `The same question and answer stand in ${whereOf(first)}.`))
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

/** How people call the split of a place. */
export const splitName = ({ split }: Place): string => (split === 'train' ? 'training' : split)
const whereOf = (place: Place): string => `${splitName(place)} (${place.file}:${place.line})`
const pictureOf = (row: Row): string => row.image ?? row.picture ?? ''
const problem = (severity: Problem['severity'], { file, line }: Place, message: string): Problem => ({ severity, file, line, message })
