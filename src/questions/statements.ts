import type { QuestionType } from '../contracts/example.ts'
import { parseInstruction } from '../text/instructions.ts'
import { lowerFirst, upperFirst } from '../text/letter-case.ts'
import { definite, isBarePart, isPlural, withArticles } from '../text/noun-phrases.ts'
import { closed, isWhole } from '../text/sentences.ts'
import { hasQuantity, isQuantity, QUANTITY } from '../text/values.ts'
import { isInstructionVerb, participle } from '../text/verbs.ts'

/** What surrounds a sentence: the words that make its question stand alone. */
export interface Setting {
  /** ' when removing and installing the front brake discs', ' on the E30 M3', or ''. */
  readonly during: string
  /** 'front brake discs': a bare noun of the sentence that ends this phrase means it. */
  readonly object: string
}

/** A sentence turned into question and answer. */
export interface Asked {
  readonly wordings: readonly string[]
  readonly answer: string
  readonly type: QuestionType
}

type Reader = (sentence: string, setting: Setting) => Asked | null

/** The first way that fits a sentence wins; null when it cannot be asked about naturally. */
export function askSentence(sentence: string, setting: Setting): Asked | null {
  if (
    !isWhole(sentence) ||
    sentence.length > 320 ||
    /^(?:this|it|they|these|that|those|he|she|but|also|otherwise|in other words)\b/i.test(sentence)
  )
    return null
  for (const read of READERS) {
    const asked = read(sentence, setting)
    if (asked !== null) return { ...asked, wordings: asked.wordings.map((wording) => wording.replace(/ {2,}/g, ' ')) }
  }
  return null
}

const TOOL = /special tools?|\btools?\b/i

/** 'Use Special Tool 11 2 213 to avoid damaging the seal.', 'Tool: wrench socket 34 1 020.' */
const readTool: Reader = (sentence, { during }) => {
  const named = /^(?:special )?tools?\s*:\s*(.+?)\.?$/i.exec(sentence)
  if (named !== null) {
    const tool = upperFirst(named[1] ?? '')
    return {
      wordings: [`Which tool is needed${during}?`, `What tool do you need${during}?`, `Which tool is used${during}?`],
      answer: closed(tool),
      type: 'tool',
    }
  }
  const used = /^use (?:a |an |the )?(.+?) to (\p{L}+) (.+?)\.?$/iu.exec(sentence)
  if (used === null || !isInstructionVerb(used[2] ?? '')) return null
  const purpose = `${used[2] ?? ''} ${withArticles(definiteObject(used[3] ?? ''))}`
  if (isBarePart((used[3] ?? '').replace(/\([^)]*\)/g, ''))) return null
  const kind = TOOL.test(used[1] ?? '') ? 'special tool' : 'tool'
  const many = isPlural(used[1] ?? '') || / and /.test(used[1] ?? '')
  return {
    wordings: [`Which ${kind}${many ? 's are' : ' is'} used to ${purpose}${during}?`, `What should be used to ${purpose}${during}?`],
    answer: closed(upperFirst(used[1] ?? '')),
    type: 'tool',
  }
}

/** 'Do not turn the crankshaft.', 'Never operate …' */
const readProhibition: Reader = (sentence, { during }) => {
  if (!/^(?:do not|don't|never)\b/i.test(sentence)) return null
  return {
    wordings: [`What must you not do${during}?`, `What should be avoided${during}?`, `What must not be done${during}?`],
    answer: closed(upperFirst(sentence)),
    type: 'safety',
  }
}

/** 'If the gasket is damaged, replace it.' */
const readCondition: Reader = (sentence, { during }) => {
  const parts = /^(if|when|in case of|should) ([^,]{6,140}), (.+)$/i.exec(sentence)
  if (parts === null || /^(?:necessary|applicable|required|not|possible|so|nec)\b/i.test(parts[2] ?? '')) return null
  const [, link = '', state = '', action = ''] = parts
  if (/\b(?:it|they|this|these)\b/i.test(state) || action.split(' ').length < 2) return null
  const clause = `${link.toLowerCase()} ${definiteStart(state)}`
  return {
    wordings: [
      `What should you do ${clause}${during}?`,
      `What must be done ${clause}${during}?`,
      `${upperFirst(during.trim() === '' ? '' : `${during.trim()}, `)}what should be done ${clause}?`,
    ],
    answer: closed(upperFirst(action)),
    type: 'procedural',
  }
}

/** 'Check rivets for wear and tight fit.' */
const readCheckFor: Reader = (sentence, setting) => {
  const parts = /^(?:visually |also )?(check|inspect|examine) (.+?) for (.+?)\.?$/i.exec(sentence)
  if (parts === null) return null
  const object = objectPhrase(parts[2] ?? '', setting)
  if (object === null) return null
  const verb = (parts[1] ?? '').toLowerCase()
  return {
    wordings: [
      `What should ${object} be ${participle(verb)} for${setting.during}?`,
      `What do you ${verb} ${object} for${setting.during}?`,
      `For what should ${object} be ${participle(verb)}${setting.during}?`,
    ],
    answer: / (?:before|after|when|while|with|by|using)\b/.test(parts[3] ?? '')
      ? closed(upperFirst(sentence))
      : closed(upperFirst(parts[3] ?? '')),
    type: 'inspection',
  }
}

/** 'Give input shaft a light coat of grease …' */
const readCoat: Reader = (sentence, setting) => {
  const parts = /^(?:give|apply) (.+?) (a (?:\p{L}+ )?coat (?:of|with) .+?)\.?$/iu.exec(sentence)
  const object = parts === null ? null : objectPhrase(parts[1] ?? '', setting)
  if (parts === null || object === null) return null
  return {
    wordings: [`What should ${object} be coated with${setting.during}?`, `What is ${object} coated with${setting.during}?`].slice(
      0,
      isPlural(object) ? 1 : 2,
    ),
    answer: closed(upperFirst(parts[2] ?? '')),
    type: 'factual',
  }
}

/** 'Pull off caliper toward rear …': how, with what, by how much, where. */
const readInstruction: Reader = (sentence, setting) => {
  const instruction = parseInstruction(sentence)
  if (instruction === null || instruction.object === '' || /^(?:use|see|refer|note|observe|comply|consult)$/.test(instruction.verb))
    return null
  const { verb, particle, rest, always } = instruction
  const done = verb.split(' and ').map(participle).join(' and ') + (particle === '' ? '' : ` ${particle}`)
  const say = verb + (particle === '' ? '' : ` ${particle}`)
  const full = closed(upperFirst(sentence))
  const { during } = setting
  if (always) {
    return {
      wordings: [`What must always be ${done}${during}?`, `What do you always have to ${say}${during}?`],
      answer: closed(upperFirst(sentence.slice(sentence.indexOf(instruction.object)))),
      type: 'safety',
    }
  }
  const object = objectPhrase(instruction.object, setting)
  if (
    object === null ||
    rest === '' ||
    /^(?:–|-|—|see|if necessary|or|and (?:remove|install|check|replace)\b[^,]*$|replacing if)/i.test(rest) ||
    rest.split(' ').length < 2
  ) {
    return object === null || rest === '' || !rest.endsWith('ly') ? null : how(object, done, say, full, during)
  }
  const is = isPlural(object) ? 'are' : 'is'
  const clause = /^(when|while|before|after|if|as soon as) (.+)$/.exec(rest.replace(/^, /, ''))
  if (clause !== null) {
    if (/^when \p{L}+ing\b/u.test(rest))
      return {
        wordings: [`What must be ${done} ${rest}?`, `What should you ${say} ${rest}?`],
        answer: closed(upperFirst(instruction.object)),
        type: 'procedural',
      }
    return {
      wordings: [`When should ${object} be ${done}${during}?`, `When must ${object} be ${done}${during}?`],
      answer: closed(upperFirst(rest)),
      type: 'procedural',
    }
  }
  if (
    /^(?:check|inspect|examine|test)\b/.test(verb) &&
    (/^at\b/.test(rest) || /^(?:whether|that|how|if)\b/.test(rest)) &&
    !/ with /.test(rest)
  )
    return null
  if (/^with\b/.test(rest) && /^(?:replace|remove|check|reject|discard)/.test(verb)) return null
  if (/^with\b/.test(rest) && !/^with (?:it|them|this)\b/.test(rest)) {
    const means = rest.replace(/^with (?:the help of |aid of )?/, '')
    return {
      wordings: [
        `What should ${object} be ${done} with${during}?`,
        `What do you use to ${say} ${object}${during}?`,
        `With what ${is} ${object} ${done}${during}?`,
      ],
      answer: closed(upperFirst(means)),
      type: TOOL.test(means) ? 'tool' : 'factual',
    }
  }
  if (/^to\b/.test(rest) && QUANTITY.exec(rest) !== null && (QUANTITY.exec(rest)?.index ?? 99) < 12) {
    return {
      wordings: [`To what value should ${object} be ${done}${during}?`, `What value ${is} ${object} ${done} to${during}?`],
      answer: closed(upperFirst(rest)),
      type: 'factual',
    }
  }
  if (/^(?:by (?:about |approx\. )?\d|about \d|approx\. \d|\d)/.test(rest) || /^with (?:about )?\d[\d/]* an? turn/.test(rest)) {
    return {
      wordings: [`By how much should ${object} be ${done}${during}?`, `How far should ${object} be ${done}${during}?`],
      answer: closed(upperFirst(rest)),
      type: 'factual',
    }
  }
  if (/^until\b/.test(rest)) {
    return {
      wordings: [`Until what point should ${object} be ${done}${during}?`, `How far should ${object} be ${done}${during}?`],
      answer: closed(upperFirst(rest)),
      type: 'procedural',
    }
  }
  if (/^(?:over|into|onto|against|in|on)\b/.test(rest) && /^(?:place|put|insert|position|fit|mount|hang|install|engage|lay)$/.test(verb)) {
    return {
      wordings: [`Where should ${object} be ${done}${during}?`, `Where ${is} ${object} ${done}${during}?`],
      answer: full,
      type: 'procedural',
    }
  }
  return how(object, done, say, full, during)
}

function how(object: string, done: string, say: string, answer: string, during: string): Asked {
  const is = isPlural(object) ? 'are' : 'is'
  return {
    wordings: [
      `How should ${object} be ${done}${during}?`,
      `How do you ${say} ${object}${during}?`,
      `How ${is} ${object} ${done}${during}?`,
    ],
    answer,
    type: 'procedural',
  }
}

/** 'Charging pressure must not exceed 2 bar (28 psi).', 'Drive plate must be replaced when …' */
const readMust: Reader = (sentence, setting) => {
  const parts = /^(.{3,90}?) (must|should|may|can) (not |only |always |never )?(.+?)\.?$/i.exec(sentence)
  if (parts === null) return null
  const [, subject = '', modal = '', limit = '', rest = ''] = parts
  const said = subjectPhrase(subject, setting)
  if (said === null) return null
  const { during } = setting
  if (/^(?:must|should|may)$/i.test(modal) && limit === 'not ' && /^exceed\b/.test(rest) && hasQuantity(rest)) {
    return {
      wordings: [`What value must ${said} not exceed${during}?`, `What is the maximum for ${said}${during}?`],
      answer: closed(upperFirst(rest.replace(/^exceed /, ''))),
      type: 'factual',
    }
  }
  const when = /^be (\p{L}+ed|\p{L}+n) (when|if|after|before) (.+)$/iu.exec(rest)
  if (when !== null && limit !== 'not ' && !/ and must/.test(subject)) {
    return {
      wordings: [`When ${modal.toLowerCase()} ${said} be ${when[1] ?? ''}${during}?`],
      answer: closed(upperFirst(`${when[2] ?? ''} ${when[3] ?? ''}`)),
      type: 'procedural',
    }
  }
  if (!/^must$/i.test(modal)) return null
  return {
    wordings: [
      `What is required of ${said}${during}?`,
      `What must be ensured regarding ${said}${during}?`,
      `What requirement applies to ${said}${during}?`,
    ],
    answer: closed(upperFirst(sentence)),
    type: 'factual',
  }
}

/** 'Conrod bearing play: 0.024 to 0.064 mm.', 'Max. pressure drop after 2 minutes is 8 %.', 'Component temperature = approx. 20° C' */
const readValue: Reader = (sentence, setting) => {
  const parts = /^(.{4,90}?)\s*(?::|=|\bis\b|\bare\b)\s*(.+?)\.?$/.exec(sentence)
  if (parts === null || !isQuantity(closed(parts[2] ?? '').replace(/\.$/, ''))) return null
  const name = (parts[1] ?? '').replace(/^max\.?\s/i, 'maximum ').replace(/^min\.?\s/i, 'minimum ')
  const said = subjectPhrase(name.replace(/ for (?!the|all)/, ' for the '), setting)
  if (said === null || /^the (?:tightening )?(?:torque|value|temperature|pressure|clearance|distance|step \d+|phase \d+)$/i.test(said))
    return null
  const is = isPlural(said) ? 'are' : 'is'
  return {
    wordings: [`What ${is} ${said}${setting.during}?`, `What value is given for ${said}${setting.during}?`],
    answer: closed(upperFirst(parts[2] ?? '')).replace(/\.$/, ''),
    type: 'factual',
  }
}

/** 'Basic adjustments are only necessary after replacing parts …' */
const readOnly: Reader = (sentence, setting) => {
  const parts = /^(.{4,80}?) (is|are) only (necessary|required|needed|permitted|allowed) (.+?)\.?$/i.exec(sentence)
  const said = parts === null ? null : subjectPhrase(parts[1] ?? '', setting)
  if (parts === null || said === null) return null
  return {
    wordings: [`When ${parts[2] ?? ''} ${said} ${parts[3] ?? ''}?`, `In which cases ${parts[2] ?? ''} ${said} ${parts[3] ?? ''}?`],
    answer: closed(upperFirst(`only ${parts[4] ?? ''}`)),
    type: 'factual',
  }
}

/** 'Mount the gauge on …' before values, values before 'must': the order decides which reading wins. */
const READERS: readonly Reader[] = [
  readTool,
  readProhibition,
  readCondition,
  readCheckFor,
  readCoat,
  readInstruction,
  readOnly,
  readMust,
  readValue,
]

/** The object of an instruction as the question names it, or null when nobody would know which part is meant. */
function objectPhrase(printed: string, { object }: Setting): string | null {
  if ((printed.match(/\((?:\d+|[A-Z])\)/g) ?? []).length > 1 || /\b\d{2} \d{2} \d{3}\b/.test(printed)) return null
  const bare = printed
    .replace(/\s*\((?:\d+|[A-Z])(?:\s*(?:\.\.\.|–|-|and|,|\/)\s*(?:\d+|[A-Z]))*\)/g, '')
    .replace(/[,;]$/, '')
    .trim()
  if (
    bare === '' ||
    /\*|\bsee\b|\(|\)/.test(bare) ||
    bare.split(' ').length > 12 ||
    /^(?:or|and|from|in|on|of|to|up|down|whether|that|how|if|when|as|until)\b/i.test(bare)
  )
    return null
  if (isBarePart(bare)) {
    const head = bare.split(' ').at(-1)?.toLowerCase() ?? ''
    const whole = object.split(/\s(?:in|on|of|from|for|after|before|with)\s/)[0] ?? ''
    return whole.toLowerCase().endsWith(` ${head}`) && bare.split(' ').length === 1 ? definite(whole) : null
  }
  return definite(withArticles(lowerFirst(bare)))
}

/** The subject of a statement, or null when it is a pronoun, a clause or a bare part. */
function subjectPhrase(printed: string, setting: Setting): string | null {
  if (
    /^(?:there|you|we|car must|if|when|as|since|because|in|on|after|before|at|for|due|with|to)\b/i.test(printed) ||
    printed.split(' ').length > 10
  )
    return null
  if (/[,;:]|\b(?:is|are|was|were|has|have|must|should|can|will)\b/i.test(printed)) return null
  return objectPhrase(printed, setting)
}

/** 'oil pan gasket is damaged' gives 'the oil pan gasket is damaged'. */
function definiteStart(clause: string): string {
  const lowered = lowerFirst(clause)
  return /^(?:there|you|one|necessary|only|not|using|reusing|\p{L}+ing\b)/iu.test(lowered) ? lowered : definite(withArticles(lowered))
}

function definiteObject(object: string): string {
  return definite(object)
}
