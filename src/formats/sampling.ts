import { createHash } from 'node:crypto'

/**
 * Items in an order that looks random but depends only on the seed and each item's own key,
 * so that an added item moves no other one: sorted by SHA-256 of seed and key.
 */
export function seededOrder<T>(items: readonly T[], key: (item: T) => string, seed: number | string): T[] {
  return items
    .map((item) => ({
      item,
      name: key(item),
      rank: createHash('sha256')
        .update(`${seed}\0${key(item)}`)
        .digest('hex'),
    }))
    .sort((a, b) => compare(a.rank, b.rank) || compare(a.name, b.name))
    .map(({ item }) => item)
}

/** Shares `total` between parts in proportion to their size, none above its size (largest remainder); parts of size > 0 get at least one while there is any. */
export function quotas(sizes: readonly number[], total: number): number[] {
  const sum = sizes.reduce((all, size) => all + size, 0)
  const wanted = Math.min(total, sum)
  if (wanted === 0) return sizes.map(() => 0)
  const exact = sizes.map((size) => (size * wanted) / sum)
  const given = exact.map((share, index) => Math.min(sizes[index] ?? 0, Math.floor(share)))
  const byNeed = exact
    .map((share, index) => ({ index, missing: (given[index] === 0 && share > 0 ? 1 : 0) + share - Math.floor(share) }))
    .sort((a, b) => b.missing - a.missing || a.index - b.index)
  let left = wanted - given.reduce((all, count) => all + count, 0)
  while (left > 0) {
    for (const { index } of byNeed) {
      if (left === 0) break
      const count = given[index] ?? 0
      if (count >= (sizes[index] ?? 0)) continue
      given[index] = count + 1
      left -= 1
    }
  }
  return given
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
