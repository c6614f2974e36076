import type { Refusal } from '../contracts/example.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { Settings } from '../contracts/settings.ts'
import type { Block } from '../contracts/structure.ts'
import { upperFirst } from '../text/letter-case.ts'
import { closed, isWhole, sentencesOf } from '../text/sentences.ts'
import { cleaned, isSure } from './cleaned.ts'
import { blockEvidence } from './evidence.ts'
import { placeTail } from './headings.ts'
import { worded } from './phrasing.ts'
import { toldAlone } from './prose.ts'
import type { Draft, QuestionWriter } from './writer.ts'

const NAME = 'answered-headings'
const ASKS = /^(?:what|which|how|when|where|why|who|can|could|may|do|does|did|is|are|should|will|must) .{6,}\?$/i
/** Words that point to something said before. */
const POINTS_BACK = /\b(?:it|its|this|that|these|those|they|them|their)\b/i
const TOLD: ReadonlySet<Block['type']> = new Set(['paragraph', 'step', 'list_item', 'note', 'caution', 'specification'])
const AROUND: ReadonlySet<Block['type']> = new Set(['page_number', 'header', 'footer'])

/** Headings that are questions ('How do I reset the meter?'): the text under them answers, all of it. */
export const answeredHeadingsWriter: QuestionWriter = {
  name: NAME,
  write(page, settings) {
    const drafts: Draft[] = []
    const refusals: Refusal[] = []
    if (page.classification.is_index || page.page.kind === 'html') return { drafts, refusals }
    for (const [heading, under] of sectionsOf(page.structure.blocks)) {
      const question = cleaned(heading.text)
      if (!ASKS.test(question) || POINTS_BACK.test(question) || under.length === 0) continue
      const told = answerOf(under, heading, settings)
      if (typeof told === 'string') refusals.push({ block: heading.id, writer: NAME, reason: told })
      else drafts.push(draftOf(question, told, [heading, ...under], page, settings))
    }
    return { drafts, refusals }
  },
}

/** Headings with the blocks below them, up to the next heading. */
function sectionsOf(blocks: readonly Block[]): [Block, Block[]][] {
  const sections: [Block, Block[]][] = []
  for (const block of blocks) {
    if (block.type === 'heading' || block.type === 'operation') sections.push([block, []])
    else if (!AROUND.has(block.type)) sections.at(-1)?.[1].push(block)
  }
  return sections
}

/** All that is said under a heading, a line for each paragraph and item of a list; the reason why it cannot be told. */
function answerOf(under: readonly Block[], heading: Block, settings: Settings): string[] | string {
  if (under.some(({ type }) => !TOLD.has(type))) return 'the answer holds more than text'
  if (![heading, ...under].every((block) => isSure(block, settings.generate.min_confidence))) return 'read with too little confidence'
  const lines: string[] = []
  let sentences = 0
  for (const block of under) {
    if (block.type === 'list_item') {
      const text = cleaned(block.mark !== undefined && block.text.startsWith(block.mark) ? block.text.slice(block.mark.length) : block.text)
      if (!isWhole(text)) return 'a sentence is cut or broken'
      lines.push(`- ${upperFirst(text)}`)
      sentences += 1
    } else {
      const told = sentencesOf(block.text).map((sentence) => toldAlone(sentence))
      if (told.some((sentence) => sentence === null)) return 'a sentence is cut or broken'
      const text = told.filter((sentence) => sentence !== null && sentence !== '')
      sentences += text.length
      if (text.length > 0) lines.push(text.join(' '))
    }
  }
  if (sentences > settings.generate.task_rules.explanation.max_sentences) return 'more sentences than task_rules.explanation.max_sentences'
  if (lines.length === 0 || POINTS_BACK.test(lines[0]?.split(' ')[0] ?? '')) return 'it cannot be understood without what stands before it'
  return lines
}

function draftOf(question: string, lines: readonly string[], shown: readonly Block[], page: PageMaterial, settings: Settings): Draft {
  const tail = placeTail('', page, question)
  return worded(
    {
      wordings: [question.replace(/\?$/, `${tail}?`)],
      answer: lines.length === 1 ? closed(lines[0] ?? '') : lines.join('\n'),
      task: 'explanation',
      question_type: 'factual',
      applies_to: [],
      operation: null,
      evidence: shown.map((block) => blockEvidence(page.page.page_id, block)),
    },
    settings,
  )
}
