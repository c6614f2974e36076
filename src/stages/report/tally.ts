import type { Count } from '../../report/data.ts'

/** Counts items by name, the most frequent first, equal ones by name. */
export function tally<T>(items: readonly T[], name: (item: T) => string): Count[] {
  const counts = new Map<string, number>()
  for (const item of items) counts.set(name(item), (counts.get(name(item)) ?? 0) + 1)
  return [...counts].map(([key, count]) => ({ name: key, count })).sort(compareCounts)
}

/** Larger counts first, then by name; plain code units, so that no locale changes the order. */
export function compareCounts(a: Count, b: Count): number {
  return b.count - a.count || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)
}
