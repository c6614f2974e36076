import type { NeighbourPage, PageMaterial } from '../../contracts/material.ts'
import type { Block, BlockType } from '../../contracts/structure.ts'
import type { Place } from '../page-places.ts'

/** Blocks that belong to the sheet, not to what it says. */
export const FURNITURE: ReadonlySet<BlockType> = new Set<BlockType>(['page_number', 'header', 'footer'])

/** Headings of a neighbour that are told, at most. */
const MOST_HEADINGS = 6

/** What was read, block by block, each line and cell with the id by which an answer points at it. */
export function readText(material: Pick<PageMaterial, 'structure'>, places: ReadonlyMap<string, Place>): string {
  const byBlock = new Map<string, Place[]>()
  for (const place of places.values()) byBlock.set(place.block.id, [...(byBlock.get(place.block.id) ?? []), place])
  const titles = new Map(material.structure.tables.map(({ block, title }) => [block, title]))
  return material.structure.blocks
    .flatMap((block) => {
      const own = byBlock.get(block.id) ?? []
      return own.length === 0 ? [] : [`${headOf(block, titles.get(block.id))}\n${own[0]!.cell === null ? linesOf(own) : rowsOf(own)}`]
    })
    .join('\n')
}

function headOf(block: Block, title: string | undefined): string {
  const about = [
    block.type.replace('_', ' '),
    ...(block.code === undefined ? [] : [`number ${block.code}`]),
    ...(block.parent === null ? [] : [`under ${block.parent}`]),
    ...(title === undefined || title === '' ? [] : [`"${title}"`]),
    ...(FURNITURE.has(block.type) ? ['belongs to the sheet: do not ask about it'] : []),
  ]
  return `${block.id} (${about.join(', ')})`
}

const linesOf = (places: readonly Place[]): string => places.map(({ id, text }) => `  [${id}] ${text}`).join('\n')

function rowsOf(places: readonly Place[]): string {
  const rows = new Map<number, Place[]>()
  for (const place of places) rows.set(place.cell!.row, [...(rows.get(place.cell!.row) ?? []), place])
  return [...rows.values()].map((cells) => `  ${cells.map(({ id, text }) => `[${id}] ${text}`).join(' | ')}`).join('\n')
}

/** What is known of the page besides what it shows: its place in the manual, the jobs that the index sends here, what stands before and after. */
export function aroundText({ page, vehicles, operations, previous, next }: PageMaterial): string {
  const section = [page.section.id, page.section.name].filter((text) => text !== '').join(' ')
  const lines = [
    ...(vehicles.length === 0 ? [] : [`The manual is about: ${vehicles.join(', ')}.`]),
    ...(section === '' ? [] : [`Section of the manual: ${section}.`]),
    ...(operations.length === 0
      ? []
      : [
          'The index of the section sends these operations to this page:',
          ...operations.map(({ code, name }) => `  ${code ?? '(no number)'} ${name}`),
        ]),
    ...neighbourText('The page before has the headings', previous),
    ...neighbourText('The page after has the headings', next),
  ]
  return lines.join('\n')
}

function neighbourText(what: string, neighbour: NeighbourPage | null): string[] {
  const headings = (neighbour?.structure.blocks ?? [])
    .filter(({ type }) => type === 'heading' || type === 'operation')
    .map(({ text }) => text)
  return headings.length === 0 ? [] : [`${what}: ${headings.slice(0, MOST_HEADINGS).join(' · ')}`]
}
