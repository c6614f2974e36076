import { createHash } from 'node:crypto'

/** A group of pairs that stay together. */
export interface Group {
  readonly name: string
  readonly stratum: string
  readonly pairs: number
}

/** Above this many steps the exact choice gives way to the quick one. */
const EXACT_STEPS = 20_000_000

/**
 * Names of the groups that are held out of training. Groups are shuffled by a hash of the seed and their names, so that the order
 * in which they arrive does not matter; within each stratum the choice comes as near to its share as whole groups allow,
 * and what one stratum is off is made up in the next ones, within twice their share.
 */
export function chooseHeldOut(groups: readonly Group[], held_out: number, seed: number): Set<string> {
  const chosen = new Set<string>()
  let owed = 0
  for (const members of strataOf(groups)) {
    const total = members.reduce((sum, { pairs }) => sum + pairs, 0)
    const share = total * held_out
    const target = Math.min(Math.max(share + owed, 0), share * 2)
    const shuffled = members
      .map((group) => ({ group, order: createHash('sha256').update(`${seed}\0${group.name}`).digest('hex') }))
      .toSorted((a, b) => (a.order < b.order ? -1 : 1))
      .map(({ group }) => group)
    const taken = nearestSubset(
      shuffled.map(({ pairs }) => pairs),
      target,
    )
    let got = 0
    for (const index of taken) {
      const group = shuffled[index] as Group
      chosen.add(group.name)
      got += group.pairs
    }
    owed += share - got
  }
  return chosen
}

/** Groups by stratum; strata with few groups first, so that the flexible ones make up for them. */
function strataOf(groups: readonly Group[]): Group[][] {
  const strata = new Map<string, Group[]>()
  for (const group of groups) strata.set(group.stratum, [...(strata.get(group.stratum) ?? []), group])
  return [...strata].toSorted(([a, one], [b, other]) => one.length - other.length || (a < b ? -1 : 1)).map(([, members]) => members)
}

/** Indices of sizes whose sum is as near to the target as possible, earlier ones first; never all of them. */
export function nearestSubset(sizes: readonly number[], target: number): number[] {
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const limit = Math.min(Math.ceil(target * 2), total - 1)
  if (target <= 0 || limit <= 0) return []
  return sizes.length * limit <= EXACT_STEPS ? exactSubset(sizes, target, limit) : quickSubset(sizes, target)
}

/** Subset sums: `last[s]` is the item by which the sum s was first reached. */
function exactSubset(sizes: readonly number[], target: number, limit: number): number[] {
  const last = new Int32Array(limit + 1).fill(-1)
  last[0] = sizes.length
  for (const [item, size] of sizes.entries()) {
    for (let sum = limit; sum >= size; sum--) {
      if (last[sum] === -1 && last[sum - size] !== -1) last[sum] = item
    }
  }
  let best = 0
  for (let sum = 1; sum <= limit; sum++) {
    if (last[sum] !== -1 && Math.abs(sum - target) < Math.abs(best - target)) best = sum
  }
  const taken: number[] = []
  while (best > 0) {
    const item = last[best] as number
    taken.push(item)
    best -= sizes[item] as number
  }
  return taken.toReversed()
}

/** Takes what still fits, in order: off by less than the smallest size left. */
function quickSubset(sizes: readonly number[], target: number): number[] {
  const taken: number[] = []
  let sum = 0
  for (const [item, size] of sizes.entries()) {
    if (Math.abs(sum + size - target) < Math.abs(sum - target)) {
      taken.push(item)
      sum += size
    }
  }
  return taken
}
