import type { Glyph } from './spacing.ts'

/** Shorter rows of figures say too little of how their kind is grouped. */
const MIN_FIGURES = 5
/** So many rows of the same length must be grouped alike; rows that begin with the same group count twice. */
const MIN_EXAMPLES = 3
/** And this share of all rows of that length that are grouped at all. */
const SHARE = 0.75

/** Figures in a row with nothing but spaces between them: glyphs [start, end) of one crop. */
interface FigureRow {
  readonly crop: number
  readonly start: number
  readonly digits: string
  /** Lengths of its groups, as spaces were seen. */
  readonly groups: readonly number[]
}

/**
 * A page writes numbers of one kind in one way: where most rows of seven figures are grouped as "34 11 220", one whose spaces were
 * partly lost ("34 11220") is grouped so too, if its own ink agrees: every gap that becomes a space must speak for one more than
 * any that does not. Spaces that were seen are never taken away. One entry of `crops` is what one crop of the page holds.
 */
export function groupedAlike(crops: readonly (readonly Glyph[])[]): Glyph[][] {
  const result = crops.map((glyphs) => [...glyphs])
  const rows = crops.flatMap(figureRows)
  for (const row of rows) {
    const groups = usualGroups(row, rows)
    if (groups === null) continue
    const glyphs = result[row.crop]!
    const cuts = cutsOf(groups)
    if (!cutsOf(row.groups).every((cut) => cuts.includes(cut)) || !agrees(glyphs, row, cuts)) continue
    for (const cut of cuts) glyphs[row.start + cut] = { ...glyphs[row.start + cut]!, spaced: true }
  }
  return result
}

function figureRows(glyphs: readonly Glyph[], crop: number): FigureRow[] {
  const rows: FigureRow[] = []
  for (let start = 0; start < glyphs.length; start++) {
    let end = start
    const groups: number[] = []
    for (; end < glyphs.length && /^\d$/.test(glyphs[end]!.text); end++) {
      if (end === start || glyphs[end]!.spaced) groups.push(0)
      groups[groups.length - 1]! += 1
    }
    const isApart = end === start || start === 0 || glyphs[start]!.spaced
    const digits = glyphs.slice(start, end).map(({ text }) => text)
    if (digits.length >= MIN_FIGURES && isApart) rows.push({ crop, start, digits: digits.join(''), groups })
    start = Math.max(start, end)
  }
  return rows
}

/** How the other rows of this length are grouped; null where they differ, are too few, or are grouped no finer than this one. */
function usualGroups(row: FigureRow, rows: readonly FigureRow[]): readonly number[] | null {
  const counts = new Map<string, { groups: readonly number[]; rows: number; weight: number }>()
  const others = rows.filter((other) => other !== row && other.digits.length === row.digits.length && other.groups.length > 1)
  for (const { groups, digits } of others) {
    const key = groups.join(' ')
    const seen = counts.get(key) ?? { groups, rows: 0, weight: 0 }
    const weight = digits.startsWith(row.digits.slice(0, groups[0])) ? 2 : 1
    counts.set(key, { groups, rows: seen.rows + 1, weight: seen.weight + weight })
  }
  const best = [...counts.values()].toSorted((a, b) => b.rows - a.rows)[0]
  if (best === undefined || best.groups.length <= row.groups.length) return null
  return best.weight >= MIN_EXAMPLES && best.rows >= SHARE * others.length ? best.groups : null
}

/** Where the groups after the first begin. */
function cutsOf(groups: readonly number[]): number[] {
  let at = 0
  return groups.slice(0, -1).map((length) => (at += length))
}

/** Whether every cut has more room than any other place between two figures of the row. */
function agrees(glyphs: readonly Glyph[], { start, digits }: FigureRow, cuts: readonly number[]): boolean {
  const rooms = Array.from({ length: digits.length }, (_, i) => glyphs[start + i]!.room)
  const within = rooms.filter((_, i) => i > 0 && !cuts.includes(i))
  return Math.min(...cuts.map((cut) => rooms[cut]!)) > Math.max(...within)
}
