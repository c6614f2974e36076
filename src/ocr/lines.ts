import type { Box } from '../contracts/geometry.ts'
import type { Raster, RecognisedLine } from '../contracts/ocr.ts'

type Word = RecognisedLine['words'][number]

/** Words further apart than this many heights of the smaller one stand on lines of their own. */
const MAX_GAP = 0.9
/** Middles of two words on one line differ by less than this share of the smaller height. */
const MAX_OFFSET = 0.5
/** Sizes of the words of one line differ by less than this factor. */
const MAX_SIZE_RATIO = 2.2
const FLAT = 3
/** Dark share of a column that makes it a ruling between two words. */
const RULING_SHARE = 0.9

/** A stretch of level text that is already known to belong together: at least one word. */
export type Segment = readonly Word[]

/**
 * Joins neighbouring segments into lines: same height on the page, a gap of less than a letter height, no plumb ruling between.
 * Lines come top to bottom, left to right; their text has single spaces. `page` shows the rulings, where pixels were read.
 */
export function joinLines(segments: readonly Segment[], page?: Raster): RecognisedLine[] {
  const pieces = segments.flatMap(splitWide).map((words) => ({ words, box: around(words.map(({ box }) => box)) }))
  pieces.sort((a, b) => a.box[0] - b.box[0] || a.box[1] - b.box[1])
  const lines: { words: Word[]; last: Box }[] = []
  for (const { words, box } of pieces) {
    let nearest: { words: Word[]; last: Box } | undefined
    for (const line of lines) {
      if (continues(line.last, box) && (nearest === undefined || line.last[2] > nearest.last[2]) && !ruled(page, line.last, box))
        nearest = line
    }
    if (nearest === undefined) lines.push({ words: [...words], last: box })
    else {
      nearest.words.push(...words)
      nearest.last = box
    }
  }
  return lines.map(({ words }) => lineOf(words)).sort((a, b) => a.box[1] - b.box[1] || a.box[0] - b.box[0])
}

/**
 * A line of the given words, in their order. Its confidence is the product of theirs: of calibrated ones, the probability that all of
 * them are right (on forty pages whose text is known, lines said to be right 95.7 and 97.8 times in 100 were it 95.4 and 98.5 times).
 */
export function lineOf(words: readonly Word[]): RecognisedLine {
  return {
    text: words.map(({ text }) => text).join(' '),
    box: around(words.map(({ box }) => box)),
    confidence: words.length === 0 ? 0 : words.reduce((product, { confidence }) => product * confidence, 1),
    words: [...words],
  }
}

/** A segment that reaches over a gap as wide as between columns or cells becomes several. */
function splitWide(words: Segment): Segment[] {
  const parts: Word[][] = []
  for (const word of words) {
    const before = parts.at(-1)?.at(-1)
    const height = word.box[3] - word.box[1]
    if (before === undefined || word.box[0] - before.box[2] > 2 * height) parts.push([word])
    else parts.at(-1)!.push(word)
  }
  return parts
}

function continues(left: Box, right: Box): boolean {
  const a = left[3] - left[1]
  const b = right[3] - right[1]
  // A dash that was found by itself is flat: the other one's height is that of the text.
  const flat = [left, right].some((box) => box[2] - box[0] > 2 * (box[3] - box[1])) && Math.max(a, b) > FLAT * Math.min(a, b)
  const small = flat ? Math.max(a, b) : Math.min(a, b)
  const gap = right[0] - left[2]
  const offset = Math.abs(left[1] + left[3] - right[1] - right[3]) / 2
  return gap < MAX_GAP * small && gap > -0.5 * small && offset < MAX_OFFSET * small && Math.max(a, b) < MAX_SIZE_RATIO * small
}

/** Whether a plumb line runs between two words, over the height of the lower one of them. */
function ruled(page: Raster | undefined, left: Box, right: Box): boolean {
  if (page === undefined) return false
  const top = Math.max(0, Math.round(Math.min(left[1], right[1])))
  const bottom = Math.min(page.height, Math.round(Math.max(left[3], right[3])))
  for (let x = Math.max(0, Math.floor(left[2]) - 1); x < Math.min(page.width, Math.ceil(right[0]) + 1); x++) {
    let dark = 0
    for (let y = top; y < bottom; y++) if (page.data[y * page.width + x]! < 140) dark++
    if (dark >= RULING_SHARE * (bottom - top)) return true
  }
  return false
}

function around(boxes: readonly Box[]): Box {
  return [
    Math.min(...boxes.map(([left]) => left)),
    Math.min(...boxes.map(([, top]) => top)),
    Math.max(...boxes.map(([, , right]) => right)),
    Math.max(...boxes.map(([, , , bottom]) => bottom)),
  ]
}
