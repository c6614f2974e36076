import type { QuestionType } from '../contracts/example.ts'
import { lowerFirst, upperFirst } from '../text/letter-case.ts'
import { isBarePart, isPlural } from '../text/noun-phrases.ts'
import { closed } from '../text/sentences.ts'
import { QUANTITY } from '../text/values.ts'

/** A describing sentence as question and answer; the wordings lack their question mark, for the place to be added. */
export interface Described {
  readonly wordings: readonly string[]
  readonly answer: string
  readonly type: QuestionType
}

/** A subject begins with an article or is a plural, and holds no verb, clause or pronoun. */
const SUBJECT = /^(?:(?:the|an?|all|most|both|each|every) [\p{L}\d/' -]{3,60}|\p{Lu}[\p{L}\d/'-]*(?: [\p{L}\d/'-]+){0,4}s)$/iu
const NOT_SUBJECT =
  /^(?:the (?:other|same|next|rest|remaining|above|former|latter)|this|that|these|those|it|they|there|here|he|she|we|you|one|some|such|other|another|its|their)\b|\b(?:is|are|was|were|be|been|has|have|which|that|who|when|if|until|because|as|not|however|therefore|also|can|may|must|will|should)\b/i

/** Reads 'X is made of Y', 'X opens at 5.2 bar', 'X is stamped on Y', 'X is a Y that …'; null for anything else. */
export function askDescription(sentence: string, heading: string | null): Described | null {
  for (const [pattern, make] of FORMS) {
    const parts = pattern.exec(sentence.replace(/\.$/, ''))
    const subject = parts === null ? null : subjectOf(parts[1] ?? '', heading)
    const made = parts === null || subject === null ? null : make(subject, parts.slice(2), sentence)
    if (made !== null) return made
  }
  return null
}

/** The subject as it is named in a question; null when it does not stand alone. */
function subjectOf(printed: string, heading: string | null): string | null {
  const text = printed.trim()
  if (!SUBJECT.test(text) || NOT_SUBJECT.test(text)) return null
  const said = lowerFirst(text)
  const words = said.replace(/^(?:the|an?|all|most|both|each|every) /, '')
  if (!isBarePart(words) && words.includes(' ')) return said.replace(/^an? /, 'the ')
  // 'The nut …' under 'Stainless Steel Self-Locking Nut' is that nut.
  const whole = heading?.replace(/^the /, '') ?? ''
  return whole.toLowerCase().endsWith(words.toLowerCase()) && whole.toLowerCase() !== words.toLowerCase() ? `the ${whole}` : null
}

type Make = (subject: string, rest: string[], sentence: string) => Described | null

const be = (subject: string): string => (isPlural(subject) ? 'are' : 'is')
const does = (subject: string): string => (isPlural(subject) ? 'do' : 'does')
const answer = (text: string): string => closed(upperFirst(text))

const FORMS: readonly (readonly [RegExp, Make])[] = [
  [
    /^(.+?) (?:is|are) (?:made|manufactured|constructed|fabricated) (?:of|from|out of) (.{3,})$/,
    (subject, [rest = '']) => ({
      wordings: [`What ${be(subject)} ${subject} made of`, `Which material ${be(subject)} ${subject} made of`],
      answer: answer(rest),
      type: 'factual',
    }),
  ],
  [
    /^(.+?) (?:begins? to |starts? to )?(opens?|closes?|starts?|stops?|operates?|works?|boils?|melts?|freezes?|switches on|switches off|lights?) (?:fully )?at (.{3,60})$/,
    (subject, [verb = '', rest = '']) => {
      const measure = QUANTITY.exec(rest)?.[0] ?? ''
      const kind = /°|degrees/.test(measure)
        ? 'temperature'
        : /bar|psi|Pa/.test(measure)
          ? 'pressure'
          : /rpm|km\/h|mph/.test(measure)
            ? 'speed'
            : /\dV|\d V|volt/i.test(measure)
              ? 'voltage'
              : ''
      return measure === '' || kind === '' || / and | or /.test(rest)
        ? null
        : {
            wordings: [`At what ${kind} ${does(subject)} ${subject} ${verb.replace(/(?<!s)s(?= |$)/, '')}`],
            answer: answer(`at ${rest}`),
            type: 'parameter',
          }
    },
  ],
  [
    /^(.+?) (?:is|are) (stamped|engraved|printed|marked|found|housed|positioned) ((?:on|in|at|under|behind|above|below|between|inside|near|next to|beside|to) .{4,})$/,
    (subject, [how = '', place = '']) => ({
      wordings: [`Where ${be(subject)} ${subject} ${how}`],
      answer: answer(place),
      type: 'component',
    }),
  ],
  [
    /^(.+?) (is|are) (an? .{15,}|of .{10,})$/,
    (subject, _, sentence) => ({ wordings: [`What ${be(subject)} ${subject}`], answer: answer(sentence), type: 'component' }),
  ],
]
