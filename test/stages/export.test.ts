import { lstat, readFile, readlink, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { describe, expect, it } from 'vitest'
import { exportStage } from '../../src/stages/export/index.ts'
import { imageNames } from '../../src/stages/export/images.ts'
import { EXAMPLES, page, PAGES } from '../formats/fixture.ts'
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
