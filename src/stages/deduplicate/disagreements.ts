import { valueKey, valuesConflict } from '../../checks/stated-value.ts'
import { plainText } from '../../checks/words.ts'
import { type Contradiction, qualifiersFor, unresolved } from './contradictions.ts'
import { groupedBy } from './grouping.ts'
import type { PassedPair } from './pairs.ts'

/** Most pairs of one subject that are all compared with each other. */
const MOST_COMPARED = 200

/**
 * Finds pairs among `indices` that give one attribute of one component different values in different words: on one page, on several,
 * or in different sources. Values of different variants are no contradiction; a question that leaves its variant out gets it named.
 * The rest is for a person. `numbers` has `valueNumber` of each pair.
 */
export function disagreementsAmong(pairs: readonly PassedPair[], indices: readonly number[], numbers: Float64Array): Contradiction[] {
  const key = (index: number): string => valueKeyOf(pairs[index] as PassedPair) ?? ''
  return runsOf(indices, numbers).flatMap((run) => groupedBy(run, key).flatMap((group) => resolved(pairs, group)))
}

const valueKeyOf = ({ question, answer, applies_to, section }: PassedPair): string | null => valueKey(question, answer, applies_to, section)

/** A number for what a pair states a value of: equal things have equal ones; 0 for a pair that states no value. */
export function valueNumber(pair: PassedPair): number {
  const key = valueKeyOf(pair)
  return key === null ? 0 : hashOf(key)
}

/** Indices with one number, other than 0, in ascending order. A million keys as texts would not fit beside the pairs. */
function runsOf(indices: readonly number[], numbers: Float64Array): number[][] {
  const sorted = Uint32Array.from(indices.filter((index) => numbers[index] !== 0))
  sorted.sort((a, b) => (numbers[a] ?? 0) - (numbers[b] ?? 0) || a - b)
  const runs: number[][] = []
  for (let start = 0, end = 0; start < sorted.length; start = end) {
    const number = numbers[sorted[start] ?? 0]
    while (end < sorted.length && numbers[sorted[end] ?? 0] === number) end += 1
    if (end - start > 1) runs.push([...sorted.subarray(start, end)])
  }
  return runs.toSorted(([a], [b]) => (a ?? 0) - (b ?? 0))
}

/** Two 32-bit multiplicative hashes (Knuth's and Murmur's constants) as one number below 2^53. */
function hashOf(text: string): number {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    high = Math.imul(high ^ code, 2654435761)
    low = Math.imul(low ^ code, 1597334677)
  }
  return (high >>> 11) * 4294967296 + (low >>> 0) + 1
}

function resolved(pairs: readonly PassedPair[], group: readonly number[]): Contradiction[] {
  const at = (index: number): PassedPair => pairs[index] as PassedPair
  const others = group.slice(0, MOST_COMPARED)
  const differing = (index: number): number[] =>
    others.filter((other) => other !== index && valuesConflict(at(index).answer, at(other).answer))
  const clashes = new Map(group.map((index) => [index, differing(index).filter((other) => !holdApart(at(index), at(other)))]))
  const clashing = group.filter((index) => (clashes.get(index) ?? []).length > 0)
  // A value for no variant that is that of a named one lacks the name; the named ones are right beside it.
  const bare = clashing.filter(
    (index) => at(index).applies_to.length === 0 && others.some((other) => sharesValueOfVariant(at(index), at(other))),
  )
  const held =
    bare.length === 0
      ? clashing
      : clashing.filter((index) => bare.includes(index) || clashes.get(index)?.some((other) => !bare.includes(other)))
  const found: Contradiction[] = []
  if (held.length > 0) {
    const members = clashing.filter((index) => held.includes(index) || clashes.get(index)?.some((other) => held.includes(other)))
    const explanation = unresolved(pairs, members, 'One value is given differently, asked in other words')
    found.push({ members: held, resolution: 'review', explanation, merged: new Map(), qualifiers: new Map() })
  }
  const silent = group.filter((index) => !clashing.includes(index) && differing(index).length > 0 && !namesVariant(at(index)))
  const qualifiers = silent.length === 0 ? null : qualifiersFor(silent.map((index) => [index, at(index)] as const))
  if (qualifiers !== null) {
    const explanation = 'The answers hold for different variants, which the questions now name.'
    found.push({ members: silent, resolution: 'qualified', explanation, merged: new Map(), qualifiers })
  }
  return found
}

/** Both are limited to variants, and share none: 'Cairn 18' is 'Fellmoor Cairn 18', too, and 'E30 M3' may be the 'E30 M3 Coupe'. */
function holdApart(one: PassedPair, other: PassedPair): boolean {
  if (one.applies_to.length === 0 || other.applies_to.length === 0) return false
  return one.applies_to.every((name) => other.applies_to.every((another) => !mayBeOne(name, another)))
}

function mayBeOne(name: string, another: string): boolean {
  const [a, b] = [name, another].map((each) => plainText(each).toLowerCase().split(/\s+/)) as [string[], string[]]
  return a.every((word) => b.includes(word)) || b.every((word) => a.includes(word))
}

const sharesValueOfVariant = (bare: PassedPair, named: PassedPair): boolean =>
  named.applies_to.length > 0 && namesVariant(named) && !valuesConflict(bare.answer, named.answer)

function namesVariant({ question, applies_to }: PassedPair): boolean {
  const asked = plainText(question).toLowerCase()
  return applies_to.some((name) => asked.includes(plainText(name).toLowerCase()))
}
