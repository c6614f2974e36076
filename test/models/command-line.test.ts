import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Generated } from '../../src/contracts/example.ts'
import { type Finished, pagetune } from '../end-to-end/project.ts'
import { REPOSITORY } from '../repository.ts'
import { COOLANT, engineAnswer, filesOf, ReadSection, RELIEF_VALVE, THERMOSTAT } from './engine-section.ts'
import { ModelServer, type ServerOptions } from './server.ts'

const KEY = 'sk-test-command-line-0123456789'
const KEYS = { ANTHROPIC_API_KEY: KEY, OPENAI_API_KEY: KEY }
const PROVIDERS = ['anthropic', 'openai'] as const
const MODEL_IDS = { anthropic: 'anthropic/claude-haiku-5-5', openai: 'openai/local-model' }

const section = new ReadSection()
const servers: ModelServer[] = []
beforeAll(() => section.read(), 300_000)
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop()
})
afterAll(() => section.remove())

async function start(options: Partial<ServerOptions> = {}): Promise<ModelServer> {
  const server = await ModelServer.start({ write: engineAnswer, ...options })
  servers.push(server)
  return server
}

function projectFor(server: ModelServer, models: Record<string, unknown> = {}): string {
  return section.copy({
    models: {
      anthropic: { base_url: server.url },
      openai: { base_url: `${server.url}/v1`, model: 'local-model', structured_output: 'always' },
      ...models,
    },
  })
}

const run = (
  project: string,
  generator: string,
  more: readonly string[] = [],
  environment: Record<string, string> = KEYS,
): Promise<Finished> => pagetune(['run', '--project', project, '--from', 'generate', '--generator', generator, ...more], { environment })

/** The same, without what comes after the questions. */
const ask = (project: string, generator: string, more: readonly string[] = [], environment?: Record<string, string>): Promise<Finished> =>
  run(project, generator, [...more, '--until', 'generate'], environment)

const generated = (project: string, page_id: string): Generated =>
  JSON.parse(readFileSync(join(project, `work/generate/${page_id}.json`), 'utf8')) as Generated

const linesOf = (project: string, path: string): Record<string, unknown>[] =>
  readFileSync(join(project, path), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

const journaled = (project: string): string[] => [...filesOf(project).keys()].filter((path) => /^answers\/..\/[0-9a-f]+\.json$/.test(path))

/** Boxes of the words of a printed line, from what the sample manual knows of itself; pixels of the page. */
function printedBox(page: string, words: string): number[] {
  interface Truth {
    readonly lines: readonly string[]
    readonly words: readonly { readonly line: number; readonly box: readonly number[] }[]
  }
  const truth = JSON.parse(readFileSync(join(REPOSITORY, `examples/truth/${page}.json`), 'utf8')) as Truth
  const number = truth.lines.findIndex((line) => line.includes(words))
  const boxes = truth.words.filter(({ line }) => line === number).map(({ box }) => box)
  const edge = (at: number, choose: (...values: number[]) => number): number => choose(...boxes.map((box) => box[at]!))
  return [edge(0, Math.min), edge(1, Math.min), edge(2, Math.max), edge(3, Math.max)]
}

describe.each(PROVIDERS)('run --generator %s', (name) => {
  it('turns answers into pairs with their places, writes down what was paid, keeps the key to itself, and asks nothing twice', async () => {
    const server = await start()
    const project = projectFor(server)
    const first = await run(project, name, ['--accept-terms'])
    expect(first).toMatchObject({ code: 0 })
    const candidates = ['12-00_engine', '12-01_engine'].flatMap((page_id) => generated(project, page_id).candidates)
    expect(candidates.map(({ question, answer }) => [question, answer])).toEqual(
      [RELIEF_VALVE, THERMOSTAT, COOLANT].map(({ q, a }) => [q, a]),
    )
    expect(new Set(candidates.map(({ generator }) => generator.id))).toEqual(new Set([MODEL_IDS[name]]))
    for (const [index, page, words] of [
      [0, '12-00', RELIEF_VALVE.line],
      [1, '12-00', THERMOSTAT.line],
      [2, '12-01', COOLANT.line],
    ] as const) {
      const { box } = candidates[index]!.evidence[0]!
      const printed = printedBox(page, words)
      // Line boxes are the reader's; a few pixels of room around what is printed. The coolant's piece is two lines high.
      for (const side of [0, 1, 2]) expect(Math.abs(box![side]! - printed[side]!), `${page}, side ${side}`).toBeLessThan(15)
      expect(box![3]!).toBeGreaterThan(printed[3]! - 15)
    }
    const kept = linesOf(project, 'data/examples.jsonl')
    expect(new Set(kept.map(({ question }) => question))).toEqual(new Set([RELIEF_VALVE, THERMOSTAT, COOLANT].map(({ q }) => q)))

    expect(server.calls.length).toBeGreaterThanOrEqual(2)
    expect(journaled(project)).toHaveLength(server.calls.length)
    const spend = linesOf(project, 'spend.jsonl')
    expect(spend.filter(({ event }) => event === 'paid')).toHaveLength(server.calls.length)
    expect(server.calls.every(({ headers }) => JSON.stringify(headers).includes(KEY))).toBe(true)
    const everything = [first.stdout, first.stderr, ...filesOf(project).values()]
    expect(everything.filter((text) => text.includes(KEY))).toEqual([])

    const asked = server.calls.length
    expect(await run(project, name, ['--force'])).toMatchObject({ code: 0 })
    expect(server.calls).toHaveLength(asked)
  }, 120_000)
})

describe('before anything is asked', () => {
  it('a missing key ends the run with exit code 2 and says how to mend it; a dry run needs none', async () => {
    const server = await start()
    const project = projectFor(server)
    const dry = await ask(project, 'anthropic', ['--dry-run'], {})
    expect(dry).toMatchObject({ code: 0 })
    expect(dry.stdout).toContain('Stages: generate')
    const without = await ask(project, 'anthropic', ['--accept-terms'], {})
    expect(without.code).toBe(2)
    expect(without.stderr).toContain('[MODEL_KEY]')
    expect(without.stderr).toMatch(/Set ANTHROPIC_API_KEY in the environment or in the file \.env/)
    expect(server.calls).toEqual([])
    // A server of one's own wants no key.
    expect(await ask(project, 'openai', [], {})).toMatchObject({ code: 0 })
    expect(server.calls.length).toBeGreaterThan(0)
  }, 120_000)

  it('the terms are shown and must be accepted, once for a project', async () => {
    const server = await start()
    const project = projectFor(server)
    const notice = /terms \(as of .*We prohibit customers/
    const refused = await ask(project, 'anthropic')
    expect(refused.code).toBe(2)
    expect(refused.stderr).toMatch(notice)
    expect(refused.stderr).toMatch(/\[TERMS\][^]*--accept-terms/)
    expect(server.calls).toEqual([])
    const accepted = await ask(project, 'anthropic', ['--accept-terms'])
    expect(accepted.code).toBe(0)
    expect(accepted.stderr).toMatch(notice)
    const later = await ask(project, 'anthropic', ['--force'])
    expect(later.code).toBe(0)
    expect(later.stderr).not.toMatch(notice)
  }, 120_000)
})

describe('--max-cost', () => {
  it('stops with exit code 2 before it is exceeded, says how to go on, and going on pays nothing twice', async () => {
    // Dear, and long: an answer costs a little over a dollar, and might cost five.
    const server = await start({ write: (prompt) => engineAnswer(prompt) + ' '.repeat(4000) })
    const project = projectFor(server, { prices: { 'claude-haiku-5-5': { input: 0, output: 1000 } } })
    const spent = (): number =>
      linesOf(project, 'spend.jsonl').reduce((sum, { event, usd }) => sum + (event === 'paid' || event === 'lost' ? Number(usd) : 0), 0)
    const nothing = await ask(project, 'anthropic', ['--accept-terms', '--max-cost', '0.01'])
    expect(nothing.code).toBe(2)
    expect(nothing.stderr).toMatch(/\[BUDGET_SPENT\][^]*Raise --max-cost/)
    expect(server.calls).toEqual([])

    const some = await ask(project, 'anthropic', ['--max-cost', '5'])
    expect(some.code).toBe(2)
    expect(some.stderr).toMatch(/\$\d\.\d+ of \$5\.00 are spent/)
    const asked = server.calls.length
    expect(asked).toBeGreaterThan(0)
    expect(spent()).toBeLessThanOrEqual(5)

    expect(await ask(project, 'anthropic', ['--max-cost', '50'])).toMatchObject({ code: 0 })
    expect(server.calls.length).toBeGreaterThan(asked)
    expect([...server.delivered.values()].every((times) => times === 1)).toBe(true)
    expect(generated(project, '12-01_engine').candidates).toHaveLength(1)
  }, 120_000)
})

describe.each(PROVIDERS)('batch --generator %s', (name) => {
  const batch = (project: string, command: 'submit' | 'collect'): Promise<Finished> =>
    pagetune(['batch', command, '--project', project, '--generator', name, '--accept-terms'], { environment: KEYS })

  it('submits the pages, takes the answers in when they are there, and a run uses them', async () => {
    const server = await start()
    const project = projectFor(server)
    const submitted = await batch(project, 'submit')
    expect(submitted).toMatchObject({ code: 0 })
    expect(server.calls).toHaveLength(1)
    expect(server.batchSizes).toHaveLength(1)
    expect((await batch(project, 'collect')).stdout).toContain('still being worked on')
    const collected = await batch(project, 'collect')
    expect(collected).toMatchObject({ code: 0 })
    expect(collected.stdout).toContain(`${server.batchSizes[0]} answers, 0 failed`)
    expect(await run(project, name)).toMatchObject({ code: 0 })
    // What the batch answered was not asked again.
    expect(server.calls).toHaveLength(1)
    expect(linesOf(project, 'data/examples.jsonl')).toHaveLength(3)
    expect([...server.delivered.values()].every((times) => times === 1)).toBe(true)
    expect(existsSync(join(project, 'answers/batches.jsonl'))).toBe(true)
  }, 120_000)
})
