import { expect, it } from 'vitest'
import { artifactPath, CATALOGUE_PATH, readGenerated, sectionIndexPath } from '../../src/stages/artifacts.ts'
import { generateStage } from '../../src/stages/generate/index.ts'
import { loadMaterial } from '../../src/stages/material.ts'
import { temporaryContext } from '../context.ts'
import { pageOf } from '../questions/page-builder.ts'

const previous = pageOf({
  printed: '4',
  blocks: [
    ['operation', '40 11 300 REPLACING HUB SEAL'],
    ['step', 'Clean the hub.'],
  ],
})
const page = pageOf({
  printed: '5',
  blocks: [
    ['page_number', '40-5'],
    ['step', 'Coat sealing face with grease.'],
    ['operation', '40 12 000 BLEEDING TENSIONER'],
    ['step', 'Open valve on cylinder.'],
    ['step', 'Pump grease until fluid is without bubbles.'],
    ['step', 'Close the vaive with a pin wrench.'],
    ['step', 'Fasten the blorgon bracket with wire.', 0.968],
  ],
})

async function project(overrides: Record<string, unknown> = {}) {
  const context = await temporaryContext(overrides)
  for (const one of [previous, page]) {
    await context.workspace.write(artifactPath('read', one.page.page_id), JSON.stringify(one.reading))
    await context.workspace.write(artifactPath('structure', one.page.page_id), JSON.stringify(one.structure))
    await context.workspace.write(artifactPath('classify', one.page.page_id), JSON.stringify(one.classification))
  }
  await context.workspace.write(CATALOGUE_PATH, [previous, page].map((one) => JSON.stringify(one.page)).join('\n'))
  const task = { page_id: page.page.page_id, page: page.page, previous: previous.page, next: null, candidate: null }
  return { context, task, run: () => generateStage.run(task, context) }
}

it('writes numbered pairs with evidence, refusals with reasons, and counts what became of each block', async () => {
  const { context, run, task } = await project()
  const generated = await run()
  await context.workspace.write(artifactPath('generate', task.page_id), JSON.stringify(generated))
  expect(await readGenerated(context.workspace, task.page_id)).toEqual(generated)
  expect(generated.candidates.map(({ id }) => id)).toEqual(
    generated.candidates.map((_, index) => `40-5-q${String(index + 1).padStart(2, '0')}`),
  )
  const seal = generated.candidates.find(({ answer }) => answer === 'Grease.')
  expect(seal).toMatchObject({ operation: '40 11 300', section: { id: '40' }, generator: { id: 'rules', writer: 'steps' } })
  expect([seal?.question, ...(seal?.paraphrases ?? [])]).toContain(
    'What should the sealing face be coated with when replacing the hub seal?',
  )
  expect(generated.refusals.map(({ reason }) => reason)).toContain('not a known word: blorgon')
  const { used, refused, no_interest } = generated.coverage
  expect(used + refused + no_interest).toBe(6)
})

it('puts misread words right in what it says and quotes the page as read', async () => {
  const { candidates } = await (await project()).run()
  const valve = candidates.find(({ answer }) => answer === 'A pin wrench.')
  expect(valve?.question).toContain('valve')
  expect(valve?.evidence.at(-1)?.quote).toBe('Close the vaive with a pin wrench.')
})

it('gives the same pairs again, other wordings with another seed, and fewer below a limit', async () => {
  const first = await (await project()).run()
  expect(await (await project()).run()).toEqual(first)
  const other = await (await project({ split: { random_seed: 7 } })).run()
  expect(other.candidates.map(({ answer }) => answer)).toEqual(first.candidates.map(({ answer }) => answer))
  expect(other.candidates.map(({ question }) => question)).not.toEqual(first.candidates.map(({ question }) => question))
  const limited = await (await project({ generate: { questions_per_page: { procedure: 1 } } })).run()
  expect(limited.candidates).toHaveLength(1)
  expect(limited.refusals.map(({ reason }) => reason)).toContain('over the limit of questions_per_page')
})

it('skips pages and kinds of page that the settings name', async () => {
  expect((await (await project({ generate: { skip_page_patterns: ['40-*'] } })).run()).candidates).toEqual([])
  expect((await (await project({ generate: { skip_content_types: ['procedure'] } })).run()).candidates).toEqual([])
})

it('names the vehicle that the settings give for the path, and depends on neighbours and the index', async () => {
  const { context, task } = await project({ vehicle: { names: ['Marten'], by_path: [{ pattern: 'running gear', names: ['Marten C2'] }] } })
  await context.workspace.write(
    sectionIndexPath(page.page.section),
    JSON.stringify({
      section_id: '40',
      section_name: 'Running Gear',
      index_pages: [],
      procedures: [{ code: '40 12 000', name: 'Tensioner – bleed', pages: ['40-5'] }],
      page_to_procedures: {},
      merge_warnings: [],
      without_code: [],
    }),
  )
  const material = await loadMaterial(task, context)
  expect(material.vehicles).toEqual(['Marten C2'])
  expect(material.operations.map(({ code }) => code)).toEqual(['40 12 000'])
  expect(material.previous?.page.page_id).toBe('40-4')
  expect(generateStage.alsoDependsOn?.(task)).toEqual([
    { stage: 'structure', page_id: '40-4' },
    { stage: 'classify', page_id: '40-4' },
    { file: 'work/indices/40-running-gear.json' },
    { file: 'work/references/40-running-gear.json' },
  ])
})

it('bounds procedures and explanations by the rules of their task, and converts units as the settings say', async () => {
  const reasons = async (task_rules: object) =>
    (await (await project({ generate: { task_rules } })).run()).refusals.map(({ reason }) => reason)
  expect(await reasons({ procedure: { max_steps: 1 } })).toContain('more steps than task_rules.procedure.max_steps')
  expect(await reasons({})).not.toContain('more steps than task_rules.procedure.max_steps')
  await expect((await project({ generate: { unit_canon: { mm: 'Nm' } } })).run()).rejects.toMatchObject({ code: 'SETTINGS' })
})
