import type { BlockType } from '../contracts/structure.ts'
import type { DraftBlock } from './draft-block.ts'
import { alikeInLists, settle } from './block-types.ts'
import { boldTitlesOf, type HeadingPlace, isHeadingRow } from './headings.ts'
import type { Row } from './rows.ts'
import {
  ADVICE,
  beginsWithAction,
  BULLET,
  capitalShare,
  CAPTION_STOP,
  endsSentence,
  FIGURE_CAPTION,
  FOOTNOTE,
  isTitleCase,
  LABEL_LINE,
  LABEL_START,
  LEGEND_ROW,
  MARK,
  PARAGRAPH_NUMBER,
  SENTENCE_INSIDE,
} from './wording.ts'

export interface BlockOptions {
  /** Operation number at the start of a line; null = this maker prints none. */
  readonly operationCode: RegExp | null
  /** Letter height of the page, upright pixels. */
  readonly em: number
  /** Below this upright y, short lines by themselves are feet of the page. */
  readonly foot: number
  /** Whether lines are instructions, one sentence a line (procedure pages), or running prose. */
  readonly steps: boolean
}

/** What the rows of one region share: where its text begins and ends, and the usual distance between its lines. */
interface Measure {
  readonly left: number
  readonly right: number
  readonly pitch: number
  /** Whether stars mark the items of a list here: more of them than footnotes have. */
  readonly starred: boolean
  /** Rows in bold that stand over plain text. */
  readonly boldTitles: ReadonlySet<Row>
}

/** So many lines that begin with one star are a list. */
const LISTED_STARS = 3

const middle = (row: Row) => (row.box[1] + row.box[3]) / 2

function measureOf(rows: readonly Row[], em: number): Measure {
  const steps = rows
    .slice(1)
    .map((row, index) => middle(row) - middle(rows[index]!))
    .filter((step) => step > 0.6 * em && step < 3 * em)
    .toSorted((one, other) => one - other)
  return {
    left: Math.min(...rows.map((row) => row.box[0])),
    right: Math.max(...rows.map((row) => row.box[2])),
    pitch: steps.length === 0 ? 1.35 * em : steps[Math.floor(steps.length * 0.4)]!,
    starred: rows.filter((row) => /^\*\s?\p{L}/u.test(row.text)).length >= LISTED_STARS,
    boldTitles: boldTitlesOf(rows),
  }
}

/** Whether a page's lines are instructions: sentences end where lines end, and many begin with an instruction's verb. */
export function looksLikeSteps(rows: readonly Row[], hasOperations: boolean): boolean {
  const inside = rows.reduce((count, row) => count + (row.text.match(SENTENCE_INSIDE)?.length ?? 0), 0)
  const ends = rows.filter((row) => endsSentence(row.text)).length
  const actions = rows.filter((row) => beginsWithAction(row.text)).length
  const starts = rows.filter((row, index) => /^\p{Lu}/u.test(row.text) && (index === 0 || !/[a-z,]$/.test(rows[index - 1]!.text))).length
  const atLineEnds = ends + inside === 0 ? 0 : ends / (ends + inside)
  if (hasOperations) return atLineEnds >= 0.4
  return atLineEnds >= 0.6 && actions >= 2 && actions >= 0.25 * starts
}

/** Whether the first word of `next` would have fitted behind `row`: then the break was meant. */
function breaksEarly(row: Row, next: Row, measure: Measure, em: number): boolean {
  const first = next.words[0]!
  return measure.right - row.box[2] > first.upright[2] - first.upright[0] + 1.2 * em
}

/** How a row stands among its neighbours, for `isHeadingRow`. */
function headingPlace(row: Row, { before, next, gap }: Surroundings, gapAbove: boolean, measure: Measure): HeadingPlace {
  return {
    before,
    next,
    gapAbove,
    free: gap || before === undefined,
    boldTitle: measure.boldTitles.has(row),
    short: row.box[2] - row.box[0] < 0.7 * (measure.right - measure.left),
    followed: next !== undefined && middle(next) - middle(row) < 1.9 * measure.pitch,
  }
}

/** A row may begin something new with a capital; a number is as likely the rest of the sentence above. */
const opens = (text: string) => /^[\p{Lu}“"*–•]/u.test(text)

class BlockBuilder {
  readonly blocks: DraftBlock[] = []
  private readonly column: number

  constructor(column: number) {
    this.column = column
  }

  get current(): DraftBlock | undefined {
    return this.blocks.at(-1)
  }

  start(type: BlockType, row: Row): DraftBlock {
    const block: DraftBlock = { type, words: [...row.words], texts: [row.text], column: this.column, parent: null }
    this.blocks.push(block)
    return block
  }

  extend(row: Row): void {
    const block = this.current!
    block.words.push(...row.words)
    block.texts.push(row.text)
  }
}

/** Builds blocks from rows that share a left edge, from top to bottom. Parents are set later, over the whole page. */
export function blocksOf(rows: readonly Row[], column: number, options: BlockOptions): DraftBlock[] {
  if (rows.length === 0) return []
  const measure = measureOf(rows, options.em)
  const builder = new BlockBuilder(column)
  const legends = legendRows(rows)
  rows.forEach((row, index) => {
    const before = rows[index - 1]
    const step = before === undefined ? Infinity : middle(row) - middle(before)
    const gap = step > 1.55 * measure.pitch
    place(
      row,
      { before, next: rows[index + 1], gap, wideGap: step > 2.6 * measure.pitch, legend: legends.has(row) },
      builder,
      measure,
      options,
    )
  })
  for (const block of builder.blocks) settle(block)
  alikeInLists(builder.blocks)
  return builder.blocks
}

interface Surroundings {
  readonly before: Row | undefined
  readonly next: Row | undefined
  readonly gap: boolean
  readonly wideGap: boolean
  /** Whether it is a row of a legend: numbered in one run with its neighbours. */
  readonly legend: boolean
}

/** Decides whether a row goes on with the current block or begins one, and of which type. */
function place(row: Row, around: Surroundings, builder: BlockBuilder, measure: Measure, options: BlockOptions): void {
  const { text } = row
  const { before, gap } = around
  const current = builder.current
  const code = operationAt(text, options)
  const unfinished = before !== undefined && current !== undefined && !gap && !endsSentence(before.text) && /[a-z,(–—-]$/.test(before.text)
  if (code !== null && !(unfinished && current.type !== 'operation' && !isTitleCase(text))) {
    builder.start('operation', row).code = code
    return
  }
  if (FOOTNOTE.test(text)) return void builder.start(measure.starred ? 'list_item' : 'footer', row)
  if (around.legend) return void builder.start('list_item', row)
  const advice = ADVICE.find(({ pattern }) => pattern.test(text))
  if (advice !== undefined) return void builder.start(advice.type, row)
  if (around.wideGap && around.next === undefined && isFoot(row, options)) return void builder.start('footer', row)
  if (FIGURE_CAPTION.test(text) && (gap || before === undefined || (CAPTION_STOP.test(text) && !unfinished)))
    return void builder.start('caption', row)
  if (current === undefined || before === undefined) return void builder.start(opening(row, around, measure, options), row)
  if (current.type === 'operation' && !around.wideGap && continuesTitle(row, current, gap)) return builder.extend(row)
  if (current.type === 'caption' && !gap && sameLook(row, before) && !endsSentence(before.text)) return builder.extend(row)
  const mark =
    !measure.boldTitles.has(row) &&
    MARK.test(text) &&
    (BULLET.test(text) || gap || current.type === 'list_item' || /[.!?:]\W{0,2}$/.test(before.text))
  if (mark || (!measure.boldTitles.has(row) && isLegend(row, current))) return void builder.start('list_item', row)
  // A label with a leader to its value is a line by itself, and so is what follows it.
  if (hasLeader(row)) return void builder.start('specification', row)
  if (hasLeader(before) && !/^\p{Ll}/u.test(text) && !isHeadingRow(row, headingPlace(row, around, gap, measure), options))
    return void builder.start(opening(row, around, measure, options), row)
  if (isHeadingRow(row, headingPlace(row, around, gap, measure), options)) {
    if (current.type === 'heading' && !gap && sameLook(row, before)) return builder.extend(row)
    return void builder.start('heading', row)
  }
  const numbered = PARAGRAPH_NUMBER.test(text) && (gap || /[.!?:;]$/.test(before.text))
  if (!numbered && goesOn(row, before, current, gap, measure, options)) return builder.extend(row)
  builder.start(opening(row, around, measure, options), row)
}

/** '1 ... 3' is a range of numbers. */
const hasLeader = ({ text }: Row): boolean => /(?<!\d) \.{3} \S| \.{3} [^\d\s]/.test(text)

/** A short line by itself at the foot of a column: a footnote whose mark was not read, a running foot. */
const isFoot = (row: Row, options: BlockOptions) =>
  row.box[1] > options.foot && row.words.length <= 6 && /\p{L}{2}/u.test(row.text) && !endsSentence(row.text) && !beginsWithAction(row.text)

function operationAt(text: string, options: BlockOptions): string | null {
  const match = options.operationCode?.exec(text)
  if (match === null || match === undefined || match.index !== 0) return null
  const rest = text.slice(match[0].length)
  return /^\s*[^\p{L}\d*]{0,3}\s*\p{Lu}[\p{L}/-]+/u.test(rest) || /^\s+\d+ \p{Lu}/u.test(rest) ? match[0] : null
}

/** Further lines of an operation's title: in the title's letters and column, or a condition between dashes. */
function continuesTitle(row: Row, current: DraftBlock, gap: boolean): boolean {
  const indent = row.box[0] - Math.min(...current.words.map((word) => word.upright[0]))
  const indented = indent > row.box[3] - row.box[1]
  if (indented && /^\([^()]+\)$/.test(row.text)) return true
  if (/^(?:[-–—]\s*)+\p{L}/u.test(row.text) && (/[-–—]$/.test(row.text) || (indented && !endsSentence(row.text)))) return true
  if (gap) return false
  const title = current.texts.join(' ')
  const capitals = capitalShare(title) > 0.9
  if (capitals) return capitalShare(row.text) > 0.9
  return indented && !endsSentence(title)
}

const sameLook = (row: Row, before: Row) => {
  const [one, other] = [row.box[3] - row.box[1], before.box[3] - before.box[1]]
  return Math.min(one, other) / Math.max(one, other) > 0.75 && Math.abs(capitalShare(row.text) - capitalShare(before.text)) < 0.5
}

function isLegend(row: Row, current: DraftBlock): boolean {
  const match = LEGEND_ROW.exec(row.text)
  if (match === null || row.text.length > 60 || endsSentence(row.text)) return false
  if (current.type === 'list_item') return true
  return match[1] === '1' && current.texts.at(-1)!.endsWith(':')
}

/** Rows that are numbered 1, 2, 3 … (or A, B, C …) under each other, three or more of them, and are names rather than sentences. */
function legendRows(rows: readonly Row[]): ReadonlySet<Row> {
  const legends = new Set<Row>()
  let run: { row: Row; mark: number }[] = []
  const close = () => {
    if (run.length >= 3) for (const { row } of run) legends.add(row)
    run = []
  }
  for (const row of rows) {
    const printed = LEGEND_ROW.exec(row.text)?.[1]
    const mark = printed === undefined || row.text.length > 60 || endsSentence(row.text) ? null : markValue(printed)
    if (mark !== (run.at(-1)?.mark ?? 0) + 1) close()
    if (mark !== null && (run.length > 0 || mark === 1)) run.push({ row, mark })
  }
  close()
  return legends
}

/** '3' is 3, 'C' is 3. */
const markValue = (mark: string) => (/^\d/.test(mark) ? Number(mark) : mark.charCodeAt(0) - 64)

function opening(row: Row, around: Surroundings, measure: Measure, options: BlockOptions): BlockType {
  const { text } = row
  if (isHeadingRow(row, headingPlace(row, around, true, measure), options)) return 'heading'
  if (MARK.test(text) || PARAGRAPH_NUMBER.test(text)) return 'list_item'
  return options.steps ? 'step' : 'paragraph'
}

/** Whether the row belongs to the block above it. */
function goesOn(row: Row, before: Row, current: DraftBlock, gap: boolean, measure: Measure, options: BlockOptions): boolean {
  const { text } = row
  if (current.type === 'footer' || current.type === 'caption') return !gap && !endsSentence(before.text)
  if (current.type === 'operation') return false
  if (current.type === 'heading') return !gap && !LABEL_LINE.test(before.text) && LABEL_LINE.test(text) && isTitleCase(text)
  if (gap) return !endsSentence(before.text) && /^[\p{Ll}(]/u.test(text) && /[\p{Ll},-]$/u.test(before.text)
  if ((current.type === 'note' || current.type === 'caution') && current.texts.length === 1 && ADVICE_ALONE.test(current.texts[0]!))
    return true
  if (LABEL_START.test(text) && opens(text) && (endsSentence(before.text) || (LABEL_LINE.test(text) && !/[a-z,]$/.test(before.text))))
    return false
  if (current.type === 'note' || current.type === 'caution') {
    return !(endsSentence(before.text) && beginsWithAction(text))
  }
  if (isLabelled(current)) return !(beginsWithAction(text) && isTorqueReference(current.texts))
  if (current.type === 'tool') return !beginsWithAction(text) || !endsSentence(before.text)
  if (!options.steps) return !(endsSentence(before.text) && breaksEarly(before, row, measure, options.em) && opens(text))
  if (endsSentence(before.text)) return /^\p{Ll}/u.test(text)
  return !(opens(text) && breaksEarly(before, row, measure, options.em) && !/[,(–—-]$/.test(before.text))
}

/** 'Important!' by itself: its text is yet to come. */
const ADVICE_ALONE = /^\p{L}+\s?[:!]$/u
/** 'Installation: Tightening torque*.' says all that it has to say. */
const isTorqueReference = (texts: readonly string[]) => /^(?:[\p{L} ]+:\s+)?tightening torques?\s?\*{0,2}\s?\.?$/iu.test(texts.join(' '))

const isLabelled = (block: DraftBlock) => LABEL_LINE.test(block.texts[0]!) && block.type !== 'heading' && block.type !== 'list_item'
