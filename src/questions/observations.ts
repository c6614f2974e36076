import { parseInstruction } from '../text/instructions.ts'
import { lowerFirst, upperFirst } from '../text/letter-case.ts'
import { isPlural } from '../text/noun-phrases.ts'
import { closed } from '../text/sentences.ts'
import { hasQuantity } from '../text/values.ts'
import { isInstructionVerb, participle } from '../text/verbs.ts'
import type { Reader, Setting } from './asked.ts'
import { objectPhrase, subjectPhrase } from './named-objects.ts'

/** 'The vent pin points upwards.', 'Its bead …' is left: which way something faces. */
export const readFacing: Reader = (sentence, setting) => {
  const parts = /^(.{4,60}?) (points?|faces?) (?!the (?:fact|problem))(.{3,60}?)\.?$/i.exec(sentence)
  const said = parts === null ? null : facingSubject(parts[1] ?? '', setting)
  // 'Check bushes and face seals': an instruction, nothing faces.
  if (parts === null || said === null || / and \p{L}+s? /u.test(parts[3] ?? '') || parseInstruction(sentence) !== null) return null
  const verb = (parts[2] ?? '').toLowerCase().replace(/s$/, '')
  return {
    wordings: [
      `Which way ${isPlural(said) ? 'do' : 'does'} ${said} ${verb}${setting.during}?`,
      `Which way must ${said} ${verb}${setting.during}?`,
    ],
    answer: closed(upperFirst(sentence)),
    type: 'procedural',
    about: said,
  }
}

/** 'Arrows on the links', 'The open lip of the rod seal (8)': callouts go. */
function facingSubject(printed: string, setting: Setting): string | null {
  return subjectPhrase(printed.replace(/\s*\((?:\d+|[A-Z])\)/g, ''), setting)
}

/** 'A quarter turn clockwise raises the pressure by 12 bar.', 'The tray may sink by 15 mm at most.' */
export const readChange: Reader = (sentence, setting) => {
  const changed = /^(.{4,70}?) (raises|lowers|increases|reduces|changes|lifts|shortens|lengthens) (.{4,50}?) by (.+?)\.?$/i.exec(sentence)
  if (changed !== null && hasQuantity(changed[4] ?? '')) {
    const [cause, effect] = [changed[1] ?? '', subjectPhrase(changed[3] ?? '', setting)]
    if (effect === null || /^(?:this|that|it|they|these)\b|[,;:]/i.test(cause)) return null
    const verb = (changed[2] ?? '')
      .replace(/ses$/, 'se')
      .replace(/ces$/, 'ce')
      .replace(/ges$/, 'ge')
      .replace(/([^e])s$/, '$1')
    return {
      wordings: [`By how much does ${lowerFirst(cause)} ${verb} ${effect}${setting.during}?`],
      answer: closed(upperFirst(`by ${changed[4] ?? ''}`)),
      type: 'factual',
      about: effect,
    }
  }
  const allowed =
    /^(.{4,60}?) (?:may|must not|can) (not )?(sink|drop|fall|rise|move|deviate|vary|differ|change|run out|stretch|sag) (?:more than |by )(.+?)\.?$/i.exec(
      sentence,
    )
  const said = allowed === null || !hasQuantity(allowed[4] ?? '') ? null : subjectPhrase(allowed[1] ?? '', setting)
  if (allowed === null || said === null) return null
  return {
    wordings: [
      `By how much may ${said} ${allowed[3] ?? ''}${setting.during}?`,
      `How far may ${said} ${allowed[3] ?? ''}${setting.during}?`,
    ],
    answer: closed(upperFirst(sentence)),
    type: 'factual',
    about: said,
  }
}

/** 'More than 0.5 V means a bad joint.', 'A trembling needle means air in the oil.' */
export const readMeaning: Reader = (sentence, setting) => {
  const parts = /^(.{6,80}?) (means?|indicates?|shows that) (.{4,}?)\.?$/i.exec(sentence)
  const cause = lowerFirst(parts?.[1] ?? '')
  if (parts === null || /^(?:this|that|it|they|these|which)\b|[,;:]|\b(?:is|are|that|which)\b/i.test(cause)) return null
  if (!/^(?:an?|the|more than|less than) /.test(cause) || setting.during === '') return null
  const verb = (parts[2] ?? '').replace(/ that$/, '')
  const plain = verb.startsWith('mean') ? 'mean' : verb.startsWith('show') ? 'show' : 'indicate'
  return {
    wordings: [`What does ${cause} ${plain}${setting.during}?`],
    answer: closed(upperFirst(parts[3] ?? '')),
    type: 'inspection',
    about: cause,
  }
}

/** 'Mount dial gage 00 2 510 and Special Tool 00 2 500 on the throttle valve neck.': the tools for a place. */
export const readMounted: Reader = (sentence, setting) => {
  const parts =
    /^(mount|connect|attach|screw|set|fit|apply|clamp|install) (?:the )?(.{6,90}?) (on|onto|to|into|in|at) (?:the )?(\p{Ll}.{3,50}?)(?: \(\w\))?(?: and (\p{L}+) .*)?\.?$/iu.exec(
      sentence,
    )
  if (parts === null || (parts[5] !== undefined && !isInstructionVerb(parts[5]))) return null
  const tools = parts[2] ?? ''
  const place = objectPhrase(parts[4] ?? '', setting)
  // A tool is known by its number, or by being called one.
  if (
    place === null ||
    /^an? /.test(parts[4] ?? '') ||
    /[.;:]/.test(tools) ||
    !/\b(?:special )?tools?\b|\b\d{2} \d \d{3}\b|\b[A-Z]{2,4}[ -]?\d{3,}\b/i.test(tools)
  )
    return null
  const done = participle((parts[1] ?? '').toLowerCase())
  return {
    wordings: [
      `Which ${/ and /.test(tools) ? 'tools are' : 'tool is'} ${done} ${parts[3] ?? 'on'} ${place}${setting.during}?`,
      `What should be ${done} ${parts[3] ?? 'on'} ${place}${setting.during}?`,
    ],
    answer: closed(upperFirst(tools)),
    type: 'tool',
    about: place,
  }
}

/** 'In dust or mud, halve the intervals …': what is done under a circumstance. */
export const readCircumstance: Reader = (sentence, { during }) => {
  const parts =
    /^((?:in|with|on|during|under|for) (?!order\b|case\b|this\b|these\b|each\b)[^,]{3,60}), (?:always )?(\p{L}+) (.{6,})$/iu.exec(sentence)
  if (parts === null || !isInstructionVerb(parts[2] ?? '') || /\b(?:this|that|these|it)\b/i.test(parts[1] ?? '')) return null
  return {
    wordings: [`What should be done ${lowerFirst(parts[1] ?? '')}${during}?`, `What must you do ${lowerFirst(parts[1] ?? '')}${during}?`],
    answer: closed(upperFirst(sentence.slice((parts[1] ?? '').length + 2))),
    type: 'procedural',
    about: parts[1] ?? '',
  }
}
