import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Example } from '../../src/contracts/example.ts'
import { validateDatasets, type Validation } from '../../src/formats/validate.ts'
import { qaReport, validationReport } from '../../src/formats/validation-report.ts'
import { exportStage } from '../../src/stages/export/index.ts'
import { example, EXAMPLES, pagePicture } from './fixture.ts'
import { splitProject } from './project.ts'

async function validated(
  examples: readonly Example[],
  overrides: Record<string, unknown> = {},
  harm?: (folder: string) => Promise<void>,
): Promise<Validation> {
  const context = await splitProject(overrides, examples)
  await exportStage.run([], context)
  const folder = join(context.folder, 'data')
  await harm?.(folder)
  return validateDatasets(folder, context.settings, context.folder)
}

const texts = (validation: Validation, file: string): string[] =>
  validation.problems.filter((problem) => problem.file === file).map((problem) => `${problem.severity}: ${problem.message}`)

describe('validation of a dataset folder', () => {
  it('finds pages, copies, groups and pairs that stand in both splits', async () => {
    const leaking = [
      ...EXAMPLES,
      example('11-01_engine-q07', 'validation', {
        question: 'What is the idle speed of the Kestrel 400?',
        answer: '900 rpm',
        group: 'p-new',
      }),
      example('11-01_engine-q08', 'validation', {
        page_id: 'kestrel-torques-001',
        question: 'What is the top speed of the Kestrel 400?',
        group: 'p-newer',
      }),
      example('21-02_clutch-q01', 'validation', { question: 'How much does the Kestrel 400 weigh?', group: 'p-11-02_engine' }),
      example('21-02_clutch-q02', 'validation', {
        question: 'what is the displacement of the kestrel 400',
        answer: '389 cm³',
        group: 'p-newest',
      }),
    ]
    const validation = await validated(leaking)
    const found = texts(validation, 'examples.jsonl')
    expect(found).toContain('error: The page 11-01_engine also stands in training (examples.jsonl:1).')
    expect(found).toContain('error: The group p-11-02_engine also stands in training (examples.jsonl:3).')
    expect(found).toContain('error: The same question and answer stand in training (examples.jsonl:5).')
    expect(texts(validation, 'vlm_val.jsonl')).toContain(
      'error: The picture images/11-01_engine.png also stands in training (vlm_train.jsonl:1).',
    )
    expect(texts(validation, 'hf_val_autotrain.jsonl')).toContain(
      'error: The same question and answer stand in training (hf_train_autotrain.jsonl:4).',
    )
    expect(validationReport(validation)).toContain('Status: **FAILED**')
    expect(qaReport(validation)).toContain('FAIL:')
  })

  it('finds a copy of a page in the other split', async () => {
    const copy = example('kestrel-torques-001-q01', 'validation', {
      page_id: 'kestrel-torques-001',
      evidence: [{ page_id: '21-01_clutch', block: 'b01', box: [1, 1, 9, 9], quote: 'x' }],
      group: 'p-copy',
    })
    expect(texts(await validated([...EXAMPLES, copy]), 'chat_val.jsonl')).toContain(
      'error: The page 11-01_engine also stands in training (chat_train.jsonl:1).',
    )
  })

  it('finds pictures that are gone, unused, too small, and files that are missing', async () => {
    const validation = await validated(EXAMPLES, { validate: { min_image_width: 601 } }, async (folder) => {
      await rm(join(folder, 'images/11-02_engine.png'))
      await writeFile(join(folder, 'images/stray.png'), await pagePicture(3))
      await rm(join(folder, 'chat_val.jsonl'))
    })
    expect(texts(validation, 'vlm_train.jsonl')).toEqual([
      'error: The image images/11-02_engine.png does not exist.',
      'warning: The picture images/11-01_engine.png has only 600 × 800 pixels.',
    ])
    expect(texts(validation, 'images/stray.png')).toEqual(['warning: No record uses this picture.'])
    expect(texts(validation, 'images/11-02_engine.png')).toEqual(['error: manifest.json lists this file, but it is gone.'])
    expect(texts(validation, 'chat_val.jsonl')).toEqual([
      'error: The file of the format chat-messages is missing.',
      'error: manifest.json lists this file, but it is gone.',
    ])
    expect(validation.images).toEqual({ referenced: 3, present: 3 })
  })

  it('finds training questions in the synthetic set, and repetition', async () => {
    const validation = await validated(EXAMPLES, {}, async (folder) => {
      const [first = ''] = (await readFile(join(folder, 'hf_train_autotrain.jsonl'), 'utf8')).split('\n')
      const synthetic = await readFile(join(folder, 'hf_val_synthetic.jsonl'), 'utf8')
      await writeFile(join(folder, 'hf_val_synthetic.jsonl'), `${synthetic}${first}\n${synthetic.split('\n')[0]}\n`)
    })
    expect(texts(validation, 'hf_val_synthetic.jsonl')).toEqual([
      'error: The question stands in training word for word.',
      'error: The question stands here twice.',
      'warning: The pair repeats line 1.',
    ])
  })

  it('warns of lengths outside the settings and of a question with two answers', async () => {
    const twice = example('11-02_engine-q02', 'train', {
      question: 'What is the displacement of the Kestrel 400?',
      answer: '398 cm³ '.repeat(30).trim(),
    })
    const validation = await validated([...EXAMPLES, twice], { validate: { max_answer_length: 200, max_output_tokens: 100 } })
    expect(texts(validation, 'examples.jsonl')).toEqual([
      'warning: The answer has 239 characters, more than 200.',
      'warning: The answer has 119 tokens, more than 100.',
      'warning: The question of line 5 has another answer here.',
    ])
    expect(validation.errors).toBe(0)
  })

  it('warns of records that are longer than the recipes take, a conversation with all its turns', async () => {
    const turn = (id: string, number: number): Example =>
      example(id, 'train', {
        question: `What is done in step ${number} on the Kestrel 400?`,
        answer: 'Tighten the bolts evenly and crosswise. '.repeat(15).trim(),
        conversation: { id: '11-01_engine-c01', turn: number, asked: 'And what is done then?' },
      })
    const talk = [turn('11-01_engine-q01', 1), turn('11-01_engine-q02', 2)]
    const validation = await validated(talk, { export: { recipes: { max_length: 200 } } })
    expect(texts(validation, 'examples.jsonl')).toEqual([])
    expect(texts(validation, 'chat_train.jsonl').join()).toMatch(/The record has 2\d\d tokens, more than export.recipes.max_length \(200\)/)
  })

  it('finds ids that are given twice, and a card that names files that are not there', async () => {
    const validation = await validated(EXAMPLES, {}, async (folder) => {
      const chat = await readFile(join(folder, 'chat_train.jsonl'), 'utf8')
      await writeFile(join(folder, 'chat_train.jsonl'), `${chat}${chat.split('\n')[0]}\n`)
      const card = await readFile(join(folder, 'README.md'), 'utf8')
      await writeFile(
        join(folder, 'README.md'),
        card.replaceAll('path: hf_val_synthetic.jsonl', 'path: gone.jsonl').replace('num_examples: 4', 'num_examples: 40'),
      )
    })
    expect(texts(validation, 'chat_train.jsonl')).toContain('error: The id of line 1 stands here again.')
    expect(texts(validation, 'README.md')).toEqual([
      'error: The configuration chat declares 40 examples of train; there are 4.',
      'error: The configuration text names gone.jsonl, which fits no file.',
      'error: The configuration text declares 4 examples of synthetic_recall; there are 0.',
    ])
  })

  it('says so when there is no dataset at all', async () => {
    const context = await splitProject()
    const validation = await validateDatasets(context.folder, context.settings, context.folder)
    expect(validation.problems).toEqual([{ severity: 'error', file: '.', message: 'There is no dataset in this folder.' }])
  })
})
