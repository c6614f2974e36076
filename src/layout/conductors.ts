import type { Box } from '../contracts/geometry.ts'
import type { Raster } from '../contracts/ocr.ts'
import { centreInside } from './boxes.ts'
import type { Ruling, Rulings } from './rulings.ts'

/** A wire that runs down the page, in pixels of the raster; symbols and boxes in its way are bridged. */
export interface Conductor {
  readonly at: number
  readonly start: number
  readonly end: number
  /** Outlines that interrupt it: components that it passes. */
  readonly through: readonly Outline[]
  /** Whether a level line leads on from its upper end. */
  readonly cornered: boolean
  /** Where a level line leads from its upper end to the wire that it branches off. */
  readonly branch: { readonly of: Conductor; readonly y: number } | null
}

/** A component's outline. */
export type Outline = Box

/** All lengths in letter heights. Wires are at least this long. */
const MIN_LENGTH = 2
/** Parts of a wire lie on one vertical within this, and may be this far apart. */
const DRIFT = 0.4
/** A stroke in the middle of a word is one of its letters unless it is so much higher than the word. */
const LETTER = 2
/** Thinner lines, in pixels, are the grain of shading. */
const HAIRLINE = 1.5
/** Symbols are lower than this, and a fuse's or a coil's stroke sways so far. */
const SYMBOL = 5
const SWAY = 0.9
const SMALL_GAP = 1
/** Share of the rows of a longer gap that have ink where the wire would be. */
const INKED = 0.85
/** Corners of outlines and ends of level lines meet within this. */
const CORNER = 0.6
/** How far a branch may stand from the wire that it leaves: across, and below that wire's end. */
const BRANCH_ACROSS = 1.5
const BRANCH_BELOW = 5

const near = (one: number, other: number, reach: number) => Math.abs(one - other) <= reach

/** Joins the dashes of broken lines. */
function undashed(lines: readonly Ruling[], em: number): Ruling[] {
  const result: { -readonly [Key in keyof Ruling]: Ruling[Key] }[] = []
  for (const line of lines.toSorted((one, other) => one.start - other.start)) {
    const before = result.find((other) => near(other.at, line.at, 0.3 * em) && line.start - other.end < em && line.start > other.start)
    if (before === undefined) result.push({ ...line })
    else before.end = Math.max(before.end, line.end)
  }
  return result
}

/**
 * Outlines: pairs of level lines of one extent, with a plumb line from one to the other at a side, or a level line from whose ends
 * plumb ones hang. Dashed ones too.
 */
export function outlinesOf(dashed: Rulings, em: number): Outline[] {
  const lines: Rulings = { horizontal: undashed(dashed.horizontal, em), vertical: undashed(dashed.vertical, em) }
  const outlines: Outline[] = []
  const reach = CORNER * em
  for (const top of lines.horizontal) {
    for (const bottom of lines.horizontal) {
      if (bottom.at - top.at < 1.5 * em || !near(top.start, bottom.start, reach * 1.5) || !near(top.end, bottom.end, reach * 1.5)) continue
      const side = (at: number) =>
        lines.vertical.some((line) => near(line.at, at, reach) && near(line.start, top.at, reach) && near(line.end, bottom.at, reach))
      if (side(top.start) || side(top.end))
        outlines.push([Math.min(top.start, bottom.start), top.at, Math.max(top.end, bottom.end), bottom.at])
    }
  }
  const reach3 = 1.5 * reach
  for (const level of lines.horizontal) {
    if (outlines.some((box) => near(box[1], level.at, reach) || near(box[3], level.at, reach))) continue
    const hanging = (at: number) => lines.vertical.find((line) => near(line.at, at, reach3) && near(line.start, level.at, reach3))
    const [left, right] = [hanging(level.start), hanging(level.end)]
    if (
      left !== undefined &&
      right !== undefined &&
      left !== right &&
      near(left.end, right.end, reach3) &&
      left.end - left.start > OPEN_HEIGHT * em
    )
      outlines.push([level.start, level.at, level.end, Math.max(left.end, right.end)])
  }
  return outlines
}

/** An outline whose lower side is missing is at least so high: wires hang from a bar, too. */
const OPEN_HEIGHT = 2.5

/** Whether a plumb line is a side of one of the outlines. */
const isSide = (line: Ruling, outlines: readonly Outline[], reach: number) =>
  outlines.some(
    ([left, top, right, bottom]) =>
      (near(line.at, left, reach) || near(line.at, right, reach)) && line.start > top - reach && line.end < bottom + reach,
  )

/** Whether a short plumb line has a twin beside it: the sides of a symbol that the wire passes (a fuse, a coil). */
const isSymbol = (line: Ruling, others: readonly Ruling[], em: number) =>
  line.end - line.start < SYMBOL * em &&
  others.some(
    (other) =>
      other !== line && near(other.at, line.at, 3 * em) && near(other.start, line.start, 0.4 * em) && near(other.end, line.end, 0.4 * em),
  )

/** How far apart the two edges of a wire drawn hollow (a white one) stand, and by how much their ends differ. */
const HOLLOW = 0.9
const HOLLOW_ENDS = 1.5
/** Such an edge is thinner than this. */
const EDGE = 0.3

/** Two plumb lines side by side from one height to another are the edges of one wire. */
function withoutTwins(lines: readonly Ruling[], em: number): Ruling[] {
  const result: Ruling[] = []
  for (const line of lines.toSorted((one, other) => one.at - other.at || one.start - other.start)) {
    const twin = result.findLastIndex(
      (other) =>
        Math.max(other.thickness, line.thickness) < EDGE * em &&
        near(other.at, line.at, HOLLOW * em) &&
        near(other.start, line.start, HOLLOW_ENDS * em) &&
        near(other.end, line.end, HOLLOW_ENDS * em),
    )
    const other = result[twin]
    if (other === undefined) result.push(line)
    else
      result[twin] = {
        start: Math.min(other.start, line.start),
        end: Math.max(other.end, line.end),
        at: (other.at + line.at) / 2,
        thickness: line.at - other.at + (line.thickness + other.thickness) / 2,
      }
  }
  return result
}

/** Share of the rows between two heights that have ink beside a vertical. */
function inked(raster: Raster, threshold: number, at: number, from: number, to: number, reach: number): number {
  const [left, right] = [Math.max(0, Math.round(at - reach)), Math.min(raster.width, Math.round(at + reach))]
  let rows = 0
  for (let y = Math.round(from); y < Math.round(to); y++) {
    for (let x = left; x < right; x++) {
      if (raster.data[y * raster.width + x]! > threshold) continue
      rows += 1
      break
    }
  }
  return rows / Math.max(1, to - from)
}

/**
 * The wires of a diagram that run down the page: plumb lines that are no letters and no sides of outlines, joined where they go on
 * in the same place through symbols, outlines or ink. `texts` are the boxes of words. From left to right, then from the top.
 */
export function conductorsOf(
  raster: Raster,
  threshold: number,
  lines: Rulings,
  outlines: readonly Outline[],
  texts: readonly Box[],
  em: number,
): Conductor[] {
  const plumb = withoutTwins(
    lines.vertical.filter(({ thickness }) => thickness > HAIRLINE),
    em,
  )
  const strokes = plumb.filter((line) => {
    const box: Box = [line.at - 1, line.start, line.at + 1, line.end]
    return (
      !isSide(line, outlines, CORNER * em) &&
      !isSymbol(line, plumb, em) &&
      !texts.some((text) => centreInside(box, text, 2) && line.end - line.start < LETTER * (text[3] - text[1]))
    )
  })
  const joined: { at: number; start: number; end: number; length: number; through: Outline[] }[] = []
  for (const line of strokes.toSorted((one, other) => one.start - other.start)) {
    const lowest = joined.toSorted((one, other) => other.end - one.end)
    const above = lowest.find((wire) => {
      const gap = line.start - wire.end
      if (!near(wire.at, line.at, DRIFT * em)) return false
      // Strokes of one place that overlap are pieces of one wire, too: a stripe parts it lengthwise.
      if (gap <= SMALL_GAP * em || outlines.some((box) => bridges(box, wire.at, wire.end, line.start, em))) return true
      const reach = gap <= SYMBOL * em ? SWAY : DRIFT
      return inked(raster, threshold, (wire.at + line.at) / 2, wire.end, line.start, reach * em) >= INKED
    })
    if (above === undefined) joined.push({ at: line.at, start: line.start, end: line.end, length: line.end - line.start, through: [] })
    else {
      if (line.start - above.end > SMALL_GAP * em)
        above.through.push(...outlines.filter((box) => bridges(box, above.at, above.end, line.start, em)))
      above.end = Math.max(above.end, line.end)
      above.length += line.end - line.start
      above.at = line.at
    }
  }
  const wires = joined
    .filter((wire) => wire.length >= MIN_LENGTH * em)
    .map((wire): Conductor => ({ ...wire, cornered: hasCorner(wire, lines, em), branch: null }))
  return wires
    .map((wire) => ({ ...wire, branch: branchOf(wire, wires, lines, em) }))
    .toSorted((one, other) => one.at - other.at || one.start - other.start)
}

/** Whether an outline fills the gap between two parts of a wire. */
const bridges = ([left, top, right, bottom]: Outline, at: number, from: number, to: number, em: number) =>
  at > left && at < right && near(top, from, em) && near(bottom, to, em)

const hasCorner = (wire: { readonly at: number; readonly start: number }, lines: Rulings, em: number) =>
  lines.horizontal.some(
    (line) => near(line.at, wire.start, em) && line.end - line.start > em && (near(line.start, wire.at, em) || near(line.end, wire.at, em)),
  )

/** The one wire to which a level line leads from the upper end of a wire; null where there is none or more than one. */
function branchOf(wire: Conductor, wires: readonly Conductor[], lines: Rulings, em: number): Conductor['branch'] {
  const origins = lines.horizontal.flatMap((line) => {
    if (!near(line.at, wire.start, em) || line.end - line.start < em) return []
    const [own, far] = near(line.start, wire.at, em) ? [line.start, line.end] : [line.end, line.start]
    if (!near(own, wire.at, em)) return []
    const passed = (other: Conductor) => other.at > Math.min(own, far) + em && other.at < Math.max(own, far) - em
    const reached = (other: Conductor) =>
      near(other.at, far, BRANCH_ACROSS * em) && line.at > other.start + em && line.at < other.end + BRANCH_BELOW * em
    if (wires.some((other) => other !== wire && passed(other) && line.at > other.start && line.at < other.end)) return []
    return wires.filter((other) => other !== wire && reached(other)).map((other) => ({ of: other, y: line.at }))
  })
  return new Set(origins.map(({ of }) => of)).size === 1 ? origins[0]! : null
}
