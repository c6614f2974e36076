import { hash } from 'node:crypto'
import type { Example, Split } from '../contracts/example.ts'
import type { ExampleSurvey } from '../contracts/format.ts'
import type { Settings } from '../contracts/settings.ts'
import { classWeight } from './text.ts'

type Drawn = ExampleSurvey['paraphrasable'][number] & { readonly rank: string }

/** How many more training pairs of each task are drawn than the synthetic set may want: some have no usable wording. */
const SPARE = 4

/** Gathers what formats must know of all examples before they write the first; memory grows with pages, not with examples. */
export class ExampleCounter {
  readonly #settings: Settings
  readonly #splits: Record<Split, number> = { train: 0, validation: 0, test: 0, probes: 0 }
  readonly #tasks: Record<string, number> = {}
  #turns = 0
  readonly #cited = new Set<string>()
  readonly #drawn = new Map<string, Drawn[]>()

  constructor(settings: Settings) {
    this.#settings = settings
  }

  see(example: Example): void {
    this.#splits[example.split] += 1
    if (example.conversation) this.#turns += 1
    for (const { page_id } of [example, ...example.evidence]) this.#cited.add(page_id)
    if (example.split !== 'train') return
    this.#tasks[example.task] = (this.#tasks[example.task] ?? 0) + 1
    this.#draw(example)
  }

  survey(): ExampleSurvey {
    const repeats = Object.keys(this.#tasks).some((task) => classWeight(task as Example['task'], this.#settings) > 1)
    const paraphrasable = [...this.#drawn.values()].flatMap((drawn) => this.#lowest(drawn)).sort(byRank)
    return {
      splits: this.#splits,
      repeats,
      paraphrasable,
      conversation_turns: this.#turns,
      training_tasks: this.#tasks,
      cited: [...this.#cited].sort(),
    }
  }

  /** Keeps the pairs with the lowest SHA-256 of seed and id: the same draw in whatever order they come. */
  #draw({ id, task, question, answer, paraphrases }: Example): void {
    const rank = hash('sha256', `${this.#settings.split.random_seed}\0${id}`)
    const drawn = this.#drawn.get(task) ?? []
    drawn.push({ id, task, question, answer, paraphrases, rank })
    this.#drawn.set(task, drawn.length >= this.#limit * 2 ? this.#lowest(drawn) : drawn)
  }

  get #limit(): number {
    return this.#settings.export.synthetic_validation.count * SPARE + 1
  }

  #lowest(drawn: readonly Drawn[]): Drawn[] {
    return drawn.toSorted(byRank).slice(0, this.#limit)
  }
}

const byRank = (a: Drawn, b: Drawn): number => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : a.id < b.id ? -1 : 1)
