import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { pagetune, someOfTheManual, temporaryFolder } from './project.ts'

interface Ended {
  readonly exit_code: number
  readonly accounting: { readonly pairs: { readonly written: number; readonly kept: number } | null }
  readonly imbalances: readonly string[]
}

const SHEET = 'Cairn-specifications.html'
const sources = someOfTheManual([SHEET])
const project = temporaryFolder('part-runs')
afterAll(() => {
  for (const folder of [project, dirname(sources)]) rmSync(folder, { recursive: true, force: true })
})

async function run(...args: string[]): Promise<Ended> {
  const { stdout, stderr } = await pagetune(['run', sources, '--project', project, '--json', ...args])
  expect(stdout, stderr).not.toBe('')
  return JSON.parse(stdout) as Ended
}

const addRow = (label: string, value: string): void => {
  const text = readFileSync(join(sources, SHEET), 'utf8')
  writeFileSync(join(sources, SHEET), text.replace('</tr>', `</tr><tr><td>${label}</td><td>${value}</td><td>${value}</td></tr>`))
}

it.each(['generate', 'check'])(
  'a run that ends with %s does not sum up pairs with what later stages made of older ones',
  async (last) => {
    const before = await run()
    expect(before).toMatchObject({ exit_code: 0, imbalances: [] })
    addRow(`Length of the ${last} hose`, '812 mm')
    expect(await run('--until', last)).toMatchObject({ exit_code: 0, imbalances: [], accounting: { pairs: null } })
    const after = await run()
    expect(after).toMatchObject({ exit_code: 0, imbalances: [] })
    expect(after.accounting.pairs!.written).toBeGreaterThan(before.accounting.pairs!.written)
  },
  300_000,
)

it('a summary that does not fit the pairs is told, not taken for out of date', async () => {
  await run()
  const path = join(project, 'work/deduplicate/summary.json')
  const summary = JSON.parse(readFileSync(path, 'utf8')) as { kept: number }
  writeFileSync(path, JSON.stringify({ ...summary, kept: summary.kept + 1 }))
  const ended = await run('--until', 'check')
  expect(ended.exit_code).toBe(1)
  expect(ended.imbalances.join('\n')).toMatch(/pairs: \d+ in/)
}, 200_000)
