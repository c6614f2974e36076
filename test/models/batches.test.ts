import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CONTENT_TYPES } from '../../src/contracts/classification.ts'
import { defaultSettings } from '../../src/contracts/settings.ts'
import { SOURCE_TYPES } from '../../src/contracts/source.ts'
import { batchJobs, BatchPacker, type BatchParts, collectBatch, settledJobs } from '../../src/models/batch-jobs.ts'
import { modelData } from '../../src/models/model-data.ts'
import { askedPage, questionsRequest } from '../../src/models/page-request.ts'
import { guidanceFor } from '../../src/models/prompts/guidance.ts'
import type { ProviderName } from '../../src/models/session.ts'
import { folderWorkspace } from '../../src/workspace/folder.ts'
import { clutchPage } from '../checks/pages.ts'
import { type OpenModel, openModel, request, signal, spendLines, withModel } from './model-contract.ts'
import { ModelServer } from './server.ts'

const NAMES = { anthropic: 'ANTHROPIC_API_KEY', openai: 'OPENAI_API_KEY' } as const
beforeAll(() => {
  for (const name of Object.values(NAMES)) process.env[name] = 'sk-test-batches-0123456789'
})
afterAll(() => {
  for (const name of Object.values(NAMES)) delete process.env[name]
})

const requests = Array.from({ length: 8 }, (_, index) => request(`question ${index}`, { page_id: `page-${index}` }))
const modelsAt = ({ url }: ModelServer) => ({
  anthropic: { base_url: url },
  openai: { base_url: `${url}/v1`, structured_output: 'always' },
})

async function partsOf(name: ProviderName, { session, folder, settings }: OpenModel): Promise<BatchParts> {
  const { model, provider } = await session.model(name)
  const workspace = folderWorkspace(folder)
  return { workspace, journal: session.journal, spend: session.spend, provider, model, settings: settings.models, signal }
}

async function submit(name: ProviderName, opened: OpenModel): Promise<BatchPacker> {
  const own = await partsOf(name, opened)
  const packer = new BatchPacker(own, await settledJobs(own))
  for (const each of requests) {
    const key = own.model.keyOf(each)
    if (!(await own.journal.has(key))) await packer.add({ key, request: each })
  }
  await packer.finish()
  return packer
}

describe.each(['anthropic', 'openai'] as const)('batches of %s', (name) => {
  it('ask one request at once, are cut by number, survive a restart, and submit again only what failed', async () => {
    const failing = new Set<string>()
    const server = await ModelServer.start({ write: () => '{"said": true}', expires: (key) => failing.has(key) })
    const models = { ...modelsAt(server), batch: { max_requests: 3 } }
    try {
      await withModel(openModel(name, models), async (opened) => {
        failing.add(opened.model.keyOf(requests[5]!))
        const packer = await submit(name, opened)
        expect([server.calls.length, server.batchSizes]).toEqual([1, [3, 3, 1]])
        expect(packer.submitted).toEqual([3, 3, 1])
        // Another process: what is under way is not submitted again.
        const restarted = await opened.again()
        expect((await submit(name, restarted)).underway).toBe(7)
        expect(server.batchSizes).toEqual([3, 3, 1])
        const own = await partsOf(name, restarted)
        let failed = 0
        for (let round = 0; round < 2; round++) {
          for (const job of await batchJobs(own.workspace)) {
            if (!job.collected) failed += (await collectBatch({ ...job, batch_id: job.batch_id! }, own)).failed.length
          }
        }
        expect(failed).toBe(1)
        failing.clear()
        const again = await submit(name, await opened.again())
        expect([again.asked, again.submitted]).toEqual([1, []])
        // Eight answers, each paid once; those of a batch at its price.
        const paid = (await spendLines(opened.folder)).filter(({ event }) => event === 'paid')
        expect(new Set(paid.map(({ key }) => key)).size).toBe(8)
        expect(paid).toHaveLength(8)
        const [single, batched] = [false, true].map((batch) => paid.filter((line) => line['batch'] === batch))
        expect(batched).toHaveLength(6)
        expect(Number(batched![0]!['usd'])).toBeCloseTo(Number(single![0]!['usd']) / 2, 9)
        expect((await own.spend.spent()).in_flight).toBe(0)
      })
    } finally {
      await server.stop()
    }
  })
})

describe.each(['anthropic', 'openai'] as const)('a submission to %s whose line breaks', (name) => {
  const broken = async (how: 'taken' | 'lost', test: (opened: OpenModel, server: ModelServer) => Promise<void>): Promise<void> => {
    const server = await ModelServer.start({ write: () => '{"said": true}', submission: (number) => (number === 1 ? how : null) })
    try {
      await withModel(openModel(name, { ...modelsAt(server), max_attempts: 1 }), async (opened) => {
        await expect(submit(name, opened)).rejects.toMatchObject({ code: 'MODEL_UNAVAILABLE' })
        await test(opened, server)
      })
    } finally {
      await server.stop()
    }
  }

  it('is found again when the provider took it, and its pages are not asked meanwhile', () =>
    broken('taken', async (opened, server) => {
      const again = await opened.again()
      await expect(again.model.ask(requests[3]!, signal)).rejects.toMatchObject({ code: 'ANSWER_MISSING' })
      expect(server.calls).toHaveLength(1)
      const own = await partsOf(name, again)
      let jobs = await settledJobs(own)
      // Anthropic tells what is in a batch when it has ended.
      expect(jobs.map(({ batch_id }) => batch_id)).toEqual([name === 'openai' ? 'batch_1' : null])
      for (let look = 0; look < 2; look++) jobs = await settledJobs(own)
      expect(jobs.map(({ batch_id }) => batch_id)).toEqual(['batch_1'])
      let answered = 0
      for (let look = 0; look < 3 && answered === 0; look++)
        answered = (await collectBatch({ ...jobs[0]!, batch_id: 'batch_1' }, own)).answered
      expect(answered).toBe(7)
      expect(server.batchSizes).toEqual([7])
      expect((await own.spend.spent()).in_flight).toBe(0)
    }))

  it('is set free when the provider did not, and submitted again', () =>
    broken('lost', async (opened, server) => {
      const packer = await submit(name, await opened.again())
      expect([packer.asked, packer.submitted, packer.underway]).toEqual([1, [6], 0])
      expect(server.batchSizes).toEqual([6])
    }))
})

describe('prompts', () => {
  it('have words for every kind of page from every kind of book, and no two kinds the same', () => {
    const all = SOURCE_TYPES.flatMap((source) => CONTENT_TYPES.map((content) => guidanceFor(source, content)))
    expect(new Set(all).size).toBe(SOURCE_TYPES.length * CONTENT_TYPES.length)
  })

  it('tell what the index of the section says about the page, and the headings beside it', () => {
    const material = {
      ...clutchPage,
      operations: [{ code: '21 21 000', name: 'Clutch – remove and install', page: '21-3', lines: [] }],
      next: { page: clutchPage.page, classification: clutchPage.classification, structure: clutchPage.structure },
    }
    const page = askedPage(material, defaultSettings(), { can: { images: true }, data: modelData('anthropic', 'claude-haiku-5-5') })
    const { system, turns } = questionsRequest(page, [], defaultSettings())
    const text = turns[0]!.parts.map((part) => (part.type === 'text' ? part.text : '')).join('')
    expect(text).toContain('21 21 000 Clutch – remove and install')
    expect(text).toContain('The page after has the headings: 21 21 000 REMOVING AND INSTALLING CLUTCH')
    expect(text).toMatch(/\[l002\] Check the pressure plate/)
    expect(text).toContain(`at most ${page.questions} questions`)
    expect(system[1]).toBe(guidanceFor('service_manual', 'procedure'))
  })
})
