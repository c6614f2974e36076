import { rm } from 'node:fs/promises'
import { afterAll, describe, expect, it } from 'vitest'
import type { Classification, ContentType } from '../../src/contracts/classification.ts'
import type { PageMaterial } from '../../src/contracts/material.ts'
import type { SourceType } from '../../src/contracts/source.ts'
import { artifactPath, CATALOGUE_PATH, readSectionIndex } from '../../src/stages/artifacts.ts'
import { classifyStage } from '../../src/stages/classify/index.ts'
import { generateStage } from '../../src/stages/generate/index.ts'
import { materialOf, type TestBlock } from '../checks/material.ts'
import { temporaryContext } from '../context.ts'
import { ModelServer } from './server.ts'

const section = { id: '47', name: 'Brakes' }

function page(page_id: string, source_type: SourceType, blocks: readonly TestBlock[], file = `${page_id}.jpg`): PageMaterial {
  const made = materialOf({ page_id, blocks })
  return { ...made, page: { ...made.page, section, source_type, source_path: `47 - Brakes/${file}` } }
}

/** Steps that the rules know for what they are. */
const sure = page('47-01', 'service_manual', [
  { type: 'page_number', text: '47-1' },
  { type: 'operation', text: '47 11 000 REMOVING AND INSTALLING THE BRAKE PACK', code: '47 11 000' },
  { type: 'step', text: 'Remove the cover of the brake pack.' },
  { type: 'step', text: 'Tighten the bolts of the cover to 24 Nm.' },
  { type: 'step', text: 'Check the gap of the brake pack.' },
])
/** A few words that speak for nothing. */
const unsure = page('47-07', 'electrical_manual', [
  { type: 'page_number', text: '47-7' },
  { type: 'heading', text: 'X14 beside the left lamp' },
  { type: 'specification', text: 'Lamp 5 W' },
])
/** Rows that layout did not see as rows: of its four the rules find none. */
const index = page('47-00-index-a', 'service_manual', [
  { type: 'paragraph', text: '47 11 000' },
  { type: 'paragraph', text: 'Brake pack – remove and install' },
  { type: 'paragraph', text: '47 - 1' },
  { type: 'paragraph', text: '120 Brake pack – check gap' },
  { type: 'paragraph', text: '47-1' },
  { type: 'paragraph', text: 'Layout of the brake lines' },
  { type: 'paragraph', text: '47-7' },
  { type: 'paragraph', text: '47 12 300 Parking brake – adjust' },
  { type: 'paragraph', text: '47 - 9' },
])
const PAGES = [index, sure, unsure]

const servers: ModelServer[] = []
const folders: string[] = []
afterAll(async () => {
  for (const server of servers) await server.stop()
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
})

/** Classifies the pages as a run does; `said` answers what the model is asked, by its order. */
async function classified(classify: string, said: (prompt: string, time: number) => unknown) {
  let time = 0
  const server = await ModelServer.start({ write: (prompt) => JSON.stringify(said(prompt, (time += 1))) })
  servers.push(server)
  const openai = { base_url: `${server.url}/v1`, model: 'local-model', structured_output: 'always', images: false }
  const context = await temporaryContext({ generate: { generator: 'openai' }, models: { classify, openai, revise: false } })
  folders.push(context.folder)
  await context.workspace.write(CATALOGUE_PATH, PAGES.map((one) => `${JSON.stringify(one.page)}\n`).join(''))
  const found = new Map<string, Classification>()
  for (const { page: entry, reading, structure } of PAGES) {
    await context.workspace.write(artifactPath('read', entry.page_id), JSON.stringify(reading))
    await context.workspace.write(artifactPath('structure', entry.page_id), JSON.stringify(structure))
    const task = { page_id: entry.page_id, page: entry, previous: null, next: null, candidate: null }
    const classification = await classifyStage.run(task, context)
    await context.workspace.write(artifactPath('classify', entry.page_id), JSON.stringify(classification))
    found.set(entry.page_id, classification)
  }
  await classifyStage.gather!([...found.keys()], context)
  const queue = (await context.workspace.read('work/logs/manual_review_queue.csv')).toString('utf8')
  return { found, server, context, queue }
}

const judgement = (content_type: ContentType | string, confidence: number, secondary_types: readonly string[] = []) => ({
  reasoning: 'A connector with its place.',
  content_type,
  secondary_types,
  confidence,
})
const rowsOf = (prompt: string) => {
  const id = (words: string): string => new RegExp(`\\[(l\\d+)\\] ${words}`).exec(prompt)![1]!
  return [
    {
      code: '47 11 000',
      name: 'Brake pack – remove and install',
      page: '47 - 1',
      lines: [id('47 11 000'), id('Brake pack – remove'), id('47 - 1')],
    },
    { code: '120', name: 'Brake pack – check gap', page: '47-1', lines: [id('120 Brake'), id('47-1')] },
    { code: '', name: 'Layout of the brake lines', page: '47-7', lines: [id('Layout'), id('47-7')] },
    { code: '47 12 300', name: 'Parking brake – adjust', page: '47 - 9', lines: [id('47 12 300'), id('47 - 9')] },
    // Not on the page: a page, a number, a line that nobody read.
    { code: '400', name: 'Invented page', page: '47-55', lines: [id('47 12 300')] },
    { code: '888', name: 'Invented number', page: '47-9', lines: [id('47 - 9')] },
    { code: '', name: 'Nowhere', page: '47-9', lines: ['l999'] },
  ]
}
const answers = (prompt: string): unknown =>
  prompt.startsWith('You read the index') ? { rows: rowsOf(prompt) } : judgement('pinout', 0.9, ['wiring', 'procedure', 'pinout'])

describe('models.classify: unsure', () => {
  it('asks about what the rules are unsure of alone, among the types of the source, and keeps what the model says', async () => {
    const { found, server, queue } = await classified('unsure', answers)
    expect(found.get('47-01')).toMatchObject({ content_type: 'procedure', needs_review: false })
    expect(found.get('47-07')).toMatchObject({
      content_type: 'pinout',
      // What the source cannot show, and what is said already, is no second type.
      secondary_types: ['wiring'],
      confidence: 0.9,
      needs_review: false,
      is_index: false,
      reasoning: 'openai/local-model: A connector with its place.',
    })
    expect(queue).not.toContain('47-07')
    const [asked, ...more] = server.calls.filter(({ prompt }) => prompt.startsWith('You sort the pages'))
    expect(more).toEqual([])
    const listed = [...asked!.prompt.matchAll(/^- (\w+): /gm)].map(([, type]) => type)
    expect(listed).toEqual(['index', 'wiring', 'pinout', 'fuse_chart', 'flowchart', 'text', 'unknown'])
    expect(JSON.stringify(asked!.body['response_format'])).toContain(JSON.stringify(listed))
  })

  it('reads an index of which the rules found too few rows: full numbers, rows without one, lines, and the page map', async () => {
    const { found, context, server } = await classified('unsure', answers)
    expect(server.calls.filter(({ prompt }) => prompt.startsWith('You read the index'))).toHaveLength(1)
    const { index_entries, is_index } = found.get('47-00-index-a')!
    expect(is_index).toBe(true)
    expect(index_entries).toEqual([
      { code: '47 11 000', name: 'Brake pack – remove and install', page: '47-1', lines: ['l001', 'l002', 'l003'] },
      { code: '47 11 120', name: 'Brake pack – check gap', page: '47-1', lines: ['l004', 'l005'] },
      { code: null, name: 'Layout of the brake lines', page: '47-7', lines: ['l006', 'l007'] },
      { code: '47 12 300', name: 'Parking brake – adjust', page: '47-9', lines: ['l008', 'l009'] },
    ])
    expect(context.messages).toContain('index: 4 of 7 rows of the model stand on the page')
    const merged = await readSectionIndex(context.workspace, section)
    expect(merged?.page_to_procedures).toEqual({ '47-1': ['47 11 000', '47 11 120'], '47-9': ['47 12 300'] })
    expect(merged?.without_code).toEqual([{ name: 'Layout of the brake lines', page: '47-7' }])
  })

  it('tells each page that the index covers what the index knows of it', async () => {
    const { context, server } = await classified('unsure', (prompt) => (prompt.startsWith('You write') ? { pairs: [] } : answers(prompt)))
    for (const { page: entry } of PAGES)
      await generateStage.run({ page_id: entry.page_id, page: entry, previous: null, next: null, candidate: null }, context)
    const told = (words: string): string =>
      server.calls.map(({ prompt }) => prompt).find((prompt) => prompt.startsWith('You write') && prompt.includes(words))!
    expect(told('Tighten the bolts of the cover')).toContain(
      '47 11 000 Brake pack – remove and install\n  47 11 120 Brake pack – check gap',
    )
    expect(told('X14 beside')).toContain('(no number) Layout of the brake lines')
    expect(told('Tighten the bolts of the cover')).not.toContain('Parking brake')
  })

  it('sends a type that the source cannot have back once', async () => {
    const { found, server } = await classified('unsure', (prompt) =>
      prompt.startsWith('You read the index')
        ? { rows: [] }
        : prompt.includes('cannot be used')
          ? judgement('wiring', 0.8)
          : judgement('procedure', 0.99),
    )
    expect(found.get('47-07')).toMatchObject({ content_type: 'wiring', confidence: 0.8 })
    expect(server.calls.at(-1)!.prompt).toContain('It must be one of index, wiring, pinout, fuse_chart, flowchart, text, unknown.')
  })

  it('leaves to a person, and does not ask about, what the model is unsure of too', async () => {
    const { found, queue, context, server } = await classified('unsure', (prompt) =>
      prompt.startsWith('You read the index') ? { rows: [] } : judgement('wiring', 0.4),
    )
    expect(found.get('47-07')).toMatchObject({ content_type: 'wiring', confidence: 0.4, needs_review: true })
    expect(queue).toMatch(/47-07,.*wiring,0\.4/)
    const asked = server.calls.length
    const { candidates, refusals } = await generateStage.run(
      { page_id: '47-07', page: unsure.page, previous: null, next: null, candidate: null },
      context,
    )
    expect([candidates, refusals.map(({ reason }) => reason)]).toEqual([[], [expect.stringContaining('waits for review')]])
    expect(server.calls).toHaveLength(asked)
  })
})

describe('models.classify', () => {
  it('never: nobody is asked', async () => {
    const { found, server } = await classified('never', answers)
    expect(server.calls).toEqual([])
    expect(found.get('47-07')?.needs_review).toBe(true)
  })

  it('always: every page is asked about, and every index is read', async () => {
    const { server } = await classified('always', (prompt) =>
      prompt.startsWith('You read the index')
        ? { rows: rowsOf(prompt) }
        : judgement(prompt.includes('Layout of') ? 'index' : prompt.includes('X14') ? 'wiring' : 'procedure', 0.9),
    )
    expect(server.calls.map(({ prompt }) => prompt.slice(0, 18))).toEqual([
      'You sort the pages',
      'You read the index',
      'You sort the pages',
      'You sort the pages',
    ])
  })
})
