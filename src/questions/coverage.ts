import type { Box } from '../contracts/geometry.ts'
import type { Candidate, Generated, Refusal } from '../contracts/example.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { Block, Cell } from '../contracts/structure.ts'
import { holdsMiddle } from './evidence.ts'
import { follows } from './operations.ts'

const FURNITURE = new Set(['page_number', 'header', 'footer', 'figure', 'callout', 'table'])

/**
 * Content blocks and filled table cells by what became of them; what no writer looked at is of no interest. A line of a table
 * that is cited without its cell uses the cells that it runs over. A refusal names a block: in a table it stands for all cells that
 * no pair uses. What a page gives to an operation that began on the page before is counted there only.
 */
export function coverageOf(page: PageMaterial, candidates: readonly Candidate[], refusals: readonly Refusal[]): Generated['coverage'] {
  const evidence = candidates.flatMap((candidate) => candidate.evidence).filter(({ page_id }) => page_id === page.page.page_id)
  const cited = new Set(evidence.map(({ block }) => block))
  const refused = new Set(refusals.map(({ block }) => block))
  const counts = { used: 0, refused: 0, no_interest: 0 }
  const tally = (isUsed: boolean, block: string): void => {
    counts[isUsed ? 'used' : refused.has(block) ? 'refused' : 'no_interest'] += 1
  }
  for (const block of page.structure.blocks) if (!FURNITURE.has(block.type)) tally(cited.has(block.id), block.id)
  for (const table of page.structure.tables) {
    const own = evidence.filter(({ block }) => block === table.block)
    const isUsed = (cell: Cell): boolean =>
      own.some((one) => (one.cell === undefined ? isOver(one.box, cell.box) : one.cell.row === cell.row && one.cell.column === cell.column))
    for (const cell of table.rows.flat()) if (cell.text.trim() !== '') tally(isUsed(cell), table.block)
  }
  return counts
}

/** Blocks whose text states something, when it has as many words. */
const TELLING = new Set<Block['type']>(['step', 'list_item', 'paragraph', 'note', 'caution', 'specification', 'tool'])
const MIN_WORDS = 3
/** Labels of a diagram that state something; names alone do not. */
const TELLING_LABELS = new Set(['wire', 'pin', 'connector', 'splice', 'earth', 'fuse'])

/**
 * What states a fact and was neither asked about nor refused by a writer: it is of interest, but nothing was made of it. Text above the
 * first title of a page that another one runs over to is told, or refused, with the page on which its operation began.
 */
export function unaskedOf(page: PageMaterial, candidates: readonly Candidate[], refusals: readonly Refusal[]): Refusal[] {
  const { blocks, tables, wiring } = page.structure
  const evidence = candidates.flatMap((candidate) => candidate.evidence).filter(({ page_id }) => page_id === page.page.page_id)
  const done = new Set([...evidence, ...refusals].map(({ block }) => block))
  const isContinued = page.previous !== null && follows(page.previous, page)
  const title = blocks.findIndex(({ type }) => type === 'operation')
  const labelled = new Set((wiring?.items ?? []).flatMap(({ kind, block }) => (TELLING_LABELS.has(kind) ? [block] : [])))
  const refused = (block: string, reason: string): Refusal => ({ block, writer: 'all', reason })
  return [
    ...blocks.flatMap(({ id, type, text }, index) => {
      if (done.has(id) || (isContinued && (title === -1 || index < title))) return []
      if (labelled.has(id)) return [refused(id, 'what the label belongs to is not sure from the drawing')]
      if (!TELLING.has(type) || (text.match(/\p{L}{2,}/gu) ?? []).length < MIN_WORDS) return []
      return [
        refused(id, type === 'step' || type === 'list_item' ? 'it belongs to no operation that is told' : 'no question was found in it'),
      ]
    }),
    ...tables.flatMap(({ block, rows }) => {
      const isFilled = rows.flat().some(({ text, header }) => !header && text.trim() !== '')
      return done.has(block) || !isFilled ? [] : [refused(block, 'no writer knows this kind of table')]
    }),
  ]
}

/** Whether the middle of one of two boxes lies in the other; places without a box stand for the whole block. */
function isOver(one: Box | null, other: Box | null): boolean {
  return one === null || other === null || holdsMiddle(one, other) || holdsMiddle(other, one)
}
