import type { PdfText } from './text.ts'

/** Whether the words of a text layer may stand for the page, and why (or why not), for people. */
export interface Trust {
  readonly trusted: boolean
  readonly reason: string
}

/** Limits of MinerU's test (utils/pdf_classify.py of version 3.4), which it takes per document and we take per page. */
const FEW_CHARACTERS = 50
const MOST_UNMAPPED = 0.03
const SCAN_COVER = 0.8
/** Share of the characters that may be invisible. */
const MOST_INVISIBLE = 0.1
/** A short text is the whole text of its page only where no picture could hold more. */
const COVER_OF_SHORT_TEXT = 0.05
/** Words of lower-case letters that are enough to judge by. */
const WORDS_TO_JUDGE = 20
/** Vowels among their letters: 0.33 to 0.48 in the languages of Europe; a shifted font encoding leaves the range. */
const VOWELS: readonly [number, number] = [0.25, 0.6]
/** Share of one-letter words above which the letters are spaced out or thrown together. */
const MOST_SINGLE_LETTERS = 0.5

/** Decides for one page. `imageCover` is the share of the page under embedded pictures. */
export function judgeTextLayer(text: PdfText, imageCover: number): Trust {
  const no = (reason: string): Trust => ({ trusted: false, reason })
  const percent = (share: number) => `${Math.round(share * 100)} %`
  if (text.characters === 0) return no('The page has no text layer.')
  const invisible = text.invisible / text.characters
  if (invisible > MOST_INVISIBLE)
    return no(`${percent(invisible)} of the characters are invisible: text that an OCR program put behind a scan.`)
  if (imageCover >= SCAN_COVER) return no(`A picture covers ${percent(imageCover)} of the page: a scan.`)
  const unmapped = text.unmapped / text.characters
  if (unmapped > MOST_UNMAPPED) return no(`${percent(unmapped)} of the characters have no meaning in Unicode.`)
  if (text.characters < FEW_CHARACTERS && imageCover > COVER_OF_SHORT_TEXT) {
    return no(`Only ${text.characters} characters beside pictures, which may hold text of their own.`)
  }
  const letters = text.words.filter((word) => /^\p{L}+$/u.test(word.text))
  const single = letters.filter((word) => word.text.length === 1).length
  if (letters.length >= WORDS_TO_JUDGE && single / letters.length > MOST_SINGLE_LETTERS)
    return no('The letters of the words are torn apart.')
  const vowels = vowelShare(text)
  if (vowels !== null && (vowels < VOWELS[0] || vowels > VOWELS[1]))
    return no('The words are not like words of a language: the font is encoded wrongly.')
  return { trusted: true, reason: `${text.characters} visible characters with a meaning, pictures on ${percent(imageCover)} of the page.` }
}

/** Share of vowels in the lower-case words of Latin letters; null when there are too few to tell. */
function vowelShare(text: PdfText): number | null {
  const words = text.words
    .map((word) => word.text.replace(/[.,;:!?)]+$/, ''))
    .filter((word) => /^\p{Lu}?\p{Ll}{3,}$/u.test(word) && /^\p{Script=Latin}+$/u.test(word))
  if (words.length < WORDS_TO_JUDGE) return null
  const letters = words.join('').normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return letters.replace(/[^aeiouyæøœı]/g, '').length / letters.length
}
