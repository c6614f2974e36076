import { spawnSync } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { withFileLock } from '../../src/models/file-lock.ts'

let folder: string
let lock: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pagetune-lock-'))
  lock = join(folder, 'spend.jsonl.lock')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** Many at once take the lock again and again; the most that held it at one moment, and how often it was held. */
async function crowd(): Promise<{ most: number; held: number }> {
  let [inside, most, held] = [0, 0, 0]
  const one = async (): Promise<void> => {
    for (let turn = 0; turn < 10; turn++)
      await withFileLock(lock, async () => {
        most = Math.max(most, (inside += 1))
        held += 1
        await Promise.resolve()
        inside -= 1
      })
  }
  await Promise.all(Array.from({ length: 12 }, one))
  return { most, held }
}

it('is held by one at a time, and leaves nothing behind', async () => {
  expect(await crowd()).toEqual({ most: 1, held: 120 })
  expect(await readdir(folder)).toEqual([])
}, 30_000)

it('is taken over from a process that is gone, and from one that was killed while it took over', async () => {
  const gone = spawnSync(process.execPath, ['-e', '']).pid
  for (const name of [lock, `${lock}.removal`]) await writeFile(name, JSON.stringify({ pid: gone, host: hostname() }))
  expect(await crowd()).toEqual({ most: 1, held: 120 })
  expect(await readdir(folder)).toEqual([])
}, 30_000)

it('that was torn by a kill while it was written is taken over', async () => {
  await writeFile(lock, '')
  expect(await withFileLock(lock, () => Promise.resolve('in'))).toBe('in')
}, 30_000)
