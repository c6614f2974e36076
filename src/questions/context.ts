import type { PageMaterial } from '../contracts/material.ts'
import { definite } from '../text/noun-phrases.ts'
import { runningCase } from '../text/letter-case.ts'
import { isJob } from '../text/topics.ts'
import { cleaned } from './cleaned.ts'
import type { Item, Operation, Part } from './operations.ts'
import { subjectOfPage } from './page-subject.ts'
import { onVehicle } from './phrasing.ts'
import type { Setting } from './asked.ts'

/** Headings that open a kind of content, not a variant: they add nothing to a question. */
const KIND =
  /^(?:adjusting |test |general )?(?:requirements?|conditions?|prerequisites?|installation|removal|assembly|disassembly|notes?|important|general(?: information)?|description|information|procedure)$/i

const MEASURED = /\b(?:torques?|clearances?|pressures?|capacit(?:y|ies)|temperatures?|dimensions?|values?|limits?)\b/i

/** The name of a part of the job that is neither a job itself nor a kind of content: 'Engine M 20', 'Rear Wheel Brakes (Drums)'. */
function variantOf(part: Part): string {
  const name = part.heading === null ? '' : cleaned(part.heading.block.text).replace(/[:\s]+$/, '')
  return name === '' || KIND.test(name) || MEASURED.test(name) || (part.topic !== null && isJob(part.topic)) ? '' : name
}

/**
 * Whether an item surely still belongs to the variant that its heading names. Behind a gap, in another column or on another page
 * it may hold for all variants again: pages do not say, so such a sentence is not asked by itself.
 */
export function isSurelyUnder(part: Part, item: Item): boolean {
  if (variantOf(part) === '' || part.heading === null) return true
  const run = [part.heading, ...part.items.slice(0, part.items.indexOf(item) + 1)]
  return run.slice(1).every((one, index) => {
    const before = run[index]
    const [upper, lower] = [before?.block.box ?? null, one.block.box]
    if (upper === null || lower === null) return true
    const line = part.heading === null || part.heading.block.box === null ? 0 : part.heading.block.box[3] - part.heading.block.box[1]
    return one.page_id === before?.page_id && one.block.column === before.block.column && lower[1] - upper[3] < 2.5 * line
  })
}

/** Words in brackets that say for which variant a question is meant; '' for none. */
export function inBrackets(name: string): string {
  const plain = runningCase(name.replace(/[.:\s]+$/, ''))
    .replace(/\s*\(([^()]*)\)/g, ', $1')
    .replace(/[()]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return plain === '' ? '' : ` (${plain})`
}

/** The words that make a question about a sentence of this part stand alone; null when nothing names what it is about. */
export function settingOf(operation: Operation | null, part: Part, page: PageMaterial): Setting | null {
  const vehicle = onVehicle(page.vehicles)
  if (part.topic !== null && isJob(part.topic) && (part.topic.verbs.length > 0 || operation === null)) {
    const about = operation === null ? subjectOfPage(page) : ''
    const aside = about === '' || part.topic.object.toLowerCase().includes(about) ? '' : ` (${about})`
    return { during: ` ${part.topic.during}${aside}${vehicle}`, object: operation?.topic.object ?? part.topic.object }
  }
  if (operation === null) {
    const about = page.structure.blocks.some(({ type }) => type === 'operation') ? '' : subjectOfPage(page)
    return about === '' ? null : { during: ` when working on ${definite(about)}${vehicle}`, object: about }
  }
  const named = part.topic !== null && isJob(part.topic) ? cleaned(part.heading?.block.text ?? '').replace(/[:\s]+$/, '') : variantOf(part)
  return {
    during: ` ${operation.topic.during}${inBrackets(named)}${vehicle}`,
    object: operation.topic.verbs.length > 0 ? operation.topic.object : '',
  }
}
