import { randomBytes } from 'node:crypto'
import { appendFile, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, posix, resolve, sep } from 'node:path'
import { PagetuneError } from '../contracts/error.ts'
import { TEMPORARY_PREFIX, type Workspace } from '../contracts/workspace.ts'

/** A workspace in a local folder. Paths that lead outside of it are refused. */
export function folderWorkspace(root: string): Workspace {
  const base = resolve(root)

  function localPath(path: string): string {
    const full = resolve(base, path)
    if (full !== base && !full.startsWith(base + sep)) {
      throw new PagetuneError('OUTSIDE_WORKSPACE', `The path ${path} leads outside the project folder.`, {
        where: path,
        fix: 'Use a path below the project folder.',
      })
    }
    return full
  }

  return {
    localPath,
    async read(path) {
      try {
        return await readFile(localPath(path))
      } catch (cause) {
        throw storageError(cause, path)
      }
    },
    async write(path, bytes) {
      const target = localPath(path)
      const temporary = join(dirname(target), TEMPORARY_PREFIX + randomBytes(6).toString('hex'))
      try {
        await mkdir(dirname(target), { recursive: true })
        const handle = await open(temporary, 'w')
        try {
          await handle.writeFile(bytes)
        } finally {
          await handle.close()
        }
        await rename(temporary, target)
      } catch (cause) {
        await rm(temporary, { force: true })
        throw storageError(cause, path)
      }
    },
    async append(path, line) {
      const target = localPath(path)
      try {
        await mkdir(dirname(target), { recursive: true })
        await appendFile(target, line + '\n')
      } catch (cause) {
        throw storageError(cause, path)
      }
    },
    async has(path) {
      try {
        await stat(localPath(path))
        return true
      } catch (cause) {
        if (hasCode(cause, 'ENOENT') || hasCode(cause, 'ENOTDIR')) return false
        throw storageError(cause, path)
      }
    },
    async list(prefix) {
      const found: string[] = []
      await walk(localPath(prefix), prefix, found)
      return found.sort()
    },
    async remove(path) {
      await rm(localPath(path), { recursive: true, force: true })
    },
  }
}

async function walk(folder: string, path: string, found: string[]): Promise<void> {
  let entries
  try {
    entries = await readdir(folder, { withFileTypes: true })
  } catch (cause) {
    if (hasCode(cause, 'ENOENT') || hasCode(cause, 'ENOTDIR')) return
    throw storageError(cause, path)
  }
  for (const entry of entries) {
    if (entry.name.startsWith(TEMPORARY_PREFIX)) continue
    const inner = posix.join(path, entry.name)
    if (entry.isDirectory()) await walk(join(folder, entry.name), inner, found)
    else found.push(inner)
  }
}

function hasCode(thrown: unknown, code: string): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === code
}

function storageError(cause: unknown, path: string): PagetuneError {
  if (cause instanceof PagetuneError) return cause
  if (hasCode(cause, 'ENOENT')) {
    return new PagetuneError('NOT_FOUND', `There is no ${path}.`, { where: path, fix: 'Run the stage that writes it first.', cause })
  }
  if (hasCode(cause, 'ENOSPC') || hasCode(cause, 'EDQUOT')) {
    return new PagetuneError('DISK_FULL', `The disk is full: ${path} could not be written.`, {
      where: path,
      fix: 'Free some space and run the same command again; finished pages are kept.',
      cause,
    })
  }
  if (hasCode(cause, 'EACCES') || hasCode(cause, 'EPERM') || hasCode(cause, 'EROFS')) {
    return new PagetuneError('NOT_PERMITTED', `No permission to use ${path}.`, {
      where: path,
      fix: 'Change the permissions of the project folder.',
      cause,
    })
  }
  const message = cause instanceof Error ? cause.message : String(cause)
  return new PagetuneError('STORAGE', `${path} could not be read or written: ${message}`, {
    where: path,
    fix: 'Check the disk and the path, then run the command again.',
    retry: 'retry',
    cause,
  })
}
