import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { lockProject } from '../../pipeline/lock.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import type { RunFlags } from '../options.ts'

/**
 * Deletes work/, with `all` also data/. Never touches sources, pagetune.yaml, review.jsonl or spend.jsonl.
 */
export async function cleanCommand(flags: RunFlags & { readonly all?: boolean }): Promise<ExitCode> {
  const folder = resolve(flags.project)
  const lock = await lockProject(folder)
  const deleted = flags.all === true ? ['work', 'data'] : ['work']
  try {
    for (const name of deleted) await rm(join(folder, name), { recursive: true, force: true })
  } finally {
    await lock.release()
  }
  process.stdout.write(
    flags.json === true
      ? JSON.stringify({ project: folder, deleted }) + '\n'
      : `Deleted ${deleted.map((name) => `${name}/`).join(' and ')} in ${folder}.\n`,
  )
  return EXIT.well
}
