import type { Box } from '../contracts/geometry.ts'
import type { DraftBlock } from './draft-block.ts'
import { area, bounds, median, overlap, sharedArea } from './boxes.ts'
import { apart } from './figure-text.ts'
import type { InkPart } from './figures.ts'
import { type PlacedWord, type Row, rowsOf } from './rows.ts'
import { beginsWithAction } from './wording.ts'

/** All in letter heights. Lines of one text are this close, with left edges or middles this near. */
const LINE_GAP = 0.7
const ALIGNED = 1.2
/** A drawn line ends this near to the text that it joins, and is at least this long. */
const REACH = 1.6
const MIN_LINE = 2
/** A thin line fills at most so many cells for each cell of its width and height. */
const THIN = 3
const MIN_LINKS = 4
const MIN_LINES = 3
/** Texts side by side in a chart stand closer than labels elsewhere, but farther apart than words do. */
const SIDE_BY_SIDE = 0.6
const WORD_SPACES = 2
/** Share of the page's words that a chart joins. */
const MOST = 0.5

export interface Flowchart {
  /** Texts that lines join, in reading order: each before what follows from it, the left branch first. */
  readonly nodes: readonly DraftBlock[]
  /** From the upper to the lower text; lines of which it is not plain what they join are left out. */
  readonly links: readonly { readonly from: DraftBlock; readonly to: DraftBlock }[]
  /** The lines themselves: no pictures. */
  readonly lines: readonly Box[]
  readonly words: ReadonlySet<PlacedWord>
}

interface Node {
  readonly rows: Row[]
  box: Box
}

/** Lines of text under each other. */
function nodesOf(words: readonly PlacedWord[], em: number): Node[] {
  const nodes: Node[] = []
  const rows = rowsOf(words)
  const spaces = rows.flatMap((row) => row.words.slice(1).map((word, index) => word.upright[0] - row.words[index]!.upright[2]))
  const room = Math.min(em, Math.max(SIDE_BY_SIDE * em, WORD_SPACES * median(spaces)))
  for (const row of rows.flatMap((each) => apart(each, room))) {
    const above = nodes.find(({ box }) => {
      const gap = row.box[1] - box[3]
      const aligned = Math.abs(box[0] - row.box[0]) < ALIGNED * em || Math.abs(box[0] + box[2] - row.box[0] - row.box[2]) < 2 * ALIGNED * em
      return aligned && gap < LINE_GAP * em && gap > -0.5 * em
    })
    if (above === undefined) nodes.push({ rows: [row], box: row.box })
    else {
      above.rows.push(row)
      above.box = bounds([above.box, row.box])
    }
  }
  return nodes
}

function isLine({ box, cells, size }: InkPart, em: number): boolean {
  const [across, down] = [(box[2] - box[0]) / size, (box[3] - box[1]) / size]
  return box[3] - box[1] >= MIN_LINE * em && cells.length <= THIN * (across + down)
}

function hasInkIn({ cells, columns, size }: InkPart, [left, top, right, bottom]: Box): boolean {
  return cells.some((cell) => {
    const [x, y] = [((cell % columns) + 0.5) * size, (Math.floor(cell / columns) + 0.5) * size]
    return x >= left && x < right && y >= top && y < bottom
  })
}

/**
 * A chart of texts that drawn lines join from the top down, or null where the page is none: at least four plain links that
 * join most of its text. A line
 * links one text over it with those under it, or several over it with one under it; with several on both sides it is in doubt.
 * `ink` may lack long lines; `wholeInk` has them, and is asked for only where the page has lines enough.
 */
export function flowchartOf(
  words: readonly PlacedWord[],
  ink: readonly InkPart[],
  wholeInk: () => InkPart[],
  em: number,
): Flowchart | null {
  if (ink.filter((part) => isLine(part, em)).length < MIN_LINES) return null
  const lines = wholeInk().filter((part) => isLine(part, em))
  const nodes = nodesOf(words, em)
  const links: { from: Node; to: Node }[] = []
  for (const line of lines) {
    const near = nodes.filter(({ box }) => overlap(box[0], box[2], line.box[0], line.box[2]) > -em)
    const above = near.filter(({ box: [left, , right, bottom] }) =>
      hasInkIn(line, [left - em, bottom - 0.4 * em, right + em, bottom + REACH * em]),
    )
    const below = near.filter(({ box: [left, top, right] }) => hasInkIn(line, [left - em, top - REACH * em, right + em, top + 0.4 * em]))
    const [over, under] = [above.filter((node) => !below.includes(node)), below.filter((node) => !above.includes(node))]
    if (over.length === 1 || under.length === 1)
      for (const from of over) for (const to of under) if (from.box[3] < to.box[1]) links.push({ from, to })
  }
  if (links.length < MIN_LINKS) return null
  const joined = inOrder(
    nodes.filter((node) => links.some(({ from, to }) => from === node || to === node)),
    links,
  )
  const joinedWords = new Set(joined.flatMap((node) => node.rows.flatMap((row) => row.words)))
  if (joinedWords.size < MOST * words.length) return null
  const drafts = new Map(joined.map((node) => [node, draftOf(node)]))
  return {
    nodes: [...drafts.values()],
    links: links.map(({ from, to }) => ({ from: drafts.get(from)!, to: drafts.get(to)! })),
    lines: lines.map(({ box }) => box),
    words: joinedWords,
  }
}

/** Depth first from the nodes that nothing leads to, from left to right. */
function inOrder(nodes: readonly Node[], links: readonly { from: Node; to: Node }[]): Node[] {
  const left = (some: readonly Node[]) => some.toSorted((one, other) => one.box[0] - other.box[0] || one.box[1] - other.box[1])
  const ordered = new Set<Node>()
  const visit = (node: Node) => {
    if (ordered.has(node)) return
    ordered.add(node)
    for (const next of left(links.filter(({ from }) => from === node).map(({ to }) => to))) visit(next)
  }
  for (const root of left(nodes.filter((node) => links.every(({ to }) => to !== node)))) visit(root)
  return [...ordered]
}

function draftOf({ rows }: Node): DraftBlock {
  const texts = rows.map((row) => row.text)
  return {
    type: beginsWithAction(texts[0]!) ? 'step' : 'paragraph',
    words: rows.flatMap((row) => row.words),
    texts,
    column: 1,
    parent: null,
  }
}

/** Figures without those that are nothing but the chart's lines. */
export const withoutChartLines = (figures: readonly Box[], { lines }: Flowchart): Box[] =>
  figures.filter((figure) => !lines.some((line) => sharedArea(line, figure) > 0.6 * area(figure)))
