import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { deduplicateStage } from '../../src/stages/deduplicate/index.ts'
import { deduplicateSummarySchema, type KeptPair, keptPairSchema } from '../../src/contracts/summary.ts'
import { checkedProject, linesOf, type TestPair, type TestProject } from './checked-project.ts'

async function deduplicated(project: TestProject, settings: Record<string, unknown> = {}) {
  const { context, done } = await checkedProject(project, settings)
  await deduplicateStage.run(done, context)
  const kept = await linesOf<KeptPair>(context, 'work/deduplicate/pairs.jsonl')
  const read = async (path: string): Promise<string> => (await context.workspace.read(path)).toString('utf8')
  return {
    context,
    kept: kept.map((line) => keptPairSchema.parse(line)),
    questions: kept.map(({ candidate }) => candidate.question),
    ids: kept.map(({ candidate }) => candidate.id),
    summary: deduplicateSummarySchema.parse(JSON.parse(await read('work/deduplicate/summary.json'))),
    read,
  }
}

const asked = (...rows: readonly (readonly [page: string, question: string, answer: string, more?: Partial<TestPair>])[]): TestProject => ({
  pairs: rows.map(([page, question, answer, more]) => ({ page, question, answer, ...more })),
})

describe('deduplicate', () => {
  it('keeps one of the same question and answer, on whatever page', async () => {
    const { ids, summary } = await deduplicated(
      asked(
        ['p1', 'What is the torque of the oil drain plug?', '25 Nm'],
        ['p2', 'What is the torque of the oil drain plug?', '25 Nm.'],
        ['p2', 'What is the bore of the engine?', '84 mm'],
      ),
    )
    expect(ids).toEqual(['p2-q01', 'p2-q02'])
    expect(summary).toMatchObject({ written: 3, kept: 2, duplicate: 1, review: 0, rejected: 0 })
  })

  it('leaves pages alone when cross_page is off', async () => {
    const project = asked(
      ['p1', 'What is the torque of the oil drain plug?', '25 Nm'],
      ['p2', 'What is the torque of the oil drain plug?', '25 Nm'],
    )
    expect((await deduplicated(project, { deduplicate: { cross_page: false } })).ids).toHaveLength(2)
  })

  it('merges nearly the same question with the same answer at the same place', async () => {
    const { ids, summary } = await deduplicated(
      asked(
        ['p1', 'What is the tightening torque of the oil drain plug?', '25 Nm'],
        ['p1', 'What is the tightening torque of the engine oil drain plug?', '25 Nm'],
      ),
    )
    expect(ids).toHaveLength(1)
    expect(summary.duplicates_by_kind).toEqual({ exact: 0, near: 1, same_fact: 0, semantic: 0 })
  })

  it.each([
    ['What is the tyre pressure at the front axle?', 'What is the tyre pressure at the rear axle?'],
    ['What is the minimum thickness of the brake disc?', 'What is the maximum thickness of the brake disc?'],
    ['What is the torque of the left engine mount?', 'What is the torque of the right engine mount?'],
    ['What is the torque of the bolts in step 1?', 'What is the torque of the bolts in step 2?'],
    ['What is the torque of the M8 housing bolts?', 'What is the torque of the M6 housing bolts?'],
    ['What is the torque of the oil pump bolts?', 'What is the torque of the oil pan bolts?'],
  ])('never merges %s and %s', async (one, other) => {
    expect((await deduplicated(asked(['p1', one, '2.2 bar'], ['p1', other, '2.2 bar']))).ids).toHaveLength(2)
  })

  it('keeps pairs apart whose variants differ', async () => {
    const project = asked(
      ['p1', 'What is the torque of the plug of the engine?', '25 Nm', { applies_to: ['D20'] }],
      ['p1', 'What is the torque of a plug of the engine?', '25 Nm', { applies_to: ['D24'] }],
    )
    expect((await deduplicated(project)).ids).toHaveLength(2)
  })

  it('keeps what was read better, then what says more, then what came first', async () => {
    const pairs: TestPair[] = [
      { page: 'p1', question: 'What is the torque of the oil drain plug?', answer: '25 Nm' },
      { page: 'p2', question: 'What is the torque of the oil drain plug?', answer: '25 Nm.' },
      { page: 'p3', question: 'What is the torque of the oil drain plug?', answer: '25 Nm' },
    ]
    const confidence = { p1: 0.9, p2: 0.9, p3: 0.99 }
    const kept = async (prefer_strategy: string): Promise<string[]> =>
      (await deduplicated({ pairs, confidence }, { deduplicate: { prefer_strategy } })).ids
    expect(await kept('higher_confidence')).toEqual(['p3-q01'])
    expect(await kept('longer_answer')).toEqual(['p2-q01'])
    expect(await kept('first_seen')).toEqual(['p1-q01'])
  })

  it('sends a question with two answers to review, with both answers named', async () => {
    const { ids, summary, context } = await deduplicated(
      asked(
        ['p1', 'What is the torque of the oil drain plug?', '25 Nm'],
        ['p2', 'What is the torque for the oil drain plug?', '45 Nm'],
        ['p2', 'What is the bore of the engine?', '84 mm'],
      ),
    )
    expect(ids).toEqual(['p2-q02'])
    expect(summary).toMatchObject({ kept: 1, review: 2, contradictions: { found: 1, in_review: 1 } })
    const queue = await linesOf<{ id: string; reason: string }>(context, 'work/logs/review_queue.jsonl')
    expect(queue.map(({ id }) => id)).toEqual(['p1-q01', 'p2-q01'])
    expect(queue[0]?.reason).toContain('45 Nm')
  })

  it('resolves a contradiction by naming the variants, in the paraphrases too', async () => {
    const { questions, kept, summary } = await deduplicated(
      asked(
        ['p1', 'What is the displacement?', '1998 cc', { applies_to: ['Norrland 400'], paraphrases: ['How large is the displacement?'] }],
        ['p1', 'What is the displacement?', '2302 cc', { applies_to: ['Norrland 420 S'] }],
      ),
    )
    expect(questions).toEqual(['What is the displacement on the Norrland 400?', 'What is the displacement on the Norrland 420 S?'])
    expect(kept[0]?.candidate.paraphrases).toEqual(['How large is the displacement on the Norrland 400?'])
    expect(summary).toMatchObject({ kept: 2, review: 0, contradictions: { qualified: 1 } })
  })

  it.each([
    ['no variant', []],
    ['a variant of words that no one says', ['up to 09/87 with (ABS)']],
    ['the same variant', ['Norrland 400']],
  ])('does not name %s', async (_what, applies_to) => {
    const project = asked(
      ['p1', 'What is the displacement?', '1998 cc', { applies_to: ['Norrland 400'] }],
      ['p2', 'What is the displacement?', '2302 cc', { applies_to }],
    )
    expect((await deduplicated(project)).summary).toMatchObject({ kept: 0, review: 2 })
  })

  it('holds back a question that would repeat another one once its variant is named', async () => {
    const project = asked(
      ['p1', 'What is the displacement?', '1998 cc', { applies_to: ['Norrland 400'] }],
      ['p2', 'What is the displacement?', '2302 cc', { applies_to: ['Norrland 420'] }],
      ['p3', 'What is the displacement on the Norrland 400?', '1998 cc', { applies_to: ['Norrland 400'] }],
    )
    expect((await deduplicated(project)).summary).toMatchObject({ kept: 1, review: 2 })
  })

  const CONTRADICTIONS: readonly (readonly [string, readonly (readonly [string, string, string, Partial<TestPair>?])[]])[] = [
    [
      'a data sheet and a scanned page',
      [
        ['sheet', 'What is the compression ratio?', '10.5:1', { source_type: 'html_specs' }],
        ['p1', 'Which compression ratio is specified?', '9.7:1'],
      ],
    ],
    [
      'two pages, in other words',
      [
        ['p1', 'What is the tightening torque of the wheel bolts?', '100 Nm'],
        ['p7', 'How tight should the wheel screws be?', '110 Nm'],
      ],
    ],
    [
      'two pages, in other units',
      [
        ['p1', 'What is the oil capacity of the gearbox?', '1.2 l'],
        ['p7', 'How much oil does the transmission hold?', '2 qt'],
      ],
    ],
    [
      'two rows of one page',
      [
        ['p1', 'What is the valve clearance?', '0.30 mm', { block: 'b03' }],
        ['p1', 'Which valve clearance is specified?', '0.35 mm', { block: 'b04' }],
      ],
    ],
    [
      'a variant and all of them',
      [
        ['p1', 'What is the idle speed?', '850 rpm', { applies_to: ['Norrland 400'] }],
        ['p2', 'What idle speed is specified?', '780 rpm'],
      ],
    ],
    [
      'names',
      [
        ['p1', 'Which oil is used in the steering box?', 'ATF'],
        ['p2', 'Which steering box oil is used?', 'Hypoid'],
      ],
    ],
  ]
  it.each(CONTRADICTIONS)('sends to review what disagrees between %s', async (_what, rows) => {
    const { summary, context } = await deduplicated(asked(...rows))
    expect(summary).toMatchObject({ kept: 0, review: 2, contradictions: { found: 1, in_review: 1 } })
    const queue = await linesOf<{ reason: string }>(context, 'work/logs/review_queue.jsonl')
    for (const [, , answer] of rows) expect(queue[0]?.reason).toContain(`“${answer}”`)
    const pages = new Set(rows.map(([page]) => page))
    const sources = new Set(rows.map(([, , , more]) => more?.source_type))
    expect(queue[0]?.reason).toContain(sources.size > 1 ? 'different sources' : pages.size > 1 ? 'different pages' : 'one page')
  })

  it('keeps what holds for different variants, and names them where a question does not', async () => {
    const { questions, summary, context } = await deduplicated(
      asked(
        ['p1', 'What is the idle speed of the Norrland 400?', '850 rpm', { applies_to: ['Norrland 400'] }],
        ['p2', 'What idle speed is specified?', '780 rpm', { applies_to: ['Norrland 420'] }],
        ['p1', 'What is the bore of the Norrland 400?', '84 mm', { applies_to: ['Norrland 400'] }],
        ['p2', 'Which bore is specified for the Norrland 420?', '93.4 mm', { applies_to: ['Norrland 420'] }],
      ),
    )
    expect(questions).toContain('What idle speed is specified on the Norrland 420?')
    expect(questions).toContain('What is the idle speed of the Norrland 400?')
    expect(summary).toMatchObject({ kept: 4, review: 0, contradictions: { found: 1, qualified: 1, in_review: 0 } })
    const told = await linesOf<{ explanation: string }>(context, 'work/logs/contradictions.jsonl')
    expect(told[0]?.explanation).toBe('The answers hold for different variants, which the questions now name.')
  })

  it('takes a shorter name for the same variant', async () => {
    const { summary } = await deduplicated(
      asked(
        ['sheet', 'What is the idle speed of the Kestrel Norrland 400?', '850 rpm', { applies_to: ['Kestrel Norrland 400'] }],
        ['p2', 'Which idle speed is specified on the Norrland 400?', '900 rpm', { applies_to: ['Norrland 400'] }],
      ),
    )
    expect(summary).toMatchObject({ kept: 0, review: 2 })
  })

  it('holds back the question alone that leaves the variant out', async () => {
    const { ids, summary } = await deduplicated(
      asked(
        ['p1', 'What is the idle speed of the Norrland 400?', '850 rpm', { applies_to: ['Norrland 400'] }],
        ['p1', 'What is the idle speed of the Norrland 420?', '780 rpm', { applies_to: ['Norrland 420'] }],
        ['p9', 'Which idle speed is specified?', '780 rpm'],
      ),
    )
    expect(ids).toEqual(['p1-q01', 'p1-q02'])
    expect(summary).toMatchObject({ kept: 2, review: 1, contradictions: { found: 1, in_review: 1 } })
  })

  it.each([
    ['one value in two units', '2302 cc', '2.3 l'],
    ['a value and the range around it', '23 Nm', '20 - 25 Nm'],
    ['a value and a limit', '0.2 mm', 'max. 0.3 mm'],
    ['a first stage and all of them', '30 Nm', '30 Nm + 90°'],
  ])('finds no contradiction in %s', async (_what, one, other) => {
    const project = asked(['p1', 'What is the value of the pump plunger?', one], ['p2', 'Which pump plunger value is given?', other])
    expect((await deduplicated(project)).summary).toMatchObject({ kept: 2, review: 0, contradictions: { found: 0 } })
  })

  it('takes the same value in other words for the same fact', async () => {
    const { ids, summary } = await deduplicated(
      asked(['p1', 'How tight is the oil drain plug?', '25 Nm'], ['p2', 'How tight is the oil drain plug?', 'Tighten it to 25 Nm']),
    )
    expect(ids).toHaveLength(1)
    expect(summary).toMatchObject({ kept: 1, duplicate: 1, review: 0, duplicates_by_kind: { same_fact: 1 } })
  })

  it('accounts for every candidate, and writes the older tables', async () => {
    const { summary, context, read } = await deduplicated(
      asked(
        ['p1', 'What is the torque of the oil drain plug?', '25 Nm'],
        ['p1', 'What is the torque of the, oil "filler" plug?', '9 Nm', { outcome: 'rejected' }],
        ['p1', 'What is the torque of the wheel nuts?', '110 Nm', { outcome: 'review' }],
        ['p2', 'What is the torque of the oil drain plug?', '25 Nm', { section: '21' }],
      ),
    )
    expect(summary).toMatchObject({ written: 4, kept: 1, rejected: 1, duplicate: 1, review: 1 })
    expect(summary.by_section['21']).toEqual({ written: 1, kept: 0, rejected: 0, duplicate: 1, review: 0 })
    expect(summary.by_check).toEqual({ grounded: { fail: 1, review: 1 } })
    expect(parse(await read('work/logs/rejected_qa.csv'), { columns: true })).toEqual([
      {
        timestamp: '',
        page_id: 'p1',
        qa_id: 'p1-q02',
        question: 'What is the torque of the, oil "filler" plug?',
        answer: '9 Nm',
        rejection_reason: 'Not read at the cited place.',
        filter_name: 'grounded',
      },
    ])
    const table = parse(await read('work/logs/duplicates.csv'), { columns: true }) as Record<string, string>[]
    expect(table.map((line) => [line['group_id'], line['qa_id'], line['action'], line['kept_qa_id']])).toEqual([
      ['exact-001', 'p1-q01', 'kept', 'p1-q01'],
      ['exact-001', 'p2-q01', 'dropped', 'p1-q01'],
    ])
    const rejected = await linesOf<{ id: string; reason: string; checks: unknown }>(context, 'work/logs/rejected.jsonl')
    expect(rejected).toMatchObject([{ id: 'p1-q02', reason: 'grounded: Not read at the cited place.', checks: { grounded: 'fail' } }])
    const duplicates = await linesOf<{ id: string }>(context, 'work/logs/duplicates.jsonl')
    expect(duplicates).toMatchObject([{ id: 'p2-q01', kept_id: 'p1-q01', how: 'exact', similarity: 1 }])
  })

  it('writes the same bytes for the same pairs', async () => {
    const rows = Array.from({ length: 60 }, (_, n): [string, string, string] => [
      `p${n % 7}`,
      `What is the torque of the ${['oil', 'fuel', 'water'][n % 3]} pump bolts${n % 2 === 0 ? '' : ' here'}?`,
      `${n % 5} Nm`,
    ])
    const [one, other] = [await deduplicated(asked(...rows)), await deduplicated(asked(...rows))]
    for (const path of deduplicateStage.writes) expect(await one.read(path)).toBe(await other.read(path))
  })

  it('copes with thousands of pairs that share one answer', async () => {
    const parts = ['oil pump', 'water pump', 'fuel pump', 'starter', 'alternator', 'gearbox', 'manifold', 'sump', 'turbocharger', 'mount']
    const rows = Array.from({ length: 4000 }, (_, n): [string, string, string] => [
      `p${Math.floor(n / 40)}`,
      `What is the tightening torque of bolt ${n} of the ${parts[n % 10]} cover?`,
      '25 Nm',
    ])
    expect((await deduplicated(asked(...rows))).summary).toMatchObject({ written: 4000, kept: 4000 })
  }, 60_000)
})
