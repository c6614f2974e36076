import type { BlockType, Structure } from '../src/contracts/structure.ts'
import { matchTexts, normalise, type WordCounts } from './metrics.ts'

/** A block as the truth types it. */
export interface TruthBlock {
  readonly type: string
  readonly text: string
}

/** Types that the truth does not tell apart share a class; figures and what stands in them are no blocks of the truth. */
const CLASSES: Readonly<Record<BlockType, string | null>> = {
  page_number: 'page_number',
  heading: 'heading',
  operation: 'heading',
  paragraph: 'paragraph',
  step: 'procedure_step',
  list_item: 'procedure_step',
  tool: 'procedure_step',
  note: 'note',
  caution: 'caution',
  specification: 'spec',
  table: 'table',
  figure: null,
  caption: 'caption',
  callout: null,
  header: 'header',
  footer: 'footer',
}

/** The truth has a block for each row of a table, and one for a legend with its rows: neighbours of one kind are taken as one. */
function joined(blocks: readonly TruthBlock[]): TruthBlock[] {
  const result: TruthBlock[] = []
  for (const block of blocks) {
    const last = result.at(-1)
    if (last !== undefined && last.type === 'table' && block.type === 'table')
      result[result.length - 1] = { ...last, text: `${last.text} ${block.text}` }
    else result.push(block)
  }
  return result
}

/** What the structure says, in the truth's terms: rows of a legend belong to the caption that opens it. */
function found({ blocks }: Structure): TruthBlock[] {
  const result: { id: string; type: string; text: string; legend: boolean }[] = []
  for (const { id, type, text, parent, mark } of blocks) {
    const kind = CLASSES[type]
    if (kind === null) continue
    const row = type === 'list_item' && /^(?:\d+|[A-Z])$/.test(mark ?? '')
    const above = result.at(-1)
    const legend = row
      ? (result.find((block) => block.id === parent && block.type === 'caption') ?? (above?.legend === true ? above : undefined))
      : undefined
    if (legend === undefined) result.push({ id, type: row ? 'caption' : kind, text, legend: row })
    else legend.text = `${legend.text} ${text}`
  }
  return joined(result)
}

/** Blocks with the right extent (less than half of the text differs) and the right type, as counts for `f1`. */
export function blockCounts(truth: readonly TruthBlock[], structure: Structure): WordCounts {
  const [wanted, predicted] = [joined(truth), found(structure)]
  const texts = (blocks: readonly TruthBlock[]) => blocks.map((block) => normalise(block.text, true))
  const counterpart = matchTexts(texts(wanted), texts(predicted))
  const right = counterpart.filter((p, t) => p !== -1 && predicted[p]!.type === wanted[t]!.type).length
  return { right, predicted: predicted.length, truth: wanted.length }
}
