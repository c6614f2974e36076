import type { Evidence } from '../contracts/example.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { Settings } from '../contracts/settings.ts'
import { parseInstruction } from '../text/instructions.ts'
import { lowerFirst } from '../text/letter-case.ts'
import { sentencesOf } from '../text/sentences.ts'
import { hasQuantity } from '../text/values.ts'
import { type CitedValue, measuredValues, MOST_ROWS, stemsOf, torqueFor } from './cited-values.ts'
import { cleaned, labelled } from './cleaned.ts'
import type { Item } from './items.ts'
import { MEASURED } from './looked-up-values.ts'

/** A job as far as its steps' values are looked up in it. */
export interface JobWords {
  /** The title's words, and those of a heading inside the job. */
  readonly title: string
  readonly items: readonly Item[]
}

/** A sentence with the values that it sends to, and the places that give them. */
export interface Valued {
  readonly sentence: string
  readonly evidence: readonly Evidence[]
}

/** So many steps behind the one that loosens a part its torque is told at most. */
const NEAREST_STEPS = 3
const LOOSENS = /^(?:unscrew|loosen|unbolt|undo|unfasten|slacken|screw|open|tighten)/
const ALONE = /^(?:tightening\s+)?torques?\s?\*\)?\s?[.,;]?$/i
const SPECIFIED_TORQUE = /\b(?:to|with)\s+(?:the\s+)?(?:specified|correct|prescribed|right)\s+(?:tightening\s+)?torque\s?\*\)?/i

/**
 * Puts the value of the specification page in place of a footnote that sends there: 'Tightening torque*.' becomes 'Tightening torque:
 * 24 Nm.', 'check clearance*' becomes 'check clearance (specified: 0.20 mm)'. Only what fits beyond doubt; else the sentence stays.
 * `notes` are the page's footnotes by their marks.
 */
export function withCitedValues(
  sentence: string,
  item: Item,
  job: JobWords,
  notes: ReadonlyMap<string, string>,
  page: PageMaterial,
  settings: Settings,
): Valued {
  const none = { sentence, evidence: [] }
  if (!/\*/.test(sentence) || !sendsToValues(notes.get('*'))) return none
  const words = `${job.title} ${job.items.map(({ block }) => block.text).join(' ')}`
  const torque = ALONE.test(sentence.trim())
  if (torque || SPECIFIED_TORQUE.test(sentence)) {
    const tightened = torque ? loosenedBefore(item, job.items) : objectOf(sentence)
    const value =
      tightened === null ? null : torqueFor({ ...tightened, near: `${tightened.near} ${job.title}`, job: words }, page, settings)
    if (value === null) return none
    return torque
      ? { sentence: `Tightening torque: ${value.value}.`, evidence: value.evidence }
      : {
          sentence: sentence.replace(SPECIFIED_TORQUE, (said) => `${said.replace(/\s?\*\)?$/, '')} (${value.value})`),
          evidence: value.evidence,
        }
  }
  const match = MEASURED.exec(sentence)
  if (match === null || hasQuantity(match[0])) return none
  const found = measuredValues(cleaned(`${match[1] ?? ''}${match[2] ?? ''}`), stemsOf(words), page, settings)
  if (found.length === 0 || found.length > MOST_ROWS) return none
  const at = match.index + match[0].length
  return {
    sentence: `${sentence.slice(0, at).replace(/\s?\*$/, '')} (specified: ${told(found)})${sentence.slice(at).replace(/^\s?\)/, '')}`,
    evidence: found.flatMap(({ evidence }) => evidence),
  }
}

/** Whether a star's note sends to specifications; one that the page does not print (it was not read, or stands elsewhere) may. */
const sendsToValues = (note: string | undefined): boolean =>
  note === undefined || /^see\b.*\b(?:specifications?|technical data|nominal values?)/i.test(note)

const told = (found: readonly CitedValue[]): string =>
  found.length === 1 ? (found[0]?.value ?? '') : found.map(({ label, value }) => `${lowerFirst(label)} ${value}`).join('; ')

/** The one part that a step loosens or screws in, with the words of that step; null where it does so with several. */
function objectOf(text: string): { object: string; near: string } | null {
  const loosened = sentencesOf(text).flatMap((sentence) => {
    const instruction = parseInstruction(cleaned(sentence))
    return instruction !== null && LOOSENS.test(instruction.verb) ? [instruction.object] : []
  })
  const times = text.match(/\b(?:unscrew|loosen|unbolt|undo|unfasten|slacken)\b/gi)?.length ?? 0
  const [object] = loosened
  return object === undefined || loosened.length > 1 || times > 1
    ? null
    : { object: object.replace(/\s*\([^)]*\)/g, '').split(/\s(?:with|until|evenly|crosswise|by|from)\b/)[0] ?? '', near: text }
}

/** What the nearest step before a remark loosens, where that is near and another remark has not told its torque yet. */
function loosenedBefore(item: Item, items: readonly Item[]): { object: string; near: string } | null {
  const at = items.findIndex(({ block, page_id }) => block.id === item.block.id && page_id === item.page_id)
  const own = labelled(item.block.text).text
  // 'Replace O-ring in the pressure pipe. Tightening torque*.': another part than the loosened one may be meant.
  if (sentencesOf(own).some((sentence) => / (?:of|in|on) the \p{L}/u.test(sentence) && !/\*/.test(sentence))) return null
  for (const before of items.slice(Math.max(0, at - NEAREST_STEPS), Math.max(0, at)).toReversed()) {
    if (/torque\s?\*/i.test(before.block.text)) return null
    const steps = labelled(before.block.text).text
    if (/\b(?:unscrew|loosen|unbolt|undo|unfasten|slacken|screw|open)\b/i.test(steps)) return objectOf(steps)
  }
  return null
}
