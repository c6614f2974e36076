import type { PageMaterial } from '../contracts/material.ts'
import type { Block, Cell } from '../contracts/structure.ts'
import { lowerFirst, runningCase } from '../text/letter-case.ts'
import { definite, unturned, withArticles } from '../text/noun-phrases.ts'
import { isUnit } from '../text/values.ts'
import { cleaned } from './cleaned.ts'
import {
  ANY_LABEL,
  CODE,
  CODE_HEADING_ONLY,
  DESCRIPTION,
  endsLoose,
  headingOf,
  type RecordRoles,
  rolesOfRecords,
  RUNNING_NUMBER,
} from './record-columns.ts'
import { cellLines, type Grid } from './table-grid.ts'

/** 'Above 60 °F', '30 to 90 °F', '< 5 A': a case of a quantity, which needs no quotation marks. */
const CASE_OF_QUANTITY = /^(?:above|below|over|under|up to|from|between|less|more|at|to|[<>≤≥+–-]?\s?\d)/i
/** 'Unit: mm (unless stated otherwise)', 'All dimensions in mm'. */
const UNIT_NOTE = /^(?:units?|(?:all )?(?:dimensions?|values?|measurements?))\b[^.]{0,30}?(?:\bin\b|:|=)\s*([^\s(,;.]+)/i

/** One row: how it is named, and which columns tell something of it. */
export interface TableRecord {
  readonly row: number
  readonly name: string
  readonly cells: readonly Cell[]
  /** Columns that are told, those of one value in several units together. */
  readonly columns: readonly (readonly number[])[]
  /** Cases that the name's last lines list, each with a value of its own: '2550 pounds', '2200 pounds'. */
  readonly cases: readonly string[]
  /** Of a code whose meaning the table gives: the code alone ('fault code E17'), and where its meaning stands. */
  readonly meaning: { readonly mark: string; readonly key: Cell; readonly cell: Cell } | null
  /** The unit of the row's values, where the table or a note beside it says so, and where that is printed. */
  readonly unit: string
  readonly unitFrom: Cell | Block | null
}

/** The records of a table, and the rows that bear a name that another row bears too; null where its rows are none. */
export function recordsOf(grid: Grid, page: PageMaterial): { records: TableRecord[]; repeated: number } | null {
  const roles = rolesOfRecords(grid, page)
  if (roles === null) return null
  const note = unitNote(grid, page)
  const rows = Array.from({ length: grid.rowCount - grid.headerRows }, (_, offset) => grid.headerRows + offset)
  const records = rows.flatMap((row): TableRecord[] => {
    const named = namedRow(grid, row, roles, page)
    if (named === null) return []
    const own = roles.unit === null ? null : covering(grid, row, roles.unit)
    return [
      {
        ...named,
        row,
        columns: roles.told,
        unit: own?.text.trim() ?? note?.unit ?? '',
        unitFrom: own ?? note?.block ?? null,
      },
    ]
  })
  const counts = new Map<string, number>()
  for (const { name } of records) counts.set(name, (counts.get(name) ?? 0) + 1)
  const unique = records.filter(({ name }) => counts.get(name) === 1)
  return unique.length < 2 ? null : { records: unique, repeated: records.length - unique.length }
}

/** A cell of the column that names the row: its own, or, where it is blank, the last one above. */
function covering(grid: Grid, row: number, column: number): Cell | null {
  for (let above = row; above >= grid.headerRows; above--) {
    const cell = grid.at(above, column)
    if (cell !== null && cell.text.trim() !== '') return cell
  }
  return null
}

/** How the row is called, and the cells that say so; null for rows that head others or have no name. */
function namedRow(
  grid: Grid,
  row: number,
  roles: RecordRoles,
  page: PageMaterial,
): Pick<TableRecord, 'name' | 'cells' | 'cases' | 'meaning'> | null {
  const own = grid.at(row, 0)
  const isBlank = own === null || own.text.trim() === '' || own.row !== row
  const isUnread = own === null || own.text.trim() === ''
  const described = roles.description === null ? null : grid.at(row, roles.description)
  const hasOwnName = described !== null && described.row === row && described.text.trim() !== ''
  // A description of its own under a blank code: the code above is another thing's.
  const key = roles.isCode && isUnread && hasOwnName ? described : isBlank ? covering(grid, row, 0) : own
  if (key === null || (key.column_span > 1 && key.row === row)) return null
  if (roles.isCode && key !== described && !CODE.test(key.text.trim())) return null
  const description =
    described === null || described.text.trim() === ''
      ? isBlank && roles.description !== null
        ? covering(grid, row, roles.description)
        : described
      : described
  const conditions = roles.conditions.flatMap((column) => {
    const cell = grid.at(row, column)
    return cell === null || cell.text.trim() === '' || EMPTY.test(cell.text.trim()) ? [] : [cell]
  })
  // A row without a key of its own tells of another case of the row above, else its key is only not read.
  const isAnother = conditions.length > 0 || hasOwnName
  if (isBlank && !roles.isGrouped && !isAnother) return null
  const lines = description === null ? [] : cellLines(description, page.reading)
  const first = lines.findIndex((_, at) => at > 0 && lines.slice(at).every((other) => /^\d[\d.,°]*(?:–\d[\d.,°]*)? \p{L}+$/u.test(other)))
  const cases = first === -1 || first === lines.length - 1 ? [] : lines.slice(first).map(cleaned)
  const words =
    description === null ? '' : cleaned(cases.length > 0 ? lines.slice(0, first).join(' ') : description.text).replace(/:,/, ',')
  const isCoded = roles.isCode && key !== described
  const base = roles.isGrouped
    ? partOf(words, cleaned(key.text))
    : isCoded
      ? codeName(grid, key, words)
      : roles.isCode
        ? definite(withArticles(runningCase(words)))
        : wordName(grid, key, words)
  const narrowed = conditions.map((cell) => conditionText(grid.heading(cell.column), cleaned(cell.text)))
  const name =
    narrowed.length === 0 ? base : base.endsWith(')') ? `${base.slice(0, -1)}; ${narrowed.join('; ')})` : `${base} (${narrowed.join('; ')})`
  const cells = [key, description, ...conditions].filter((cell): cell is Cell => cell !== null && cell.text.trim() !== '')
  const mark = isCoded && narrowed.length === 0 ? codeName(grid, key, '') : ''
  const meaning = description !== null && STANDS_FOR.test(mark) ? { mark, key, cell: description } : null
  return { name, cells, cases, meaning }
}

/** What is shown to say something: its meaning is asked. */
const STANDS_FOR =
  /^(?:(?:\p{L}+ )?(?:codes?|dtc|faults?|alarms?|errors?|messages?|warnings?|indications?|abbreviations?|symbols?|displays?)) /iu

/** What is printed in a cell that has nothing to tell: a dash, 'n/a'. */
export const EMPTY = /^(?:[–—-]+|n\/?a|none|\?+)$/i

/** 'with heat sink' speaks for itself; '2-3' is a position. */
function conditionText(heading: string, text: string): string {
  const several = runningCase(heading.replace(/\s*\([^()]*\)$/, '').trim())
  const kind = /,| and | to |\//.test(text) ? several : several.replace(/(?<!s)s$/, '')
  const speaks = /^(?:with|without|at|in|on|when|if|during|after|before|from|for)\s\S/i.test(text)
  return /conditions?$/i.test(kind) || speaks ? lowerFirst(text) : `${kind} ${lowerFirst(text)}`
}

/** 'the ring end gap (oil) of the piston rings'; the group stands in brackets where the item's name holds it already. */
function partOf(item: string, group: string): string {
  const [name, whole] = [definite(withArticles(runningCase(unturned(item)))), runningCase(group)]
  const holds = (whole.match(/\p{L}{4,}/gu) ?? []).some((word) => name.toLowerCase().includes(word.toLowerCase().replace(/e?s$/, '')))
  return holds ? `${name} (${whole})`.replace(') (', '; ') : `${name} of ${definite(whole)}`
}

/** 'Fault codes' over the table names what its codes are: 'fault code'. */
const codeNoun = (title: string): string => (/\bcodes$/i.test(title) ? runningCase(title).replace(/s$/, '') : 'code')

function codeName(grid: Grid, key: Cell, words: string): string {
  const heading = grid.heading(0).trim()
  const measured = headingOf(grid, 0)
  // 'Weight (lb)': the rows are cases of a measure.
  if (measured.unit !== '' && /^\d[\d.,]*$/.test(key.text.trim()))
    return `a ${runningCase(measured.name)} of ${key.text.trim()} ${measured.unit}`
  const noun = CODE_HEADING_ONLY.test(heading)
    ? /^codes?$/i.test(heading)
      ? codeNoun(grid.table.title)
      : ''
    : runningCase(heading.replace(/ ?(?:no\.?|number)$/i, '')).replace(/(?<!s)s$/i, '')
  // 'V NE': what is set below the line stands apart.
  const code = key.text.trim().replace(/^(\p{Lu}) (?=\p{Lu}{1,3}$)/u, '$1')
  const mark = noun === '' ? code : `${noun} ${code}`
  if (words === '') return mark
  // 'Maneuvering speed, 2300 pounds': what stands behind the comma narrows the name.
  const [name = '', narrowed = ''] = /^([^,()\d]+), ([^()]+)$/.exec(unturned(words))?.slice(1) ?? [words]
  // A running number is no name.
  const aside = [RUNNING_NUMBER.test(heading) && /^\d+$/.test(code) ? '' : code, narrowed].filter((text) => text !== '').join('; ')
  return noun === '' || noun === runningCase(name).split(' ').at(-1)
    ? `${definite(runningCase(name))}${aside === '' ? '' : ` (${aside})`}`
    : `${mark} (${lowerFirst(words)})`
}

/** 'the programme "Cotton"', 'air temperature above 60 °F', 'the connecting rod bolt'. */
function wordName(grid: Grid, key: Cell, words: string): string {
  const heading = runningCase(
    grid
      .heading(0)
      .trim()
      .replace(/\s*\([^()]*\)$/, ''),
  )
  const text = cleaned(key.text)
  const label = words === '' ? text : words
  const isAny = DESCRIPTION.test(heading) || ANY_LABEL.test(heading) || endsLoose(heading)
  const own = words === '' || text.toLowerCase() === words.toLowerCase() ? '' : ` (${text})`
  if (isAny) return `${definite(withArticles(runningCase(unturned(label))))}${own}`.replace(') (', '; ')
  const noun = heading.replace(/(?<!s)s$/, '')
  if (CASE_OF_QUANTITY.test(text)) return `${noun} ${lowerFirst(text)}`
  if (text.toLowerCase().includes(noun.split(' ').at(-1) ?? noun)) return definite(runningCase(text))
  return `the ${noun} "${text}"${words === '' ? '' : ` (${lowerFirst(words)})`}`
}

/** A note beside the table that says what its bare numbers are in: 'Unit: mm (unless stated otherwise)'. */
function unitNote(grid: Grid, page: PageMaterial): { unit: string; block: Block } | null {
  const { blocks } = page.structure
  const at = blocks.findIndex(({ id }) => id === grid.table.block)
  for (const block of [blocks[at + 1], blocks[at - 1]]) {
    const unit = block === undefined || block.text.length > 80 ? undefined : UNIT_NOTE.exec(block.text.trim())?.[1]
    if (block !== undefined && unit !== undefined && isUnit(unit)) return { unit, block }
  }
  return null
}
