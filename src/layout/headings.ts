import { median } from './boxes.ts'
import type { Row } from './rows.ts'
import { isBold } from './stroke-weight.ts'
import { beginsWithAction, capitalShare, isCommonLabel, isTitleCase, LABEL_LINE, LEGEND_ROW, SENTENCE_END } from './wording.ts'

/** What stands around a row, as far as it speaks for or against a heading. */
export interface HeadingPlace {
  readonly before: Row | undefined
  readonly next: Row | undefined
  /** Whether more room than usual parts it from the row above. */
  readonly gapAbove: boolean
  /** Whether the row below follows at about the usual distance. */
  readonly followed: boolean
  /** Whether nothing stands right above it. */
  readonly free: boolean
  /** Whether it is bold over plain text. */
  readonly boldTitle: boolean
  /** Whether it ends well before the column does. */
  readonly short: boolean
}

export interface HeadingOptions {
  readonly em: number
  readonly steps: boolean
}

/** Most words of a heading that nothing but its capitals marks. */
const MOST_WORDS = 9
const LARGE = 1.35

/**
 * Whether a row is a heading: set large, in capitals or bold; a label line over what it limits ('Low Pressure Test:', '325 iX:',
 * 'Checking after installation:'); on pages of prose also a short line in title case with room above it.
 */
export function isHeadingRow(row: Row, place: HeadingPlace, options: HeadingOptions): boolean {
  const { text } = row
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  const words = text.split(' ').length
  if (LABEL_LINE.test(text)) return isLabelHeading(row, place, words, options)
  if (letters < 3 || text.length > 90) return false
  const opensMore = place.next !== undefined && /^[\p{Lu}\d(“"]/u.test(place.next.text)
  if (SENTENCE_END.test(text)) return isTitleWithStop(text, words) && opensMore && options.steps && !beginsWithAction(text)
  const height = median(row.words.map((word) => word.upright[3] - word.upright[1]))
  if (height > LARGE * options.em && isTitleCase(text) && !/[,;]$/.test(text)) return true
  if (capitalShare(text) > 0.9 && letters >= 5) return words > 1 || place.free
  if (/[,;]$/.test(text)) return false
  if (place.boldTitle) return true
  const longer = place.next !== undefined && place.next.text.length > text.length
  return (
    !options.steps && place.gapAbove && place.short && place.followed && opensMore && isTitleCase(text) && words <= MOST_WORDS && longer
  )
}

/** Bold rows by themselves or in twos, no sentences: titles. More of them together are a text that is set in bold. */
export function boldTitlesOf(rows: readonly Row[]): Set<Row> {
  const titles = new Set<Row>()
  const bold = rows.map(isBold)
  for (let first = 0; first < rows.length; first++) {
    let end = first
    while (bold[end] === true) end += 1
    const run = rows.slice(first, end)
    const text = run.map((row) => row.text).join(' ')
    const isTitle = run.length > 0 && run.length <= 2 && /^[\d.\s–—-]*["“(]?\p{Lu}/u.test(text) && !/[.,;]$/.test(text)
    if (isTitle) for (const row of run) titles.add(row)
    first = Math.max(first, end - 1)
  }
  return titles
}

/** 'High Pressure Leak Test.': every word has a capital, which no sentence has. */
const isTitleWithStop = (text: string, words: number) => words >= 3 && words <= 6 && /^(?:\p{Lu}\p{Ll}+[ .-]*){3,}$/u.test(text)

/** A label by itself on its line. What follows common labels ('Installation:') belongs to them; others limit what follows. */
function isLabelHeading({ text }: Row, place: HeadingPlace, words: number, options: HeadingOptions): boolean {
  const { before, next } = place
  if (next !== undefined && LEGEND_ROW.test(next.text)) return false
  if (isTitleCase(text) && words >= 3 && text.length <= 90) return true
  if (isCommonLabel(text) || beginsWithAction(text) || text.length > 60 || next === undefined) return false
  const begun = before === undefined || place.gapAbove || /[.!?:*)%]$/.test(before.text)
  if (!begun || !/^[\p{Lu}\d(]/u.test(next.text)) return false
  if (place.boldTitle) return /^[\p{Lu}\d]/u.test(text)
  return options.steps && (words >= 3 ? /^\p{Lu}/u.test(text) : /^(?:\p{Lu}|\d+ ?\p{L})/u.test(text) && /\p{L}/u.test(text))
}
