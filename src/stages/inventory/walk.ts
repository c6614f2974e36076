import type { Dirent } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, posix, resolve, sep } from 'node:path'
import { PagetuneError } from '../../contracts/error.ts'
import type { LeftOutFile } from '../../contracts/source.ts'
import { naturalOrder } from './natural-order.ts'

/** A regular file below a source root. */
export interface FoundFile {
  /** Relative to the root, forward slashes; the file's name when the root is a file itself. */
  readonly path: string
  readonly root: number
  readonly absolute: string
}

export interface Walked {
  /** The folder that the paths start from. */
  readonly folder: string
  readonly files: readonly FoundFile[]
  readonly leftOut: readonly LeftOutFile[]
}

/**
 * Lists a source root, folder by folder in natural order. Symbolic links are never followed: what they point to inside the
 * root is found at its own place, and what lies outside was not given. `ownFolders` are absolute paths of folders that
 * Pagetune writes. Throws SOURCE_MISSING when the root does not exist or cannot be read.
 */
export async function walkSource(source: string, root: number, ownFolders: readonly string[]): Promise<Walked> {
  const files: FoundFile[] = []
  const leftOut: LeftOutFile[] = []
  const start = await realRoot(source)
  if (!start.isFolder) return { folder: dirname(resolve(source)), files: [{ path: basename(source), root, absolute: start.path }], leftOut }

  const skip = (path: string, reason: string) => leftOut.push({ path, root, bytes: 0, status: 'skipped', reason })

  async function visit(folder: string, path: string): Promise<void> {
    for (const entry of await entriesOf(folder, path)) {
      const inner = path === '' ? entry.name : posix.join(path, entry.name)
      const absolute = join(folder, entry.name)
      if (entry.isSymbolicLink()) skip(inner, await linkReason(absolute, start.path))
      else if (entry.name.startsWith('.')) skip(inner, entry.isDirectory() ? 'hidden folder' : 'hidden file')
      else if (entry.isDirectory() && ownFolders.includes(absolute)) skip(inner, 'a folder that Pagetune writes')
      else if (entry.isDirectory()) await visit(absolute, inner)
      else if (entry.isFile()) files.push({ path: inner, root, absolute })
      else skip(inner, 'not a regular file')
    }
  }

  async function entriesOf(folder: string, path: string): Promise<Dirent[]> {
    try {
      return (await readdir(folder, { withFileTypes: true })).sort((one, other) => naturalOrder(one.name, other.name))
    } catch (cause) {
      if (path === '') throw missing(source, cause)
      leftOut.push(failedFolder(path, root, cause))
      return []
    }
  }

  await visit(start.path, '')
  return { folder: resolve(source), files, leftOut }
}

async function realRoot(source: string): Promise<{ path: string; isFolder: boolean }> {
  try {
    const path = await realpath(resolve(source))
    return { path, isFolder: (await stat(path)).isDirectory() }
  } catch (cause) {
    throw missing(source, cause)
  }
}

function missing(source: string, cause: unknown): PagetuneError {
  return new PagetuneError('SOURCE_MISSING', `The source ${source} does not exist or cannot be read.`, {
    where: source,
    fix: 'Put the manual there, or name its folder: `pagetune run FOLDER`, or `sources` in pagetune.yaml.',
    cause,
  })
}

function failedFolder(path: string, root: number, cause: unknown): LeftOutFile {
  const failure = new PagetuneError(
    'UNREADABLE',
    `The folder cannot be read: ${cause instanceof Error ? cause.message.split(',')[0] : String(cause)}.`,
    {
      where: path,
      fix: 'Give yourself permission to read it and run again.',
      retry: 'retry',
    },
  ).toRecord()
  return { path, root, bytes: 0, status: 'failed', reason: failure.message, failure }
}

async function linkReason(link: string, root: string): Promise<string> {
  let target: string
  try {
    target = await realpath(link)
  } catch {
    return 'symbolic link that leads nowhere or to itself'
  }
  if (target !== root && !target.startsWith(root + sep)) return 'symbolic link that leads outside the source folder'
  if (link === target || link.startsWith(target + sep)) return 'symbolic link that loops back to a folder above it'
  return `symbolic link to ${target
    .slice(root.length + 1)
    .split(sep)
    .join('/')}, which is read at its own place`
}
