import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { validateDatasets } from '../../src/formats/validate.ts'
import { settingsSchema } from '../../src/contracts/settings.ts'
import { pagePicture } from './fixture.ts'
import { byName, emptyFolder, linesOf, messagesWith, problemsOf, written } from './written.ts'

/** Single fields and files that a trainer would refuse, or take for something else. */

const IMAGE = 'images/11-01_engine.png'
const user = { role: 'user', content: 'What is the weight of the Kestrel 400?' }
const assistant = { role: 'assistant', content: '210 kg' }

describe('broken fields', () => {
  it('of any text: what a wrong decoding left, and white space around it', async () => {
    expect(
      await messagesWith('trl-messages', 'trl/messages-train.jsonl', [
        { messages: [{ ...user, content: 'What is the idle speed at 20 \uFFFDC?' }, assistant] },
        { messages: [user, { ...assistant, content: '210 kg\n' }] },
      ]),
    ).toEqual([
      '1: The question contains the replacement character of a broken decoding.',
      '2: The answer starts or ends with white space.',
    ])
  })

  it('of any picture: addresses, and folders in the place of a file', async () => {
    const format = byName('llama-factory')
    const folder = await written(format)
    const file = 'llama-factory/sharegpt-train.jsonl'
    await rm(join(folder, IMAGE))
    await mkdir(join(folder, IMAGE))
    const record = (image: unknown) => ({
      conversations: [
        { from: 'human', value: '<image>What is the weight?' },
        { from: 'gpt', value: '210 kg' },
      ],
      images: [image],
    })
    const records = ['https://example.org/a.png', IMAGE, 7].map((image) => `${JSON.stringify(record(image))}\n`)
    await writeFile(join(folder, file), records.join(''))
    const found = (await problemsOf(format, folder)).filter((problem) => problem.file === file)
    expect(found.map(({ line, message }) => `${line}: ${message}`)).toEqual([
      '1: The image path https://example.org/a.png is an address, not a file of the dataset.',
      `2: The image ${IMAGE} is not a file.`,
      '3: The field images holds something that is no path.',
      '3: The question contains the token <image>, which trainers replace by a picture.',
    ])
  })

  it('of the canonical record: no list of its pages, or a damaged one', async () => {
    const format = byName('canonical')
    const folder = await written(format)
    const [page] = await linesOf(folder, 'pages.jsonl')
    const pages = await readFile(join(folder, 'pages.jsonl'), 'utf8')
    await writeFile(join(folder, 'pages.jsonl'), `${pages}${JSON.stringify({ ...page, page_id: 'another', width: 'wide' })}\n`)
    expect((await problemsOf(format, folder)).map(({ message }) => message)).toEqual(['pages.jsonl: width is not valid.'])
    await rm(join(folder, 'pages.jsonl'))
    expect((await problemsOf(format, folder)).map(({ message }) => message)).toEqual([
      'There is no pages.jsonl: the pages of the boxes are not known.',
    ])
  })

  it('of files as a whole: a byte order mark, a list that does not begin, nothing at all', async () => {
    const [messages, llava] = [byName('trl-messages'), byName('llava')]
    const folder = await written(messages)
    const text = await readFile(join(folder, 'trl/messages-train.jsonl'), 'utf8')
    await writeFile(join(folder, 'trl/messages-train.jsonl'), `\uFEFF${text}`)
    await writeFile(join(folder, 'trl/messages-validation.jsonl'), '')
    const found = await validateDatasets(folder, settingsSchema.parse({}), folder)
    const said = found.problems.filter(({ file }) => file.startsWith('trl/')).map(({ severity, message }) => `${severity}: ${message}`)
    expect(said).toContain('error: The file starts with a byte order mark.')
    expect(said).toContain('warning: The file holds no records.')

    const other = await written(llava)
    const list = await readFile(join(other, 'llava/train.json'), 'utf8')
    await writeFile(join(other, 'llava/train.json'), list.replace('[\n', '{"a": [\n'))
    expect((await problemsOf(llava, other)).map(({ message }) => message)).toEqual([
      'The file does not begin with "[" on a line of its own: it is no JSON array.',
    ])
  })

  it('of autotrain-vlm, chat-messages and llama-factory: columns that are no texts, a dataset_info.json that cannot be read', async () => {
    const vlm = await messagesWith('autotrain-vlm', 'autotrain-vlm/train/metadata.jsonl', [
      { file_name: null, prompt: 'What is the weight?', text: '210 kg' },
    ])
    expect(vlm).toContain('1: The column file_name is missing or is not a text.')
    const chat = await written(byName('chat-messages'))
    const [record] = await linesOf(chat, 'chat_train.jsonl')
    const { qa_id: _id, ...meta } = (record?.['meta'] ?? {}) as Record<string, unknown>
    expect(await messagesWith('chat-messages', 'chat_train.jsonl', [{ ...record, meta }])).toEqual(['1: meta.qa_id is missing.'])
    expect(
      await messagesWith('llama-factory', 'llama-factory/alpaca-train.jsonl', [
        { instruction: '[SPEC] What is the weight?', input: 7, output: '210 kg' },
      ]),
    ).toEqual(['1: The column input is not a text.'])
    const folder = await written(byName('llama-factory'))
    await writeFile(join(folder, 'dataset_info.json'), '{')
    const [said] = await problemsOf(byName('llama-factory'), folder)
    expect(said).toMatchObject({
      severity: 'error',
      file: 'dataset_info.json',
      message: expect.stringContaining('LLaMA-Factory cannot read it'),
    })
  })

  it('of ms-swift and axolotl: boxes that nothing gives, parts that are none, answers that show pictures', async () => {
    expect(
      await messagesWith('ms-swift', 'ms-swift/train.jsonl', [
        {
          messages: [
            { ...user, content: '<image>What is the weight?' },
            { ...assistant, content: '210 kg <bbox>' },
          ],
          images: [IMAGE],
        },
      ]),
    ).toEqual(['1: The turns hold <bbox>, but the record has no objects.'])
    const [picture, text] = [
      { type: 'image', path: IMAGE },
      { type: 'text', text: 'What is the weight?' },
    ]
    const found = await messagesWith('axolotl', 'axolotl/vision-train.jsonl', [
      {
        messages: [
          { role: 'user', content: ['What?', picture, text] },
          { role: 'assistant', content: [text] },
        ],
      },
      {
        messages: [
          { role: 'user', content: [picture, text] },
          { role: 'assistant', content: [picture, text] },
        ],
      },
    ])
    expect(found).toContain('1: Turn 1 holds a part that is not an object.')
    expect(found).toContain('2: Turn 2 of the assistant holds a picture.')
  })

  it('of openai: pictures without an address, too many and too large ones', async () => {
    const record = (urls: readonly unknown[]) => {
      const pictures = urls.map((url) => ({ type: 'image_url', image_url: { url } }))
      return { messages: [{ role: 'user', content: [...pictures, { type: 'text', text: 'What is the weight?' }] }, assistant] }
    }
    const good = `data:image/png;base64,${(await pagePicture(1)).toString('base64')}`
    const large = `data:image/png;base64,${Buffer.alloc(10_000_001).toString('base64')}`
    expect(await messagesWith('openai', 'openai/train.jsonl', [[good], [7], Array<string>(11).fill(good), [large]].map(record))).toEqual([
      '2: A picture has no image_url.url.',
      '3: The record shows 11 pictures; OpenAI takes 10.',
      '4: A picture has more than 10 MB; OpenAI leaves it out.',
    ])
  })

  it('of the card: no front matter, front matter that is no YAML, a licence without its name', async () => {
    const said = async (card: string): Promise<(string | undefined)[]> => {
      const folder = await emptyFolder()
      await writeFile(join(folder, 'README.md'), card)
      const { problems } = await validateDatasets(folder, settingsSchema.parse({}), folder)
      return problems.filter(({ file }) => file === 'README.md').map(({ message }) => message)
    }
    expect(await said('# Title\n')).toEqual([
      'The front matter is not valid: The card does not begin with front matter between two lines of "---".',
    ])
    expect(await said('---\nlanguage: [en\n---\n')).toEqual([expect.stringContaining('The front matter is not valid: ')])
    expect(await said('---\nlicense: other\n---\n')).toEqual(['The license "other" wants a license_name and a license_link.'])
    expect(await said('---\nlicense: cc-by-4.0\n---\n')).toEqual([])
  })
})
