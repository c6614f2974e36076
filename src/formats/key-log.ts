import { hash53 } from './hash.ts'
import { type Place, Sources } from './places.ts'
import { TemporaryFile } from './temporary-file.ts'

/** Rows with the same key meet in the same partition, so that one partition at a time is compared. */
const PARTITIONS = 64
const MOST_SOURCES = 1 << 16
const BLOCK_ENTRIES = 512
/** Key and second key (64-bit floats), line (32 bits), file and split (16 bits), each kind by itself. */
const BLOCK_BYTES = BLOCK_ENTRIES * 22

/** Called for a row whose key an earlier row has. `twin` is the first row that has its second key too. */
export type Meeting = (row: Place, first: Place, twin: Place | undefined) => void

class Block {
  readonly bytes = new Uint8Array(BLOCK_BYTES)
  readonly keys = new Float64Array(this.bytes.buffer, 0, BLOCK_ENTRIES)
  readonly seconds = new Float64Array(this.bytes.buffer, BLOCK_ENTRIES * 8, BLOCK_ENTRIES)
  readonly lines = new Uint32Array(this.bytes.buffer, BLOCK_ENTRIES * 16, BLOCK_ENTRIES)
  readonly sources = new Uint16Array(this.bytes.buffer, BLOCK_ENTRIES * 20, BLOCK_ENTRIES)
}

interface Partition {
  readonly current: Block
  entries: number
  /** Where the full blocks begin in the file, in the order in which they were filled. */
  readonly blocks: number[]
}

/**
 * Finds the rows that share a key, however many rows there are, in memory that does not grow with them: keys are noted with their place
 * in 64 partitions by hash, full blocks go into a temporary file, and at the end one partition after the other is compared (a million rows:
 * 16 thousand keys at a time). Few rows never touch the disk. Keys are 53-bit hashes, as in \`Places\`.
 */
export class KeyLog {
  readonly #partitions = new Map<number, Partition>()
  readonly #sources = new Sources()
  readonly #file = new TemporaryFile()

  add(key: string, { file, line, split }: Place, second = ''): void {
    const hash = hash53(key)
    const partition = this.#partition(hash % PARTITIONS)
    const { current, entries } = partition
    current.keys[entries] = hash
    current.seconds[entries] = second === '' ? hash : hash53(second)
    current.lines[entries] = line
    current.sources[entries] = this.#sources.numberOf(file, split)
    partition.entries += 1
    if (partition.entries === BLOCK_ENTRIES) this.#spill(partition)
  }

  /** Tells of every row whose key was noted before, in no order of the rows; then nothing is left. */
  meet(meeting: Meeting): void {
    try {
      for (const partition of this.#partitions.values()) this.#compare(partition, meeting)
    } finally {
      this.close()
    }
  }

  /** Forgets everything and removes the temporary file. */
  close(): void {
    this.#partitions.clear()
    this.#file.close()
  }

  #compare(partition: Partition, meeting: Meeting): void {
    // Places as numbers: line × 2^16 + source. An object each would cost more than all the rest.
    const firsts = new Map<number, number>()
    const twins = new Map<number, number>()
    const read = ({ keys, seconds, lines, sources }: Block, entries: number): void => {
      for (let index = 0; index < entries; index += 1) {
        const [key, second] = [keys[index]!, seconds[index]!]
        const place = lines[index]! * MOST_SOURCES + sources[index]!
        const first = firsts.get(key)
        const twin = second === key ? first : twins.get(second)
        if (first === undefined) firsts.set(key, place)
        else meeting(this.#placeOf(place), this.#placeOf(first), twin === undefined ? undefined : this.#placeOf(twin))
        if (twin === undefined && second !== key) twins.set(second, place)
      }
    }
    const block = new Block()
    for (const start of partition.blocks) {
      this.#file.read(block.bytes, start)
      read(block, BLOCK_ENTRIES)
    }
    read(partition.current, partition.entries)
  }

  #placeOf(place: number): Place {
    return this.#sources.placeOf(place % MOST_SOURCES, Math.floor(place / MOST_SOURCES))
  }

  #partition(number: number): Partition {
    const found = this.#partitions.get(number)
    if (found !== undefined) return found
    const made = { current: new Block(), entries: 0, blocks: [] }
    this.#partitions.set(number, made)
    return made
  }

  #spill(partition: Partition): void {
    partition.blocks.push(this.#file.append(partition.current.bytes))
    partition.entries = 0
  }
}
