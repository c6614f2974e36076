import { parseInstruction } from '../text/instructions.ts'
import { upperFirst } from '../text/letter-case.ts'
import { isPlural, withArticles } from '../text/noun-phrases.ts'
import { closed } from '../text/sentences.ts'
import { QUANTITY } from '../text/values.ts'
import { isInstructionVerb, isNounToo, participle } from '../text/verbs.ts'
import type { Asked, Reader } from './asked.ts'
import { objectPhrase } from './named-objects.ts'
import { amountOf, filledWith, placed } from './precise-questions.ts'

const FAULTY =
  /^with ((?:an? )?(?:loose|worn|damaged|faulty|cracked|bent|burnt|broken|scored|defective|leaking|corroded|hardened|torn|chipped)\b[\p{L} ,-]{3,50})$/u

const TOOL = /special tools?|\btools?\b/i

/** What is done with a paper, not with a machine: 'Read the data sheet for …'. */
const READS =
  /^(?:read|check|study|review|visit|contact)\b[^.;]*\b(?:data ?sheets?|manuals?|documentation|documents?|sections?|chapters?|pages?|instructions|guides?|website|wiki|web ?site)\b/i

/** 'Pull off caliper toward rear …': how, with what, by how much, where. */
export const readInstruction: Reader = (sentence, setting) => {
  const instruction = parseInstruction(sentence)
  if (
    instruction === null ||
    instruction.object === '' ||
    /^(?:use|see|refer|note|observe|comply|consult)$/.test(instruction.verb) ||
    READS.test(sentence) ||
    // 'Take care not to damage the surface': nothing is taken.
    /^(?:take|exercise|use) (?:\p{L}+ )?care\b/iu.test(sentence)
  )
    return null
  const { verb, particle, rest, always } = instruction
  // 'Stop engine and relieve pressure': two doings, of which the words behind may tell only the second.
  const also = / and (\p{Ll}+) \p{L}/u.exec(instruction.object)?.[1] ?? ''
  if (isInstructionVerb(also) && !isNounToo(also)) return null
  const done = verb.split(' and ').map(participle).join(' and ') + (particle === '' ? '' : ` ${particle}`)
  const say = verb + (particle === '' ? '' : ` ${particle}`)
  const full = closed(upperFirst(sentence))
  const { during } = setting
  if (always) {
    return {
      wordings: [`What must always be ${done}${during}?`, `What do you always have to ${say}${during}?`],
      answer: /(?:^|\s)and \p{L}+/u.test(rest) ? full : closed(upperFirst(sentence.slice(sentence.indexOf(instruction.object)))),
      type: 'safety',
    }
  }
  const amount = amountOf(instruction.object, rest, done, say, during)
  if (amount !== null) return amount
  const object = objectPhrase(instruction.object, setting)
  // 'Connect gauge FT 3300': which one is told by its code.
  const tool = rest === '' ? /^(\p{Ll}+(?: \p{Ll}+)?) ([A-Z]{2,} ?\d[\d-]*)$/u.exec(instruction.object) : null
  if (tool !== null && /^(?:fit|connect|attach|mount|insert|use|install|put)$/.test(verb))
    return { wordings: [`Which ${tool[1] ?? ''} is ${done}${during}?`], answer: closed(upperFirst(instruction.object)), type: 'tool' }
  if (
    object === null ||
    rest === '' ||
    /^(?:–|-|—|see|if necessary|or|and (?:remove|install|check|replace)\b[^,]*$|replacing if)/i.test(rest) ||
    rest.split(' ').length < 2
  ) {
    return null
  }
  // 'Replace … by exchanging' says the same twice.
  if (/^by (?:exchanging|replacing|renewing|removing|installing)\b[^,]{0,12}$/.test(rest)) return null
  const is = isPlural(object) ? 'are' : 'is'
  const clause = /^(?:only )?(when|while|before|after|if|as soon as) (.+)$/.exec(rest.replace(/^, /, ''))
  if (clause !== null) {
    if (/^when \p{L}+ing\b/u.test(rest) && !/\b(?:is|are|has|have)\b/.test(rest))
      return {
        wordings: [`What must be ${done} ${rest}?`, `What should you ${say} ${rest}?`],
        answer: closed(upperFirst(instruction.object)),
        type: 'procedural',
        about: object,
      }
    return {
      wordings: [`When should ${object} be ${done}${during}?`, `When must ${object} be ${done}${during}?`],
      answer: closed(upperFirst(rest)),
      type: 'procedural',
      about: object,
    }
  }
  // 'Check plate for wear and damper for tight fit': two checks in one sentence.
  if (/^(?:check|inspect|examine|test)\b/.test(verb) && /^for\b.* for\b/.test(rest)) return null
  if (
    /^(?:check|inspect|examine|test)\b/.test(verb) &&
    (/^at\b/.test(rest) || /^(?:whether|that|how|if)\b/.test(rest)) &&
    !/ with /.test(rest)
  )
    return null
  // 'Press pinion out of the housing with mandrel FT 2641'
  const means = /^((?:out|off)(?:(?: of)? (?:the )?[\p{L} -]+?)?) with ([\p{L} ]+ [A-Z]{2,} ?\d[\d-]*)$/u.exec(rest)
  if (means !== null)
    return {
      wordings: [
        `What do you use to ${say} ${object} ${means[1] ?? ''}${during}?`,
        `With what is ${object} ${done} ${means[1] ?? ''}${during}?`,
      ],
      answer: closed(upperFirst(means[2] ?? '')),
      type: 'tool',
      about: object,
    }
  if (/^(?:out|off|back|up|down|away|apart|together)\b(?: of .*)?$/.test(rest)) return null
  // 'Hold brake pedal down with a prop': the particle stands behind the object.
  const behind = particle === '' ? /^(down|up|in|out|off|back|away|open|closed) (with (?:an? |the |two |special ).+)$/i.exec(rest) : null
  if (behind !== null) {
    const [, moved = '', by = ''] = behind
    return {
      wordings: [`What should ${object} be ${done} ${moved} with${during}?`, `What do you use to ${say} ${object} ${moved}${during}?`],
      answer: closed(upperFirst(by.replace(/^with /, ''))),
      type: TOOL.test(by) ? 'tool' : 'factual',
      about: object,
    }
  }
  // 'Replace a clutch with loose or worn rivets': in which state it is to be replaced.
  const state = /^(?:replace|renew|reject|discard|scrap)$/.test(verb) ? FAULTY.exec(rest)?.[1] : undefined
  if (state !== undefined)
    return {
      wordings: [`In which case must ${object} be ${done}${during}?`, `In what condition must ${object} be ${done}${during}?`],
      answer: `If ${isPlural(object) ? 'they have' : 'it has'} ${state}.`,
      type: 'inspection',
      about: object,
    }
  if (/^with\b/.test(rest) && /^(?:replace|check|reject|discard)/.test(verb)) return null
  if (/^with\b/.test(rest) && /^(?:remove|take|pull|lift|install|fit|mount|insert|put)\b/.test(verb) && isCompanion(rest)) return null
  const count = /^(\p{L}+|\d+) times\b/u.exec(rest)?.[1]
  if (count === 'several' || count === 'many') return null
  if (count !== undefined) {
    return {
      wordings: [`How many times should ${object} be ${done}${during}?`, `How often is ${object} ${done}${during}?`].slice(
        0,
        isPlural(object) ? 1 : 2,
      ),
      answer: closed(upperFirst(rest)),
      type: 'factual',
      about: object,
    }
  }
  // 'Remove the battery, store it dry …': a chain of jobs.
  if (/^(?:make|let|have)\b/.test(verb) || isNextJob(sentence, rest)) return null
  // 'Take the belt off the pulley': without its particle the verb means something else.
  if (particle === '' && /^(?:take|pull|lift|put|turn|bring|press|draw)$/.test(verb) && /^(?:off|out|up|down|away|back|over)\b/.test(rest))
    return null
  // What follows 'and' tells how a second thing is done, unless it is done to the same thing: '… and secure with paint'.
  if (/^,? ?and\b/.test(rest) && !/^,? ?and \p{L}+ (?:with|by|in|to|until|from)\b/u.test(rest)) return null
  // 'Remove trim at bottom left': which one, not where it is done.
  if (/^(?:remov|take|replac|renew|check|loosen)/.test(verb) && /^(?:at|on)\b/.test(rest) && rest.split(' ').length <= 4) return null
  const side = /^(?:on|at)(?: the)? (?:(?:bottom|top|upper|lower|front|rear) )*(?:left|right|front|rear|bottom|top)(?: side)?$/
  if (side.test(rest)) {
    return {
      wordings: rest.endsWith('side')
        ? [`On which side should ${object} be ${done}${during}?`, `Where should ${object} be ${done}${during}?`]
        : [`Where should ${object} be ${done}${during}?`, `At which place should ${object} be ${done}${during}?`],
      answer: full,
      type: 'procedural',
      about: object,
    }
  }
  const places =
    /^at (?:about |at least )?(?:two|three|four|five|six|eight|ten|twelve|\d+) (?:different )?(?:places|points|positions|spots)\b/.exec(
      rest,
    )
  if (places !== null)
    return {
      wordings: [`At how many ${places[0].split(' ').at(-1) ?? ''} should ${object} be ${done}${during}?`],
      answer: closed(upperFirst(rest)),
      type: 'factual',
      about: object,
    }
  const second = / and (\p{L}+)\b/u.exec(rest)?.[1]
  const goesOn = second !== undefined && isInstructionVerb(second)
  // 'with the arrow pointing towards the heat sink' tells the manner, not the means.
  if (/^with\b.*\b(?:pointing|facing|showing|turned|upwards?|downwards?)\b/.test(rest)) return how(object, done, say, full, during)
  // 'Lock screw and secure with paint'
  const secured = /^,? ?and (\p{L}+) with (?!it\b|them\b)([^,;]+)$/u.exec(rest)
  if (secured !== null && isInstructionVerb(secured[1] ?? ''))
    return {
      wordings: [
        `What should ${object} be ${participle(secured[1] ?? '')} with${during}?`,
        `With what ${is} ${object} ${participle(secured[1] ?? '')}${during}?`,
      ],
      answer: closed(upperFirst(secured[2] ?? '')),
      type: 'factual',
      about: object,
    }
  const lightly = /^(lightly|thinly|evenly|sparingly) with ([^,;]+)$/.exec(rest)
  if (lightly !== null && !goesOn)
    return {
      wordings: [`What should ${object} be ${done} with${during}?`, `With what ${is} ${object} ${done}${during}?`],
      answer: closed(upperFirst(`${lightly[2] ?? ''}, applied ${lightly[1] ?? ''}`)),
      type: 'factual',
      about: object,
    }
  if (/^with\b/.test(rest) && !/^with (?:it|them|this)\b/.test(rest) && !goesOn && !verb.startsWith('connect')) {
    const filled = filledWith(object, rest, done, say, during)
    if (filled !== null) return filled
    const means = rest
      .replace(/^with (?:the help of |aid of )?/, '')
      .replace(/ at once$/, '')
      // 'with holder FT 0009 square to a tooth': what stands behind the tool's number tells the manner.
      .replace(/^((?:\p{L}+ ){1,3}[A-Z]{2,} ?\d[\d-]*) (?:square|flush|level|parallel|so that|as far as|until|without)\b.*$/u, '$1')
    const [, force = '', place = ''] = /^(\d+(?:\.\d+)? ?N)\b ?(.*)$/.exec(means) ?? []
    if (force !== '')
      return {
        wordings: [`With what force should ${object} be ${done} ${withArticles(place)}${during}?`],
        answer: force,
        type: 'factual',
        about: object,
      }
    if (/^\d/.test(means)) return null
    // 'Three Bond the radial oil seal': two lines that do not belong together.
    if (/\p{Lu}\p{Ll}+ the /u.test(means) || /^the (?:correct|specified|prescribed)\b|[;:] |\p{L}\. \p{Lu}/u.test(means)) return null
    return {
      wordings: [
        `What should ${object} be ${done} with${during}?`,
        `What do you use to ${say} ${object}${during}?`,
        `With what ${is} ${object} ${done}${during}?`,
      ],
      answer: closed(upperFirst(means)),
      type: TOOL.test(means) ? 'tool' : 'factual',
      about: object,
    }
  }
  if (/^to\b/.test(rest) && QUANTITY.exec(rest) !== null && (QUANTITY.exec(rest)?.index ?? 99) < 12) {
    const kind = rest.includes('°') ? 'temperature' : 'value'
    return {
      wordings: [`To what ${kind} should ${object} be ${done}${during}?`, `What ${kind} ${is} ${object} ${done} to${during}?`],
      answer: closed(upperFirst(rest)),
      type: 'factual',
      about: object,
    }
  }
  if (
    /^(?:by (?:about |approx\. )?(?:\d|(?:one|two|three|four|five|half)\b)|about \d|approx\. \d|\d)/.test(rest) ||
    /^with (?:about )?\d[\d/]* an? turn/.test(rest)
  ) {
    return {
      wordings: [`By how much should ${object} be ${done}${during}?`, `How far should ${object} be ${done}${during}?`],
      answer: goesOn ? full : closed(upperFirst(rest)),
      type: 'factual',
      about: object,
    }
  }
  const precise = placed(object, done, say, rest.replace(/\s*\((?:\d{1,2}|[A-Z])\)/g, ''), during)
  if (precise !== null) return precise
  if (/^until\b/.test(rest)) {
    return {
      wordings: [`Until what point should ${object} be ${done}${during}?`, `How far should ${object} be ${done}${during}?`],
      answer: closed(upperFirst(rest)),
      type: 'procedural',
      about: object,
    }
  }
  if (/^(?:over|into|onto|against|in|on)\b/.test(rest) && /^(?:place|put|insert|position|fit|mount|hang|install|engage|lay)$/.test(verb)) {
    return {
      wordings: [`Where should ${object} be ${done}${during}?`, `Where ${is} ${object} ${done}${during}?`],
      answer: full,
      type: 'procedural',
      about: object,
    }
  }
  // 'Connect hose with bottle on bleeder screw': what comes along, and a place that goes without saying.
  if (/^(?:connect|attach|mount|fit|join)/.test(verb) && /^with \p{L}+ on \p{L}+(?: \p{L}+)?$/u.test(rest)) return null
  // 'Apply load on brake pedal': the place goes without saying.
  if (
    /^(?:on|onto|on to|to|in|into|at) (?:the )?\p{Ll}+(?: \p{Ll}+){0,2}$/u.test(rest) &&
    !/\b(?:an?|left|right|front|rear|top|bottom|end)\b/.test(rest)
  )
    return null
  return how(object, done, say, full, during)
}

/** Whether what follows the object is a job of its own behind a comma. */
function isNextJob(sentence: string, rest: string): boolean {
  const [, next = ''] = /^(?:, )?(\p{Ll}+) /u.exec(rest) ?? []
  return isInstructionVerb(next) && sentence.includes(`, ${next} `)
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
    about: object,
  }
}

/** 'with sealing ring (4)': what comes along, not what it is done with; a tool has an article, a number or is called one. */
function isCompanion(rest: string): boolean {
  const means = rest.replace(/^with /, '')
  return (
    !/^(?:an?|the help of|aid of|two|three|four|both)\b/.test(means) &&
    !/\b[Tt]ools?\b|\b[A-Z]{2}\b|\d{2}|\p{Lu}\p{Ll}+ (?:\p{Lu}|\d)/u.test(means)
  )
}
