import type { PageMaterial } from '../contracts/material.ts'
import type { Settings } from '../contracts/settings.ts'
import { runningCase } from '../text/letter-case.ts'
import { cleaned } from './cleaned.ts'
import { cellEvidence, distinct } from './evidence.ts'
import { placeTail, spokenTitle } from './headings.ts'
import { worded } from './phrasing.ts'
import { STATE } from './record-columns.ts'
import type { TableRecord } from './records.ts'
import type { Grid } from './table-grid.ts'
import type { Draft } from './writer.ts'

const IS_SET = /\b(?:jumpers?|switch(?:es)?|dip|links?|bits?|(?:SW|JP|J|S|A)[- ]?\d+)\b/i

/** Rows of nothing but states ('Yes', 'off') are told whole: a single one says little. Null for other rows, a reason when not sure. */
export function statesOf(record: TableRecord, grid: Grid, page: PageMaterial, settings: Settings): Draft | string | null {
  const columns = record.columns.flat()
  const cells = columns.map((column) => grid.at(record.row, column)).filter((cell) => cell !== null)
  if (cells.length < 2 || cells.length < columns.length || !cells.every(({ text }) => STATE.test(text.trim()))) return null
  const shown = [...record.cells, ...cells]
  if (shown.some(({ confidence }) => confidence < settings.generate.min_confidence)) return 'read with too little confidence'
  const headings = columns.map((column) => cleaned(grid.heading(column)))
  const common = headings.map((heading) => runningCase(heading))
  const listed = `${common.slice(0, -1).join(', ')} and ${common.at(-1) ?? ''}`
  const tail = placeTail(spokenTitle(grid.table, page), page, `${record.name} ${listed}`)
  const wording = headings.every((heading) => IS_SET.test(heading))
    ? `How are ${listed} set for ${record.name}${tail}?`
    : `What is given for ${listed} with ${record.name}${tail}?`
  const headers = columns.map((column) => grid.at(0, column)).filter((cell) => cell !== null)
  return worded(
    {
      wordings: [wording],
      answer: cells.map(({ text }, index) => `${headings[index] ?? ''}: ${text.trim().toLowerCase()}`).join('; '),
      task: 'spec',
      question_type: 'factual',
      applies_to: [],
      operation: null,
      evidence: distinct([...shown, ...headers].map((cell) => cellEvidence(page.page.page_id, grid.table, cell))),
    },
    settings,
  )
}
