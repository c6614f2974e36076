/** What a text sends its reader to: an operation by its number, a printed page, a section by its number, the manual's specifications. */
export type CitationKind = 'operation' | 'page' | 'section' | 'specifications'

/** One place of a text that sends its reader elsewhere. */
export interface Citation {
  readonly kind: CitationKind
  /** What is cited, in order, as `normalisedNumber` writes it; empty for specifications. */
  readonly numbers: readonly string[]
  /** The words that name it ('operation 21 00 006', 'page 12-4'), and where they begin and end in the text. */
  readonly text: string
  readonly start: number
  readonly end: number
}

const SEE = '(?:see|refer to|refer also to|as described (?:in|on|under)|according to|as per)\\s+(?:also\\s+)?(?:the\\s+)?'
const PAGE = /(?:pages?|p\.)\s+(\d{1,4}(?:\s?[-–—./]\s?\d{1,4})*[a-z]?)(?![\d-])/iu
/** 'see 12-2': a page by its chapter and number, without the word. */
const BARE_PAGE = /(\d{1,4}\s?[-–—]\s?\d{1,4}[a-z]?)(?![\d\s]*\d)/u
const SECTION =
  /(?:chapters?|sections?|subsections?|groups?|gr\.|parts?|paragraphs?)\s+(\d{1,3}(?:[-–.]\d{1,3})*[A-Z]?|[A-Z](?:[-–.]\d{1,3})*)(?![\p{L}\d])/iu
const SPECIFICATIONS = /(?:service\s+)?(?:specifications?|technical data|nominal values?)(?!\p{L})/iu

/** '12 – 4 a' as '12-4a': blanks left out, dashes and strokes in one spelling. Operation numbers keep their blanks. */
export function normalisedNumber(text: string): string {
  return text
    .trim()
    .replace(/\s*[-–—/]\s*/g, '-')
    .replace(/\s+/g, '')
}

/**
 * Finds where a text sends its reader. Operation numbers are found wherever they stand, with what follows them behind a stroke
 * ('34 00 046/047'); all else only behind 'see' or words like it.
 */
export function citationsIn(text: string, operationPattern: string): Citation[] {
  const code = operationPattern.replace(/^\^|\$$/g, '')
  const operations = [...text.matchAll(new RegExp(`(?<![\\d-])(?:operations?\\s+)?(${code})((?:\\s?/\\s?\\d{2,3})*)(?!\\d)`, 'gu'))].map(
    (match) => citationAt(match, 'operation', operationNumbers(match[1] ?? '', match[2] ?? '')),
  )
  const others = (
    [
      ['page', PAGE],
      ['page', BARE_PAGE],
      ['section', SECTION],
      ['specifications', SPECIFICATIONS],
    ] as const
  ).flatMap(([kind, { source, flags }]) =>
    [...text.matchAll(new RegExp(`(?<!\\p{L})(?<see>${SEE})(?<what>${source})`, `${flags}g`))].map((match): Citation => {
      const what = match.groups?.['what'] ?? ''
      const start = match.index + (match.groups?.['see'] ?? '').length
      const number = match[3]
      return { kind, numbers: number === undefined ? [] : [normalisedNumber(number)], text: what, start, end: start + what.length }
    }),
  )
  const inOperation = ({ start, end }: Citation): boolean => operations.some((one) => start < one.end && one.start < end)
  return [...operations, ...others.filter((one) => !inOperation(one))].toSorted((one, other) => one.start - other.start)
}

function citationAt(match: RegExpExecArray, kind: CitationKind, numbers: readonly string[]): Citation {
  return { kind, numbers, text: match[0], start: match.index, end: match.index + match[0].length }
}

/** '34 00 046' with '/047' is two numbers: the tail takes the place of the last figures. */
function operationNumbers(code: string, tails: string): string[] {
  const whole = code.replace(/\s+/g, ' ')
  const others = (tails.match(/\d+/g) ?? []).map((tail) => whole.slice(0, whole.length - tail.length) + tail)
  return [whole, ...others]
}
