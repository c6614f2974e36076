import { hash } from 'node:crypto'

/**
 * Items in an order that looks random but depends only on the seed and each item's own key,
 * so that an added item moves no other one: sorted by SHA-256 of seed and key.
 */
export function seededOrder<T>(items: readonly T[], key: (item: T) => string, seed: number | string): T[] {
  return items
    .map((item) => ({
      item,
      key: key(item),
      rank: hash('sha256', `${seed}\0${key(item)}`),
    }))
    .sort(byRank)
    .map(({ item }) => item)
}

export interface Drawn<T> {
  readonly rank: string
  readonly key: string
  readonly item: T
}

/**
 * The first `limit` items of that order, drawn while they go by: the same ones in whatever order they come. What cannot be among them is
 * let go of at once, so that a million items leave no heap behind.
 */
export class SeededDraw<T> {
  readonly #limit: number
  readonly #seed: number
  #drawn: Drawn<T>[] = []
  /** Nothing above this rank can be drawn any more. */
  #bar: string | undefined

  constructor(limit: number, seed: number) {
    this.#limit = limit
    this.#seed = seed
  }

  see(key: string, item: T): void {
    const rank = hash('sha256', `${this.#seed}\0${key}`)
    if (this.#bar !== undefined && rank > this.#bar) return
    this.#drawn.push({ rank, key, item })
    if (this.#drawn.length < this.#limit * 2) return
    this.#drawn = this.drawn()
    this.#bar = this.#drawn.at(-1)?.rank
  }

  drawn(): Drawn<T>[] {
    return this.#drawn.toSorted(byRank).slice(0, this.#limit)
  }
}

export const byRank = (a: Drawn<unknown>, b: Drawn<unknown>): number => compare(a.rank, b.rank) || compare(a.key, b.key)

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
