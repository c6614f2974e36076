import { describe, expect, it } from 'vitest'
import { judge as check } from '../../src/checks/checks.ts'
import { differenceOf as difference } from '../../src/checks/same-question.ts'
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
      const tools = { model, data: modelData('openai', 'local-model'), judge, check, difference, read, signal }
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
    const good = [
      'How tightly are the bolts of the pressure plate tightened crosswise?',
      'Which torque do the pressure plate bolts get, crosswise?',
    ]
    const { result } = await written({ paraphrases: 5 }, () => ({
      questions: [
        {
          number: 1,
          wordings: [
            ...good,
            TORQUE,
            // A number that the question does not name; nothing that can be asked.
            'To what torque are the 8 bolts of the pressure plate tightened crosswise?',
            'See page 12 for the torque.',
          ],
        },
      ],
    }))
    expect(result.candidates.map(({ paraphrases }) => paraphrases)).toEqual([good, []])
  })

  it.each([
    ['another part of the page', 'To what torque are the bolts of the release bearing tightened crosswise?'],
    ['another part, which the page does not show', 'To what torque are the bolts of the flywheel tightened crosswise?'],
    ['less than was asked', 'To what torque are the bolts tightened?'],
    ['the work the other way round', 'To what torque are the bolts of the pressure plate loosened crosswise?'],
    ['another side', 'To what torque are the front bolts of the pressure plate tightened crosswise?'],
    ['another quantity', 'How many bolts of the pressure plate are tightened crosswise?'],
    ['what to do instead of how much', 'Which grease is put on the bolts of the pressure plate crosswise?'],
  ])('that ask for %s are refused', async (_what, wording) => {
    const { result } = await written({ paraphrases: 5 }, () => ({ questions: [{ number: 1, wordings: [wording] }] }))
    expect(result.candidates.map(({ paraphrases }) => paraphrases)).toEqual([[], []])
  })
})

describe('conversations', () => {
  const conversations = (...turns: readonly (readonly [number: number, asked: string])[]) => ({
    conversations: [{ turns: turns.map(([number, asked]) => ({ number, asked })) }],
  })
  const told = async (turns: readonly (readonly [number, string])[]): Promise<Written['candidates']> =>
    (await written({ conversations: 1 }, () => conversations(...turns))).result.candidates

  it('are turns of pairs that hold, each with its own evidence and whole question', async () => {
    const { result, server } = await written({ conversations: 1 }, () =>
      conversations([1, ''], [2, 'And with which grease are the input shaft splines coated?']),
    )
    expect(result.candidates.map(({ question, conversation }) => [question, conversation])).toEqual([
      [TORQUE, { id: 'page-1-c01', turn: 1, asked: TORQUE }],
      [GREASE, { id: 'page-1-c01', turn: 2, asked: 'And with which grease are the input shaft splines coated?' }],
    ])
    const quotes = result.candidates.map(({ evidence }) => evidence.map(({ quote }) => quote).join(' '))
    expect(quotes).toEqual([expect.stringContaining('25 Nm'), expect.stringContaining('Staburag')])
    // Words alone: no picture is paid again, and nothing but pairs that hold is shown.
    expect(server.calls.at(-1)!.prompt).toContain(`1. Question: ${TORQUE}\n   Answer: 25 Nm.`)
  })

  it('let a later question lean on what was said, in either order', async () => {
    const [torque, grease] = await told([
      [2, ''],
      [1, 'And how tightly are the bolts of its pressure plate tightened crosswise?'],
    ])
    expect([grease!.conversation?.turn, torque!.conversation?.turn]).toEqual([1, 2])
  })

  it.each([
    ['tells another number', 'And with which of the 2 greases are the input shaft splines coated?'],
    ['asks about something else on the page', 'And with which grease is the release bearing of the input shaft splines coated?'],
    ['leaves out what nobody has named', 'And with which grease?'],
    ['speaks of the page', 'And with which grease are the input shaft splines on this page coated?'],
    ['is no question', 'The grease of the input shaft splines'],
    ['is empty', ''],
  ])('refuse a later question that %s', async (_what, asked) => {
    expect(
      (
        await told([
          [1, ''],
          [2, asked],
        ])
      ).map(({ conversation }) => conversation),
    ).toEqual([undefined, undefined])
  })

  it('use a pair once, and know only the pairs that they were shown', async () => {
    for (const turns of [
      [
        [1, ''],
        [1, 'And how tightly?'],
      ],
      [
        [1, ''],
        [7, 'And the others?'],
      ],
      [[2, '']],
    ] as const)
      expect((await told(turns)).map(({ conversation }) => conversation)).toEqual([undefined, undefined])
  })
})
