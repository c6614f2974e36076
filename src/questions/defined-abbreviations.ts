import type { Evidence } from '../contracts/example.ts'
import type { Cell, Structure } from '../contracts/structure.ts'
import { type Definition, definitionOf, definitionsIn } from '../text/abbreviations.ts'
import { cleaned } from './cleaned.ts'
import { blockEvidence, cellEvidence } from './evidence.ts'
import { gridOf } from './table-grid.ts'

/** A definition with the place on the page that gives it. */
export interface Defined extends Definition {
  readonly evidence: readonly Evidence[]
  /** Lowest confidence of the words that give it. */
  readonly confidence: number
}

/** Labels in drawings and what stands in the margins define nothing. */
const NO_TEXT = new Set(['callout', 'figure', 'table', 'header', 'footer', 'page_number'])

const ABBREVIATION = /^(?:abbreviations?|acronyms?|short (?:name|form)s?|symbols?)$/i

/**
 * The abbreviations that a page defines in its text, in cells, and in two neighbouring cells under the heading 'Abbreviation'. One
 * that it defines in two ways is left out.
 */
export function definedOn({ page_id, blocks, tables }: Pick<Structure, 'page_id' | 'blocks' | 'tables'>): Defined[] {
  const inText = blocks
    .filter(({ type }) => !NO_TEXT.has(type))
    .flatMap((block) =>
      definitionsIn(cleaned(block.text)).map((definition) => ({
        ...definition,
        evidence: [blockEvidence(page_id, block)],
        confidence: block.confidence,
      })),
    )
  const inCells = tables.flatMap((table) => {
    const grid = gridOf(table)
    const shown = (cells: readonly Cell[]) => ({
      evidence: cells.map((cell) => cellEvidence(page_id, table, cell)),
      confidence: Math.min(...cells.map(({ confidence }) => confidence)),
    })
    return table.rows.flat().flatMap((cell) => {
      const own = definitionsIn(cleaned(cell.text)).map((definition) => ({ ...definition, ...shown([cell]) }))
      const beside = grid.at(cell.row, cell.column + cell.column_span)
      const listed =
        beside === null || !ABBREVIATION.test(grid.heading(cell.column).trim())
          ? null
          : definitionOf(cleaned(cell.text), cleaned(beside.text))
      return listed === null || beside === null ? own : [...own, { ...listed, ...shown([cell, beside]) }]
    })
  })
  return withoutConflicts([...inText, ...inCells])
}

/** Each abbreviation once; one with two meanings not at all. */
export function withoutConflicts<Meaning extends Definition>(definitions: readonly Meaning[]): Meaning[] {
  const meanings = new Map<string, Set<string>>()
  for (const { short, long } of definitions) meanings.set(short, (meanings.get(short) ?? new Set()).add(plain(long)))
  const seen = new Set<string>()
  return definitions.filter(({ short }) => meanings.get(short)?.size === 1 && !seen.has(short) && seen.add(short) !== undefined)
}

/** 'anti-lock' and 'antilock', 'system' and 'systems' mean the same. */
const plain = (long: string): string =>
  long
    .toLowerCase()
    .replace(/[^\p{L}]/gu, '')
    .replace(/s$/, '')
