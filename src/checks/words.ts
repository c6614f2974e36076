import { remembered } from './remembered.ts'

/** Words as the checks and the comparison of pairs see them. English. */

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/))

/** Carry grammar, not meaning. */
export const FUNCTION_WORDS = words(`
  a an the and or but nor so yet if then than that this these those there here it its they them their he she his her you your we our i me my
  who whom whose which what when where why how of to in on at by for from with into onto over under up down out off about as per via between
  through during until while before after is are was were be been being am do does did done has have had having can could may might must shall
  should will would need needs needed not no also only just very too such each any some all both either neither one other another same own
  else ever again once well much many more most less least few while because since though although whether within without upon against along
  across around behind beside besides beyond near toward towards`)

/** Function words that change what is asked or said; two questions that differ in one of them are two questions. */
const TELLING_FUNCTION_WORDS = words(
  `who which what when where why how before after with without not no only in out on off up down over under all each both one
  along across around behind beside beyond near toward towards against through between above below`,
)

/** One spelling of dashes, quotes, degree and multiplication signs, fractions and ligatures; case is kept. */
export function plainText(text: string): string {
  // Most texts are plain already: nothing beyond ASCII, and no accent grave.
  if (!/[^\t\n\r -_a-~]/.test(text)) return text
  return text
    .replace(/[º˚]/g, '°')
    .replace(/℃/g, '°C')
    .replace(/℉/g, '°F')
    .replace(/[ﬀ-ﬆ]/g, (ligature) => ligature.normalize('NFKC'))
    .replace(/[²³]/g, (digit) => digit.normalize('NFKC'))
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/[“”„‟″]/g, '"')
    .replace(/[‘’‚′`´]/g, "'")
    .replace(/[×✕]/g, 'x')
    .replace(/[\u00A0\u2000-\u200A\u202F]/g, ' ')
    .replace(/[\u00AD\u200B-\u200D\uFEFF]/g, '')
    .replace(/µ/g, 'μ')
    .replace(/Ω/g, 'Ω')
}

/** Lower-case words of letters (with inner apostrophes), in order; hyphenated words count as their parts. */
export function wordsOf(text: string): string[] {
  return wordsOfPlain(plainText(text).toLowerCase())
}

/** The words of a text that is plain and lower-case already. */
function wordsOfPlain(text: string): string[] {
  return (text.match(/\p{L}+(?:'\p{L}+)*/gu) ?? []).map((word) => (word.endsWith("'s") ? word.slice(0, -2) : word))
}

/** Words that carry meaning: no function words, no single letters. */
export function contentWords(text: string): string[] {
  return wordsOf(text).filter((word) => word.length > 1 && !FUNCTION_WORDS.has(word))
}

/** Endings of derivation, in the order in which they are tried. */
const DERIVED = ['ation', 'ment', 'ion', 'er', 'or', 'al', 'ly', 'e', 'y']

/**
 * The part of a word that inflection and everyday derivation leave alone: a light stemmer in the manner of Porter (1980),
 * plural first, then -ed and -ing, then one derived ending. At least three letters with a vowel remain.
 */
export function stem(word: string): string {
  const singular = /(?:ss|us|is)$/.test(word) ? word : cut(word.replace(/ies$/, 'ys').replace(/(?<=ch|sh|x|ss)es$/, 's'), 's')
  const done = cut(singular, 'ing')
  // 'need', 'bleeding'
  const plain = done.endsWith('eed') ? done : cut(done, 'ed').replace(/i$/, 'y')
  const ending = plain === singular ? DERIVED.find((each) => cut(plain, each) !== plain) : ['e', 'y'].find((each) => plain.endsWith(each))
  return undouble(ending === undefined ? plain : cut(plain, ending))
}

function cut(word: string, ending: string): string {
  const rest = word.slice(0, -ending.length)
  return word.endsWith(ending) && rest.length >= 3 && /[aeiouy]/.test(rest) ? rest : word
}

/** 'fitt' → 'fit', 'remov' stays. */
function undouble(word: string): string {
  return word.length > 3 && word.at(-1) === word.at(-2) ? word.slice(0, -1) : word
}

/** Forms that no ending explains. */
const IRREGULAR = new Map(
  Object.entries({
    worn: 'wear',
    torn: 'tear',
    bled: 'bleed',
    broken: 'break',
    driven: 'drive',
    held: 'hold',
    bent: 'bend',
    feet: 'foot',
    taken: 'take',
    shown: 'show',
    built: 'build',
    let: 'let',
    put: 'put',
    thickness: 'thick',
    length: 'long',
    width: 'wide',
    height: 'high',
    depth: 'deep',
    weight: 'weigh',
    tightness: 'tight',
    tyre: 'tire',
    tyres: 'tire',
    centre: 'center',
    litre: 'liter',
    litres: 'liter',
    colour: 'color',
    grey: 'gray',
    minimum: 'min',
    maximum: 'max',
    approximately: 'approx',
    about: 'approx',
    ampere: 'amp',
    amperes: 'amp',
    dia: 'diameter',
    // Cut like the others it would be 'not'.
    note: 'notice',
    notes: 'notice',
    noted: 'notice',
    noting: 'notice',
  }),
)

/** Roots of words seen before; a corpus has tens of thousands, and far more lookups. */
const roots = new Map<string, string>()
const MOST_ROOTS = 200_000

/** The key under which forms of one word meet. */
export function root(word: string): string {
  const before = roots.get(word)
  if (before !== undefined) return before
  if (roots.size >= MOST_ROOTS) roots.clear()
  const found = stem(IRREGULAR.get(word) ?? word)
  roots.set(word, found)
  return found
}

/** Words whose exchange makes another fact: side, place, limit, count, state, direction of work. */
const CONTRASTS: ReadonlySet<string> = new Set(
  [
    ...words(`
      front rear center left right upper lower middle top bottom inner outer inside outside internal external minimum maximum
      intake inlet exhaust outlet input output first second third fourth fifth sixth reverse final last one two three four five six seven
      eight nine ten primary secondary driver passenger new old hot cold warm open closed on off before after with without manual
      automatic dry wet install remove fit loosen tighten high low long short positive negative male female early late standard
      optional increase decrease start stop end begin both each all only not`),
  ].map(root),
)

/** Whether a root names one of several alternatives (front – rear), so that a question with it is not one without it. */
export const isContrast = (wordRoot: string): boolean => CONTRASTS.has(wordRoot)

/** The roots of the words that carry meaning. */
export const contentRoots: (text: string) => ReadonlySet<string> = remembered((text) => new Set(contentWords(text).map(root)))

/** A question or statement, plain and lower-case, reduced to what it is about: its roots in order, with the small words that change the meaning. */
export function subjectWords(text: string): string[] {
  return wordsOfPlain(text)
    .filter((word) => !FUNCTION_WORDS.has(word) || TELLING_FUNCTION_WORDS.has(word))
    .map(root)
}

const NEGATION = /\b(?:not|never|no|without|cannot|can't|don't|doesn't|mustn't|nor|neither|none)\b/gi

/** 'must not exceed 5 mm' sets a limit; the answer '5 mm' keeps it. */
const LIMIT =
  /\b(?:not|never|no)\s+(?:be\s+|been\s+|to\s+)?(?:exceed|more|less|greater|larger|smaller|higher|lower|longer|later|over|under|below|above|fall|drop)\w*(?=[^.;]{0,30}\d)/gi

/** How often a sentence denies or forbids something. 'No. 270' is a number, no denial; a limit ('must not exceed') is none. */
export function negationsIn(sentence: string): number {
  const text = plainText(sentence)
    .replace(LIMIT, '')
    .replace(/\bnos?\.?\s*\(?(?=[\dA-Z]*\d)/gi, '')
  return text.match(NEGATION)?.length ?? 0
}

/** Whether a sentence denies or forbids something. */
export const isNegated = (sentence: string): boolean => negationsIn(sentence) > 0

/** Sentences of running text; full stops of abbreviations and decimals do not end one. */
export function sentencesOf(text: string): string[] {
  return text
    .split(
      /(?<=[.!?;])(?<!\b(?:No|Nos|approx|max|min|Fig|Gr|incl|excl|resp|e\.g|i\.e|cf|vs|Dia|dia|cyl|temp|St|Mr|ca)\.)\s+(?=[\p{Lu}–(-])|\n+/u,
    )
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')
}
