import type { Refusal } from '../contracts/example.ts'
import type { Block, Cell } from '../contracts/structure.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { Settings } from '../contracts/settings.ts'
import { parseInstruction } from '../text/instructions.ts'
import { lowerFirst, runningCase, upperFirst } from '../text/letter-case.ts'
import { definite, isPlural, withArticles } from '../text/noun-phrases.ts'
import { isInstructionVerb, participle } from '../text/verbs.ts'
import { cleaned } from './cleaned.ts'
import { blockEvidence, cellEvidence, distinct } from './evidence.ts'
import { placeTail } from './headings.ts'
import { onVehicle, worded } from './phrasing.ts'
import { type Grid, gridOf } from './table-grid.ts'
import type { Draft, QuestionWriter } from './writer.ts'

const NAME = 'schedules'

const INTERVAL =
  /^(?:(?:every|at|after) )?(?:daily|weekly|monthly|yearly|annually|(?:each|every) \p{L}+|\d[\d.,]* ?(?:h|hours?|days?|weeks?|months?|years?|km|miles?|mi|cycles|flights))\b/iu
/** 'C = check', 'R: replace' in a legend beside the table. */
const LEGEND = /(?:^|[\s,;])([A-Z]{1,2}|[•●x✓])\s?[=:]\s?(\p{L}+)/gu

/** A mark that says no more than that something is due. */
const DUE = /^[●•○■✓✔xX×]$/

/** Service schedules: rows of parts, columns of intervals, letters whose meaning a legend gives. */
export const schedulesWriter: QuestionWriter = {
  name: NAME,
  write(page, settings) {
    const drafts: Draft[] = []
    const refusals: Refusal[] = []
    const legend = legendOf(page)
    for (const table of page.structure.tables) {
      const grid = gridOf(table)
      const intervals = intervalRow(grid)
      if (intervals === null) continue
      if (legend === null && drafts.push(...dotted(grid, intervals, page, settings)) > 0) continue
      if (legend === null) {
        refusals.push({ block: table.block, writer: NAME, reason: 'no legend says what the marks of the schedule mean' })
        continue
      }
      for (let row = intervals + 1; row < grid.rowCount; row++) {
        const label = grid.at(row, 0)
        if (label === null || label.column_span > 1 || !/\p{L}{3}/u.test(label.text)) continue
        for (const [verb, cells] of marksIn(grid, row, intervals, legend.verbs)) {
          const used = [label, ...cells.flatMap(({ mark, interval }) => [mark, interval])]
          if (used.some(({ confidence }) => confidence < settings.generate.min_confidence)) {
            refusals.push({ block: table.block, writer: NAME, reason: 'read with too little confidence' })
            continue
          }
          const part = definite(withArticles(runningCase(cleaned(label.text).replace(/, (.+)$/, ' ($1)'))))
          const vehicle = onVehicle(page.vehicles)
          const are = isPlural(part) ? 'are' : 'is'
          drafts.push(
            worded(
              {
                wordings: [
                  `How often must ${part} be ${participle(verb)}${vehicle}?`,
                  `At which interval ${are} ${part} ${participle(verb)}${vehicle}?`,
                  `When ${are} ${part} due to be ${participle(verb)}${vehicle}?`,
                ],
                answer: upperFirst(cells.map(({ interval }) => cleaned(interval.text)).join(', ')),
                task: 'spec',
                question_type: 'inspection',
                applies_to: [],
                operation: null,
                evidence: distinct([
                  ...used.map((cell) => cellEvidence(page.page.page_id, table, cell)),
                  blockEvidence(page.page.page_id, legend.block),
                ]),
              },
              settings,
            ),
          )
        }
      }
    }
    return { drafts, refusals }
  },
}

/** Rows that say what is done ('Change engine oil') with a dot under the interval. */
function dotted(grid: Grid, intervals: number, page: PageMaterial, settings: Settings): Draft[] {
  const drafts: Draft[] = []
  for (let row = intervals + 1; row < grid.rowCount; row++) {
    const label = grid.at(row, 0)
    const job = label === null ? null : parseInstruction(cleaned(label.text))
    const marks = Array.from({ length: grid.table.columns }, (_, column) => ({
      mark: grid.at(row, column),
      interval: grid.at(intervals, column),
    }))
    const cells = marks.flatMap(({ mark, interval }) =>
      mark !== null && interval !== null && DUE.test(mark.text.trim()) ? [{ mark, interval }] : [],
    )
    if (label === null || job === null || job.object === '' || cells.length === 0 || label.confidence < settings.generate.min_confidence)
      continue
    const part = definite(withArticles(runningCase([job.object, job.rest].join(' ').trim())))
    const done = `${job.verb.split(' and ').map(participle).join(' and ')}${job.particle === '' ? '' : ` ${job.particle}`}`
    const [tail, are] = [placeTail('', page, part), isPlural(part) ? 'are' : 'is']
    drafts.push(
      worded(
        {
          wordings: [
            `How often must ${part} be ${done}${tail}?`,
            `When ${are} ${part} due to be ${done}${tail}?`,
            `At which interval should ${part} be ${done}${tail}?`,
          ],
          answer: cells
            .map(({ interval }, index) => (index === 0 ? upperFirst(cleaned(interval.text)) : lowerFirst(cleaned(interval.text))))
            .join(' and '),
          task: 'spec',
          question_type: 'inspection',
          applies_to: [],
          operation: null,
          evidence: distinct(
            [label, ...cells.flatMap(({ mark, interval }) => [mark, interval])].map((cell) =>
              cellEvidence(page.page.page_id, grid.table, cell),
            ),
          ),
        },
        settings,
      ),
    )
  }
  return drafts
}

/** The row whose cells name at least two intervals; null when the table is no schedule. */
export function intervalRow(grid: Grid): number | null {
  for (let row = 0; row < Math.min(4, grid.rowCount); row++) {
    const cells = Array.from({ length: grid.table.columns }, (_, column) => grid.at(row, column))
    if (cells.filter((cell) => cell !== null && cell.row === row && INTERVAL.test(cell.text.trim())).length >= 2) return row
  }
  return null
}

function legendOf({ structure }: PageMaterial): { verbs: ReadonlyMap<string, string>; block: Block } | null {
  for (const block of structure.blocks) {
    if (block.type === 'table') continue
    const verbs = new Map(
      [...block.text.matchAll(LEGEND)].flatMap(([, mark = '', verb = '']) =>
        isInstructionVerb(verb) ? [[mark, verb.toLowerCase()] as const] : [],
      ),
    )
    if (verbs.size > 0) return { verbs, block }
  }
  return null
}

/** For each verb of the row the marks with the intervals over them, from left to right. */
function marksIn(
  grid: Grid,
  row: number,
  intervals: number,
  verbs: ReadonlyMap<string, string>,
): Map<string, { mark: Cell; interval: Cell }[]> {
  const found = new Map<string, { mark: Cell; interval: Cell }[]>()
  for (let column = 1; column < grid.table.columns; column++) {
    const [mark, interval] = [grid.at(row, column), grid.at(intervals, column)]
    if (mark === null || interval === null || mark.row !== row) continue
    for (const letter of mark.text.split(/[\s,/+.]+/)) {
      const verb = verbs.get(letter)
      if (verb !== undefined) found.set(verb, [...(found.get(verb) ?? []), { mark, interval }])
    }
  }
  return found
}
