import { bounds, overlap } from './boxes.ts'
import type { DraftBlock } from './draft-block.ts'

const boxOf = (block: DraftBlock) => block.box ?? bounds(block.words.map((word) => word.upright))
const FURNITURE = new Set(['page_number', 'header', 'footer', 'callout', 'figure'])

/**
 * Says what each block belongs to, in reading order: text to the heading above it or else to the operation, a heading to the
 * operation, a caption to the nearest figure, a legend's rows to the line that opens them. Sub-headings that name a job or a variant
 * hold until the next one; asides ('Source of supply for sealant:') only for the text right under them. `em` is the letter height.
 */
export function linkParents(blocks: readonly DraftBlock[], em: number): void {
  const figures = blocks.filter((block) => block.type === 'figure')
  let operation: DraftBlock | null = null
  let heading: DraftBlock | null = null
  let before: DraftBlock | null = null
  blocks.forEach((block, index) => {
    openLegend(blocks, index, figures.length > 0)
    if (block.type === 'operation') {
      operation = block
      heading = null
      return
    }
    if (block.type === 'caption') {
      block.parent ??= nearest(block, figures)
      return
    }
    if (FURNITURE.has(block.type)) return
    if (heading !== null && before !== null && isAside(heading) && isApart(before, block, em)) heading = null
    before = block
    if (block.type === 'heading') {
      heading = block
      block.parent ??= operation
      return
    }
    block.parent ??= block.type === 'list_item' ? (legendOf(blocks, index) ?? heading ?? operation) : (heading ?? operation)
  })
}

/** Words of titles that name a job: what stands under them goes on beside the next picture. */
const JOB =
  /\b(?:\p{L}+ing|tests?|checks?|adjustments?|installation|removal|repairs?|overhaul|replacement|inspection|measurements?|procedures?|jobs?|work)\b/iu
/** Room, in letter heights, that parts an aside from what follows it. */
const APART = 3

/** A label of three words or more that names no job. */
function isAside(heading: DraftBlock): boolean {
  const text = heading.texts.join(' ')
  return text.endsWith(':') && text.split(' ').length >= 3 && !JOB.test(text)
}

function isApart(before: DraftBlock, block: DraftBlock, em: number): boolean {
  return before.column !== block.column || boxOf(block)[1] - boxOf(before)[3] > APART * em
}

/** A short line with a colon over a list, on a page with a drawing, is the drawing's caption. */
function openLegend(blocks: readonly DraftBlock[], index: number, hasFigure: boolean): void {
  const block = blocks[index]!
  const next = blocks[index + 1]
  const opens = (block.type === 'step' || block.type === 'paragraph' || block.type === 'heading') && block.texts.at(-1)!.endsWith(':')
  if (opens && hasFigure && next?.type === 'list_item' && /^(?:\d+|[A-Z])$/.test(next.mark ?? '')) block.type = 'caption'
}

function legendOf(blocks: readonly DraftBlock[], index: number): DraftBlock | null {
  let at = index - 1
  while (at >= 0 && blocks[at]!.type === 'list_item') at -= 1
  const opener = blocks[at]
  return opener !== undefined && (opener.type === 'caption' || opener.texts.at(-1)?.endsWith(':') === true) ? opener : null
}

function nearest(block: DraftBlock, figures: readonly DraftBlock[]): DraftBlock | null {
  const box = boxOf(block)
  const distance = (figure: DraftBlock) => {
    const other = boxOf(figure)
    return Math.max(0, -overlap(box[0], box[2], other[0], other[2])) + Math.max(0, -overlap(box[1], box[3], other[1], other[3]))
  }
  return figures.toSorted((one, other) => distance(one) - distance(other))[0] ?? null
}
