import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ByteWriter, parquetWrite } from 'hyparquet-writer'
import { describe, expect, it } from 'vitest'
import { metadataProblems } from '../../src/formats/parquet-reader.ts'
import { pagePicture } from './fixture.ts'
import { byName, linesOf, messagesWith, problemsOf, written } from './written.ts'

/** Files that a trainer would refuse, or load with something lost: `validate` must say so, line by line. */

const user = { role: 'user', content: '[SPEC] What is the weight of the Kestrel 400?' }
const assistant = { role: 'assistant', content: '210 kg' }
const IMAGE = 'images/11-01_engine.png'

describe('broken files', () => {
  it('of autotrain-chat: turns as a text, and values that Python does not parse', async () => {
    const found = await messagesWith('autotrain-chat', 'autotrain-chat/train.jsonl', [
      { text: [user, assistant] },
      { text: JSON.stringify([user, assistant]) },
      { text: [{ ...user, name: null }, assistant] },
      { text: [assistant, user] },
      { messages: [user, assistant] },
    ])
    expect(found).toEqual([
      '2: The column "text" is a text: AutoTrain would parse it as Python, not as JSON.',
      '3: Turn 1 holds a null, which some chat templates print.',
      '3: The turns hold null, true or false, which AutoTrain cannot parse back.',
      '4: Turn 1 has the role "assistant"; user is expected.',
      '4: Turn 2 has the role "user"; assistant is expected.',
      '5: The conversation is not a list.',
      '4: The question has no task tag; others have one.',
    ])
  })

  it('of autotrain-vlm: sub-folders, missing columns, too few pictures', async () => {
    const found = await messagesWith('autotrain-vlm', 'autotrain-vlm/train/metadata.jsonl', [
      { file_name: '11-01_engine.png', prompt: 'What is the weight?', text: '210 kg' },
      { file_name: 'images/11-01_engine.png', prompt: 'What is the weight?', text: '210 kg' },
      { file_name: '11-01_engine.png', prompt: 'What is the weight?', text: 210 },
      { file_name: 'gone.png', prompt: 'What is the weight?', text: '210 kg' },
    ])
    expect(found).toEqual([
      '2: The file_name images/11-01_engine.png leads into a sub-folder; AutoTrain wants pictures beside metadata.jsonl.',
      '2: The image autotrain-vlm/train/images/11-01_engine.png does not exist.',
      '3: The column text is missing or is not a text.',
      '4: The image autotrain-vlm/train/gone.png does not exist.',
      ': The folder holds 2 pictures; AutoTrain refuses fewer than 5.',
    ])
  })

  it.each([
    ['ms-swift', 'ms-swift/text-train.jsonl'],
    ['openai', 'openai/text-train.jsonl'],
  ])('of the text files of %s: roles, kinds of content, media tokens', async (format, file) => {
    const found = await messagesWith(format, file, [
      { messages: [user, assistant] },
      { messages: [assistant, user] },
      { messages: [{ role: 'user', content: [{ type: 'text', text: 'What?' }] }, assistant] },
      { messages: [{ role: 'user', content: 'What does <image> show?' }, assistant] },
      { text: 'What?' },
      { messages: [{ ...user, name: null }, assistant] },
    ])
    expect(found).toEqual([
      '2: Turn 1 has the role "assistant"; user is expected.',
      '2: Turn 2 has the role "user"; assistant is expected.',
      '3: The content of turn 1 is not a text.',
      '4: The question contains the token <image>, which trainers replace by a picture.',
      '5: The conversation is not a list.',
      '6: Turn 1 holds a null, which some chat templates print.',
    ])
  })

  it('of axolotl and openai: parts that came back from Arrow with nulls', async () => {
    const question = {
      role: 'user',
      content: [
        { type: 'image', path: IMAGE, text: null },
        { type: 'text', text: 'What is the weight?' },
      ],
    }
    const answer = { role: 'assistant', content: [{ type: 'text', text: '210 kg' }] }
    const found = await messagesWith('axolotl', 'axolotl/vision-train.jsonl', [{ messages: [question, answer] }])
    expect(found).toContain('1: Turn 1 holds a part with a null, which some chat templates print.')
    const url = { type: 'image_url', image_url: { url: 'https://example.org/a.png' }, text: null }
    const asked = { role: 'user', content: [url, { type: 'text', text: 'What is the weight?' }] }
    const sent = await messagesWith('openai', 'openai/train.jsonl', [{ messages: [asked, { role: 'assistant', content: '210 kg' }] }])
    expect(sent).toContain('1: Turn 1 holds a part with a null, which some chat templates print.')
  })

  it('of trl-messages and trl-prompt-completion: reserved columns and halves that do not fit', async () => {
    expect(
      await messagesWith('trl-messages', 'trl/messages-train.jsonl', [{ messages: [user, assistant], prompt: 'x' }, { messages: [user] }]),
    ).toEqual(['1: The key prompt beside messages makes TRL refuse the file.', '2: The conversation does not end with the assistant.'])
    expect(
      await messagesWith('trl-prompt-completion', 'trl/prompt-completion-train.jsonl', [
        { prompt: [user], completion: [assistant] },
        { prompt: [user, assistant], completion: [] },
        { prompt: 'What?', completion: [assistant] },
        { prompt: [user], completion: [assistant], messages: [] },
      ]),
    ).toEqual([
      '2: The prompt does not end with the user.',
      '3: The column prompt is missing or is not a list of turns.',
      '4: The key messages beside prompt and completion makes TRL refuse the file.',
    ])
  })

  it('of llama-factory: placeholders that do not fit, wrong keys, a dataset_info.json that loses columns', async () => {
    const human = { from: 'human', value: '<image>What is the weight of the Kestrel 400?' }
    const gpt = { from: 'gpt', value: '210 kg' }
    expect(
      await messagesWith('llama-factory', 'llama-factory/sharegpt-train.jsonl', [
        { conversations: [human, gpt], images: [IMAGE] },
        { conversations: [human, gpt], images: [] },
        { conversations: [{ ...human, value: 'What is the weight?' }, gpt], images: [IMAGE] },
        { conversations: [human, gpt], images: IMAGE },
        { conversations: [{ role: 'user', content: 'What?' }, gpt], images: [] },
        { conversations: [human], images: [IMAGE] },
        { conversations: [human, gpt], images: ['/abs/a.png'] },
      ]),
    ).toEqual([
      '2: The question contains the token <image>, which trainers replace by a picture.',
      '3: The turns hold 0 <image>s, but the record has 1 picture.',
      '4: The field images is not a list; it must be one also for a single picture.',
      '4: The question contains the token <image>, which trainers replace by a picture.',
      '5: Turn 1 has the role none; human is expected.',
      '5: The content of turn 1 is not a text.',
      '6: The conversation does not end with the assistant.',
      '7: The image path /abs/a.png is absolute.',
    ])
    expect(
      await messagesWith('llama-factory', 'llama-factory/alpaca-train.jsonl', [
        { instruction: '[SPEC] What is it?', input: '', output: null },
        { output: 'x' },
      ]),
    ).toEqual([
      '1: The column output is not a text: LLaMA-Factory would train without an answer.',
      '2: The column instruction is missing or is not a text.',
    ])
    const folder = await written(byName('llama-factory'))
    const info = JSON.parse(await readFile(join(folder, 'dataset_info.json'), 'utf8'))
    delete info.pagetune_vision_train.tags.content_tag
    info['my, data'] = info.pagetune_text_validation
    delete info.pagetune_text_validation
    delete info.pagetune_text_train
    await writeFile(join(folder, 'dataset_info.json'), JSON.stringify(info))
    expect((await problemsOf(byName('llama-factory'), folder)).map(({ message }) => message)).toEqual([
      'No dataset has the file_name llama-factory/alpaca-train.jsonl.',
      'The name "my, data" holds a comma or a space: LLaMA-Factory parts names there.',
      'pagetune_vision_train: tags does not fit the columns of llama-factory/sharegpt-train.jsonl; what it does not list is lost.',
    ])
  })

  it('of axolotl: texts among lists, pictures without a path', async () => {
    const picture = { type: 'image', path: IMAGE }
    const text = (value: string) => ({ type: 'text', text: value })
    const answer = { role: 'assistant', content: [text('210 kg')] }
    expect(
      await messagesWith('axolotl', 'axolotl/vision-train.jsonl', [
        { messages: [{ role: 'user', content: [picture, text('What is it?')] }, answer] },
        { messages: [{ role: 'user', content: [picture, text('What is it?')] }, assistant] },
        { messages: [{ role: 'user', content: [{ type: 'image', url: 'x' }, text('What is it?')] }, answer] },
        { messages: [{ role: 'user', content: [text('What is it?')] }, answer] },
        { messages: [{ role: 'user', content: [{ type: 'video', path: IMAGE }, picture, text('What is it?')] }, answer] },
      ]),
    ).toEqual([
      '2: The content of turn 2 is not a list of parts; one file must not mix texts and lists.',
      '3: An image part has no path; Axolotl finds no picture there.',
      '4: The record shows no picture: every record of a vision file must.',
      '5: Turn 1 holds a part of the unknown type "video".',
    ])
  })

  it('of llava: tokens in the wrong place, arrays that are cut off', async () => {
    const format = byName('llava')
    const folder = await written(format)
    const gpt = { from: 'gpt', value: '210 kg' }
    const records = [
      { id: 'a', image: IMAGE, conversations: [{ from: 'human', value: 'What is it? <image>' }, gpt] },
      { id: 'b', image: IMAGE, conversations: [{ from: 'human', value: 'What is it?' }, gpt] },
      { image: [IMAGE], conversations: [{ from: 'human', value: 'What is it?' }, gpt] },
    ]
    await writeFile(join(folder, 'llava/train.json'), `[\n${records.map((record) => JSON.stringify(record)).join(',\n')}`)
    const found = (await problemsOf(format, folder)).filter(({ file }) => file === 'llava/train.json')
    expect(found.map(({ line, message }) => `${line ?? ''}: ${message}`)).toEqual([
      '2: The first question does not begin with <image> and a new line.',
      '3: The turns hold 0 <image>s, but the record has 1 picture.',
      '3: The first question does not begin with <image> and a new line.',
      ': The last line has no newline: the file may have been cut off.',
      '4: The field image is not a text; a text-only record leaves it out.',
      '4: The field id is missing or is not a text.',
      '4: The JSON array is not closed: the file was cut off.',
    ])
  })

  it('of ms-swift: boxes without a place, places without a box, boxes inside out', async () => {
    const asked = { role: 'user', content: '<image>What is the weight?' }
    const told = { role: 'assistant', content: '210 kg\n<bbox>' }
    const objects = (bbox: unknown, bbox_type = 'real') => ({ ref: [], bbox, bbox_type })
    expect(
      await messagesWith('ms-swift', 'ms-swift/grounding-train.jsonl', [
        { messages: [asked, told], images: [IMAGE], objects: objects([[1, 2, 3, 4]]) },
        { messages: [asked, told], images: [IMAGE], objects: objects([]) },
        { messages: [asked, told], images: [IMAGE], objects: objects([[3, 2, 1, 4]]) },
        { messages: [asked, told], images: [IMAGE], objects: objects([[1, 2, 3, 4]], 'norm1') },
        { messages: [asked, told], images: [IMAGE] },
      ]),
    ).toEqual([
      '2: The turns hold 1 times <bbox>, but objects has 0 boxes.',
      '3: The box [3,2,1,4] is not [left, top, right, bottom].',
      '4: bbox_type is not "real": the boxes are in pixels.',
      '5: The field objects with a list bbox is missing.',
    ])
  })

  it('of openai: pictures that are no data URL, answers that show pictures', async () => {
    const record = (url: string, answer: unknown = '210 kg') => ({
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image_url', image_url: { url } },
            { type: 'text', text: 'What is the weight?' },
          ],
        },
        { role: 'assistant', content: answer },
      ],
    })
    const good = `data:image/png;base64,${(await pagePicture(1)).toString('base64')}`
    expect(
      await messagesWith('openai', 'openai/train.jsonl', [
        record(good),
        record(IMAGE),
        record('data:image/gif;base64,AAAA'),
        record('data:image/png;base64,A!'),
        record(good, []),
      ]),
    ).toEqual([
      ...[2, 3, 4].map((line) => `${line}: A picture is neither an address nor a base64 data URL of a JPEG, PNG or WEBP.`),
      '5: The conversation is not a question of the user and an answer of the assistant in plain text.',
    ])
  })

  it('of imagefolder: other columns, no file_name, pictures that are gone', async () => {
    const folder = await written(byName('imagefolder'))
    const [good] = await linesOf(folder, 'imagefolder/train/metadata.jsonl')
    const { file_name: _name, ...nameless } = good ?? {}
    const found = await messagesWith('imagefolder', 'imagefolder/train/metadata.jsonl', [
      good,
      { ...good, id: 'b', extra: 1 },
      { ...nameless, id: 'c' },
      { ...good, id: 'd', file_name: 'images/gone.png' },
      { ...good, id: 'e', file_name: '../a.png' },
    ])
    expect(found.map((message) => message.replace(/\(.*?\)/g, '(…)'))).toEqual([
      '2: The columns (…) differ from those of the first record (…): datasets refuses the folder.',
      '3: The columns (…) differ from those of the first record (…): datasets refuses the folder.',
      '3: The column file_name is missing: datasets finds no picture.',
      '4: The image imagefolder/train/images/gone.png does not exist.',
      '5: The image path ../a.png leads out of the dataset folder.',
      '5: The image imagefolder/train/../a.png does not exist.'.replace('train/../', ''),
    ])
  })

  it('of parquet and trl-vision: no features, no split in the name, bytes that are no picture, no Parquet at all', async () => {
    const said = {
      parquet: ['The image in the record cannot be decoded', 'A picture has no bytes.'],
      'trl-vision': ['The column images holds no picture'],
    }
    for (const [name, messages] of Object.entries(said)) {
      const format = byName(name)
      const folder = await written(format)
      const [train] = await format.files(folder)
      const path = train?.path ?? ''
      await rename(join(folder, path), join(folder, path.replace('train-00000-of-00001', 'all')))
      expect((await problemsOf(format, folder)).map(({ message }) => message)).toEqual([
        'The name is not <split>-00000-of-00001.parquet: the Hub does not see the split.',
      ])
      const writer = new ByteWriter()
      const image = { name: 'image', repetition_type: 'OPTIONAL', num_children: 2 } as const
      const bytes = { name: 'bytes', type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' } as const
      const data = [
        { bytes: Buffer.from('no picture'), path: 'a.png' },
        { bytes: null, path: 'b.png' },
      ]
      const schema = [
        { name: 'root', num_children: 1 },
        image,
        bytes,
        { name: 'path', type: 'BYTE_ARRAY', converted_type: 'UTF8' } as const,
      ]
      parquetWrite({ writer, schema, columnData: [{ name: 'image', data }] })
      await writeFile(join(folder, path), writer.getBytes())
      const found = (await problemsOf(format, folder)).filter(({ file }) => file === path).map(({ message }) => message)
      expect(found).toContain('The key "huggingface" is missing: pictures load as bytes.')
      for (const message of messages) expect(found.join('\n')).toContain(message)
      await writeFile(join(folder, path), 'no Parquet')
      expect((await problemsOf(format, folder)).filter(({ file }) => file === path)[0]?.message).toContain('no Parquet that can be read')
    }
  })

  it('of Parquet: row groups that the viewer of the Hub refuses, and features that do not fit', () => {
    const group = (total_byte_size: bigint) => ({ columns: [], total_byte_size, num_rows: 1n })
    const row_groups = [group(300_000_001n), group(200_000_000n), group(60_000_000n)]
    const metadata = {
      version: 2,
      schema: [],
      num_rows: 3n,
      row_groups,
      metadata_length: 0,
      key_value_metadata: [{ key: 'huggingface', value: '{}' }],
    }
    expect(
      [...metadataProblems(metadata, 'parquet/train-00000-of-00001.parquet', [])].map(({ severity, message }) => `${severity}: ${message}`),
    ).toEqual([
      'error: The features in the key "huggingface" do not fit the columns.',
      "error: Row group 1 has 300000001 bytes; the Hub's viewer refuses it.",
      "warning: Row group 2 has 200000000 bytes; the Hub's viewer is slow with it.",
    ])
  })

  it('of unsloth: a loader that was changed, or without its Parquet files', async () => {
    const folder = await written(byName('unsloth'))
    await writeFile(join(folder, 'unsloth/load.py'), 'print(1)\n')
    expect((await problemsOf(byName('unsloth'), folder)).map(({ message }) => message)).toEqual([
      'The loader is not the one that fits the Parquet files.',
      'There are no files parquet/train-*.parquet for the loader.',
    ])
  })
})
