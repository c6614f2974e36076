/** 12345 → '12 345', with the thin space that typographers use. */
export function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f')
}

/** Share of a whole: '12.3 %', '<0.1 %', '0 %', '100 %'. */
export function percent(part: number, whole: number): string {
  if (whole === 0 || part === 0) return '0\u202f%'
  if (part === whole) return '100\u202f%'
  const share = (100 * part) / whole
  if (share < 0.1) return '<0.1\u202f%'
  return `${Math.min(share, 99.9).toFixed(1)}\u202f%`
}

/** '1 page', '2 pages'. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${grouped(count)} ${count === 1 ? one : many}`

export interface Bin {
  /** Lower edge, inclusive. */
  readonly from: number
  /** Upper edge, exclusive except in the last bin. */
  readonly to: number
  readonly count: number
}

/** Counts values in equal bins from `from` to `to`; values outside fall into the first or last bin. */
export function histogram(values: readonly number[], from: number, to: number, bins: number): Bin[] {
  const width = (to - from) / bins
  const counts = Array.from({ length: bins }, () => 0)
  for (const value of values) {
    const index = Math.min(bins - 1, Math.max(0, Math.floor((value - from) / width)))
    counts[index] = (counts[index] ?? 0) + 1
  }
  return counts.map((count, index) => ({ from: from + index * width, to: from + (index + 1) * width, count }))
}

/** An upper edge for a histogram that looks round: 1, 2 or 5 times a power of ten, at or above the 90th percentile. */
export function roundLimit(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const high = sorted[Math.max(0, Math.ceil(sorted.length * 0.9) - 1)] ?? 1
  const power = 10 ** Math.floor(Math.log10(Math.max(high, 1)))
  return [1, 2, 3, 5, 10].map((factor) => factor * power).find((limit) => limit >= high && limit >= 10) ?? 10
}

/** The value in the middle; 0 of nothing. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

/** Wilson's score interval for a share of successes (Wilson 1927), 95 % confidence; 0 to 1. */
export function wilson(successes: number, trials: number): { readonly low: number; readonly high: number } {
  if (trials === 0) return { low: 0, high: 1 }
  const z = 1.959964
  const share = successes / trials
  const middle = share + (z * z) / (2 * trials)
  const spread = z * Math.sqrt((share * (1 - share) + (z * z) / (4 * trials)) / trials)
  const scale = 1 + (z * z) / trials
  return { low: Math.max(0, (middle - spread) / scale), high: Math.min(1, (middle + spread) / scale) }
}
