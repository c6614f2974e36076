import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { settingsSchema } from '../../src/contracts/settings.ts'
import type { StageContext } from '../../src/contracts/stage.ts'
import type { Checked } from '../../src/contracts/example.ts'
import { artifactPath } from '../../src/stages/artifacts.ts'
import { checkStage } from '../../src/stages/check/index.ts'
import { materialOf, pairOn } from '../checks/material.ts'
import { temporaryContext } from '../context.ts'

const folders: string[] = []
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))

const material = materialOf({
  blocks: [{ text: 'Tighten the drain plug of the gearbox and fit a new copper ring.', confidence: 0.975 }, { text: 'Use copper grease.' }],
})
const task = { page_id: 'page-1', candidate: null, page: material.page, previous: null, next: null }
const pair = pairOn(material, {
  question: 'What must be done with the drain plug of the gearbox?',
  answer: 'Tighten the drain plug and fit a new copper ring.',
})

async function project(): Promise<StageContext> {
  const context = await temporaryContext()
  folders.push(context.folder)
  const { reading, structure, classification } = material
  const generated = { page_id: 'page-1', candidates: [pair], refusals: [], coverage: { used: 1, refused: 0, no_interest: 1 } }
  for (const [stage, value] of Object.entries({ read: reading, structure, classify: classification, generate: generated }))
    await context.workspace.write(artifactPath(stage, 'page-1'), JSON.stringify(value))
  return context
}

/** Runs the stage with these thresholds and keeps its output, as the pipeline does. */
async function checked(context: StageContext, thresholds: Record<string, unknown>): Promise<Checked> {
  const settings = settingsSchema.parse({ check: thresholds })
  const output = await checkStage.run(task, { ...context, settings })
  await context.workspace.write(artifactPath('check', 'page-1'), JSON.stringify(output))
  return output
}

const result = ({ pairs }: Checked, check: string): string | undefined =>
  pairs[0]?.verdicts.find((verdict) => verdict.check === check)?.result

/** Gives the artifact verdicts that no check would give: those that stand show themselves by them. */
async function marked(context: StageContext, output: Checked, columns: boolean): Promise<void> {
  const pairs = output.pairs.map((each) => ({ ...each, verdicts: each.verdicts.map((verdict) => ({ ...verdict, reason: 'as before' })) }))
  const path = 'work/check/columns/page-1.json'
  const noted = JSON.parse((await context.workspace.read(path)).toString()) as Record<string, unknown>
  const digest = createHash('sha256').update(JSON.stringify(pairs)).digest('hex')
  await context.workspace.write(artifactPath('check', 'page-1'), JSON.stringify({ ...output, pairs }))
  if (columns) await context.workspace.write(path, JSON.stringify({ ...noted, pairs: digest }))
}

const judgedAnew = ({ pairs }: Checked): string[] =>
  (pairs[0]?.verdicts ?? []).filter(({ reason }) => reason !== 'as before').map(({ check }) => check)

describe('thresholds that move after a run', () => {
  it('change the verdicts that read them, to what a run from the start says', async () => {
    const context = await project()
    expect(result(await checked(context, {}), 'confidence')).toBe('pass')
    const moved = await checked(context, { min_confidence: 0.99, min_answer_length: 60 })
    expect([result(moved, 'confidence'), result(moved, 'lengths')]).toEqual(['review', 'fail'])
    expect(moved).toEqual(await checked(await project(), { min_confidence: 0.99, min_answer_length: 60 }))
    expect(await checked(context, {})).toEqual(await checked(await project(), {}))
  })

  it('let only the checks judge again that read them', async () => {
    const context = await project()
    await marked(context, await checked(context, {}), true)
    expect(judgedAnew(await checked(context, { min_answer_length: 60 }))).toEqual(['lengths'])
  })

  it('let none judge again where only what objections do has changed', async () => {
    const context = await project()
    const before = await checked(context, { min_answer_length: 60 })
    expect(before.pairs[0]?.outcome).toBe('rejected')
    await marked(context, before, true)
    const after = await checked(context, { min_answer_length: 60, treat: { lengths: 'review' } })
    expect(judgedAnew(after)).toEqual([])
    expect(after.pairs[0]?.outcome).toBe('review')
  })

  it('let all judge again where the page has changed, the output is not the noted one, or nothing has moved', async () => {
    const context = await project()
    const all = (await checked(context, {})).pairs[0]?.verdicts.length
    await marked(context, await checked(context, {}), true)
    expect(judgedAnew(await checked(context, {}))).toHaveLength(all ?? 0)
    await marked(context, await checked(context, {}), false)
    expect(judgedAnew(await checked(context, { min_answer_length: 60 }))).toHaveLength(all ?? 0)
    await marked(context, await checked(context, {}), true)
    await context.workspace.write(artifactPath('read', 'page-1'), JSON.stringify({ ...material.reading, engine: 'another' }))
    expect(judgedAnew(await checked(context, { min_answer_length: 60 }))).toHaveLength(all ?? 0)
  })
})
