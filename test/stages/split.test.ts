import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answerKey, factKey, questionKey } from '../../src/checks/comparison.ts'
import { type Example, exampleSchema } from '../../src/contracts/example.ts'
import { deduplicateStage } from '../../src/stages/deduplicate/index.ts'
import { chooseHeldOut, nearestSubset } from '../../src/stages/split/choose.ts'
import { splitStage } from '../../src/stages/split/index.ts'
import { type SplitSummary, splitSummarySchema } from '../../src/contracts/summary.ts'
import { checkedProject, linesOf, type TestPair, type TestProject } from './checked-project.ts'

interface Split {
  readonly examples: Example[]
  readonly bytes: string
  readonly summary: SplitSummary
}

async function split(project: TestProject, settings: Record<string, unknown> = {}): Promise<Split> {
  const { context, done } = await checkedProject(project, settings)
  await deduplicateStage.run(done, context)
  await splitStage.run(done, context)
  const bytes = (await context.workspace.read('work/split/examples.jsonl')).toString('utf8')
  const summary = splitSummarySchema.parse(JSON.parse((await context.workspace.read('work/split/summary.json')).toString('utf8')))
  const examples = (await linesOf<Example>(context, 'work/split/examples.jsonl')).map((line) => exampleSchema.parse(line))
  return { examples, bytes, summary }
}

/** Pages of five pairs, in three sections; nothing is shared between pages. */
const plainProject = (pages: number): TestProject => ({
  pairs: Array.from({ length: pages * 5 }, (_, n) => ({
    page: `page-${String(Math.floor(n / 5)).padStart(3, '0')}`,
    section: ['11', '21', '34'][Math.floor(n / 5) % 3] as string,
    question: `What is the torque of bolt number ${n} of the crankcase?`,
    answer: `${n + 10} Nm`,
  })),
})

const sides = (examples: readonly Example[], keys: (example: Example) => readonly string[]): string[] => {
  const side = new Map<string, string>()
  const torn: string[] = []
  for (const example of examples) {
    for (const key of keys(example)) {
      const other = side.get(key)
      if (other === undefined) side.set(key, example.split)
      else if (other !== example.split) torn.push(key)
    }
  }
  return torn
}

describe('split', () => {
  it('comes near to the ratio in total and in each section', async () => {
    const { summary, examples } = await split(plainProject(60))
    expect(examples).toHaveLength(300)
    expect(summary.validation).toBe(30)
    for (const counts of Object.values(summary.strata)) expect(counts).toMatchObject({ groups: 20, validation: 10 })
  })

  it('parts a test set by whole groups, and comes near to all ratios', async () => {
    const { summary, examples } = await split(plainProject(60), { split: { train_split: 0.8, test_split: 0.1 } })
    expect(summary).toMatchObject({ train: 240, validation: 30, test: 30, probes: 0 })
    expect(sides(examples, ({ page_id }) => [page_id])).toEqual([])
  })

  it('holds out exactly as many probes as asked for, spread over sections, none of whose pages is trained on', async () => {
    const { summary, examples } = await split(plainProject(60), { split: { probes: 12 } })
    expect(summary.probes).toBe(12)
    expect(summary.validation).toBeGreaterThanOrEqual(25)
    const probes = examples.filter((example) => example.split === 'probes')
    expect(new Set(probes.map(({ section }) => section.id)).size).toBe(3)
    const trained = new Set(examples.filter((example) => example.split === 'train').map(({ group }) => group))
    expect(probes.filter(({ group }) => trained.has(group))).toEqual([])
  })

  it('refuses shares that are more than the whole', async () => {
    await expect(split(plainProject(4), { split: { train_split: 0.9, test_split: 0.2 } })).rejects.toMatchObject({ code: 'SETTINGS' })
  })

  it('gives the same bytes for the same seed, another split for another seed', async () => {
    const one = await split(plainProject(30))
    expect((await split(plainProject(30))).bytes).toBe(one.bytes)
    const other = await split(plainProject(30), { split: { random_seed: 7 } })
    expect(other.examples.map((example) => example.split)).not.toEqual(one.examples.map((example) => example.split))
    expect(other.summary.validation).toBe(one.summary.validation)
  })

  it('does not depend on the order in which pairs come', async () => {
    const project = plainProject(20)
    const { context, done } = await checkedProject(project)
    await deduplicateStage.run(done, context)
    await splitStage.run(done, context)
    const bytes = await context.workspace.read('work/split/examples.jsonl')
    const lines = (await context.workspace.read('work/deduplicate/pairs.jsonl')).toString('utf8').trimEnd().split('\n')
    await context.workspace.write('work/deduplicate/pairs.jsonl', `${lines.toReversed().join('\n')}\n`)
    await splitStage.run(done, context)
    expect((await context.workspace.read('work/split/examples.jsonl')).equals(bytes)).toBe(true)
  })

  it('draws small strata together', async () => {
    const pairs: TestPair[] = Array.from({ length: 40 }, (_, n) => ({
      page: `p${n}`,
      section: `s${n}`,
      question: `What is the torque of bolt number ${n} of the crankcase?`,
      answer: `${n + 10} Nm`,
    }))
    const { summary } = await split({ pairs })
    expect(summary.strata).toEqual({ '(small)': { groups: 40, train: 36, validation: 4, test: 0, probes: 0 } })
  })

  it('sorts by catalogue, then by the number of the pair', async () => {
    const pairs = Array.from({ length: 120 }, (_, n): TestPair => ({
      page: n % 2 === 0 ? 'zeta' : 'alpha',
      question: `What is the gap of valve ${n}?`,
      answer: `${n} mm`,
    }))
    const { examples } = await split({ pairs, order: ['zeta', 'alpha'] })
    expect(examples[0]?.id).toBe('zeta-q01')
    expect(examples[59]?.id).toBe('zeta-q60')
    expect(examples[60]?.id).toBe('alpha-q01')
  })

  it('keeps everything for training at a ratio of 1, and writes empty files for no pairs', async () => {
    expect((await split(plainProject(9), { split: { train_split: 1 } })).summary).toMatchObject({ train: 45, validation: 0 })
    expect(await split({ pairs: [], order: ['p1'] })).toMatchObject({ examples: [], summary: { train: 0, validation: 0, groups: 0 } })
  })

  it('ties pages together whose pairs state nearly the same', async () => {
    const pairs: TestPair[] = [
      { page: 'a', question: 'What is the torque of the oil drain plug?', answer: '25 Nm' },
      { page: 'b', question: 'What is the torque of the engine oil drain plug?', answer: '25 Nm' },
      { page: 'c', question: 'What is the torque of the front wheel nuts?', answer: '25 Nm' },
      { page: 'd', question: 'What is the torque of the wheel nuts?', answer: '25 Nm' },
    ]
    const { examples } = await split({ pairs })
    const groups = examples.map(({ group }) => group)
    expect(groups[0]).toBe(groups[1])
    expect(new Set(groups).size).toBe(3)
  })

  it('never parts a page, a copy of it, or a stated fact (property)', async () => {
    const parts = ['oil pump', 'water pump', 'front hub', 'rear hub', 'sump plug', 'engine sump plug', 'flywheel']
    const pair = fc.record({
      page: fc.integer({ min: 0, max: 14 }).map((n) => `p${n}`),
      part: fc.constantFrom(...parts),
      value: fc.integer({ min: 1, max: 6 }),
      also: fc.option(
        fc.integer({ min: 0, max: 14 }).map((n) => `p${n}`),
        { nil: undefined, freq: 12 },
      ),
      wording: fc.constantFrom('What is the torque of the', 'What torque does one use for the', 'How tight is the'),
    })
    const pages = Array.from({ length: 15 }, (_, n) => `p${n}`)
    // p12 to p14 are shown by files that are copies of p0 to p2; pairs cite them by those names.
    const copies = { p0: ['p12'], p1: ['p13'], p2: ['p14'] }
    const physical = (page_id: string): string => ({ p12: 'p0', p13: 'p1', p14: 'p2' })[page_id] ?? page_id
    await fc.assert(
      fc.asyncProperty(fc.array(pair, { minLength: 1, maxLength: 60 }), fc.integer({ min: 0, max: 5 }), async (drawn, seed) => {
        const pairs = drawn.map(({ page, part, value, also, wording }, n) => ({
          page,
          block: `b${n}`,
          question: `${wording} ${part}?`,
          answer: `${value} Nm`,
          ...(also === undefined ? {} : { also: [also] }),
        }))
        const settings = {
          split: { random_seed: seed, train_split: 0.7 },
          deduplicate: { cross_page: false, prefer_strategy: 'first_seen' },
        }
        const { examples, summary } = await split({ pairs, copies, order: pages }, settings)
        expect(sides(examples, ({ page_id, evidence }) => [page_id, ...evidence.map((each) => each.page_id)].map(physical))).toEqual([])
        expect(sides(examples, ({ question }) => [questionKey(question)])).toEqual([])
        expect(sides(examples, ({ question, answer }) => [factKey(question, answer)])).toEqual([])
        expect(sides(examples, ({ question, answer }) => [`${question.replace(/engine /, '')} ${answerKey(answer)}`])).toEqual([])
        expect(sides(examples, ({ group }) => [group])).toEqual([])
        expect(summary.train + summary.validation).toBe(examples.length)
      }),
      { numRuns: 60 },
    )
  }, 120_000)
})

describe('nearestSubset', () => {
  it('finds the sum that is nearest to the target, and never takes all', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 2, maxLength: 10 }),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        (sizes, share) => {
          const total = sizes.reduce((sum, size) => sum + size, 0)
          const target = total * share
          const taken = nearestSubset(sizes, target)
          const got = taken.reduce((sum, index) => sum + (sizes[index] ?? 0), 0)
          let best = target
          for (let mask = 0; mask < 2 ** sizes.length - 1; mask++) {
            const sum = sizes.reduce((part, size, index) => part + ((mask >> index) & 1) * size, 0)
            best = Math.min(best, Math.abs(sum - target))
          }
          expect(new Set(taken).size).toBe(taken.length)
          expect(taken.length).toBeLessThan(sizes.length)
          expect(Math.abs(got - target)).toBeCloseTo(best, 9)
        },
      ),
    )
  })

  it('takes what fits where an exact search would be too long', () => {
    const sizes = Array.from({ length: 50_000 }, (_, n) => (n % 17) + 1)
    const target = sizes.reduce((sum, size) => sum + size, 0) / 10
    const got = nearestSubset(sizes, target).reduce((sum, index) => sum + (sizes[index] ?? 0), 0)
    expect(Math.abs(got - target)).toBeLessThan(1)
  })
})

describe('chooseHeldOut', () => {
  it('makes up in one stratum for what another cannot give', () => {
    const one = [{ name: 'whole', stratum: 'a', pairs: 50 }]
    const many = Array.from({ length: 100 }, (_, n) => ({ name: `g${n}`, stratum: 'b', pairs: 1 }))
    expect(chooseHeldOut([...one, ...many], 0.1, 1).size).toBe(15)
  })
})
