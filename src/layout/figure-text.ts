import type { Box } from '../contracts/geometry.ts'
import { area, bounds, centre, centreInside, overlap } from './boxes.ts'
import type { DraftBlock } from './draft-block.ts'
import { type PlacedWord, type Row, rowsOf } from './rows.ts'
import type { Rulings } from './rulings.ts'
import { MARK, SENTENCE_END } from './wording.ts'

/** Numbers of pictures: '30 34 046', 'M 88 11 098', '28 13 54025'. */
const IMAGE_NUMBER = /^(?:[A-Z]{1,3}\s?)?\d[\d ./-]{3,14}[a-z]?$/i
const isImageNumber = (text: string) => IMAGE_NUMBER.test(text) && /\d.*\d.*\d/.test(text)
/** Callouts: '1', '12', 'A', '(3)', '4a', '0.20'. */
const CALLOUT = /^[([]?(?:\d{1,2}[a-z]?|[A-Z]\d{0,2}|\d\.\d{1,2})[)\]]?$/
/** A diagram has at least this many labels, and this many ruled lines or pictures. */
const MIN_LABELS = 12
const MIN_STROKES = 4

/** Dimensions in drawings: '97.5 ± 0.4 mm', '21.7mm'. */
const DIMENSION = /^[\d.,:;±+\s-]+(?:mm|cm|in|°|"|”)\.?$/

export interface FigureText {
  readonly figure: Box
  readonly rows: readonly Row[]
}

/** Whether a line inside a figure's box is running text that the picture's outline merely wraps around. */
function isRunningText(row: Row): boolean {
  const words = row.text.split(' ').filter((word) => /^\p{Ll}{2,}/u.test(word)).length
  return words >= 4 || (words >= 2 && SENTENCE_END.test(row.text)) || (words >= 2 && MARK.test(row.text))
}

/**
 * Splits the words of a line that stand far apart, or less far at a figure's edge: labels side by side are not one label, and
 * the number in a picture's corner is no part of the text beside it.
 */
export function apart(row: Row, em: number, figures: readonly Box[] = []): Row[] {
  const parts: PlacedWord[][] = []
  const atEdge = (from: number, to: number, reach: number) =>
    figures.some(
      (box) =>
        overlap(row.box[1], row.box[3], box[1], box[3]) > 0 && [box[0], box[2]].some((edge) => edge > from - reach && edge < to + reach),
    )
  for (const word of row.words) {
    const last = parts.at(-1)
    const [from, to] = [last?.at(-1)!.upright[2] ?? 0, word.upright[0]]
    const isFootnote = last !== undefined && word.text.startsWith('*') && isImageNumber(last.map(({ text }) => text).join(' '))
    if (last !== undefined && !isFootnote && to - from < roomFor(last, word, from, to)) last.push(word)
    else parts.push([word])
  }
  // One number is not torn apart at an edge, but parts from the text beside it when it reaches over the edge.
  function roomFor(last: readonly PlacedWord[], word: PlacedWord, from: number, to: number): number {
    const before = last.map(({ text }) => text).join(' ')
    if (isImageNumber(`${before} ${word.text}`)) return 1.1 * em
    return (atEdge(from, to, isImageNumber(before) ? 3 * em : 1.5 * em) ? 0.6 : 1.1) * em
  }
  return parts.flatMap((part) => rowsOf(part))
}

/**
 * The text that belongs to pictures: lines inside a figure, the picture's number beside or under it, and callouts close to it.
 * All other words stay running text.
 */
export function figureTexts(
  words: readonly PlacedWord[],
  figures: readonly Box[],
  em: number,
): { texts: FigureText[]; rest: PlacedWord[] } {
  const texts = figures.map((figure) => ({ figure, rows: [] as Row[] }))
  const rest: PlacedWord[] = []
  const rows = rowsOf(words).flatMap((row) => apart(row, em, figures))
  for (const row of rows) {
    const within = texts
      .filter(({ figure }) => centreInside(row.box, figure))
      .toSorted((one, other) => area(one.figure) - area(other.figure))[0]
    const owner = within !== undefined && !isRunningText(row) ? within : ownerBeside(row, texts, rows, em)
    if (owner === undefined) rest.push(...row.words)
    else owner.rows.push(row)
  }
  return { texts, rest }
}

function ownerBeside<T extends FigureText>(row: Row, texts: readonly T[], rows: readonly Row[], em: number): T | undefined {
  const isNumber = isImageNumber(row.text)
  const isDimension = DIMENSION.test(row.text)
  if (!isNumber && !isDimension && !CALLOUT.test(row.text)) return undefined
  const alone = !rows.some(
    (other) =>
      other !== row &&
      overlap(row.box[1], row.box[3], other.box[1], other.box[3]) > 0 &&
      overlap(row.box[0], row.box[2], other.box[0], other.box[2]) > -2 * em,
  )
  if (!alone && !((isNumber || isDimension) && standsInCorner(row, rows, texts))) return undefined
  const reach = isNumber ? 10 * em : 1.5 * Math.max(em, row.box[3] - row.box[1])
  const away = ({ figure }: FigureText) => ({
    across: -overlap(row.box[0], row.box[2], figure[0], figure[2]),
    down: -overlap(row.box[1], row.box[3], figure[1], figure[3]),
  })
  const farthest = (text: FigureText) => Math.max(away(text).across, away(text).down)
  return texts
    .filter((text) => away(text).across < (isNumber ? em : reach) && away(text).down < reach)
    .toSorted((one, other) => farthest(one) - farthest(other))[0]
}

/** Whether a number ends where a picture ends and the text beside it begins beyond the picture. */
function standsInCorner(row: Row, rows: readonly Row[], texts: readonly FigureText[]): boolean {
  const height = row.box[3] - row.box[1]
  const beside = rows.filter((other) => other !== row && overlap(row.box[1], row.box[3], other.box[1], other.box[3]) > 0)
  return texts.some(
    ({ figure }) =>
      row.box[0] >= figure[0] &&
      row.box[2] <= figure[2] + height &&
      beside.every((other) => other.box[0] >= figure[2] || other.box[2] <= figure[0]),
  )
}

/**
 * Whether the page as a whole is a drawing with labels (a circuit diagram, an exploded view): many short pieces of text, hardly
 * any that share a left edge, among lines or pictures.
 */
export function isDiagram(words: readonly PlacedWord[], figures: number, lines: Rulings, em: number): boolean {
  const pieces = rowsOf(words).flatMap((row) => apart(row, em))
  if (pieces.length < MIN_LABELS || figures + lines.horizontal.length + lines.vertical.length < MIN_STROKES) return false
  const labels = pieces.filter((piece) => piece.words.length <= 4 && !isRunningText(piece)).length
  const edges: number[] = []
  for (const { box } of pieces) if (!edges.some((edge) => Math.abs(edge - box[0]) < 0.8 * em)) edges.push(box[0])
  // The more labels there are, the more of them share an edge by chance.
  const scattered = pieces.length >= 40 ? 0.25 : 0.4
  return labels >= (pieces.length >= 40 ? 0.95 : 0.85) * pieces.length && edges.length >= scattered * pieces.length
}

/** A diagram's title stands over all other text in letters so much higher, at least this many of them. */
const TITLE_HEIGHT = 1.35
const TITLE_LETTERS = 5

/** All text of a diagram as labels of one figure that covers the drawing; its title is no label. */
export function diagramText(
  words: readonly PlacedWord[],
  figures: readonly Box[],
  em: number,
): { texts: FigureText[]; rest: PlacedWord[] } {
  const [first] = rowsOf(words)
  const isTitle =
    first !== undefined &&
    first.text.replace(/[^\p{L}]/gu, '').length >= TITLE_LETTERS &&
    first.words.every(({ upright }) => upright[3] - upright[1] >= TITLE_HEIGHT * em) &&
    !figures.some((figure) => centreInside(first.box, figure))
  const title = isTitle ? first.words : []
  const labels = words.filter((word) => !title.includes(word))
  const figure = bounds([...figures, ...labels.map((word) => word.upright)])
  return { texts: [{ figure, rows: rowsOf(labels).flatMap((row) => apart(row, em)) }], rest: [...title] }
}

/** The blocks of a figure: the figure itself, then its labels; on diagrams labels that stand under each other are one block. */
export function figureBlocks({ figure, rows }: FigureText, diagram: boolean, em: number): DraftBlock[] {
  const block: DraftBlock = { type: 'figure', words: [], texts: [], column: 0, parent: null, box: figure }
  if (!diagram) {
    const labels = rows.map((row): DraftBlock => ({
      type: labelType(row),
      words: [...row.words],
      texts: [row.text],
      column: 0,
      parent: block,
    }))
    return [block, ...labels]
  }
  const labels: DraftBlock[] = []
  for (const row of rows) {
    const [x] = centre(row.box)
    const above = labels.findLast((label) => {
      const box = bounds(label.words.map((word) => word.upright))
      const aligned = Math.abs(box[0] - row.box[0]) < 0.8 * em || Math.abs((box[0] + box[2]) / 2 - x) < 0.8 * em
      return aligned && row.box[1] - box[3] < 0.7 * em && row.box[1] - box[3] > -0.5 * em
    })
    if (above === undefined) {
      labels.push({ type: 'caption', words: [...row.words], texts: [row.text], column: 0, parent: block })
    } else {
      above.words.push(...row.words)
      above.texts.push(row.text)
    }
  }
  return [block, ...labels]
}

/** Names in a drawing are callouts too; only whole phrases are captions. */
function labelType(row: Row): DraftBlock['type'] {
  return row.text.split(' ').filter((word) => /\p{L}{3}/u.test(word)).length >= 4 ? 'caption' : 'callout'
}
