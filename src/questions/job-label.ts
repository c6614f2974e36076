import { parseInstruction } from '../text/instructions.ts'
import { isNounToo, isPartNamedByUse } from '../text/verbs.ts'
import { cleaned } from './cleaned.ts'

/** Headings that name what is measured, not a case. */
export const MEASURE =
  /\b(?:torques?|values?|capacit(?:y|ies)|pressures?|clearances?|dimensions?|types?|sizes?|thread|grade|specifications?|quantity|amount|temperatures?|resistances?|voltages?|currents?|speeds?|diameters?|lengths?|weights?|interval|remarks?)\b/i

/** Whether a row's label says what to do ('Check oil level'), and names no part ('Oil pressure at idle speed'). */
export function isJobLabel(text: string): boolean {
  if (isPartNamedByUse(text)) return false
  const instruction = parseInstruction(cleaned(text))
  // 'Oil pressure at idle speed': the measure of something.
  return instruction !== null && (!isNounToo(instruction.verb) || (instruction.rest !== '' && !MEASURE.test(instruction.object)))
}
