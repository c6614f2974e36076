import { remembered } from './remembered.ts'
import { plainText } from './words.ts'

const wholeWords = remembered((phrase: string): RegExp => {
  const escaped = plainText(phrase)
    .trim()
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\s+/g, '\\s+')
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'iu')
})

/** The first of the phrases that stands in a text as whole words, in any case and with any spacing. */
export function phraseIn(text: string, phrases: readonly string[]): string | null {
  const plain = plainText(text)
  return phrases.find((phrase) => wholeWords(phrase).test(plain)) ?? null
}
