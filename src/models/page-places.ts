import type { Evidence } from '../contracts/example.ts'
import type { Box } from '../contracts/geometry.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { Block, Table } from '../contracts/structure.ts'

/** Something on the page that an answer can point at: a line, a table cell, or, where there are no lines (HTML), a block. */
export interface Place {
  /** 'l012' a line, 'b09.2.3' the cell at row 2, column 3 (from 0) of table b09, 'b07' a block. */
  readonly id: string
  readonly block: Block
  readonly text: string
  readonly box: Box | null
  readonly cell: { readonly row: number; readonly column: number } | null
}

/** All places of a page in reading order, by id. */
export function placesOf({ structure, reading }: Pick<PageMaterial, 'structure' | 'reading'>): Map<string, Place> {
  const lines = new Map(reading.lines.map((line) => [line.id, line]))
  const places = new Map<string, Place>()
  for (const block of structure.blocks) {
    const table = structure.tables.find((each) => each.block === block.id)
    if (table !== undefined) {
      for (const place of cellsOf(block, table)) places.set(place.id, place)
      continue
    }
    const own = block.lines.flatMap((id) => lines.get(id) ?? [])
    for (const { id, text, box } of own) places.set(id, { id, block, text, box, cell: null })
    if (own.length === 0 && block.text.trim() !== '')
      places.set(block.id, { id: block.id, block, text: block.text, box: block.box, cell: null })
  }
  return places
}

function cellsOf(block: Block, table: Table): Place[] {
  return table.rows
    .flat()
    .flatMap(({ text, box, row, column }) =>
      text.trim() === '' ? [] : [{ id: `${block.id}.${row}.${column}`, block, text, box, cell: { row, column } }],
    )
}

export interface PointedBox {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/**
 * Evidence for the places that an answer names, and for those whose centre lies in one of its boxes (pixels of the picture that was sent;
 * `scale` = prepared pixels for one of them). Lines of one block that follow each other make one piece. `unknown` are ids that
 * are not on the page.
 */
export function evidenceFor(
  ids: readonly string[],
  boxes: readonly PointedBox[],
  page_id: string,
  places: ReadonlyMap<string, Place>,
  scale: number,
): { evidence: Evidence[]; unknown: string[] } {
  const named = ids.map((id) => id.trim().replace(/^\[|\]$/g, ''))
  const chosen = new Set(named.filter((id) => places.has(id)))
  for (const place of places.values()) if (boxes.some((box) => holds(box, place.box, scale))) chosen.add(place.id)
  const unknown = named.filter((id) => !places.has(id))
  const inOrder = [...places.keys()]
  const evidence: Evidence[] = []
  let before: { at: number; block: string } | null = null
  for (const [at, id] of inOrder.entries()) {
    if (!chosen.has(id)) continue
    const { block, text, box, cell } = places.get(id)!
    const last = evidence.at(-1)
    if (
      cell === null &&
      before !== null &&
      before.block === block.id &&
      before.at === at - 1 &&
      last !== undefined &&
      last.cell === undefined
    ) {
      evidence[evidence.length - 1] = { ...last, quote: `${last.quote} ${text}`, box: around(last.box, box) }
    } else evidence.push({ page_id, block: block.id, box, quote: text, ...(cell === null ? {} : { cell: { ...cell } }) })
    before = cell === null ? { at, block: block.id } : null
  }
  return { evidence, unknown }
}

function holds({ left, top, right, bottom }: PointedBox, box: Box | null, scale: number): boolean {
  if (box === null) return false
  const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
  return x >= left * scale && x <= right * scale && y >= top * scale && y <= bottom * scale
}

function around(one: Box | null, other: Box | null): Box | null {
  if (one === null || other === null) return one ?? other
  return [Math.min(one[0], other[0]), Math.min(one[1], other[1]), Math.max(one[2], other[2]), Math.max(one[3], other[3])]
}
