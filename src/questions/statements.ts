import { runningCase, upperFirst } from '../text/letter-case.ts'
import { definite, isBarePart, isPlural, withArticles } from '../text/noun-phrases.ts'
import { closed, isWhole } from '../text/sentences.ts'
import { hasQuantity, isQuantity } from '../text/values.ts'
import { isInstructionVerb, participle } from '../text/verbs.ts'
import type { Asked, Reader, Setting } from './asked.ts'
import { readInstruction } from './instruction-questions.ts'
import { readLet, readOrder } from './precise-questions.ts'
import { readChange, readCircumstance, readFacing, readMeaning, readMounted } from './observations.ts'
import { definiteStart, objectPhrase, subjectPhrase } from './named-objects.ts'

/** The first way that fits a sentence wins; null when it cannot be asked about naturally. */
export function askSentence(sentence: string, setting: Setting): Asked | null {
  if (
    !isWhole(sentence) ||
    // It opens a list that follows.
    /\bin (?:\d+|two|three|four|five|several) (?:phases|stages|steps)\.?$/i.test(sentence) ||
    sentence.length > 320 ||
    // A mark in the picture is the place: 'read it at (D)'.
    / (?:at|to|on|in|of|from) \((?:\d{1,2}|[A-Z])\)/.test(sentence) ||
    /^(?:this|it|they|these|that|those|he|she|but|also|otherwise|in other words)\b/i.test(sentence)
  )
    return null
  for (const read of READERS) {
    const asked = read(sentence, setting)
    if (asked !== null)
      return { ...asked, wordings: asked.wordings.map((wording) => withoutEcho(wording.replace(/ {2,}/g, ' '), asked.about)) }
  }
  return null
}

/** A test or part that the question is about is not named once more in brackets: '… the leak test … (leak test)?' */
function withoutEcho(wording: string, about: string | undefined): string {
  const [echo, name = ''] = / \(([^()]+)\)(?=\?$| on the [^()]+\?$)/.exec(wording) ?? []
  // '(AMT Handbook, stainless steel nut)': the place stays.
  const [place = '', last = ''] = /^(.+), ([^,]+)$/.exec(name)?.slice(1) ?? []
  if (echo !== undefined && last !== '' && about?.toLowerCase().endsWith(last.toLowerCase()) === true)
    return wording.replace(echo, echo.replace(name, place))
  return echo !== undefined && about?.toLowerCase().endsWith(name.toLowerCase()) === true ? wording.replace(echo, '') : wording
}

/** The vehicle at the end of a setting, without the job: what holds at all times is not asked for one job. */
const vehicleOf = (during: string): string => / on the (?=[^()]*\d)[^()]+$/.exec(during)?.[0] ?? ''

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
  const purpose = `${used[2] ?? ''} ${withArticles(definite(used[3] ?? ''))}`
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
const readProhibition: Reader = (sentence, { during, object }) => {
  const bare = /^(?:do not|don't|never) \p{L}+ (?:the )?([\p{L} ]+)\.?$/iu.exec(sentence)
  if (!/^(?:do not|don't|never)\b/i.test(sentence)) return null
  // 'Do not turn the crankshaft' while replacing it holds at that moment only, and nothing in the sentence names it.
  if (bare !== null && object !== '' && (bare[1] ?? '').toLowerCase() === object.toLowerCase()) return null
  return {
    wordings: [`What must you not do${during}?`, `What should be avoided${during}?`, `What must not be done${during}?`],
    answer: closed(upperFirst(sentence)),
    type: 'safety',
  }
}

/** 'Make sure of correct location …' */
const readMakeSure: Reader = (sentence, { during }) => {
  if (!/^(?:make|be) (?:sure|certain) (?:of|that|to)\b/i.test(sentence)) return null
  return {
    wordings: [`What should you make sure of${during}?`, `What must you make sure of${during}?`],
    answer: closed(upperFirst(sentence)),
    type: 'safety',
  }
}

/** 'NP remains connected' tells what need not be undone. */
const readRemains: Reader = (sentence, setting) => {
  const parts = /^(.{4,60}?) (?:remains?|stays?) (connected|attached|installed|fitted|in place|mounted|closed|open)\.?$/i.exec(sentence)
  const said = parts === null ? null : subjectPhrase(parts[1] ?? '', setting)
  if (parts === null || said === null || setting.during === '') return null
  const undone: Record<string, string> = { connected: 'disconnected', attached: 'detached', closed: 'opened', open: 'closed' }
  const opposite = undone[(parts[2] ?? '').toLowerCase()] ?? 'removed'
  const verb = isPlural(said) ? 'Do' : 'Does'
  return {
    wordings: [`${verb} ${said} have to be ${opposite}${setting.during}?`, `Must ${said} be ${opposite}${setting.during}?`],
    answer: `No. ${closed(upperFirst(sentence))}`,
    type: 'procedural',
    about: said,
  }
}

/** 'If the gasket is damaged, replace it.' */
const readCondition: Reader = (sentence, { during }) => {
  const turned = /^(always \p{L}+ .+?),? (even if .+?)\.?$/iu.exec(sentence)
  const conceded = /^even (if [^,]+), always (\p{L}+) (.+)$/iu.exec(turned === null ? sentence : `${turned[2] ?? ''}, ${turned[1] ?? ''}`)
  if (conceded !== null && isInstructionVerb(conceded[2] ?? '')) {
    const done = participle((conceded[2] ?? '').toLowerCase())
    return {
      wordings: [`What must be ${done} even ${conceded[1] ?? ''}${during}?`],
      answer: closed(upperFirst(conceded[3] ?? '')),
      type: 'safety',
    }
  }
  const parts = /^(if|when|in case of|should) ([^,]{6,140}), (.+)$/i.exec(sentence)
  if (parts === null || /^(?:necessary|applicable|required|not|possible|so|nec)\b/i.test(parts[2] ?? '')) return null
  const [, link = '', state = '', action = ''] = parts
  if (/\b(?:it|they|this|these)\b/i.test(state) || action.split(' ').length < 2) return null
  const clause = `${link.toLowerCase()} ${definiteStart(state)}`
  // 'If no lamp is lit, then the unit has no reference' tells what it means, nothing to do.
  const told = action.replace(/^then /i, '')
  const isState =
    /^(?:the|an?|no|there) [^,;]{3,60}? (?:is|are|has|have|was|were) (?!to\b)/i.test(told) &&
    !/\b(?:must|should|replace|check|have to|has to|be \p{L}+ed)\b/iu.test(told)
  if (isState) return { wordings: [`What does it mean ${clause}${during}?`], answer: closed(upperFirst(told)), type: 'factual' }
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
  // 'Check plate for wear and damper for tight fit' checks two things.
  if (object === null || / for /.test(parts[3] ?? '')) return null
  const verb = (parts[1] ?? '').toLowerCase()
  return {
    wordings: [
      `What should ${object} be ${participle(verb)} for${setting.during}?`,
      `What do you ${verb} ${object} for${setting.during}?`,
      `For what should ${object} be ${participle(verb)}${setting.during}?`,
    ],
    answer: / (?:before|after|when|while|with|by|using)\b/.test(parts[3] ?? '')
      ? closed(upperFirst(sentence))
      : closed(upperFirst((parts[3] ?? '').replace(/, replacing if necessary$/, '; replace if necessary'))),
    type: 'inspection',
    about: object,
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
    about: object,
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
      about: said,
    }
  }
  const often = /^be (\p{L}+ed|\p{L}+n) (annually|yearly|monthly|weekly|daily|(?:once|twice|every|at least every) .+)$/iu.exec(rest)
  if (often !== null && limit === '') {
    return {
      wordings: [`How often ${modal.toLowerCase()} ${said} be ${often[1] ?? ''}${vehicleOf(during)}?`],
      answer: closed(upperFirst(often[2] ?? '')),
      type: 'procedural',
      about: said,
    }
  }
  const when = /^be (\p{L}+ed|\p{L}+n) (when|if|after|before) (.+)$/iu.exec(rest)
  if (when !== null && limit !== 'not ' && !/ and must/.test(subject)) {
    return {
      wordings: [`When ${modal.toLowerCase()} ${said} be ${when[1] ?? ''}${during}?`],
      answer: closed(upperFirst(`${when[2] ?? ''} ${when[3] ?? ''}`)),
      type: 'procedural',
      about: said,
    }
  }
  const manner = /^be (\p{L}+ed|\p{L}+n|run|set|put|held) ((?:with|by|in|at|without|from|between|on) .{6,})$/iu.exec(rest)
  if (manner !== null && limit === '' && !/ and must/.test(subject)) {
    return {
      wordings: [`How ${modal.toLowerCase()} ${said} be ${manner[1] ?? ''}${during}?`],
      answer: closed(upperFirst(sentence)),
      type: 'procedural',
      about: said,
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
    about: said,
  }
}

/** 'Clutch liners are okay, if …', 'Drive plate is worn and must be replaced when …', 'Brake needs to be adjusted when …' */
const readState: Reader = (sentence, setting) => {
  const parts =
    /^(.{4,60}?) (?:(is|are) (okay|ok|worn|defective|damaged|correct|serviceable|faulty)(?: and must be (\p{L}+ed))?|needs? to be (\p{L}+ed)),? ((?:if|when) .{8,})$/iu.exec(
      sentence.replace(/\.$/, ''),
    )
  const said = parts === null ? null : subjectPhrase(parts[1] ?? '', setting)
  if (parts === null || said === null) return null
  const [, , is = '', state = '', done = '', needed = '', condition = ''] = parts
  const doing = done === '' ? needed : done
  const does = isPlural(said) ? 'do' : 'does'
  // 'When must the brake be adjusted when adjusting the brake?' says it twice.
  const during = said.toLowerCase() === `the ${setting.object}`.toLowerCase() ? vehicleOf(setting.during) : setting.during
  return {
    wordings:
      doing === ''
        ? [`When ${is.toLowerCase()} ${said} ${state.toLowerCase()}${during}?`]
        : [`When must ${said} be ${doing}${during}?`, `When ${does} ${said} need to be ${doing}${during}?`],
    answer: closed(upperFirst(condition)),
    type: 'inspection',
    about: said,
  }
}

/** 'Conrod bearing play: 0.024 to 0.064 mm.', 'Max. pressure drop after 2 minutes is 8 %.', 'Component temperature = approx. 20° C' */
const readValue: Reader = (sentence, setting) => {
  const parts = /^(.{4,90}?)\s*(?::|=|\bis\b|\bare\b)\s*(.+?)\.?$/.exec(sentence)
  if (parts === null || !isQuantity(closed(parts[2] ?? '').replace(/\.$/, ''))) return null
  const name = (parts[1] ?? '')
    .replace(/^max\.?\s/i, 'maximum ')
    .replace(/^min\.?\s/i, 'minimum ')
    .replace(/^.*$/, (one) => (/ \p{Lu}\p{Ll}+$/u.test(one) ? runningCase(one) : one))
  const said = subjectPhrase(name.replace(/ for (?!the|all)/, ' for the '), setting)
  if (said === null || /^the (?:tightening )?(?:torque|value|temperature|pressure|clearance|distance|step \d+|phase \d+)$/i.test(said))
    return null
  const is = isPlural(said) ? 'are' : 'is'
  return {
    wordings: [`What ${is} ${said}${setting.during}?`, `What value is given for ${said}${setting.during}?`],
    answer: closed(upperFirst(parts[2] ?? '')).replace(/\.$/, ''),
    type: 'factual',
    about: said,
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
    about: said,
  }
}

/** 'Mount the gauge on …' before values, values before 'must': the order decides which reading wins. */
const READERS: readonly Reader[] = [
  readTool,
  readProhibition,
  readMakeSure,
  readRemains,
  readCondition,
  readCheckFor,
  readCoat,
  readCircumstance,
  readMounted,
  readLet,
  readOrder,
  readInstruction,
  readOnly,
  readState,
  readFacing,
  readChange,
  readMust,
  readValue,
  readMeaning,
]
