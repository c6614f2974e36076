import { lstat, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import sharp from 'sharp'
import { parse } from 'yaml'
import { describe, expect, it } from 'vitest'
import { scaledBox } from '../../src/stages/export/examples.ts'
import { exportStage } from '../../src/stages/export/index.ts'
import { imageNames } from '../../src/stages/export/images.ts'
import { example, EXAMPLES, page, PAGES } from '../formats/fixture.ts'
import { splitProject } from '../formats/project.ts'

const ALL_FORMATS = { export: { formats: ['autotrain-text', 'chat-messages', 'vlm-conversations', 'task-records'] } }

async function tree(context: Awaited<ReturnType<typeof splitProject>>): Promise<Record<string, string>> {
  const paths = [
    ...(await context.workspace.list('data')),
    ...(await context.workspace.list('work/export')),
    ...(await context.workspace.list('work/logs')),
  ]
  return Object.fromEntries(await Promise.all(paths.map(async (path) => [path, (await context.workspace.read(path)).toString('base64')])))
}

describe('export', () => {
  it('writes every format, pictures, card and manifest, and finds nothing wrong with them', async () => {
    const context = await splitProject(ALL_FORMATS)
    await exportStage.run([], context)
    const files = await context.workspace.list('data')
    expect(files).toEqual([
      'data/README.md',
      'data/chat_train.jsonl',
      'data/chat_val.jsonl',
      'data/croissant.json',
      'data/examples.jsonl',
      'data/explanation.slice.jsonl',
      'data/hf_train_autotrain.jsonl',
      'data/hf_val_autotrain.jsonl',
      'data/hf_val_synthetic.jsonl',
      'data/images/11-01_engine.png',
      'data/images/11-02_engine.png',
      'data/images/21-01_clutch.png',
      'data/manifest.json',
      'data/pages.jsonl',
      'data/pipeline.json',
      'data/procedure.slice.jsonl',
      'data/recipes/README.md',
      'data/recipes/autotrain-text.yaml',
      'data/recipes/trl-text.py',
      'data/spec.slice.jsonl',
      'data/train.jsonl',
      'data/troubleshooting.slice.jsonl',
      'data/val.jsonl',
      'data/vlm_train.jsonl',
      'data/vlm_val.jsonl',
      'data/wiring.slice.jsonl',
    ])
    for (const path of exportStage.writes) expect(await context.workspace.has(path)).toBe(true)
    const summary = JSON.parse((await context.workspace.read('work/export/summary.json')).toString())
    expect(summary.validation).toEqual({ errors: 0, warnings: 2, first_errors: [] })
    expect((await context.workspace.read('work/logs/qa_report.md')).toString()).toContain('PASS:')
  })

  it('writes the same bytes again, also after files were lost and strange ones were left', async () => {
    const context = await splitProject(ALL_FORMATS)
    await exportStage.run([], context)
    const first = await tree(context)
    await rm(join(context.folder, 'data/images/11-01_engine.png'))
    await writeFile(join(context.folder, 'data/images/11-02_engine.png'), 'torn')
    await exportStage.run([], context)
    expect(await tree(context)).toEqual(first)
  })

  it('removes what an earlier export wrote and this one does not, and nothing else', async () => {
    const context = await splitProject(ALL_FORMATS)
    await exportStage.run([], context)
    await context.workspace.write('data/notes.txt', 'mine')
    const fewer = EXAMPLES.filter((example) => example.page_id !== '11-02_engine')
    await context.workspace.write('work/split/examples.jsonl', fewer.map((example) => `${JSON.stringify(example)}\n`).join(''))
    const narrower = {
      ...context,
      settings: { ...context.settings, export: { ...context.settings.export, formats: ['vlm-conversations'] } },
    }
    await exportStage.run([], narrower)
    expect(await context.workspace.list('data')).toEqual([
      'data/README.md',
      'data/croissant.json',
      'data/examples.jsonl',
      'data/images/11-01_engine.png',
      'data/images/21-01_clutch.png',
      'data/manifest.json',
      'data/notes.txt',
      'data/pages.jsonl',
      'data/pipeline.json',
      'data/vlm_train.jsonl',
      'data/vlm_val.jsonl',
    ])
    const folders = (await readdir(join(context.folder, 'data'), { withFileTypes: true })).filter((entry) => entry.isDirectory())
    expect(folders.map(({ name }) => name)).toEqual(['images'])
  })

  it('links pictures when asked to, in a way that survives moving the project', async () => {
    const relative = await splitProject({ export: { image_copy_mode: 'relative' } })
    await exportStage.run([], relative)
    expect(await readlink(join(relative.folder, 'data/images/11-01_engine.png'))).toBe('../../work/prepare/images/11-01_engine.png')
    const hard = await splitProject({ export: { image_copy_mode: 'hardlink' } })
    await exportStage.run([], hard)
    expect((await lstat(join(hard.folder, 'data/images/11-01_engine.png'))).nlink).toBe(2)
    const copied = { ...hard, settings: { ...hard.settings, export: { ...hard.settings.export, image_copy_mode: 'copy' as const } } }
    await exportStage.run([], copied)
    expect((await lstat(join(hard.folder, 'data/images/11-01_engine.png'))).nlink).toBe(1)
  })

  it('writes a card whose front matter names only files with records', async () => {
    const context = await splitProject({
      export: { card: { title: 'Kestrel 400: a "manual"', license: 'other', license_link: 'https://example.org/terms' } },
    })
    await exportStage.run([], context)
    const card = await readFile(join(context.folder, 'data/README.md'), 'utf8')
    const front = parse(card.split('---\n')[1] ?? '')
    expect(front).toMatchObject({
      pretty_name: 'Kestrel 400: a "manual"',
      license: 'other',
      license_name: 'rights-of-the-page-owners',
      license_link: 'https://example.org/terms',
      size_categories: ['n<1K'],
    })
    expect(front.configs.map((config: { config_name: string }) => config.config_name)).toEqual(['chat', 'vlm', 'text', 'examples'])
    for (const { data_files } of front.configs) {
      for (const { path, split } of data_files) {
        expect(split).toMatch(/^\w+$/)
        expect((await context.workspace.read(`data/${path}`)).length).toBeGreaterThan(0)
      }
    }
    expect(card).toContain('| rejected | 2 |')
    expect(card).toMatch(/Coverage: \d of the \d pages that were read have pairs/)
  })

  it('exports nothing without complaint when there are no pairs', async () => {
    const context = await splitProject({}, [])
    await exportStage.run([], context)
    expect((await context.workspace.read('data/examples.jsonl')).length).toBe(0)
    const summary = JSON.parse((await context.workspace.read('work/export/summary.json')).toString())
    expect(summary).toMatchObject({ examples: 0, images: 0, validation: { errors: 0 } })
  })

  it('refuses an unknown format before anything runs', async () => {
    const context = await splitProject({ export: { formats: ['vlm'] } })
    expect(() => exportStage.relevantSettings(context.settings)).toThrow(/no format "vlm"/)
  })
})

describe('pictures in another size', () => {
  it('are scaled to the limit, and the boxes of every format with them', async () => {
    const context = await splitProject({ export: { formats: ['imagefolder', 'ms-swift', 'parquet'], max_image_side: 400 } })
    await exportStage.run([], context)
    const json = async (path: string) => JSON.parse((await context.workspace.read(path)).toString().split('\n')[0] ?? '')
    expect(await sharp(join(context.folder, 'data/images/11-01_engine.png')).metadata()).toMatchObject({ width: 300, height: 400 })
    // [60, 100, 300, 140] on 600 × 800
    const box = [30, 50, 150, 70]
    expect((await json('data/examples.jsonl')).evidence[0].box).toEqual(box)
    expect((await json('data/imagefolder/train/metadata.jsonl')).boxes).toEqual([box])
    expect((await json('data/ms-swift/grounding-train.jsonl')).objects.bbox).toEqual([box])
    expect(await json('data/pages.jsonl')).toMatchObject({ width: 300, height: 400 })
    const file = await asyncBufferFromFile(join(context.folder, 'data/parquet/train-00000-of-00001.parquet'))
    const [row] = (await parquetReadObjects({ file, utf8: false, rowEnd: 1 })) as { boxes: number[][]; image: { bytes: Uint8Array } }[]
    expect(row?.boxes).toEqual([box])
    expect(await sharp(row?.image.bytes).metadata()).toMatchObject({ width: 300 })
    expect(JSON.parse((await context.workspace.read('work/export/summary.json')).toString()).validation.errors).toBe(0)
  })

  it('never leave the picture when boxes are rounded', () => {
    expect(scaledBox([1, 1, 599, 799], { width: 600, height: 800 }, { width: 150, height: 200 })).toEqual([0, 0, 150, 200])
  })

  it('lie only inside the formats that carry them when they are embedded', async () => {
    const context = await splitProject({ export: { formats: ['unsloth', 'trl-vision', 'openai'], image_copy_mode: 'embedded' } })
    await exportStage.run([], context)
    expect((await context.workspace.list('data')).filter((path) => path.includes('images/'))).toEqual([])
    expect(await context.workspace.has('data/parquet/train-00000-of-00001.parquet')).toBe(true)
    const summary = JSON.parse((await context.workspace.read('work/export/summary.json')).toString())
    expect(summary.validation.errors).toBe(0)
    expect(summary.left_out).toEqual({ 'trl-vision': 1 })
    const pointing = await splitProject({ export: { formats: ['llava'], image_copy_mode: 'embedded' } })
    expect(() => exportStage.relevantSettings(pointing.settings)).toThrow(/llava names pictures/)
  })
})

describe('files beside the data', () => {
  it('give every trainer a recipe whose lengths come from the data', async () => {
    const context = await splitProject({ export: { formats: ['all'], recipes: { lora_rank: 8 } } })
    await exportStage.run([], context)
    const recipes = (await context.workspace.list('data/recipes')).map((path) => path.replace('data/recipes/', ''))
    expect(recipes).toEqual([
      'README.md',
      'autotrain-text.yaml',
      'autotrain-vision.yaml',
      'axolotl-text.yaml',
      'axolotl-vision.yaml',
      'llama-factory-text.yaml',
      'llama-factory-vision.yaml',
      'llava-vision.sh',
      'ms-swift-grounding.sh',
      'ms-swift-text.sh',
      'ms-swift-vision.sh',
      'openai-text.py',
      'openai-vision.py',
      'trl-text.py',
      'trl-vision.py',
      'unsloth-text.py',
      'unsloth-vision.py',
    ])
    const text = async (name: string) => (await context.workspace.read(`data/recipes/${name}`)).toString()
    for (const name of recipes.filter((recipe) => recipe !== 'README.md')) expect(await text('README.md')).toContain(name)
    const llama = parse(await text('llama-factory-text.yaml'))
    expect(llama).toMatchObject({ lora_rank: 8, dataset: 'pagetune_text_train', dataset_dir: '.', cutoff_len: 128 })
    const info = JSON.parse((await context.workspace.read('data/dataset_info.json')).toString())
    expect(info[llama.dataset].file_name).toBe('llama-factory/alpaca-train.jsonl')
    for (const name of ['autotrain-text.yaml', 'axolotl-vision.yaml']) expect(parse(await text(name))).toBeTypeOf('object')
    // Sixteen rows an update, three epochs, four training pairs.
    expect(await text('README.md')).toMatch(/\| `trl-text.py` \| .* \| 4 \| 1 \| `python recipes\/trl-text.py` \|/)
    expect(await text('README.md')).toContain('as the tokenizer o200k_base counts them')
  })

  it('give lengths that hold a conversation with all its turns', async () => {
    const answer = 'Turn the bolt by another quarter, then check its torque again. '.repeat(30).trim()
    const long = (id: string, turn: number) =>
      example(id, 'train', { answer, conversation: { id: '11-01_engine-c01', turn, asked: 'And then?' } })
    const lengthOf = async (examples: Parameters<typeof splitProject>[1]): Promise<number> => {
      const context = await splitProject({ export: { formats: ['llama-factory'] } }, examples)
      await exportStage.run([], context)
      return parse((await context.workspace.read('data/recipes/llama-factory-text.yaml')).toString()).cutoff_len
    }
    const alone = await lengthOf([long('11-01_engine-q01', 1)])
    const talk = await lengthOf([1, 2, 3].map((turn) => long(`11-01_engine-q0${turn}`, turn)))
    expect(talk).toBeGreaterThan(2 * alone)
  })

  it('take the flat text or the turns for AutoTrain, whichever was written', async () => {
    const trained = async (formats: string[]) => {
      const context = await splitProject({ export: { formats } })
      await exportStage.run([], context)
      return parse((await context.workspace.read('data/recipes/autotrain-text.yaml')).toString()).data
    }
    expect(await trained(['autotrain-text', 'autotrain-chat'])).toMatchObject({
      path: '.',
      train_split: 'hf_train_autotrain',
      chat_template: null,
    })
    expect(await trained(['autotrain-chat'])).toMatchObject({ path: 'autotrain-chat', train_split: 'train', chat_template: 'tokenizer' })
  })

  it('tell settings and generators, but nothing of this machine', async () => {
    const context = await splitProject({ sources: ['/secret/place'], workers: 3, export: { card: { license: 'cc-by-4.0' } } })
    await exportStage.run([], context)
    const pipeline = JSON.parse((await context.workspace.read('data/pipeline.json')).toString())
    expect(pipeline.generators).toEqual([{ id: 'rules', version: 1, pairs: { train: 4, validation: 1 } }])
    expect(pipeline.settings).not.toHaveProperty('workers')
    expect(pipeline).not.toHaveProperty('prompts')
    const written = EXAMPLES.map((example) => ({ ...example, generator: { id: 'some-model', version: 3, writer: 'w' } }))
    const other = await splitProject({ models: { openai: { base_url: 'http://intern.example/v1' } } }, written)
    await exportStage.run([], other)
    const text = (await other.workspace.read('data/pipeline.json')).toString()
    expect(text).not.toContain('intern.example')
    expect(JSON.parse(text).prompts.writing_rules).toMatch(/^[0-9a-f]{64}$/)
    for (const path of await context.workspace.list('data')) {
      const text = (await context.workspace.read(path)).toString('latin1')
      expect(text.includes('/secret/place') || text.includes(context.folder)).toBe(false)
    }
    const croissant = JSON.parse((await context.workspace.read('data/croissant.json')).toString())
    expect(croissant).toMatchObject({ license: 'cc-by-4.0', '@type': 'sc:Dataset' })
    const manifest = JSON.parse((await context.workspace.read('data/manifest.json')).toString())
    for (const { '@id': path, sha256 } of croissant.distribution)
      expect(manifest.files.find((file: { path: string }) => file.path === path).sha256).toBe(sha256)
  })
})

describe('names of pictures', () => {
  it('are plain ASCII and do not collide, also where case is ignored', () => {
    const section = { id: '1', name: 'S' }
    const ids = ['a-01', 'A-01', 'Öl kühler: "neu"', 'Öl_kühler_neu', '图', 'x'.repeat(300), 'plain_1']
    const names = [...imageNames(ids.map((id) => page(id, section))).values()]
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(ids.length)
    for (const name of names) expect(name).toMatch(/^images\/[A-Za-z0-9._-]{1,140}\.png$/)
    expect(names.at(-1)).toBe('images/plain_1.png')
    expect(imageNames(PAGES).has('kestrel-spec')).toBe(false)
  })
})
