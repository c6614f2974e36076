import { parseEnglish } from '../text/part-of-speech.ts'
import type { Refusal } from '../contracts/example.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { Settings } from '../contracts/settings.ts'
import type { Cell, Table } from '../contracts/structure.ts'
import { lowerFirst, runningCase, upperFirst } from '../text/letter-case.ts'
import { definite } from '../text/noun-phrases.ts'
import { closed, isWhole } from '../text/sentences.ts'
import { cleaned } from './cleaned.ts'
import { cellEvidence, distinct } from './evidence.ts'
import { onVehicle, worded } from './phrasing.ts'
import { isRecordTable } from './record-columns.ts'
import { withSpokenReferences } from './references.ts'
import { cellLines, type Grid, gridOf } from './table-grid.ts'
import type { Draft, QuestionWriter } from './writer.ts'

const NAME = 'troubleshooting'

const COMPLAINT = /^(?:conditions?|complaints?|faults?|symptoms?|problems?|troubles?|malfunctions?|defects?|fault symptoms?)$/i
const CAUSE = /^(?:(?:possible |probable |likely )?causes?|reasons?)$/i
const REMEDY = /^(?:corrections?|remed(?:y|ies)|actions?|cures?|corrective actions?|repairs?|solutions?|what to do)$/i

/** Tables of complaints, causes and remedies: all causes of a complaint, each with its own remedy, and single causes. */
export const troubleshootingWriter: QuestionWriter = {
  name: NAME,
  write(page, settings) {
    const drafts: Draft[] = []
    const refusals: Refusal[] = []
    for (const table of page.structure.tables) {
      const grid = gridOf(table)
      // Codes are asked one by one, each with what it means and what is to be done.
      if (isRecordTable(grid, page)) continue
      const columns = Array.from({ length: table.columns }, (_, index) => index)
      const find = (pattern: RegExp): number | undefined => columns.find((column) => pattern.test(grid.heading(column)))
      const [complaint, cause, remedy] = [find(COMPLAINT), find(CAUSE), find(REMEDY)]
      if (complaint === undefined || remedy === undefined) continue
      for (const fault of faultsIn(grid, complaint, cause ?? null, remedy)) {
        const told = draftsOf(fault, table, page, settings)
        if (typeof told === 'string') refusals.push({ block: table.block, writer: NAME, reason: told })
        else drafts.push(...told)
      }
    }
    return { drafts, refusals }
  },
}

interface Fault {
  readonly complaint: Cell
  readonly rows: readonly { readonly cause: Cell | null; readonly remedy: Cell | null }[]
}

function faultsIn(grid: Grid, complaint: number, cause: number | null, remedy: number): Fault[] {
  const faults: { complaint: Cell; rows: { cause: Cell | null; remedy: Cell | null }[] }[] = []
  for (let row = grid.headerRows; row < grid.rowCount; row++) {
    const own = (column: number | null): Cell | null => {
      const cell = column === null ? null : grid.at(row, column)
      return cell === null || cell.row !== row || cell.text.trim() === '' ? null : cell
    }
    const head = own(complaint)
    if (head !== null) faults.push({ complaint: head, rows: [] })
    const pair = { cause: own(cause), remedy: own(remedy) }
    if (pair.cause !== null || pair.remedy !== null) faults.at(-1)?.rows.push(pair)
  }
  return faults
}

/**
 * The entries of a cell: taken apart by their marks, or by its printed lines where each of them begins anew, and as many stand in
 * the cell beside it.
 */
function entriesOf(row: Fault['rows'][number], page: PageMaterial): { causes: Map<string, string>; remedies: Map<string, string> } {
  const [cause, remedy] = [row.cause, row.remedy].map((cell) => marked(cleaned(cell?.text ?? '')))
  const lines = [row.cause, row.remedy].map((cell) => (cell === null ? [] : begunIn(cellLines(cell, page.reading).map(cleaned))))
  const [first = [], second = []] = lines
  const isListed = first.length > 1 && first.length === second.length
  const counted = (texts: readonly string[]) => new Map(texts.map((text, index) => [String(index + 1), text]))
  return isListed ? { causes: counted(first), remedies: counted(second) } : { causes: cause!, remedies: remedy! }
}

/** Whether a cause cell holds several entries that were not taken apart. */
function isSeveral({ cause }: Fault['rows'][number], page: PageMaterial): boolean {
  return cause !== null && marked(cleaned(cause.text)).size === 1 && begunIn(cellLines(cause, page.reading).map(cleaned)).length > 1
}

/** Printed lines joined to entries: one begins with a capital behind a line that is no sentence's middle. */
function begunIn(lines: readonly string[]): string[] {
  const entries: string[] = []
  for (const line of lines) {
    if (entries.length === 0 || (/^\p{Lu}\p{Ll}/u.test(line) && !/[,(–-]$|\b(?:and|or|the|of|with|to|for|in)$/.test(entries.at(-1) ?? '')))
      entries.push(line)
    else entries.push(`${entries.pop() ?? ''} ${line}`)
  }
  return entries
}

/** 'a) … b) …' taken apart by its marks, whose bracket may be misread ('a}'); one entry without marks. */
function marked(text: string): Map<string, string> {
  const found = new Map<string, string>()
  const marks = [...text.matchAll(/(?:^|\s)([a-z]|\d{1,2})[)}\]]\s*/g)]
  // Each cause in a row of its own, with its letter: 'A. Loose pulley.'
  if (marks.length === 0) return new Map([['', text.replace(/^[A-Z][.)]\s+(?=\p{Lu})/u, '').trim()]])
  marks.forEach((match, index) => found.set(match[1] ?? '', text.slice(match.index + match[0].length, marks[index + 1]?.index).trim()))
  return found
}

function draftsOf(fault: Fault, table: Table, page: PageMaterial, settings: Settings): Draft[] | string {
  const cells = [fault.complaint, ...fault.rows.flatMap(({ cause, remedy }) => [cause, remedy])].filter((cell) => cell !== null)
  if (cells.some(({ confidence }) => confidence < settings.generate.min_confidence)) return 'read with too little confidence'
  const pairs = fault.rows.flatMap((row) => {
    const { causes, remedies } = entriesOf(row, page)
    const keys = [...new Set([...causes.keys(), ...remedies.keys()])]
    return keys.map((key) => ({ cause: causes.get(key) ?? '', remedy: withSpokenReferences(remedies.get(key) ?? '', settings), row }))
  })
  if (pairs.length === 0 || pairs.length > settings.generate.task_rules.troubleshooting.max_checks)
    return 'no causes, or more than task_rules.troubleshooting.max_checks'
  if (pairs.some(({ cause, remedy, row }) => remedy === '' || (row.cause !== null && cause === '')))
    return 'causes and remedies do not match one to one'
  if (pairs.length === fault.rows.length && fault.rows.some((row) => isSeveral(row, page))) return 'several causes stand in one cell'
  if (pairs.some(({ cause, remedy }) => !isWhole(remedy) || (cause !== '' && !isWhole(cause)))) return 'a cause or remedy is cut or broken'
  const state = stateOf(fault.complaint.text)
  const vehicle = onVehicle(page.vehicles)
  const make = (wordings: string[], answer: string, used: readonly (Cell | null)[]): Draft =>
    worded(
      {
        wordings,
        answer,
        task: 'troubleshooting',
        question_type: 'troubleshooting',
        applies_to: [],
        operation: null,
        evidence: distinct(
          [fault.complaint, ...used].filter((cell) => cell !== null).map((cell) => cellEvidence(page.page.page_id, table, cell)),
        ),
      },
      settings,
    )
  const withCauses = pairs.some(({ cause }) => cause !== '')
  const all = make(
    withCauses
      ? [
          `What are the possible causes and remedies ${state.when}${vehicle}?`,
          `What can be the cause ${state.when}${vehicle}, and how is it corrected?`,
          `${state.asked}${vehicle}: what are the possible causes and how are they corrected?`,
        ]
      : [`What should be done ${state.when}${vehicle}?`, `What is the remedy ${state.when}${vehicle}?`],
    pairs
      .map(
        ({ cause, remedy }) =>
          `${pairs.length > 1 ? '- ' : ''}${cause === '' ? closed(upperFirst(remedy)) : `${upperFirst(cause).replace(/\.$/, '')}: ${closed(lowerFirst(remedy))}`}`,
      )
      .join('\n'),
    cells,
  )
  const single = pairs.length < 2 ? [] : pairs.filter(({ cause }) => cause !== '')
  return [
    all,
    ...single.map(({ cause, remedy, row }) =>
      make(
        [
          `What is the remedy ${state.when}${vehicle} if the cause is "${lowerFirst(cause).replace(/\\.$/, '')}"?`,
          `With the cause "${lowerFirst(cause).replace(/\\.$/, '')}", what is the remedy ${state.when}${vehicle}?`,
        ],
        closed(upperFirst(remedy)),
        [row.cause, row.remedy],
      ),
    ),
  ]
}

/** Verbs of complaints that could be read as plurals. */
const COMPLAINS =
  / (?:slips|grabs|leaks|sticks|squeals|squeaks|vibrates|overheats|stalls|jumps|rattles|knocks|drags|pulls|chatters|starts|runs|fails|hums|howls|whines|judders|jerks|loses|goes|stays|comes|makes|burns|smokes|binds|locks|seizes|flickers|drops|rises|wanders|shakes|blows|sinks|becomes|gets|turns|moves|opens|closes|falls|hangs|shuts|cuts|jams|trips|smells|tends|lifts|lowers|swings|surges|hunts|misfires|backfires|idles|heats|freezes|creeps|shows|gives|works|responds|operates|engages|disengages|releases|returns|wears|breaks|cracks|bends|loosens|sags|dims|glows|hesitates|cranks|lags|slides|spins|beeps|resets|freezes|reboots)\b(?! (?:and|or|of)\b)/

/** 'Clutch slips' gives 'when the clutch slips'; 'Clutch noise' gives 'for the complaint "clutch noise"'. */
function stateOf(text: string): { when: string; asked: string } {
  const said = runningCase(
    cleaned(text)
      .replace(/^\d{1,2}[.)]\s+/, '')
      .replace(/[.:]$/, ''),
  )
  if (COMPLAINS.test(said)) return { when: `when ${definite(said)}`, asked: upperFirst(definite(said)) }
  const isClause =
    /\b(?:does|do|is|are|will|can|cannot|has|have|not)\b/.test(said) ||
    parseEnglish(`the ${said} today`).match('#Noun (#PresentTense|#Verb)').found
  const last = said.split(' ').at(-1) ?? ''
  if (isClause && (/\b(?:does|do|is|are|will|can|cannot|has|have)\b/.test(said) || /[^s]s$/.test(last))) {
    return { when: `when ${definite(said)}`, asked: upperFirst(definite(said)) }
  }
  return { when: `in the case of ${said}`, asked: `In the case of ${said}` }
}
