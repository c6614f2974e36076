import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { PagetuneError } from '../contracts/error.ts'

/** A file that is to be published. */
export interface LocalFile {
  /** Relative to the dataset folder, forward slashes; the same in the repository. */
  readonly path: string
  /** Absolute. */
  readonly source: string
  readonly bytes: number
}

const MANIFEST_FILE = 'manifest.json'
const manifestSchema = z.object({ files: z.array(z.object({ path: z.string() })) })

/** What the export wrote, by its manifest, and the manifest itself: nothing else in the folder is published. Throws NOTHING_TO_PUBLISH. */
export async function localFiles(folder: string): Promise<LocalFile[]> {
  const fix = 'Run `pagetune export` first.'
  let paths: string[]
  try {
    paths = listedFiles(await readFile(join(folder, MANIFEST_FILE), 'utf8'))
  } catch (cause) {
    throw new PagetuneError('NOTHING_TO_PUBLISH', `There is no dataset with a manifest in ${folder}.`, { where: folder, fix, cause })
  }
  const files: LocalFile[] = []
  for (const path of [...paths, MANIFEST_FILE]) {
    const source = join(folder, path)
    try {
      files.push({ path, source, bytes: (await stat(source)).size })
    } catch (cause) {
      throw new PagetuneError('NOTHING_TO_PUBLISH', `${path} is listed in the manifest, but cannot be read.`, { where: source, fix, cause })
    }
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** The paths that a manifest lists. Throws when the text is no manifest. */
export function listedFiles(manifest: string): string[] {
  return manifestSchema.parse(JSON.parse(manifest)).files.map(({ path }) => path)
}

/** The names under which the Hub knows a content: SHA-256 of large files, Git's blob hash (SHA-1 over a header and the bytes) of others. */
export async function contentNames({ source, bytes }: LocalFile): Promise<{ sha256: string; blob: string }> {
  const sha256 = createHash('sha256')
  const blob = createHash('sha1').update(`blob ${bytes}\0`)
  for await (const chunk of createReadStream(source) as AsyncIterable<Buffer>) {
    sha256.update(chunk)
    blob.update(chunk)
  }
  return { sha256: sha256.digest('hex'), blob: blob.digest('hex') }
}
