import type { Refusal } from '../contracts/example.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { Settings } from '../contracts/settings.ts'
import type { Block, Cell, Structure, Table } from '../contracts/structure.ts'
import { parseInstruction } from '../text/instructions.ts'
import { lowerFirst, runningCase, upperFirst } from '../text/letter-case.ts'
import { closed, isWhole, sentencesOf } from '../text/sentences.ts'
import { definite, withArticles } from '../text/noun-phrases.ts'
import { gerund, isInstructionVerb, isNounToo } from '../text/verbs.ts'
import { cleaned, footnotesOf, isReference } from './cleaned.ts'
import { blockEvidence, cellEvidence, distinct } from './evidence.ts'
import { onVehicle, worded } from './phrasing.ts'
import { type Grid, gridOf } from './table-grid.ts'
import type { Draft, QuestionWriter } from './writer.ts'

const NAME = 'maintenance-tables'

/** Tables whose rows are tasks of a service and whose columns remark on them. */
export const maintenanceTablesWriter: QuestionWriter = {
  name: NAME,
  write(page, settings) {
    const drafts: Draft[] = []
    const refusals: Refusal[] = []
    for (const table of page.structure.tables) {
      const grid = gridOf(table)
      const found = taskRows(grid)
      if (found === null) continue
      const { tasks, unclear } = found
      const service = serviceName(grid, page)
      if (service === null) {
        refusals.push({ block: table.block, writer: NAME, reason: 'nothing names the service' })
        continue
      }
      const sure = tasks.filter(
        ({ cells, text }) =>
          (cells.get(0) ?? []).every(({ confidence }) => confidence >= settings.generate.min_confidence) && isWhole(text),
      )
      for (let missing = sure.length; missing < tasks.length + unclear; missing++)
        refusals.push({ block: table.block, writer: NAME, reason: 'a task is cut or read with too little confidence' })
      const goesOn = [page.previous, page.next].some((other) => other !== null && isSameService(service, other.structure))
      if (goesOn) refusals.push({ block: table.block, writer: NAME, reason: 'the list of jobs goes on over several pages' })
      else if (sure.length === tasks.length && unclear === 0) drafts.push(wholeService(tasks, service, table, page, settings))
      for (const task of sure) drafts.push(...taskDrafts(task, service, grid, page, settings, refusals))
    }
    return { drafts, refusals }
  },
}

/** One task: a row, or several where its text wraps over rows of their own. */
interface Task {
  /** By column; the first column's cells are the task itself. */
  readonly cells: ReadonlyMap<number, readonly Cell[]>
  readonly text: string
  /** 'checking the tire inflation pressure'. */
  readonly doing: string
}

interface Service {
  readonly name: string
  readonly cells: readonly Cell[]
}

const textOf = (cells: readonly Cell[]): string => cells.map(({ text }) => text.trim()).join(' ')

/** The tasks, and how many rows could not be told as one, when nearly all of them begin with an instruction and there are columns beside them. */
function taskRows(grid: Grid): { tasks: Task[]; unclear: number } | null {
  if (grid.table.columns < 3 || grid.headerRows === 0) return null
  const rows: Map<number, Cell[]>[] = []
  for (let row = grid.headerRows; row < grid.rowCount; row++) {
    const cells = Array.from({ length: grid.table.columns }, (_, column) => grid.at(row, column)).filter(
      (cell) => cell !== null && cell.row === row && cell.text.trim() !== '',
    )
    const first = grid.at(row, 0)?.text.trim() ?? ''
    const before = textOf(rows.at(-1)?.get(0) ?? [])
    const begins = /^\p{Lu}/u.test(first) && (before === '' || isWhole(before))
    if (begins || rows.length === 0) rows.push(new Map())
    for (const cell of cells) if (cell !== null) rows.at(-1)?.set(cell.column, [...(rows.at(-1)?.get(cell.column) ?? []), cell])
  }
  const tasks = rows.flatMap((cells): Task[] => {
    const text = parted(textOf(cells.get(0) ?? []))
    const doing = doingOf(text)
    return doing === null ? [] : [{ cells, text, doing }]
  })
  return tasks.length >= 2 && tasks.length >= 0.8 * rows.length ? { tasks, unclear: rows.length - tasks.length } : null
}

/** 'Check and adjust valve clearance except …' gives 'checking and adjusting the valve clearance'. */
function doingOf(text: string): string | null {
  const [first = ''] = sentencesOf(cleaned(text).split(/ \/ |:/)[0] ?? '')
  const limits = limitsOf(first)
  const instruction = parseInstruction(first.replace(/\.$/, ''))
  if (instruction === null || instruction.object === '' || /[(]/.test(instruction.object)) return null
  const verbs = instruction.verb.split(' and ').map(gerund).join(' and ')
  if (instruction.object.split(' ').length > 12) return null
  const object = [instruction.object, purposeOf(instruction.rest)].filter((part) => part !== '').join(' ')
  const doing = `${verbs} ${instruction.particle} ${definite(withArticles(lowerFirst(object)))}`.replace(/\s+/g, ' ')
  return limits === '' ? doing : `${doing} (${limits})`
}

/** What is looked for is told in the answer, what a thing belongs to is part of its name: 'tank for brake and clutch systems'. */
const LOOKED_FOR =
  /\b(?:leaks?|leakage|damage|wear|correct|cracks?|corrosion|functions?|play|tightness|seat(?:ing)?|condition|levels?|routing|installation|operation|proper|if|when)\b/i

/** The words behind the object that say which one is meant: 'for windshield washing system'; '' for others. */
function purposeOf(rest: string): string {
  const [first = ''] = rest.split(/[,;:(]/)
  return /^(?:for|of|in|on)\b/.test(first) && !LOOKED_FOR.test(first) && first.split(' ').length < 8 ? first.trim() : ''
}

/** What limits a task to a model, a state or a case: ', 325 iX only at operating temperature (not for automatic transmission)'. */
function limitsOf(task: string): string {
  const except = /\s((?:except|excluding|other than)\s[^,;.()]+)/i.exec(task)?.[1]?.trim() ?? ''
  const tail = /,\s(?!(?:correct|adjust|replac|and |or ))(.+?)\.?$/.exec(task)?.[1] ?? ''
  const bracketed = /\((?:only|not|except|if|models?|vehicles?|from|up to)\b[^()]*\)/i.exec(task)?.[0].slice(1, -1) ?? ''
  const plain = tail.replace(/\s*\([^()]*\)/g, '').trim()
  const limits = /\d|\bonly\b|\bexcept\b|\bmodels?\b|\bvehicles?\b|^(?:if|when|at|for|with)\b/i.test(plain) && isWhole(plain) ? plain : ''
  return (
    [except, limits.includes(except) && except !== '' ? '' : limits, bracketed]
      .filter((one) => one !== '')
      .join(', ')
      // The comma at the end of a printed line is easily lost: the model alone is meant, not the state alone.
      .replace(/(?<=\p{Lu}\S* only) (?=(?:at|with|when|if|for)\b)/u, ', ')
  )
}

/** '… protection Check fluid level': a stop is missing before a capitalised instruction. */
function parted(text: string): string {
  return text.replace(/(?<=\p{Ll}) (?=(\p{Lu}\p{Ll}+) \p{Ll})/gu, (space, word: string) =>
    isInstructionVerb(word) && !isNounToo(word) ? '. ' : space,
  )
}

/** '1200 Mile Inspection', '12 month service'. */
const COUNTED_SERVICE = /(\d[\d.,]*\s?(?:\p{L}+\s){0,2}(?:inspections?|services?|maintenance))\b/iu
const NAMED_SERVICE = /((?:\p{L}+\s){1,2}(?:inspections?|services?))\b(?! (?:system|information|manual))/iu

/** 'the 1200 Mile Inspection', from the heading over the task column or a heading of the page. */
function serviceName(grid: Grid, page: PageMaterial): Service | null {
  const headers = Array.from({ length: grid.headerRows }, (_, row) => grid.at(row, 0)).filter((cell) => cell !== null)
  const texts = [
    ...headers.map((cell) => ({ text: cell.text, cells: [cell] })),
    ...page.structure.blocks.filter(({ type }) => type === 'heading' || type === 'operation').map(({ text }) => ({ text, cells: [] })),
    { text: grid.table.title, cells: [] },
  ]
  for (const { text, cells } of texts) {
    const plain = text.replace(/\b\d{2} \d{2} \d{3}\b/g, ' ').replace(/\s+/g, ' ')
    const match = COUNTED_SERVICE.exec(plain) ?? NAMED_SERVICE.exec(plain)
    const name = match?.[1]?.trim()
    if (name !== undefined && name.includes(' ')) return { name: definite(runningCase(name)).replace(/^(?=\d)/, 'the '), cells }
  }
  return null
}

/** Whether another page names the same service: then each page shows only a part of its jobs. */
function isSameService(service: Service, other: Structure): boolean {
  const name = service.name.replace(/^the /, '').toLowerCase()
  return [...other.blocks.map(({ text }) => text), ...other.tables.flatMap(({ rows }) => rows.flat()).map(({ text }) => text)].some(
    (text) => text.toLowerCase().includes(name),
  )
}

function wholeService(tasks: readonly Task[], service: Service, table: Table, page: PageMaterial, settings: Settings): Draft {
  const vehicle = onVehicle(page.vehicles)
  return worded(
    {
      wordings: [`Which jobs belong to ${service.name}${vehicle}?`, `What has to be done at ${service.name}${vehicle}?`],
      answer: tasks.map(({ text }) => `- ${closed(upperFirst(cleaned(text)))}`).join('\n'),
      task: 'procedure',
      question_type: 'inspection',
      applies_to: [],
      operation: null,
      evidence: distinct(
        [...service.cells, ...tasks.flatMap(({ cells }) => cells.get(0) ?? [])].map((cell) => cellEvidence(page.page.page_id, table, cell)),
      ),
    },
    settings,
  )
}

/** A task of this many words more than its name says something of its own. */
const TELLS_MORE = 3
/** 'Check parking brake, adjust parking brake cables if necessary.' */
const IF_NECESSARY = /^[^,.;/:]+[,.;] ([^,.;/:]+) if necessary\.$/i

/** The row's surely read cells in the column of remarks. */
function remarksOf(task: Task, grid: Grid, settings: Settings): Cell[] {
  const columns = [...task.cells.keys()].filter((column) => column > 0 && /remark|note|important/i.test(grid.heading(column)))
  const cells = columns.flatMap((column) => task.cells.get(column) ?? [])
  const isSure = cells.every(({ confidence, text }) => confidence >= settings.generate.min_confidence && !text.includes('*'))
  return isSure && isWhole(textOf(cells)) ? cells.filter(({ text }) => /\p{L}{2}/u.test(text)) : []
}

function taskDrafts(task: Task, service: Service, grid: Grid, page: PageMaterial, settings: Settings, refusals: Refusal[]): Draft[] {
  const drafts: Draft[] = []
  const vehicle = onVehicle(page.vehicles)
  const make = (wordings: string[], answer: string, cells: readonly Cell[], notes: readonly Block[] = []): void => {
    drafts.push(
      worded(
        {
          wordings,
          answer,
          task: 'procedure',
          question_type: 'inspection',
          applies_to: [],
          operation: null,
          evidence: distinct([
            ...[...service.cells, ...(task.cells.get(0) ?? []), ...cells].map((cell) => cellEvidence(page.page.page_id, grid.table, cell)),
            ...notes.map((block) => blockEvidence(page.page.page_id, block)),
          ]),
        },
        settings,
      ),
    )
  }
  const said = closed(upperFirst(cleaned(task.text)))
  const [, needed = ''] = IF_NECESSARY.exec(said) ?? []
  let isRemarkTold = false
  const doing = parseInstruction(lowerFirst(needed))
  if (doing !== null) {
    // 'Check washer fluid level. Add washer fluid if necessary.' says what anybody would do.
    const isPlain = doing.object.split(' ').every((word) => task.doing.includes(word))
    if (isPlain) refusals.push({ block: grid.table.block, writer: NAME, reason: 'the task says no more than its name' })
    else
      make(
        [
          `What must be done if necessary when ${task.doing} at ${service.name}${vehicle}?`,
          `When ${task.doing} at ${service.name}, what else has to be done if necessary${vehicle}?`,
        ],
        closed(upperFirst(needed)),
        [],
      )
  } else if (said.includes(':') || said.split(' ').length >= task.doing.split(' ').length + TELLS_MORE) {
    const remarks = remarksOf(task, grid, settings)
    make(
      [
        `What exactly is done when ${task.doing} at ${service.name}${vehicle}?`,
        `What does ${task.doing} at ${service.name} include${vehicle}?`,
      ],
      remarks.length === 0 ? said : `${said} ${closed(upperFirst(cleaned(textOf(remarks))))}`,
      remarks,
    )
    // What the list is followed by holds for all of it, not for the few words of its name.
    if (said.includes(':')) isRemarkTold = remarks.length > 0
  }
  for (let column = 1; column < grid.table.columns; column++) {
    const cells = task.cells.get(column) ?? []
    const text = cleaned(textOf(cells))
    if (!/\p{L}{2}/u.test(text)) continue
    // 'Gr. 17 *)': the footnote limits what the cell says.
    const note = cells.some((cell) => cell.text.includes('*')) ? footnote(page.structure) : null
    if (cells.some((cell) => cell.text.includes('*')) && note === null) {
      refusals.push({ block: grid.table.block, writer: NAME, reason: 'a footnote limits what the cell says' })
      continue
    }
    const heading = grid
      .heading(column)
      .replace(/^General Information\s+/i, '')
      .replace(/[!:]/g, '')
    if (cells.some(({ confidence }) => confidence < settings.generate.min_confidence) || !isWhole(text) || !/^[\p{Lu}\d]/u.test(text)) {
      refusals.push({ block: grid.table.block, writer: NAME, reason: 'a remark is cut or read with too little confidence' })
    } else if (/remark|note|important/i.test(heading)) {
      if (isRemarkTold) continue
      make(
        [
          `What must be observed when ${task.doing} at ${service.name}${vehicle}?`,
          `What has to be kept in mind when ${task.doing} at ${service.name}${vehicle}?`,
        ],
        closed(upperFirst(text)),
        cells,
      )
    } else if (/^(?:Gr|Group|Sect|Chap)/i.test(text) && heading !== '') {
      make(
        [
          `Which group of the ${heading} covers ${task.doing} at ${service.name}${vehicle}?`,
          `In which group of the ${heading} do I find ${task.doing} at ${service.name}${vehicle}?`,
        ],
        `${text.replace(/(?<=\d) (?=Gr)/g, ', ')}${note === null ? '' : ` (${runningCase(note.text).replace(/(?<=\b(?:of|for|in|with)):(?= )/, '')})`}`,
        cells,
        note === null ? [] : [note.block],
      )
    }
  }
  return drafts
}

/** The page's only footnote, when it says something; one that sends the reader elsewhere limits nothing that could be told. */
function footnote(structure: Structure): { text: string; block: Block } | null {
  const [text, ...others] = footnotesOf(structure).values()
  const block = structure.blocks.find(({ type, text: printed }) => type === 'footer' && printed.includes('*'))
  return text === undefined || others.length > 0 || block === undefined || isReference(text) || !isWhole(text) ? null : { text, block }
}
