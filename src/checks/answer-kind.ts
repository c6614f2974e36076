import type { PageMaterial } from '../contracts/material.ts'
import { compact } from './evidence.ts'
import { isUnitWord, type Measure, measureOf, numberRuns, quantitiesOf } from './quantities.ts'
import { isStepList } from './items.ts'
import { checkNamed, fail, review, shortened } from './verdict.ts'
import { plainText } from './words.ts'

/** What is asked for, and what its answer is measured in. */
const ASKED: readonly (readonly [RegExp, string, readonly Measure[]])[] = [
  [
    /^(?:to )?(?:what|which) (?:(?:is|are|\p{L}+) (?:the )?(?:\p{L}+ ){0,2}?)?torques?\b(?! (?:wrench|gauge|converter))/iu,
    'torque',
    ['torque', 'angle'],
  ],
  [/^how tight (?:is|are|should|must)\b/iu, 'torque', ['torque', 'angle']],
  [
    /^how (?:thick|wide|high|deep|thin)\b|^(?:in )?(?:what|which) (?:thickness|diameter|width|length|height|depth)(?:es|s)?\b(?! (?:gauge|gage))/iu,
    'length',
    ['length'],
  ],
  [/^how long (?:must|should|may|do|does|can|will|has|have)\b/iu, 'time', ['time', 'distance', 'length']],
  [/^how long (?:is|are) (?:the )?\p{Lu}/u, 'length', ['length', 'time']],
  [/^how (?:often|frequently)\b|^at (?:what|which) intervals?\b/iu, 'interval', ['time', 'distance']],
  [/^what (?:is|are) the (?:\p{L}+ ){0,2}?power (?:of|for)\b(?! (?:steering|supply|window))/iu, 'power', ['power']],
  [/^how much (?:may|can|does|do) .*\bcarry\b/iu, 'mass', ['mass']],
  [/^how steep\b/iu, 'slope', ['angle', 'share']],
  [/^how heavy\b|^how much (?:does|do) .* weigh\b/iu, 'mass', ['mass']],
  [/^how (?:hot|cold|warm)\b/iu, 'temperature', ['temperature']],
  [
    /^what (?:is|are) the (?:(?!(?:at|of|in) )\p{L}+ ){0,3}?speeds? (?:of|for|at|on|with|without)\b(?! (?:sensor|limiter|governor))/iu,
    'speed',
    ['speed', 'engine speed', 'frequency', 'share'],
  ],
  [
    /^(?:what|which) value is (?:specified|given|prescribed) for the (?:(?!(?:at|of|in) )\p{L}+ ){0,3}?(?:wear limit|clearance|runout|end play|diameter|thickness|backlash|gap|sag)\b/iu,
    'length',
    ['length', 'angle', 'share', 'area'],
  ],
  [/^how fast\b/iu, 'speed', ['speed', 'engine speed', 'time']],
  [/^what (?:is|are) the (?:(?!(?:at|of|in) )\p{L}+ ){0,3}?(?:pressure)s? (?:of|for|in|at)\b/iu, 'pressure', ['pressure']],
  [
    /^what (?:is|are) the (?:(?!(?:at|of|in) )\p{L}+ ){0,3}?(?:capacity|volume|fill(?:ing)? quantity) (?:of|for|in)\b/iu,
    'volume',
    ['volume', 'mass', 'charge', 'current'],
  ],
  [/^what (?:is|are) the (?:(?!(?:at|of|in) )\p{L}+ ){0,3}?(?:temperature)s? (?:of|for|in|at)\b/iu, 'temperature', ['temperature']],
  [/^what (?:is|are) the (?:(?!(?:at|of|in) )\p{L}+ ){0,3}?(?:voltage)s? (?:of|for|in|at)\b/iu, 'voltage', ['voltage']],
  [/^what (?:is|are) the (?:(?!(?:at|of|in) )\p{L}+ ){0,3}?(?:resistance)s? (?:of|for|in|at|between)\b/iu, 'resistance', ['resistance']],
  [
    /^what (?:is|are) the (?:(?!(?:at|of|in) )\p{L}+ ){0,3}?(?:diameter|thickness|runout|end play|clearance|wear limit) (?:of|for|in|at|between)\b/iu,
    'length',
    ['length', 'angle', 'share', 'area'],
  ],
]

const NUMBER_WORDS = /\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|both|once|twice|single|pair|none|half)\b/i

/** An operation or tool number and nothing else. */
const CODE_ALONE = /^(?:\p{Lu}{1,4} ?)?\d[\d ./-]{1,14}\.?$/u

/** Values that workshops give in words. */
const IN_WORDS =
  /\b(?:daily|weekly|monthly|yearly|year|every|each|times|once|twice|before|after|until|when|never|always|regular|turns?|hand|finger|snug|atmospheric|ambient|room|operating|equal|infinite|continuity|battery|none|zero|selective)/i

/** How often and when, in words without a number. */
const TIMES =
  /\b(?:(?:bi-?|semi-?)?annual|(?:bi-?|fort)?(?:nightly|weekly|monthly|yearly)|hourly|quarterly|seasonal|periodic|continuous|immediate|occasional|per (?:season|shift|trip|use)|at (?:the )?(?:start|end|beginning)|(?:in|during) (?:spring|summer|autumn|fall|winter)|overnight|permanent|as (?:required|needed|necessary|long as))/i

/** An article or a number with a noun, and nothing that is done ('A plastic scraper.', 'Four places'). */
const THING_ALONE = /^(?:an?|one|two|three|four|five|six|seven|eight|nine|ten)(?: [\p{L}-]+){1,3}\.?$/iu

/** What is answered is of the kind that is asked for: a torque in Nm and not in mm, a count with a number, a code with digits. */
export const answerKind = checkNamed('answer_kind', ({ question, answer }, page, settings) => {
  const asked = plainText(question)
  const text = plainText(answer)
  const quantities = quantitiesOf(text)
  for (const [pattern, what, measures] of ASKED) {
    if (!pattern.test(asked)) continue
    const given = quantities.map(({ unit }) => (unit === null ? undefined : measureOf(unit))).filter((measure) => measure !== undefined)
    if (given.some((measure) => measures.includes(measure)) || IN_WORDS.test(text)) return null
    if (measures.includes('time') && TIMES.test(text)) return null
    if (given.length > 0) return fail(`The question asks for a ${what}; the answer “${shortened(text)}” is a ${given[0]}.`)
    return fail(
      `The question asks for ${/^[aeiou]/.test(what) ? 'an' : 'a'} ${what}; the answer “${shortened(text)}” gives none with a unit.`,
    )
  }
  if (/\bpart (?:numbers?|nos?)\b/i.test(asked) && isOperation(text, page))
    return fail(`The question asks for a part number; “${shortened(text)}” is the number of an operation.`)
  if (
    /\boperation (?:number|code)\b/i.test(asked) &&
    !new RegExp(`(?<!\\d)(?:${settings.classify.operation_code_pattern})(?!\\d)`).test(text)
  )
    return fail(`The question asks for an operation number; “${shortened(text)}” is none, or not a whole one.`)
  if (
    /\bwhich page\b/i.test(asked) &&
    new RegExp(`^(?:${settings.classify.operation_code_pattern})\\.?$`).test(text) &&
    numberRuns(text)[0]?.length === 3
  )
    return fail(`The question asks for a page; “${shortened(text)}” is the number of an operation.`)
  if (/^which (?:engine|motor|grease|oil|fluid|sealant|adhesive)\b/i.test(asked) && /^\d{1,2}\.?$/.test(text))
    return review(`The question asks for a name; the answer “${shortened(text)}” is a bare number.`)
  if (/^how (?:do|does|should|is|are|can|must)\b/i.test(asked) && THING_ALONE.test(text))
    return review(`The question asks how something is done; the answer “${shortened(text)}” is a thing.`)
  if (/^(?:which|what) threads?\b(?! (?:lock|seal|cut|gauge|pitch))/i.test(asked) && !/\d/.test(text))
    return fail(`The question asks for a thread; “${shortened(text)}” is none.`)
  const bare = bareValue(text)
  if (
    bare !== null &&
    /^(?:where|who|which thread|how (?:do|does|should|can|must|is|are)\b|what (?:is the procedure|are the steps|must not|caution)|which (?:tool|engine|puller|gauge|wire|operation|page)\b|(?:on|under) which)/i.test(
      asked,
    )
  )
    return review(`The question does not ask for a ${bare}; the answer is “${shortened(text)}”.`)
  if (
    /^(?:how (?:much|many|far|long|often|tight|thick|high|deep|wide|steep)|what torque|to what torque|at (?:what|which) (?:pressure|temperature))\b/i.test(
      asked,
    ) &&
    isStepList(answer)
  )
    return review('The question asks for a value; the answer is a list of steps.')
  const asksHow =
    /^(?:how (?:do|does|should|can|must|is|are)\b|what (?:is the procedure|are the steps|caution|requirement|should be (?:noted|observed)))/i.test(
      asked,
    )
  if (asksHow && CODE_ALONE.test(text)) return review(`The question asks what is done; the answer “${shortened(text)}” is a number.`)
  if (/^which\b/i.test(asked) && isStepList(answer)) return review('The question asks for one thing; the answer is a list of steps.')
  if (/^(?:how many|what is the (?:number|type code|type) of)\b/i.test(asked) && bare !== null && !namesUnit(asked))
    return review(`The question does not ask for a ${bare}; the answer is “${shortened(text)}”.`)
  const counts =
    /^how many\b/i.test(asked) || /\b(?:operation|part|tool|fuse|page|code) number\b/i.test(asked) || /\bwhich page\b/i.test(asked)
  if (counts && quantities.length === 0 && !NUMBER_WORDS.test(text))
    return fail(`The question asks for a number; the answer “${shortened(text)}” gives none.`)
  return null
})

/** Whether a text is the number that the page or its index gives an operation. */
function isOperation(text: string, { structure, operations, section_operations }: PageMaterial): boolean {
  const number = compact(text)
  const codes = [...structure.blocks, ...operations, ...(section_operations ?? [])].map(({ code }) => code)
  return codes.some((code) => typeof code === 'string' && compact(code) === number)
}

/** What a text measures that is one value with its unit and nothing else ('0.3 bar', '9 ± 1 Nm', '20 ... 25 mm'); null otherwise. */
function bareValue(text: string): Measure | null {
  if (!/^(?:approx\.? |about |at least |at most |up to )?[-+±\d.,\s…]+(?:\p{L}|°|%|Ω|\/)+\.?$/u.test(text)) return null
  const unit = quantitiesOf(text).at(-1)?.unit ?? null
  return unit === null ? null : (measureOf(unit) ?? null)
}

/** 'How many amps …?' asks for a unit by its name. */
const namesUnit = (asked: string): boolean => isUnitWord((/^how many (\p{L}+)/iu.exec(asked)?.[1] ?? '').toLowerCase())
