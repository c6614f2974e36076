import type { PageMaterial } from '../contracts/material.ts'
import { runningCase } from '../text/letter-case.ts'
import { isJob } from '../text/topics.ts'
import { spokenHeading, spokenSection } from './headings.ts'
import { cleaned } from './cleaned.ts'
import type { Item } from './items.ts'
import type { Operation, Part } from './operations.ts'
import { subjectOfPage } from './page-subject.ts'
import { onVehicle } from './phrasing.ts'
import type { Setting } from './asked.ts'
import { belongingOf, variantOf } from './variants.ts'

/** Words in brackets that say for which variant a question is meant; '' for none. */
export function inBrackets(name: string): string {
  const plain = runningCase(name.replace(/[.:\s]+$/, ''))
    .replace(/\s*\(([^()]*)\)/g, ', $1')
    .replace(/[()]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return plain === '' ? '' : ` (${plain})`
}

/** The setting narrowed to a variant that a sentence names itself. */
export function narrowed(setting: Setting, variant: string): Setting {
  const { during } = setting
  const added = inBrackets(variant)
  return { ...setting, during: during.endsWith(')') ? `${during.slice(0, -1)}, ${added.slice(2)}` : `${during}${added}` }
}

/** Whether only the place is known, not the job: then nothing general ('What must you not do?') can be asked. */
export const namesPlaceOnly = ({ during }: Setting): boolean => during.startsWith(' (')

/**
 * The words that make a question about a sentence of this part stand alone; null when nothing names what it is about, 'unsure'
 * when the sentence may hold for one variant or for all.
 */
export function settingOf(item: Item, operation: Operation | null, part: Part, page: PageMaterial): Setting | 'unsure' | null {
  const belonging = belongingOf(item, part, operation ?? { title: null, parts: [part] })
  if (belonging === 'unsure') return belonging
  return settingOfPart(operation, belonging === 'all' ? { ...part, heading: null, topic: null } : part, page)
}

/** Words of a heading that says in brackets what a sentence is about. */
const LONGEST_HEADING = 6

function settingOfPart(operation: Operation | null, part: Part, page: PageMaterial): Setting | null {
  const vehicle = onVehicle(page.vehicles)
  if (part.topic !== null && isJob(part.topic) && (part.topic.verbs.length > 0 || operation === null)) {
    const about = operation === null ? subjectOfPage(page) : ''
    const aside = about === '' || part.topic.object.toLowerCase().includes(about) ? '' : ` (${about})`
    return { during: ` ${part.topic.during}${aside}${vehicle}`, object: operation?.topic.object ?? part.topic.object }
  }
  if (operation === null) {
    const isOfJobs = page.structure.blocks.some(({ type }) => type === 'operation')
    // What a label with a colon limits ends where nothing tells.
    const isPlain = !isOfJobs && part.heading !== null && !/:\s*$/.test(part.heading.block.text)
    const heading = isPlain ? spokenHeading(part.heading?.block ?? null) : ''
    const about = isOfJobs ? '' : heading !== '' && heading.split(' ').length <= LONGEST_HEADING ? heading : subjectOfPage(page)
    if (about === '') return null
    const section = vehicle === '' ? page.page.section.name : ''
    return { during: ` (${section === '' ? '' : `${spokenSection(section)}, `}${about})${vehicle}`, object: about }
  }
  const named = part.topic !== null && isJob(part.topic) ? cleaned(part.heading?.block.text ?? '').replace(/[:\s]+$/, '') : variantOf(part)
  return {
    during: ` ${operation.topic.during}${inBrackets(named)}${vehicle}`,
    object: operation.topic.verbs.length > 0 ? operation.topic.object : '',
  }
}
