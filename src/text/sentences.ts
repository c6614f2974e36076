/** Abbreviations that stand before what they abbreviate: their point never ends a sentence. */
const LEADING = /\b(?:approx|max|min|no|nos|fig|gr|incl|resp|ca|acc|cf|dia|e\.g|i\.e|vs|pos|term|hydr|sec)\.$/i
const INITIAL = /\b[A-Z]\.$/
/** Three points stand for what is left out between two numbers ('8 ... 1') and end nothing. */
const ELLIPSIS = /\.\.\.?$/
/** Abbreviations that can also stand last: their point ends a sentence when a new one visibly begins. */
const TRAILING = /\b(?:ft|lbs|lb|in|ind|nec|etc|vol|temp|accord)\.$/i

/** Cuts running text into sentences. A point after an abbreviation, inside a number or before a lower-case letter ends none. */
export function sentencesOf(text: string): string[] {
  const sentences: string[] = []
  let start = 0
  for (const match of text.matchAll(/[.!?]["”)]?(?=\s|$)/g)) {
    const end = match.index + match[0].length
    const piece = text.slice(start, end)
    const after = text.slice(end).trimStart()
    const begins = after === '' || (TRAILING.test(piece) ? /^\p{Lu}\p{Ll}/u.test(after) : /^[\p{Lu}\d("“–*]/u.test(after))
    // A lone letter with a point abbreviates ('M. 20'), unless a new sentence visibly begins behind it ('thread locker M. Tighten bolts').
    const abbreviates = LEADING.test(piece) || ELLIPSIS.test(piece) || (INITIAL.test(piece) && !/^\p{Lu}\p{Ll}+ \p{Ll}/u.test(after))
    if (!begins || (after !== '' && abbreviates)) continue
    if (piece.trim() !== '') sentences.push(piece.trim())
    start = end
  }
  const last = text.slice(start).trim()
  if (last !== '') sentences.push(last)
  return sentences
}

/** Whether brackets and quotation marks are closed and the text neither begins nor ends in the middle. */
export function isWhole(text: string): boolean {
  const trimmed = text.trim()
  if (trimmed === '' || /^[,.;:)\]]/.test(trimmed) || /(?:[,;(–-]|\b(?:and|or|the|of|with|to|for|in|see|by|from))$/i.test(trimmed))
    return false
  let depth = 0
  for (const sign of trimmed) {
    if (sign === '(') depth += 1
    if (sign === ')') depth -= 1
    if (depth < 0) return false
  }
  return depth === 0
}

/** Adds the full stop that a sentence lacks. */
export function closed(text: string): string {
  return /[.!?:]["”)]?$/.test(text) ? text : `${text}.`
}
