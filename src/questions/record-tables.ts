import type { Refusal } from '../contracts/example.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { Settings } from '../contracts/settings.ts'
import type { Cell } from '../contracts/structure.ts'
import { isWhole } from '../text/sentences.ts'
import { hasNumber, hasQuantity, isUnit } from '../text/values.ts'
import { cleaned } from './cleaned.ts'
import { blockEvidence, cellEvidence, distinct } from './evidence.ts'
import { placeTail, spokenTitle } from './headings.ts'
import { worded } from './phrasing.ts'
import { headingOf } from './record-columns.ts'
import { CAUSE, questionOf, REMEDY, type Told } from './record-questions.ts'
import { statesOf } from './record-states.ts'
import { EMPTY, recordsOf, type TableRecord } from './records.ts'
import { type Grid, gridOf, toldLines } from './table-grid.ts'
import { bodyTexts } from './value-columns.ts'
import type { Draft, QuestionWriter } from './writer.ts'

const NAME = 'record-tables'
const LONGEST_VALUE = 140
const OF_NO_INTEREST = /^(?:qty|quantity|pcs|pieces|amount|no\. off|page|fig\.?|figure|check|ok|initials|date)\.?$/i
/** What is counted or numbered has no unit. */
const WITHOUT_UNIT =
  /\b(?:ratio|numbers?|no\.?|count|code|class|index|factor|teeth|grade|size|parts?|step|level|type|gear|address|bits?|pins?|channels?)\b/i

/**
 * Tables whose rows are records: their first columns name them ('TP1', 'jumper JP2 in position 1-2', 'the ring end gap of the
 * piston rings'), the headings say what the other columns tell of them. One question for each column that has a value.
 */
export const recordTablesWriter: QuestionWriter = {
  name: NAME,
  write(page, settings) {
    const drafts: Draft[] = []
    const refusals: Refusal[] = []
    if (page.classification.is_index || page.page.kind === 'html') return { drafts, refusals }
    for (const table of page.structure.tables) {
      const grid = gridOf(table)
      const found = recordsOf(grid, page)
      for (let row = 0; row < (found?.repeated ?? 0); row++)
        refusals.push({ block: table.block, writer: NAME, reason: 'another row bears the same names' })
      for (const record of found?.records ?? []) {
        const states = statesOf(record, grid, page, settings)
        if (states !== null) {
          if (typeof states === 'string') refusals.push({ block: table.block, writer: NAME, reason: states })
          else drafts.push(states)
          continue
        }
        if (record.meaning !== null) drafts.push(...meaningOf(record, record.meaning, grid, page, settings))
        for (const columns of record.columns) {
          const cells = columns.map((column) => ownCell(grid, record.row, column)).filter((cell) => cell !== null)
          const [first] = cells
          if (first === undefined) continue
          const cases = cells.length === 1 ? casesOf(first, grid, record, settings) : []
          const told =
            cells.length === 1
              ? valueOf({ ...first, text: toldLines(first, page.reading) }, grid, record, settings)
              : inUnits(cells, grid, record, settings)
          for (const one of cases.length > 0 ? cases : [{ told, named: record }]) {
            const draft = typeof one.told === 'string' ? one.told : draftOf(one.told, cells, one.named, grid, page, settings)
            if (typeof draft !== 'string') drafts.push(draft)
            else if (draft !== '') refusals.push({ block: table.block, writer: NAME, reason: draft })
          }
        }
      }
    }
    return { drafts, refusals }
  },
}

/** The cell at a row's column when it tells something of this row: one that spans rows does so in the first of them alone. */
function ownCell(grid: Grid, row: number, column: number): Cell | null {
  const cell = grid.at(row, column)
  return cell === null || cell.row !== row ? null : cell
}

/** The values of a cell that holds one for each case of its row, with the record named by the case; none where they do not match. */
function casesOf(cell: Cell, grid: Grid, record: TableRecord, settings: Settings): { told: Told; named: TableRecord }[] {
  const values = cleaned(cell.text).split(' ')
  if (record.cases.length === 0 || values.length !== record.cases.length || !values.every((value) => /^\d[\d.,]*$/.test(value))) return []
  return values.flatMap((text, index) => {
    const name = record.name.replace(/\)$/, `; ${record.cases[index] ?? ''})`)
    const told = valueOf({ ...cell, text }, grid, record, settings)
    return typeof told === 'string' || name === record.name ? [] : [{ told, named: { ...record, name } }]
  })
}

/** What a cell tells; a reason when it cannot be told, '' when there is nothing. */
function valueOf(cell: Cell, grid: Grid, record: TableRecord, settings: Settings): Told | string {
  const text = cleaned(cell.text)
  const named = headingOf(grid, cell.column)
  const inBrackets = /\s*\(([^()]+)\)$/.exec(named.name)
  // 'Ripple (mVpp)': a unit that only one field knows.
  const isOwn = named.unit === '' && isUnitLike(inBrackets?.[1] ?? '')
  const heading = isOwn ? named.name.slice(0, inBrackets?.index) : named.name
  const unit = named.unit !== '' ? named.unit : isOwn ? (inBrackets?.[1] ?? '') : record.unit
  if (text === '' || EMPTY.test(text) || (OF_NO_INTEREST.test(heading) && !hasQuantity(text))) return ''
  if (Math.min(cell.confidence, ...record.cells.map(({ confidence }) => confidence)) < settings.generate.min_confidence)
    return 'read with too little confidence'
  // Numbers under 'DB25f' or 'RJ45': the pins of another connector, which a word would have to say.
  if (/^\d{1,3}$/.test(text) && unit === '' && /\d/.test(heading)) return 'a bare number under a code'
  // '102 95': printed on two lines of the cell, each belonging to a line of the name.
  if (/^\d[\d.,]*(?: \d[\d.,]*)+$/.test(text) || (record.cases.length === 0 && isSeveral(record))) return 'several values in one cell'
  if (!isWhole(text) || text.length > LONGEST_VALUE || !/[\p{L}\d]/u.test(text)) return 'the value is cut'
  // Beside '± 0.3 V', a '+ 0.3 V' or 't 4 V' has lost the stroke of its sign.
  if (/^[+\p{Ll}] ?\d/u.test(text) && bodyTexts(grid, cell.column).some((other) => other.startsWith('±')))
    return 'the sign is not surely read'
  const isBare = /^[±<>≤≥~]?\s?\d[\d.,]*(?:\s?[±–-]\s?\d[\d.,]*)?$/.test(text)
  if (isBare && !isUnitLike(unit) && !/^[A-Z]{2,5}$/.test(heading) && !isUnit(heading) && !WITHOUT_UNIT.test(`${heading} ${record.name}`))
    return 'nothing says what the number is in'
  // '3,850 ± 150 rpm' has its own.
  return { heading, unit: isUnitLike(unit) && !/\p{L}/u.test(text.replace(/\b(?:to|and|or)\b/g, '')) ? unit : '', text }
}

/** One value in several units, each under a heading of its own: '12 N·m (1.2 kgf·m, 9 lbf·ft)'. */
function inUnits(cells: readonly Cell[], grid: Grid, record: TableRecord, settings: Settings): Told | string {
  const texts = cells.map((cell) => {
    const { unit } = headingOf(grid, cell.column)
    const text = cleaned(cell.text)
    return /\d/.test(text) ? `${text} ${unit}` : ''
  })
  const [first = '', ...others] = texts.filter((text) => text !== '')
  if (first === '') return ''
  if (Math.min(...[...cells, ...record.cells].map(({ confidence }) => confidence)) < settings.generate.min_confidence)
    return 'read with too little confidence'
  const heading = headingOf(grid, cells[0]?.column ?? 0).name
  return { heading, unit: '', text: others.length === 0 ? first : `${first} (${others.join(', ')})` }
}

const isSeveral = ({ cells }: TableRecord): boolean => cells.some(({ text }) => /\d[\d.,]*\s?\p{L}+\s+\d[\d.,]*\s?\p{L}+/u.test(text))

/** Also units that only one field knows: 'mVpp', 'KIAS'. */
const isUnitLike = (text: string) => isUnit(text) || (/^[\p{L}°µΩ%/·²³]{1,6}$/u.test(text) && !/^\p{Ll}{3,}$/u.test(text))

/** 'What does fault code E17 mean?' */
function meaningOf(
  record: TableRecord,
  { mark, key, cell }: NonNullable<TableRecord['meaning']>,
  grid: Grid,
  page: PageMaterial,
  settings: Settings,
): Draft[] {
  if (Math.min(key.confidence, cell.confidence) < settings.generate.min_confidence || !isWhole(cell.text)) return []
  const told = { heading: 'Meaning', unit: '', text: cleaned(cell.text) }
  const draft = draftOf(told, [cell], { ...record, name: mark, cells: [key] }, grid, page, settings)
  return typeof draft === 'string' ? [] : [draft]
}

function draftOf(
  told: Told,
  cells: readonly Cell[],
  record: TableRecord,
  grid: Grid,
  page: PageMaterial,
  settings: Settings,
): Draft | string {
  const asked = questionOf(told, record.name)
  if (asked === null) return 'the heading names nothing that could be asked for'
  const tail = placeTail(spokenTitle(grid.table, page), page, `${record.name} ${told.heading}`)
  const headers = cells.flatMap((cell) => Array.from({ length: grid.headerRows }, (_, row) => grid.at(row, cell.column)))
  const isFault = CAUSE.test(told.heading) || REMEDY.test(told.heading)
  const { unitFrom } = record
  const cited = [...record.cells, ...headers, ...cells, unitFrom !== null && 'column' in unitFrom && 'row' in unitFrom ? unitFrom : null]
  return worded(
    {
      wordings: asked.wordings.map((wording) => wording.replace(/\?$/, `${tail}?`).replace(/\(([^()\d][^()]*)\) \(/, '($1; ')),
      answer: asked.answer,
      task: isFault ? 'troubleshooting' : 'spec',
      question_type: isFault ? 'troubleshooting' : /part (?:no|number)/i.test(told.heading) ? 'component' : 'factual',
      applies_to: [],
      operation: null,
      evidence: distinct([
        ...cited
          .filter((one): one is Cell => one !== null && one.text.trim() !== '')
          .map((one) => cellEvidence(page.page.page_id, grid.table, one)),
        ...(unitFrom !== null && 'type' in unitFrom && hasNumber(told.text) ? [blockEvidence(page.page.page_id, unitFrom)] : []),
      ]),
    },
    settings,
  )
}
