import type { Checked } from '../../contracts/example.ts'
import type { DeduplicateSummary, PairCounts } from '../../contracts/summary.ts'
import type { Contradiction } from './contradictions.ts'
import type { DuplicateKind, DuplicatePlace } from './pairs.ts'

export type Outcome = 'kept' | 'rejected' | 'duplicate' | 'review'

const none = (): PairCounts => ({ written: 0, kept: 0, rejected: 0, duplicate: 0, review: 0 })

/** PairCounts what became of every pair, in total and by task, section, source type and check. */
export class Tally {
  private readonly total = none()
  private readonly by_task = new Map<string, PairCounts>()
  private readonly by_section = new Map<string, PairCounts>()
  private readonly by_source_type = new Map<string, PairCounts>()
  private readonly by_check = new Map<string, { fail: number; review: number }>()
  private readonly kinds: Record<DuplicateKind, number> = { exact: 0, near: 0, same_fact: 0, semantic: 0 }
  private readonly duplicatePlaces: Record<DuplicatePlace, number> = { same_evidence: 0, same_page: 0, other_page: 0 }

  count(
    { candidate, verdicts }: Checked['pairs'][number],
    outcome: Outcome,
    duplicate?: { readonly how: DuplicateKind; readonly where: DuplicatePlace },
  ): void {
    const parts = [
      this.total,
      part(this.by_task, candidate.task),
      part(this.by_section, candidate.section.id),
      part(this.by_source_type, candidate.source_type),
    ]
    for (const counts of parts) {
      counts.written += 1
      counts[outcome] += 1
    }
    for (const { check, result } of verdicts) {
      if (result === 'pass') continue
      const counts = this.by_check.get(check) ?? { fail: 0, review: 0 }
      counts[result] += 1
      this.by_check.set(check, counts)
    }
    if (duplicate === undefined) return
    this.kinds[duplicate.how] += 1
    this.duplicatePlaces[duplicate.where] += 1
  }

  summary(contradictions: readonly Contradiction[], duplicate_method: string): DeduplicateSummary {
    const resolved = (how: Contradiction['resolution']): number => contradictions.filter(({ resolution }) => resolution === how).length
    return {
      ...this.total,
      by_task: sorted(this.by_task),
      by_section: sorted(this.by_section),
      by_source_type: sorted(this.by_source_type),
      by_check: sorted(this.by_check),
      duplicates_by_kind: this.kinds,
      duplicates_by_place: this.duplicatePlaces,
      duplicate_method,
      contradictions: {
        found: contradictions.length,
        qualified: resolved('qualified'),
        merged: resolved('merged'),
        in_review: resolved('review'),
      },
    }
  }
}

function part(parts: Map<string, PairCounts>, key: string): PairCounts {
  const counts = parts.get(key) ?? none()
  parts.set(key, counts)
  return counts
}

function sorted<T>(parts: ReadonlyMap<string, T>): Record<string, T> {
  return Object.fromEntries([...parts].toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
}
