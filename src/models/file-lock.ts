import { randomBytes } from 'node:crypto'
import { constants, copyFile, link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

const POLL_MILLISECONDS = 5
/** A lock that is empty for so long was being written at a kill. */
const TORN_MILLISECONDS = 2000

/**
 * Holds a lock file while `work` runs; waits for other processes that hold it. A lock whose process is gone is removed, by one of the
 * waiting processes at a time. The file appears with its content at once, so that nobody takes one that is being written for a torn one.
 */
export async function withFileLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  await mkdir(dirname(path), { recursive: true })
  const own = `${path}.${process.pid}-${randomBytes(4).toString('hex')}`
  await writeFile(own, JSON.stringify({ pid: process.pid, host: hostname() }))
  try {
    while (!(await placed(own, path))) {
      await removeIfAbandoned(own, path)
      await delay(POLL_MILLISECONDS)
    }
  } finally {
    await rm(own, { force: true })
  }
  try {
    return await work()
  } finally {
    await rm(path, { force: true })
  }
}

/** Puts a file under another name where none is; false where one is. */
async function placed(own: string, path: string): Promise<boolean> {
  try {
    await link(own, path)
    return true
  } catch (cause) {
    if (hasCode(cause, 'EEXIST')) return false
    // A file system without hard links: the copy is there before its content is.
    if (!hasCode(cause, 'EPERM') && !hasCode(cause, 'ENOTSUP') && !hasCode(cause, 'ENOSYS')) throw cause
  }
  try {
    await copyFile(own, path, constants.COPYFILE_EXCL)
    return true
  } catch (cause) {
    if (hasCode(cause, 'EEXIST')) return false
    throw cause
  }
}

/**
 * Removes a lock whose process is gone. Who removes holds a lock of its own: else a second one could remove what a third has put there
 * in between. A dead process cannot give its lock back, so under that second lock the file cannot change.
 */
async function removeIfAbandoned(own: string, path: string): Promise<void> {
  if (!(await isAbandoned(path))) return
  const removal = `${path}.removal`
  if (!(await placed(own, removal))) {
    // Killed while it removed: the next one starts again.
    if (await isAbandoned(removal)) await rm(removal, { force: true })
    return
  }
  try {
    if (await isAbandoned(path)) await rm(path, { force: true })
  } finally {
    await rm(removal, { force: true })
  }
}

async function isAbandoned(path: string): Promise<boolean> {
  const content = await contentOf(path)
  if (content !== '') return content !== null && !isAlive(content)
  const before = await changedAt(path)
  await delay(TORN_MILLISECONDS)
  return (await contentOf(path)) === '' && (await changedAt(path)) === before
}

/** When a file was written last, in milliseconds; null when there is none. */
async function changedAt(path: string): Promise<number | null> {
  try {
    return (await stat(path)).mtimeMs
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return null
    throw cause
  }
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
