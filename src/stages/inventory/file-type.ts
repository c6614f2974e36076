import { extname } from 'node:path'
import { PagetuneError } from '../../contracts/error.ts'
import type { FileType } from '../../contracts/source.ts'

const BY_ENDING: Readonly<Record<string, FileType>> = {
  '.jpg': 'jpg',
  '.jpeg': 'jpg',
  '.png': 'png',
  '.tif': 'tiff',
  '.tiff': 'tiff',
  '.webp': 'webp',
  '.bmp': 'bmp',
  '.gif': 'gif',
  '.pdf': 'pdf',
  '.html': 'html',
  '.htm': 'html',
}

/** So much of a file's beginning is enough to tell its type. */
export const HEAD_BYTES = 4096
/** A PDF begins within its first 1024 bytes (implementation note 13 to PDF 1.7). */
const PDF_HEADER_WITHIN = 1024

/** What a name promises; null when its ending is no page format. */
export function typeByName(path: string): FileType | null {
  return BY_ENDING[extname(path).toLowerCase()] ?? null
}

/**
 * What a file is by its first bytes; its name only decides where the content leaves it open (HTML without any tag).
 * Throws EMPTY_FILE, or WRONG_CONTENT when it is none of the types that pages come in.
 */
export function typeByContent(head: Buffer, named: FileType, path: string): FileType {
  if (head.length === 0) {
    throw new PagetuneError('EMPTY_FILE', 'The file is empty (zero bytes).', { where: path, fix: 'Copy the file again from its origin.' })
  }
  const found = signatureOf(head)
  if (found !== null) return found
  const isText = !head.includes(0) || startsWith(head, 0xff, 0xfe) || startsWith(head, 0xfe, 0xff)
  if (named === 'html' && isText) return 'html'
  throw new PagetuneError(
    'WRONG_CONTENT',
    `The file is named ${extname(path)} but holds ${isText ? describeText(head) : 'something else, or is damaged from its first byte'}.`,
    {
      where: path,
      fix: 'Replace it by the real file, or give it the ending of what it is.',
    },
  )
}

function signatureOf(head: Buffer): FileType | null {
  if (startsWith(head, 0xff, 0xd8, 0xff)) return 'jpg'
  if (startsWith(head, 0x89, 0x50, 0x4e, 0x47)) return 'png'
  if (startsWith(head, 0x49, 0x49, 0x2a, 0) || startsWith(head, 0x4d, 0x4d, 0, 0x2a)) return 'tiff'
  if (startsWith(head, 0x49, 0x49, 0x2b, 0) || startsWith(head, 0x4d, 0x4d, 0, 0x2b)) return 'tiff'
  if (head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP') return 'webp'
  if (/^GIF8[79]a/.test(head.toString('latin1', 0, 6))) return 'gif'
  // 'BM' could begin a text; the four reserved bytes of a bitmap's header are zero.
  if (head.toString('latin1', 0, 2) === 'BM' && head.length > 26 && head.readUInt32LE(6) === 0) return 'bmp'
  if (head.subarray(0, PDF_HEADER_WITHIN).includes('%PDF-')) return 'pdf'
  return null
}

function describeText(head: Buffer): string {
  return /<(!doctype\s+html|html|head|body|table)\b/i.test(head.toString('latin1')) ? 'a web page (perhaps of a failed download)' : 'text'
}

function startsWith(head: Buffer, ...bytes: number[]): boolean {
  return bytes.every((byte, index) => head[index] === byte)
}
