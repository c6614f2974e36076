import { hash } from 'node:crypto'
import type { Settings } from '../contracts/settings.ts'
import { canonical } from './canonical.ts'
import type { Row } from './row.ts'
import { roughTokens } from './text.ts'

interface Sample {
  readonly rank: string
  readonly question: string
  readonly answer: string
}

/** So many are collected before those with the highest ranks are dropped. */
const MOST_DRAWN = 64

/** What the validation reports say of the rows beside their problems: counts and a few samples, in bounded memory. */
export class RowTally {
  readonly #settings: Settings
  readonly #samples = new Map<string, Sample[]>()
  /** Canonical records by section and split. */
  readonly sections = new Map<string, Map<string, number>>()
  /** Records of the trainer formats by task tag, and the tokens of their answers. */
  readonly tags = new Map<string, { records: number; tokens: number }>()

  constructor(settings: Settings) {
    this.#settings = settings
  }

  see(format: string, row: Row): void {
    if (format !== canonical.name) {
      const tag = this.tags.get(row.tag) ?? { records: 0, tokens: 0 }
      tag.records += 1
      tag.tokens += roughTokens(row.answer)
      this.tags.set(row.tag, tag)
      return
    }
    const section = this.sections.get(row.section ?? '') ?? new Map<string, number>()
    section.set(row.split, (section.get(row.split) ?? 0) + 1)
    this.sections.set(row.section ?? '', section)
    this.#sample(row)
  }

  /** Pairs of a split, drawn by the seed. */
  samples(split: string): readonly Pick<Sample, 'question' | 'answer'>[] {
    return this.#lowest(this.#samples.get(split) ?? [])
  }

  #sample({ split, id, question, answer }: Row): void {
    const rank = hash('sha256', `${this.#settings.split.random_seed}\0${id ?? ''}`)
    const drawn = this.#samples.get(split) ?? []
    drawn.push({ rank, question, answer })
    this.#samples.set(split, drawn.length > MOST_DRAWN ? this.#lowest(drawn) : drawn)
  }

  #lowest(drawn: readonly Sample[]): Sample[] {
    return drawn.toSorted((a, b) => (a.rank < b.rank ? -1 : 1)).slice(0, this.#settings.validate.num_samples_per_split)
  }
}
