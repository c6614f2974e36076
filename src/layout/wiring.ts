import type { Box } from '../contracts/geometry.ts'
import type { Raster } from '../contracts/ocr.ts'
import { overlap } from './boxes.ts'
import { type Conductor, conductorsOf, type Outline, outlinesOf } from './conductors.ts'
import type { Row } from './rows.ts'
import { plumbStrokes, type Rulings } from './rulings.ts'
import { type WiringLabel, wiringLabels } from './wiring-labels.ts'

/** What a circuit diagram shows, in upright pixels. */
export interface FoundWiring {
  readonly labels: readonly WiringLabel[]
  readonly conductors: readonly WiredConductor[]
}

/** A wire with what it passes, from the top down. */
export interface WiredConductor {
  readonly labels: readonly WiringLabel[]
  readonly box: Box
  /** The label of another conductor (a splice, a fuse) at which it branches off. */
  readonly from: WiringLabel | null
  /** Whether no label near it is in doubt, and something stands between any two of its wires. */
  readonly complete: boolean
}

/** Letter heights: how far a label stands from its wire, and by how much the next wire must be farther. */
const BESIDE = 2.6
const CLEARLY = 0.5
/** What runs through a label, so far from its ends, is a stroke of its letters: no label is printed over a wire. */
const THROUGH = 1.2
/** How far a component's name stands from the end of its wire, or from its outline. */
const AT_END = 2.2
const AT_OUTLINE = 1.4
/** A diagram of circuits names at least so many wires. */
const MIN_WIRES = 3
/** Share of the labels that makes a habit. */
const HABIT = 0.8
/** A connector stands this close behind its pin. */
const BEHIND_PIN = 3
/** Wires are drawn no thicker than a letter is high, and lean less than this with the page. */
const WIRE_LEAN = 0.03

const near = (one: number, other: number, reach: number) => Math.abs(one - other) < reach
const middle = (box: Box) => (box[1] + box[3]) / 2
const across = (box: Box, at: number) => Math.max(0, box[0] - at, at - box[2])
const inside = (box: Box, at: number) => Math.min(at - box[0], box[2] - at)

type Side = 'left' | 'right'

interface Beside {
  readonly wire: Conductor
  readonly gap: number
  /** On which side of the wire the label stands. */
  readonly side: Side
}

/** The wires beside a label, the nearest first. */
function wiresBeside({ box, kind }: WiringLabel, wires: readonly Conductor[], em: number): Beside[] {
  const y = middle(box)
  return wires
    .filter((wire) => inside(box, wire.at) < THROUGH * em)
    .filter((wire) => y > wire.start - 0.8 * em && y < wire.end + (kind === 'wire' ? 0.5 : 1.2) * em)
    .map((wire): Beside => ({ wire, gap: across(box, wire.at), side: (box[0] + box[2]) / 2 < wire.at ? 'left' : 'right' }))
    .filter(({ gap }) => gap < BESIDE * em)
    .toSorted((one, other) => one.gap - other.gap)
}

const isClear = ([first, second]: readonly Beside[], em: number) =>
  first !== undefined && (second === undefined || second.gap - first.gap > CLEARLY * em)

/** The side of their wires on which nearly all labels of a kind stand that are in no doubt; null where the drawing has no such habit. */
function habitOf(kind: WiringLabel['kind'], labels: readonly WiringLabel[], wires: readonly Conductor[], em: number): Side | null {
  const sides = labels
    .filter((label) => label.kind === kind)
    .map((label) => wiresBeside(label, wires, em))
    .filter((beside) => isClear(beside, em))
    .map((beside) => beside[0]!.side)
  const left = sides.filter((side) => side === 'left').length
  if (sides.length < MIN_WIRES) return null
  return left >= HABIT * sides.length ? 'left' : sides.length - left >= HABIT * sides.length ? 'right' : null
}

/** The wire that a label belongs to: by far the nearest, or between two the one on the side that the drawing's labels keep to. */
function wireOf(label: WiringLabel, wires: readonly Conductor[], habit: Side | null, em: number): Conductor | null {
  const beside = wiresBeside(label, wires, em)
  if (isClear(beside, em)) return beside[0]!.wire
  const usual = beside.slice(0, 2).filter(({ side }) => side === habit)
  return beside.length === 2 && usual.length === 1 ? usual[0]!.wire : null
}

/** The name beside, under, over or in an outline, when there is just one. */
function nameOf(outline: Outline, names: readonly WiringLabel[], em: number): WiringLabel | null {
  const apart = ({ box }: WiringLabel) =>
    Math.max(-overlap(box[0], box[2], outline[0], outline[2]), -overlap(box[1], box[3], outline[1], outline[3]))
  const touching = names.filter((name) => apart(name) < AT_OUTLINE * em).toSorted((one, other) => apart(one) - apart(other))
  return touching.length === 1 || (touching.length > 1 && apart(touching[1]!) - apart(touching[0]!) > CLEARLY * em) ? touching[0]! : null
}

/** Names at the ends of a wire and on the outlines that it enters or passes, with the height at which it meets them. */
function namesAlong(
  wire: Conductor,
  names: readonly WiringLabel[],
  outlines: readonly Outline[],
  em: number,
): { label: WiringLabel; y: number }[] {
  const crosses = ([left, , right]: Outline) => wire.at > left && wire.at < right
  const ends = outlines.filter((outline) => crosses(outline) && (near(outline[1], wire.end, em) || near(outline[3], wire.start, em)))
  const components = names.filter(({ kind }) => kind === 'component')
  const met = [...new Set([...ends, ...wire.through])].flatMap((outline) => {
    const label = nameOf(outline, components, em)
    return label === null ? [] : [{ label, y: (outline[1] + outline[3]) / 2 }]
  })
  const atEnd = (end: number, below: boolean) => {
    if ((!below && wire.cornered) || ends.some((outline) => near(below ? outline[1] : outline[3], end, em))) return []
    const room = ({ box }: WiringLabel) => (below ? box[1] - end : end - box[3])
    const found = names
      .filter((name) => across(name.box, wire.at) < em && room(name) > -em && room(name) < AT_END * em)
      .toSorted((one, other) => room(one) - room(other))
    return found.slice(0, 1).map((label) => ({ label, y: middle(label.box) }))
  }
  return [...atEnd(wire.start, false), ...met, ...atEnd(wire.end, true)]
}

/**
 * Labels of a circuit diagram, and which of them stand along which wire, from the top down: only what the drawing leaves no doubt
 * about. `rows` are its pieces of text. Null where they name too few wires for a circuit diagram.
 */
export function wiringOf(rows: readonly Row[], raster: Raster, lines: Rulings, threshold: number, em: number): FoundWiring | null {
  const labels = wiringLabels(rows, em)
  if (labels.filter((label) => label.kind === 'wire').length < MIN_WIRES) return null
  const outlines = outlinesOf(lines, em)
  const texts = rows.flatMap((row) => row.words.filter((word) => word.text.length > 1).map((word) => word.upright))
  const vertical = plumbStrokes(raster, threshold, { thickness: em, lean: WIRE_LEAN })
  const wires = conductorsOf(raster, threshold, { ...lines, vertical }, outlines, texts, em)

  return { labels, conductors: wiredConductors(labels, wires, outlines, em) }
}

function wiredConductors(
  labels: readonly WiringLabel[],
  wires: readonly Conductor[],
  outlines: readonly Outline[],
  em: number,
): WiredConductor[] {
  const names = labels.filter(({ kind }) => kind === 'component' || kind === 'remark' || kind === 'earth')
  const habits = new Map((['wire', 'fuse'] as const).map((kind) => [kind as WiringLabel['kind'], habitOf(kind, labels, wires, em)]))
  const along = new Map<Conductor, { label: WiringLabel; y: number }[]>(wires.map((wire) => [wire, namesAlong(wire, names, outlines, em)]))
  const isPlaced = (label: WiringLabel) => [...along.values()].some((met) => met.some((other) => other.label === label))
  const put = (label: WiringLabel, wire: Conductor) => along.get(wire)!.push({ label, y: middle(label.box) })
  for (const label of labels) {
    if (label.kind === 'component' || label.kind === 'remark' || isPlaced(label)) continue
    const wire = wireOf(label, wires, habits.get(label.kind) ?? null, em)
    if (wire !== null) put(label, wire)
  }
  for (const connector of labels.filter((label) => label.kind === 'connector' && !isPlaced(label))) {
    const wire = wires.find((other) =>
      along.get(other)!.some(({ label }) => label.kind === 'pin' && isBehind(connector.box, label.box, em)),
    )
    if (wire !== undefined) put(connector, wire)
  }
  for (const met of along.values()) met.sort((one, other) => one.y - other.y || one.label.box[0] - other.label.box[0])
  return wires.flatMap((wire): WiredConductor[] => {
    const met = along.get(wire)!.map(({ label }) => label)
    if (!met.some(({ kind }) => kind === 'wire' || kind === 'fuse') || met.length < 2) return []
    const doubtful = labels.some(
      (label) => label.kind !== 'component' && !isPlaced(label) && wiresBeside(label, wires, em).some((beside) => beside.wire === wire),
    )
    const unparted = met.some(({ kind }, index) => kind === 'wire' && met[index + 1]?.kind === 'wire')
    const box: Box = [wire.at, wire.start, wire.at, wire.end]
    return [{ labels: [...new Set(met)], box, from: originOf(wire, along, em), complete: !doubtful && !unparted }]
  })
}

const isBehind = (box: Box, pin: Box, em: number) =>
  Math.abs(middle(box) - middle(pin)) < 0.5 * em && box[0] > pin[2] && box[0] - pin[2] < BEHIND_PIN * em

/** The last label of the other wire at or above the place where this one leaves it: a splice there, else what stands above. */
function originOf(
  { branch }: Conductor,
  along: ReadonlyMap<Conductor, readonly { label: WiringLabel; y: number }[]>,
  em: number,
): WiringLabel | null {
  if (branch === null) return null
  const met = along.get([...along.keys()].find((wire) => wire.at === branch.of.at && wire.start === branch.of.start)!) ?? []
  const splice = met.find(({ label, y }) => label.kind === 'splice' && Math.abs(y - branch.y) < 2 * em)
  return splice?.label ?? met.findLast(({ label, y }) => y < branch.y && label.kind !== 'remark')?.label ?? null
}
