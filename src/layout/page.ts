import type { Box, Transform } from '../contracts/geometry.ts'
import type { Raster } from '../contracts/ocr.ts'
import type { Line } from '../contracts/reading.ts'
import type { Structure } from '../contracts/structure.ts'
import { type BlockOptions, blocksOf, looksLikeSteps } from './blocks.ts'
import type { DraftBlock } from './draft-block.ts'
import { area, bounds, overlap, sharedArea } from './boxes.ts'
import { readingRegions, type Region } from './columns.ts'
import { diagramText, figureBlocks, figureTexts, isDiagram } from './figure-text.ts'
import { withMarks } from './cell-marks.ts'
import { boxOf, type Draft, finished } from './finish.ts'
import { figureRegions, framedFigures, inkParts, isTitleBar } from './figures.ts'
import { type Flowchart, flowchartOf, withoutChartLines } from './flowchart.ts'
import { ruledGrids } from './grid.ts'
import { headedTables } from './headed-table.ts'
import { withListMarks } from './list-marks.ts'
import { withLeaders } from './leaders.ts'
import { leaderLists } from './list-table.ts'
import { withLoneCapitals } from './lone-capitals.ts'
import { takeMargins } from './margins.ts'
import { letterHeight, type PlacedWord, placedWords, type Row, rowsOf } from './rows.ts'
import { type PlacedTable, ruledTable } from './ruled-table.ts'
import { boundingRulings, detectLines, detectPaleLines, inkThreshold, type Rulings, rulingTolerance } from './rulings.ts'
import { labelledAdvice, holdsOnly } from './labelled-advice.ts'
import { linkParents } from './parents.ts'
import { weighed } from './stroke-weight.ts'
import { valueLists } from './value-list.ts'
import { wiringOf } from './wiring.ts'

export interface LayoutInput {
  readonly page_id: string
  /** Lines of the reading; their `upright` boxes are in pixels of `raster`. */
  readonly lines: readonly Line[]
  /** The upright copy that was read. */
  readonly raster: Raster
  /** Pixels of the raster → pixels of the prepared image. */
  readonly transform: Transform
  /** What an operation number looks like; null = none. */
  readonly operationCode: RegExp | null
}

const NO_LINES: Rulings = { horizontal: [], vertical: [] }
/** Footnotes stand below this share of the page's height. */
const FOOT = 0.85

/** The table's block, and the footnotes that stood inside its frame. */
function tableDrafts(table: PlacedTable, column: number): Draft[] {
  const texts = table.rows.flatMap((row) => row.map((cell) => cell.text)).filter((text) => text !== '')
  const notes = table.notes.map((words): DraftBlock => {
    return { type: 'footer', words: [...words], texts: rowsOf(words).map((row) => row.text), column, parent: null }
  })
  const block: DraftBlock = { type: 'table', words: [...table.words], texts, column, parent: null, box: table.box }
  return [{ block, table }, ...notes.map((note): Draft => ({ block: note, table: null }))]
}

/** Ruled tables of the page; a grid inside another one's cell or with hardly any words is no table. */
function ruledTables(raster: Raster, lines: Rulings, words: readonly PlacedWord[]): PlacedTable[] {
  const tolerance = rulingTolerance(raster)
  const tables: PlacedTable[] = []
  for (const grid of ruledGrids(boundingRulings(lines, tolerance), tolerance).toSorted((one, other) => area(other.box) - area(one.box))) {
    if (tables.some((table) => sharedArea(table.box, grid.box) > 0.5 * area(grid.box))) continue
    const table = ruledTable(grid, words)
    if (table !== null && table.confidence > 0.3) tables.push(withMarks(table, raster, letterHeight(table.words)))
  }
  return tables.toSorted((one, other) => one.box[1] - other.box[1])
}

/** Whether most cells hold words: the grey strokes of a drawing make empty ones. */
function isFilled({ rows }: PlacedTable): boolean {
  const cells = rows.flat()
  return cells.filter(({ words }) => words.length > 0).length >= 0.5 * cells.length
}

function isWide(box: Box, words: readonly PlacedWord[]): boolean {
  if (words.length === 0) return true
  const [left, , right] = bounds(words.map((word) => word.upright))
  return overlap(box[0], box[2], left, right) > 0.55 * (right - left)
}

/** Drafts of one region: leader-dot lists and value lists become tables, the rest text blocks. */
function regionDrafts(region: Region, options: BlockOptions): Draft[] {
  const rows = rowsOf(region.words)
  const lists = [...leaderLists(rows, options.em)]
  for (const list of valueLists(rows, options.em)) {
    if (lists.every((other) => list.end <= other.first || list.first >= other.end)) lists.push(list)
  }
  lists.sort((one, other) => one.first - other.first)
  const drafts: Draft[] = []
  let from = 0
  const text = (end: number) => {
    for (const run of runsOf(rows.slice(from, end), options)) {
      drafts.push(...blocksOf(run, region.column, options).map((block) => ({ block, table: null })))
    }
  }
  for (const list of lists) {
    text(list.first)
    drafts.push(...tableDrafts(list.table, region.column))
    from = list.end
  }
  text(rows.length)
  return drafts
}

/** How far, in letter heights, the left edge moves where another text begins: narrow text under a full line, and back. */
const SHIFT = 6

/** Parts rows where the left edge moves for good: at least two rows with a common edge stand on each side. A title's own lines do not. */
function runsOf(rows: readonly Row[], { em, operationCode }: Pick<BlockOptions, 'em' | 'operationCode'>): Row[][] {
  const runs: Row[][] = []
  const near = (one: Row | undefined, other: Row | undefined) =>
    one !== undefined && other !== undefined && Math.abs(one.box[0] - other.box[0]) < 2 * em
  /** Whether a row goes on with the title of an operation, set behind its number. */
  const inTitle = (index: number): boolean => {
    const first = rows.findLastIndex((row, at) => at < index && !near(row, rows[index]))
    const [title, row] = [rows[first], rows[index]]
    return title !== undefined && row !== undefined && title.text.search(operationCode ?? /$^/) === 0 && row.box[0] > title.box[0]
  }
  rows.forEach((row, index) => {
    const run = runs.at(-1)
    const before = rows[index - 1]
    const shifted = before !== undefined && Math.abs(row.box[0] - before.box[0]) > SHIFT * em
    const parted = shifted && near(before, rows[index - 2]) && near(row, rows[index + 1]) && !inTitle(index) && !inTitle(index - 1)
    if (run === undefined || parted) runs.push([row])
    else run.push(row)
  })
  return runs
}

const topOf = (block: DraftBlock) => block.box?.[1] ?? Math.min(...block.words.map((word) => word.upright[1]))

/** A region with its drafts: where figures and narrow tables are put in. */
interface FilledRegion {
  readonly box: Box
  readonly column: number
  readonly drafts: Draft[]
}

/**
 * Puts a figure or a narrow table among the blocks of the text beside it: the column that it overlaps, else the nearest one on
 * its right, else on its left.
 */
function putIn(drafts: readonly Draft[], regions: readonly FilledRegion[], em: number): boolean {
  const box = boxOf(drafts[0]!.block)
  const distance = (region: FilledRegion) => {
    const down = Math.max(0, -overlap(box[1], box[3], region.box[1], region.box[3]))
    const across = overlap(box[0], box[2], region.box[0], region.box[2])
    if (across > 0.3 * Math.min(box[2] - box[0], region.box[2] - region.box[0])) return down
    const onLeft = box[0] < region.box[0]
    return Math.max(0, -across) + 2 * down + (onLeft ? 0.5 * em : 3 * em)
  }
  const region = regions.toSorted((one, other) => distance(one) - distance(other))[0]
  if (region === undefined) return false
  for (const { block } of drafts) block.column = region.column
  const at = region.drafts.findIndex(({ block }) => topOf(block) >= box[1] - 0.6 * em)
  region.drafts.splice(at === -1 ? region.drafts.length : at, 0, ...drafts)
  return true
}

/**
 * Finds the structure of a page that was read from pixels: columns and bands, tables, figures with their callouts, and typed
 * text blocks in reading order. Pure: what it knows is in its input.
 */
export function layoutPage(input: LayoutInput): Structure {
  const { raster, transform } = input
  const threshold = inkThreshold(raster)
  const placed = placedWords(input.lines)
  const em = letterHeight(placed)
  const words = weighed(withListMarks(withLeaders(placed, raster, threshold, em), raster, transform), raster)
  const lines = detectLines(raster, threshold)
  const dark = ruledTables(raster, lines, words)
  // Where no dark lines rule a table, pale ones may.
  const pale = ruledTables(raster, detectPaleLines(raster, lines, threshold), freeOf(words, dark))
  const ruled = [...dark, ...pale.filter((table) => isFilled(table) && !dark.some((other) => sharedArea(other.box, table.box) > 0))]
  const ink = inkParts(raster, textBoxes(words), lines, threshold)
  const regions = figureRegions(ink, Math.max(raster.width, raster.height))
  const headed = headedTables(freeOf(words, ruled), lines, [...ruled.map((table) => table.box), ...regions], raster.width, em)
  const tables = [...ruled, ...headed].map(withLoneCapitals).toSorted((one, other) => one.box[1] - other.box[1])
  const free = freeOf(words, tables)
  const advice = labelledAdvice(free, em)
  const pictures = framedFigures(regions, lines, 1.5 * em, raster.width * raster.height).filter(
    (box) =>
      !tables.some((table) => sharedArea(table.box, box) > 0.5 * area(box)) &&
      !advice.some((block) => holdsOnly(box, block, free)) &&
      !isTitleBar(box, free, raster, threshold, em),
  )
  const advised = new Set(advice.flatMap((block) => block.words))
  const obstacles = [...tables.map((table) => table.box), ...pictures]
  const margins = takeMargins(free, { others: obstacles, rules: lines.horizontal, width: raster.width, height: raster.height }, em)
  const content = free.filter((word) => !margins.taken.has(word) && !advised.has(word))
  const chart = tables.length === 0 ? flowchartOf(content, ink, () => inkParts(raster, textBoxes(words), NO_LINES, threshold), em) : null
  const figures = chart === null ? pictures : withoutChartLines(pictures, chart)
  const body = chart === null ? content : content.filter((word) => !chart.words.has(word))
  const diagram = tables.length === 0 && isDiagram(body, figures.length, lines, em)
  const { texts, rest: running } = diagram ? diagramText(body, figures, em) : figureTexts(body, figures, em)
  const allRows = rowsOf(running)
  const code = input.operationCode
  const hasOperations = code !== null && allRows.some((row) => row.text.search(code) === 0)
  const options: BlockOptions = {
    operationCode: code,
    em,
    foot: FOOT * raster.height,
    steps: looksLikeSteps(columnRows(running, figures), hasOperations),
  }

  const wide = tables.filter((table) => isWide(table.box, running))
  const flow: FilledRegion[] = []
  let columns = 1
  let after = -Infinity
  for (const end of [...wide.map((table) => table.box[1]), Infinity]) {
    const band = running.filter((word) => {
      const middle = (word.upright[1] + word.upright[3]) / 2
      return middle >= after && middle < end
    })
    const found = readingRegions(band, figures)
    columns = Math.max(columns, found.columns)
    for (const region of found.regions) flow.push({ box: region.box, column: region.column, drafts: regionDrafts(region, options) })
    const table = wide.find((candidate) => candidate.box[1] === end)
    if (table !== undefined) flow.push({ box: table.box, column: columns > 1 ? 0 : 1, drafts: tableDrafts(table, columns > 1 ? 0 : 1) })
    after = end
  }
  if (chart !== null) putChart(chart, flow)
  const inserts = [
    ...tables.filter((table) => !wide.includes(table)).map((table) => tableDrafts(table, 1)),
    ...advice.map((block): Draft[] => [{ block, table: null }]),
    ...texts.map((text) => figureBlocks(text, diagram, em).map((block): Draft => ({ block, table: null }))),
  ]
  // From the last to the first, each before what stands lower: pictures at one height then keep their order.
  const topLeft = (drafts: readonly Draft[]) => boxOf(drafts[0]!.block)
  for (const drafts of inserts.toSorted((one, other) => topLeft(other)[1] - topLeft(one)[1] || topLeft(other)[0] - topLeft(one)[0])) {
    if (!putIn(drafts, flow, em)) flow.push({ box: boxOf(drafts[0]!.block), column: 1, drafts: [...drafts] })
  }
  const ordered = [
    ...margins.before.map((block): Draft => ({ block, table: null })),
    ...flow.flatMap((region) => region.drafts),
    ...margins.after.map((block): Draft => ({ block, table: null })),
  ]
  linkParents(
    ordered.map(({ block }) => block),
    em,
  )
  const wiring = diagram
    ? wiringOf(
        texts.flatMap((text) => text.rows),
        raster,
        lines,
        threshold,
        em,
      )
    : null
  return finished({ page_id: input.page_id, columns, drafts: ordered, links: chart?.links ?? [], wiring }, transform)
}

/** Puts a flow chart between the text over it and the text under it, also where both are of one region. */
function putChart({ nodes }: Flowchart, regions: FilledRegion[]): void {
  const box = bounds(nodes.map((node) => boxOf(node)))
  const chart: FilledRegion = { box, column: 1, drafts: nodes.map((block) => ({ block, table: null })) }
  const isBelow = ({ block }: Draft) => topOf(block) > box[1]
  const at = regions.findIndex(({ drafts }) => drafts.some(isBelow))
  const region = regions[at]
  if (region === undefined) regions.push(chart)
  else {
    const over = region.drafts.filter((draft) => !isBelow(draft))
    const under = region.drafts.filter(isBelow)
    regions.splice(at, 1, { ...region, drafts: over }, chart, { ...region, drafts: under })
  }
}

/** The words that stand in no table. */
function freeOf(words: readonly PlacedWord[], tables: readonly PlacedTable[]): PlacedWord[] {
  const tabled = new Set(tables.flatMap((table) => [...table.words, ...table.notes.flat()]))
  return words.filter((word) => !tabled.has(word))
}

/** Boxes of what is surely text: lone characters may be callouts in a drawing, and the drawing must not fall apart there. */
function textBoxes(words: readonly PlacedWord[]): Box[] {
  const lengths = new Map<string, number>()
  for (const word of words) lengths.set(word.line, (lengths.get(word.line) ?? 0) + word.text.length)
  return words.filter((word) => lengths.get(word.line)! > 3).map((word) => word.upright)
}

/** Rows by column, so that sentence ends are seen where lines end. */
function columnRows(words: readonly PlacedWord[], figures: readonly Box[]) {
  return readingRegions(words, figures).regions.flatMap((region) => rowsOf(region.words))
}
