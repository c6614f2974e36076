import { describe, expect, it } from 'vitest'
import { judge as check } from '../../src/checks/checks.ts'
import { modelData } from '../../src/models/model-data.ts'
import { writeWithModel, type Written } from '../../src/models/model-generator.ts'
import { settingsSchema } from '../../src/contracts/settings.ts'
import { clutchPage } from '../checks/pages.ts'
import { openModel, signal, withModel } from './model-contract.ts'
import { ModelServer } from './server.ts'

const TORQUE = 'To what torque are the bolts of the pressure plate tightened crosswise?'
const GREASE = 'With which grease are the splines of the input shaft coated?'

/** Asks about the clutch page; `second` answers everything but the questions. */
async function written(
  models: Record<string, unknown>,
  second: (prompt: string) => unknown,
): Promise<{ result: Written; server: ModelServer }> {
  const answer = (prompt: string): unknown => {
    if (!prompt.startsWith('You write training data')) return second(prompt)
    const idOf = (words: string): string => new RegExp(`\\[(l\\d+)\\] ${words}`).exec(prompt)![1]!
    return {
      pairs: [
        { q: TORQUE, a: '25 Nm.', type: 'factual', ev: [idOf('Tighten the bolts')] },
        { q: GREASE, a: 'Staburag NBU 30 PTM.', type: 'factual', ev: [idOf('Coat the input')] },
      ],
    }
  }
  const server = await ModelServer.start({ write: (prompt) => JSON.stringify(answer(prompt)) })
  const own = { openai: { base_url: `${server.url}/v1`, model: 'local-model', structured_output: 'always' }, ...models }
  try {
    return await withModel(openModel('openai', own), async ({ model, session }) => {
      const settings = settingsSchema.parse({ models: own })
      const judge = settings.models.judge === 'none' ? null : (await session.model('openai')).model
      const read = (): Promise<Uint8Array> => Promise.reject(new Error('The page has no picture.'))
      const material = { ...clutchPage, page: { ...clutchPage.page, image: null } }
      const tools = { model, data: modelData('openai', 'local-model'), judge, check, read, signal }
      return { result: await writeWithModel(material, settings, tools), server }
    })
  } finally {
    await server.stop()
  }
}

describe('a judge', () => {
  it('sees each answer with its proof, and what it does not call proven is refused with its reason', async () => {
    const { result, server } = await written({ judge: 'openai' }, () => ({
      verdicts: [
        { number: 1, proven: true, reason: 'The step says so.' },
        { number: 2, proven: false, reason: 'The grease is for the splines of another shaft.' },
      ],
    }))
    expect(result.candidates.map(({ question }) => question)).toEqual([TORQUE])
    expect(result.refusals.map(({ writer, reason }) => [writer, reason])).toEqual([
      ['judge', `“${GREASE}”: openai/local-model does not call it proven: The grease is for the splines of another shaft.`],
    ])
    expect(server.calls.at(-1)!.prompt).toMatch(/Answer: 25 Nm\.\s+Proof: “Tighten the bolts crosswise to 25 Nm/)
  })

  it('that gives no verdict proves nothing', async () => {
    const { result } = await written({ judge: 'openai' }, () => ({ verdicts: [{ number: 1, proven: true, reason: '' }] }))
    expect(result.candidates.map(({ question }) => question)).toEqual([TORQUE])
    expect(result.refusals[0]?.reason).toContain('it gave no verdict')
  })
})

describe('paraphrases', () => {
  it('are kept only where the same evidence still answers them', async () => {
    const good = 'How tightly are the bolts of the pressure plate tightened crosswise?'
    const { result } = await written({ paraphrases: 4 }, () => ({
      questions: [
        {
          number: 1,
          wordings: [
            good,
            TORQUE,
            // A number that the question does not name; nothing that can be asked; another thing that the line does not tell.
            'To what torque are the 8 bolts of the pressure plate tightened crosswise?',
            'See page 12 for the torque.',
          ],
        },
      ],
    }))
    expect(result.candidates.map(({ paraphrases }) => paraphrases)).toEqual([[good], []])
  })
})
