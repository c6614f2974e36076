import { isTelling, namedTokens } from '../checks/comparison.ts'
import { MOST_TOKENS } from '../checks/same-fact.ts'
import { hash53 } from './hash.ts'
import type { Place } from './places.ts'

/** Sums of so few 32-bit hashes are whole numbers that a 64-bit float holds. */
const HASHES = 2 ** 32

/** A growing list of numbers of one kind. */
class Numbers {
  #values = new Uint32Array(1 << 10)
  length = 0

  push(value: number): void {
    if (this.length === this.#values.length) {
      const longer = new Uint32Array(this.length * 2)
      longer.set(this.#values)
      this.#values = longer
    }
    this.#values[this.length++] = value
  }

  at(index: number): number {
    return this.#values[index] ?? 0
  }
}

/**
 * Finds the rows of training and of the held-out parts whose questions name the same things, or one up to two more that are no numbers,
 * codes or contrasts. A question is noted as the hashes of what it names (about 50 bytes a row); what a shorter one is hashed to is its sum
 * less those left out, so that rows meet by look-up in sorted sums and are not compared all with all.
 */
export class FactLog {
  readonly #tokens = new Numbers()
  readonly #starts = new Numbers()
  readonly #lines = new Numbers()
  readonly #places = new Numbers()
  readonly #sources: Omit<Place, 'line'>[] = []

  add(question: string, { file, line, split }: Place): void {
    this.#starts.push(this.#tokens.length)
    this.#lines.push(line)
    this.#places.push(this.#sourceOf(file, split))
    // The last bit tells numbers, codes and contrasts: they are never left out.
    for (const token of namedTokens(question)) this.#tokens.push((((hash53(token) % HASHES) & ~1) | (isTelling(token) ? 1 : 0)) >>> 0)
  }

  /** Pairs of a training row and a held-out row that meet; in a fixed order. */
  *meetings(): Iterable<readonly [training: Place, held: Place]> {
    const rows = Array.from({ length: this.#starts.length }, (_, row) => row)
    const training = this.#index(rows.filter((row) => this.#splitOf(row) === 'train'))
    const held = this.#index(rows.filter((row) => this.#splitOf(row) !== 'train'))
    for (const row of held.rows) {
      const met = new Set([...this.#sums(row)].flatMap((sum) => training.withSum(sum)))
      for (const other of met) yield [this.#placeOf(other), this.#placeOf(row)]
    }
    for (const row of held.rows.length === 0 ? [] : training.rows) {
      const [whole, ...shorter] = this.#sums(row)
      const met = new Set(shorter.filter((sum) => sum !== whole).flatMap((sum) => held.withSum(sum)))
      for (const other of met) yield [this.#placeOf(row), this.#placeOf(other)]
    }
  }

  /** The sum of all that a row's question names, and of what remains without one or two; two remain at least. */
  *#sums(row: number): Iterable<number> {
    const tokens = this.#tokensOf(row)
    const whole = tokens.reduce((sum, token) => sum + token, 0)
    yield whole
    if (tokens.length > MOST_TOKENS || tokens.length < 3) return
    for (const [index, first] of tokens.entries()) {
      if (first % 2 === 1) continue
      yield whole - first
      if (tokens.length < 4) continue
      for (const second of tokens.slice(index + 1)) if (second % 2 === 0) yield whole - first - second
    }
  }

  #tokensOf(row: number): number[] {
    const end = row + 1 < this.#starts.length ? this.#starts.at(row + 1) : this.#tokens.length
    return Array.from({ length: end - this.#starts.at(row) }, (_, index) => this.#tokens.at(this.#starts.at(row) + index))
  }

  /** Rows by the sum of their whole questions. */
  #index(members: readonly number[]): { rows: Uint32Array; withSum(sum: number): number[] } {
    const sumOf = new Float64Array(this.#starts.length)
    for (const row of members) sumOf[row] = this.#tokensOf(row).reduce((sum, token) => sum + token, 0)
    const rows = Uint32Array.from(members).sort((a, b) => (sumOf[a] ?? 0) - (sumOf[b] ?? 0) || a - b)
    const sums = Float64Array.from(rows, (row) => sumOf[row] ?? 0)
    return {
      rows,
      withSum(sum) {
        let [low, high] = [0, sums.length]
        while (low < high) {
          const middle = (low + high) >>> 1
          if ((sums[middle] ?? 0) < sum) low = middle + 1
          else high = middle
        }
        const found: number[] = []
        for (let at = low; at < sums.length && sums[at] === sum; at++) found.push(rows[at] ?? 0)
        return found
      },
    }
  }

  #splitOf(row: number): string {
    return this.#sources[this.#places.at(row)]?.split ?? ''
  }

  #placeOf(row: number): Place {
    return { ...this.#sources[this.#places.at(row)]!, line: this.#lines.at(row) }
  }

  #sourceOf(file: string, split: string): number {
    const found = this.#sources.findIndex((source) => source.file === file && source.split === split)
    return found === -1 ? this.#sources.push({ file, split }) - 1 : found
  }
}
