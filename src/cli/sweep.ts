import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { TEMPORARY_PREFIX } from '../contracts/workspace.ts'

/** Removes half-written files that a killed run has left in work/ and data/. */
export async function sweepTemporaryFiles(project: string): Promise<void> {
  for (const folder of ['work', 'data']) await sweep(join(project, folder))
}

async function sweep(folder: string): Promise<void> {
  let entries
  try {
    entries = await readdir(folder, { withFileTypes: true })
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return
    throw cause
  }
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.name.startsWith(TEMPORARY_PREFIX)) await rm(path, { force: true, recursive: true })
    else if (entry.isDirectory()) await sweep(path)
  }
}
