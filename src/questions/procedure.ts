import type { Evidence } from '../contracts/example.ts'
import type { Refusal } from '../contracts/example.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { Settings } from '../contracts/settings.ts'
import { runningCase, upperFirst } from '../text/letter-case.ts'
import { parseInstruction } from '../text/instructions.ts'
import { isInstructionVerb } from '../text/verbs.ts'
import { closed, isWhole, sentencesOf } from '../text/sentences.ts'
import { isJob, type Topic, topicOf } from '../text/topics.ts'
import { spokenSection } from './headings.ts'
import { cleaned, hasDoubtfulDegree, isReference, isSure, labelled, variantIn } from './cleaned.ts'
import { blockEvidence, distinct } from './evidence.ts'
import { pointersOf, withFootnotes } from './footnotes.ts'
import { type Item, shownBy } from './items.ts'
import { continuation, isListed, type Operation, operationsOf, type Part } from './operations.ts'
import { subjectOfPage } from './page-subject.ts'
import { onVehicle, worded } from './phrasing.ts'
import { withSpokenReferences } from './references.ts'
import { withCitedValues } from './values-in-steps.ts'
import { belongingOf, variantOf } from './variants.ts'
import type { Draft, QuestionWriter } from './writer.ts'

const NAME = 'procedure'

/** Whole operations and sub-operations: every step under the heading, in order, never a part of them. */
export const procedureWriter: QuestionWriter = {
  name: NAME,
  write(page, settings) {
    const drafts: Draft[] = []
    const refusals: Refusal[] = []
    const { operations, loose } = operationsOf(page)
    operations.forEach((operation, index) => {
      const mayGoOn = index === operations.length - 1 && endsThePage(operation, page)
      const whole = wholeOperation(operation, mayGoOn, page, settings)
      if (typeof whole === 'string')
        refusals.push({ block: operation.title?.block.id ?? firstBlock(operation.parts), writer: NAME, reason: whole })
      else if (whole !== null) drafts.push(whole)
      for (const part of operation.parts) drafts.push(...subOperation(part, operation, page, settings))
    })
    for (const part of loose) drafts.push(...subOperation(part, null, page, settings))
    return { drafts, refusals }
  },
}

const titleWords = ({ topic }: Operation): string => [topic.object, ...topic.conditions].join(' ')

/** Whether nothing else begins behind the operation's last item: another heading or table ends it. */
function endsThePage(operation: Operation, page: PageMaterial): boolean {
  const last = operation.parts.flatMap(({ items }) => items).at(-1)?.block
  const { blocks } = page.structure
  const behind = last === undefined ? [] : blocks.slice(blocks.findIndex(({ id }) => id === last.id) + 1)
  return behind.every(({ type }) => type !== 'heading' && type !== 'operation' && type !== 'table')
}

const firstBlock = (parts: readonly Part[]): string => parts.flatMap(({ items }) => items)[0]?.block.id ?? 'page'

/** The pair for a whole operation, the reason why there is none, or null when there is nothing to tell. */
function wholeOperation(operation: Operation, mayGoOn: boolean, page: PageMaterial, settings: Settings): Draft | string | null {
  if (operation.title === null) return 'the operation begins on an earlier page'
  let parts = operation.parts
  if (mayGoOn) {
    const following = continuation(page)
    if (following !== null) {
      if (following.parts.length > 0 && !following.ends) return 'where the operation ends is not at hand'
      parts = [...parts, ...following.parts]
    } else if (isFull(page, operation)) return 'the page is full and the following page is not at hand'
  }
  const told = listing(parts, titleWords(operation), page, settings)
  if (typeof told === 'string') return told
  if (told.steps < 2) return told.steps === 0 ? null : 'a single step is asked about by itself'
  const { topic } = operation
  // '(Removed)' alone is said of what is worked on.
  const conditions = topic.conditions.map((state) => upperFirst(state.includes(' ') ? state : `${topic.object} ${state}`))
  const question =
    topic.verbs.length > 0 ? procedureWordings(topic, onVehicle(page.vehicles)) : jobWordings(topic, onVehicle(page.vehicles))
  if (question === null) return 'the heading does not name a job'
  return worded(
    {
      wordings: question,
      answer: [...(conditions.length === 0 ? [] : [`Condition: ${conditions.join(', ')}.`]), ...told.lines].join('\n'),
      task: 'procedure',
      question_type: 'procedural',
      applies_to: [],
      operation: operation.code,
      evidence: distinct([operation.title, ...operation.stated].flatMap(shownBy).concat(told.evidence)),
    },
    settings,
  )
}

function procedureWordings(topic: Topic, vehicle: string): string[] {
  return [
    `How do you ${topic.infinitive}${vehicle}?`,
    `What are the steps for ${topic.name}${vehicle}?`,
    `What is the procedure for ${topic.name}${vehicle}?`,
    `How should I ${topic.infinitive}${vehicle}?`,
  ]
}

function jobWordings(topic: Topic, vehicle: string): string[] | null {
  if (!isJob(topic)) return null
  return [
    `How is ${topic.name} carried out${vehicle}?`,
    `What are the steps of ${topic.name}${vehicle}?`,
    `How do you carry out ${topic.name}${vehicle}?`,
  ]
}

/** A heading inside an operation that names a job of its own, with at least two things to do under it. */
function subOperation(part: Part, operation: Operation | null, page: PageMaterial, settings: Settings): Draft[] {
  const { heading, topic } = part
  if (heading === null || topic === null || !isJob(topic) || part.items.length < 2) return []
  if (operation !== null && operation.topic.name === topic.name) return []
  // A heading behind it that names no job ('Source of supply:') interrupts the steps, and nothing says where they end.
  const behind = operation?.parts[operation.parts.indexOf(part) + 1]
  if (behind !== undefined && behind.topic !== null && !isJob(behind.topic)) return []
  const told = listing([{ ...part, heading: null }], `${operation === null ? '' : titleWords(operation)} ${topic.object}`, page, settings)
  if (typeof told === 'string' || told.steps < 2) return []
  const within = operation === null || topic.verbs.length > 0 ? '' : ` ${operation.topic.during}`
  const vehicle = onVehicle(page.vehicles)
  const place = operation === null ? sectionTail(page, topic) : ''
  if (operation === null && MEASURE_ALONE.test(topic.object) && subjectOfPage(page) === '') return []
  const wordings =
    topic.verbs.length > 0 ? procedureWordings(topic, `${place}${vehicle}`) : jobWordings(topic, `${within}${place}${vehicle}`)
  if (wordings === null) return []
  return [
    worded(
      {
        wordings,
        answer: told.lines.join('\n'),
        task: 'procedure',
        question_type: 'procedural',
        applies_to: [],
        operation: operation?.code ?? null,
        evidence: distinct([blockEvidence(heading.page_id, heading.block), ...told.evidence]),
      },
      settings,
    ),
  ]
}

function unmarked(text: string, mark: string | undefined): string {
  return mark !== undefined && text.startsWith(mark) ? text.slice(mark.length).trim() : text
}

/** A job that no operation encloses is told apart by the section that it stands in. */
function sectionTail(material: PageMaterial, job: Topic): string {
  const about = subjectOfPage(material)
  const section = material.page.section.name
  // A section named after its machine is said as the machine.
  const isMachine = section === '' || material.vehicles.includes(section)
  const named = [isMachine ? '' : spokenSection(section), job.object.toLowerCase().includes(about) ? '' : about].filter(
    (name) => name !== '',
  )
  return named.length === 0 ? '' : ` (${named.join('; ')})`
}

/** Measures, which every part has: such a job is understood only with the part that is measured. */
const MEASURE_ALONE =
  /^(?:(?:axial|radial|lateral|end|side|basic|full load|idle) )?(?:clearance|play|runout|pressure|adjustment|gap|level|temperature|wear|height|travel|backlash|stop)$/i

/** '1.', '(2)' before a step's words. */
const STEP_NUMBER = /^\(?\d{1,2}[.)]\s/

interface Listing {
  readonly lines: readonly string[]
  readonly steps: number
  readonly evidence: readonly Evidence[]
}

/**
 * The steps of some parts as numbered lines with their headings, notes and cautions; a reason when one cannot be told. What is so, or
 * must be so ('Brake line remains connected'), stands below the step before it; where hardly anything else is told it is numbered too.
 */
function listing(parts: readonly Part[], title: string, page: PageMaterial, settings: Settings): Listing | string {
  const done = listed(parts, title, page, settings, isDescription)
  return typeof done === 'string' || done.steps >= 2 ? done : listed(parts, title, page, settings, () => false)
}

function listed(
  parts: readonly Part[],
  title: string,
  page: PageMaterial,
  settings: Settings,
  describes: (step: string) => boolean,
): Listing | string {
  const job = { title, items: parts.flatMap(({ items }) => items) }
  const lines: string[] = []
  const evidence: Evidence[] = []
  const notes = pointersOf(page.structure)
  let steps = 0
  let instructions = 0
  let described = 0
  for (const part of parts) {
    const { heading, items } = part
    // Where a variant ends before its part does, its name stands before each of its steps.
    const named = items.filter((item) => belongingOf(item, part, { title: null, parts }) !== 'all')
    const variant = named.length < items.length ? `${variantOf(part)}: ` : ''
    if (heading !== null) {
      if (items.length === 0) continue
      if (variant === '') lines.push(`${upperFirst(runningCase(cleaned(heading.block.text).replace(/[.:]+$/, '')))}:`)
      evidence.push(blockEvidence(heading.page_id, heading.block))
    }
    // Where steps carry numbers, a line without one belongs to the step before it.
    const isNumbered = STEP_NUMBER.test(items[0]?.block.text ?? '') && items.filter(({ block }) => STEP_NUMBER.test(block.text)).length >= 2
    for (const [index, item] of items.entries()) {
      const { block, under } = item
      // The legend of a drawing ('1 Housing') is no step; a list has a line that announces it.
      if (isLegend(items, index)) continue
      if (!isSure(block, settings.generate.min_confidence)) return 'a step was read with too little confidence'
      const { label, text } = labelled(block.text)
      const valued = sentencesOf(text).map((sentence) => withCitedValues(sentence, item, job, notes, page, settings))
      const told = valued.flatMap(({ sentence }) => sayable(sentence, notes))
      if (text.trim() !== '' && told.length === 0) continue
      if (told.some((sentence) => !isWhole(sentence) || (label === '' && !isListed(items, index) && /^[\p{Ll}–—-]/u.test(sentence))))
        return 'a step is cut or broken'
      if (told.some(hasDoubtfulDegree)) return 'a number may be a degree misread'
      const isAdvice =
        block.type === 'note' ||
        block.type === 'caution' ||
        /^(?:note|important|caution|warning|attention|danger|requirement|tool)/i.test(label)
      const body = `${told.length > 0 && named.includes(item) ? variant : ''}${withSpokenReferences(told.join(' '), settings)}`
      if (body === '') {
        lines.push(`${label}:`)
      } else if (under !== undefined && lines.length > 0) {
        lines.push(`${lines.pop() ?? ''} ${body}`)
      } else if (isAdvice || block.type === 'tool') {
        lines.push(label === '' ? body : `${label}: ${body}`)
      } else if (isListed(items, index)) {
        lines.push(`- ${unmarked(cleaned(text), block.mark)}`)
      } else if (isLabelLine(body)) {
        lines.push(`${body.replace(/[.:]$/, '')}:`)
      } else if (isNumbered && !STEP_NUMBER.test(text)) {
        lines.push(body)
      } else if (label !== '') {
        // 'Installation: Tightening torque …' belongs to the step above it; what follows is no part of the installation.
        lines.push(`${label}: ${body}`)
      } else if (!isNumbered && describes(body.startsWith(variant) ? body.slice(variant.length) : body)) {
        described += 1
        if (instructs(body)) instructions += 1
        lines.push(body)
      } else {
        steps += 1
        if (instructs(body)) instructions += 1
        lines.push(`${steps}. ${body.replace(/^\(?\d{1,2}[.)]\s+/, '')}`)
      }
      evidence.push(...shownBy(item), ...valued.flatMap((one) => one.evidence))
    }
  }
  if (steps > 0 && instructions < MOSTLY * (steps + described)) return 'the text describes, it gives no steps'
  if (steps > settings.generate.task_rules.procedure.max_steps) return 'more steps than task_rules.procedure.max_steps'
  return { lines, steps, evidence }
}

/** Whether an item is one of at least three numbered names that nothing announces. */
function isLegend(items: readonly Item[], index: number): boolean {
  const isNamed = (item: Item | undefined): boolean =>
    item !== undefined && item.block.type === 'list_item' && /^(?:\d{1,2}|[A-Z])$/.test(item.block.mark ?? '')
  if (!isNamed(items[index])) return false
  const first = items.slice(0, index).findLastIndex((item) => !isNamed(item)) + 1
  const after = items.slice(first).findIndex((item) => !isNamed(item))
  const count = after === -1 ? items.length - first : after
  return count >= 3 && !/:\s*$/.test(items[first - 1]?.block.text ?? '')
}

/** The share of steps that must tell what to do; the others tell what is so. */
const MOSTLY = 0.3

/** Whether a step holds an instruction, perhaps behind a condition or a purpose: 'If it leaks, replace the seal.' */
function instructs(step: string): boolean {
  return sentencesOf(step.replace(/^(?:phase|step|stage) \d+:\s*/i, '')).some(
    (sentence) =>
      parseInstruction(sentence) !== null ||
      /\b(?:must|should|do not|never|always|see specifications)\b/i.test(sentence) ||
      isInstructionVerb(/, (\p{L}+)/u.exec(sentence)?.[1] ?? '') ||
      isInstructionVerb(/^\p{L}+/u.exec(sentence)?.[0] ?? ''),
  )
}

/** Whether every sentence of a step tells what is or must be so, none what to do: 'Thermo clip must engage.' */
function isDescription(step: string): boolean {
  if (/^(?:phase|step|stage) \d/i.test(step)) return false
  return sentencesOf(variantIn(step).rest).every((sentence) => !isDone(sentence))
}

/** Whether a sentence tells what to do, perhaps behind a condition or a purpose: 'After the test, bleed the calipers.' */
const isDone = (sentence: string): boolean =>
  parseInstruction(sentence) !== null ||
  // 'Chock both tracks': a verb that is not known, by what follows it.
  (/^\p{Lu}\p{Ll}+ (?:the|an?|both|all|each|one|two|new)\b/u.test(sentence) && !NO_VERB.test(sentence)) ||
  /^(?:do not|don't|never|always)\b/i.test(sentence) ||
  isInstructionVerb(/, (?:then |also |always )?(\p{L}+)/u.exec(sentence)?.[1] ?? '') ||
  isInstructionVerb(/^(?:\p{L}+ly |then |also )?(\p{L}+)/iu.exec(sentence)?.[1]?.toLowerCase() ?? '')

const NO_VERB =
  /^(?:both|all|each|only|with|without|after|before|if|when|while|until|on|in|at|for|from|by|of|to|as|during|under|through|this|these|that|not|is|are)\b/i

/** 'Drums:' or 'High Pressure Leak Test.' alone on a line heads what follows and is no step. */
function isLabelLine(text: string): boolean {
  if (/^\p{Lu}[\p{L}\d /()-]{2,40}:$/u.test(text)) return true
  const topic = topicOf(text)
  return (
    topic !== null && topic.verbs.length === 0 && isJob(topic) && (text.match(/\p{L}{3,}/gu) ?? []).every((word) => /^\p{Lu}/u.test(word))
  )
}

/** A sentence as it is told; one that only points to a footnote names it, so that the step is not lost. */
function sayable(sentence: string, notes: ReadonlyMap<string, string>): string[] {
  const mark = /\*+/.exec(sentence)?.[0]
  const note = mark === undefined ? undefined : notes.get(mark)
  const text = closed(cleaned(withFootnotes(sentence, notes)))
  if (isReference(sentence))
    return note === undefined || /^source/i.test(note)
      ? []
      : [`${cleaned(sentence).replace(/\.$/, '')}: ${note.replace(/^See\b/, 'see').replace(/\bS(?=pecifications)/, 's')}.`]
  return [text]
}

/** Whether the text of the last column runs to the foot of the page, so that the operation may go on. */
function isFull(page: PageMaterial, operation: Operation): boolean {
  const boxes = page.structure.blocks.flatMap(({ box }) => (box === null ? [] : [box]))
  const last = operation.parts.flatMap(({ items }) => items).at(-1)?.block.box ?? null
  if (last === null || boxes.length === 0) return false
  const bottom = Math.max(...boxes.map((box) => box[3]))
  const top = Math.min(...boxes.map((box) => box[1]))
  const isLow = last[3] > 0.75 * (page.page.image?.height ?? 0)
  return isLow && last[3] - top > 0.85 * (bottom - top)
}
