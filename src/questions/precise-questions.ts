import { upperFirst } from '../text/letter-case.ts'
import { definite } from '../text/noun-phrases.ts'
import { closed } from '../text/sentences.ts'
import { QUANTITY } from '../text/values.ts'
import type { Asked, Reader } from './asked.ts'
import { subjectPhrase } from './named-objects.ts'

/** 'toward rear', 'in a vise', 'midway between the pulleys', 'so that no pressure builds up': the question asks for just that. */
export function placed(object: string, done: string, say: string, rest: string, during: string): Asked | null {
  const asked = (wordings: string[], answer: string): Asked => ({
    wordings: wordings.map((wording) => `${wording}${during}?`),
    answer: closed(upperFirst(answer)),
    type: 'procedural',
    about: object,
  })
  if (
    /^(?:towards?|outwards?|inwards?|upwards?|downwards?|clockwise|counterclockwise|anticlockwise|forwards?|backwards?|rearwards?)\b/.test(
      rest,
    )
  ) {
    // 'toward rear and suspend with a wire' tells two things.
    return / and /.test(rest) ? null : asked([`In which direction should ${object} be ${done}`, `Which way do you ${say} ${object}`], rest)
  }
  const held = /^(in|into|between|against) (?!.*\b(?:position|until|when|and|while)\b)((?:an? |the |two )?[\p{L} -]{3,30})$/u.exec(rest)
  if (held !== null && /^(?:clamped|supported|placed|mounted|pressed|held|put)/.test(done) && !/ and /.test(rest))
    return asked([`What should ${object} be ${done} ${held[1] ?? 'in'}`], rest)
  if (/^(?:midway|halfway|between)\b/.test(rest) && !/ and \p{L}+ (?:the|it)\b/u.test(rest))
    return asked([`Where should ${object} be ${done}`, `At which point do you ${say} ${object}`], rest)
  const [, at = ''] = /^(at (?:about |approx\. )?\d.*)$/.exec(rest) ?? []
  const kind = /\d ?rpm\b/.test(at) ? 'speed' : /\d ?°/.test(at) ? 'temperature' : /\d ?(?:bar|psi|kPa)\b/.test(at) ? 'pressure' : ''
  if (kind !== '') return asked([`At what ${kind} should ${object} be ${done}`, `At what ${kind} do you ${say} ${object}`], at)
  const [, time = ''] = /^(for (?:about |approx\. |at least )?\d.*)$/.exec(rest) ?? []
  if (/\b(?:s|sec|seconds?|min|minutes?|h|hours?|days?)\b/.test(time))
    return asked([`For how long should ${object} be ${done}`, `How long should ${object} be ${done}`], time)
  const [, manner = '', when = ''] = /^(together|completely|separately|immediately) ((?:when|if|before|after) .+)$/.exec(rest) ?? []
  if (when !== '') return asked([`When should ${object} be ${done} ${manner}`], when)
  if (/^so that\b/.test(rest)) return asked([`Why should ${object} be ${done}`, `Why do you ${say} ${object}`], rest)
  const first = /^(?:, )?(?:beginning|starting) ((?:at|with|from) .+)$/.exec(rest)
  if (first !== null) return asked([`Where should you begin to ${say} ${object}`, `Where do you begin to ${say} ${object}`], first[1] ?? '')
  return null
}

/** 'Drain 2 litres of coolant': the amount of something; null when the object is none. */
export function amountOf(object: string, rest: string, done: string, say: string, during: string): Asked | null {
  const parts = new RegExp(`^(${QUANTITY.source}) of (?:the )?(\\p{L}[^()]*?)(?: \\(\\d+\\))?(?: (for each))?$`, 'u').exec(object)
  const [amount, thing, each] = [parts?.[1] ?? '', parts?.[2] ?? '', parts?.[3] ?? '']
  if (parts === null || /^(?:an?|turn|the)\b/.test(thing) || /\bturns?\b/.test(amount) || thing.split(' ').length > 4) return null
  const added = [each, rest.replace(/^, /, '')].filter((one) => one !== '').join(' ')
  return {
    wordings: [`How much ${thing} should be ${done}${during}?`, `How much ${thing} do you ${say}${during}?`],
    answer: added === '' ? amount : closed(`${amount}${each === '' ? ',' : ''} ${added}`),
    type: 'factual',
    about: thing,
  }
}

/** 'Fill the pump with 0.2 litres of oil through the port': how much of something a thing gets; null when the means is none. */
export function filledWith(object: string, rest: string, done: string, say: string, during: string): Asked | null {
  const parts = new RegExp(`^with (${QUANTITY.source}) of (\\p{L}+(?: \\p{L}+)?)(?: (.+))?$`, 'u').exec(rest)
  if (parts === null) return null
  const [amount = '', thing = '', place = ''] = parts.slice(-3)
  return {
    wordings: [`With how much ${thing} should ${object} be ${done}${during}?`, `How much ${thing} do you ${say} ${object} with${during}?`],
    answer: place === '' ? amount : closed(`${amount}, ${place}`),
    type: 'factual',
    about: object,
  }
}

/** 'Let the engine run until …', 'Let it cool': how long something goes on by itself. */
export const readLet: Reader = (sentence, setting) => {
  const parts =
    /^let (.{3,50}?) (run|cool|drain|drip|idle|soak|dry|stand|rest|settle|work)(?: (?:down|off|dry))? (until|for) (.{4,})$/iu.exec(
      sentence.replace(/\.$/, ''),
    )
  const said = parts === null ? null : subjectPhrase(parts[1] ?? '', setting)
  if (parts === null || said === null) return null
  const [, , doing = '', link = '', rest = ''] = parts
  return {
    wordings: [
      link === 'for'
        ? `How long should ${definite(said)} ${doing}${setting.during}?`
        : `Until when should ${definite(said)} ${doing}${setting.during}?`,
    ],
    answer: closed(upperFirst(`${link} ${rest}`)),
    type: 'procedural',
    about: said,
  }
}

/** 'Take off the earth lead first, then the positive lead.': in which order. */
export const readOrder: Reader = (sentence, setting) => {
  const parts = /^(\p{L}+(?: off| out)?) (.{3,40}?) first, then (.{3,40}?)\.?$/iu.exec(sentence)
  const [one, other] = [subjectPhrase(plain(parts?.[2]), setting), subjectPhrase(plain(parts?.[3]), setting)]
  if (parts === null || one === null || other === null) return null
  const verb = (parts[1] ?? '').toLowerCase()
  return {
    wordings: [`In which order do you ${verb} ${one} and ${other}${setting.during}?`],
    answer: closed(upperFirst(sentence)),
    type: 'procedural',
    about: one,
  }
}

const plain = (text: string | undefined): string => (text ?? '').replace(/\s*\((?:\d{1,2}|[A-Z])\)/g, '')
