import type { ContentType } from '../contracts/classification.ts'
import type { NeighbourPage, PageMaterial } from '../contracts/material.ts'
import type { Block, Structure } from '../contracts/structure.ts'
import { runningCase } from '../text/letter-case.ts'
import { parseInstruction } from '../text/instructions.ts'
import { isJob, STATE, type Topic, topicOf } from '../text/topics.ts'
import { isLoneLabel, labelled } from './cleaned.ts'
import { type Item, joinedItems, together } from './items.ts'

/** What stands under one heading inside an operation; the first part has none. */
export interface Part {
  readonly heading: Item | null
  readonly topic: Topic | null
  readonly items: readonly Item[]
}

/** One job: its title and all that belongs to it on this page. */
export interface Operation {
  /** null when it began on an earlier page. */
  readonly title: Item | null
  readonly topic: Topic
  readonly code: string | null
  /** Lines below the title that belong to it ('(Removed)'). */
  readonly stated: readonly Item[]
  readonly parts: readonly Part[]
}

export interface PageOperations {
  /** In reading order. One that began on an earlier page stands first, without a title. */
  readonly operations: readonly Operation[]
  /** Content before the first heading when nothing says what it belongs to. */
  readonly loose: readonly Part[]
}

const CONTENT = new Set<Block['type']>(['paragraph', 'step', 'list_item', 'note', 'caution', 'tool', 'specification'])

/** The title of an operation block without its number. */
export function titleOf(block: Block): string {
  const code = block.code
  const text =
    code !== undefined && block.text.startsWith(code) ? block.text.slice(code.length) : block.text.replace(/^\d{2} \d{2} \d{3}\b/, '')
  return text.replace(/^[\s–—:.-]+/, '').trim()
}

/** Kinds of page whose running text is instructions; on drawings and charts words stand beside one another without order. */
const TELLS_JOBS = new Set<ContentType>(['procedure', 'specification', 'text', 'diagram', 'unknown'])

/** Whether a job's steps are numbered from 1: then their order is sure, whatever else the page shows. */
function isNumbered(parts: readonly Part[]): boolean {
  const numbers = parts.flatMap(({ items }) => items.flatMap(({ block }) => /^\(?(\d{1,2})[.)]\s/.exec(block.text)?.[1] ?? []))
  return numbers.length >= 2 && numbers.every((number, index) => Number(number) === index + 1)
}

/** Groups a page's blocks by the jobs that they belong to. */
export function operationsOf(material: PageMaterial): PageOperations {
  const { structure, classification } = material
  if (classification.is_index) return { operations: [], loose: [] }
  const isChart = structure.blocks.some(({ type, text }) => type === 'heading' && /^troubleshoot|^diagnos/i.test(text))
  if (isChart || !TELLS_JOBS.has(classification.content_type)) {
    const numbered = grouped(structure, material.page.page_id).filter(({ title, parts }) => title !== null && isNumbered(parts))
    return { operations: operationsIn(numbered), loose: [] }
  }
  const groups = grouped(material.structure, material.page.page_id)
  const [first, ...others] = groups
  const apart = others.flatMap(({ title, parts }) => (title === null ? parts : []))
  if (first === undefined || first.title !== null) return { operations: operationsIn(groups), loose: apart }
  const carried = continuedOperation(
    material,
    others.some(({ title }) => title !== null),
  )
  const rest = operationsIn(others)
  if (carried === null) return { operations: rest, loose: [...first.parts, ...apart] }
  return {
    operations: [{ title: null, topic: carried.topic, code: carried.code, stated: [], parts: first.parts }, ...rest],
    loose: apart,
  }
}

interface Group {
  readonly title: Item | null
  readonly parts: Part[]
}

/** Words that open a part of a job, however large they are set. */
const PART_OF_JOB =
  /^(?:installation|installing|removal|removing|assembly|assembling|disassembly|disassembling|refitting|inspection|checking|cleaning|adjustment|tools?|special tools?|preparations?|notes?|requirements?|conditions?|result)\b/i

/** A heading of the same size as the job's own, without a job of its own, ends the job: what follows is another matter. */
function endsJob(heading: Block, title: Block | undefined): boolean {
  if (title === undefined || title.type !== 'heading' || PART_OF_JOB.test(heading.text) || /:\s*$/.test(heading.text)) return false
  // Letters that reach below the line make its box higher by about a quarter.
  const size = ({ box, lines, text }: Block): number =>
    box === null ? 0 : ((box[3] - box[1]) / Math.max(1, lines.length)) * (/[gjpqy,()]/.test(text) ? 1 : 1.25)
  return size(heading) > 0.9 * size(title)
}

function grouped(structure: Structure, page_id: string): Group[] {
  const groups: Group[] = []
  let part: { heading: Item | null; topic: Topic | null; items: Item[] } | null = null
  const open = (heading: Item | null, topic: Topic | null): void => {
    part = { heading, topic, items: [] }
    if (groups.length === 0) groups.push({ title: null, parts: [] })
    groups.at(-1)?.parts.push(part)
  }
  let label: 'note' | 'caution' | null = null
  const hasCodes = structure.blocks.some((block) => block.type === 'operation')
  for (const block of structure.blocks) {
    const item: Item = { page_id, block, ...(label === null ? {} : { under: label }) }
    if (block.type === 'operation' && /^\W*(?:see|refer|source)\b/i.test(titleOf(block))) continue
    const titled = groups.at(-1)
    if (titled !== undefined && titled.title !== null && goesOnAsTitle(titled, block)) {
      groups[groups.length - 1] = { ...titled, title: together(titled.title, item) }
    } else if (block.type === 'operation' || (block.type === 'heading' && isTitle(block, hasCodes))) {
      groups.push({ title: item, parts: [] })
      part = null
      open(null, null)
    } else if (block.type === 'heading' && endsJob(block, groups.at(-1)?.title?.block)) {
      groups.push({ title: null, parts: [] })
      open(item, topicOf(block.text))
    } else if (block.type === 'heading' || ((block.type === 'step' || block.type === 'paragraph') && isLoneLabel(block.text))) {
      open(item, topicOf(block.text))
    } else if (CONTENT.has(block.type) && /\p{L}{3}/u.test(block.text)) {
      label = (block.type === 'note' || block.type === 'caution') && labelled(block.text).text.trim() === '' ? block.type : null
      if (part === null) open(null, null)
      const target = part as { items: Item[] } | null
      target?.items.push(item)
    }
  }
  return groups.map(({ title, parts }) => ({ title, parts: parts.map((one) => ({ ...one, items: joinedItems(one.items) })) }))
}

/** 'INSTALLING ROCKER' – 'COVER': the second line of a title in capitals, read as a block of its own. */
function goesOnAsTitle({ title, parts }: Group, { type, text, code }: Block): boolean {
  const isCapital = (words: string): boolean => /\p{Lu}{2}/u.test(words) && !/\p{Ll}/u.test(words)
  return (
    title !== null &&
    code === undefined &&
    (type === 'step' || type === 'paragraph' || type === 'heading') &&
    parts.every(({ heading, items }) => heading === null && items.length === 0) &&
    isCapital(titleOf(title.block)) &&
    isCapital(text) &&
    !/:\s*$/.test(text)
  )
}

/** Whether an item belongs to a list: marked, or a bare name directly behind marked ones. */
export function isListed(items: readonly Item[], index: number): boolean {
  const item = items[index]
  if (item === undefined) return false
  if (item.block.type === 'list_item') return true
  const { text } = item.block
  const bare = !/[.!?:]$/.test(text) && text.split(' ').length <= 5 && parseInstruction(text) === null
  return bare && index > 0 && isListed(items, index - 1)
}

/** On pages without operation numbers a heading that names a job and ends without a colon begins one. */
function isTitle(block: Block, hasCodes: boolean): boolean {
  if (hasCodes || /:\s*$/.test(block.text)) return false
  const topic = topicOf(block.text)
  if (/^\W*(?:see|refer|source)\b/i.test(block.text)) return false
  return topic !== null && isJob(topic) && labelled(block.text).label === ''
}

function operationsIn(groups: readonly Group[]): Operation[] {
  return groups.flatMap(({ title, parts }) => {
    const topic = title === null ? null : topicOf(titleOf(title.block))
    if (title === null || topic === null) return []
    const { states, stated, rest } = statesBelow(parts)
    return [
      { title, topic: { ...topic, conditions: [...topic.conditions, ...states] }, code: title.block.code ?? null, stated, parts: rest },
    ]
  })
}

/** '(Removed)' on a line of its own under the title is a condition, not a step. */
function statesBelow(parts: readonly Part[]): { states: string[]; stated: readonly Item[]; rest: readonly Part[] } {
  const [first, ...others] = parts
  const text = first?.items[0]?.block.text ?? ''
  if (first === undefined || !/^[(–—-].*[)–—-]\.?$/.test(text) || text.length > 60 || !STATE.test(` ${text.replace(/\.$/, '')}`))
    return { states: [], stated: [], rest: parts }
  return {
    states: [runningCase(text.replace(/^[\s(–—-]+|[\s)–—.-]+$/g, ''))],
    stated: first.items.slice(0, 1),
    rest: [{ ...first, items: first.items.slice(1) }, ...others],
  }
}

/**
 * What goes on from the page before: its last operation when that page is the one before in print, else the job that the
 * section's index places on this page or last before it.
 */
function continuedOperation(material: PageMaterial, hasTitles: boolean): { topic: Topic; code: string | null } | null {
  const { previous } = material
  if (previous !== null && follows(previous, material)) {
    const last = operationsIn(grouped(previous.structure, previous.page.page_id)).at(-1)
    if (last !== undefined) return { topic: last.topic, code: last.code }
  }
  const printed = pageNumber(material.classification.printed_page)
  if (printed === null) return null
  const shown = new Set(material.structure.blocks.flatMap(({ code }) => (code === undefined ? [] : [code])))
  // The index sends readers here for a job whose title was not found: then the text may be that job's.
  if (material.operations.some(({ code }) => code !== null && !shown.has(code))) return null
  const earlier = (material.section_operations ?? []).flatMap((operation) => {
    const start = (operation.pages ?? [])
      .map(pageNumber)
      .find((page) => page !== null && page.chapter === printed.chapter && compare(page, printed) < (hasTitles ? 0 : 1))
    return start === undefined || start === null ? [] : [{ operation, start }]
  })
  const nearest = earlier.toSorted((one, other) => compare(one.start, other.start)).at(-1)
  // Several jobs that begin on the same earlier page: the last of them in the index is the one that can run over.
  const topic = nearest === undefined ? null : topicOf(nearest.operation.name)
  if (nearest === undefined || topic === null || !isJob(topic) || printed.number - nearest.start.number > LONGEST_OPERATION) return null
  return { topic, code: nearest.operation.code }
}

/** Pages over which an operation is believed to run without a heading of its own. */
const LONGEST_OPERATION = 6

interface PageNumber {
  readonly chapter: string
  readonly number: number
  readonly letter: string
}

function pageNumber(printed: string | null): PageNumber | null {
  const match = /^(?:(.+?)[\s-]*[-–/])?\s*(\d+)([a-z]?)$/.exec((printed ?? '').trim())
  return match === null ? null : { chapter: (match[1] ?? '').trim(), number: Number(match[2]), letter: match[3] ?? '' }
}

function compare(one: PageNumber, other: PageNumber): number {
  return one.number - other.number || one.letter.localeCompare(other.letter)
}

/** Whether `page` is printed directly behind `previous`; without printed numbers, whether it is the next page of the same file. */
export function follows(
  previous: Pick<NeighbourPage, 'page' | 'classification'>,
  page: Pick<NeighbourPage, 'page' | 'classification'>,
): boolean {
  const one = pageNumber(previous.classification.printed_page)
  const other = pageNumber(page.classification.printed_page)
  if (one !== null && other !== null && one.chapter === other.chapter) {
    if (other.number === one.number + 1) return other.letter === ''
    return other.number === one.number && other.letter.charCodeAt(0) === (one.letter === '' ? 96 : one.letter.charCodeAt(0)) + 1
  }
  return previous.page.source_path === page.page.source_path && page.page.source_page === previous.page.source_page + 1
}

/** What an operation shows on the following pages before the next one begins; `ends` = a page says where it ends. */
export function continuation(material: PageMaterial): { parts: readonly Part[]; ends: boolean } | null {
  const { next, following = [] } = material
  if (next === null || !follows(material, next)) return null
  const parts: Part[] = []
  let before: Pick<NeighbourPage, 'page' | 'classification'> = material
  for (const page of [next, ...following]) {
    if (!follows(before, page)) return { parts, ends: false }
    const shown = continuedOn(page)
    parts.push(...shown.parts)
    if (shown.ends) return { parts, ends: true }
    before = page
  }
  return { parts, ends: false }
}

function continuedOn(page: NeighbourPage): { parts: readonly Part[]; ends: boolean } {
  if (!['procedure', 'text', 'unknown'].includes(page.classification.content_type)) return { parts: [], ends: true }
  const opening = page.structure.blocks.find(({ type }) => CONTENT.has(type) || type === 'heading' || type === 'table')
  if (opening?.type === 'heading' && !/:\s*$/.test(opening.text)) return { parts: [], ends: true }
  const groups = grouped(page.structure, page.page.page_id)
  const [first] = groups
  return { parts: first === undefined || first.title !== null ? [] : first.parts, ends: groups.some(({ title }) => title !== null) }
}
