import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Example } from '../../src/contracts/example.ts'
import { exportStage } from '../../src/stages/export/index.ts'
import { example, EXAMPLES } from '../formats/fixture.ts'
import { splitProject } from '../formats/project.ts'
import { pagetune } from './project.ts'

/** Exports the made-up pairs and these, breaks the dataset, and says what the command line finds. */
async function found(more: readonly Example[], harm?: (data: string) => Promise<void>): Promise<{ code: number | null; said: string }> {
  const context = await splitProject({}, [...EXAMPLES, ...more])
  await exportStage.run([], context)
  await harm?.(join(context.folder, 'data'))
  const { code, stdout } = await pagetune(['validate', '--project', context.folder])
  return { code, said: stdout }
}

async function changed(path: string, change: (text: string) => string): Promise<void> {
  await writeFile(path, change(await readFile(path, 'utf8')))
}

/** A pair of a page that training has not seen. */
const held = (overrides: Partial<Example>, id = '21-02_clutch-q01'): Example =>
  example(id, 'validation', {
    question: 'What is the free travel of the clutch pedal of the Kestrel 400?',
    answer: '12 mm',
    evidence: [{ page_id: '21-02_clutch', block: 'b01', box: [10, 10, 90, 30], quote: 'Free travel 12 mm' }],
    ...overrides,
  })

describe('pagetune validate of a dataset that leaks', () => {
  it('passes the one that nothing is wrong with', async () => {
    const { code, said } = await found([held({})])
    expect(said).toContain('PASSED: 0 errors')
    expect(code).toBe(0)
  })

  it('finds a page that is cited in training', async () => {
    const evidence = { page_id: '11-02_engine', block: 'b07', box: null, quote: 'Free travel 12 mm' }
    const { code, said } = await found([held({ evidence: [evidence] })])
    expect(said).toContain('error  examples.jsonl:6  The page 11-02_engine also stands in training (examples.jsonl:3).')
    expect(code).toBe(1)
  })

  it('finds a page whose picture is that of another page, by its content', async () => {
    const { code, said } = await found([held({})], async (data) => {
      await writeFile(join(data, 'images/21-02_clutch.png'), await readFile(join(data, 'images/11-01_engine.png')))
    })
    expect(said).toContain('The picture of the page 21-02_clutch also stands in training (examples.jsonl:1).')
    expect(said).toContain('The picture images/21-02_clutch.png also stands in training (vlm_train.jsonl:1).')
    expect(code).toBe(1)
  })

  it('finds a copy of a page under another id', async () => {
    const { code, said } = await found([], (data) =>
      changed(join(data, 'pages.jsonl'), (text) => text.replace('"kestrel-torques-001"', '"kestrel-torques-001","21-01_clutch"')),
    )
    expect(said).toMatch(/error {2}examples\.jsonl:\d+ {2}The page 11-01_engine also stands in training \(examples\.jsonl:1\)\./)
    expect(code).toBe(1)
  })

  it('finds a table cell that is cited on both sides', async () => {
    const cell = { page_id: '11-02_engine', block: 'b03', box: null, quote: '12 mm', cell: { row: 2, column: 1 } }
    const trained = example('11-02_engine-q07', 'train', {
      question: 'What is the valve clearance of the Kestrel 400?',
      answer: '0.15 mm',
      evidence: [cell],
    })
    const { code, said } = await found([trained, held({ evidence: [cell] })])
    expect(said).toMatch(/A table cell of its evidence is also cited in training \(examples\.jsonl:\d\)\./)
    expect(code).toBe(1)
  })

  it.each([
    ['a word more', 'What is the specified tightening torque of the flywheel bolts of the Kestrel 400?', '85 Nm.'],
    ['another order', 'What tightening torque do the flywheel bolts of the Kestrel 400 have?', 'Tighten to 85 Nm'],
  ])('finds a fact of training in nearly the same words: %s', async (_how, question, answer) => {
    const { code, said } = await found([held({ question, answer })])
    const trained = '“What is the tightening torque of the flywheel bolts of the Kestrel 400?”'
    expect(said).toContain(`Nearly the same question and answer stand in training (examples.jsonl:1): ${trained}`)
    expect(said).toContain('error  hf_val_autotrain.jsonl:')
    expect(code).toBe(1)
  })

  it.each([
    ['number', { question: 'What is the tightening torque of the flywheel bolts of the Kestrel 500?', answer: '85 Nm' }],
    ['side', { question: 'What is the tightening torque of the front flywheel bolts of the Kestrel 400?', answer: '85 Nm' }],
    ['value', { question: 'What is the specified tightening torque of the flywheel bolts of the Kestrel 400?', answer: '58 Nm' }],
    ['part', { question: 'What is the tightening torque of the clutch cover bolts of the Kestrel 400?', answer: '85 Nm' }],
  ])('does not take a pair for the same that differs in its %s', async (_what, overrides) => {
    const { code, said } = await found([held(overrides)])
    expect(said).not.toContain('Nearly the same')
    expect(code).toBe(0)
  })

  it('finds pictures that are not there, and roles that do not take turns', async () => {
    const { code, said } = await found([held({})], async (data) => {
      await rm(join(data, 'images/21-02_clutch.png'))
      await changed(join(data, 'chat_val.jsonl'), (text) => text.replace('"role":"assistant"', '"role":"user"'))
    })
    expect(said).toContain('The image images/21-02_clutch.png does not exist.')
    expect(said).toMatch(/error {2}chat_val\.jsonl:1 {2}.*role/i)
    expect(code).toBe(1)
  })
})
