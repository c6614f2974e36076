import { PagetuneError } from '../../contracts/error.ts'

/** HTML beyond this size is no sheet that a person wrote. */
export const MOST_MARKUP_BYTES = 20_000_000
/** The HTML standard looks for the encoding within the first 1024 bytes. */
const PRESCAN = 1024

/**
 * The markup of an HTML file as text: encoding by its byte order mark, by what it declares, else UTF-8, else Windows-1252.
 * Throws HTML_TOO_LARGE.
 */
export function decodeMarkup(bytes: Buffer, where: string): string {
  if (bytes.length > MOST_MARKUP_BYTES) {
    throw new PagetuneError(
      'HTML_TOO_LARGE',
      `The HTML file has ${Math.round(bytes.length / 1e6)} MB; the most is ${MOST_MARKUP_BYTES / 1e6} MB.`,
      {
        where,
        fix: 'Split it into several files, or leave it out with sections.exclude_patterns.',
      },
    )
  }
  const marked = byMark(bytes)
  if (marked !== null) return new TextDecoder(marked).decode(bytes)
  const declared = /<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(bytes.toString('latin1', 0, PRESCAN))?.[1]
  // A page that was saved again in UTF-8 often still declares what it was: bytes that are valid UTF-8 are UTF-8.
  return (
    decoded(bytes, 'utf-8') ?? (declared === undefined ? null : decoded(bytes, declared)) ?? new TextDecoder('windows-1252').decode(bytes)
  )
}

/** Whether anything is left of a page when its tags, comments, scripts and styles are gone. */
export function hasText(markup: string): boolean {
  return /\S/.test(
    markup
      .replace(/<!--[^]*?(?:-->|$)/g, '')
      .replace(/<(script|style|head)\b[^]*?(?:<\/\1\s*>|$)/gi, '')
      .replace(/<[^>]*>?/g, '')
      .replace(/&nbsp;?/gi, ''),
  )
}

function byMark(bytes: Buffer): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return null
}

/** null when the encoding is unknown, or the bytes are not valid in it. */
function decoded(bytes: Buffer, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
