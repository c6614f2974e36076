import { readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import type { Example } from '../../src/contracts/example.ts'
import { FORMATS } from '../../src/formats/formats.ts'
import { example, EXAMPLES, pagePicture } from './fixture.ts'
import { byName, emptyFolder, linesOf, messagesWith, problemsOf, written } from './written.ts'

const GOLDEN = join(import.meta.dirname, 'golden')
/** Formats whose files hold pictures: their bytes are no text to compare. */
const BINARY = ['trl-vision', 'parquet', 'openai']
const LINES = FORMATS.filter(({ name }) => ![...BINARY, 'unsloth', 'llava'].includes(name))

describe.each(FORMATS.map((format) => [format.name, format] as const))('the format %s', (name, format) => {
  it('writes what the golden files hold', async () => {
    const folder = await written(format)
    const files = await format.files(folder)
    expect(files).not.toEqual([])
    if (BINARY.includes(name)) return
    for (const { path } of files) await expect(await readFile(join(folder, path), 'utf8')).toMatchFileSnapshot(join(GOLDEN, path))
  })

  it('finds nothing wrong with what it wrote, in all splits', async () => {
    const all = [...EXAMPLES, example('21-02_clutch-q01', 'test'), example('21-02_clutch-q02', 'probes', { group: 'p-probe' })]
    const found = (await problemsOf(format, await written(format, all))).map(({ message }) => message)
    // Two pictures are too few for AutoTrain, and one is for its validation; the loader of unsloth reads the files of another format.
    const expected: Record<string, RegExp> = { 'autotrain-vlm': /refuses fewer than 5/, unsloth: /no files parquet/ }
    expect(found.filter((message) => expected[name]?.test(message) !== true)).toEqual([])
  })

  it('keeps probes out of every trainer file', async () => {
    const probe = example('21-02_clutch-q02', 'probes', { question: 'What does only the probe ask?' })
    const folder = await written(format, [...EXAMPLES, probe])
    for (const { path } of await format.files(folder)) {
      const text = await readFile(join(folder, path), 'latin1')
      expect(text.includes('only the probe')).toBe(path === 'probes.jsonl')
    }
  })

  it('survives what pages really say', async () => {
    const nasty = 'Tab\there, a line\u2028separator, <image> and <bbox> <|im_end|> a \u0000 null, "quotes", ½ Ω °C „ß“ 日本'
    const examples = [
      example('11-01_engine-q01', 'train', { question: `What does the label ${nasty} mean?`, answer: `${nasty}\r\nsecond line` }),
      example('21-01_clutch-q01', 'validation', { question: 'What is said on the cover of the Kestrel 400?', answer: nasty }),
    ]
    const folder = await written(format, examples)
    const found = (await problemsOf(format, folder)).filter(({ message }) => !/fewer than 5|no files parquet/.test(message))
    expect(found).toEqual([])
    if (BINARY.includes(name)) return
    for (const { path } of await format.files(folder))
      expect(await readFile(join(folder, path), 'utf8')).not.toMatch(/[\u2028\u2029\u0085]/)
  })

  it('has nothing to say about a folder without its files', async () => {
    expect(await problemsOf(format, await emptyFolder())).toEqual([])
  })
})

describe.each(LINES.map((format) => [format.name, format] as const))('the reader of %s', (_name, format) => {
  it('names the line that is not JSON, not an object, not UTF-8', async () => {
    const folder = await written(format)
    const file = (await format.files(folder))[0]?.path ?? ''
    const bytes = await readFile(join(folder, file))
    await writeFile(join(folder, file), Buffer.concat([bytes, Buffer.from('{"text": \n[1]\n\n"\xff"\n', 'latin1')]))
    const first = bytes.toString().split('\n').length
    const found = (await problemsOf(format, folder))
      .filter(({ message }) => message.startsWith('The line'))
      .map(({ line, message }) => `${(line ?? 0) - first} ${message}`)
    expect(found).toEqual([
      '0 The line is not valid JSON.',
      '1 The line is not a JSON object.',
      '2 The line is empty.',
      '3 The line is not valid UTF-8.',
    ])
  })
})

describe('autotrain-text', () => {
  it('tags every line, or none when the settings say so', async () => {
    const tagged = await written(byName('autotrain-text'))
    const bare = await written(byName('autotrain-text'), EXAMPLES, { export: { task_prefix: false } })
    for (const { path: file } of await byName('autotrain-text').files(tagged)) {
      for (const { text } of await linesOf(tagged, file)) expect(text).toMatch(/^User: \[(SPEC|PROCEDURE|EXPLANATION)\] .+\nAssistant: ./)
      for (const { text } of await linesOf(bare, file)) expect(text).not.toMatch(/^User: \[/)
    }
  })

  it('repeats training pairs by class weight, and only those', async () => {
    const folder = await written(byName('autotrain-text'), EXAMPLES, { export: { class_weights: { procedure: 3 } } })
    const train = await linesOf(folder, 'hf_train_autotrain.jsonl')
    expect(train).toHaveLength(6)
    expect(train.filter(({ text }) => String(text).includes('[PROCEDURE]'))).toHaveLength(3)
    expect(await linesOf(folder, 'hf_val_autotrain.jsonl')).toHaveLength(1)
  })

  it('refuses what AutoTrain would not learn as one turn', async () => {
    expect(
      await messagesWith('autotrain-text', 'hf_train_autotrain.jsonl', [
        { text: 'User: [SPEC] What is the weight of the Kestrel 400?\nAssistant: 210 kg' },
        { text: 'User: What is the weight of the Kestrel 400?\nAssistant: 210 kg' },
        { text: 'What is the weight?' },
        { text: ['User'] },
        { text: 'User: [SPEC] What now?\nAssistant: ' },
        { text: 'User: [SPEC] What now?\nAssistant: This.\nUser: And this?' },
        { text: 'User: [SPEC] What does <image> show?\nAssistant: <|im_end|>' },
      ]),
    ).toEqual([
      '3: The text is not "User: question", a new line, "Assistant: answer".',
      '4: The column "text" is missing or is not a text.',
      '5: The answer is empty.',
      '6: The answer holds a line that starts a new turn.',
      '7: The question contains the token <image>, which trainers replace by a picture.',
      '7: The answer contains <|im_end|>, a control token of chat templates.',
      '2: The question has no task tag; others have one.',
    ])
  })
})

describe('chat-messages', () => {
  it('numbers the copies by class weight on every line of the file', async () => {
    const folder = await written(byName('chat-messages'), EXAMPLES, { export: { class_weights: { procedure: 2 } } })
    const train = await linesOf(folder, 'chat_train.jsonl')
    expect(train.map((record) => (record['meta'] as { duplicate_id: number }).duplicate_id)).toEqual([0, 0, 0, 1, 0])
    expect(await problemsOf(byName('chat-messages'), folder)).toEqual([])
  })

  it('refuses broken conversations', async () => {
    const user = { role: 'user', content: '[SPEC] What is the weight of the Kestrel 400?' }
    const assistant = { role: 'assistant', content: '210 kg' }
    const meta = { qa_id: 'a-q01' }
    expect(
      await messagesWith('chat-messages', 'chat_train.jsonl', [
        { messages: [user, assistant], meta },
        { messages: [user, assistant], meta },
        { messages: [assistant, user], meta: { qa_id: 'b' } },
        { messages: [user], meta: { qa_id: 'c' } },
        { messages: [], meta: { qa_id: 'd' } },
        { messages: [user, { role: 'assistant', content: [{ type: 'text', text: '210 kg' }] }], meta: { qa_id: 'e' } },
        { messages: [user, { role: 'assistant', content: ' ' }], meta: { qa_id: 'f' } },
        { messages: [user, assistant], meta: { qa_id: 'g' }, prompt: 'x' },
        { messages: [user, assistant] },
      ]),
    ).toEqual([
      '3: Turn 1 has the role "assistant"; user is expected.',
      '3: Turn 2 has the role "user"; assistant is expected.',
      '4: The conversation does not end with the assistant.',
      '5: The conversation is empty.',
      '6: The content of turn 2 is not a text.',
      '7: The answer is empty.',
      '8: The key prompt beside messages makes TRL refuse the file.',
      '9: The field meta is missing or is not an object.',
      '3: The question has no task tag; others have one.',
    ])
  })
})

describe('vlm-conversations', () => {
  it('gives HTML pages no picture, and every other record one that is there', async () => {
    const folder = await written(byName('vlm-conversations'))
    const images = (await linesOf(folder, 'vlm_train.jsonl')).map((record) => record['image'])
    expect(images).toEqual(['images/11-01_engine.png', 'images/11-01_engine.png', 'images/11-02_engine.png', null])
  })

  it('refuses pictures that a trainer could not open, and paths that break when moved', async () => {
    const format = byName('vlm-conversations')
    const folder = await written(format)
    const [good] = await linesOf(folder, 'vlm_train.jsonl')
    const whole = await pagePicture(9)
    await writeFile(join(folder, 'images/cut.png'), whole.subarray(0, whole.length >> 1))
    await writeFile(join(folder, 'images/text.png'), 'no picture')
    await writeFile(join(folder, 'images/cmyk.jpg'), await sharp(whole).toColourspace('cmyk').jpeg().toBuffer())
    await writeFile(join(folder, 'images/deep.png'), await sharp(whole).toColourspace('rgb16').png().toBuffer())
    await symlink(join(folder, 'images/11-01_engine.png'), join(folder, 'images/link.png'))
    const paths = [
      'images/gone.png',
      'images/cut.png',
      'images/text.png',
      'images/cmyk.jpg',
      'images/deep.png',
      'images/link.png',
      '/tmp/a.png',
      '../a.png',
      'images\\a.png',
      'images/ö a.png',
      'images/a.gif',
      '',
      7,
    ]
    const lines = paths.map((image, index) => ({ ...good, image, metadata: { ...(good?.['metadata'] as object), qa_id: `q${index}` } }))
    await writeFile(
      join(folder, 'vlm_train.jsonl'),
      [...lines, { ...good, image: undefined }].map((line) => `${JSON.stringify(line)}\n`).join(''),
    )
    const found = (await problemsOf(format, folder)).map((problem) => `${problem.line}: ${problem.message.replace(/(decoded:).*/, '$1')}`)
    expect(found).toEqual([
      '1: The image images/gone.png does not exist.',
      '2: The image images/cut.png cannot be decoded:',
      '3: The image images/text.png cannot be decoded:',
      '4: The image images/cmyk.jpg is CMYK.',
      '5: The image images/deep.png has more than 8 bits a channel.',
      '6: The image images/link.png is a link with an absolute target: it breaks when the folder is moved.',
      '7: The image path /tmp/a.png is absolute.',
      '8: The image path ../a.png leads out of the dataset folder.',
      '9: The image path images\\a.png contains a backslash.',
      '10: The image path images/ö a.png is not plain ASCII without spaces.',
      '11: The image path images/a.gif does not end in .jpg, .jpeg or .png.',
      '12: The image path is empty; use null for a text-only record.',
      '13: The field image is neither a path nor null.',
      '14: The field image is missing; a text-only record has null.',
    ])
  })

  it('refuses records whose metadata its readers would miss', async () => {
    const folder = await written(byName('vlm-conversations'))
    const [good] = await linesOf(folder, 'vlm_train.jsonl')
    expect(
      await messagesWith('vlm-conversations', 'vlm_train.jsonl', [
        { ...good, metadata: { ...(good?.['metadata'] as object), section_id: 11, qa_id: undefined } },
        { ...good, metadata: null },
        { ...good, conversations: 'hello' },
      ]),
    ).toEqual([
      '1: metadata.section_id is missing or is not a text.',
      '1: metadata.qa_id is missing or is not a text.',
      '2: The field metadata is missing or is not an object.',
      '3: The conversation is not a list.',
    ])
  })
})

describe('ms-swift', () => {
  it('grounds in each box once, and in the one around them where there are many', async () => {
    const box = (left: number): Example['evidence'][number] => ({
      page_id: '11-01_engine',
      block: 'b01',
      box: [left, 10, left + 5, 20 + left],
      quote: 'x',
    })
    const examples = [
      example('11-01_engine-q01', 'train', { evidence: [box(1), box(1), box(9)] }),
      example('11-01_engine-q02', 'train', { evidence: [1, 20, 30, 40, 50].map(box) }),
    ]
    const rows = await linesOf(await written(byName('ms-swift'), examples), 'ms-swift/grounding-train.jsonl')
    expect(rows.map(({ objects }) => (objects as { bbox: unknown }).bbox)).toEqual([
      [
        [1, 10, 6, 21],
        [9, 10, 14, 29],
      ],
      [[1, 10, 55, 70]],
    ])
  })
})

describe('task-records', () => {
  it('refuses records without the Alpaca columns', async () => {
    const meta = { task: 'spec', section_id: '11', source_path: 'a.png', qa_id: 'a' }
    expect(
      await messagesWith('task-records', 'train.jsonl', [
        { instruction: 'What is the weight?', input: '', output: '210 kg', meta },
        { instruction: 'What is the weight?', output: 210, meta: { ...meta, qa_id: 'b', task: null } },
        { instruction: ' ', input: '', output: '', meta: { ...meta, qa_id: 'c' } },
      ]),
    ).toEqual([
      '2: The column input is missing or is not a text.',
      '2: The column output is missing or is not a text.',
      '2: meta.task is missing or is not a text.',
      '3: The question is empty.',
      '3: The answer is empty.',
    ])
  })
})

describe('canonical', () => {
  it('refuses boxes outside of their page, pages that nobody lists, and pairs that did not pass', async () => {
    const box = (id: string, value: [number, number, number, number], page_id = '11-01_engine'): Example =>
      example(id, 'train', { evidence: [{ page_id, block: 'b01', box: value, quote: 'x' }] })
    const found = await messagesWith('canonical', 'examples.jsonl', [
      box('11-01_engine-q01', [0, 0, 600, 800]),
      box('11-01_engine-q02', [0, 0, 601, 800]),
      box('11-01_engine-q03', [50, 50, 50, 80]),
      box('11-01_engine-q04', [1, 1, 2, 2], 'nowhere'),
      example('11-01_engine-q05', 'train', { checks: { grounded: 'review' } }),
      { ...example('11-01_engine-q06', 'train'), split: 'tests' },
      example('11-01_engine-q07', 'probes'),
    ])
    expect(found.map((message) => message.replace(/(split): .*/, '$1'))).toEqual([
      '2: The evidence box [0, 0, 601, 800] lies outside of 11-01_engine (600 × 800).',
      '3: The evidence box [50, 50, 50, 80] on 11-01_engine is empty.',
      '4: The evidence cites nowhere, which pages.jsonl does not list.',
      '5: The check grounded did not pass (review): such a pair belongs in work/logs.',
      '6: split',
      '7: The split probes does not belong in examples.jsonl.',
    ])
  })
})
