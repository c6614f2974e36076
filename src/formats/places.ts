import { hash53 } from './hash.ts'

/** Where a row stands. */
export interface Place {
  readonly file: string
  readonly line: number
  readonly split: string
}

/** The files and splits of places by number, so that a place is two numbers. */
export class Sources {
  readonly #names: Omit<Place, 'line'>[] = []

  numberOf(file: string, split: string): number {
    const found = this.#names.findIndex((name) => name.file === file && name.split === split)
    return found === -1 ? this.#names.push({ file, split }) - 1 : found
  }

  placeOf(number: number, line: number): Place {
    return { ...this.#names[number]!, line }
  }
}

const EMPTY = 0

/**
 * Remembers where each key was first seen, in 28 to 56 bytes a key (14 a slot, at most half of them in use): for keys that grow with
 * the pages (pages, groups, pictures); those that grow with the records go into a \`KeyLog\`. Keys are kept as 53-bit hashes: among a
 * million of them two different ones are taken for one with a probability of about 1 in 18 000.
 */
export class Places {
  #keys = new Float64Array(1 << 10)
  #lines = new Uint32Array(1 << 10)
  #sources = new Uint16Array(1 << 10)
  readonly #names = new Sources()
  #size = 0

  /** The place where the key was first seen, or undefined if that is here; then it is remembered. */
  earlier(key: string, { file, line, split }: Place): Place | undefined {
    const hash = hash53(key)
    const slot = this.#slotOf(hash)
    if (this.#keys[slot] !== EMPTY) return this.#names.placeOf(this.#sources[slot] ?? 0, this.#lines[slot] ?? 0)
    this.#keys[slot] = hash
    this.#lines[slot] = line
    this.#sources[slot] = this.#names.numberOf(file, split)
    this.#size += 1
    if (this.#size * 2 > this.#keys.length) this.#grow()
    return undefined
  }

  #slotOf(hash: number): number {
    const mask = this.#keys.length - 1
    let slot = hash % this.#keys.length
    while (this.#keys[slot] !== EMPTY && this.#keys[slot] !== hash) slot = (slot + 1) & mask
    return slot
  }

  #grow(): void {
    const [keys, lines, sources] = [this.#keys, this.#lines, this.#sources]
    this.#keys = new Float64Array(keys.length * 2)
    this.#lines = new Uint32Array(keys.length * 2)
    this.#sources = new Uint16Array(keys.length * 2)
    for (const [index, hash] of keys.entries()) {
      if (hash === EMPTY) continue
      const slot = this.#slotOf(hash)
      this.#keys[slot] = hash
      this.#lines[slot] = lines[index] ?? 0
      this.#sources[slot] = sources[index] ?? 0
    }
  }
}
