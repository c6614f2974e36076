import type { Box } from '../contracts/geometry.ts'
import type { OcrEngine, OcrOptions, Raster, RecognisedLine, RecognisedWord } from '../contracts/ocr.ts'

/** Boxes that share less than this of the smaller one's width or height stand in different places. */
const SHARED = 0.5

/**
 * Two engines on one page: the words are those of the first. Where the second one read something else in a word's place, the
 * word carries that in `also_read`, '' where the second one saw nothing; words that both read alike have none. The second
 * engine reads whole pages alone, not the places that are pointed out: Tesseract would be started for each of them.
 */
export class AgreeingEngine implements OcrEngine {
  readonly name: OcrEngine['name']
  readonly fingerprint: string
  readonly note: string | null
  readonly #first: OcrEngine
  readonly #second: OcrEngine

  constructor(first: OcrEngine, second: OcrEngine) {
    this.name = first.name
    this.fingerprint = `${first.fingerprint} beside ${second.fingerprint}`
    this.note = first.note
    this.#first = first
    this.#second = second
  }

  async read(page: Raster, options: OcrOptions = {}): Promise<RecognisedLine[]> {
    const lines = await this.#first.read(page, options)
    return lines.length === 0 ? [] : compared(lines, await this.#second.read(page, { ...options, alsoRead: [] }))
  }

  async close(): Promise<void> {
    await this.#first.close()
    await this.#second.close()
  }
}

/** The lines, with what the `others` have in the places of their words; boxes of both in pixels of the same raster. */
export function compared(lines: readonly RecognisedLine[], others: readonly RecognisedLine[]): RecognisedLine[] {
  const words = lines.flatMap((line) => line.words)
  const beside = others.flatMap((line) => line.words)
  const also = new Map<RecognisedWord, string>()
  for (const { own, theirs } of groups(words, beside)) {
    const read = theirs.map(({ text }) => text)
    if (plain(own.map(({ text }) => text).join('')) === plain(read.join(''))) continue
    for (const word of own) {
      const there = theirs.filter((other) => inOnePlace(word.box, other.box)).map(({ text }) => text)
      const isPart = own.length > 1 && isPartOf(plain(word.text), plain(there.join('')))
      if (!isPart) also.set(word, there.join(' '))
    }
  }
  return lines.map((line) => ({
    ...line,
    words: line.words.map((word) => {
      const also_read = also.get(word)
      return also_read === undefined ? word : { ...word, also_read }
    }),
  }))
}

/** Whether a text stands in another one, and not as some of the figures of a number. */
function isPartOf(part: string, whole: string): boolean {
  const start = whole.indexOf(part)
  const end = start + part.length
  const cuts = (at: number): boolean => /^\d\d$/.test(whole.slice(Math.max(0, at - 1), at + 1))
  return part !== '' && start !== -1 && !cuts(start) && !cuts(end)
}

/** Spelling variants of one sign, and stops behind a word, are no disagreement. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[‐-―−]/g, '-')
    .replace(/[‘’′`´]/g, "'")
    .replace(/[“”„″]/g, '"')
    .replace(/\s+|[.,;:·…]+$/g, '')
}

/** Words of both readings that share places, left to right: engines part words differently ("30Nm" beside "30 Nm"). */
function groups(
  words: readonly RecognisedWord[],
  others: readonly RecognisedWord[],
): { own: RecognisedWord[]; theirs: RecognisedWord[] }[] {
  const found: { own: RecognisedWord[]; theirs: RecognisedWord[] }[] = []
  const groupOf = new Map<RecognisedWord, { own: RecognisedWord[]; theirs: RecognisedWord[] }>()
  for (const word of words) {
    const theirs = others.filter((other) => inOnePlace(word.box, other.box))
    const joined = [...new Set(theirs.flatMap((other) => groupOf.get(other) ?? []))]
    const group = {
      own: [...joined.flatMap(({ own }) => own), word],
      theirs: [...new Set([...joined.flatMap((each) => each.theirs), ...theirs])],
    }
    for (const old of joined) found.splice(found.indexOf(old), 1)
    found.push(group)
    for (const other of group.theirs) groupOf.set(other, group)
  }
  const byPlace = (one: RecognisedWord, other: RecognisedWord): number => one.box[0] - other.box[0]
  return found.map(({ own, theirs }) => ({ own: own.toSorted(byPlace), theirs: theirs.toSorted(byPlace) }))
}

function inOnePlace(one: Box, other: Box): boolean {
  const shares = (from: 0 | 1, to: 2 | 3): boolean =>
    Math.min(one[to], other[to]) - Math.max(one[from], other[from]) > SHARED * Math.min(one[to] - one[from], other[to] - other[from])
  return shares(0, 2) && shares(1, 3)
}
