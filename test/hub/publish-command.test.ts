import { execFile } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { exportStage } from '../../src/stages/export/index.ts'
import { splitProject } from '../formats/project.ts'
import { REPOSITORY } from '../repository.ts'
import { hubServer } from './hub-server.ts'

const folders: string[] = []
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))

async function exported(license: string | null): Promise<string> {
  const context = await splitProject({ export: { card: { license } } })
  await exportStage.run([], context)
  folders.push(context.folder)
  return context.folder
}

/** The compiled command line, without the tokens of whoever runs the tests. */
async function pagetune(project: string, more: readonly string[], environment: Record<string, string> = {}) {
  const env = { PATH: process.env['PATH'] ?? '', HOME: project, ...environment }
  const command = [join(REPOSITORY, 'dist/src/cli/main.js'), 'publish', '--project', project, '--repo', 'anna/kestrel', ...more]
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, command, { env })
    return { code: 0, stdout, stderr }
  } catch (thrown) {
    const { code, stdout, stderr } = thrown as { code: number; stdout: string; stderr: string }
    return { code, stdout, stderr }
  }
}

describe('pagetune publish', () => {
  it('shows files, sizes and card without a token, and what it would refuse', async () => {
    const shown = await pagetune(await exported('cc-by-4.0'), ['--dry-run'])
    expect(shown.code).toBe(0)
    expect(shown.stdout).toMatch(/Would publish \d+ files, \d+ bytes, to anna\/kestrel/)
    expect(shown.stdout).toMatch(/^ +\d+ {2}images\/11-01_engine\.png$/m)
    expect(shown.stdout).toContain('license: cc-by-4.0')
    const refused = await pagetune(await exported(null), ['--dry-run'])
    expect(refused.code).toBe(1)
    expect(refused.stdout).toContain('It would be refused: The dataset card states no licence.')
  })

  it('refuses a card without licence, data that does not validate, and to go without a token, unless told otherwise', async () => {
    const project = await exported(null)
    const hub = await hubServer()
    const token = { HF_TOKEN: 'hf_test', HF_ENDPOINT: hub.url }
    try {
      expect(await pagetune(project, [], token)).toMatchObject({ code: 2, stderr: expect.stringContaining('LICENSE_MISSING') })
      expect(await pagetune(project, ['--allow-no-license'])).toMatchObject({ code: 2, stderr: expect.stringContaining('TOKEN_MISSING') })
      const whole = await pagetune(project, ['--allow-no-license', '--private'], token)
      expect(whole).toMatchObject({ code: 0, stdout: expect.stringContaining('uploaded') })
      expect(hub.repositories.get('anna/kestrel')).toMatchObject({ private: true })
      expect(hub.repositories.get('anna/kestrel')?.files.has('images/11-01_engine.png')).toBe(true)
      const again = await pagetune(project, ['--allow-no-license', '--json'], token)
      expect(JSON.parse(again.stdout)).toMatchObject({ uploaded: 0, commits: 0 })
      await rm(join(project, 'data/pages.jsonl'))
      expect(await pagetune(project, ['--allow-no-license'], token)).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('NOTHING_TO_PUBLISH'),
      })
    } finally {
      await hub.close()
    }
  })

  it('refuses data that validate rejects', async () => {
    const context = await splitProject({ export: { card: { license: 'cc-by-4.0' } } })
    await exportStage.run([], context)
    folders.push(context.folder)
    await context.workspace.write('data/vlm_val.jsonl', 'torn')
    expect(await pagetune(context.folder, [], { HF_TOKEN: 'hf_test' })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('DATASET_INVALID'),
    })
    expect(await pagetune(context.folder, ['--dry-run', '--allow-invalid'])).toMatchObject({ code: 0 })
  })
})
