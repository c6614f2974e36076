import type { Evidence, Refusal, Task } from '../contracts/example.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { Settings } from '../contracts/settings.ts'
import { clausesOf, parseInstruction } from '../text/instructions.ts'
import { closed, sentencesOf } from '../text/sentences.ts'
import { QUANTITY } from '../text/values.ts'
import { isBarePart, namedPart } from '../text/noun-phrases.ts'
import { spokenSection } from './headings.ts'
import { cleaned, hasDoubtfulDegree, isReference, isSure, labelled, variantIn } from './cleaned.ts'
import { namesPlaceOnly, narrowed, settingOf } from './context.ts'
import { distinct } from './evidence.ts'
import { pointersOf } from './footnotes.ts'
import { isCloseBelow, type Item, shownBy } from './items.ts'
import { type Operation, operationsOf, type Part } from './operations.ts'
import { isLabelledValue } from './labelled-values.ts'
import { worded } from './phrasing.ts'
import { withoutCallouts, withSpokenReferences } from './references.ts'
import { withCitedValues } from './values-in-steps.ts'
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
        drafts.push(...merged(group, operation, settings, refusals))
      }
    }
    for (const part of loose) {
      for (const group of byQuestion(askedIn(part, null, page, settings, refusals))) drafts.push(...merged(group, null, settings, refusals))
    }
    return { drafts, refusals }
  },
}

/** So many other sentences may stand beside a fact in a note; in a longer text it depends on what stands before. */
const FEW = 2

interface AskedOf {
  readonly asked: Asked
  readonly item: Item
  readonly context: readonly Item[]
  /** Where a value stands that the step sends to. */
  readonly cited?: readonly Evidence[]
}

function askedIn(part: Part, operation: Operation | null, page: PageMaterial, settings: Settings, refusals: Refusal[]): AskedOf[] {
  const found: AskedOf[] = []
  const refuse = ({ block }: Item, reason: string): void => void refusals.push({ block: block.id, writer: NAME, reason })
  const notes = pointersOf(page.structure)
  const topic = operation?.topic ?? part.topic
  const job = {
    title: topic === null ? '' : [topic.object, ...topic.conditions].join(' '),
    items: operation?.parts.flatMap(({ items }) => items) ?? part.items,
  }
  let loosened: { object: string; item: Item } | null = null
  let conditional: readonly Item[] = []
  for (const item of part.items) {
    const { block } = item
    if (block.type === 'list_item' && block.mark !== undefined && /^(?:\d+|[A-Z])$/.test(block.mark)) continue
    // It was told with the condition that it stands under.
    if (conditional.includes(item)) continue
    if (!isSure(block, settings.generate.min_confidence)) {
      refuse(item, 'read with too little confidence')
      continue
    }
    const setting = settingOf(item, operation, part, page)
    if (setting === 'unsure') {
      refuse(item, 'whether it is still about the variant above is not sure')
      continue
    }
    const { variant, rest } = variantIn(block.text)
    const { label, text } = labelled(rest)
    const here = setting === null || variant === '' ? setting : narrowed(setting, variant)
    const sentences = sentencesOf(/^(?:special )?tools?$/i.test(label) ? block.text : text)
    // Sentences of a note or caution explain and limit one another: what they demand is told together, as advice.
    const others = sentences.filter((sentence) => !isReference(sentence)).length - 1
    const isLimited = setting !== null && isAdvice(item) && others > 0
    for (const sentence of sentences) {
      // 'Tighten crosswise to specified torque*': the torque itself, where the specifications give it.
      const valued = / torque\s?\*/i.test(sentence)
        ? withCitedValues(sentence, item, job, notes, page, settings)
        : { sentence, evidence: [] }
      if (isReference(valued.sentence)) continue
      if (goesOnElsewhere(sentence, sentences, item, part)) {
        refuse(item, 'the sentence goes on in another block')
        continue
      }
      if (/\bdirection of (?:the )?arrow/i.test(sentence)) {
        refuse(item, 'the direction is on the picture only')
        continue
      }
      for (const said of clausesOf(withoutPointer(cleaned(valued.sentence), settings))) {
        if (hasDoubtfulDegree(said)) {
          refuse(item, 'a number may be a degree misread')
          continue
        }
        const torque = torqueOf(said, loosened, setting)
        if (torque !== null && loosened !== null) {
          found.push({ asked: torque, item, context: [loosened.item], cited: valued.evidence })
          continue
        }
        // Asked as a value.
        if (operation === null && isLabelledValue(item.block, page.structure.blocks)) continue
        const instruction = parseInstruction(said)
        if (instruction !== null && /^(?:unscrew|loosen|unbolt|undo|unfasten|remove)/.test(instruction.verb))
          loosened = { object: instruction.object, item }
        // Without a job that says when, only a sentence that names its part in full can stand alone.
        const asked = askSentence(said, here ?? { during: '', object: '' })
        if (asked === null || (isLimited && (others > FEW || asked.type === 'safety' || asked.type === 'procedural'))) continue
        const isGeneral = setting === null ? !standsAlone(asked) : asked.about === undefined && namesPlaceOnly(setting)
        if (isGeneral) {
          refuse(item, 'nothing on the page names the job')
          continue
        }
        const under = /^(?:if|in case)\b/i.test(said) && sentence === sentences.at(-1) ? toldUnder(item, part) : []
        conditional = under.length > 0 ? under : conditional
        const placed = setting === null ? inSection(asked, page) : asked
        found.push({
          asked: under.length > 0 ? withSteps(placed, under) : whole(placed, sentences.slice(sentences.indexOf(sentence))),
          item,
          context: under.length > 0 || setting === null ? under : namingSubject(item, setting, part),
          cited: valued.evidence,
        })
      }
    }
  }
  return found
}

/** A block that names what a page without jobs is about, when the sentence itself does not. */
function namingSubject({ block }: Item, setting: Setting, { items }: Part): readonly Item[] {
  const names = (text: string): boolean => text.toLowerCase().includes(setting.object)
  const naming = namesPlaceOnly(setting) && !names(block.text) ? items.find((item) => names(item.block.text)) : undefined
  return naming === undefined ? [] : [naming]
}

/** Where a step sends the reader is asked by its number; here it would be taken for the place or the means. */
function withoutPointer(sentence: string, { classify }: Settings): string {
  if (/^(?:if|when|in case)\b/i.test(sentence)) return sentence
  const code = new RegExp(`(?<=\\p{L})\\s+(?:${classify.operation_code_pattern.replace(/^\^|\$$/g, '')})(?:\\s?/\\s?\\d{2,3})*\\.?$`, 'u')
  return sentence.replace(/,?\s+(?:[–—-]+\s*)?(?:\(?see|refer to)\s[^()]*\)?\.?$/i, '.').replace(code, '.')
}

const isAdvice = ({ block, under }: Item): boolean => under !== undefined || block.type === 'note' || block.type === 'caution'

/**
 * The steps that stand under a condition: 'If there is still air in the system, detach the cylinder.' at the head of a paragraph
 * holds for all of the paragraph.
 */
function toldUnder(item: Item, { items }: Part): readonly Item[] {
  const at = items.indexOf(item)
  const before = items[at - 1]
  if (before !== undefined && isCloseBelow(before.block, item.block)) return []
  const after = items.slice(at + 1)
  const end = after.findIndex(
    ({ block }, index) =>
      block.type !== 'step' ||
      block.mark !== undefined ||
      labelled(block.text).label !== '' ||
      !isCloseBelow(items[at + index]?.block ?? block, block),
  )
  return end === -1 ? after : after.slice(0, end)
}

function withSteps(asked: Asked, steps: readonly Item[]): Asked {
  const told = steps.flatMap(({ block }) => sentencesOf(block.text)).filter((sentence) => !isReference(sentence))
  return { ...asked, answer: [asked.answer, ...told.map((sentence) => closed(cleaned(sentence)))].join(' ') }
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
  const object = loosened.object.replace(/\s*\([^)]*\)/g, '').replace(/ (?:crosswise|evenly|uniformly|alternately)$/, '')
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
  const tail = page.section.name === '' ? '' : ` (${spokenSection(page.section.name)})`
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

/** What must always be done is told with the sentences that stand beside it: they are of the same weight. */
function whole(asked: Asked, sentences: readonly string[]): Asked {
  const told = sentences.filter((sentence) => !isReference(sentence)).map((sentence) => closed(cleaned(sentence)))
  const isPart = /^What (?:must|do you) always\b/.test(asked.wordings[0] ?? '') && told.length > 1 && told.length <= 3
  return isPart ? { ...asked, answer: told.join(' ') } : asked
}

/** One question has one answer: warnings and tools are told together, other double answers are refused. */
function merged(group: readonly AskedOf[], operation: Operation | null, settings: Settings, refusals: Refusal[]): Draft[] {
  const [first] = group
  if (first === undefined) return []
  const answers = [...new Set(group.map(({ asked }) => withSpokenReferences(withoutCallouts(asked.answer), settings)))]
  if (answers.length > 1 && first.asked.type !== 'safety' && first.asked.type !== 'tool') {
    for (const { item } of group) refusals.push({ block: item.block.id, writer: NAME, reason: 'the same question has two answers here' })
    return []
  }
  const task: Task = first.asked.type === 'factual' && QUANTITY.test(answers.join(' ')) ? 'spec' : 'procedure'
  const shown: Evidence[] = group.flatMap(({ item, context }) => [item, ...context]).flatMap(shownBy)
  const evidence = [...shown, ...group.flatMap(({ cited = [] }) => cited)]
  return [
    worded(
      {
        wordings: first.asked.wordings,
        answer: answers.length === 1 ? (answers[0] ?? '') : answers.map((answer) => `- ${closed(answer)}`).join('\n'),
        task,
        question_type: first.asked.type,
        applies_to: [],
        operation: operation?.code ?? null,
        evidence: distinct([...(operation === null || operation.title === null ? [] : shownBy(operation.title)), ...evidence]),
      },
      settings,
    ),
  ]
}
