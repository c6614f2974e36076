import { hasQuantity } from './values.ts'
import { infinitiveOf, isInstructionVerb, isNounToo, PARTICLES } from './verbs.ts'

/** An instruction taken apart: 'Pull off caliper toward rear' = pull + off + 'caliper' + 'toward rear'. */
export interface Instruction {
  /** Base form, lower case. */
  readonly verb: string
  /** '' or the particle that belongs to the verb. */
  readonly particle: string
  readonly always: boolean
  /** As printed, without the determiner being added; '' when the sentence names no object. */
  readonly object: string
  /** What follows the object: manner, place, value, second action. '' when nothing does. */
  readonly rest: string
}

const PREPOSITIONS = new Set(
  'whether that how with to by until till at toward towards from into onto against over through so when if while before after using as because prior within between during without under underneath along around beyond via per except only even or'.split(
    ' ',
  ),
)
/** Numbers of operations, tools and parts name what they stand behind. */
const OPERATION_OR_PART = /^\d{2} \d{1,2} \d{3}\b/
const ADVERBS = new Set(
  'midway halfway upwards downwards outwards inwards upward downward outward inward sideways again enough flush tight back out off up down away together separately anew apart first forward clockwise counterclockwise'.split(
    ' ',
  ),
)
/** Verbs after which 'in', 'on' and 'over' belong to the verb and not to a place. */
const INWARD = new Set(
  'screw press push drive break guide slide slip knock pull plug switch turn put move let snap hook insert bolt fill feed thread'.split(
    ' ',
  ),
)
const MANNER_IN =
  /^in (?:the )?(?:\p{L}+ )?(?:possible )?(?:direction|position|order|sequence|area|place|this|such|that|stages|steps|line|accordance|several)\b/u

/** Reads one sentence as an instruction; null when it does not begin with a known verb in its base form. */
export function parseInstruction(sentence: string): Instruction | null {
  let text = sentence.replace(/[.!]$/, '').trim()
  const always = /^always /i.test(text)
  text = text.replace(/^(?:always|then|now|also|next|carefully|please|visually|first|finally) /i, '')
  const words = text.split(/\s+/)
  const verb = words[0]?.toLowerCase() ?? ''
  // 'Keep clear of …' has no object.
  if (verb === 'keep' && /^(?:clear|away|hands|off|out|in|at)$/i.test(words[1] ?? '')) return null
  // 'Test pressure must not …': a noun that could be a verb, with a verb of its own behind it.
  if (isNounToo(verb) && /^[^,;]* (?:must|should|can|may|will|is|are|was|has|have|does)\b/.test(text)) return null
  // 'Recharge time can take …', 'Set point is …': the same where only the words behind it tell.
  if (/^\p{L}+ \p{L}+ (?:must|should|can|may|will|is|are|was|were|has|have|does)\b/u.test(text)) return null
  if (!/^[a-z]+$/.test(verb) || !isInstructionVerb(verb) || words.length < 2) return null
  let position = 1
  if (words[1] === 'and' && isInstructionVerb(words[2] ?? '')) return compound(words, verb, always)
  let particle = ''
  const second = words[1]?.toLowerCase() ?? ''
  if (PARTICLES.has(second) && (!/^(?:in|on|over|through|back)$/.test(second) || INWARD.has(verb)) && words.length > 2) {
    particle = second
    position = 2
  }
  const end = objectEnd(words, position, verb)
  return {
    verb,
    particle,
    always,
    object: words.slice(position, end).join(' ').replace(/,$/, ''),
    rest: words.slice(end).join(' ').trim(),
  }
}

/** 'Remove and install rear wheel': two verbs, one object. */
function compound(words: readonly string[], verb: string, always: boolean): Instruction | null {
  const inner = parseInstruction(words.slice(2).join(' '))
  return inner === null ? null : { ...inner, verb: `${verb} and ${inner.verb}`, always }
}

function objectEnd(words: readonly string[], start: number, verb: string): number {
  let depth = 0
  for (let index = start; index < words.length; index++) {
    const word = words[index] ?? ''
    const opened = (word.match(/\(/g) ?? []).length
    const inside = depth > 0 || opened > 0
    depth += opened - (word.match(/\)/g) ?? []).length
    if (!inside || (depth > 0 && opened === 0)) {
      if (depth === 0 && index > start && isBoundary(words, index, verb)) return index
    }
    if (depth <= 0 && /[,;]$/.test(word)) return continuesList(words, index) ? keepList(words, index, verb) : index + 1
  }
  return words.length
}

/** Objects that stand for what was named before: such an instruction goes on with the same thing. */
const PRONOUN = /^(?:it|them|this|these|that)\b/

/**
 * The instructions that a sentence joins, each with an object of its own: 'Press the pack together and measure gap (C) with a
 * depth gauge' gives two. What is done further to the same thing stays with it: 'Pull off caliper and suspend with a wire'.
 */
export function clausesOf(sentence: string): string[] {
  const body = sentence.replace(/[.!]$/, '').trim()
  const first = /^\p{L}+/u.exec(body)?.[0] ?? ''
  if (!isInstructionVerb(first) || /^(?:let|make)$/i.test(first)) return [sentence]
  const clauses: string[] = []
  let start = 0
  for (const match of body.matchAll(/(?:,? and then |,? and |, then |, |; )(?=(\p{Ll}+) )/gu)) {
    const rest = body.slice(match.index + match[0].length)
    const words = rest.split(' ')
    const instruction = isInstructionVerb(match[1] ?? '') && !isNounLike(words, 0) ? parseInstruction(rest) : null
    const before = parseInstruction(body.slice(start, match.index))
    if (instruction === null || lacksObject(instruction) || before === null || before.object === '') continue
    if (isOpen(body.slice(start, match.index))) continue
    clauses.push(body.slice(start, match.index))
    start = match.index + match[0].length
  }
  if (start === 0) return [sentence]
  return [...clauses, body.slice(start)].map((clause) => `${clause}.`)
}

/** 'suspend with a piece of wire', 'secure it': done to what was named before. */
function lacksObject({ object }: Instruction): boolean {
  const first = object.split(' ')[0]?.toLowerCase() ?? ''
  return object === '' || PRONOUN.test(object) || /^\d/.test(first) || PREPOSITIONS.has(first) || ADVERBS.has(first)
}

/** Whether a bracket is still open, or a clause of time, means or purpose that may embrace what follows. */
function isOpen(text: string): boolean {
  const purpose = /\bto (\p{Ll}+) (?!\d)/u.exec(text)?.[1] ?? ''
  return (
    (text.match(/\(/g) ?? []).length !== (text.match(/\)/g) ?? []).length ||
    /\b(?:by|before|after|without) \p{L}+ing\b/u.test(text) ||
    // 'with a screwdriver to move out the shoes and prevent …'
    (isInstructionVerb(purpose) && !isNounToo(purpose))
  )
}

/** 'and drive plate' at the end of a sentence is a noun, 'and drive out the pin' is not. */
function isNounLike(words: readonly string[], index: number): boolean {
  const next = words[index + 1]?.toLowerCase() ?? ''
  return isNounToo(words[index] ?? '') && next !== '' && !PARTICLES.has(next) && !/^(?:the|a|an|all|both)$/.test(next)
}

/** 'lever bearing (7), sleeves (6), spring (8) and washer (9)' is one object: the comma is followed by no verb. */
function continuesList(words: readonly string[], index: number): boolean {
  const next = words[index + 1]?.toLowerCase() ?? ''
  return (
    !isInstructionVerb(next) &&
    infinitiveOf(next) === null &&
    !PREPOSITIONS.has(next) &&
    words.slice(index + 1).some((word) => word === 'and' || word === 'or')
  )
}

function keepList(words: readonly string[], index: number, verb: string): number {
  return objectEnd(words, index + 1, verb)
}

function isBoundary(words: readonly string[], index: number, verb: string): boolean {
  const word = words[index]?.toLowerCase() ?? ''
  if (word === '–' || word === '-' || word === '—') return true
  if (PREPOSITIONS.has(word) && !(word === 'or' && !isInstructionVerb(words[index + 1] ?? ''))) return true
  if (word === 'on' && (words[index + 1] === 'to' || /^(?:place|put|mount|lay|hang|attach|set|apply)$/.test(verb))) return true
  if (ADVERBS.has(word) || (word.endsWith('ly') && !/^(?:assembly|supply|only)$/.test(word))) return true
  if (word === 'and')
    return /^(?:then|also)$/.test(words[index + 1] ?? '') || (isInstructionVerb(words[index + 1] ?? '') && !isNounLike(words, index + 1))
  if (word === 'for' && /^(?:check|inspect|examine|test|use|wait)$/.test(verb)) return true
  const ahead = words.slice(index, index + 5).join(' ')
  if (/^for (?:about |approx\. |at least )?\d[\d.]* ?(?:s|sec|seconds?|min|minutes?|h|hours?|days?|weeks?|months?)\b/.test(ahead))
    return true
  if (word === 'in' && MANNER_IN.test(ahead)) return true
  if (word === 'on' && /^on (?:the |both )?(?:left|right|both|all|each|front|rear|opposite)?(?: |-)?(?:and \p{L}+ )?sides?\b/u.test(ahead))
    return true
  if (/^(?:several|many|\d+|two|three|four|five|six|seven|eight|nine|ten|twelve) times\b/.test(ahead) || /^(?:once|twice)$/.test(word))
    return true
  if (/^in an? \p{L}+\.?$/u.test(words.slice(index).join(' '))) return true
  if (OPERATION_OR_PART.test(ahead)) return false
  return (/^\d/.test(word) && hasQuantity(ahead)) || word === 'about' || word === 'approx.'
}
