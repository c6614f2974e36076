import type { Settings } from '../contracts/settings.ts'
import { canonical } from './canonical.ts'
import type { Row } from './row.ts'
import { SeededDraw } from './sampling.ts'
import { roughTokens } from './text.ts'

type Sample = Pick<Row, 'question' | 'answer'>

/** What the validation reports say of the rows beside their problems: counts and a few samples, in bounded memory. */
export class RowTally {
  readonly #settings: Settings
  readonly #samples = new Map<string, SeededDraw<Sample>>()
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
  samples(split: string): readonly Sample[] {
    return (
      this.#samples
        .get(split)
        ?.drawn()
        .map(({ item }) => item) ?? []
    )
  }

  #sample({ split, id, question, answer }: Row): void {
    const { validate, split: splitting } = this.#settings
    const draw = this.#samples.get(split) ?? new SeededDraw<Sample>(validate.num_samples_per_split, splitting.random_seed)
    this.#samples.set(split, draw)
    draw.see(id ?? '', { question, answer })
  }
}
