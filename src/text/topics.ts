import { runningCase } from './letter-case.ts'
import { definite, isDetermined, withArticles } from './noun-phrases.ts'
import { gerund, infinitiveOf, isInstructionVerb, isNounToo, isPartNamedByUse, PARTICLES } from './verbs.ts'

/** What a heading is about, in the forms in which a sentence can use it. */
export interface Topic {
  /** Base verbs: ['remove', 'install']; empty for a heading that names a thing or a state. */
  readonly verbs: readonly string[]
  /** 'remove and install the front brake discs'; '' without verbs. */
  readonly infinitive: string
  /** 'when removing and installing the front brake discs', 'for the brake cable adjustment'. */
  readonly during: string
  /** 'removing and installing the front brake discs', 'the brake cable adjustment'. */
  readonly name: string
  /** 'front brake discs': what is worked on, without article; the whole phrase for a thing. */
  readonly object: string
  /** 'front wheel removed': what the heading presupposes; lower case, in the order printed. */
  readonly conditions: readonly string[]
}

/** What a heading presupposes, or a line of its own below it: 'Front wheel removed'. */
export const STATE =
  /(?:^|[\s(])((?:[\p{L}/ -]+ )?(?:removed|installed|dismantled|disassembled|detached|in vehicle|on vehicle|in car|fitted|drained))\s*[)–—-]*\s*$/iu

/** Nouns of doing: a heading that ends in one names a job although it has no verb. */
const JOB_NOUN =
  /\b(?:adjustments?|tests?|inspections?|checks?|installation|removal|overhaul|replacement|repair|diagnosis|calibration|bleeding|cleaning|lubrication|measurement|assembly|disassembly|procedure|start-up|service)$/i

/** Nouns of doing during which something is done, not for which it is specified. */
const DOING = /\b(?:inspections?|installation|removal|overhaul|replacement|repair|assembly|disassembly|lubrication|maintenance|storage)$/i

const PREPOSITION = /^(?:of|in|on|from|at|to|for|with|without|after|before|between)\b/i

/** Whether a topic names something that is done, so that one can ask how. */
export function isJob(topic: Topic): boolean {
  const head = topic.object.replace(/\s*\([^)]*\)$/, '').split(/\s(?:of|in|on|from|at|to|for|with|without|after|before)\s/)[0] ?? ''
  // 'Filter assembly' is a thing, 'assembly of the filter' a job.
  return topic.verbs.length > 0 || (JOB_NOUN.test(head) && !/\p{L} assembly$/iu.test(head))
}

/**
 * Understands a heading or an index entry: gerunds ('REMOVING AND INSTALLING FRONT BRAKE DISCS'), instructions ('Replace the
 * filter'), entries turned round ('Front brake discs – remove and install'), or plain names.
 */
export function topicOf(heading: string): Topic | null {
  const { text, conditions } = withoutConditions(
    heading
      .replace(/\s*\*+\)?/g, '')
      .replace(/(?<=\s)(?:--|- -)(?=\s)/g, '–')
      .replace(/\s+/g, ' ')
      .replace(/[\s:.]+$/, '')
      .trim(),
  )
  if (text === '' || !/\p{L}{2}/u.test(text)) return null
  const named = nameTurned(text) ?? (isPartNamedByUse(text) && !/ing\b/.test(text) ? runningCase(text) : null)
  const lead = named === null ? (fromTurned(text) ?? fromGerunds(text) ?? fromImperative(text)) : null
  if (lead === null) {
    const object = withInnerArticles(named ?? runningCase(text))
    const name = definite(object)
    return { verbs: [], infinitive: '', during: `${DOING.test(object) ? 'during' : 'for'} ${name}`, name, object, conditions }
  }
  const rest = articled(lead.rest)
  const doing = `${joined(lead.verbs.map((verb) => phrase(gerund(verb), lead.particle)))} ${rest}`.trim()
  return {
    verbs: lead.verbs,
    infinitive: `${joined(lead.verbs.map((verb) => phrase(verb, lead.particle)))} ${rest}`.trim(),
    during: `when ${doing}`,
    name: doing,
    object: rest.replace(/^the /, ''),
    conditions,
  }
}

/** Words in running case; 'installing/replacing' is two, the first keeping its stroke. */
function wordsIn(text: string): string[] {
  return runningCase(text.replace(/\s*\/\s*/g, '/'))
    .split(/(?<=\/)\s*|\s+/)
    .filter((word) => word !== '')
}

/** 'Slip control (ABS) – description and check' gives 'description and check of the slip control (ABS)'. */
function nameTurned(text: string): string | null {
  const parts = /^(.+?)\s+[–—-]\s+([^()]+?)(\s*\([^()]*\))?$/.exec(text)
  const tail = runningCase(parts?.[2] ?? '')
  if (
    parts === null ||
    !/^(?:description|operation|maintenance|layout|overview|function|location|wiring diagram|circuit diagram|specifications?)\b/.test(tail)
  )
    return null
  return `${tail} of ${definite(runningCase(parts[1] ?? ''))}${parts[3] ?? ''}`
}

interface Lead {
  readonly verbs: readonly string[]
  readonly particle: string
  readonly rest: string
}

function fromGerunds(text: string): Lead | null {
  const words = wordsIn(text)
  const verbs: string[] = []
  let position = 0
  for (; position < words.length; position++) {
    const word = (words[position] ?? '').toLowerCase().replace(/[,/]$/, '')
    const verb = isNounLead(word, words[position + 1]) || !isJoined(words, position) ? null : verbBehind(word, words[position + 1])
    if (verb !== null) verbs.push(verb)
    else if (!(verbs.length > 0 && /^(?:and|or)$/.test(word) && infinitiveOf((words[position + 1] ?? '').replace(/[,/]$/, '')) !== null))
      break
  }
  return lead(verbs, words.slice(position))
}

/** A verb that workshops do not use is as likely an adjective: 'condensing boiler'. Only an article behind it makes it a verb. */
function verbBehind(word: string, next: string | undefined): string | null {
  const isBeforeArticle = isDetermined(next ?? '')
  const verb = infinitiveOf(word, isBeforeArticle)
  return verb === null || isInstructionVerb(verb) || isBeforeArticle ? verb : null
}

/** A second verb stands behind 'and', a comma or a stroke; else it describes the thing: 'adjusting parking brake'. */
function isJoined(words: readonly string[], position: number): boolean {
  const before = words[position - 1] ?? ''
  const isMain = /^(?:replac|install|remov|adjust|check|overhaul|bleed)/i.test(words[position] ?? '')
  return position === 0 || isMain || /^(?:and|or)$/i.test(before) || /[,/]$/.test(before)
}

/** 'Tightening torque', 'mounting bolts', 'cooling system': -ing words that describe a thing. */
function isNounLead(word: string, next: string | undefined): boolean {
  return (
    /^(?:tightening|adjusting|operating|mounting|cooling|lubricating|running|setting|charging|opening|closing|bleeding|testing)$/.test(
      word,
    ) &&
    /^(?:torques?|conditions?|temperatures?|bolts?|screws?|systems?|pressures?|values?|times?|order|sequence|instructions?|equipment|fluids?|points?|data|positions?|angles?|clearances?|speeds?|tools?)\b/i.test(
      next ?? '',
    )
  )
}

function fromImperative(text: string): Lead | null {
  const words = wordsIn(text)
  const { verbs, used } = leadingVerbs(words)
  // 'test stand', 'brake cover', 'seal ring': nouns that could be verbs need an object that begins like one.
  if (verbs.length === 1 && isNounToo(verbs[0] ?? '')) {
    if (!isDetermined(words[used] ?? '')) return null
  }
  return lead(verbs, words.slice(used))
}

function leadingVerbs(words: readonly string[]): { verbs: string[]; used: number } {
  const verbs: string[] = []
  let used = 0
  for (; used < words.length; used++) {
    const word = (words[used] ?? '').toLowerCase().replace(/[,/]$/, '')
    if (isInstructionVerb(word) && isJoined(words, used)) verbs.push(word)
    else if (!(verbs.length > 0 && /^(?:and|or)$/.test(word) && isInstructionVerb((words[used + 1] ?? '').replace(/[,/]$/, '')))) break
  }
  return { verbs, used }
}

function lead(verbs: readonly string[], rest: readonly string[]): Lead | null {
  if (verbs.length === 0 || rest.length === 0) return null
  const first = rest[0] ?? ''
  const particle = PARTICLES.has(first.toLowerCase()) && rest.length > 1 && !isDetermined(rest[1] ?? '') ? first.toLowerCase() : ''
  const object = (particle === '' ? rest : rest.slice(1)).join(' ').replaceAll('/ ', '/')
  return object === '' || PREPOSITION.test(object) || /^(?:and|or|by|but)\b/.test(object) ? null : { verbs, particle, rest: object }
}

/** 'Brake hose, front – replace (left side)': the name first, the verb after a dash. */
function fromTurned(text: string): Lead | null {
  const parts = /^(.+?)\s+[–—-]\s*(.+)$/.exec(text)
  if (parts === null) return null
  const words = wordsIn(parts[2] ?? '')
  const { verbs, used } = leadingVerbs(words)
  if (verbs.length === 0) return null
  const name = runningCase(parts[1] ?? '')
    .replace(/[,;]$/, '')
    .replace(
      /^(.*), (front|rear|left|right|upper|lower|inner|outer|top|bottom|complete|new|old|both|single|main)( and \p{L}+)?$/u,
      '$2$3 $1',
    )
  const tail = words.slice(used).join(' ')
  // 'Valve guide – ream out'
  if (PARTICLES.has(tail)) return { verbs, particle: tail, rest: name }
  // 'Carrier – take out of use'
  const goesOn = PARTICLES.has(words[used] ?? '') && PREPOSITION.test(words[used + 1] ?? '')
  if (tail === '' || /^[(]/.test(tail) || PREPOSITION.test(tail) || goesOn) return { verbs, particle: '', rest: `${name} ${tail}`.trim() }
  return { verbs, particle: '', rest: `${tail} of ${definite(name)}` }
}

/** The object with its articles. */
function articled(object: string): string {
  return definite(withInnerArticles(object))
}

/** Articles inside a phrase; an -ing word after 'after', 'when' or 'for' gets one for its own object. */
function withInnerArticles(phrase: string): string {
  const inner = phrase.replace(
    /\b(after|before|when|while|by|for) (\p{L}+ing) (?=(\S+))/gu,
    (match, link: string, doing: string, next: string) =>
      infinitiveOf(doing) === null || isDetermined(next) || PREPOSITION.test(next) ? match : `${link} ${doing} the `,
  )
  return withArticles(inner)
}

function phrase(verb: string, particle: string): string {
  return particle === '' ? verb : `${verb} ${particle}`
}

function joined(words: readonly string[]): string {
  return words.length < 3 ? words.join(' and ') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`
}

/** Splits '– FRONT WHEEL REMOVED –' and '(Removed)' from the end of a heading. */
function withoutConditions(heading: string): { text: string; conditions: string[] } {
  const parts = /^(.*?)\s*(?:\(([^()]+)\)|\s[–—-]+\s*([^–—()]+?)\s*[–—-]*)$/.exec(heading)
  const state = parts?.[2] ?? parts?.[3]
  // Between two dashes stands what the job presupposes, whatever its words: '– ENGINE COLD –'.
  const isBetweenDashes = parts?.[3] !== undefined && /[–—-]$/.test(heading)
  if (parts === null || state === undefined || (!STATE.test(` ${state}`) && !isBetweenDashes)) return { text: heading, conditions: [] }
  return { text: (parts[1] ?? '').trim(), conditions: [runningCase(state.trim())] }
}
