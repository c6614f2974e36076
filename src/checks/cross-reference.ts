import { checkNamed, fail, shortened } from './verdict.ts'
import { plainText, wordsOf } from './words.ts'

/** All that a pointer to another place consists of. */
const POINTER_WORDS = new Set(
  `see soe sea refer to the also in under on of and or page pages group gr section chapter specifications specification technical data
  manual repair owner owners operation operations no number table fig figure illustration above below next previous under heading
  corresponding relevant respective service information bulletin middle as described per cf ref`.split(/\s+/),
)

const POINTS = /^(?:[^\p{L}\p{N}]*)(?:see|soe|refer to|cf\.?|siehe|vedi|voir|as described (?:in|under|on))\b/iu

/** The answer tells something; it does not only send the reader elsewhere ('see Specifications', '– see 32 31 020'). */
export const crossReference = checkNamed('cross_reference', ({ answer }) => {
  const text = plainText(answer).trim()
  if (!POINTS.test(text)) return null
  const words = wordsOf(text)
  const pointing = words.filter((word) => POINTER_WORDS.has(word)).length
  const told = words.length - pointing
  return told <= 2 || pointing >= told ? fail(`The answer only refers to another place: “${shortened(text)}”.`) : null
})
