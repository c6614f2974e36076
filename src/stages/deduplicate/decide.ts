import { questionKey } from '../../checks/comparison.ts'
import { type Contradiction, contradictionsAmong, qualified } from './contradictions.ts'
import { disagreementsAmong, valueNumber } from './disagreements.ts'
import { type DuplicateGroup, duplicateGroups, type DuplicateSettings, likeness, type Preference } from './duplicates.ts'
import type { Embed } from './embeddings.ts'
import type { Fate, PassedPair } from './pairs.ts'

export interface Decisions {
  /** By index of the pair. */
  readonly fates: readonly Fate[]
  readonly duplicates: readonly DuplicateGroup[]
  readonly contradictions: readonly Contradiction[]
}

/** One object for all that simply stay: there may be a million of them. */
const KEPT: Fate = { kind: 'kept', qualifier: '' }

/** Decides what becomes of each pair that passed its checks: one of each fact stays, contradictions are resolved or held back. */
export async function decide(
  pairs: readonly PassedPair[],
  settings: DuplicateSettings,
  prefer: Preference,
  embed: Embed | null = null,
): Promise<Decisions> {
  const fates: Fate[] = pairs.map(() => KEPT)
  const duplicates = await duplicateGroups(pairs, settings, prefer, embed)
  for (const { kept, others } of duplicates) {
    for (const { index, how, similarity } of others) fates[index] = { kind: 'duplicate', kept_id: idOf(pairs, kept), how, similarity }
  }
  const standing = fates.flatMap((fate, index) => (fate.kind === 'kept' ? [index] : []))
  const values = new Float64Array(pairs.length)
  const same = contradictionsAmong(pairs, standing, (index, pair) => {
    values[index] = valueNumber(pair)
  })
  // What a person looks at anyway, or is told apart already, is not looked at twice.
  const disputed = new Set(same.flatMap(({ members }) => members))
  const contradictions = [
    ...same,
    ...disagreementsAmong(
      pairs,
      standing.filter((index) => !disputed.has(index)),
      values,
    ),
  ]
  const isNaming = contradictions.some(({ resolution }) => resolution === 'qualified')
  const taken = new Set(isNaming ? standing.map((index) => questionKey(pairs[index]?.question ?? '')) : [])
  const settled = contradictions.map((contradiction) => settle(contradiction, pairs, taken))
  for (const contradiction of settled) applyTo(fates, contradiction, pairs)
  followChains(fates, pairs)
  return { fates, duplicates, contradictions: settled }
}

/** A qualified question that another pair asks already would make a new repetition: then a person decides. */
function settle(contradiction: Contradiction, pairs: readonly PassedPair[], taken: Set<string>): Contradiction {
  if (contradiction.resolution !== 'qualified') return contradiction
  const wanted = [...contradiction.qualifiers].map(([index, qualifier]) => questionKey(qualified(pairs[index]?.question ?? '', qualifier)))
  if (wanted.some((key) => taken.has(key))) {
    return {
      ...contradiction,
      resolution: 'review',
      explanation: 'With its variant named, the question is one that another pair asks.',
      qualifiers: new Map(),
    }
  }
  for (const key of wanted) taken.add(key)
  return contradiction
}

function applyTo(fates: Fate[], contradiction: Contradiction, pairs: readonly PassedPair[]): void {
  for (const index of contradiction.members) {
    const same = contradiction.merged.get(index)
    if (same !== undefined)
      fates[index] = { kind: 'duplicate', kept_id: idOf(pairs, same), how: 'same_fact', similarity: likeness(pairs, index, same) }
    else if (contradiction.resolution === 'review') fates[index] = { kind: 'review', reason: contradiction.explanation }
    else fates[index] = { kind: 'kept', qualifier: contradiction.qualifiers.get(index) ?? '' }
  }
}

/** A duplicate of a pair that became a duplicate itself names the one that stays, or is in review where that one is. */
function followChains(fates: Fate[], pairs: readonly PassedPair[]): void {
  const indexOf = new Map(pairs.map(({ id }, index) => [id, index]))
  for (const [index, fate] of fates.entries()) {
    if (fate.kind !== 'duplicate') continue
    let kept_id = fate.kept_id
    for (let next = fates[indexOf.get(kept_id) ?? -1]; next?.kind === 'duplicate'; next = fates[indexOf.get(kept_id) ?? -1])
      kept_id = next.kept_id
    fates[index] = { ...fate, kept_id }
  }
}

const idOf = (pairs: readonly PassedPair[], index: number): string => pairs[index]?.id ?? ''
