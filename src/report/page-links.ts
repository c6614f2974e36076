import type { Box } from '../contracts/geometry.ts'
import type { Block, Structure } from '../contracts/structure.ts'

/** What a line between two places of a page says. */
export interface PageLink {
  readonly kind: 'caption' | 'callout' | 'reference' | 'flow'
  /** Pixels of the prepared image. */
  readonly from: Box
  readonly to: Box
}

type Placed = Block & { readonly box: Box }

/** A number of a drawing in a text: '(3)', '(A)', '(12, 13)'. */
const PART = /\((\d{1,2}[a-z]?|[A-Z])(?:\s?(?:,|and|to|–|-)\s?(\d{1,2}[a-z]?|[A-Z]))*\)/g
const FIGURE = /\b(?:fig(?:ure)?s?\.?|illustration|table)\s*([A-Z]?\d+(?:[-–.]\d+)*)/gi
/** A number by itself, as drawings print it. */
const bare = (text: string) => text.replace(/^[([\s]+|[)\]\s.]+$/g, '')

/**
 * The links of a page: captions and callouts with their figures, the lines of flow charts, and what texts refer to on the same page:
 * numbers in brackets to callouts of the nearest figure that has them, figure and table numbers to captions, operation numbers to titles.
 */
export function pageLinks(structure: Structure): PageLink[] {
  const placed = structure.blocks.flatMap((block) => (block.box === null ? [] : [{ ...block, box: block.box }]))
  const byId = new Map(placed.map((block) => [block.id, block]))
  const owned = placed.flatMap((block): PageLink[] => {
    const parent = byId.get(block.parent ?? '')
    // What stands inside its figure needs no line.
    if (parent?.type !== 'figure' || (block.type !== 'caption' && block.type !== 'callout') || gap(block.box, parent.box) === 0) return []
    return [{ kind: block.type, from: block.box, to: nearestPlace(block.box, parent.box) }]
  })
  const drawn = (structure.links ?? []).flatMap(({ from, to }): PageLink[] => {
    const [start, end] = [byId.get(from), byId.get(to)]
    return start === undefined || end === undefined ? [] : [{ kind: 'flow', from: start.box, to: end.box }]
  })
  return [...owned, ...drawn, ...references(placed)]
}

function references(placed: readonly Placed[]): PageLink[] {
  const callouts = placed.flatMap((block) => {
    const figure = placed.find(({ id }) => id === block.parent)
    return block.type === 'callout' ? [{ block, figure: figure?.box ?? block.box }] : []
  })
  const captions = placed.filter(({ type }) => type === 'caption' || type === 'heading')
  const titles = placed.filter(({ code }) => code !== undefined)
  return placed.flatMap((block) => {
    if (block.type === 'callout' || block.type === 'caption' || block.type === 'figure') return []
    const parts = [...block.text.matchAll(PART)].flatMap((match) => match[0].match(/\d{1,2}[a-z]?|[A-Z]/g) ?? [])
    const targets = [...new Set(parts)].map(
      (part) =>
        callouts
          .filter((callout) => bare(callout.block.text) === part)
          .toSorted((one, other) => gap(block.box, one.figure) - gap(block.box, other.figure))[0]?.block,
    )
    for (const [, number] of block.text.matchAll(FIGURE)) {
      targets.push(captions.find((caption) => caption !== block && [...caption.text.matchAll(FIGURE)][0]?.[1] === number))
    }
    targets.push(...titles.filter((title) => title !== block && block.text.includes(title.code!)))
    return targets.flatMap((target): PageLink[] => (target === undefined ? [] : [{ kind: 'reference', from: block.box, to: target.box }]))
  })
}

const between = (start: number, end: number, from: number, to: number) => Math.max(0, from - end, start - to)

/** Room between two boxes; 0 where they touch. */
export function gap(one: Box, other: Box): number {
  return Math.hypot(between(one[0], one[2], other[0], other[2]), between(one[1], one[3], other[1], other[3]))
}

/** The point of a box that is nearest to the middle of another one. */
function nearestPlace(from: Box, box: Box): Box {
  const [x, y] = middle(from)
  const [left, top] = [Math.min(Math.max(x, box[0]), box[2]), Math.min(Math.max(y, box[1]), box[3])]
  return [left, top, left, top]
}

/** The middle of a box, in tenths of a pixel. */
export const middle = ([left, top, right, bottom]: Box) =>
  [Math.round((left + right) * 5) / 10, Math.round((top + bottom) * 5) / 10] as const

/** A wire of a circuit diagram: the middles of what stands along it, and whether any label near it is in doubt. */
export interface PageWire {
  readonly points: readonly (readonly [number, number])[]
  readonly complete: boolean
}

/** The wires of a circuit diagram, each from where it branches off. */
export function pageWires({ wiring }: Structure): PageWire[] {
  const boxes = new Map((wiring?.items ?? []).map(({ id, box }) => [id, box]))
  return (wiring?.conductors ?? []).map(({ items, from, complete }) => ({
    points: [...(from === null ? [] : [from]), ...items].flatMap((id) => {
      const box = boxes.get(id)
      return box === undefined ? [] : [middle(box)]
    }),
    complete,
  }))
}
