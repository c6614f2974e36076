import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { compiled } from '../repository.ts'
import { goodAnswer } from './many-pages.ts'
import { spendLines } from './model-contract.ts'
import { ModelServer } from './server.ts'
import type { TrialOutcome } from './trial-writer.ts'

const KEY = 'sk-ant-test-two-processes-0123'
const PAGES = 60
/** Dollars for a million tokens: an answer costs a few cents, and can cost half a dollar. */
const PRICES = { 'claude-haiku-5-5': { input: 10, output: 200 } }

/** Starts a process that asks about pages from `first` on; `outcomes` is the file it leaves. */
function start(project: string, url: string, first: number, limit: Record<string, number>): Promise<{ output: string }> {
  const models = { anthropic: { base_url: url }, prices: PRICES, concurrency: 6, timeout_seconds: 20, backoff_seconds: 0.02, ...limit }
  const argument = JSON.stringify({ project, provider: 'anthropic', pages: PAGES, first, outcomes: `outcomes-${first}.json`, models })
  const child = spawn(process.execPath, [fileURLToPath(compiled('test/models/trial-writer.ts')), argument], {
    env: { ...process.env, ANTHROPIC_API_KEY: KEY },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')))
  return new Promise((resolve) => child.once('exit', () => resolve({ output })))
}

it.each(['max_cost_usd', 'daily_budget_usd'])(
  'two processes at once stay within one %s together',
  async (name) => {
    const server = await ModelServer.start({ write: goodAnswer, hold: () => new Promise((resolve) => setTimeout(resolve, 15)) })
    const project = await mkdtemp(join(tmpdir(), 'pagetune-two-'))
    const budget = 2
    const usd = (lines: readonly Record<string, unknown>[], ...events: string[]): number =>
      lines.reduce((sum, { event, usd: dollars }) => sum + (events.includes(String(event)) ? Number(dollars) : 0), 0)
    try {
      const ended = await Promise.all([0, PAGES].map((first) => start(project, server.url, first, { [name]: budget })))
      const outcomes = await Promise.all(
        [0, PAGES].map(async (first) => JSON.parse(await readFile(join(project, `outcomes-${first}.json`), 'utf8')) as TrialOutcome[]),
      )
      const lines = await spendLines(project)
      // Both were stopped by the budget that they share, and each had some of it.
      for (const own of outcomes) {
        expect(new Set(own.map(({ failed }) => failed))).toEqual(new Set([null, 'BUDGET_SPENT']))
        expect(own.filter(({ failed }) => failed === null).length).toBeGreaterThan(0)
      }
      expect(usd(lines, 'paid', 'lost')).toBeLessThanOrEqual(budget)
      expect(usd(lines, 'paid', 'lost')).toBeGreaterThan(budget / 4)
      // At no moment had they more in flight and spent than the budget: the journal tells in which order.
      let [spent, flying] = [0, 0]
      const open = new Map<string, number>()
      for (const line of lines) {
        const id = String(line['id'])
        if (line['event'] === 'reserved') open.set(id, Number(line['usd']))
        else {
          open.delete(id)
          spent += line['event'] === 'released' ? 0 : Number(line['usd'])
        }
        flying = [...open.values()].reduce((sum, each) => sum + each, 0)
        expect(spent + flying).toBeLessThanOrEqual(budget + 1e-9)
      }
      expect(flying).toBe(0)
      expect(server.mostInFlight).toBeGreaterThan(1)
      expect(ended.map(({ output }) => output).join('') + JSON.stringify(lines)).not.toContain(KEY)
    } finally {
      await server.stop()
      await rm(project, { recursive: true, force: true })
    }
  },
  120_000,
)
