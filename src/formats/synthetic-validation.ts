import type { Example } from '../contracts/example.ts'
import { TASKS } from '../contracts/example.ts'
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
 */
export function syntheticValidation(training: readonly Example[], settings: Settings): SyntheticPair[] {
  const seed = settings.split.random_seed
  const asked = new Set(training.map((example) => questionKey(example.question)))
  const answers = new Map<string, Set<string>>()
  for (const example of training) {
    for (const paraphrase of example.paraphrases) {
      const key = questionKey(paraphrase)
      answers.set(key, (answers.get(key) ?? new Set()).add(trainerText(example.answer)))
    }
  }
  const taken = new Set<string>()
  const usable = seededOrder(training, (example) => example.id, seed).flatMap((example): SyntheticPair[] => {
    const wordings = example.paraphrases.filter((wording) => {
      const key = questionKey(wording)
      return sound(wording) && !asked.has(key) && !taken.has(key) && answers.get(key)?.size === 1
    })
    const question = seededOrder(wordings, (wording) => wording, `${seed} ${example.id}`)[0]
    if (question === undefined) return []
    taken.add(questionKey(question))
    return [{ id: example.id, task: example.task, question, answer: example.answer }]
  })
  const shares = quotasByShare(training, usable, settings.export.synthetic_validation.count)
  const left = new Map(shares)
  return usable.filter(({ task }) => {
    const count = left.get(task) ?? 0
    left.set(task, count - 1)
    return count > 0
  })
}

/** How many of each task: its share of the training pairs, as far as there are wordings. */
function quotasByShare(training: readonly Example[], usable: readonly SyntheticPair[], count: number): [Example['task'], number][] {
  const wanted = quotas(
    TASKS.map((task) => training.filter((example) => example.task === task).length),
    Math.min(count, training.length),
  )
  return TASKS.map((task, index) => [task, Math.min(wanted[index] ?? 0, usable.filter((pair) => pair.task === task).length)])
}

function sound(wording: string): boolean {
  return /\p{L}{3}/u.test(wording) && /[?.]$/.test(wording.trim()) && !/\?\?|\s{2}|\s[?.,]|[\uFFFD]/.test(wording) && !NESTED.test(wording)
}
