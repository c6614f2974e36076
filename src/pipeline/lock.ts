import { open, readFile, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { PagetuneError } from '../contracts/error.ts'

const LOCK_FILE = '.pagetune.lock'

/**
 * One run at a time in a project. Returns whether an earlier run ended without giving the lock back (it was killed), and how to release.
 * Throws LOCKED while another process of this machine holds it.
 */
export async function lockProject(folder: string): Promise<{ abandoned: boolean; release(): Promise<void> }> {
  const path = join(folder, LOCK_FILE)
  let abandoned = false
  for (;;) {
    try {
      const handle = await open(path, 'wx')
      await handle.writeFile(JSON.stringify({ pid: process.pid, host: hostname() }))
      await handle.close()
      return { abandoned, release: () => rm(path, { force: true }) }
    } catch (cause) {
      if (!(cause instanceof Error && 'code' in cause)) throw cause
      if (cause.code !== 'EEXIST') {
        throw new PagetuneError('NOT_PERMITTED', `The project folder ${folder} cannot be written to.`, {
          where: folder,
          fix: 'Give --project a folder that exists and that you may write to.',
          cause,
        })
      }
      const holder = await holderOf(path)
      if (holder !== null && isAlive(holder)) {
        throw new PagetuneError('LOCKED', `Another run (process ${holder.pid}) is working in this project.`, {
          where: path,
          fix: `Wait for it to end. If there is none, delete ${LOCK_FILE} in the project folder.`,
        })
      }
      abandoned = true
      await rm(path, { force: true })
    }
  }
}

async function holderOf(path: string): Promise<{ pid: number; host: string } | null> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'))
    if (typeof value === 'object' && value !== null && 'pid' in value && 'host' in value) {
      return { pid: Number(value.pid), host: String(value.host) }
    }
    return null
  } catch {
    // Torn by a kill while it was written: nobody holds it.
    return null
  }
}

function isAlive(holder: { pid: number; host: string }): boolean {
  if (holder.host !== hostname()) return true
  try {
    process.kill(holder.pid, 0)
    return true
  } catch (cause) {
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM'
  }
}
