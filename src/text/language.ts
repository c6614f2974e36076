/** Function words that carry every text of a language, without those that several of these languages share. */
const FUNCTION_WORDS: Readonly<Record<string, readonly string[]>> = {
  en: 'the of and to for with is are be from this that by not or when must if as it has which can before after off'.split(' '),
  de: 'der die das und nicht mit von bei auf zu den dem ist sind werden wird oder einer eine durch nach für zum zur bis beim'.split(' '),
  it: 'di il la della dei delle che per con sul sulla del una sono nel gli alla dalla tramite secondo essere non al ed lo'.split(' '),
  fr: 'le les des et du une dans pour avec sur est sont pas par au aux qui ou être vers cette ces sans'.split(' '),
  es: 'el los las y del para con una por que se al como más sobre está debe sin hasta desde'.split(' '),
  nl: 'de het een en van voor met niet op bij aan zijn wordt worden naar moet door uit deze dat tot'.split(' '),
}

export const LANGUAGE_NAMES: Readonly<Record<string, string>> = {
  en: 'English',
  de: 'German',
  it: 'Italian',
  fr: 'French',
  es: 'Spanish',
  nl: 'Dutch',
}

/** A language is named when at least so many of its function words are found, and clearly more than of any other. */
const ENOUGH = 6
const CLEARLY = 2

/**
 * The language of a page's text as its ISO 639-1 code, told by its function words; null where there are too few of them to say
 * (tables, drawings) or two languages are about as strong.
 */
export function languageOf(text: string): string | null {
  const counts = new Map<string, number>()
  for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? []) counts.set(word, (counts.get(word) ?? 0) + 1)
  const ranked = Object.entries(FUNCTION_WORDS)
    .map(([language, words]) => ({ language, found: words.reduce((sum, word) => sum + (counts.get(word) ?? 0), 0) }))
    .toSorted((one, other) => other.found - one.found)
  const [first, second] = ranked as [(typeof ranked)[number], (typeof ranked)[number]]
  return first.found >= ENOUGH && first.found >= CLEARLY * second.found ? first.language : null
}
