import { createHash } from 'node:crypto'
import type { Stats } from 'node:fs'
import { type FileHandle, open, readFile } from 'node:fs/promises'
import { z } from 'zod'
import { asPagetuneError, PagetuneError } from '../../contracts/error.ts'
import { fileTypeSchema } from '../../contracts/source.ts'
import { pictureInfo } from '../../imaging/decode.ts'
import { openPdf } from '../../pdf/document.ts'
import { HEAD_BYTES, typeByContent, typeByName } from './file-type.ts'

/** What the bytes of a file tell. */
export const probeSchema = z.object({
  file_type: fileTypeSchema,
  bytes: z.number().int(),
  sha256: z.string(),
  sha1: z.string(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  pages: z.number().int(),
})
export type Probe = z.infer<typeof probeSchema>

/** By what a file is recognised as unchanged without reading it. */
export interface FileStamp {
  readonly bytes: number
  /** Milliseconds since 1970: of the content, and of the directory entry (which no program can set back). */
  readonly modified: number
  readonly changed: number
}

export function stampOf(stats: Stats): FileStamp {
  return { bytes: stats.size, modified: stats.mtimeMs, changed: stats.ctimeMs }
}

export function isSameStamp(one: FileStamp, other: FileStamp): boolean {
  return one.bytes === other.bytes && one.modified === other.modified && one.changed === other.changed
}

const CHUNK = 1 << 20

/**
 * Reads a file once for its digests and its type, and looks into pictures and PDFs for their size. `path` names it in errors.
 * Throws UNREADABLE, SOURCE_CHANGED, EMPTY_FILE, WRONG_CONTENT, IMAGE_DAMAGED and the errors of openPdf.
 */
export async function probeFile(absolute: string, path: string, signal: AbortSignal): Promise<{ probe: Probe; stamp: FileStamp }> {
  const handle = await open(absolute, 'r').catch((cause: unknown) => {
    throw unreadable(path, cause)
  })
  try {
    const stamp = stampOf(await handle.stat())
    const { head, sha256, sha1, bytes } = await digest(handle, path, signal)
    const file_type = typeByContent(head, typeByName(path) ?? 'html', path)
    const size = await sizeOf(absolute, file_type, path).catch(asPagetuneError)
    // A file that grew or shrank meanwhile is reported as that, not as the damage that it looks like.
    if (bytes !== stamp.bytes || !isSameStamp(stamp, stampOf(await handle.stat()))) throw changed(path)
    if (size instanceof PagetuneError) throw size
    return { probe: { file_type, bytes, sha256, sha1, ...size }, stamp }
  } finally {
    await handle.close()
  }
}

async function digest(
  handle: FileHandle,
  path: string,
  signal: AbortSignal,
): Promise<{ head: Buffer; sha256: string; sha1: string; bytes: number }> {
  const [sha256, sha1] = [createHash('sha256'), createHash('sha1')]
  const chunk = Buffer.alloc(CHUNK)
  let head = Buffer.alloc(0)
  let bytes = 0
  for (;;) {
    signal.throwIfAborted()
    const { bytesRead } = await handle.read(chunk, 0, CHUNK, bytes).catch((cause: unknown) => {
      throw unreadable(path, cause)
    })
    if (bytesRead === 0) return { head, sha256: sha256.digest('hex'), sha1: sha1.digest('hex'), bytes }
    const part = chunk.subarray(0, bytesRead)
    if (bytes === 0) head = Buffer.from(part.subarray(0, HEAD_BYTES))
    sha256.update(part)
    sha1.update(part)
    bytes += bytesRead
  }
}

async function sizeOf(absolute: string, type: Probe['file_type'], path: string): Promise<Pick<Probe, 'width' | 'height' | 'pages'>> {
  if (type === 'html') return { width: null, height: null, pages: 1 }
  const bytes = await readFile(absolute)
  if (type !== 'pdf') {
    const { width, height, pages } = await pictureInfo(bytes, path)
    return { width, height, pages }
  }
  const pdf = await openPdf(bytes, path)
  pdf.close()
  return { width: null, height: null, pages: pdf.pageCount }
}

/** The error for a file that cannot be opened or read, or has gone since its folder was listed. */
export function unreadable(path: string, cause: unknown): PagetuneError {
  const message = cause instanceof Error ? cause.message.split(',')[0] : String(cause)
  return new PagetuneError('UNREADABLE', `The file cannot be read: ${message}.`, {
    where: path,
    fix: 'Give yourself permission to read it, check the disk, and run again.',
    retry: 'retry',
    cause,
  })
}

function changed(path: string): PagetuneError {
  return new PagetuneError('SOURCE_CHANGED', 'The file changed while it was read.', {
    where: path,
    fix: 'Wait until nothing writes to the source folder any more and run again.',
    retry: 'retry',
  })
}
