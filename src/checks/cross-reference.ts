import { isStepList, itemsOf } from './items.ts'
import { checkNamed, fail, shortened } from './verdict.ts'
import { plainText, wordsOf } from './words.ts'

/** All that a pointer to another place consists of. */
const POINTER_WORDS = new Set(
  `see soe sea refer to the also in under on of and or page pages group gr section chapter specifications specification technical data
  manual repair owner owners operation operations no number table fig figure illustration above below next previous under heading
  corresponding relevant respective service information bulletin middle as described per cf ref`.split(/\s+/),
)

/** What a pointer begins with, after marks and stray numbers. */
const POINTS = /^[^\p{L}]*(?:see|soe|refer to|cf\.?|siehe|vedi|voir|as described (?:in|under|on))\b/iu

/** The answer tells something, and so does each of its steps; they do not only send the reader elsewhere ('see Specifications', '– see 32 31 020'). */
export const crossReference = checkNamed('cross_reference', ({ answer }) => {
  // '- see 51 45 180' below a step belongs to the step.
  const pointing = isStepList(answer) ? itemsOf(answer.replace(/^\s*[-–].*$/gm, '')).find(isPointer) : itemsOf(answer).find(isPointer)
  if (pointing === undefined) return null
  const what = itemsOf(answer).length === 1 ? 'The answer' : 'A step of the answer'
  return fail(`${what} only refers to another place: “${shortened(pointing)}”.`)
})

/** Whether a line does nothing but send the reader elsewhere ('* See Specifications'). */
export function isPointer(item: string): boolean {
  const text = plainText(item).trim()
  if (!POINTS.test(text)) return false
  const words = wordsOf(text)
  const pointing = words.filter((word) => POINTER_WORDS.has(word)).length
  const told = words.length - pointing
  return told <= 2 || pointing >= told
}
