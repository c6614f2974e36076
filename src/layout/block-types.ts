import type { DraftBlock } from './draft-block.ts'
import { joinLines } from './rows.ts'
import { isBold } from './stroke-weight.ts'
import {
  beginsWithAction,
  BULLET,
  endsSentence,
  isTitleCase,
  LABEL_LINE,
  LABEL_START,
  LEGEND_ROW,
  MARK,
  PARAGRAPH_NUMBER,
  QUANTITY,
  SENTENCE_INSIDE,
} from './wording.ts'

/** Final type and marks, once the whole text is known. */
export function settle(block: DraftBlock): void {
  const text = joinLines(block.texts)
  if (block.type === 'list_item') return settleItem(block, text)
  if (block.type !== 'step' && block.type !== 'paragraph') return
  if (isBold(block) && endsSentence(text) && text.split(' ').length >= 5) {
    block.type = 'caution'
    return
  }
  if (LABEL_LINE.test(text) && isTitleCase(text) && text.split(' ').length >= 3) {
    block.type = 'heading'
    return
  }
  const label = LABEL_START.exec(text)
  const rest = label === null ? text : text.slice(label[0].length)
  const statement = !beginsWithAction(rest)
  const short = text.length < 120
  const tightening = /^tightening torques?\b/i.test(rest)
  if (short && statement && (tightening || (QUANTITY.test(rest) && (label !== null || /[=]/.test(rest)))))
    block.type = /^phase\b/i.test(text) ? block.type : 'specification'
  else if (block.type === 'step' && label !== null && /^(?:requirements?|prerequisites?|conditions?)$/i.test(label[1]!))
    block.type = 'paragraph'
  else if (block.type === 'step' && label === null && statement && (!/\p{L}{2}/u.test(text) || isProse(text))) block.type = 'paragraph'
}

/** An item that tells what to do is a step; a numbered paragraph that tells what is so is text. */
function settleItem(block: DraftBlock, text: string): void {
  const paragraph = PARAGRAPH_NUMBER.exec(text)
  const mark = paragraph ?? MARK.exec(text) ?? LEGEND_ROW.exec(text) ?? /^\*\s?/.exec(text)
  if (mark === null) return
  block.mark = (mark[1] ?? mark[0]).trim()
  const isAction = beginsWithAction(text.slice(mark[0].length))
  if (paragraph !== null) block.type = isAction ? 'step' : 'paragraph'
  else if (isCount(block.mark) ? endsSentence(text) || isAction : BULLET.test(block.mark) && endsSentence(text) && isAction)
    block.type = 'step'
}

/** '3.', '(3)', '3)'. */
const isCount = (mark: string) => /\d/.test(mark) && /[.)]$/.test(mark)

/** Items that are counted on in one list are of one kind: when most of them are steps, all are. */
export function alikeInLists(blocks: readonly DraftBlock[]): void {
  let run: DraftBlock[] = []
  const close = () => {
    const steps = run.filter((block) => block.type === 'step').length
    if (steps > run.length / 2) for (const block of run) block.type = 'step'
    run = []
  }
  for (const block of blocks) {
    const count = countOf(block)
    const before = run.at(-1) === undefined ? null : countOf(run.at(-1)!)
    if (count === null || before === null || count.chapter !== before.chapter || count.value !== before.value + 1) close()
    if (count !== null) run.push(block)
  }
  close()
}

/** '3.' counts 3, '3.2.4' counts 4 in '3.2'; null for blocks that are no items. */
function countOf({ type, mark }: DraftBlock): { chapter: string; value: number } | null {
  if (mark === undefined || !['step', 'list_item', 'paragraph'].includes(type)) return null
  const [, chapter = '', value] = /^\(?((?:\d+\.)*)(\d+)[.)]?$/.exec(mark) ?? []
  return value === undefined || (chapter === '' && !isCount(mark)) ? null : { chapter, value: Number(value) }
}

/** Several whole sentences that tell something: no instruction. */
const isProse = (text: string) => /^\p{Lu}/u.test(text) && text.split(' ').length >= 25 && (text.match(SENTENCE_INSIDE)?.length ?? 0) >= 1
