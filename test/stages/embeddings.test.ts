import { rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deduplicateSummarySchema } from '../../src/contracts/summary.ts'
import { cosine, openEmbeddings } from '../../src/stages/deduplicate/embeddings.ts'
import { deduplicateStage } from '../../src/stages/deduplicate/index.ts'
import { WordPieces } from '../../src/stages/deduplicate/word-pieces.ts'
import { checkedProject, type TestProject } from './checked-project.ts'
import { tinySentenceModel } from './tiny-sentence-model.ts'

const PAIRS: TestProject = {
  pairs: [
    { page: 'p1', question: 'What is the torque of the drain plug?', answer: '25 Nm' },
    { page: 'p2', question: 'How much force for the sump screw?', answer: '25 Nm' },
    { page: 'p3', question: 'What is the torque of the brake disc?', answer: '25 Nm' },
  ],
}

async function summaryWith(semantic: Record<string, unknown>) {
  const { context, done } = await checkedProject(PAIRS, { deduplicate: { semantic } })
  await deduplicateStage.run(done, context)
  return deduplicateSummarySchema.parse(JSON.parse((await context.workspace.read('work/deduplicate/summary.json')).toString('utf8')))
}

describe('duplicates by meaning', () => {
  const folder = tinySentenceModel()
  let server: Server
  let url: string

  beforeAll(async () => {
    // Answers as an embeddings server does: a vector for each input, by what the word list of the tiny model makes of it.
    const embed = await openEmbeddings({ model_folder: folder, base_url: null, model: '', min_similarity: 0.8 }, '.')
    server = createServer((request, response) => {
      let body = ''
      request.on('data', (part: Buffer) => (body += part.toString()))
      request.on('end', () => {
        const { input } = JSON.parse(body) as { input: string[] }
        void embed?.(input).then((vectors) => {
          const data = vectors.map((vector, index) => ({ object: 'embedding', index, embedding: [...vector] })).toReversed()
          response.setHeader('content-type', 'application/json').end(JSON.stringify({ object: 'list', data, model: 'tiny' }))
        })
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
  })

  afterAll(() => {
    server.close()
    rmSync(folder, { recursive: true })
  })

  it('finds none by letters alone, and says that it looked at letters alone', async () => {
    expect(await summaryWith({})).toMatchObject({ duplicate: 0, duplicate_method: 'lexical' })
  })

  it('finds them with a model in a folder, and leaves what means something else', async () => {
    const summary = await summaryWith({ model_folder: folder, min_similarity: 0.8 })
    expect(summary).toMatchObject({ kept: 2, duplicate: 1, duplicates_by_kind: { semantic: 1 }, duplicates_by_place: { other_page: 1 } })
    expect(summary.duplicate_method).toContain('by meaning')
  })

  it('finds the same ones through an endpoint', async () => {
    expect(await summaryWith({ base_url: url, min_similarity: 0.8 })).toMatchObject({ kept: 2, duplicates_by_kind: { semantic: 1 } })
  })

  it('says what is wrong with a model that cannot be used', async () => {
    await expect(summaryWith({ model_folder: 'no-such-folder' })).rejects.toMatchObject({ code: 'EMBEDDING_MODEL' })
  })

  it('gives vectors of length 1', async () => {
    const embed = await openEmbeddings({ model_folder: folder, base_url: null, model: '', min_similarity: 0.8 }, '.')
    const [one, other] = (await embed?.(['drain plug', 'sump screw'])) ?? []
    expect(cosine(one as Float32Array, other as Float32Array)).toBeCloseTo(1)
  })
})

describe('word pieces', () => {
  it('takes the longest pieces from the left, lower case and without accents', () => {
    const pieces = new WordPieces(['[PAD]', '[UNK]', '[CLS]', '[SEP]', 'un', '##screw', '##ed', 'e', '?'])
    expect(pieces.encode('Unscrewed é zzz?', 16)).toEqual([2, 4, 5, 6, 7, 1, 8, 3])
    expect(pieces.encode('un un un un', 4)).toEqual([2, 4, 4, 3])
  })
})
