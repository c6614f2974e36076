import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { askFor } from '../../src/models/structured-answer.ts'
import { modelContract, openModel, request, signal, spendLines, withModel } from './model-contract.ts'
import { type FaultName, ModelServer, type ServerOptions } from './server.ts'

const KEY = 'sk-ant-test-0123456789abcdef'
beforeAll(() => {
  process.env['ANTHROPIC_API_KEY'] = KEY
  process.env['OPENAI_API_KEY'] = KEY
})
afterAll(() => {
  delete process.env['ANTHROPIC_API_KEY']
  delete process.env['OPENAI_API_KEY']
})

const servers: ModelServer[] = []
afterAll(async () => {
  for (const server of servers) await server.stop()
})

async function start(options: Partial<ServerOptions> = {}): Promise<ModelServer> {
  const server = await ModelServer.start({ write: () => '{"said": true}', ...options })
  servers.push(server)
  return server
}

const anthropic = async (server: ModelServer, more: Record<string, unknown> = {}) =>
  openModel('anthropic', { anthropic: { base_url: server.url }, ...more })
const openai = async (server: ModelServer, more: Record<string, unknown> = {}) =>
  openModel('openai', { openai: { base_url: `${server.url}/v1`, model: 'local-model', structured_output: 'always' }, ...more })
const OPENERS = { anthropic, openai }

modelContract(
  'anthropic',
  async () => anthropic(await start()),
  async () => undefined,
)
modelContract(
  'openai-compatible',
  async () => openai(await start()),
  async () => undefined,
)
modelContract(
  'file',
  () => openModel('file', {}),
  async ({ model, session }, asked) => {
    const key = model.keyOf(asked)
    const body = JSON.stringify({ key, answer: { said: true } })
    await session.journal.put({ key, provider: 'file', model: 'file', purpose: 'questions', page_id: asked.page_id, batch: false, body })
  },
)

describe.each(['anthropic', 'openai'] as const)('%s under faults', (name) => {
  const open = OPENERS[name]
  const first =
    (fault: FaultName): NonNullable<ServerOptions['script']> =>
    ({ number }) =>
      number === 1 ? fault : null

  it.each(['429', '529', '500', 'timeout', 'cut'] as const)('asks again after %s, and is answered', async (fault) => {
    const server = await start({ script: first(fault), retryAfter: 0.05 })
    await withModel(open(server, { timeout_seconds: 0.3 }), async ({ model, folder }) => {
      expect((await model.ask(request('x'), signal)).text).toBe('{"said": true}')
      expect(server.calls).toHaveLength(2)
      expect([...server.delivered.values()]).toEqual([1])
      const events = (await spendLines(folder)).map(({ event }) => event)
      // A broken answer may be on the bill; a refused call is not.
      expect(events).toEqual(['reserved', ['timeout', 'cut'].includes(fault) ? 'lost' : 'released', 'reserved', 'paid'])
    })
  })

  it('gives up after as many tries as the settings allow, with the cause', async () => {
    const server = await start({ script: () => '500' })
    await withModel(open(server, { max_attempts: 3 }), async ({ model }) => {
      await expect(model.ask(request('x'), signal)).rejects.toMatchObject({
        code: 'MODEL_UNAVAILABLE',
        message: expect.stringContaining('500'),
      })
      expect(server.calls).toHaveLength(3)
    })
  })

  it.each([
    ['401', 'MODEL_KEY', /Check the key in the environment or in \.env/],
    ['402', 'MODEL_BILLING', /billing page/],
    ['404', 'MODEL_NAME', /Correct the model or base_url/],
    ['413', 'MODEL_REQUEST', /min_print_height/],
  ] as const)('takes %s for what no further try can mend, and says how to: %s', async (fault, code, fix) => {
    const server = await start({ script: () => fault })
    await withModel(open(server), async ({ model, folder }) => {
      const error: unknown = await model.ask(request('x'), signal).catch((thrown: unknown) => thrown)
      expect(error).toMatchObject({ code, where: 'page-1', fix: expect.stringMatching(fix) })
      // Also where the server repeats it.
      expect(error instanceof Error ? `${error.message}${error.stack}` : '').not.toContain(KEY)
      expect(server.calls).toHaveLength(1)
      expect((await spendLines(folder)).map(({ event }) => event)).toEqual(['reserved', 'released'])
      expect(JSON.stringify(await spendLines(folder))).not.toContain(KEY)
    })
  })

  const shape = z.object({ said: z.boolean() })

  it('gives a cut-off answer twice the room', async () => {
    const server = await start({ script: first('truncated') })
    await withModel(open(server), async ({ model }) => {
      expect(await askFor(model, request('x'), shape, signal)).toEqual({ said: true })
      const limits = server.calls.map(({ body }) => body['max_tokens'] ?? body['max_completion_tokens'])
      expect(limits).toEqual([500, 1000])
    })
  })

  it('repairs an answer that is no JSON once, and asks anew in the next run when that fails', async () => {
    let bad = 3
    const server = await start({ script: () => (bad-- > 0 ? 'unparsable' : null) })
    await withModel(open(server), async ({ model, again }) => {
      await expect(askFor(model, request('x'), shape, signal)).rejects.toMatchObject({ code: 'ANSWER_UNUSABLE', retry: 'retry' })
      expect(server.calls).toHaveLength(2)
      expect(server.calls[1]!.prompt).toContain('cannot be used')
      expect(await askFor((await again()).model, request('x'), shape, signal)).toEqual({ said: true })
      expect(server.calls).toHaveLength(4)
    })
  })

  it('takes a refusal as one, and does not pay for it again', async () => {
    const server = await start({ script: () => 'refusal' })
    await withModel(open(server), async ({ model, again }) => {
      await expect(askFor(model, request('x'), shape, signal)).rejects.toMatchObject({ code: 'MODEL_REFUSED' })
      await expect(askFor((await again()).model, request('x'), shape, signal)).rejects.toMatchObject({ code: 'MODEL_REFUSED' })
      expect(server.calls).toHaveLength(1)
    })
  })

  it('does without a schema where the server refuses one', async () => {
    const server = await start({ schema: 'refuse' })
    await withModel(open(server), async ({ model }) => {
      const asked = request('x', { schema: { name: 'said', schema: { type: 'object' } } })
      expect(await askFor(model, asked, shape, signal)).toEqual({ said: true })
      expect(
        server.calls.map(({ body }) => 'response_format' in body || JSON.stringify(body['output_config'] ?? '').includes('schema')),
      ).toEqual([true, false])
    })
  })

  it('rests until a quota is refilled, and goes slower when the provider is overloaded', async () => {
    const reset = new Date(Date.now() + 1500)
    const server = await start({
      rateHeaders: (number) =>
        number === 3
          ? {
              'anthropic-ratelimit-requests-limit': '50',
              'anthropic-ratelimit-requests-remaining': '0',
              'anthropic-ratelimit-requests-reset': reset.toISOString(),
              'x-ratelimit-limit-requests': '50',
              'x-ratelimit-remaining-requests': '0',
              'x-ratelimit-reset-requests': '1s500ms',
            }
          : {},
    })
    await withModel(open(server, { concurrency: 1 }), async ({ model }) => {
      for (const text of ['a', 'b', 'c']) await model.ask(request(text), signal)
      await model.ask(request('d'), signal)
      expect(Date.now()).toBeGreaterThanOrEqual(reset.getTime() - 200)
    })
  })

  it('sends one call first, then no more than the settings allow at a time', async () => {
    const seen: number[] = []
    const server: ModelServer = await start({
      // Each answer waits until everything that will be asked meanwhile has been: the count does not depend on the machine.
      hold: async () => {
        const expected = server.calls.length === 1 ? 1 : Math.min(4, 20 - server.delivered.size)
        for (let look = 0; look < 200 && server.inFlight < expected; look++) await new Promise((resolve) => setTimeout(resolve, 5))
        await new Promise((resolve) => setTimeout(resolve, 20))
        seen.push(server.inFlight)
      },
    })
    await withModel(open(server, { concurrency: 4, timeout_seconds: 5 }), async ({ model }) => {
      await Promise.all(Array.from({ length: 20 }, (_, index) => model.ask(request(`q${index}`), signal)))
      expect(seen[0]).toBe(1)
      expect(server.mostInFlight).toBe(4)
    })
  })

  it('asks the same question once, however many ask it at a time', async () => {
    const server = await start()
    await withModel(open(server), async ({ model }) => {
      await Promise.all(Array.from({ length: 5 }, () => model.ask(request('same'), signal)))
      expect(server.calls).toHaveLength(1)
    })
  })

  it('keeps the key out of errors, the journal and the spend record', async () => {
    const server = await start({ write: () => '{"said": true}', script: () => '500' })
    await withModel(open(server, { max_attempts: 1 }), async ({ model, folder }) => {
      const error = await model.ask(request(`echo ${KEY}`), signal).then(
        () => null,
        (thrown: unknown) => thrown,
      )
      expect(JSON.stringify(error)).not.toContain(KEY)
      expect(String(error)).not.toContain(KEY)
      expect(await readFile(join(folder, 'spend.jsonl'), 'utf8')).not.toContain(KEY)
      // The server did get it: otherwise this test could not fail.
      expect(JSON.stringify(server.calls[0]!.headers)).toContain(KEY)
    })
  })
})

describe('anthropic', () => {
  it('marks the ends of the cached prefix, sends the picture before the text, and sends nothing that the newer models refuse', async () => {
    const server = await start()
    await withModel(anthropic(server), async ({ model }) => {
      const image = { type: 'image', media_type: 'image/jpeg', width: 2, height: 2, bytes: Buffer.from('jpeg'), sha256: 'x' } as const
      await model.ask(
        request('x', { system: ['Rules.', 'Guidance.'], turns: [{ role: 'user', parts: [image, { type: 'text', text: 'words' }] }] }),
        signal,
      )
      const { body } = server.calls[0]!
      expect(body['system']).toEqual(['Rules.', 'Guidance.'].map((text) => ({ type: 'text', text, cache_control: { type: 'ephemeral' } })))
      const [message] = body['messages'] as { content: { type: string }[] }[]
      expect(message!.content.map(({ type }) => type)).toEqual(['image', 'text'])
      for (const refused of ['temperature', 'top_p', 'top_k', 'thinking', 'tool_choice']) expect(body).not.toHaveProperty(refused)
    })
  })

  it('counts cached tokens at their price', async () => {
    const server = await start()
    await withModel(anthropic(server), async ({ model, folder }) => {
      await model.ask(request('x'), signal)
      const paid = (await spendLines(folder)).find(({ event }) => event === 'paid')!
      expect(paid).toMatchObject({ request_id: 'msg_1', usage: { input: 900, cache_read: 1100, cache_write: 0 } })
      const output = (paid['usage'] as { output: number }).output
      expect(paid['usd']).toBeCloseTo((900 * 0.1 + 1100 * 0.01 + output * 0.5) / 1e6, 12)
    })
  })
})

describe('openai-compatible', () => {
  it('tries out once whether the server holds answers to a schema, and believes what it sees', async () => {
    const holds = await start({
      write: (prompt) => (prompt.includes('good morning') ? '{"greeting": "Good morning.", "length": 13}' : '{"said": true}'),
    })
    const ignores = await start({
      write: (prompt) => (prompt.includes('good morning') ? 'Good morning to you!' : '```json\n{"said": true}\n```'),
    })
    const asked = request('x', { schema: { name: 'said', schema: { type: 'object' } } })
    for (const [server, held] of [
      [holds, true],
      [ignores, false],
    ] as const) {
      await withModel(openModel('openai', { openai: { base_url: `${server.url}/v1`, model: 'm' } }), async ({ model, again }) => {
        expect(await askFor(model, asked, z.object({ said: z.boolean() }), signal)).toEqual({ said: true })
        expect(server.calls).toHaveLength(2)
        expect('response_format' in server.calls[1]!.body).toBe(held)
        await (await again()).model.ask(request('y'), signal)
        // The probe's answer is in the journal.
        expect(server.calls).toHaveLength(3)
      })
    }
  })
})

describe('keys', () => {
  it('come from .env of the project where the environment has none, and their absence is said', async () => {
    const server = await start()
    delete process.env['ANTHROPIC_API_KEY']
    try {
      await expect(anthropic(server)).rejects.toMatchObject({ code: 'MODEL_KEY' })
      const { folder } = await openModel('file', {})
      const { writeFile } = await import('node:fs/promises')
      await writeFile(join(folder, '.env'), '# keys\nexport ANTHROPIC_API_KEY="sk-ant-from-file-12345678"\n')
      const { model } = await openModel('anthropic', { anthropic: { base_url: server.url } }, folder)
      await model.ask(request('x'), signal)
      expect(JSON.stringify(server.calls[0]!.headers)).toContain('sk-ant-from-file-12345678')
      await rm(folder, { recursive: true, force: true })
    } finally {
      process.env['ANTHROPIC_API_KEY'] = KEY
    }
  })
})
