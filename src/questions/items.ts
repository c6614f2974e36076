import type { Box } from '../contracts/geometry.ts'
import type { Evidence } from '../contracts/example.ts'
import type { Block } from '../contracts/structure.ts'
import { labelled } from './cleaned.ts'
import { blockEvidence } from './evidence.ts'

/** A block of an operation on the page where it stands. */
export interface Item {
  readonly page_id: string
  /** Its text; where a sentence runs over several blocks, all of it, under the first one's id. */
  readonly block: Block
  /** The blocks that print it, where they are several. */
  readonly printed?: readonly Block[]
  /** Advice whose label ('Important!') stands in the block before it. */
  readonly under?: 'note' | 'caution'
}

/** The blocks that print an item. */
export function shownBy({ page_id, block, printed }: Item): Evidence[] {
  return (printed ?? [block]).map((one) => blockEvidence(page_id, one))
}

/** Items with sentences that were cut in two put together again, and with what belongs to a label on installation behind it. */
export function joinedItems(items: readonly Item[]): Item[] {
  const found: Item[] = []
  for (const item of items) {
    const last = found.at(-1)
    if (last !== undefined && (goesOnIn(last, item) || isOfInstallation(last, item))) found[found.length - 1] = together(last, item)
    else found.push(item)
  }
  return found
}

/** 'Select test step 03 dynamic' – 'and switch on the dynamometer.': the second block begins within the first one's sentence. */
function goesOnIn(last: Item, { block, under }: Item): boolean {
  const text = last.block.text.trim()
  const isList = last.block.type === 'list_item' || block.type === 'list_item'
  return (
    !isList && under === undefined && !/[.!?:;)*]$/.test(text) && /^\p{Ll}{2,}\s\p{L}/u.test(block.text) && isCloseBelow(last.block, block)
  )
}

/** 'Important! – Installation: Check position.' heads all that stands below it without a gap. */
function isOfInstallation(last: Item, { block, under }: Item): boolean {
  const { label } = labelled(last.block.text)
  return (
    under === undefined &&
    /[–—-].*(?:installation|assembly)$/i.test(label) &&
    (block.type === 'step' || block.type === 'paragraph') &&
    block.mark === undefined &&
    labelled(block.text).label === '' &&
    !block.text.endsWith(':') &&
    isCloseBelow(last.block, block)
  )
}

/** Gap between lines of one paragraph, in line heights. */
const WITHIN_PARAGRAPH = 0.8

/** Whether a block stands below another in the same column without an empty line between them. */
export function isCloseBelow(upper: Block, lower: Block): boolean {
  if (upper.box === null || lower.box === null || upper.column !== lower.column) return false
  const line = (upper.box[3] - upper.box[1]) / Math.max(1, upper.lines.length)
  const gap = lower.box[1] - upper.box[3]
  return gap > -line && gap < WITHIN_PARAGRAPH * line
}

/** Two items as one: the text of both, shown by the blocks of both. */
export function together(first: Item, second: Item): Item {
  const [one, other] = [first.block, second.block]
  return {
    ...first,
    block: {
      ...one,
      text: `${one.text} ${other.text}`,
      box: around(one.box, other.box),
      lines: [...one.lines, ...other.lines],
      confidence: Math.min(one.confidence, other.confidence),
    },
    printed: [...(first.printed ?? [one]), ...(second.printed ?? [other])],
  }
}

function around(one: Box | null, other: Box | null): Box | null {
  if (one === null || other === null) return one ?? other
  return [Math.min(one[0], other[0]), Math.min(one[1], other[1]), Math.max(one[2], other[2]), Math.max(one[3], other[3])]
}
