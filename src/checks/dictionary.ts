import { englishSpelling } from '../text/spelling.ts'

/** Loaded with this module (a quarter of a second, 70 MB): import the checks only where they are run. */
const spelling = await englishSpelling()
const remembered = new Map<string, boolean>()

/** British spellings and what the dictionary, which is American, makes of them. */
const AMERICAN: readonly (readonly [RegExp, string])[] = [
  [/our/, 'or'],
  [/tyre/, 'tire'],
  [/tre(s?)$/, 'ter$1'],
  [/tred$/, 'tered'],
  [/tring$/, 'tering'],
  [/is(e[sdr]?|ing|ation)$/, 'iz$1'],
  [/lled$/, 'led'],
  [/lling$/, 'ling'],
  [/gauge/, 'gage'],
  [/aluminium/, 'aluminum'],
  [/grey/, 'gray'],
  [/mould/, 'mold'],
  [/ogue/, 'og'],
  [/yse/, 'yze'],
  [/kerb/, 'curb'],
]

/** Whether a word (any case, letters only) is English. */
export function isEnglish(word: string): boolean {
  const lower = word.toLowerCase()
  const before = remembered.get(lower)
  if (before !== undefined) return before
  const known = isListed(lower) || AMERICAN.some(([pattern, american]) => pattern.test(lower) && isListed(lower.replace(pattern, american)))
  remembered.set(lower, known)
  return known
}

/** Names stand in the dictionary with a capital. */
function isListed(lower: string): boolean {
  const capitalised = lower.slice(0, 1).toUpperCase() + lower.slice(1)
  return spelling.unknownWords(lower).length === 0 || spelling.unknownWords(capitalised).length === 0
}

const JOINTS = new Set(['and', 'the', 'of', 'for', 'to', 'with', 'in', 'on', 'from', 'or', 'by', 'is', 'are', 'at', 'into'])

/**
 * Whether a word is several words run together, as readers of print do when they lose a space ('removingandinstalling').
 * Only runs that hold a joint ('and', 'of' …) between two English words of four letters or more count: 'crankpin' and 'Sintofluid' do not.
 */
export function isRunTogether(word: string): boolean {
  const lower = word.toLowerCase()
  if (lower.length < 10 || isEnglish(lower)) return false
  for (let start = 4; start <= lower.length - 6; start++) {
    if (!isEnglish(lower.slice(0, start))) continue
    for (let end = start + 2; end <= Math.min(start + 4, lower.length - 4); end++) {
      if (JOINTS.has(lower.slice(start, end)) && isEnglish(lower.slice(end))) return true
    }
  }
  return false
}
