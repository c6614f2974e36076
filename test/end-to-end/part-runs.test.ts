import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fingerprint, pagetune, someOfTheManual, temporaryFolder } from './project.ts'

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
  writeFileSync(path, JSON.stringify(summary))
}, 200_000)

it('what the stages wrote for the whole corpus is made again when it is gone', async () => {
  await run()
  await run('--from', 'deduplicate', '--force')
  const before = fingerprint(project)
  const made = Object.keys(before).filter((path) => !path.includes('/ledger') && /\.(csv|jsonl|json|md|html)$/.test(path))
  for (const gone of [made, ['work/pages.jsonl'], ['work/classified/pages.csv'], ['data/chat_train.jsonl']]) {
    for (const path of gone) rmSync(join(project, path))
    expect(await run()).toMatchObject({ exit_code: 0, imbalances: [] })
    expect(fingerprint(project), gone[0]).toEqual(before)
  }
}, 300_000)

interface Validated {
  readonly code: number | null
  readonly said: string
}

describe('pagetune validate of a project', () => {
  const lines = (path: string): string[] =>
    readFileSync(join(project, path), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
  const validated = async (...args: string[]): Promise<Validated> => {
    const { code, stdout } = await pagetune(['validate', '--project', project, '--json', ...args])
    const { problems } = JSON.parse(stdout) as { problems: readonly { severity: string; file: string; message: string }[] }
    return { code, said: problems.map(({ severity, file, message }) => `${severity} ${file}: ${message}`).join('\n') }
  }
  /** Changes a file of the project, validates, and puts the file back. */
  const broken = async (path: string, change: (text: string[]) => string[], ...args: string[]): Promise<Validated> => {
    const before = readFileSync(join(project, path))
    writeFileSync(
      join(project, path),
      change(lines(path))
        .map((line) => `${line}\n`)
        .join(''),
    )
    const found = await validated(...args)
    writeFileSync(join(project, path), before)
    return found
  }

  beforeAll(async () => {
    await run()
  }, 200_000)

  it('holds for what a run leaves', async () => {
    expect((await validated()).code).toBe(0)
  }, 60_000)

  it('names a pair that got lost between the stages', async () => {
    const { code, said } = await broken('data/examples.jsonl', (text) => text.slice(1))
    expect(code).toBe(1)
    expect(said).toMatch(/error data: The pair \S+ was written, and is neither in the dataset nor rejected/)
  }, 60_000)

  it('names a pair that is told twice, and one that nobody wrote', async () => {
    const [first = ''] = lines('data/examples.jsonl')
    const twice = await broken('work/logs/rejected.jsonl', (text) => [...text, first])
    expect(twice.code).toBe(1)
    expect(twice.said).toMatch(/error work\/logs\/rejected\.jsonl: The pair \S+ is rejected, and also in the dataset\./)
    const strange = await broken('work/logs/duplicates.jsonl', (text) => [...text, first.replace(/"id":"[^"]+"/, '"id":"nowhere-q01"')])
    expect(strange.code).toBe(1)
    expect(strange.said).toContain('error data: The pair nowhere-q01 is a duplicate, but no generator wrote it.')
  }, 60_000)

  it('finds an id that is given twice', async () => {
    const { code, said } = await broken('data/examples.jsonl', (text) => [...text, text[0] ?? ''])
    expect(code).toBe(1)
    expect(said).toMatch(/error data\/examples\.jsonl: The pair \S+ is in the dataset, and also in the dataset\./)
    expect(said).toContain('error examples.jsonl: The id of line 1 stands here again.')
  }, 60_000)

  it('lets warnings through, and with --strict counts them', async () => {
    const long = (text: string[]): string[] => [
      (text[0] ?? '').replace(/"answer":"/, `"answer":"${'very '.repeat(2000)}`),
      ...text.slice(1),
    ]
    const { code, said } = await broken('data/examples.jsonl', long)
    expect(said).toMatch(/warning examples\.jsonl: The answer has \d+ characters/)
    expect(said).not.toContain('error')
    expect(code).toBe(0)
    expect((await broken('data/examples.jsonl', long, '--strict')).code).toBe(1)
  }, 60_000)
})
