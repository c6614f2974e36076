import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

const POLL_MILLISECONDS = 5

/**
 * Holds a lock file while `work` runs; waits for other processes that hold it. A lock whose process is gone is taken over:
 * it is renamed first, which only one of several waiting processes can do.
 */
export async function withFileLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  await mkdir(dirname(path), { recursive: true })
  while (!(await taken(path))) {
    await removeIfAbandoned(path)
    await delay(POLL_MILLISECONDS)
  }
  try {
    return await work()
  } finally {
    await rm(path, { force: true })
  }
}

async function taken(path: string): Promise<boolean> {
  try {
    const handle = await open(path, 'wx')
    await handle.writeFile(JSON.stringify({ pid: process.pid, host: hostname() }))
    await handle.close()
    return true
  } catch (cause) {
    if (hasCode(cause, 'EEXIST')) return false
    throw cause
  }
}

async function removeIfAbandoned(path: string): Promise<void> {
  const before = await contentOf(path)
  // An empty file is a lock that is just being written, or was being written at a kill: the second look tells.
  if (before === '') await delay(POLL_MILLISECONDS * 20)
  const now = await contentOf(path)
  if (now === null || now !== before || (now !== '' && isAlive(now))) return
  const aside = `${path}.${randomBytes(4).toString('hex')}`
  try {
    await rename(path, aside)
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return
    throw cause
  }
  // Between the look and the rename another process may have taken over: then its fresh lock is given back.
  const moved = await contentOf(aside)
  if (moved !== now) await rename(aside, path)
  else await rm(aside, { force: true })
}

/** null when there is no lock. */
async function contentOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return null
    throw cause
  }
}

function isAlive(content: string): boolean {
  let holder: unknown
  try {
    holder = JSON.parse(content)
  } catch {
    // Torn by a kill while it was written: nobody holds it.
    return false
  }
  if (typeof holder !== 'object' || holder === null || !('pid' in holder) || !('host' in holder)) return false
  return isProcessAlive(Number(holder.pid), String(holder.host))
}

/** Whether a process is there; one of another machine is taken to be. */
export function isProcessAlive(pid: number, host: string): boolean {
  if (host !== hostname()) return true
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    return hasCode(cause, 'EPERM')
  }
}

function hasCode(thrown: unknown, code: string): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === code
}
