import { lowerFirst, runningCase, upperFirst } from '../text/letter-case.ts'
import { isPlural } from '../text/noun-phrases.ts'
import { closed } from '../text/sentences.ts'
import { hasNumber, isUnit } from '../text/values.ts'
import { isInstructionVerb, isNounToo, participle } from '../text/verbs.ts'
import { DESCRIPTION } from './record-columns.ts'
import { LIMIT_HEADING } from './specification-rows.ts'
import { ANY_VALUE, isNounPhrase, SUBSTANCE } from './value-columns.ts'

export const CAUSE = /^(?:possible |probable |likely )?causes?$/i
export const REMEDY = /^(?:remed(?:y|ies)|actions?|corrections?|corrective actions?|solutions?|measures?|repairs?|what to do)$/i
const MEANING = /^(?:meanings?|indications?|significance|status|state|faults?|errors?|failures?|problems?|malfunctions?)$/i
const REMARK = /^(?:remarks?|notes?|comments?)$/i
const FUNCTION = /^(?:functions?|purposes?|use|uses|effects?)$/i
const SPELLED: Record<string, string> = { min: 'minimum', max: 'maximum', nom: 'nominal', typ: 'typical' }
/** Limits that say by themselves what they are; of others one says 'the minimum value'. */
const LIMIT_NOUN = /limits?$/
/** What a setting is without anybody's doing. */
const DEFAULT = /^(?:(?:factory )?defaults?|reset|factory|initial)(?: (?:values?|settings?))?$/i
/** What a limit can be put in front of: 'the supply current' gives 'the maximum supply current'. */
const MEASURED =
  /^the (?:[\p{L}-]+ ){0,3}(?:currents?|voltages?|power|frequenc(?:y|ies)|temperatures?|pressures?|speeds?|clearances?|gaps?|play|widths?|heights?|lengths?|thickness|diameters?|depths?|weights?|levels?|times?|delays?|rates?|flow|capacit(?:y|ies)|resistances?|runout|warpage|loads?|forces?|thresholds?|I\.D\.|O\.D\.)(?=$| [(o])/u

/** What a cell tells of its record. */
export interface Told {
  readonly heading: string
  readonly unit: string
  readonly text: string
}

/** The wordings of the question for one column of a record, and its answer; null when its heading names nothing that could be asked for. */
export function questionOf({ heading, unit, text }: Told, name: string): { wordings: string[]; answer: string } | null {
  const withUnit = unit !== '' && hasNumber(text) && !text.includes(unit) ? `${text} ${unit}` : text
  const is = isPlural(name) ? 'are' : 'is'
  if (LIMIT_HEADING.test(heading)) {
    const bare = heading.replace(/\.$/, '').toLowerCase()
    const limit = SPELLED[bare] ?? bare
    const noun = LIMIT_NOUN.test(limit) ? limit : `${limit} value`
    const direct = MEASURED.test(name) && /^(?:minimum|maximum|typical|nominal|normal)$/.test(limit)
    return {
      wordings: [
        `What is the ${noun} for ${name}?`,
        `Which ${noun} applies to ${name}?`,
        ...(direct ? [`What is the ${limit} ${name.replace(/^the /, '')}?`] : []),
      ],
      answer: withUnit,
    }
  }
  if (DEFAULT.test(heading))
    return { wordings: [`What is the default value for ${name}?`, `What is the default setting of ${name}?`], answer: withUnit }
  // 'KIAS', 'rpm': the heading is the unit of a bare number.
  if (/^[\d.,–-]+$/.test(text) && (/^[A-Z]{2,5}$/.test(heading) || isUnit(heading)))
    return { wordings: [`What ${is} ${name} in ${heading}?`], answer: `${text} ${heading}` }
  if (REMARK.test(heading))
    return { wordings: [`What must be observed regarding ${name}?`, `What remark applies to ${name}?`], answer: closed(upperFirst(text)) }
  if (MEANING.test(heading))
    return {
      wordings: [`What does ${name} mean?`, `What is the meaning of ${name}?`, `What does ${name} indicate?`],
      answer: closed(upperFirst(text)),
    }
  if (CAUSE.test(heading))
    return { wordings: [`What is the possible cause of ${name}?`, `What can cause ${name}?`], answer: closed(upperFirst(text)) }
  if (REMEDY.test(heading))
    return { wordings: [`What is the remedy for ${name}?`, `What should be done about ${name}?`], answer: closed(upperFirst(text)) }
  if (FUNCTION.test(heading))
    return { wordings: [`What is the function of ${name}?`, `What is ${name} for?`], answer: closed(upperFirst(text)) }
  if (/^(?:tightening )?torques?(?: values?)?$/i.test(heading))
    return {
      wordings: [
        `What is the tightening torque for ${name}?`,
        `What torque is specified for ${name}?`,
        // 'should the sprocket to the hub be tightened' would read as a place.
        ...(/ to /.test(name) ? [] : [`To what torque should ${name} be tightened?`]),
      ],
      answer: withUnit,
    }
  if (heading === '' || ANY_VALUE.test(heading))
    return { wordings: [`What ${is} ${name}?`, `What value is specified for ${name}?`], answer: withUnit }
  // Sentences describe what the row means; names stand for it.
  if (DESCRIPTION.test(heading) && /\p{Ll}\.$/u.test(text))
    return { wordings: [`What does ${name} mean?`, `What is the meaning of ${name}?`], answer: closed(upperFirst(text)) }
  if (DESCRIPTION.test(heading)) return { wordings: [`Which ${lowerFirst(heading)} belongs to ${name}?`], answer: withUnit }
  // 'Adjust: R511'
  if (isInstructionVerb(heading) && !isNounToo(heading) && /^[\p{Lu}\d-]{2,8}$/u.test(text))
    return { wordings: [`With which part is ${name} ${participle(heading.toLowerCase())}?`], answer: text }
  if (!isNounPhrase(heading)) return null
  // 'EPR', 'DRAM' have too few vowels for words.
  const isShort = /^[\p{Lu}\d/]{2,7}$/u.test(heading) && (heading.match(/[AEIOUY]/g) ?? []).length <= heading.length / 3
  const attribute = (isShort ? heading : runningCase(heading))
    .replace(/^max\.? /, 'maximum ')
    .replace(/^min\.? /, 'minimum ')
    .replace(/ no\.?$/, ' number')
  const are = isPlural(attribute) ? 'are' : 'is'
  if (/^(?:yes|no)(?: \(|$)/i.test(text)) return { wordings: [`Does ${name} have ${attribute}?`], answer: withUnit }
  const wordings = SUBSTANCE.test(attribute)
    ? [`How much ${attribute} is specified for ${name}?`, `How much ${attribute} is given for ${name}?`]
    : [`What ${are} the ${attribute} ${/^an? /.test(name) ? 'at' : 'for'} ${name}?`, `What ${attribute} ${are} given for ${name}?`]
  return { wordings, answer: withUnit }
}
