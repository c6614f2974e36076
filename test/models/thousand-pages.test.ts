import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { costOf, priceOf } from '../../src/models/prices.ts'
import { modelData } from '../../src/models/model-data.ts'
import { compiled } from '../repository.ts'
import { goodAnswer } from './many-pages.ts'
import { FAULTS, ModelServer } from './server.ts'
import { spendLines } from './model-contract.ts'
import type { TrialOutcome } from './trial-writer.ts'

const PAGES = 1000
const KILLS = 3
const FIRST_BUDGET = 0.12
const SECOND_BUDGET = 2
const MODEL = 'claude-haiku-5-5'

function start(project: string, url: string, max_cost_usd: number): ChildProcess {
  const models = {
    anthropic: { base_url: url, model: MODEL },
    concurrency: 24,
    timeout_seconds: 1.5,
    backoff_seconds: 0.02,
    max_attempts: 4,
    max_cost_usd,
  }
  const argument = JSON.stringify({ project, provider: 'anthropic', pages: PAGES, models })
  return spawn(process.execPath, [fileURLToPath(compiled('test/models/trial-writer.ts')), argument], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ANTHROPIC_API_KEY: 'sk-ant-test-thousand-pages' },
  })
}

const ended = (child: ChildProcess): Promise<void> => new Promise((resolve) => child.once('exit', () => resolve()))

async function journaled(project: string): Promise<number> {
  const files = await readdir(join(project, 'answers'), { recursive: true }).catch(() => [])
  return files.filter((name) => name.endsWith('.json') && !name.includes('.writing-')).length
}

it(
  `asks about ${PAGES} pages: a tenth of the calls goes wrong, ${KILLS} kills, two budgets; nothing is paid twice`,
  { timeout: 170_000 },
  async () => {
    let gate: Promise<void> | null = null
    const server = await ModelServer.start({
      write: goodAnswer,
      retryAfter: 0.05,
      hold: async () => {
        await gate
      },
      script: ({ content, times }) => {
        const dice = Number.parseInt(content.slice(0, 8), 16)
        if (dice % 10 !== 0) return null
        const fault = FAULTS[Math.floor(dice / 10) % FAULTS.length]!
        // Some servers never get well again, and a refusal is one each time.
        const lasting = fault === 'refusal' || (fault === '500' && Math.floor(dice / 100) % 4 === 0)
        return times === 0 || lasting ? fault : null
      },
    })
    const delivered = (): number => [...server.delivered.values()].reduce((sum, count) => sum + count, 0)
    const billed = (): number => {
      const price = priceOf('anthropic', MODEL, { prices: {} })!
      return server.billed.reduce((sum, usage) => {
        const tokens = {
          input: usage['input_tokens']!,
          output: usage['output_tokens']!,
          cache_write: 0,
          cache_read: usage['cache_read_input_tokens']!,
        }
        return sum + costOf(tokens, price, modelData('anthropic', MODEL), false)
      }, 0)
    }
    const outcomesOf = async (project: string): Promise<TrialOutcome[]> =>
      JSON.parse(await readFile(join(project, 'outcomes.json'), 'utf8')) as TrialOutcome[]
    const project = await mkdtemp(join(tmpdir(), 'pagetune-thousand-'))
    try {
      // With too little money: it stops by itself, under the limit.
      await ended(start(project, server.url, FIRST_BUDGET))
      const first = await outcomesOf(project)
      expect(new Set(first.map(({ failed }) => failed))).toContain('BUDGET_SPENT')
      expect(billed()).toBeGreaterThan(FIRST_BUDGET / 4)
      expect(billed()).toBeLessThanOrEqual(FIRST_BUDGET)

      // With more, and killed on the way: each time while calls are in flight, when everything that left the server is in the journal.
      for (let kill = 1; kill <= KILLS; kill++) {
        const until = Math.max(delivered(), (PAGES * kill) / (KILLS + 1))
        const child = start(project, server.url, SECOND_BUDGET)
        while (delivered() < until) await new Promise((resolve) => setTimeout(resolve, 10))
        let open: () => void = () => undefined
        gate = new Promise((resolve) => {
          open = resolve
        })
        while ((await journaled(project)) < delivered() || server.inFlight === 0) await new Promise((resolve) => setTimeout(resolve, 10))
        expect(server.inFlight).toBeGreaterThan(0)
        child.kill('SIGKILL')
        await ended(child)
        gate = null
        open()
      }
      await ended(start(project, server.url, SECOND_BUDGET))

      const outcomes = await outcomesOf(project)
      expect(outcomes).toHaveLength(PAGES)
      const failures = outcomes.filter(({ failed }) => failed !== null)
      expect(outcomes.filter(({ failed, pairs }) => failed === null && pairs === 0)).toEqual([])
      const causes = new Set(failures.map(({ failed }) => failed))
      expect(
        [...causes].filter((cause) => !['MODEL_REFUSED', 'MODEL_UNAVAILABLE', 'MODEL_CUT_OFF', 'ANSWER_UNUSABLE'].includes(cause ?? '')),
      ).toEqual([])
      expect(causes).toContain('MODEL_REFUSED')
      expect(causes).toContain('MODEL_UNAVAILABLE')
      expect(failures.length).toBeGreaterThan(5)
      expect(failures.length).toBeLessThan(PAGES * 0.05)
      // Every kind of fault was met, and no whole answer left the server twice for the same question.
      expect(new Set(server.calls.map(({ fault }) => fault))).toEqual(new Set([null, ...FAULTS]))
      expect([...server.delivered.values()].filter((count) => count > 1)).toEqual([])
      // What is written down is never less than what the server billed, and both are within the budget.
      const lines = await spendLines(project)
      const spent = lines.reduce((sum, { event, usd }) => sum + (event === 'paid' || event === 'lost' ? Number(usd) : 0), 0)
      expect(spent).toBeGreaterThanOrEqual(billed() - 1e-9)
      expect(spent).toBeLessThanOrEqual(SECOND_BUDGET)
      expect(lines.filter(({ event }) => event === 'paid').length).toBeLessThanOrEqual(delivered())
    } finally {
      await server.stop()
      await rm(project, { recursive: true, force: true })
    }
  },
)
