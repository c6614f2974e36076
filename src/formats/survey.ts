import type { Example, Split } from '../contracts/example.ts'
import type { ExampleSurvey } from '../contracts/format.ts'
import type { Settings } from '../contracts/settings.ts'
import { byRank, SeededDraw } from './sampling.ts'
import { classWeight } from './text.ts'

type Paraphrasable = ExampleSurvey['paraphrasable'][number]

/** How many more training pairs of each task are drawn than the synthetic set may want: some have no usable wording. */
const SPARE = 4

/** Gathers what formats must know of all examples before they write the first; memory grows with pages, not with examples. */
export class ExampleCounter {
  readonly #settings: Settings
  readonly #splits: Record<Split, number> = { train: 0, validation: 0, test: 0, probes: 0 }
  readonly #tasks: Record<string, number> = {}
  #turns = 0
  readonly #cited = new Set<string>()
  readonly #draws = new Map<string, SeededDraw<Paraphrasable>>()

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
    const paraphrasable = [...this.#draws.values()]
      .flatMap((draw) => draw.drawn())
      .sort(byRank)
      .map(({ item }) => item)
    return {
      splits: this.#splits,
      repeats,
      paraphrasable,
      conversation_turns: this.#turns,
      training_tasks: this.#tasks,
      cited: [...this.#cited].sort(),
    }
  }

  #draw({ id, task, question, answer, paraphrases }: Example): void {
    const { split, export: exported } = this.#settings
    const draw = this.#draws.get(task) ?? new SeededDraw<Paraphrasable>(exported.synthetic_validation.count * SPARE + 1, split.random_seed)
    this.#draws.set(task, draw)
    draw.see(id, { id, task, question, answer, paraphrases })
  }
}
