import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { fingerprint, pagetune, someOfTheManual, temporaryFolder } from './project.ts'
import { FEW_PAGES } from './few-pages.ts'

interface RunResult {
  readonly exit_code: number
  readonly stages: readonly { readonly stage: string; readonly done: number; readonly current: number; readonly failed: number }[]
  readonly accounting: {
    readonly pages: { readonly kept: number }
    readonly pairs: { readonly kept: number; readonly train: number } | null
  }
  readonly imbalances: readonly string[]
}

async function run(project: string, ...args: string[]): Promise<RunResult> {
  const finished = await pagetune(['run', '--project', project, '--json', ...args])
  expect([0, 1], finished.stderr).toContain(finished.code)
  return JSON.parse(finished.stdout) as RunResult
}

const redone = (result: RunResult): string[] => result.stages.filter(({ done }) => done > 0).map(({ stage }) => stage)

describe('a run', () => {
  const sources = someOfTheManual(FEW_PAGES)
  const project = temporaryFolder('run')
  let first: RunResult

  beforeAll(async () => {
    first = await run(project, sources)
  }, 300_000)

  it('ends with datasets, and everything adds up', () => {
    expect(first.exit_code).toBe(0)
    expect(first.imbalances).toEqual([])
    expect(first.accounting.pairs!.kept).toBeGreaterThan(10)
    for (const file of ['examples.jsonl', 'hf_train_autotrain.jsonl', 'vlm_train.jsonl', 'report.html', 'report.md', 'README.md'])
      expect(existsSync(join(project, 'data', file)), file).toBe(true)
  })

  it('validates', async () => {
    const finished = await pagetune(['validate', '--project', project, '--json'])
    expect(JSON.parse(finished.stdout)).toMatchObject({ ok: true })
    expect(finished.code).toBe(0)
  })

  it('does nothing the second time', async () => {
    expect(redone(await run(project, sources))).toEqual(['inventory'])
  })

  it('redoes only what a changed setting reaches', async () => {
    writeFileSync(join(project, 'pagetune.yaml'), 'split:\n  random_seed: 7\n')
    expect(redone(await run(project, sources))).toEqual(expect.arrayContaining(['inventory', 'split', 'report']))
    expect(redone(await run(project, sources))).toEqual(['inventory'])
    writeFileSync(join(project, 'pagetune.yaml'), 'split:\n  random_seed: 7\ncheck:\n  min_question_length: 16\n')
    const stages = redone(await run(project, sources))
    expect(stages).toContain('check')
    for (const stage of ['prepare', 'clean', 'read', 'structure', 'classify', 'generate']) expect(stages).not.toContain(stage)
    rmSync(join(project, 'pagetune.yaml'))
  })

  it('refilters by changed thresholds without reading or writing anything anew', async () => {
    const keptBefore = (await run(project, sources)).accounting.pairs!.kept
    writeFileSync(join(project, 'pagetune.yaml'), 'check:\n  max_answer_length: 12\n')
    const finished = await pagetune(['refilter', sources, '--project', project, '--json'])
    const strict = JSON.parse(finished.stdout) as RunResult
    expect(strict.accounting.pairs!.kept).toBeLessThan(keptBefore)
    expect(redone(strict)).not.toContain('generate')
    writeFileSync(join(project, 'pagetune.yaml'), 'check:\n  max_answer_length: 12\n  treat:\n    lengths: ignore\n')
    const ignored = JSON.parse((await pagetune(['refilter', sources, '--project', project, '--json'])).stdout) as RunResult
    expect(ignored.accounting.pairs!.kept).toBe(keptBefore)
    writeFileSync(join(project, 'pagetune.yaml'), 'check:\n  treat:\n    lenghts: ignore\n')
    expect((await pagetune(['refilter', sources, '--project', project])).stderr).toContain('lenghts')
    rmSync(join(project, 'pagetune.yaml'))
  })

  it('mends what was deleted, and gives the same bytes', async () => {
    await run(project, sources)
    const before = fingerprint(project)
    rmSync(join(project, 'data'), { recursive: true })
    rmSync(join(project, 'work/structure'), { recursive: true })
    await run(project, sources)
    expect(fingerprint(project)).toEqual(before)
  })

  it('gives the same bytes in another folder', async () => {
    const other = temporaryFolder('run-again')
    await run(other, sources, '--workers', '1')
    expect(fingerprint(other)).toEqual(fingerprint(project))
  })

  it('says what it would do, and writes nothing', async () => {
    const empty = temporaryFolder('dry')
    const finished = await pagetune(['run', sources, '--project', empty, '--dry-run'])
    expect(finished.code).toBe(0)
    expect(finished.stdout).toContain('Would work in')
    expect(existsSync(join(empty, 'work'))).toBe(false)
  })

  it('tells its state', async () => {
    const status = await pagetune(['status', '--project', project])
    expect(status.code).toBe(0)
    expect(status.stdout).toMatch(/^report\s+done/m)
  })

  it('takes over a torn ledger', async () => {
    const before = fingerprint(project)
    appendFileSync(join(project, 'work/check/ledger.jsonl'), '{"page_id":"torn')
    await run(project, sources)
    expect(fingerprint(project)).toEqual(before)
  })
})

describe('a run that cannot start', () => {
  it('says so with exit code 2 when a source is missing', async () => {
    const finished = await pagetune(['run', 'no-such-folder', '--project', temporaryFolder('missing')])
    expect(finished.code).toBe(2)
    expect(finished.stderr).toContain('no-such-folder')
    expect(finished.stderr).toContain('→')
  })

  it('says so when a setting is wrong', async () => {
    const project = temporaryFolder('wrong')
    writeFileSync(join(project, 'pagetune.yaml'), 'prepare:\n  pdf_dip: 100\n')
    const finished = await pagetune(['run', '--project', project])
    expect(finished.code).toBe(2)
    expect(finished.stderr).toContain('pagetune.yaml:2')
    expect(finished.stderr).toContain('Did you mean "pdf_dpi"?')
  })

  it('says so when an option or a command is unknown', async () => {
    expect((await pagetune(['run', '--no-such-option'])).code).toBe(2)
    expect((await pagetune(['rnu'])).code).toBe(2)
  })

  it('says so when a source folder holds nothing', async () => {
    const finished = await pagetune(['run', temporaryFolder('empty'), '--project', temporaryFolder('nothing')])
    expect(finished.code).toBe(2)
    expect(finished.stderr).toContain('NO_SOURCES')
  })
})

describe('help', () => {
  it('lists every stage and command with a line on each', async () => {
    const { stdout, code } = await pagetune(['--help'])
    expect(code).toBe(0)
    for (const name of [
      'run',
      'inventory',
      'prepare',
      'read',
      'structure',
      'classify',
      'generate',
      'check',
      'deduplicate',
      'split',
      'export',
      'report',
      'status',
      'validate',
      'init',
      'doctor',
      'clean',
    ]) {
      expect(stdout).toMatch(new RegExp(`^  ${name}\\b.*\\S{3}`, 'm'))
    }
  })
})

describe('a new project', () => {
  it('is started by init, and its settings are valid', async () => {
    const folder = join(temporaryFolder('init'), 'my-manual')
    expect((await pagetune(['init', folder])).code).toBe(0)
    expect(readFileSync(join(folder, 'pagetune.yaml'), 'utf8')).toContain('data_src')
    expect((await pagetune(['init', folder])).code).toBe(2)
    const doctor = await pagetune(['doctor', '--project', folder, '--json'])
    expect(JSON.parse(doctor.stdout)).toMatchObject({ ok: true })
  })

  it('is cleaned without touching sources, settings or decisions', async () => {
    const folder = join(temporaryFolder('clean'), 'my-manual')
    await pagetune(['init', folder])
    writeFileSync(join(folder, 'review.jsonl'), '{}\n')
    writeFileSync(join(folder, 'data_src/page.jpg'), 'x')
    await pagetune(['inventory', '--project', folder])
    expect(existsSync(join(folder, 'work'))).toBe(true)
    await pagetune(['clean', '--all', '--project', folder])
    expect(['work', 'data', 'review.jsonl', 'pagetune.yaml', 'data_src/page.jpg'].map((name) => existsSync(join(folder, name)))).toEqual([
      false,
      false,
      true,
      true,
      true,
    ])
  })
})
