import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { describe, expect, it } from 'vitest'
import type { Example } from '../../src/contracts/example.ts'
import { FORMATS } from '../../src/formats/formats.ts'
import { example } from './fixture.ts'
import { byName, linesOf, messagesWith, problemsOf, written } from './written.ts'

const turn = (id: string, number: number, asked: string, overrides: Partial<Example> = {}): Example =>
  example(id, 'train', { conversation: { id: '11-01_engine-c01', turn: number, asked }, ...overrides })

const TORQUE = 'What is the tightening torque of the flywheel bolts of the Kestrel 400?'
const LOCK = 'With what are the threads of the flywheel bolts of the Kestrel 400 secured?'
const TALK = [
  turn('11-01_engine-q01', 2, 'And with what are their threads secured?', { question: LOCK, answer: 'With medium thread locker.' }),
  example('11-01_engine-q02', 'train', { question: 'How many cylinders does the Kestrel 400 have?', answer: '2 cylinders' }),
  turn('11-01_engine-q03', 1, TORQUE, { question: TORQUE, answer: '85 Nm' }),
  example('11-02_engine-q01', 'validation'),
]
const SPOKEN = [TORQUE, '85 Nm', 'And with what are their threads secured?', 'With medium thread locker.']

/** Files of formats for chats, and the texts of a record's turns. */
const CHATS: readonly (readonly [format: string, file: string, turns: string, text: string])[] = [
  ['chat-messages', 'chat_train.jsonl', 'messages', 'content'],
  ['vlm-conversations', 'vlm_train.jsonl', 'conversations', 'content'],
  ['trl-messages', 'trl/messages-train.jsonl', 'messages', 'content'],
  ['autotrain-chat', 'autotrain-chat/train.jsonl', 'text', 'content'],
  ['axolotl', 'axolotl/text-train.jsonl', 'messages', 'content'],
  ['axolotl', 'axolotl/vision-train.jsonl', 'messages', 'content'],
  ['llama-factory', 'llama-factory/sharegpt-train.jsonl', 'conversations', 'value'],
  ['llava', 'llava/train.json', 'conversations', 'value'],
  ['ms-swift', 'ms-swift/train.jsonl', 'messages', 'content'],
  ['ms-swift', 'ms-swift/text-train.jsonl', 'messages', 'content'],
  ['openai', 'openai/train.jsonl', 'messages', 'content'],
  ['openai', 'openai/text-train.jsonl', 'messages', 'content'],
]

const textOf = (content: unknown): string =>
  typeof content === 'string' ? content : (content as { text?: string }[]).map(({ text }) => text ?? '').join('')
const bare = (text: string): string => text.replace(/<image>\n?|\[SPEC\] /g, '')

async function recordsOf(folder: string, file: string): Promise<Record<string, unknown>[]> {
  if (file.endsWith('.json')) return JSON.parse(await readFile(join(folder, file), 'utf8')) as Record<string, unknown>[]
  return (await linesOf(folder, file)) as Record<string, unknown>[]
}

describe('a conversation', () => {
  it.each(CHATS)('is one record of several turns in %s: %s', async (name, file, turns, text) => {
    const folder = await written(byName(name), TALK)
    const records = await recordsOf(folder, file)
    const spoken = records.map((record) => (record[turns] as Record<string, unknown>[]).map((one) => bare(textOf(one[text]))))
    expect(spoken.toSorted((one, other) => one.length - other.length)).toEqual([
      ['How many cylinders does the Kestrel 400 have?', '2 cylinders'],
      SPOKEN,
    ])
    expect(await problemsOf(byName(name), folder)).toEqual([])
  })

  it('is one record of several turns in trl-vision, with its picture once', async () => {
    const folder = await written(byName('trl-vision'), TALK)
    const file = await asyncBufferFromFile(join(folder, 'trl/vision-train-00000-of-00001.parquet'))
    const rows = (await parquetReadObjects({ file })) as { images: unknown[]; messages: { content: string }[] }[]
    expect(rows.map(({ images }) => images.length)).toEqual([1, 1])
    expect(rows.map(({ messages }) => messages.map(({ content }) => content)).toSorted((a, b) => a.length - b.length)[1]).toEqual(SPOKEN)
    expect(await problemsOf(byName('trl-vision'), folder)).toEqual([])
  })

  it.each(
    FORMATS.filter(({ name }) => !CHATS.some(([chat]) => chat === name) && !['unsloth', 'trl-vision'].includes(name)).map(
      (format) => [format.name, format] as const,
    ),
  )('is a record for each turn, with its whole question, in %s', async (name, format) => {
    const folder = await written(format, TALK)
    const found = (await problemsOf(format, folder)).filter(({ message }) => !/fewer than 5/.test(message))
    expect(found).toEqual([])
    const files = await format.files(folder)
    const all = (await Promise.all(files.map(({ path }) => readFile(join(folder, path), 'latin1')))).join('\n')
    // Parquet files are packed: that they load is what can be seen here.
    if (files.every(({ path }) => path.endsWith('.parquet'))) return
    expect(all.includes(SPOKEN[2]!)).toBe(name === 'canonical')
    expect([TORQUE, LOCK].filter((question) => !all.includes(question))).toEqual([])
  })

  it('that lost a turn ends before it, and what is left is told as single pairs', async () => {
    const third = turn('11-01_engine-q04', 3, 'And how many are there?', {
      question: 'How many flywheel bolts has the Kestrel 400?',
      answer: '6 bolts',
    })
    const spoken = async (pairs: readonly Example[]): Promise<string[]> =>
      (await linesOf(await written(byName('trl-messages'), pairs), 'trl/messages-train.jsonl')).map((record) =>
        (record as { messages: { content: string }[] }).messages.map(({ content }) => bare(content)).join(' | '),
      )
    const [second, , first] = TALK
    expect(await spoken([first!, third])).toEqual([`${TORQUE} | 85 Nm`, 'How many flywheel bolts has the Kestrel 400? | 6 bolts'])
    expect(await spoken([second!, third])).toEqual([
      `${LOCK} | With medium thread locker.`,
      'How many flywheel bolts has the Kestrel 400? | 6 bolts',
    ])
    // A turn that is held out is no turn of what is trained.
    expect(await spoken([first!, { ...second!, split: 'probes' }, third])).toHaveLength(2)
  })

  it('whose roles do not alternate, or that ends with a question, is an error', async () => {
    const messages = (...roles: string[]) => ({ messages: roles.map((role, at) => ({ role, content: `What is word ${at}?` })) })
    expect(
      await messagesWith('trl-messages', 'trl/messages-train.jsonl', [
        messages('user', 'assistant', 'user', 'assistant'),
        messages('user', 'assistant', 'assistant', 'user'),
        messages('user', 'assistant', 'user'),
      ]),
    ).toEqual([
      '2: Turn 3 has the role "assistant"; user is expected.',
      '2: Turn 4 has the role "user"; assistant is expected.',
      '3: The conversation does not end with the assistant.',
    ])
  })
})
