import type { Refusal } from '../contracts/example.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { Settings } from '../contracts/settings.ts'
import type { Cell, Table } from '../contracts/structure.ts'
import { parseInstruction } from '../text/instructions.ts'
import { definite, isPlural, unturned, withArticles } from '../text/noun-phrases.ts'
import { isCapitals, runningCase } from '../text/letter-case.ts'
import { isWhole } from '../text/sentences.ts'
import { isUnit } from '../text/values.ts'
import { isNounToo } from '../text/verbs.ts'
import { cleaned } from './cleaned.ts'
import { blockEvidence, cellEvidence, distinct } from './evidence.ts'
import { headingOver, placeTail, spokenTitle } from './headings.ts'
import { worded } from './phrasing.ts'
import { EMPTY } from './records.ts'
import { rolesOf } from './specification-rows.ts'
import { gridOf } from './table-grid.ts'
import type { Draft, QuestionWriter } from './writer.ts'

const NAME = 'specification-lists'
const LONGEST_VALUE = 100
const BREAKS_OFF = /\b(?:at|of|for|from|to|with|by|in|on|is|are)$/i

/** Tables of two columns without a header: what is specified on the left, its value on the right. */
export const specificationListsWriter: QuestionWriter = {
  name: NAME,
  write(page, settings) {
    const drafts: Draft[] = []
    const refusals: Refusal[] = []
    if (page.classification.is_index || page.page.kind === 'html') return { drafts, refusals }
    for (const table of page.structure.tables) {
      if (!isList(table)) continue
      let group: Cell | null = null
      for (const [label, value] of table.rows) {
        if (label === undefined) continue
        // A label in capitals with nothing beside it heads the rows below.
        if (value === undefined || (value.text.trim() === '' && isCapitals(label.text))) {
          group = label
          continue
        }
        const reason = refusalOf(label, value, settings)
        if (reason === null) drafts.push(draftOf(label, value, group, table, page, settings))
        else if (reason !== '') refusals.push({ block: table.block, writer: NAME, reason })
      }
    }
    return { drafts, refusals }
  },
}

/** Each row a label in words and one value; not a table that other writers know by its units or headings. */
function isList(table: Table): boolean {
  const grid = gridOf(table)
  if (table.columns !== 2 || grid.headerRows > 0 || rolesOf(grid) !== null || table.rows.length < 3) return false
  // A row of one cell heads the rows below it.
  const rows = table.rows.filter((row, index) => row.length > 1 || index === table.rows.length - 1)
  if (rows.length < 3 || !rows.every((row) => row.length === 2 && row.every((cell) => cell.row_span === 1 && cell.column_span === 1)))
    return false
  const labels = rows.map(([label]) => cleaned(label?.text ?? ''))
  const named = labels.filter((label) => /^\p{Lu}[\p{L} ,()/&.×x-]{3,60}$/u.test(label) && !isInstruction(label))
  return named.length >= 0.8 * labels.length && (new Set(labels).size === labels.length || rows.length < table.rows.length)
}

/** 'Remove the cover', but not 'Oil capacity'. */
const isInstruction = (label: string) => !isNounToo(label.split(' ')[0] ?? '') && parseInstruction(label) !== null

/** Why a row is not asked; '' when there is nothing to ask, null when it can be asked. */
function refusalOf(label: Cell, value: Cell, settings: Settings): string | null {
  const [name, text] = [cleaned(label.text), cleaned(value.text)]
  if (text === '' || EMPTY.test(text)) return ''
  if (Math.min(label.confidence, value.confidence) < settings.generate.min_confidence) return 'read with too little confidence'
  if (!isWhole(name) || BREAKS_OFF.test(name) || !isWhole(text) || text.length > LONGEST_VALUE) return 'the label or its value is cut'
  return null
}

function draftOf(label: Cell, value: Cell, group: Cell | null, table: Table, page: PageMaterial, settings: Settings): Draft {
  const heading = headingOver(page, table.block)
  const printed = cleaned(label.text)
  const unit = /\(([^()]+)\)$/.exec(printed)?.[1] ?? ''
  const name = unturned(isUnit(unit) ? printed.replace(/\s*\([^()]+\)$/, '') : printed)
  const whole = group === null ? '' : runningCase(cleaned(group.text).replace(/[\s.:]+$/, ''))
  const named = definite(withArticles(runningCase(name)))
  const part = whole === '' || named.includes(whole) ? named : `${named} of ${definite(whole)}`
  const tail = placeTail(spokenTitle(table, page), page, part)
  const text = cleaned(value.text)
  return worded(
    {
      wordings: [
        `What ${isPlural(part) ? 'are' : 'is'} ${part}${tail}?`,
        `What is specified for ${part}${tail}?`,
        `Which value does the manual give for ${part}${tail}?`,
      ].slice(0, /\d/.test(text) ? 3 : 2),
      answer: isUnit(unit) && !text.includes(unit) ? `${text} ${unit}` : text,
      task: 'spec',
      question_type: 'factual',
      applies_to: [],
      operation: null,
      evidence: distinct([
        ...(heading === null ? [] : [blockEvidence(page.page.page_id, heading)]),
        ...(group === null ? [] : [cellEvidence(page.page.page_id, table, group)]),
        cellEvidence(page.page.page_id, table, label),
        cellEvidence(page.page.page_id, table, value),
      ]),
    },
    settings,
  )
}
