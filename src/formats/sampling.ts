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

/**
 * Shares `total` between parts in proportion to their size (largest remainder): none gets more than its size,
 * and each part that is not empty gets at least one as long as there is one for each.
 */
export function quotas(sizes: readonly number[], total: number): number[] {
  const sum = sizes.reduce((all, size) => all + size, 0)
  const wanted = Math.min(total, sum)
  const parts = sizes.map((size, index) => {
    const exact = sum === 0 ? 0 : (size * wanted) / sum
    return { index, size, exact, given: Math.min(size, Math.max(1, Math.floor(exact))) }
  })
  let left = wanted - parts.reduce((all, part) => all + part.given, 0)
  for (; left < 0; left += 1) {
    const largest = parts.toSorted((a, b) => b.given - a.given || a.size - b.size || b.index - a.index)[0]
    if (largest) largest.given -= 1
  }
  for (; left > 0; left -= 1) {
    const open = parts.filter((part) => part.given < part.size)
    const neediest = open.toSorted((a, b) => b.exact - b.given - (a.exact - a.given) || a.index - b.index)[0]
    if (neediest) neediest.given += 1
  }
  return parts.map((part) => part.given)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
