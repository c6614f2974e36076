import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Engine, EngineOutcome, EngineTask } from '../../src/contracts/engine.ts'

export interface EngineUnderTest {
  readonly engine: Engine
  /** The file in which the trial worker notes attempts. */
  readonly journal: string
}

export function trialTask(page_id: string): EngineTask {
  return { stage: 'trial', task: { page_id, page: null, previous: null, next: null, candidate: null } }
}

export async function outcomesOf(
  engine: Engine,
  page_ids: readonly string[],
  timeoutSeconds = 20,
  signal = new AbortController().signal,
): Promise<Map<string, EngineOutcome>> {
  const outcomes = new Map<string, EngineOutcome>()
  for await (const outcome of engine.run(page_ids.map(trialTask), { timeoutSeconds, signal })) {
    expect(outcomes.has(outcome.page_id), `${outcome.page_id} came out twice`).toBe(false)
    outcomes.set(outcome.page_id, outcome)
  }
  return outcomes
}

/** What every engine must do, whatever it runs on. */
export function engineContract(name: string, open: () => Promise<EngineUnderTest>): void {
  describe(`${name} engine`, () => {
    const withEngine = async (use: (under: EngineUnderTest) => Promise<void>): Promise<void> => {
      const under = await open()
      try {
        await use(under)
      } finally {
        await under.engine.close()
      }
    }
    const attempts = (journal: string, page_id: string): number =>
      readFileSync(journal, 'utf8')
        .split('\n')
        .filter((line) => line === page_id).length

    it('gives each task exactly one outcome', () =>
      withEngine(async ({ engine }) => {
        const page_ids = Array.from({ length: 60 }, (_, index) => `ok${index}`)
        const outcomes = await outcomesOf(engine, page_ids)
        expect([...outcomes.keys()].sort()).toEqual([...page_ids].sort())
        expect(
          [...outcomes.values()].every((outcome) => outcome.status === 'done' && outcome.digest === `digest of ${outcome.page_id}`),
        ).toBe(true)
      }))

    it('ends at once when there is nothing to do, and can be used again', () =>
      withEngine(async ({ engine }) => {
        expect((await outcomesOf(engine, [])).size).toBe(0)
        expect((await outcomesOf(engine, ['ok1'])).size).toBe(1)
        expect((await outcomesOf(engine, ['ok2', 'ok3'])).size).toBe(2)
      }))

    it('lets a crashed worker cost one page, after trying it again', () =>
      withEngine(async ({ engine, journal }) => {
        const outcomes = await outcomesOf(engine, ['ok1', 'crash1', 'ok2', 'crash-once1', 'ok3'])
        const crashed = outcomes.get('crash1')!
        expect(crashed.status === 'failed' && crashed.failure.code).toBe('WORKER_CRASHED')
        expect(attempts(journal, 'crash1')).toBe(3)
        expect(outcomes.get('crash-once1')!.status).toBe('done')
        expect(['ok1', 'ok2', 'ok3'].map((page_id) => outcomes.get(page_id)!.status)).toEqual(['done', 'done', 'done'])
      }))

    it('kills a page that hangs, does not try it again, and goes on', () =>
      withEngine(async ({ engine, journal }) => {
        const outcomes = await outcomesOf(engine, ['hang1', 'ok1', 'ok2'], 1.5)
        const hung = outcomes.get('hang1')!
        expect(hung.status === 'failed' && hung.failure.code).toBe('PAGE_TIMEOUT')
        expect(attempts(journal, 'hang1')).toBe(1)
        expect(outcomes.size).toBe(3)
      }))

    it('tries again what the error says may pass, and nothing else', () =>
      withEngine(async ({ engine, journal }) => {
        const outcomes = await outcomesOf(engine, ['broken1', 'busy1', 'busy-once1'])
        expect([...outcomes].map(([page_id, outcome]) => `${page_id} ${outcome.status}`).sort()).toEqual([
          'broken1 failed',
          'busy-once1 done',
          'busy1 failed',
        ])
        expect(['broken1', 'busy1', 'busy-once1'].map((page_id) => attempts(journal, page_id))).toEqual([1, 3, 2])
      }))

    it('stops when it is told to', () =>
      withEngine(async ({ engine }) => {
        const abort = new AbortController()
        const page_ids = Array.from({ length: 200 }, (_, index) => `slow${index}`)
        let seen = 0
        for await (const outcome of engine.run(page_ids.map(trialTask), { timeoutSeconds: 20, signal: abort.signal })) {
          expect(outcome.status).toBe('done')
          seen += 1
          if (seen === 3) abort.abort()
        }
        expect(seen).toBeLessThan(20)
      }))
  })
}
