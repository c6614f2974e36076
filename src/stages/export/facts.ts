import type { Example, Split } from '../../contracts/example.ts'
import type { CataloguePage } from '../../contracts/page.ts'
import type { Settings } from '../../contracts/settings.ts'
import { ConversationJoiner, type Talk } from '../../formats/conversations.ts'
import { taggedQuestion, trainerText } from '../../formats/text.ts'
import type { Tokenizer } from '../../text/tokenizer.ts'

/** How often a value occurs in each split. */
export type Tally = ReadonlyMap<string, Readonly<Partial<Record<Split, number>>>>

/** Tokens of a record: a pair, or a conversation with all its turns. */
export interface TokenFigures {
  /** Whose tokens they are. */
  readonly tokenizer: string
  readonly median: number
  readonly p95: number
  readonly longest: number
}

/** What the card and the recipes say of the pairs; gathered one by one, in memory that grows with pages only. */
export interface DatasetFacts {
  readonly tasks: Tally
  readonly question_types: Tally
  readonly sections: Tally
  readonly source_types: Tally
  /** Everything that names the generators but the writer: id, version, and for models what produced the pair. */
  readonly generators: Tally
  readonly checks: readonly string[]
  readonly sources: readonly string[]
  readonly pages: number
  readonly tokens: TokenFigures
  /** Pixels of the largest picture; 0 without any. */
  readonly largest_picture: number
}

/** Widest bin of the histogram of lengths: longer pairs count as this long. */
const MOST_TOKENS = 1 << 16

export class FactCounter {
  readonly #settings: Settings
  readonly #tokenizer: Tokenizer
  readonly #talks = new ConversationJoiner()
  readonly #tallies = new Map<string, Map<string, Partial<Record<Split, number>>>>()
  readonly #checks = new Set<string>()
  readonly #sources = new Set<string>()
  readonly #pages = new Set<string>()
  readonly #lengths = new Uint32Array(MOST_TOKENS + 1)
  #largest = 0

  constructor(settings: Settings, tokenizer: Tokenizer) {
    this.#settings = settings
    this.#tokenizer = tokenizer
  }

  see(example: Example, page: CataloguePage | undefined): void {
    const { writer: _writer, ...generator } = example.generator
    this.#count('tasks', example.task, example.split)
    this.#count('question_types', example.question_type, example.split)
    this.#count('sections', `${example.section.id} ${example.section.name}`.trim() || '(none)', example.split)
    this.#count('source_types', example.source_type, example.split)
    this.#count('generators', JSON.stringify(generator), example.split)
    for (const check of Object.keys(example.checks)) this.#checks.add(check)
    this.#pages.add(example.page_id)
    if (page !== undefined) this.#sources.add(page.source_path)
    if (page?.image) this.#largest = Math.max(this.#largest, page.image.width * page.image.height)
    for (const talk of this.#talks.add(example)) this.#measure(talk)
  }

  facts(): DatasetFacts {
    for (const talk of this.#talks.rest()) this.#measure(talk)
    const tally = (name: string): Tally => this.#tallies.get(name) ?? new Map()
    return {
      tasks: tally('tasks'),
      question_types: tally('question_types'),
      sections: tally('sections'),
      source_types: tally('source_types'),
      generators: tally('generators'),
      checks: [...this.#checks].sort(),
      sources: [...this.#sources].sort(),
      pages: this.#pages.size,
      tokens: {
        tokenizer: this.#tokenizer.name,
        median: this.#quantile(0.5),
        p95: this.#quantile(0.95),
        longest: this.#quantile(1),
      },
      largest_picture: this.#largest,
    }
  }

  #measure({ opening, later }: Talk): void {
    const texts = [
      taggedQuestion(opening, this.#settings),
      trainerText(opening.answer),
      ...later.flatMap(({ conversation, question, answer }) => [trainerText(conversation?.asked ?? question), trainerText(answer)]),
    ]
    const bin = Math.min(this.#tokenizer.count(texts.join('\n')), MOST_TOKENS)
    this.#lengths[bin] = (this.#lengths[bin] ?? 0) + 1
  }

  #count(name: string, value: string, split: Split): void {
    const tally = this.#tallies.get(name) ?? new Map<string, Partial<Record<Split, number>>>()
    const counts = tally.get(value) ?? {}
    counts[split] = (counts[split] ?? 0) + 1
    tally.set(value, counts)
    this.#tallies.set(name, tally)
  }

  /** The smallest length that at least this share of the pairs does not exceed. */
  #quantile(share: number): number {
    const all = this.#lengths.reduce((sum, count) => sum + count, 0)
    let seen = 0
    for (const [tokens, count] of this.#lengths.entries()) {
      seen += count
      if (seen > 0 && seen >= all * share) return tokens
    }
    return 0
  }
}
