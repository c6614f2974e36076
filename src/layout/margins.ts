import type { Box } from '../contracts/geometry.ts'
import { median } from './boxes.ts'
import type { DraftBlock } from './draft-block.ts'
import { type PlacedWord, type Row, rowOf, rowsOf } from './rows.ts'
import type { Ruling } from './rulings.ts'
import { capitalShare, FOOTNOTE, PAGE_NUMBER, SENTENCE_END } from './wording.ts'

/** Zones, as shares of the page's height, in which page numbers and running titles stand. */
const TOP = 0.12
const BOTTOM = 0.92
/** A running title is parted from the text by this many letter heights. */
const APART = 1.8
const WIDE_GAP = 1.5

interface Margins {
  /** Read before everything else. */
  readonly before: DraftBlock[]
  /** Read after everything else. */
  readonly after: DraftBlock[]
  readonly taken: ReadonlySet<PlacedWord>
}

function pieces(row: Row, em: number): Row[] {
  const result: PlacedWord[][] = []
  for (const word of row.words) {
    const last = result.at(-1)
    if (last !== undefined && word.upright[0] - last.at(-1)!.upright[2] < WIDE_GAP * em) last.push(word)
    else result.push([word])
  }
  return result.map(rowOf)
}

const draft = (type: DraftBlock['type'], row: Row): DraftBlock => ({
  type,
  words: [...row.words],
  texts: [row.text],
  column: 0,
  parent: null,
})

/** A rule of at least this share of the page's width, so many letter heights under it, makes a row the head of the page. */
const LONG_RULE = 0.5
const RULE_REACH = 1.6
/** A foot is parted from the text by so many letter heights. */
const FAR_APART = 3.5
/** A page number at the end of a running foot: '2-3', 'Page 4-1'. */
const LAST_NUMBER = /^(?:\d{1,4}|[A-Z\d]{1,3}[-–]\d{1,3})[a-z]?$/

/** What stands around the text: boxes of tables and figures, rules, and the size of the page in upright pixels. */
interface Sheet {
  readonly others: readonly Box[]
  readonly rules: readonly Ruling[]
  readonly width: number
  readonly height: number
}

/**
 * Takes page numbers, running titles and running feet off the edges of a page. A page number stands by itself in the first or
 * last row; what stands beside it is a running title (a heading, when it is set large). So is a row over a long rule whose parts
 * stand at both margins, or at the outer one only.
 */
export function takeMargins(words: readonly PlacedWord[], sheet: Sheet, em: number): Margins {
  const { others, height } = sheet
  const rows = rowsOf(words)
  const taken = new Set<PlacedWord>()
  const before: DraftBlock[] = []
  const after: DraftBlock[] = []
  const take = (blocks: DraftBlock[], type: DraftBlock['type'], row: Row) => {
    blocks.push(draft(type, row))
    for (const word of row.words) taken.add(word)
  }
  const tops = [...rows.map((row) => row.box), ...others]
  const code = isCodeOverNumber(rows, height) ? rows[0]! : null
  if (code !== null) take(before, 'header', code)
  const first = code === null ? rows[0] : rows[1]
  if (first !== undefined && (first.box[1] + first.box[3]) / 2 < TOP * height) {
    const parts = pieces(first, em)
    const numbers = parts.filter((part) => PAGE_NUMBER.test(part.text))
    const below = Math.min(...tops.filter((box) => box[1] > first.box[3] - 0.3 * em).map((box) => box[1]), height)
    const apart = below - first.box[3] > APART * em
    if (numbers.length === 1 && parts.length <= 3) {
      for (const part of parts) take(before, numbers.includes(part) ? 'page_number' : titleOf(part, em), part)
      // The number and running titles first, as printed; then the page's own heading.
      before.sort((one, other) => Number(one.type === 'heading') - Number(other.type === 'heading'))
    } else if (isOverRule(first, sheet, em) && parts.every(isRunning) && isAtMargins(parts, sheet.width)) {
      for (const part of parts) take(before, 'header', part)
    } else if (apart && isRunning(first) && others.some((box) => Math.abs(box[1] - below) < em)) {
      take(before, titleOf(first, em), first)
    }
  }
  const last = rows.at(-1)
  if (last !== undefined && last !== first && (last.box[1] + last.box[3]) / 2 > BOTTOM * height) {
    const parts = pieces(last, em)
    const numbers = parts.filter((part) => PAGE_NUMBER.test(part.text))
    const above = Math.max(...tops.filter((box) => box[3] < last.box[1] + 0.3 * em).map((box) => box[3]), 0)
    if (numbers.length === 1 && parts.length <= 3 && before.every((block) => block.type !== 'page_number')) {
      for (const part of parts) take(after, numbers.includes(part) ? 'page_number' : 'footer', part)
    } else if (last.box[1] - above > APART * em && isRunning(last) && /\p{L}{2}/u.test(last.text)) {
      const middle = (last.box[1] + last.box[3]) / 2
      const number = before.some((block) => block.type === 'page_number') ? null : trailingNumber(last, em)
      const isFarApart = last.box[1] - above > FAR_APART * em
      if (number !== null && isFarApart) {
        take(after, 'footer', rowOf(last.words.filter((word) => !number.words.includes(word))))
        take(after, 'page_number', number)
      } else if (parts.length === 1 && middle > 0.95 * height) {
        take(after, 'footer', last)
      }
    }
  }
  return { before, after, taken }
}

/** Whether the topmost row is a printer's code, without a word, over a row that is a page number and nothing else. */
function isCodeOverNumber([code, number]: readonly Row[], height: number): boolean {
  if (code === undefined || number === undefined || PAGE_NUMBER.test(code.text) || /\p{L}{3}/u.test(code.text)) return false
  return PAGE_NUMBER.test(number.text) && (number.box[1] + number.box[3]) / 2 < TOP * height
}

/** Whether a long rule that bounds no table lies right under a row. */
function isOverRule({ box }: Row, { others, rules, width }: Sheet, em: number): boolean {
  return rules.some(
    ({ start, end, at }) =>
      end - start > LONG_RULE * width &&
      at > box[3] - 0.3 * em &&
      at < box[3] + RULE_REACH * em &&
      others.every((other) => Math.abs(other[1] - at) > 0.5 * em),
  )
}

/** Parts at both margins, or one that begins in the outer half. */
function isAtMargins(parts: readonly Row[], width: number): boolean {
  const [first, last] = [parts[0]!, parts.at(-1)!]
  return first.box[0] > 0.5 * width || (parts.length <= 3 && parts.length >= 2 && first.box[2] < 0.5 * width && last.box[0] > 0.5 * width)
}

/** The page number that ends a running foot, with the word 'Page' before it, parted by more room than words are. */
function trailingNumber({ words }: Row, em: number): Row | null {
  const number = words.at(-1)!
  const before = words.at(-2)
  if (before === undefined || !LAST_NUMBER.test(number.text.trim())) return null
  if (/^(?:page|p\.)$/i.test(before.text.trim())) return words.length > 2 ? rowOf([before, number]) : null
  return number.upright[0] - before.upright[2] > 0.6 * em ? rowOf([number]) : null
}

const isRunning = (row: Row) => row.text.split(' ').length <= 10 && !SENTENCE_END.test(row.text) && !FOOTNOTE.test(row.text)

/** A title beside the page number is the page's heading when it is set large or in capitals, else a running header. */
function titleOf(row: Row, em: number): DraftBlock['type'] {
  const size = median(row.words.map((word) => word.upright[3] - word.upright[1]))
  return size > 1.2 * em || (capitalShare(row.text) > 0.9 && row.text.length > 4) ? 'heading' : 'header'
}
