import { type Measure, measureOf, quantitiesOf } from './quantities.ts'
import { checkNamed, fail, shortened } from './verdict.ts'
import { plainText } from './words.ts'

/** What is asked for, and what its answer is measured in. */
const ASKED: readonly (readonly [RegExp, string, readonly Measure[]])[] = [
  [/^(?:what|which) (?:is|are|\p{L}+) (?:the )?(?:\p{L}+ ){0,2}?torques?\b/iu, 'torque', ['torque', 'angle']],
  [/^what (?:is|are) the (?:\p{L}+ ){0,3}?(?:pressure)s? (?:of|for|in|at)\b/iu, 'pressure', ['pressure']],
  [
    /^what (?:is|are) the (?:\p{L}+ ){0,3}?(?:capacity|volume|fill(?:ing)? quantity) (?:of|for|in)\b/iu,
    'volume',
    ['volume', 'mass', 'charge', 'current'],
  ],
  [/^what (?:is|are) the (?:\p{L}+ ){0,3}?(?:temperature)s? (?:of|for|in|at)\b/iu, 'temperature', ['temperature']],
  [/^what (?:is|are) the (?:\p{L}+ ){0,3}?(?:voltage)s? (?:of|for|in|at)\b/iu, 'voltage', ['voltage']],
  [/^what (?:is|are) the (?:\p{L}+ ){0,3}?(?:resistance)s? (?:of|for|in|at|between)\b/iu, 'resistance', ['resistance']],
  [
    /^what (?:is|are) the (?:\p{L}+ ){0,3}?(?:diameter|thickness|runout|end play|clearance|wear limit) (?:of|for|in|at|between)\b/iu,
    'length',
    ['length', 'angle', 'share', 'area'],
  ],
]

const NUMBER_WORDS = /\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|both|once|twice|single|pair|none|half)\b/i

/** Values that workshops give in words. */
const IN_WORDS = /\b(?:hand|finger|snug|atmospheric|ambient|room|operating|equal|infinite|continuity|battery|none|zero|selective)/i

/** What is answered is of the kind that is asked for: a torque in Nm and not in mm, a count with a number, a code with digits. */
export const answerKind = checkNamed('answer_kind', ({ question, answer }) => {
  const asked = plainText(question)
  const text = plainText(answer)
  const quantities = quantitiesOf(text)
  for (const [pattern, what, measures] of ASKED) {
    if (!pattern.test(asked)) continue
    const given = quantities.map(({ unit }) => (unit === null ? undefined : measureOf(unit))).filter((measure) => measure !== undefined)
    if (given.some((measure) => measures.includes(measure)) || IN_WORDS.test(text)) return null
    if (given.length > 0) return fail(`The question asks for a ${what}; the answer “${shortened(text)}” is a ${given[0]}.`)
    return fail(`The question asks for a ${what}; the answer “${shortened(text)}” gives none with a unit.`)
  }
  const counts =
    /^how many\b/i.test(asked) || /\b(?:operation|part|tool|fuse|page|code) number\b/i.test(asked) || /\bwhich page\b/i.test(asked)
  if (counts && quantities.length === 0 && !NUMBER_WORDS.test(text))
    return fail(`The question asks for a number; the answer “${shortened(text)}” gives none.`)
  return null
})
