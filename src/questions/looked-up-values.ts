import type { Evidence, Refusal } from '../contracts/example.ts'
import type { NeighbourPage, PageMaterial } from '../contracts/material.ts'
import type { Settings } from '../contracts/settings.ts'
import type { Cell } from '../contracts/structure.ts'
import { lowerFirst, upperFirst } from '../text/letter-case.ts'
import { namedPart } from '../text/noun-phrases.ts'
import { sentencesOf } from '../text/sentences.ts'
import { hasQuantity } from '../text/values.ts'
import { cleaned, isSure } from './cleaned.ts'
import { settingOf } from './context.ts'
import { blockEvidence, cellEvidence, distinct } from './evidence.ts'
import { operationsOf } from './operations.ts'
import { worded } from './phrasing.ts'
import { type Grid, gridOf } from './table-grid.ts'
import { columnRoles } from './value-columns.ts'
import type { Draft, QuestionWriter } from './writer.ts'

const NAME = 'looked-up-values'

/** 'measure backlash*', 'read main pressure*', 'check clearance*': what is measured, its value being told on another page. */
const MEASURED =
  /\b(?:measure|check|read|determine)\s+(?:the\s+)?((?:\p{L}+ ){0,2}\p{L}+)(?:\s\([A-Z\d]\))?((?:\s(?:of|between)(?:\s\p{L}+){1,5})?)\s?\*/iu
const MOST_ROWS = 4

/**
 * Values that a step marks with an asterisk ('See Specifications') and that a specification page near by gives: asked for the
 * job, answered with the table's value, with evidence from both pages.
 */
export const lookedUpValuesWriter: QuestionWriter = {
  name: NAME,
  write(page, settings) {
    const drafts: Draft[] = []
    const refusals: Refusal[] = []
    const sheets = [page.previous, page.next, ...(page.following ?? [])].filter(
      (one): one is NeighbourPage => one !== null && one.classification.content_type === 'specification',
    )
    for (const operation of operationsOf(page).operations) {
      const about = stems(
        [
          operation.topic.object,
          ...operation.topic.conditions,
          ...operation.parts.flatMap(({ items }) => items.map(({ block }) => block.text)),
        ].join(' '),
      )
      for (const part of operation.parts) {
        for (const item of part.items) {
          const { page_id, block } = item
          const setting = settingOf(item, operation, part, page)
          if (page_id !== page.page.page_id || setting === null || setting === 'unsure') continue
          for (const sentence of sentencesOf(block.text)) {
            const match = MEASURED.exec(sentence)
            if (match === null || hasQuantity(match[0])) continue
            const measure = cleaned(`${match[1] ?? ''}${match[2] ?? ''}`)
            const found = isSure(block, settings.generate.min_confidence) ? valuesOf(measure, about, sheets, page, settings) : []
            if (found.length === 0 || found.length > MOST_ROWS) {
              refusals.push({ block: block.id, writer: NAME, reason: 'the value that the step refers to is not found near by' })
              continue
            }
            const name = namedPart(lowerFirst(measure))
            drafts.push(
              worded(
                {
                  wordings: [`What should ${name} be${setting.during}?`, `What value is specified for ${name}${setting.during}?`],
                  answer: found.length === 1 ? (found[0]?.value ?? '') : found.map(({ label, value }) => `- ${label}: ${value}`).join('\n'),
                  task: 'spec',
                  question_type: 'parameter',
                  applies_to: [],
                  operation: operation.code,
                  evidence: distinct([blockEvidence(page_id, block), ...found.flatMap(({ evidence }) => evidence)]),
                },
                settings,
              ),
            )
          }
        }
      }
    }
    return { drafts, refusals }
  },
}

interface Found {
  readonly label: string
  readonly value: string
  readonly evidence: readonly Evidence[]
}

/** The rows of one page whose label names the measure and nothing that the job does not speak of. */
function valuesOf(
  measure: string,
  about: ReadonlySet<string>,
  sheets: readonly NeighbourPage[],
  page: PageMaterial,
  settings: Settings,
): Found[] {
  for (const sheet of sheets) {
    const found = sheet.structure.tables.flatMap((table) => {
      const grid = gridOf(table)
      return rowsNamed(measure, about, grid).map((row) => foundIn(row, grid, sheet, page, settings))
    })
    if (found.length > 0) return found.some((one) => one === null) ? [] : found.filter((one) => one !== null)
  }
  return []
}

function rowsNamed(measure: string, about: ReadonlySet<string>, grid: Grid): number[] {
  const wanted = [...stems(measure)]
  return Array.from({ length: grid.rowCount - grid.headerRows }, (_, offset) => grid.headerRows + offset).filter((row) => {
    const [named = ''] = (grid.at(row, 0)?.text ?? '').split(',')
    const words = stems(named)
    return words.size > 0 && wanted.length > 0 && wanted.every((word) => words.has(word)) && [...words].every((word) => about.has(word))
  })
}

/** The row's values, each with the variant over it; null when one was not surely read or is none. */
function foundIn(row: number, grid: Grid, sheet: NeighbourPage, page: PageMaterial, settings: Settings): Found | null {
  const label = grid.at(row, 0)
  const roles = columnRoles(grid, page.vehicles)
  const cells: { cell: Cell; variant: string }[] = []
  for (const [column, role] of roles.entries()) {
    const cell = grid.at(row, column)
    if (role.kind !== 'value' || role.attribute !== '' || cell === null || cells.some((one) => one.cell === cell)) continue
    cells.push({ cell, variant: cell.column_span > 1 ? '' : role.variant })
  }
  if (label === null || cells.length === 0 || ![label, ...cells.map(({ cell }) => cell)].every((cell) => isRead(cell, settings)))
    return null
  if (!cells.every(({ cell }) => /\d/.test(cell.text))) return null
  const headers = cells.flatMap(({ cell, variant }) =>
    variant === '' ? [] : Array.from({ length: grid.headerRows }, (_, at) => grid.at(at, cell.column)).filter((one) => one !== null),
  )
  return {
    label: upperFirst(cleaned(label.text)),
    value: cells.map(({ cell, variant }) => `${cleaned(cell.text)}${variant === '' ? '' : ` (${variant})`}`).join(', '),
    evidence: [label, ...headers, ...cells.map(({ cell }) => cell)]
      .filter(({ text }) => text.trim() !== '')
      .map((cell) => cellEvidence(sheet.page.page_id, grid.table, cell)),
  }
}

const isRead = ({ confidence }: Cell, { generate }: Settings): boolean => confidence >= generate.min_confidence

const SMALL = new Set('the a an of at in on for to and or between with from is must be'.split(' '))

/** The telling words of a text without their endings: 'rollers' and 'roller' are the same. */
function stems(text: string): Set<string> {
  const words =
    cleaned(text)
      .toLowerCase()
      .match(/[\p{L}\d]+/gu) ?? []
  return new Set(words.filter((word) => !SMALL.has(word)).map((word) => (word.length > 3 ? word.replace(/s$/, '') : word)))
}
