import { existsSync, readFileSync, writeFileSync } from 'node:fs'
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

interface StatusReport {
  readonly stages: readonly { readonly stage: string; readonly failed: number; readonly waiting: number }[]
  readonly failures: readonly unknown[]
  readonly imbalances: readonly unknown[]
}

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

    // The terms of a provider go with its pairs; a server of one's own has none.
    expect(readFileSync(join(project, 'data/README.md'), 'utf8').includes('Terms of anthropic')).toBe(name === 'anthropic')

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
    // Meanwhile the pages wait: they have not failed, and a run does not ask them.
    const early = await ask(project, name)
    expect(early.code).toBe(1)
    expect(early.stdout).toMatch(/\d pages? waits? for an answer of the model:/)
    expect(early.stdout).toContain(`pagetune batch collect --generator ${name} --project `)
    expect(submitted.stdout).toContain(`  pagetune batch collect --generator ${name} --project `)
    expect(server.calls).toHaveLength(1)
    const status = JSON.parse((await pagetune(['status', '--project', project, '--json'])).stdout) as StatusReport
    expect(status.stages.find(({ stage }) => stage === 'generate')).toMatchObject({ failed: 0, waiting: server.batchSizes[0] })
    expect([status.failures, status.imbalances]).toEqual([[], []])
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

describe('classification by a model', () => {
  it('reads the index, tells each page what it sends there, and leaves what it is unsure of to people', async () => {
    const types = { '12-00-index-a_engine': ['index', 0.99], '12-00_engine': ['text', 0.99], '12-01_engine': ['procedure', 0.3] } as const
    const write = (prompt: string): string => {
      if (prompt.startsWith('You read the index pages')) {
        // Four lines a row: number, name, (dots,) page. The last is no row of this index.
        const lines = [...prompt.matchAll(/\[(l\d+)\] (.+)/g)].map(([, id, text]) => ({ id: id!, text: text! }))
        const pages = lines.flatMap(({ text }, at) => (/^12\s?-\s?\d$/.test(text) ? [at] : []))
        const rows = pages.map((at, row) => {
          const own = lines.slice(row === 0 ? at - 2 : pages[row - 1]! + 1, at + 1)
          const code = /^[\d ]{3,}$/.test(own[0]!.text) ? own[0]!.text : ''
          return { code, name: `Read by the model: ${row}`, page: own.at(-1)!.text, lines: own.map(({ id }) => id) }
        })
        return JSON.stringify({ rows: [...rows, { code: '999', name: 'Invented', page: '12-77', lines: [lines[0]!.id] }] })
      }
      if (!prompt.startsWith('You sort the pages')) return engineAnswer(prompt)
      const page = prompt.includes('REMOVING AND')
        ? '12-01_engine'
        : prompt.includes('Lubrication')
          ? '12-00_engine'
          : '12-00-index-a_engine'
      const [content_type, confidence] = types[page]
      return JSON.stringify({ reasoning: 'It looks so.', content_type, secondary_types: [], confidence })
    }
    const server = await start({ write })
    const project = projectFor(server, { classify: 'always', ask_pages_in_review: false })
    const args = ['run', '--project', project, '--from', 'classify', '--until', 'generate', '--generator', 'openai']
    expect(await pagetune(args, { environment: KEYS })).toMatchObject({ code: 0 })

    const classified = (page_id: string): Record<string, unknown> =>
      JSON.parse(readFileSync(join(project, `work/classify/${page_id}.json`), 'utf8')) as Record<string, unknown>
    expect(classified('12-00_engine')).toMatchObject({
      content_type: 'text',
      needs_review: false,
      reasoning: 'openai/local-model: It looks so.',
    })
    const entries = classified('12-00-index-a_engine')['index_entries'] as { code: string | null; name: string; page: string }[]
    expect(entries.map(({ name }) => name)).not.toContain('Invented')
    expect(entries.find(({ page }) => page === '12-1')?.code).toBe('12 10 010')
    expect(entries.filter(({ page }) => page === '12-1').map(({ code }) => code)).toEqual(['12 10 010', '12 10 020', '12 10 110'])

    // In the queue, and not asked about.
    expect(classified('12-01_engine')).toMatchObject({ content_type: 'procedure', needs_review: true })
    expect(readFileSync(join(project, 'work/logs/manual_review_queue.csv'), 'utf8')).toContain('12-01_engine')
    expect(generated(project, '12-01_engine').candidates).toEqual([])
    expect(generated(project, '12-01_engine').refusals[0]?.reason).toContain('waits for review')

    // Asked all the same, when the settings say so: each page is told every operation that the index sends to it.
    const asking = join(project, 'pagetune.yaml')
    writeFileSync(asking, readFileSync(asking, 'utf8').replace('ask_pages_in_review: false', 'ask_pages_in_review: true'))
    expect(await pagetune(args, { environment: KEYS })).toMatchObject({ code: 0 })
    expect(generated(project, '12-01_engine').candidates).toHaveLength(1)
    const prompts = server.calls.map(({ prompt }) => prompt).filter((prompt) => prompt.startsWith('You write training data'))
    for (const [page, words] of [
      ['12-0', 'Lubrication'],
      ['12-1', 'Drain coolant only when'],
    ] as const) {
      const own = entries.filter((entry) => entry.page === page)
      expect(own.length).toBeGreaterThan(0)
      const prompt = prompts.find((text) => text.includes(words))!
      for (const { code, name } of own) expect(prompt).toContain(`${code ?? '(no number)'} ${name}`)
    }
  }, 120_000)
})
