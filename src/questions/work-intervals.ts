import type { Refusal } from '../contracts/example.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { Reading } from '../contracts/reading.ts'
import type { Settings } from '../contracts/settings.ts'
import type { Cell } from '../contracts/structure.ts'
import { runningCase, upperFirst } from '../text/letter-case.ts'
import { definite, withArticles } from '../text/noun-phrases.ts'
import { isInstructionVerb, participle } from '../text/verbs.ts'
import { cleaned } from './cleaned.ts'
import { cellEvidence, distinct } from './evidence.ts'
import { placeTail } from './headings.ts'
import { worded } from './phrasing.ts'
import { cellLines, type Grid, gridOf } from './table-grid.ts'
import type { Draft, QuestionWriter } from './writer.ts'

const NAME = 'work-intervals'
const PART = /^(?:components?|parts?|items?|assembl(?:y|ies)|units?|systems?|maintenance points?|points?|objects?|equipment)$/i
const WORK = /^(?:work|tasks?|actions?|activit(?:y|ies)|measures?|maintenance(?: work)?|operations?|jobs?|what to do|work to be done)$/i
const INTERVAL = /^(?:(?:maintenance |service |inspection )?(?:intervals?|frequency|period|schedule)|when|how often|every|due)$/i

/** Tables of parts, what is done to them, and how often: one question for each work on a part. */
export const workIntervalsWriter: QuestionWriter = {
  name: NAME,
  write(page, settings) {
    const drafts: Draft[] = []
    const refusals: Refusal[] = []
    if (page.classification.is_index || page.page.kind === 'html') return { drafts, refusals }
    for (const table of page.structure.tables) {
      const grid = gridOf(table)
      const columns = rolesOf(grid)
      if (columns === null) continue
      for (let row = grid.headerRows; row < grid.rowCount; row++) {
        const [part, work, interval] = columns.map((column) => grid.at(row, column))
        if (part === null || part === undefined || !work || !interval || work.row !== row || interval.text.trim() === '') continue
        const told = worksOf(work, interval, page.reading)
        const isSure = [part, work, interval].every(({ confidence }) => confidence >= settings.generate.min_confidence)
        if (told === null || !isSure || !/\p{L}{3}/u.test(part.text)) {
          refusals.push({
            block: table.block,
            writer: NAME,
            reason: isSure ? 'which work is due when is not sure' : 'read with too little confidence',
          })
          continue
        }
        for (const one of told) drafts.push(draftOf(one, [part, work, interval], grid, page, settings))
      }
    }
    return { drafts, refusals }
  },
}

/** Whether a table says how often what is done. */
export const isWorkIntervalTable = (grid: Grid): boolean => rolesOf(grid) !== null

/** The columns of the part, of the work and of the interval; null for another table. */
function rolesOf(grid: Grid): [number, number, number] | null {
  if (grid.headerRows === 0 || grid.table.columns < 3) return null
  const find = (pattern: RegExp): number =>
    Array.from({ length: grid.table.columns }, (_, column) => column).find((column) => pattern.test(grid.heading(column).trim())) ?? -1
  const [part, work, interval] = [find(PART), find(WORK), find(INTERVAL)]
  return part === -1 || work === -1 || interval === -1 ? null : [part, work, interval]
}

interface Work {
  readonly verb: string
  /** What is looked at besides the part itself: 'tension'. */
  readonly object: string
  readonly interval: string
}

/** The works of a row with their intervals, one to one in the order of their lines; null where they do not match. */
function worksOf(work: Cell, interval: Cell, reading: Reading): Work[] | null {
  const begun = (cell: Cell, isBegin: (line: string) => boolean): string[] =>
    cellLines(cell, reading).reduce<string[]>((texts, line) => {
      if (texts.length === 0 || isBegin(line)) return [...texts, line]
      return [...texts.slice(0, -1), `${texts.at(-1) ?? ''} ${line}`]
    }, [])
  const works = begun(work, (line) => isInstructionVerb(/^\p{Lu}\p{Ll}+/u.exec(line)?.[0] ?? ''))
  const intervals = begun(interval, (line) =>
    /^(?:Every|Each|Daily|Weekly|Monthly|Yearly|Annually|Once|After|At|Before|When|As|\d)/.test(line),
  )
  if (works.length !== intervals.length && intervals.length !== 1) return null
  const read = works.map((text, index): Work | null => {
    const [, verb = '', object = ''] = /^(\p{L}+)(?: (\p{L}+(?: \p{L}+)?))?(?=$|[.,;(])/u.exec(cleaned(text)) ?? []
    const due = cleaned(intervals[intervals.length === 1 ? 0 : index] ?? '')
    return isInstructionVerb(verb) && due !== '' ? { verb: verb.toLowerCase(), object: runningCase(object), interval: due } : null
  })
  return read.every((one) => one !== null) ? (read as Work[]) : null
}

function draftOf({ verb, object, interval }: Work, cells: readonly Cell[], grid: Grid, page: PageMaterial, settings: Settings): Draft {
  const part = definite(withArticles(runningCase(cleaned(cells[0]?.text ?? ''))))
  const about = object === '' ? part : `${definite(object)} of ${part}`
  const tail = placeTail('', page, about)
  return worded(
    {
      wordings: [
        `How often must ${about} be ${participle(verb)}${tail}?`,
        `At which interval should ${about} be ${participle(verb)}${tail}?`,
      ],
      answer: upperFirst(interval),
      task: 'spec',
      question_type: 'inspection',
      applies_to: [],
      operation: null,
      evidence: distinct(cells.map((cell) => cellEvidence(page.page.page_id, grid.table, cell))),
    },
    settings,
  )
}
