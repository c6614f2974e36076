import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadSettings } from '../../src/config/load.ts'
import { PagetuneError } from '../../src/contracts/error.ts'

async function projectWith(yaml: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'pagetune-settings-'))
  await writeFile(join(folder, 'pagetune.yaml'), yaml)
  return folder
}

async function problem(yaml: string): Promise<PagetuneError> {
  try {
    await loadSettings(await projectWith(yaml))
  } catch (thrown) {
    if (thrown instanceof PagetuneError) return thrown
    throw thrown
  }
  throw new Error('The settings were accepted.')
}

describe('settings', () => {
  it('are all optional', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'pagetune-settings-'))
    const { settings, sources } = await loadSettings(folder)
    expect(settings.prepare.pdf_dpi).toBe(200)
    expect(sources).toEqual([join(folder, 'data_src')])
  })

  it('refuse an unknown key with its line and the key that was meant', async () => {
    const error = await problem('sources: [a]\nprepare:\n  pdf_dpi: 150\n  pdf_dip: 150\n')
    expect(error.where).toBe('pagetune.yaml:4')
    expect(error.message).toContain('unknown key "prepare.pdf_dip"')
    expect(error.fix).toBe('Did you mean "pdf_dpi"?')
  })

  it('report every wrong key at once', async () => {
    const error = await problem('prepar: {}\nsplit:\n  train_splt: 1\n')
    expect(error.message).toContain('pagetune.yaml:1: unknown key "prepar". Did you mean "prepare"?')
    expect(error.message).toContain('pagetune.yaml:3: unknown key "split.train_splt". Did you mean "train_split"?')
  })

  it('refuse a wrong value with its line', async () => {
    const error = await problem('split:\n  train_split: 1.5\n')
    expect(error.where).toBe('pagetune.yaml:2')
    expect(error.message).toContain('split.train_split')
  })

  it('refuse a pattern that is no regular expression, with its line', async () => {
    const error = await problem('classify:\n  operation_code_pattern: "(\\\\d"\n')
    expect(error.where).toBe('pagetune.yaml:2')
    expect(error.message).toContain('classify.operation_code_pattern: This is not a regular expression.')
  })

  it('refuse broken YAML with its line', async () => {
    expect((await problem('sources: [a\nsplit: {\n')).where).toMatch(/^pagetune\.yaml:\d$/)
  })

  it('remember where each value came from, flags winning over the file', async () => {
    const folder = await projectWith('split:\n  random_seed: 1\n  train_split: 0.8\n')
    const { settings, origins } = await loadSettings(folder, [{ path: ['split', 'random_seed'], value: 7, flag: '--seed' }])
    expect(settings.split).toMatchObject({ random_seed: 7, train_split: 0.8 })
    expect(origins.get('split.random_seed')).toBe('flag --seed')
    expect(origins.get('split.train_split')).toBe('pagetune.yaml:3')
  })

  it('take sources from the command line before those of the file', async () => {
    const folder = await projectWith('sources: [one, two]\n')
    expect((await loadSettings(folder)).sources).toEqual([join(folder, 'one'), join(folder, 'two')])
    expect((await loadSettings(folder, [], ['/elsewhere'])).sources).toEqual(['/elsewhere'])
  })
})
