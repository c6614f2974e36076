import type { Box } from '../contracts/geometry.ts'
import type { Structure, WiringItem } from '../contracts/structure.ts'

export type Wiring = NonNullable<Structure['wiring']>

/** A conductor with its labels, from the top down. */
export interface Chain {
  readonly items: readonly WiringItem[]
  readonly box: Box
  /** See `conductorSchema`. */
  readonly complete: boolean
  /** The label of another chain at which this one branches off. */
  readonly branch: WiringItem | null
}

/** What leads from a fuse or a part down to a label of a chain: all labels passed, from the top, without the two ends. */
export interface Feed {
  readonly source: WiringItem
  readonly passed: readonly WiringItem[]
  /** Whether no label on the whole way is in doubt. */
  readonly complete: boolean
}

/** The conductors with their labels; one that passes a component is two, the first ending at it and the second beginning there. */
export function chainsOf({ items, conductors }: Wiring): Chain[] {
  const byId = new Map(items.map((item) => [item.id, item]))
  return conductors.flatMap(({ items: ids, box, complete, from }) => {
    const own = ids.flatMap((id) => byId.get(id) ?? [])
    const branch = from === null ? null : (byId.get(from) ?? null)
    const cuts = own.flatMap(({ kind }, index) => (kind === 'component' && index > 0 && index < own.length - 1 ? [index] : []))
    return [0, ...cuts].map((start, index): Chain => {
      const end = cuts[index] ?? own.length - 1
      const [top, bottom] = [start === 0 ? box[1] : own[start]!.box[3], end === own.length - 1 ? box[3] : own[end]!.box[1]]
      return { items: own.slice(start, end + 1), box: [box[0], top, box[2], bottom], complete, branch: start === 0 ? branch : null }
    })
  })
}

/**
 * The way up from a label of a chain to the first fuse, over the places where one wire branches off another; null where no fuse is
 * reached, or a component stands between: what a switch or a relay passes on is not told by its outline.
 */
export function feedOf(item: WiringItem, chain: Chain, chains: readonly Chain[]): Feed | null {
  const passed: WiringItem[] = []
  let complete = chain.complete
  let [at, current]: [number, Chain] = [chain.items.indexOf(item), chain]
  for (let hops = 0; hops <= chains.length; hops++) {
    for (const other of current.items.slice(0, at).toReversed()) {
      if (other.kind === 'fuse') return { source: other, passed: passed.toReversed(), complete }
      if (other.kind === 'component') return null
      passed.push(other)
    }
    const { branch } = current
    if (branch === null) return null
    if (branch.kind === 'fuse') return { source: branch, passed: passed.toReversed(), complete }
    if (branch.kind === 'component') return null
    const trunk = chains.find((other) => other.items.includes(branch))
    if (trunk === undefined) return null
    passed.push(branch)
    complete &&= trunk.complete
    at = trunk.items.indexOf(branch)
    current = trunk
  }
  return null
}

/** Whether a pin stands where its wire ends, so that it is the pin of what the wire ends at; not that of a plug on the way. */
export function isAtEnd(pin: WiringItem, { box }: Chain): boolean {
  const height = pin.box[3] - pin.box[1]
  return pin.kind === 'pin' && Math.abs((pin.box[1] + pin.box[3]) / 2 - box[3]) < PIN_AT_END * height
}

/** A pin's number stands within so many of its own heights of its wire's end. */
const PIN_AT_END = 1.6

/** A note stands under the fuse that it is about within so many heights of the fuse's label, across and down. */
const NOTE_DOWN = 5
const NOTE_ACROSS = 2

/** The fuse over a note, where no wire leaves that fuse and no other label stands as near; null where it is in doubt. */
export function fuseOver(note: WiringItem, { items, conductors }: Wiring): WiringItem | null {
  const used = new Set(conductors.flatMap(({ items: ids, from }) => [...ids, ...(from === null ? [] : [from])]))
  if (used.has(note.id)) return null
  const [left, top, right] = note.box
  const height = note.box[3] - top
  const over = items.filter(
    ({ box, id }) =>
      id !== note.id &&
      box[3] <= top &&
      top - box[3] < NOTE_DOWN * height &&
      box[0] < right + NOTE_ACROSS * height &&
      box[2] > left - NOTE_ACROSS * height,
  )
  const [only] = over
  return only !== undefined && over.length === 1 && only.kind === 'fuse' && !used.has(only.id) ? only : null
}

/** Whether no other label stands beside the wire's on the way to its end: it could be a second wire behind a plug. */
export function nothingBetween(wire: WiringItem, end: WiringItem, chain: Chain, all: readonly WiringItem[]): boolean {
  const [left, , right, bottom] = wire.box
  return !all.some((item) => {
    if (chain.items.includes(item) || item.kind === 'pin') return false
    const [l, t, r, b] = item.box
    return t > bottom && b < end.box[1] && r > left && l < right
  })
}
