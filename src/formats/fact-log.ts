import { isTelling, namedTokensOnce } from '../checks/comparison.ts'
import { MOST_TOKENS, type StatedFact } from '../checks/same-fact.ts'
import { hash53 } from './hash.ts'
import { type Place, Sources } from './places.ts'
import { TemporaryFile } from './temporary-file.ts'

/** Sums of so few 32-bit hashes are whole numbers that a 64-bit float holds. */
const HASHES = 2 ** 32
const BLOCK_ROWS = 4096
/** Sum and start of the texts (64-bit floats), tokens and line and length of the texts (32 bits), source (16 bits), how many tokens (8 bits). */
const BLOCK_BYTES = BLOCK_ROWS * (16 + 4 * (MOST_TOKENS + 2) + 2 + 1)
/** Blocks of one side that rows of the other are looked up in at a time: 65 536 rows. */
const INDEXED_BLOCKS = 16

/** A row that was noted, and what it states. */
export interface FactAt {
  readonly place: Place
  readonly fact: StatedFact
}

class Block {
  readonly bytes = new Uint8Array(BLOCK_BYTES)
  /** The sum of the hashes of all that the question names. */
  readonly wholes = new Float64Array(this.bytes.buffer, 0, BLOCK_ROWS)
  readonly texts = new Float64Array(this.bytes.buffer, BLOCK_ROWS * 8, BLOCK_ROWS)
  /** Hashes of what may be left out of the sum. */
  readonly tokens = new Uint32Array(this.bytes.buffer, BLOCK_ROWS * 16, BLOCK_ROWS * MOST_TOKENS)
  readonly lines = new Uint32Array(this.bytes.buffer, BLOCK_ROWS * (16 + 4 * MOST_TOKENS), BLOCK_ROWS)
  readonly lengths = new Uint32Array(this.bytes.buffer, BLOCK_ROWS * (20 + 4 * MOST_TOKENS), BLOCK_ROWS)
  readonly sources = new Uint16Array(this.bytes.buffer, BLOCK_ROWS * (24 + 4 * MOST_TOKENS), BLOCK_ROWS)
  /** How many may be left out, and whether two at once (high bit). */
  readonly counts = new Uint8Array(this.bytes.buffer, BLOCK_ROWS * (26 + 4 * MOST_TOKENS), BLOCK_ROWS)

  /** Writes the sum of all that a row's question names into `sums`, then those of what remains without one or two; gives how many. */
  sumsOf(row: number, sums: Float64Array): number {
    const whole = this.wholes[row]!
    sums[0] = whole
    let found = 1
    const [count, twoAtOnce] = [this.counts[row]! & ~TWO_AT_ONCE, (this.counts[row]! & TWO_AT_ONCE) !== 0]
    for (let first = row * MOST_TOKENS, end = first + count; first < end; first += 1) {
      const rest = whole - this.tokens[first]!
      sums[found++] = rest
      if (!twoAtOnce) continue
      for (let second = first + 1; second < end; second += 1) sums[found++] = rest - this.tokens[second]!
    }
    return found
  }
}

const TWO_AT_ONCE = 0x80
const MOST_SUMS = 1 + MOST_TOKENS + (MOST_TOKENS * (MOST_TOKENS - 1)) / 2

/** The rows of one side, in blocks; full ones lie in a temporary file. */
class FactRows {
  readonly #file = new TemporaryFile()
  readonly #full: number[] = []
  readonly #current = new Block()
  #entries = 0

  get blocks(): number {
    return this.#full.length + (this.#entries > 0 ? 1 : 0)
  }

  add(tokens: readonly string[], line: number, source: number, text: number, length: number): void {
    const [block, row] = [this.#current, this.#entries]
    const hashes = tokens.map((token) => hash53(token) % HASHES)
    // Two remain at least; numbers, codes and contrasts are never left out.
    const optional = tokens.length > MOST_TOKENS || tokens.length < 3 ? [] : hashes.filter((_, index) => !isTelling(tokens[index]!))
    block.wholes[row] = hashes.reduce((sum, hash) => sum + hash, 0)
    block.tokens.set(optional, row * MOST_TOKENS)
    block.counts[row] = optional.length | (tokens.length > 3 ? TWO_AT_ONCE : 0)
    block.lines[row] = line
    block.sources[row] = source
    block.texts[row] = text
    block.lengths[row] = length
    this.#entries += 1
    if (this.#entries < BLOCK_ROWS) return
    this.#full.push(this.#file.append(block.bytes))
    this.#entries = 0
  }

  /** Copies a block, and gives the number of its rows. */
  read(index: number, target: Block): number {
    if (index === this.#full.length) target.bytes.set(this.#current.bytes)
    else this.#file.read(target.bytes, this.#full[index]!)
    return index === this.#full.length ? this.#entries : BLOCK_ROWS
  }

  close(): void {
    this.#file.close()
    this.#full.length = 0
    this.#entries = 0
  }
}

/** Marks in the filter before the index, as a power of two: about one sum in 16 that is not in it passes. */
const FILTER_BITS = 20

/** Some blocks of rows by the sum of their whole questions. */
class SumIndex {
  readonly blocks: Block[] = []
  readonly #filter = new Uint8Array(1 << FILTER_BITS)
  /** The first row with a sum, and after each row the next one with the same. */
  readonly #firsts = new Map<number, number>()
  readonly #nexts = new Int32Array(INDEXED_BLOCKS * BLOCK_ROWS)

  fill(rows: FactRows, firstBlock: number): void {
    this.#filter.fill(0)
    this.#firsts.clear()
    for (let index = Math.min(INDEXED_BLOCKS, rows.blocks - firstBlock) - 1; index >= 0; index -= 1) {
      const block = (this.blocks[index] ??= new Block())
      for (let row = rows.read(firstBlock + index, block) - 1; row >= 0; row -= 1) {
        const sum = block.wholes[row]!
        const number = index * BLOCK_ROWS + row
        this.#nexts[number] = this.#firsts.get(sum) ?? -1
        this.#firsts.set(sum, number)
        this.#filter[slotOf(sum)] = 1
      }
    }
  }

  /** The first row with a sum, or -1. */
  first(sum: number): number {
    return this.#filter[slotOf(sum)] === 0 ? -1 : (this.#firsts.get(sum) ?? -1)
  }

  /** The row after one that has the same sum, or -1. */
  next(row: number): number {
    return this.#nexts[row]!
  }
}

const slotOf = (sum: number): number => Math.imul(sum >>> 0, 0x9e3779b1) >>> (32 - FILTER_BITS)

/**
 * Finds the rows of training and of the held-out parts whose questions name the same things, or one up to two more that are no numbers,
 * codes or contrasts. A question is noted as the hashes of what it names; what a shorter one is hashed to is its sum less those left out, so
 * that rows meet by look-up of sums and are not compared all with all. Rows and what they state go to temporary files (91 bytes and the
 * texts a row); 65 536 rows of one side at a time are held against all of the other, so that memory does not grow with them.
 */
export class FactLog {
  readonly #training = new FactRows()
  readonly #held = new FactRows()
  readonly #texts = new TemporaryFile()
  readonly #sources = new Sources()

  add(fact: StatedFact, { file, line, split }: Place): void {
    const { question, answer, applies_to } = fact
    const text = Buffer.from(JSON.stringify({ question, answer, applies_to }))
    const rows = split === 'train' ? this.#training : this.#held
    rows.add(namedTokensOnce(question), line, this.#sources.numberOf(file, split), this.#texts.append(text), text.length)
  }

  /** Pairs of a training row and a held-out row that meet, each once, in a fixed order; of many, a few by the chance of their hashes. */
  *meetings(): Iterable<readonly [training: FactAt, held: FactAt]> {
    const index = new SumIndex()
    for (const [held, training] of this.#meetings(this.#held, this.#training, index, 0)) yield [training, held]
    // Where the wholes are the same, the rows have met already.
    yield* this.#meetings(this.#training, this.#held, index, 1)
  }

  close(): void {
    for (const part of [this.#training, this.#held, this.#texts]) part.close()
  }

  /** Rows that have one of their sums, from the number `from` on, as the whole of an indexed one. */
  *#meetings(asking: FactRows, indexed: FactRows, index: SumIndex, from: number): Iterable<readonly [asking: FactAt, indexed: FactAt]> {
    const [block, sums, met] = [new Block(), new Float64Array(MOST_SUMS), new Set<number>()]
    for (let first = 0; asking.blocks > 0 && first < indexed.blocks; first += INDEXED_BLOCKS) {
      index.fill(indexed, first)
      for (let number = 0; number < asking.blocks; number += 1) {
        const rows = asking.read(number, block)
        for (let row = 0; row < rows; row += 1) {
          const count = block.sumsOf(row, sums)
          for (let at = from; at < count; at += 1) {
            for (let other = index.first(sums[at]!); other !== -1; other = index.next(other)) met.add(other)
          }
          if (met.size === 0) continue
          const one = this.#factAt(block, row)
          for (const other of met) yield [one, this.#factAt(index.blocks[Math.floor(other / BLOCK_ROWS)]!, other % BLOCK_ROWS)]
          met.clear()
        }
      }
    }
  }

  #factAt({ texts, lengths, lines, sources }: Block, row: number): FactAt {
    const text = Buffer.alloc(lengths[row]!)
    this.#texts.read(text, texts[row]!)
    return { fact: JSON.parse(text.toString()) as StatedFact, place: this.#sources.placeOf(sources[row]!, lines[row]!) }
  }
}
