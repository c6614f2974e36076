import type { Problem } from '../contracts/format.ts'
import type { Row } from './row.ts'

const SHOWN = 100

/** A text format must tag all of its questions or none: an error for each line without a tag where others have one. */
export class TagRule {
  #tagged = false
  #untagged: Row[] = []
  #count = 0

  see(row: Row): void {
    if (row.tag !== '') this.#tagged = true
    else {
      this.#count += 1
      if (this.#untagged.length < SHOWN) this.#untagged.push(row)
    }
  }

  problems(): Problem[] {
    if (!this.#tagged) return []
    const found = this.#untagged.map(({ file, line }): Problem => {
      return { severity: 'error', file, line, message: 'The question has no task tag; others have one.' }
    })
    const more = this.#count - found.length
    const last = this.#untagged.at(-1)
    if (more > 0 && last) found.push({ severity: 'error', file: last.file, message: `${more} more questions have no task tag.` })
    return found
  }
}
