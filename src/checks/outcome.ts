import type { Checked, Verdict } from '../contracts/example.ts'
import type { Settings } from '../contracts/settings.ts'

type Treatment = Settings['check']['treat']

/** What a verdict does to its pair: what the check says, or what the settings make of that check's objections. */
export function consequenceOf({ check, result }: Verdict, treat: Treatment): 'reject' | 'review' | 'ignore' {
  if (result === 'pass') return 'ignore'
  return treat[check] ?? (result === 'fail' ? 'reject' : 'review')
}

/** What all verdicts on a pair come to. */
export function outcomeOf(verdicts: readonly Verdict[], treat: Treatment): Checked['pairs'][number]['outcome'] {
  const consequences = new Set(verdicts.map((verdict) => consequenceOf(verdict, treat)))
  return consequences.has('reject') ? 'rejected' : consequences.has('review') ? 'review' : 'pass'
}
