import { createHash } from 'node:crypto'
import { PagetuneError } from '../../contracts/error.ts'
import type { Candidate, Split } from '../../contracts/example.ts'
import type { Settings } from '../../contracts/settings.ts'
import { chooseHeldOut, type Group } from './choose.ts'

type SplitPair = Pick<Candidate, 'id' | 'section' | 'question_type'>

/**
 * The side of each pair. Whole groups are held out of training, as many pairs as validation, test and probes take together;
 * whole groups of those make the test; single pairs of what is left of validation (or of the test, where there is one) are
 * the probes, so that none of them has its page or fact in training. Throws SETTINGS where the shares exceed the whole.
 */
export function sidesOf(
  pairs: readonly SplitPair[],
  names: readonly string[],
  groups: readonly Group[],
  { train_split, test_split, probes, random_seed }: Settings['split'],
): Split[] {
  const rest = 1 - train_split
  if (test_split > rest + 1e-9) {
    throw new PagetuneError('SETTINGS', `train_split ${train_split} and test_split ${test_split} are more than all pairs.`, {
      where: 'split',
      fix: 'Lower one of them; what both leave is for validation.',
    })
  }
  const wanted = Math.min(1, rest + probes / Math.max(1, pairs.length))
  const heldOut = chooseHeldOut(groups, wanted, random_seed)
  const shareOfTest = rest === 0 ? 0 : test_split / rest
  const test = shareOfTest > 0 ? testGroups(groups, heldOut, shareOfTest, random_seed) : new Set<string>()
  const sides = names.map((name): Split => (test.has(name) ? 'test' : heldOut.has(name) ? 'validation' : 'train'))
  for (const index of probesAmong(pairs, sides, probes, random_seed, test_split > 0)) sides[index] = 'probes'
  return sides
}

function testGroups(groups: readonly Group[], heldOut: ReadonlySet<string>, share: number, seed: number): ReadonlySet<string> {
  return share >= 1
    ? heldOut
    : chooseHeldOut(
        groups.filter(({ name }) => heldOut.has(name)),
        share,
        seed,
      )
}

/**
 * Indices of the probes: held-out pairs, in turn from each section and question type, in an order that the seed and the
 * pairs' ids alone decide. The side with more than its share of them left gives them; it keeps at least one pair.
 */
function probesAmong(pairs: readonly SplitPair[], sides: readonly Split[], count: number, seed: number, hasTest: boolean): number[] {
  if (count === 0) return []
  const order = (index: number): string =>
    createHash('sha256')
      .update(`probe\0${seed}\0${pairs[index]?.id ?? ''}`)
      .digest('hex')
  const kinds = new Map<string, number[]>()
  const open = sides.flatMap((side, index) => (side === 'validation' || (hasTest && side === 'test') ? [{ index, key: order(index) }] : []))
  for (const { index } of open.toSorted((a, b) => (a.key < b.key ? -1 : 1))) {
    const kind = `${pairs[index]?.section.id ?? ''}\0${pairs[index]?.question_type ?? ''}`
    const list = kinds.get(kind)
    if (list === undefined) kinds.set(kind, [index])
    else list.push(index)
  }
  const chosen: number[] = []
  const queues = [...kinds].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, list]) => list)
  const most = Math.min(count, Math.max(0, open.length - 1))
  for (let round = 0; chosen.length < most; round++) {
    for (const queue of queues) {
      const index = queue[round]
      if (index !== undefined && chosen.length < most) chosen.push(index)
    }
  }
  return chosen
}
