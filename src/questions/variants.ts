import { parseInstruction } from '../text/instructions.ts'
import { isJob } from '../text/topics.ts'
import { cleaned, isReference } from './cleaned.ts'
import type { Item } from './items.ts'
import type { Operation, Part } from './operations.ts'

/** Headings that open a kind of content, not a variant: they add nothing to a question. */
const KIND =
  /^(?:adjusting |test |general )?(?:requirements?|conditions?|prerequisites?|installation|removal|assembly|disassembly|notes?|important|general(?: information)?|description|information|procedure)$/i

const MEASURED = /\b(?:torques?|clearances?|pressures?|capacit(?:y|ies)|temperatures?|dimensions?|values?|limits?)\b/i

/** The name of a part of the job that is neither a job itself nor a kind of content: 'Engine M 20', 'Rear Wheel Brakes (Drums)'. */
export function variantOf(part: Part): string {
  const name = part.heading === null ? '' : cleaned(part.heading.block.text).replace(/[:\s]+$/, '')
  if (name === '' || KIND.test(name) || MEASURED.test(name) || (part.topic !== null && isJob(part.topic))) return ''
  // 'Source of supply:' over an address, 'Colour codes:' over a list: what stands under a variant are sentences.
  const first = part.items[0]?.block.text ?? ''
  return part.items.length > 0 && parseInstruction(cleaned(first)) === null && first.split(' ').length < 4 ? '' : name
}

/** The steps of a job, and where it begins: null for one that came over from an earlier page. */
type Job = Pick<Operation, 'title' | 'parts'>

/**
 * The variant that a whole job holds for: a model or type ('BMW M 3:') named right under its title, when no other follows; ''
 * for none.
 */
export function loneVariant({ title, parts }: Job): string {
  const [first] = parts.filter(({ items }) => items.length > 0)
  const isLone = title !== null && first !== undefined && parts.filter((part) => variantOf(part) !== '').length === 1
  const name = isLone ? variantOf(first) : ''
  return /\d|\b\p{Lu}{2,}\b/u.test(name) ? name : ''
}

/** Whether an item holds for what its heading names, for all variants again, or cannot be told. */
export type Belonging = 'named' | 'all' | 'unsure'

/**
 * Pages do not say where a variant ends. It does where a sister variant ends that begins with the same steps ('Engine M 10: Hold
 * flywheel with tool A. Loosen …' and 'Engine M 20: Hold flywheel with tool B.'); it reaches to the next heading between
 * sisters that differ from the start; a lone one under the title holds for the whole job. Else it is sure up to the first gap only.
 */
export function belongingOf(item: Item, part: Part, job: Job): Belonging {
  const { parts } = job
  if (variantOf(part) === '' || part.heading === null) return 'named'
  if (isReference(item.block.text)) return 'named'
  const index = part.items.indexOf(item)
  const sisters = parts.filter((other) => other !== part && variantOf(other) !== '')
  const twins = sisters.map((sister) => ({ sister, shared: sharedSteps(part, sister) })).filter(({ shared }) => shared > 0)
  const shared = Math.max(0, ...twins.map((twin) => twin.shared))
  if (shared > 0) {
    if (index < shared) return 'named'
    if (twins.some((twin) => twin.shared === shared && (unbroken(part) === shared || unbroken(twin.sister) === shared))) return 'all'
  } else {
    const onPage = item.page_id === part.heading.page_id
    if (onPage && loneVariant(job) === variantOf(part)) return 'named'
    if (onPage && sisters.length > 0 && part !== parts.at(-1)) return 'named'
  }
  return index < unbroken(part) ? 'named' : 'unsure'
}

/** How many steps two variants begin with that do the same to the same thing. */
function sharedSteps(one: Part, other: Part): number {
  const differs = one.items.findIndex((item, index) => {
    const twin = other.items[index]
    return twin === undefined || doing(item) === null || doing(item) !== doing(twin)
  })
  return differs === -1 ? one.items.length : differs
}

function doing({ block }: Item): string | null {
  const instruction = parseInstruction(cleaned(block.text))
  return instruction === null ? null : `${instruction.verb} ${instruction.object.replace(/\s*\([^)]*\)/g, '')}`.toLowerCase()
}

/** How many of a part's items stand under its heading before the first gap, column or page break. */
function unbroken({ heading, items }: Part): number {
  const run = heading === null ? items : [heading, ...items]
  const line = heading === null || heading.block.box === null ? 0 : heading.block.box[3] - heading.block.box[1]
  const broken = run.slice(1).findIndex((one, index) => {
    const before = run[index]
    const [upper, lower] = [before?.block.box ?? null, one.block.box]
    if (upper === null || lower === null) return false
    return one.page_id !== before?.page_id || one.block.column !== before.block.column || lower[1] - upper[3] >= 2.5 * line
  })
  return broken === -1 ? items.length : broken
}
