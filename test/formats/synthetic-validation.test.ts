import { describe, expect, it } from 'vitest'
import { settingsSchema } from '../../src/contracts/settings.ts'
import { quotas, seededOrder } from '../../src/formats/sampling.ts'
import type { Example } from '../../src/contracts/example.ts'
import { SyntheticDraw, type SyntheticPair } from '../../src/formats/synthetic-validation.ts'
import { ExampleCounter } from '../../src/formats/survey.ts'
import { example } from './fixture.ts'

function syntheticValidation(training: readonly Example[], settings: ReturnType<typeof settingsSchema.parse>): SyntheticPair[] {
  const counter = new ExampleCounter(settings)
  for (const one of training) counter.see(one)
  const draw = new SyntheticDraw(counter.survey(), settings)
  for (const one of training) draw.see(one)
  return draw.pairs()
}

const settings = (count: number, seed = 42) =>
  settingsSchema.parse({ export: { synthetic_validation: { count } }, split: { random_seed: seed } })

const TRAINING = Array.from({ length: 60 }, (_, index) =>
  example(`11-01_engine-q${index}`, 'train', {
    task: index < 40 ? 'spec' : index < 55 ? 'procedure' : 'wiring',
    question: `What is the value ${index} of the Kestrel 400?`,
    answer: `${index} mm`,
    paraphrases: [`Which value ${index} has the Kestrel 400?`, `How large is value ${index} of the Kestrel 400?`],
  }),
)

describe('synthetic validation', () => {
  it('gives each task its share, one wording a pair, none of them a training question', () => {
    const pairs = syntheticValidation(TRAINING, settings(12))
    const count = (task: string): number => pairs.filter((pair) => pair.task === task).length
    expect([count('spec'), count('procedure'), count('wiring')]).toEqual([8, 3, 1])
    expect(new Set(pairs.map((pair) => pair.id)).size).toBe(12)
    for (const pair of pairs) {
      const original = TRAINING.find((one) => one.id === pair.id)
      expect(original?.paraphrases).toContain(pair.question)
      expect(original?.answer).toBe(pair.answer)
    }
  })

  it('depends on the seed and on nothing else', () => {
    expect(syntheticValidation(TRAINING, settings(20))).toEqual(syntheticValidation(TRAINING, settings(20)))
    expect(syntheticValidation(TRAINING, settings(20, 7))).not.toEqual(syntheticValidation(TRAINING, settings(20)))
    expect(syntheticValidation(TRAINING, settings(0))).toEqual([])
    expect(syntheticValidation(TRAINING, settings(500))).toHaveLength(60)
  })

  it('leaves out wordings that are garbled, used in training, or true of two different answers', () => {
    const bad = [
      'Tell me about What is the oil capacity of the Kestrel 400?',
      'What is the oil capacity of the ??',
      '?',
      'Which oil  fits?',
      'what is the OIL capacity of the kestrel 400',
    ]
    const training = [
      example('11-01_engine-q01', 'train', { question: 'What is the oil capacity of the Kestrel 400?', answer: '1.4 l', paraphrases: bad }),
      example('11-01_engine-q02', 'train', {
        question: 'What is the weight of the front wheel?',
        answer: '9 kg',
        paraphrases: ['How heavy is the wheel?'],
      }),
      example('11-01_engine-q03', 'train', {
        question: 'What is the weight of the rear wheel?',
        answer: '14 kg',
        paraphrases: ['How heavy is the wheel?'],
      }),
    ]
    expect(syntheticValidation(training, settings(10))).toEqual([])
  })
})

describe('quotas', () => {
  it('add up, stay within the sizes and leave no one out while there is room', () => {
    expect(quotas([70, 20, 10], 10)).toEqual([7, 2, 1])
    expect(quotas([97, 2, 1], 10)).toEqual([8, 1, 1])
    expect(quotas([3, 0, 2], 100)).toEqual([3, 0, 2])
    expect(quotas([5, 5], 0)).toEqual([0, 0])
    expect(quotas([1, 1, 1, 1], 2).reduce((sum, count) => sum + count, 0)).toBe(2)
  })
})

describe('seeded order', () => {
  it('does not move others when an item is added', () => {
    const items = ['a', 'b', 'c', 'd', 'e']
    const more = seededOrder([...items, 'f'], (item) => item, 1).filter((item) => item !== 'f')
    expect(more).toEqual(seededOrder(items.toReversed(), (item) => item, 1))
  })
})
