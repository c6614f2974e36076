import type { Refusal } from '../contracts/example.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { Settings } from '../contracts/settings.ts'
import type { Block } from '../contracts/structure.ts'
import { parseInstruction } from '../text/instructions.ts'
import { runningCase } from '../text/letter-case.ts'
import { definite, isPlural, unturned, withArticles } from '../text/noun-phrases.ts'
import { isWhole } from '../text/sentences.ts'
import { hasQuantity } from '../text/values.ts'
import { isNounToo } from '../text/verbs.ts'
import { cleaned, isSure, labelled } from './cleaned.ts'
import { blockEvidence } from './evidence.ts'
import { headingOver, placeTail, spokenHeading } from './headings.ts'
import { worded } from './phrasing.ts'
import type { Draft, QuestionWriter } from './writer.ts'

const NAME = 'labelled-values'
const LINES: ReadonlySet<Block['type']> = new Set(['specification', 'paragraph', 'list_item', 'step'])
const LONGEST_VALUE = 80
const FEWEST = 2

/** Lines of a label and its value ('Maximum engine speed: 2700 rpm'), at least two of them under one heading: one question each. */
export const labelledValuesWriter: QuestionWriter = {
  name: NAME,
  write(page, settings) {
    const drafts: Draft[] = []
    const refusals: Refusal[] = []
    if (page.classification.is_index || page.page.kind === 'html') return { drafts, refusals }
    if (page.structure.blocks.some(({ type }) => type === 'operation')) return { drafts, refusals }
    const lines = page.structure.blocks.flatMap((block) => {
      const line = lineOf(block)
      return line === null ? [] : [{ block, ...line }]
    })
    const under = (block: Block): number => lines.filter((line) => line.block.parent === block.parent).length
    for (const { block, label, value } of lines) {
      if (under(block) < FEWEST) continue
      if (isSure(block, settings.generate.min_confidence)) drafts.push(draftOf(label, value, block, page, settings))
      else refusals.push({ block: block.id, writer: NAME, reason: 'read with too little confidence' })
    }
    return { drafts, refusals }
  },
}

/** The label and the value of a line that is nothing else; null for other lines. */
function lineOf(block: Block): { label: string; value: string } | null {
  if (!LINES.has(block.type) || /^\(?\d{1,2}[.)]\s/.test(block.text) || labelled(block.text).label !== '') return null
  const text = block.mark !== undefined && block.text.startsWith(block.mark) ? block.text.slice(block.mark.length).trim() : block.text
  const [, label = '', value = ''] =
    /^(\p{Lu}[^:.;]{3,60}?)(?:\s?:\s|\s\.{3}\s)(.+?)\.?$/u.exec(cleaned(text).replace(/ \.{3} /, ' ... ')) ?? []
  if (!isWhole(label) || value === '' || value.length > LONGEST_VALUE || !isWhole(value) || /: |[.;] \p{Lu}/u.test(value)) return null
  const isOrder = parseInstruction(label) !== null && !isNounToo(label.split(' ')[0] ?? '')
  return hasQuantity(value) && !isOrder ? { label, value } : null
}

function draftOf(label: string, value: string, block: Block, page: PageMaterial, settings: Settings): Draft {
  const heading = headingOver(page, block.id)
  const part = definite(withArticles(runningCase(unturned(label))))
  const tail = placeTail(spokenHeading(heading), page, part)
  return worded(
    {
      wordings: [`What ${isPlural(part) ? 'are' : 'is'} ${part}${tail}?`, `What value is given for ${part}${tail}?`],
      answer: value,
      task: 'spec',
      question_type: 'factual',
      applies_to: [],
      operation: null,
      evidence: [...(heading === null ? [] : [heading]), block].map((one) => blockEvidence(page.page.page_id, one)),
    },
    settings,
  )
}
