import { FLUID, headOf, isAttribute, isPlural, singular } from './html-specification-nouns.ts'
import { beginsWithNumber, ratingName, trailingUnit } from './html-specification-values.ts'

/** One fact in words: what is asked, of what, and the answer that decides how it is asked. */
export interface Fact {
  /** Noun phrase without article, lower case: 'oil quantity'. */
  readonly noun: string
  readonly joined: boolean
  readonly alias: string
  readonly condition: string
  readonly count: boolean
  /** With its article: 'the E30 M3', 'the S14 B23 engine of the E30 M3'. */
  readonly subject: string
  readonly answer: string
}

const MATERIAL =
  /^(?:(?:light|cast|grey|forged|stainless|die-cast|high-tensile|galvani[sz]ed|carbon)[ -])*(?:alumini?um|iron|steel|alloy|brass|bronze|magnesium|titanium|plastic|rubber|copper|cast iron|grey iron|fibreglass|wood)(?: alloy)?$/i
const WAY = /\b(?:operation|type|method|drive|layout|construction|design|arrangement|cooling|lubrication|steering|suspension|control)$/i
const YES_NO = /^(?:[^;]{0,30}[-–:] ?)?(?:yes|no|n\/a|standard|optional|fitted|not fitted|none)$/i

/** The question and other wordings of it, the most usual first. Every wording names the subject. */
export function questionsFor(fact: Fact): string[] {
  const { noun, subject, condition } = fact
  const named = fact.alias === '' ? noun : placeAlias(noun, fact.alias)
  const when = condition === '' ? '' : ` ${condition}`
  const special = specialQuestions(fact, named, when)
  if (special !== null) return special
  const many = fact.joined || isPlural(noun)
  const be = many ? 'are' : 'is'
  if (many && !isAttribute(noun) && /^\d+$/.test(fact.answer)) return countQuestions(named, subject, when)
  if (isAttribute(noun) || / (?:of the|for) /.test(noun)) {
    return [
      `What ${be} the ${named} of ${subject}${when}?`,
      ...quantityWordings(fact, when),
      ...(/ of | for /.test(noun) || fact.joined ? [] : [`What ${named} does ${subject} have${when}?`]),
      `Can you tell me the ${named} of ${subject}${when}?`,
      `Do you know what the ${named} of ${subject} ${be}${when}?`,
    ]
  }
  return componentQuestions(fact, named, when, many)
}

function placeAlias(noun: string, alias: string): string {
  const [head, ...rest] = noun.split(/ (?=of the )/)
  return [`${head!} (${alias})`, ...rest].join(' ')
}

function specialQuestions(fact: Fact, named: string, when: string): string[] | null {
  const { noun, subject, answer } = fact
  const machine = subject.replace(/^the .* engine of /, '')
  if (fact.count) {
    const made = /^(.*?)\s*(produced|built|made|sold|manufactured|registered)$/.exec(noun)
    if (made !== null) {
      const things = made[1] === '' ? 'units' : made[1]!
      const name = machine.replace(/^the /, '')
      return [
        `How many ${name} ${things} were ${made[2]!}${when}?`,
        `What is the number of ${name} ${things} ${made[2]!}${when}?`,
        `How many ${things} of ${machine} were ${made[2]!}${when}?`,
      ]
    }
    return countQuestions(noun, subject, when)
  }
  const dash = /^acceleration,?\s*(?:from )?(\d+)(?: ?km\/h| ?mph)?\s*(?:-|–|to)\s*(\d+ ?(?:km\/h|mph))$/.exec(noun)
  if (dash !== null) {
    return [
      `How long does ${machine} take to accelerate from ${dash[1]!} to ${dash[2]!}${when}?`,
      `What is the acceleration time of ${machine} from ${dash[1]!} to ${dash[2]!}${when}?`,
      `How quickly does ${machine} go from ${dash[1]!} to ${dash[2]!}${when}?`,
    ]
  }
  const built = /^years? (?:built|made|produced|of (?:manufacture|production|construction))$/.test(noun)
  if (built) {
    return [
      `In which years was ${machine} built${when}?`,
      `When was ${machine} built${when}?`,
      `What are the production years of ${machine}${when}?`,
    ]
  }
  const limit = /^(.*?)\s*(?:to not exceed|not to exceed|not to be exceeded)$/.exec(noun)
  if (limit !== null) {
    return [
      `Which ${limit[1]!} must not be exceeded in ${subject}${when}?`,
      `What ${limit[1]!} should ${subject} not exceed${when}?`,
      `What is the ${limit[1]!} that must not be exceeded in ${subject}${when}?`,
    ]
  }
  const by = /^(.*?)(?:\s+driven)? by$/.exec(noun)
  if (by !== null) {
    return [
      `What drives the ${by[1]!} of ${subject}${when}?`,
      `By what is the ${by[1]!} of ${subject} driven${when}?`,
      `How is the ${by[1]!} of ${subject} driven${when}?`,
    ]
  }
  if (answer.split('; ').every((part) => YES_NO.test(part))) {
    const article = isPlural(noun) ? '' : /^[aeiou]/i.test(noun) ? 'an ' : 'a '
    return [
      `Does ${subject} have ${article}${named}${when}?`,
      `Is ${subject} fitted with ${article}${named}${when}?`,
      `Is there ${article}${named} on ${subject}${when}?`,
    ]
  }
  const kind = /^(?:(.*) )?types?(?: of (?:the )?(.*))?$/.exec(noun)
  const thing = kind?.[1] ?? kind?.[2] ?? (kind === null ? undefined : 'machine')
  if (thing !== undefined) return kindQuestions(fact.alias === '' ? thing : `${thing} (${fact.alias})`, subject, when)
  if (/\bbrands?$/.test(noun)) {
    return [
      `Which ${named} can be used in ${subject}${when}?`,
      `Which ${named} are there for ${subject}${when}?`,
      `What are the ${named} for ${subject}${when}?`,
    ]
  }
  if (isAttribute(noun) && /; .*\b(?:do not|must not|never|not exceed|at most)\b/i.test(answer)) {
    return [
      `What is the ${named} of ${subject}${when}, and which limits apply?`,
      `Which limits apply to the ${named} of ${subject}${when}?`,
      `What should I know about the ${named} of ${subject}${when}?`,
    ]
  }
  return null
}

function countQuestions(named: string, subject: string, when: string): string[] {
  return [
    `How many ${named} does ${subject} have${when}?`,
    `What is the number of ${named} of ${subject}${when}?`,
    `How many ${named} are there on ${subject}${when}?`,
  ]
}

function kindQuestions(thing: string, subject: string, when: string): string[] {
  return [
    `What type of ${thing} does ${subject} have${when}?`,
    `What kind of ${thing} is used in ${subject}${when}?`,
    `Which type of ${thing} is fitted to ${subject}${when}?`,
  ]
}

/** 'oil quantity' is also asked as 'How much oil does … take?'. */
function quantityWordings(fact: Fact, when: string): string[] {
  const fluid = /^(?:total )?(.*\b(?:oil|fluid|coolant|fuel|refrigerant|water))(?: tank| system)? (?:quantity|capacity|volume)$/.exec(
    fact.noun,
  )?.[1]
  return fluid === undefined ? [] : [`How much ${fluid} does ${fact.subject} take${when}?`]
}

function componentQuestions(fact: Fact, named: string, when: string, many: boolean): string[] {
  const { noun, subject, answer } = fact
  const [be, does] = many ? ['are', 'do'] : ['is', 'does']
  if (FLUID.test(noun)) {
    return [
      `Which ${named} is specified for ${subject}${when}?`,
      `What ${named} does ${subject} need${when}?`,
      `What ${named} should I use in ${subject}${when}?`,
    ]
  }
  if (MATERIAL.test(answer)) {
    return [
      `What ${be} the ${named} of ${subject} made of${when}?`,
      `Which material ${be} the ${named} of ${subject} made of${when}?`,
      `What is the material of the ${named} of ${subject}${when}?`,
    ]
  }
  const segments = answer.split('; ')
  const pieces = answer.split(/[,;]\s+/)
  if (segments.length === 1 && pieces.length > 2 && !pieces.some((piece) => beginsWithNumber(piece))) {
    return [
      `What ${does} the ${named} of ${subject} consist of${when}?`,
      `Which parts make up the ${named} of ${subject}${when}?`,
      `How ${be} the ${named} of ${subject} constructed${when}?`,
    ]
  }
  if (beginsWithNumber(answer)) return measuredQuestions(fact, named, when, many)
  if (isProduct(answer) && !WAY.test(headOf(noun))) {
    return [
      `Which ${named} does ${subject} have${when}?`,
      `What ${named} is fitted to ${subject}${when}?`.replace(/^What (.*) is /, many ? 'What $1 are ' : 'What $1 is '),
      `Can you tell me which ${named} ${subject} uses${when}?`,
    ]
  }
  return kindQuestions(named, subject, when)
}

function measuredQuestions(fact: Fact, named: string, when: string, many: boolean): string[] {
  const { subject, answer, noun } = fact
  const be = many ? 'are' : 'is'
  const unit = trailingUnit(answer)
  if (!/[;,] /.test(answer) && unit !== null && /^(?:mm|cm|m|in|inch(?:es)?|"|”)$/.test(unit)) {
    return [
      `What size ${be} the ${named} of ${subject}${when}?`,
      `What is the size of the ${named} of ${subject}${when}?`,
      `Which size of ${singular(noun)} does ${subject} take${when}?`,
    ]
  }
  const rating = ratingName(answer)
  if (rating !== null) return questionsFor({ ...fact, noun: `${rating} of the ${noun}` })
  return [
    `What are the specifications of the ${named} of ${subject}${when}?`,
    `What is specified for the ${named} of ${subject}${when}?`,
    `Can you give me the data of the ${named} of ${subject}${when}?`,
  ]
}

/** Whether a value names a make, model or standard: capitals inside it, or a code. */
function isProduct(answer: string): boolean {
  return /(?<=\S )\p{Lu}|^\p{Lu}[\p{Lu}\d]+|\d\p{Lu}|\p{Lu}\d/u.test(answer.replace(/\d ?(?:V|Ah|A|W|kW|Nm)\b/g, ''))
}
