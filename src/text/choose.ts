import { createHash } from 'node:crypto'

/** An index below `count` that depends on nothing but the seed and the key: the same for the same input, evenly spread. */
export function chosenIndex(seed: number, key: string, count: number): number {
  if (count <= 1) return 0
  return createHash('sha256').update(`${seed}\n${key}`).digest().readUInt32BE(0) % count
}

/** The chosen one first, the others after it in their own order. */
export function chosenFirst<T>(seed: number, key: string, choices: readonly T[]): T[] {
  const index = chosenIndex(seed, key, choices.length)
  return [...choices.slice(index, index + 1), ...choices.filter((_, position) => position !== index)]
}
