import type { Spelling } from './spelling.ts'

/** Letters that readers of print take for one another, most frequent first. Each pair works in both directions. */
const CONFUSIONS: readonly (readonly [string, string])[] = [
  ['l', 'i'],
  ['i', 't'],
  ['l', 't'],
  ['rn', 'm'],
  ['c', 'e'],
  ['o', 'c'],
  ['u', 'n'],
  ['1', 'l'],
  ['1', 'i'],
  ['0', 'o'],
  ['5', 's'],
]

/**
 * The text with misread words put right where one confusion of letters explains them and one word only results
 * ('repiacing' → 'replacing'), and with two words parted that ran together in one way only ('onlyone' → 'only one').
 * Words with digits among capitals (codes, threads, types) are never touched.
 */
export function repaired(text: string, spelling: Spelling): string {
  return withoutMisprints(text).replace(/[\p{L}\d]+\.?/gu, (word) => {
    if (!word.endsWith('.')) return repairedWord(word, spelling)
    // 'acc.', 'nec.': an abbreviation looks like a misread word.
    return word.length <= 5 ? word : `${repairedWord(word.slice(0, -1), spelling)}.`
  })
}

/** Misprints that a dictionary cannot see, because they are words too: 'parking break', 'Repair Manuel'. */
function withoutMisprints(text: string): string {
  return text
    .replace(/\b((?:parking|hand|foot|service|drum|disc|wheel) b)reak(s?)\b/gi, '$1rake$2')
    .replace(/\bbreak(?= (?:pads?|discs?|drums?|shoes?|fluid|calipers?|pedal|lever|cables?|liners?|linings?|booster)\b)/gi, (word) =>
      word.startsWith('B') ? 'Brake' : 'brake',
    )
    .replace(/(?<=\b(?:Repair|Service|Owner's|Workshop|Shop) )Manuel\b/g, 'Manual')
}

function repairedWord(word: string, spelling: Spelling): string {
  if (word.length < 3 || !/^\p{L}?\p{Ll}/u.test(word.replace(/[015]/g, 'x')) || /\d.*\d/.test(word) || /^\d/.test(word)) return word
  if (!/\d/.test(word) && spelling.knows(word)) return word
  const candidates = new Set(
    CONFUSIONS.flatMap(([one, other]) => [...swapped(word, one, other), ...swapped(word, other, one)]).filter(
      (candidate) => !/\d/.test(candidate) && spelling.knows(candidate),
    ),
  )
  if (candidates.size === 1) return [...candidates][0] ?? word
  if (candidates.size > 1 || /[\d\p{Lu}]/u.test(word) || word.length < 6) return word
  const partings = Array.from({ length: word.length - 3 }, (_, index) => [word.slice(0, index + 2), word.slice(index + 2)] as const).filter(
    ([one, other]) =>
      (one.length > 2 || SHORT.has(one.toLowerCase())) &&
      (other.length > 2 || SHORT.has(other)) &&
      spelling.knows(one) &&
      spelling.knows(other),
  )
  return partings.length === 1 ? (partings[0] ?? [word]).join(' ') : word
}

const SHORT = new Set(['of', 'to', 'in', 'on', 'at', 'is', 'be', 'by', 'or', 'if', 'no'])

/** The word with one occurrence of `from` replaced, once for each occurrence. */
function swapped(word: string, from: string, to: string): string[] {
  const found: string[] = []
  for (let at = word.indexOf(from); at !== -1; at = word.indexOf(from, at + 1))
    found.push(word.slice(0, at) + to + word.slice(at + from.length))
  return found
}
