import type { PageMaterial } from '../contracts/material.ts'
import { runningCase } from '../text/letter-case.ts'
import { isJob } from '../text/topics.ts'
import { cleaned } from './cleaned.ts'
import type { Operation, Part } from './operations.ts'
import { onVehicle } from './phrasing.ts'
import type { Setting } from './asked.ts'

/** Headings that open a kind of content, not a variant: they add nothing to a question. */
const KIND =
  /^(?:adjusting |test |general )?(?:requirements?|conditions?|prerequisites?|installation|removal|assembly|disassembly|notes?|important|general(?: information)?|description|information|procedure)$/i

const MEASURED = /\b(?:torques?|clearances?|pressures?|capacit(?:y|ies)|temperatures?|dimensions?|values?|limits?)\b/i

/** The words that make a question about a sentence of this part stand alone; null when nothing names what it is about. */
export function settingOf(operation: Operation | null, part: Part, page: PageMaterial): Setting | null {
  const vehicle = onVehicle(page.vehicles)
  const name = part.heading === null ? '' : cleaned(part.heading.block.text).replace(/[:\s]+$/, '')
  if (part.topic !== null && isJob(part.topic) && (part.topic.verbs.length > 0 || operation === null)) {
    return { during: ` ${part.topic.during}${vehicle}`, object: operation?.topic.object ?? part.topic.object }
  }
  if (operation === null) return null
  const variant =
    name === '' || KIND.test(name) || MEASURED.test(name) ? '' : ` (${runningCase(name).replace(/[()]/g, ' ').replace(/\s+/g, ' ').trim()})`
  return {
    during: ` ${operation.topic.during}${variant}${vehicle}`,
    object: operation.topic.verbs.length > 0 ? operation.topic.object : '',
  }
}
