import type { Refusal } from '../contracts/example.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { Settings } from '../contracts/settings.ts'
import type { Block, Cell, Table } from '../contracts/structure.ts'
import { runningCase, upperFirst } from '../text/letter-case.ts'
import { definite, withArticles } from '../text/noun-phrases.ts'
import { cleaned, footnotesOf } from './cleaned.ts'
import { blockEvidence, cellEvidence, distinct } from './evidence.ts'
import { placeTail } from './headings.ts'
import { onVehicle, worded } from './phrasing.ts'
import { isLookupColumn } from './record-columns.ts'
import { intervalRow } from './schedules.ts'
import { rolesOf } from './specification-rows.ts'
import { type Grid, gridOf } from './table-grid.ts'
import { valueTableDrafts } from './value-tables.ts'
import type { Draft, QuestionWriter } from './writer.ts'

const NAME = 'lookup-tables'

/** Columns whose texts say by themselves what they are. */
const DESCRIBES =
  /^(?:descriptions?|functions?|designations?|signals?|names?|circuits?|assignments?|purposes?|meanings?|remarks?|protects|components?)$/i
/** Values that hang on more footnotes than this say too little by themselves. */
const MOST_FOOTNOTES = 3
const EMPTY = /^(?:[–—-]+|\+|x|not used|n\/?a|none|spare|\?+)$/i

/** Lists that are looked up by a key (pin, terminal, fuse), and tables of labels and values under headings. */
export const lookupTablesWriter: QuestionWriter = {
  name: NAME,
  write(page, settings) {
    const drafts: Draft[] = []
    const refusals: Refusal[] = []
    for (const table of page.structure.tables) {
      const grid = gridOf(table)
      if (page.classification.is_index || rolesOf(grid) !== null || grid.headerRows === 0 || intervalRow(grid) !== null) continue
      const groups = keyGroups(grid)
      if (groups.length === 0) {
        if (footnotesOf(page.structure).size <= MOST_FOOTNOTES) drafts.push(...valueTableDrafts(grid, page, settings, refusals))
        continue
      }
      const subject = subjectOf(table, page)
      if (subject === null) {
        refusals.push({ block: table.block, writer: NAME, reason: 'nothing names what the table is about' })
        continue
      }
      for (const group of groups) drafts.push(...keyed(group, grid, subject, page, settings, refusals))
    }
    return { drafts, refusals }
  },
}

interface Subject {
  readonly name: string
  readonly block: Block | null
}

/** The table's title, else the heading that stands last before it. */
function subjectOf(table: Table, page: PageMaterial): Subject | null {
  const blocks = page.structure.blocks
  const at = blocks.findIndex(({ id }) => id === table.block)
  const heading = blocks.slice(0, Math.max(0, at)).findLast(({ type }) => type === 'heading' || type === 'caption')
  const before = blocks[at - 1]
  const lead =
    before !== undefined && before.type === 'paragraph' && before.text.length < 90 && !/[.;]$/.test(before.text) ? before : heading
  const title = table.title.trim() === '' ? (lead?.text ?? '') : table.title
  const name = runningCase(
    cleaned(title)
      .replace(/[.:]+$/, '')
      .replace(/^table [A-Z]?\d*[.-]?\d+[.:]? (?=\p{L})/iu, '')
      .replace(/\((?:in|as|seen|view)[^)]*\)/gi, ' ')
      .replace(/^circuits using /i, '')
      .replace(/,? (?:pin(?:out| ?-?assignments?)|terminal assignments?|assignments?)$/i, '')
      // 'C3O2': a code with a letter among its digits is misread; the name beside it in brackets is enough.
      .replace(/\b\w*\d[OIl]\d\w*\s*(?:\(([^)]*)\))?/g, '$1')
      // 'Connector C12 – main harness to engine': what stands behind the dash explains the name.
      .replace(/^(.+?)\s[–—-]+\s(.+)$/, '$1 ($2)')
      .replace(/\s+/g, ' ')
      .trim(),
  )
  if (!/\p{L}{3}/u.test(name) || name.length > 80) return null
  const shown = blocks.find(({ text, type }) => type !== 'table' && text.includes(title)) ?? lead ?? null
  // 'P2 CLKOUT': the mark of a connector and its name.
  const printed = cleaned(title).trim()
  const isMark = /^\p{Lu}{1,4}\d+ [\p{Lu}\d_/-]+$/u.test(printed)
  return { name: isMark ? printed : definite(withArticles(name)), block: shown }
}

/** Key columns with the columns that they head, up to the next key: 'Terminal Circuit | Terminal Circuit'. */
function keyGroups(grid: Grid): { key: number; columns: number[] }[] {
  const all = Array.from({ length: grid.table.columns }, (_, column) => column)
  const keys = all.filter((column) => isLookupColumn(grid, column))
  // 'Signal | Pin | Function': a single key may stand behind what it is looked up for.
  if (keys.length === 1) return [{ key: keys[0]!, columns: all.filter((column) => column !== keys[0]) }]
  return keys.map((key, index) => {
    const end = keys[index + 1] ?? grid.table.columns
    return { key, columns: Array.from({ length: end - key - 1 }, (_, offset) => key + 1 + offset) }
  })
}

function keyed(
  group: { key: number; columns: number[] },
  grid: Grid,
  subject: Subject,
  page: PageMaterial,
  settings: Settings,
  refusals: Refusal[],
): Draft[] {
  const drafts: Draft[] = []
  const noun = grid
    .heading(group.key)
    .replace(/^\p{Lu}{1,4}\d{1,3} (?=pins?\b)/u, '')
    .replace(/ (?:description|function)$/i, '')
    .replace(/ ?(?:no\.?|number)$/i, '')
    .replace(/(?<!s)s$/i, '')
    .toLowerCase()
  const keys = new Map<string, number>()
  for (let row = grid.headerRows; row < grid.rowCount; row++) {
    const text = grid.at(row, group.key)?.text.trim() ?? ''
    keys.set(text, (keys.get(text) ?? 0) + 1)
  }
  for (let row = grid.headerRows; row < grid.rowCount; row++) {
    const key = grid.at(row, group.key)
    const name = key?.text.trim() ?? ''
    if (key === null || key.row !== row || !/^[A-Z\d]{1,4}$/.test(name)) continue
    // Among letters a nought is a misread O.
    if (/^\d+$/.test(name) && [...keys.keys()].filter((other) => /^[A-Z]$/.test(other)).length > keys.size / 2) continue
    const filled = group.columns.flatMap((column) => {
      const cell = grid.at(row, column)
      return cell === null || cell.row !== row || cell.text.trim() === ''
        ? []
        : [{ cell, heading: grid.heading(column) === grid.heading(group.key) ? '' : grid.heading(column) }]
    })
    const said = filled.filter(({ cell }) => !EMPTY.test(cell.text.trim()) && /[\p{L}\d]/u.test(cell.text))
    // A bare abbreviation tells nothing beside the wire's colour.
    const described = said.filter(({ heading }) => DESCRIBES.test(heading))
    const isBare = described.length === 1 && said.length > 1 && described.every(({ cell }) => /^\p{Lu}{2,5}$/u.test(cell.text.trim()))
    const told = isBare ? said.filter((one) => !described.includes(one)) : said
    const toldText = told.map(({ cell }) => cell.text).join(' ')
    if (told.length === 1 && group.columns.length > 1 && /^[A-Z\d /+-]{1,6}$/.test(toldText.trim())) {
      refusals.push({ block: grid.table.block, writer: NAME, reason: 'only an abbreviation stands beside the key' })
      continue
    }
    const isSure = ({ confidence }: Cell): boolean => confidence >= settings.generate.min_confidence
    // A column that was not read leaves the others: each says something of its own.
    const sure = told.filter(({ cell }) => isSure(cell))
    const left = told.length - sure.length
    if (sure.some(({ cell }) => /^same as \d/i.test(cell.text.trim()))) {
      refusals.push({ block: grid.table.block, writer: NAME, reason: 'the row only points to another one' })
      continue
    }
    if (sure.length === 0 || !isSure(key) || keys.get(name) !== 1 || (left > 0 && (sure.length < 2 || !isApart(told)))) {
      if (filled.length > 0)
        refusals.push({
          block: grid.table.block,
          writer: NAME,
          reason: told.length === 0 ? 'marked as not used' : 'read with too little confidence, or the key stands twice',
        })
      continue
    }
    if (left > 0) refusals.push({ block: grid.table.block, writer: NAME, reason: 'one column of a row is read with too little confidence' })
    const values = sure.map(({ cell, heading }) => ({ cell, heading, text: cleaned(cell.text).replace(/(\p{L}) ?\/ ?(?=\p{L})/gu, '$1/') }))
    // Columns under one heading are told together.
    const headings = [...new Set(values.map(({ heading }) => heading))]
    const answer = headings
      .map((heading) => {
        const texts = nameLast(values.filter((value) => value.heading === heading).map(({ text }) => text))
        const plain = heading === '' || headings.length === 1 || DESCRIBES.test(heading)
        return plain ? texts.join(', ') : `${runningCase(heading).replace(/(?<!s)s$/, '')}: ${texts.join(', ')}`
      })
      .join('; ')
    // 'Connectors' over a table of connectors names nothing more.
    const isVain = subject.name.replace(/^the /, '').replace(/s$/, '') === noun
    // 'P4 pin' names the connector.
    const connector = /^(\p{Lu}{1,4}\d{1,3}) pins?\b/u.exec(grid.heading(group.key))?.[1]
    const whole = connector !== undefined ? ` of connector ${connector}` : isVain ? '' : ` of ${subject.name}`
    // 'P16 CLKIN' or 'connector C12' is a mark, of which every machine has one.
    const isMark = isVain || connector !== undefined || /\b\p{Lu}{1,4}\d+\b/u.test(subject.name)
    const tail = isMark ? placeTail('', page, `${noun} ${name}${whole}`) : onVehicle(page.vehicles)
    const only = values.length === 1 ? (values[0]?.heading.toLowerCase() ?? '') : ''
    drafts.push(
      worded(
        {
          wordings: [
            only === ''
              ? `What is connected to ${noun} ${name}${whole}${tail}?`
              : `Which ${only.replace(/s$/, '')} is on ${noun} ${name}${whole}${tail}?`,
            ...(only === '' || DESCRIBES.test(only)
              ? [`What is ${noun} ${name}${whole} for${tail}?`, `What is assigned to ${noun} ${name}${whole}${tail}?`]
              : [`What ${only.replace(/s$/, '')} does ${noun} ${name}${whole} have${tail}?`]),
          ].map((wording) => wording.replace(') (', '; ')),
          answer: upperFirst(answer),
          task: 'wiring',
          question_type: 'connector',
          applies_to: [],
          operation: null,
          evidence: evidenceOf([key, ...values.map(({ cell }) => cell)], subject, grid.table, page),
        },
        settings,
      ),
    )
  }
  return drafts
}

/** 'EKP' and 'electric fuel pump' in two columns under one heading: 'electric fuel pump (EKP)'. */
function nameLast(texts: readonly string[]): readonly string[] {
  const [code = '', name = '', ...others] = texts
  const isNamed = others.length === 0 && /^[\p{L}\d+/. -]{1,6}$/u.test(code) && /\p{Ll}{3}/u.test(name) && !/^\p{Ll}{3}/u.test(code)
  return isNamed ? [`${name} (${code})`] : texts
}

/** Whether every column has a heading of its own, so that one can be left out. */
const isApart = (told: readonly { heading: string }[]): boolean => new Set(told.map(({ heading }) => heading)).size === told.length

function evidenceOf(cells: readonly Cell[], subject: Subject, table: Table, page: PageMaterial) {
  const { page_id } = page.page
  return distinct([
    ...(subject.block === null ? [] : [blockEvidence(page_id, subject.block)]),
    ...cells.map((cell) => cellEvidence(page_id, table, cell)),
  ])
}
