import type { Example } from '../contracts/example.ts'
import { TASKS } from '../contracts/example.ts'
import type { ExampleSurvey } from '../contracts/format.ts'
import type { Settings } from '../contracts/settings.ts'
import { quotas, seededOrder } from './sampling.ts'
import { questionKey, trainerText } from './text.ts'

export type SyntheticPair = Pick<Example, 'id' | 'task' | 'question' | 'answer'>

/** Two questions nested in one another ('Tell me about what is the …'), the commonest fault of paraphrase by template. */
const NESTED =
  /\b(?:tell me|explain|describe|i need to know|walk me through|what is|what are)\b.{0,24}\b(?:what (?:is|are)|how (?:do|does)|how to how|which)\b.*\?/i

/**
 * Training facts asked in other words: at most one wording of each pair, drawn with the split's seed, each task with its share.
 * Left out are wordings that a training question already uses, that two pairs with different answers share, and garbled ones.
 * It must see every training pair; it remembers only what concerns the pairs that the survey drew.
 */
export class SyntheticDraw {
  readonly #survey: ExampleSurvey
  readonly #settings: Settings
  /** Answers to each wording that may be used; null where a training question asks it. */
  readonly #answers: Map<string, Set<string> | null>

  constructor(survey: ExampleSurvey, settings: Settings) {
    this.#survey = survey
    this.#settings = settings
    this.#answers = new Map(survey.paraphrasable.flatMap(({ paraphrases }) => paraphrases.map((text) => [questionKey(text), new Set()])))
  }

  see(example: Example): void {
    if (example.split !== 'train') return
    const asked = questionKey(example.question)
    if (this.#answers.has(asked)) this.#answers.set(asked, null)
    for (const paraphrase of example.paraphrases) {
      const answers = this.#answers.get(questionKey(paraphrase))
      // Two answers are as bad as more.
      if (answers && answers.size < 2) answers.add(trainerText(example.answer))
    }
  }

  pairs(): SyntheticPair[] {
    const seed = this.#settings.split.random_seed
    const taken = new Set<string>()
    const usable = this.#survey.paraphrasable.flatMap((example): SyntheticPair[] => {
      const wordings = example.paraphrases.filter((wording) => {
        const key = questionKey(wording)
        return sound(wording) && !taken.has(key) && this.#answers.get(key)?.size === 1
      })
      const question = seededOrder(wordings, (wording) => wording, `${seed} ${example.id}`)[0]
      if (question === undefined) return []
      taken.add(questionKey(question))
      return [{ id: example.id, task: example.task, question, answer: example.answer }]
    })
    const left = new Map(this.#quotas(usable))
    return usable.filter(({ task }) => {
      const count = left.get(task) ?? 0
      left.set(task, count - 1)
      return count > 0
    })
  }

  /** How many of each task: its share of the training pairs, as far as there are wordings. */
  #quotas(usable: readonly SyntheticPair[]): [Example['task'], number][] {
    const sizes = TASKS.map((task) => this.#survey.training_tasks[task] ?? 0)
    const wanted = quotas(sizes, Math.min(this.#settings.export.synthetic_validation.count, this.#survey.splits.train))
    return TASKS.map((task, index) => [task, Math.min(wanted[index] ?? 0, usable.filter((pair) => pair.task === task).length)])
  }
}

function sound(wording: string): boolean {
  return /\p{L}{3}/u.test(wording) && /[?.]$/.test(wording.trim()) && !/\?\?|\s{2}|\s[?.,]|[\uFFFD]/.test(wording) && !NESTED.test(wording)
}
