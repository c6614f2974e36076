import { stateTheSame, subjectKey } from '../../checks/comparison.ts'
import { plainText } from '../../checks/words.ts'
import { groupedBy } from './grouping.ts'
import type { PassedPair } from './pairs.ts'

/** Pairs that ask the same and answer differently, and what is done about it. */
export interface Contradiction {
  /** Indices of the pairs, ascending. */
  readonly members: readonly number[]
  readonly resolution: 'merged' | 'qualified' | 'review'
  /** Why, for people. */
  readonly explanation: string
  /** Pairs that state what an earlier member states, in other words: index → index of the one that stays. */
  readonly merged: ReadonlyMap<number, number>
  /** Words put before the question mark of a pair, to say which variant it is about. */
  readonly qualifiers: ReadonlyMap<number, string>
}

/**
 * Finds and resolves contradictions among the pairs at `indices` (duplicates already taken out). `seen` is called with each pair
 * while the tokens of its question are at hand.
 */
export function contradictionsAmong(
  pairs: readonly PassedPair[],
  indices: readonly number[],
  seen: (index: number, pair: PassedPair) => void,
): Contradiction[] {
  const groups = groupedBy(indices, (index) => {
    const pair = pairs[index] as PassedPair
    seen(index, pair)
    return subjectKey(pair.question)
  })
  const answersDiffer = (group: readonly number[]): boolean => new Set(group.map((index) => pairs[index]?.answer_key)).size > 1
  return groups.filter(answersDiffer).map((group) => resolve(pairs, group))
}

function resolve(pairs: readonly PassedPair[], members: readonly number[]): Contradiction {
  const pair = (index: number): PassedPair => pairs[index] as PassedPair
  const merged = new Map<number, number>()
  const standing: number[] = []
  for (const index of members) {
    const same = standing.find((other) => compatible(pair(other), pair(index)) && stateTheSame(pair(other).answer, pair(index).answer))
    if (same === undefined) standing.push(index)
    else merged.set(index, same)
  }
  if (new Set(standing.map((index) => pair(index).answer_key)).size < 2) {
    return { members, resolution: 'merged', explanation: 'The answers state the same in other words.', merged, qualifiers: new Map() }
  }
  const qualifiers = qualifiersFor(standing.map((index) => [index, pair(index)] as const))
  if (qualifiers !== null) {
    return {
      members,
      resolution: 'qualified',
      explanation: 'The answers hold for different variants, which the questions now name.',
      merged,
      qualifiers,
    }
  }
  return {
    members,
    resolution: 'review',
    explanation: unresolved(pairs, standing, 'The same question has different answers'),
    merged,
    qualifiers: new Map(),
  }
}

/** What stands where, for the person who has to decide. */
export function unresolved(pairs: readonly PassedPair[], members: readonly number[], what: string): string {
  const at = (index: number): PassedPair => pairs[index] as PassedPair
  const answers = members.map((index) => `“${shortened(at(index).answer)}” (${at(index).id})`)
  const told = `${what}: ${answers.slice(0, 5).join(', ')}${answers.length > 5 ? ' …' : ''}.`
  const sources = new Set(members.map((index) => at(index).source_type))
  const pages = new Set(members.map((index) => at(index).page_id))
  const where =
    sources.size > 1
      ? `They stand in different sources (${[...sources].map((source) => source.replaceAll('_', ' ')).join(', ')})`
      : pages.size > 1
        ? 'They stand on different pages'
        : 'They stand on one page'
  const lacks = pages.size > 1 ? 'tells these apart' : 'tells the places apart'
  return `${told} ${where}: the question lacks what ${lacks}, or one of them is wrong. The variants that they hold for do not tell.`
}

const compatible = (one: PassedPair, other: PassedPair): boolean => one.applies_to.join('\0') === other.applies_to.join('\0')

/**
 * ' on the E30 M3' for each pair: only where every pair names its variants, no two share one, each name is short and
 * none stands in the question already. null where that does not hold.
 */
export function qualifiersFor(group: readonly (readonly [number, PassedPair])[]): Map<number, string> | null {
  const taken = new Set<string>()
  const qualifiers = new Map<number, string>()
  for (const [index, { applies_to, question }] of group) {
    if (applies_to.length === 0 || applies_to.length > 3) return null
    for (const name of applies_to) {
      const key = plainText(name).toLowerCase()
      if (taken.has(key) || !isName(name) || plainText(question).toLowerCase().includes(key)) return null
      taken.add(key)
    }
    qualifiers.set(index, ` on the ${listed(applies_to)}`)
  }
  return qualifiers
}

/** A name as one says it after 'on the': up to four words that start with a capital or a digit, without brackets. */
const isName = (name: string): boolean => /^[\p{Lu}\d][\p{L}\p{N}./-]*(?: [\p{L}\p{N}./-]+){0,3}$/u.test(name.trim())

function listed(names: readonly string[]): string {
  return names.length === 1 ? `${names[0]}` : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

/** The question (or a paraphrase of it) with words put before its question mark. */
export function qualified(question: string, qualifier: string): string {
  return question.replace(/\s*\?\s*$/, `${qualifier}?`)
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length <= 60 ? line : `${line.slice(0, 59)}…`
}
