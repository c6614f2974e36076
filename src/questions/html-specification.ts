import type { Evidence, Refusal } from '../contracts/example.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { Settings } from '../contracts/settings.ts'
import type { Cell, Table } from '../contracts/structure.ts'
import { type Statement, statementsOf } from './html-specification-facts.ts'
import { questionsFor } from './html-specification-phrases.ts'
import { type Entry, readSheet } from './html-specification-sheet.ts'
import { partsNameCells } from './html-specification-topics.ts'
import { mentions, variantName, variantNames, vehicleOf } from './html-specification-vehicles.ts'
import type { Draft, QuestionWriter, WriterOutput } from './writer.ts'

const NAME = 'html-specification'

/**
 * Writes one pair or more for every value cell of the specification tables of an HTML page: which quantity, of which
 * vehicle and variant, under which condition. Placeholders and cells that cannot be told apart are refused with a
 * reason. Rules are general: labels become noun phrases, columns become variants or quantities by their titles.
 */
export const htmlSpecificationWriter: QuestionWriter = {
  name: NAME,
  write(page: PageMaterial, settings: Settings): WriterOutput {
    if (page.page.kind !== 'html') return { drafts: [], refusals: [] }
    const written: Draft[] = []
    const refusals: Refusal[] = []
    let inherited: readonly string[] = []
    for (const table of page.structure.tables) {
      const refuse = (reason: string): void => void refusals.push({ block: table.block, writer: NAME, reason })
      const vehicle = vehicleOf(page.structure.blocks, table.block, page.vehicles)
      if (vehicle === null) {
        refuse('the page does not say which vehicle it is about; set vehicle.names')
        continue
      }
      const sheet = readSheet(table, inherited)
      if (sheet.variants.length > 0) inherited = sheet.variants
      for (const { cell, reason } of sheet.refused) refuse(`row ${cell.row + 1}, column ${cell.column + 1}: ${reason}`)
      const writer = new TableWriter(
        page.page.page_id,
        table.block,
        vehicle,
        sheet.variants,
        sheet.entries,
        headingOf(page, table, vehicle),
      )
      for (const entry of sheet.entries) {
        const { drafts, refused } = writer.write(entry, sheet.transposed, settings.generate.paraphrases)
        if (refused !== null) refuse(`row ${entry.label.row + 1}: ${refused}`)
        written.push(...drafts)
      }
    }
    const { drafts, conflicts } = withoutConflicts(written)
    for (const draft of conflicts) {
      refusals.push({ block: draft.evidence[0]!.block, writer: NAME, reason: `two rows answer "${draft.question}" differently` })
    }
    return { drafts, refusals }
  },
}

/** What stands over a table besides the name of the vehicle: its caption, or the nearest heading ('Tyres'). */
function headingOf(page: PageMaterial, table: Table, vehicle: string): string {
  const { blocks } = page.structure
  const before = blocks.slice(
    0,
    blocks.findIndex((block) => block.id === table.block),
  )
  const text = table.title === '' ? (before.findLast((block) => block.type === 'heading')?.text ?? '') : table.title
  return mentions(text, vehicle) ? '' : text
}

/** Engine parts and properties: asked of the engine, not of the vehicle. */
const ENGINE_NOUN =
  /^(?:(?:cold|hot|intake|exhaust|inlet|rated|nominal) )?(?:displacement|cubic capacity|swept volume|compression|bore|stroke|firing order|valves?|cylinders?|spark plugs?|timing|ignition timing|injectors?|crankshaft|camshafts?|pistons?)\b/i
const ENGINE_LABEL = /^engine(?: code| designation| model| name)?:?$/i

class TableWriter {
  readonly #page_id: string
  readonly #block: string
  readonly #vehicle: string
  readonly #variants: readonly string[]
  readonly #heading: string
  readonly #names: ReadonlySet<string>
  readonly #engines: readonly { readonly variants: readonly string[]; readonly code: string }[]

  constructor(page_id: string, block: string, vehicle: string, variants: readonly string[], entries: readonly Entry[], heading: string) {
    this.#heading = heading
    this.#page_id = page_id
    this.#block = block
    this.#vehicle = vehicle
    this.#variants = variants
    this.#names = new Set([vehicle, ...variants].flatMap((name) => name.split(/\s+/)))
    this.#engines = entries
      .filter((entry) => ENGINE_LABEL.test(entry.label.text) && /^(?=.*\d)[A-Z][A-Z\d][\w .-]{0,12}$/.test(entry.text))
      .map((entry) => ({ variants: entry.variants, code: entry.text }))
  }

  write(entry: Entry, transposed: boolean, paraphrases: number): { drafts: Draft[]; refused: string | null } {
    const { statements, refused } = statementsOf(entry, this.#names, transposed, this.#heading)
    const variants = transposed ? [entry.label.text.replaceAll('\n', ' ')] : partsNameCells(entry) ? [] : entry.variants
    const named = transposed || variants.length > 0 ? variantNames(this.#vehicle, variants) : this.#vehicle
    const all = variants.length > 0 ? variants : this.#variants
    const applies_to = all.length > 0 ? all.map((variant) => variantName(this.#vehicle, variant)) : [this.#vehicle]
    const drafts = statements.map((statement): Draft => {
      const subject = this.#subject(statement, named, variants)
      const wordings =
        statement.wordings?.map((wording) => wording.replace('{subject}', `the ${named}`)) ?? questionsFor({ ...statement, subject })
      const questions = [...new Set(wordings)]
      return {
        question: questions[0]!,
        answer: statement.answer,
        task: 'spec',
        question_type: 'factual',
        applies_to,
        operation: null,
        evidence: this.#evidence(entry, statement),
        paraphrases: questions.slice(1, 1 + paraphrases),
      }
    })
    return { drafts, refused }
  }

  #subject(statement: Statement, named: string, variants: readonly string[]): string {
    if (!ENGINE_NOUN.test(statement.noun)) return `the ${named}`
    const codes = new Set(
      this.#engines
        .filter((engine) => engine.variants.length === 0 || variants.some((variant) => engine.variants.includes(variant)))
        .map((engine) => engine.code),
    )
    if (/\bengine\b/.test(statement.noun)) return `the ${named}`
    return codes.size === 1 ? `the ${[...codes][0]!} engine of the ${named}` : `the engine of the ${named}`
  }

  /** The value first, then the cells that say what it is: label, parent row, column title, unit, names of parts. */
  #evidence(entry: Entry, statement: Statement): Evidence[] {
    const support = [entry.label, entry.parent, entry.attribute, entry.unit, entry.legend].filter((cell): cell is Cell => cell !== null)
    return [...new Set([...statement.cells, ...support])].map((cell) => ({
      page_id: this.#page_id,
      block: this.#block,
      box: null,
      quote: cell.text.replaceAll('\n', ' '),
      cell: { row: cell.row, column: cell.column },
    }))
  }
}

/** Equal questions with the same answer are one pair; with different answers none of them can be trusted. */
function withoutConflicts(drafts: readonly Draft[]): { drafts: Draft[]; conflicts: Draft[] } {
  const answers = new Map<string, Set<string>>()
  const key = (draft: Draft): string => draft.question.toLowerCase()
  for (const draft of drafts) answers.set(key(draft), (answers.get(key(draft)) ?? new Set()).add(draft.answer))
  const seen = new Set<string>()
  const kept: Draft[] = []
  const conflicts: Draft[] = []
  for (const draft of drafts) {
    if (answers.get(key(draft))!.size > 1) conflicts.push(draft)
    else if (!seen.has(key(draft))) {
      seen.add(key(draft))
      kept.push(draft)
    }
  }
  return { drafts: kept, conflicts }
}
