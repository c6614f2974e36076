import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PagetuneError } from '../contracts/error.ts'

/** Bytes that wait in memory before they are written. */
const WAITING = 1 << 16

/** Bytes noted for a later comparison, in a file in the folder of temporary files; few bytes never touch the disk. */
export class TemporaryFile {
  #folder: string | undefined
  #file: number | undefined
  #waiting: Buffer | undefined
  #filled = 0
  #written = 0

  /** Where the bytes begin. Throws DISK_FULL where they cannot be written. */
  append(bytes: Uint8Array): number {
    const start = this.#written + this.#filled
    if (this.#filled + bytes.length > WAITING) this.#flush()
    if (bytes.length > WAITING) this.#write(bytes)
    else {
      this.#waiting ??= Buffer.allocUnsafeSlow(WAITING)
      this.#waiting.set(bytes, this.#filled)
      this.#filled += bytes.length
    }
    return start
  }

  /** Fills `target` with bytes that were appended together, and begin at `start`. */
  read(target: Uint8Array, start: number): void {
    if (start >= this.#written) {
      target.set(this.#waiting!.subarray(start - this.#written, start - this.#written + target.length))
      return
    }
    readSync(this.#file!, target, 0, target.length, start)
  }

  /** Forgets everything and removes the file. */
  close(): void {
    if (this.#file !== undefined) closeSync(this.#file)
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true })
    this.#file = undefined
    this.#folder = undefined
    this.#waiting = undefined
    this.#filled = 0
    this.#written = 0
  }

  #flush(): void {
    if (this.#filled === 0) return
    const filled = this.#waiting!.subarray(0, this.#filled)
    this.#write(filled)
    this.#filled = 0
  }

  #write(bytes: Uint8Array): void {
    try {
      this.#folder ??= mkdtempSync(join(tmpdir(), 'pagetune-keys-'))
      this.#file ??= openSync(join(this.#folder, 'keys'), 'w+')
      for (let done = 0; done < bytes.length;) done += writeSync(this.#file, bytes, done, bytes.length - done, this.#written + done)
    } catch (cause) {
      const fix = 'Free some space in the folder of temporary files (TMPDIR), then run the same command again.'
      const where = this.#folder ?? tmpdir()
      throw new PagetuneError('DISK_FULL', 'The keys of the rows could not be noted for comparison.', { where, fix, cause })
    }
    this.#written += bytes.length
  }
}
