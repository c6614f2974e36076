import { judge, type CheckedPair } from '../../src/checks/checks.ts'
import { settingsSchema } from '../../src/contracts/settings.ts'
import { type Mutant, MUTATIONS, mutants } from './mutations.ts'
import { type Original, originals } from './originals.ts'

export interface Judged {
  readonly mutant: Mutant
  readonly pair: CheckedPair
  /** Rejected or held for a person. */
  readonly caught: boolean
  /** Caught, and one of the checks against it is one that knows this kind of fault. */
  readonly rightly: boolean
}

export interface KindFigures {
  readonly kind: string
  readonly pairs: number
  readonly rejected: number
  readonly review: number
  /** Caught with the right reason. */
  readonly rightly: number
}

export interface Figures {
  readonly originals: { readonly pairs: number; readonly rejected: number; readonly review: number }
  readonly kinds: readonly KindFigures[]
  readonly total: KindFigures
}

/** The settings of the sample manual, as far as checks heed them. */
const SETTINGS = settingsSchema.parse({ vehicle: { names: ['Fellmoor Cairn'] } })

/** Judges the 300 originals and all their mutants. */
export function judgeAll(): {
  readonly originals: readonly { original: Original; pair: CheckedPair }[]
  readonly mutants: readonly Judged[]
} {
  const all = originals()
  return {
    originals: all.map((original) => ({ original, pair: judge(original.pair, original.page, SETTINGS) })),
    mutants: mutants(all).map((mutant) => {
      const pair = judge(mutant.pair, mutant.page, SETTINGS)
      const against = pair.verdicts.filter(({ result }) => result !== 'pass').map(({ check }) => check)
      const caught = pair.outcome !== 'pass'
      return { mutant, pair, caught, rightly: caught && against.some((check) => mutant.reasons.includes(check)) }
    }),
  }
}

export function figuresOf({ originals: good, mutants: judged }: ReturnType<typeof judgeAll>): Figures {
  const count = (kind: string, some: readonly Judged[]): KindFigures => ({
    kind,
    pairs: some.length,
    rejected: some.filter(({ pair }) => pair.outcome === 'rejected').length,
    review: some.filter(({ pair }) => pair.outcome === 'review').length,
    rightly: some.filter(({ rightly }) => rightly).length,
  })
  const outcome = (wanted: string): number => good.filter(({ pair }) => pair.outcome === wanted).length
  return {
    originals: { pairs: good.length, rejected: outcome('rejected'), review: outcome('review') },
    kinds: MUTATIONS.map(({ name }) =>
      count(
        name,
        judged.filter(({ mutant }) => mutant.kind === name),
      ),
    ),
    total: count('all', judged),
  }
}
