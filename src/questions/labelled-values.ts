import type { Refusal } from '../contracts/example.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { Settings } from '../contracts/settings.ts'
import type { Block } from '../contracts/structure.ts'
import { parseInstruction } from '../text/instructions.ts'
import { isCapitals, runningCase, upperFirst } from '../text/letter-case.ts'
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
/** Lines further in than a heading stand so much of the page's width behind its edge. */
const EDGE = 0.01
const LABEL = /^[^.;]{3,60}:\s*$/
/** 'Maximum', 'Maximum at sea level': of what is told by a label above alone. */
const OF_WHAT = /^(?:maximum|minimum|normal|total|average|usable)(?:$| (?:at|in|of|with|for|over|during)\b)/i

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
    for (const { block, label, value, isLed } of lines) {
      if (under(block) < FEWEST && !isLed) continue
      if (OF_WHAT.test(label) && !LABEL.test(topicOver(block, page)?.text ?? '')) {
        refusals.push({ block: block.id, writer: NAME, reason: 'nothing says of what it is the limit' })
        continue
      }
      if (isSure(block, settings.generate.min_confidence)) drafts.push(draftOf(label, value, block, page, settings))
      else refusals.push({ block: block.id, writer: NAME, reason: 'read with too little confidence' })
    }
    return { drafts, refusals }
  },
}

/** Whether a block is a line of a label and a value that is asked as one. */
export function isLabelledValue(block: Block, blocks: readonly Block[]): boolean {
  const line = lineOf(block)
  return line !== null && (line.isLed || blocks.filter((other) => other.parent === block.parent && lineOf(other) !== null).length >= FEWEST)
}

/** The label and the value of a line that is nothing else; null for other lines. */
function lineOf(block: Block): { label: string; value: string; isLed: boolean } | null {
  if (!LINES.has(block.type) || /^\(?\d{1,2}[.)]\s/.test(block.text) || labelled(block.text).label !== '') return null
  const text = block.mark !== undefined && block.text.startsWith(block.mark) ? block.text.slice(block.mark.length).trim() : block.text
  const isLed = / \.{3} /.test(text)
  const plain = cleaned(isLed ? text.replace(/:(?= .* \.{3} )/, ',') : text)
  const [, label = '', value = ''] = /^(\p{Lu}[^.;]{3,60}?)\s?:\s(.+?)\.?$/u.exec(plain) ?? []
  if (!isWhole(label) || value === '' || value.length > LONGEST_VALUE || !isWhole(value) || /: |[.;] \p{Lu}/u.test(value)) return null
  const isOrder = parseInstruction(label) !== null && !isNounToo(label.split(' ')[0] ?? '')
  const isValue = hasQuantity(value) || hasQuantity(value.toLowerCase()) || (isLed && /\d/.test(value))
  return isValue && !isOrder ? { label: label.replace(/,+$/, ''), value, isLed } : null
}

/**
 * What a line is about: the label on a line of its own that it stands further in than ('TAKEOFF PERFORMANCE:'), else the heading
 * over it; null without one.
 */
function topicOver(block: Block, page: PageMaterial): Block | null {
  const { blocks } = page.structure
  const isIn = (label: Block): boolean =>
    block.box !== null && label.box !== null && block.box[0] - label.box[0] > EDGE * (page.page.image?.width ?? 0)
  const above = blocks.slice(0, blocks.indexOf(block)).toReversed()
  const label = above.find(({ text, parent, type }) => (parent === block.parent || type === 'heading') && LABEL.test(text))
  if (label !== undefined && isIn(label)) return label
  const heading = headingOver(page, block.id)
  return heading === null || !LABEL.test(heading.text) || isIn(heading)
    ? heading
    : (above.find(({ type, text }) => type === 'heading' && !LABEL.test(text)) ?? null)
}

function draftOf(label: string, value: string, block: Block, page: PageMaterial, settings: Settings): Draft {
  const heading = topicOver(block, page)
  const words = label.split(', ').map((piece) => (isCapitals(piece) ? upperFirst(runningCase(piece)) : piece))
  const part = definite(withArticles(runningCase(unturned(words.join(', ')))))
  const topic = heading === null || !LABEL.test(heading.text) ? '' : runningCase(heading.text.replace(/^\W+|\s*:\s*$/g, ''))
  // 'MAXIMUM WEIGHT: Ramp' tells a weight, not a ramp.
  if (OF_MEASURE.test(topic) && !OF_MEASURE.test(part)) {
    const bare = part.replace(/^the /, '')
    return draftNamed(`${definite(topic)} (${bare})`, placeTail('', page, `${topic} ${bare}`), value, [heading, block], page, settings)
  }
  const tail = placeTail(heading === null ? '' : spokenHeading({ ...heading, text: heading.text.replace(/:\s*$/, '') }), page, part)
  return draftNamed(part, tail, value, [heading, block], page, settings)
}

const OF_MEASURE =
  /\b(?:weights?|speeds?|capacit(?:y|ies)|pressures?|temperatures?|power|loads?|consumption|dimensions?|lengths?|torques?|voltages?|currents?|flow|rates?|levels?|quantit(?:y|ies)|limits?)$/i

function draftNamed(
  part: string,
  tail: string,
  value: string,
  shown: readonly (Block | null)[],
  page: PageMaterial,
  settings: Settings,
): Draft {
  return worded(
    {
      wordings: [`What ${isPlural(part) ? 'are' : 'is'} ${part}${tail}?`, `What value is given for ${part}${tail}?`],
      // '17, 300': a space crept in behind the comma of thousands.
      answer: value.replace(/(?<=\d), (?=\d{3}\b)/g, ','),
      task: 'spec',
      question_type: 'factual',
      applies_to: [],
      operation: null,
      evidence: shown.filter((one) => one !== null).map((one) => blockEvidence(page.page.page_id, one)),
    },
    settings,
  )
}
