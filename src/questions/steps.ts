import type { Evidence, Refusal, Task } from '../contracts/example.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { Settings } from '../contracts/settings.ts'
import { clausesOf, parseInstruction } from '../text/instructions.ts'
import { runningCase } from '../text/letter-case.ts'
import { closed, sentencesOf } from '../text/sentences.ts'
import { QUANTITY } from '../text/values.ts'
import { isBarePart, namedPart } from '../text/noun-phrases.ts'
import { cleaned, hasDoubtfulDegree, isReference, isSure, labelled, variantIn } from './cleaned.ts'
import { inBrackets, isSurelyUnder, settingOf } from './context.ts'
import { blockEvidence, distinct } from './evidence.ts'
import { type Item, type Operation, operationsOf, type Part } from './operations.ts'
import { worded } from './phrasing.ts'
import type { Asked, Setting } from './asked.ts'
import { askSentence } from './statements.ts'
import type { Draft, QuestionWriter } from './writer.ts'

const NAME = 'steps'

/** Single sentences of an operation that have an interest of their own: a tool, a value, a manner, a condition, a warning. */
export const stepsWriter: QuestionWriter = {
  name: NAME,
  write(page, settings) {
    const drafts: Draft[] = []
    const refusals: Refusal[] = []
    const { operations, loose } = operationsOf(page)
    for (const operation of operations) {
      for (const group of byQuestion(operation.parts.flatMap((part) => askedIn(part, operation, page, settings, refusals)))) {
        drafts.push(...merged(group, operation, page, settings, refusals))
      }
    }
    for (const part of loose) {
      for (const group of byQuestion(askedIn(part, null, page, settings, refusals)))
        drafts.push(...merged(group, null, page, settings, refusals))
    }
    return { drafts, refusals }
  },
}

interface AskedOf {
  readonly asked: Asked
  readonly item: Item
  readonly context: readonly Item[]
}

function askedIn(part: Part, operation: Operation | null, page: PageMaterial, settings: Settings, refusals: Refusal[]): AskedOf[] {
  const setting = settingOf(operation, part, page)
  const found: AskedOf[] = []
  let loosened: { object: string; item: Item } | null = null
  for (const item of part.items) {
    const { block } = item
    if (block.type === 'list_item' && block.mark !== undefined && /^(?:\d+|[A-Z])$/.test(block.mark)) continue
    if (!isSure(block, settings.generate.min_confidence)) {
      refusals.push({ block: block.id, writer: NAME, reason: 'read with too little confidence' })
      continue
    }
    if (!isSurelyUnder(part, item)) {
      refusals.push({ block: block.id, writer: NAME, reason: 'whether it is still about the variant above is not sure' })
      continue
    }
    const { variant, rest } = variantIn(block.text)
    const { label, text } = labelled(rest)
    const here = setting === null || variant === '' ? setting : { ...setting, during: `${setting.during}${inBrackets(variant)}` }
    const sentences = sentencesOf(/^(?:special )?tools?$/i.test(label) ? block.text : text)
    for (const sentence of sentences) {
      if (isReference(sentence)) continue
      if (goesOnElsewhere(sentence, sentences, item, part)) {
        refusals.push({ block: block.id, writer: NAME, reason: 'the sentence goes on in another block' })
        continue
      }
      // Where a step sends the reader is asked by its number; here it would be taken for the place or the means.
      const plain = cleaned(sentence)
      const bare = /^(?:if|when|in case)\b/i.test(plain)
        ? plain
        : plain.replace(/,?\s+(?:[–—-]+\s*)?(?:\(?see|refer to)\s[^()]*\)?\.?$/i, '.')
      for (const said of clausesOf(bare)) {
        if (hasDoubtfulDegree(said)) {
          refusals.push({ block: block.id, writer: NAME, reason: 'a number may be a degree misread' })
          continue
        }
        const torque = torqueOf(said, loosened, setting)
        if (torque !== null && loosened !== null) {
          found.push({ asked: torque, item, context: [loosened.item] })
          continue
        }
        const instruction = parseInstruction(said)
        if (instruction !== null && /^(?:unscrew|loosen|unbolt|undo|unfasten|remove)/.test(instruction.verb))
          loosened = { object: instruction.object, item }
        // Without a job that says when, only a sentence that names its part in full can stand alone.
        const asked = askSentence(said, here ?? { during: '', object: '' })
        if (asked === null) continue
        if (setting === null && !standsAlone(asked))
          refusals.push({ block: block.id, writer: NAME, reason: 'nothing on the page names the job' })
        else found.push({ asked: whole(setting === null ? inSection(asked, page) : asked, sentences), item, context: [] })
      }
    }
  }
  return found
}

/** A last sentence without its stop, when the next block begins in the middle of one. */
function goesOnElsewhere(sentence: string, sentences: readonly string[], item: Item, part: Part): boolean {
  if (sentence !== sentences.at(-1) || /[.!?:)*]$/.test(sentence)) return false
  const next = part.items[part.items.indexOf(item) + 1]
  return next !== undefined && /^[(\p{Ll}]|^[\d°. ]+\S*\)/u.test(next.block.text)
}

/** 'Tightening torque: 45 Nm' belongs to what was unscrewed last, when that names its part. */
function torqueOf(sentence: string, loosened: { object: string } | null, setting: Setting | null): Asked | null {
  const match = /^tightening torque\s*[:=]\s*(.+?)\.?$/i.exec(sentence)
  if (match === null || loosened === null || setting === null || !QUANTITY.test(match[1] ?? '')) return null
  const object = loosened.object.replace(/\s*\([^)]*\)/g, '')
  if (isBarePart(object)) return null
  return {
    wordings: [
      `What is the tightening torque for ${namedPart(object)}${setting.during}?`,
      `To what torque should ${namedPart(object)} be tightened${setting.during}?`,
    ],
    answer: match[1] ?? '',
    type: 'factual',
  }
}

/** Without a job the section tells which machine part is spoken of. */
function inSection(asked: Asked, { page }: PageMaterial): Asked {
  const tail = page.section.name === '' ? '' : ` (${runningCase(page.section.name)})`
  return { ...asked, wordings: asked.wordings.map((wording) => wording.replace(/\?$/, `${tail}?`)) }
}

/** A part that is named by three words or more can be asked about without the job; a bare one or a general question cannot. */
function standsAlone(asked: Asked): boolean {
  return (asked.about?.match(/\p{L}{3,}/gu) ?? []).filter((word) => !/^(?:the|and|for|from|with|all|both|new)$/.test(word)).length >= 3
}

function byQuestion(asked: readonly AskedOf[]): AskedOf[][] {
  const groups = new Map<string, AskedOf[]>()
  for (const one of asked) {
    const key = one.asked.wordings[0] ?? ''
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()]
}

/** One question has one answer: warnings and tools are told together, other double answers are refused. */
/** What must always be done is told with the sentences that stand beside it: they are of the same weight. */
function whole(asked: Asked, sentences: readonly string[]): Asked {
  const told = sentences.filter((sentence) => !isReference(sentence)).map((sentence) => closed(cleaned(sentence)))
  const isPart = /^What (?:must|do you) always\b/.test(asked.wordings[0] ?? '') && told.length > 1 && told.length <= 3
  return isPart ? { ...asked, answer: told.join(' ') } : asked
}

function merged(
  group: readonly AskedOf[],
  operation: Operation | null,
  page: PageMaterial,
  settings: Settings,
  refusals: Refusal[],
): Draft[] {
  const [first] = group
  if (first === undefined) return []
  const answers = [...new Set(group.map(({ asked }) => asked.answer))]
  if (answers.length > 1 && first.asked.type !== 'safety' && first.asked.type !== 'tool') {
    for (const { item } of group) refusals.push({ block: item.block.id, writer: NAME, reason: 'the same question has two answers here' })
    return []
  }
  const task: Task = first.asked.type === 'factual' && QUANTITY.test(answers.join(' ')) ? 'spec' : 'procedure'
  const evidence: Evidence[] = group
    .flatMap(({ item, context }) => [...context, item])
    .map(({ page_id, block }) => blockEvidence(page_id, block))
  return [
    worded(
      {
        wordings: first.asked.wordings,
        answer: answers.length === 1 ? (answers[0] ?? '') : answers.map((answer) => `- ${closed(answer)}`).join('\n'),
        task,
        question_type: first.asked.type,
        applies_to: [],
        operation: operation?.code ?? null,
        evidence: distinct([
          ...(operation === null || operation.title === null ? [] : [blockEvidence(page.page.page_id, operation.title.block)]),
          ...evidence,
        ]),
      },
      settings,
    ),
  ]
}
