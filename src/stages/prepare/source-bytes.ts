import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { PagetuneError } from '../../contracts/error.ts'
import type { SourceFile } from '../../contracts/source.ts'
import type { StageContext } from '../../contracts/stage.ts'

/** The bytes of a source file, as the inventory saw them. Throws UNREADABLE, and SOURCE_CHANGED when they are others now. */
export async function readSource(file: SourceFile, context: StageContext): Promise<Buffer> {
  let bytes: Buffer
  try {
    bytes = await readFile(await absolutePath(file, context))
  } catch (cause) {
    throw new PagetuneError(
      'UNREADABLE',
      `The file cannot be read any more: ${cause instanceof Error ? cause.message.split(',')[0] : String(cause)}.`,
      {
        where: file.path,
        fix: 'Put the file back, or run again so that the inventory forgets it.',
        retry: 'retry',
        cause,
      },
    )
  }
  if (createHash('sha256').update(bytes).digest('hex') === file.sha256) return bytes
  throw new PagetuneError('SOURCE_CHANGED', 'The file has changed since the inventory of this run.', {
    where: file.path,
    fix: 'Wait until nothing writes to the source folder any more and run again.',
    retry: 'retry',
  })
}

/** A source root is a folder, or the file itself. */
async function absolutePath(file: SourceFile, context: StageContext): Promise<string> {
  const root = context.sources[file.root]
  if (root === undefined) throw new Error(`there is no source ${file.root + 1}`)
  return (await stat(root)).isDirectory() ? join(root, file.path) : root
}
