import type { PageMaterial } from '../contracts/material.ts'
import type { Block, BlockType, Structure } from '../contracts/structure.ts'
import { blockEvidence, distinct } from './evidence.ts'
import { follows } from './operations.ts'
import type { Draft } from './writer.ts'

/** The rest of a text that a column or a page broke: where it stands. */
interface Tail {
  readonly page_id: string
  readonly block: Block
}

/** A page whose broken texts are whole again, each in the block in which it begins; `tails` by the id of that block. */
export interface JoinedPage {
  readonly page: PageMaterial
  readonly tails: ReadonlyMap<string, Tail>
}

const RUNNING: ReadonlySet<BlockType> = new Set(['paragraph', 'step', 'list_item', 'note', 'caution'])
/** What a text may go on behind: it stands around the text. */
const AROUND: ReadonlySet<BlockType> = new Set(['page_number', 'header', 'footer', 'figure', 'callout', 'caption', 'table'])

/** Whether a sentence stops in the middle: behind a word or a comma, with no stop. */
const isOpen = ({ type, text }: Block): boolean => RUNNING.has(type) && /[\p{L}\d),]$|\p{Ll}-$/u.test(text) && text.split(' ').length >= 4
/** Whether a text begins in the middle of a sentence; 'installation:' is a label. */
const isRest = ({ type, text, mark }: Block): boolean =>
  RUNNING.has(type) && mark === undefined && /^(?:\p{Ll}{2,}(?!\p{Ll}|\s?:)|a )/u.test(text)

const joinedText = (head: string, rest: string): string => (/\p{Ll}-$/u.test(head) ? head.slice(0, -1) + rest : `${head} ${rest}`)

const join = (head: Block, rest: Block): Block => ({
  ...head,
  text: joinedText(head.text, rest.text),
  confidence: Math.min(head.confidence, rest.confidence),
})

const without = (structure: Structure, block: Block | null): Structure =>
  block === null ? structure : { ...structure, blocks: structure.blocks.filter(({ id }) => id !== block.id) }

/** The text at the foot of a page that goes on behind it. */
function openEnd({ blocks }: Structure): Block | null {
  const last = blocks.findLast(({ type }) => !AROUND.has(type))
  return last !== undefined && isOpen(last) ? last : null
}

/** The text at the head of a page that began before it. */
function openStart({ blocks }: Structure): Block | null {
  const first = blocks.find(({ type }) => !AROUND.has(type))
  return first !== undefined && isRest(first) ? first : null
}

/**
 * Joins sentences that a column or a page breaks: the block in which a text begins gets all of it, the other one is left out. What
 * began on the page before is told there, so that it stands on this page no more.
 */
export function withJoinedText(page: PageMaterial): JoinedPage {
  const { page_id } = page.page
  const tails = new Map<string, Tail>()
  const begun = page.previous !== null && follows(page.previous, page) && openEnd(page.previous.structure) !== null
  const blocks: Block[] = []
  for (const block of without(page.structure, begun ? openStart(page.structure) : null).blocks) {
    const at = blocks.findLastIndex(({ type }) => !AROUND.has(type))
    const head = blocks[at]
    const isBroken = head !== undefined && (head.column !== block.column || at < blocks.length - 1)
    if (isBroken && isOpen(head) && isRest(block) && !tails.has(head.id)) {
      tails.set(head.id, { page_id, block })
      blocks[at] = join(head, block)
    } else blocks.push(block)
  }
  let { next } = page
  const structure = { ...page.structure, blocks }
  const end = openEnd(structure)
  const start = next !== null && follows(page, next) ? openStart(next.structure) : null
  if (next !== null && end !== null && start !== null && !tails.has(end.id)) {
    tails.set(end.id, { page_id: next.page.page_id, block: start })
    structure.blocks = blocks.map((block) => (block === end ? join(end, start) : block))
    next = { ...next, structure: without(next.structure, start) }
  }
  return { page: tails.size === 0 && !begun ? page : { ...page, structure, next }, tails }
}

const wordsIn = (text: string): string[] => text.toLowerCase().match(/[\p{L}\d]{3,}/gu) ?? []

/** The draft with the rest of each broken text among its evidence, where the answer tells something that stands only there. */
export function withTails(draft: Draft, { page, tails }: JoinedPage): Draft {
  const evidence = draft.evidence.flatMap((one) => {
    const tail = one.page_id === page.page.page_id && one.cell === undefined ? tails.get(one.block) : undefined
    if (tail === undefined) return [one]
    const [head, rest] = [new Set(wordsIn(one.quote)), new Set(wordsIn(tail.block.text))]
    const isTold = wordsIn(draft.answer).some((word) => rest.has(word) && !head.has(word))
    return isTold ? [one, blockEvidence(tail.page_id, tail.block)] : [one]
  })
  return evidence.length === draft.evidence.length ? draft : { ...draft, evidence: distinct(evidence) }
}
