import { lowerFirst, runningCase } from './letter-case.ts'

/** An abbreviation with what the text says that it stands for. */
export interface Definition {
  /** 'ISC' */
  readonly short: string
  /** 'idle speed control', in running case. */
  readonly long: string
}

/** Letters only, at least two of them capitals, the first and the last among them: no unit ('Nm'), no code ('C302'). */
const SHORT = '\\p{Lu}[\\p{L}/&]{0,5}\\p{Lu}'
const WORDS = "\\p{L}[\\p{L}'’-]*(?:[ /][\\p{L}'’-]+){1,7}"

/**
 * Definitions that a text gives by itself: 'ABS (anti-lock braking system)', 'idle speed control (ISC)', and a whole entry of the
 * form 'CSM = Cylinder shut-off module'. Only such as the letters of the abbreviation bear out, in order.
 */
export function definitionsIn(text: string): Definition[] {
  const plain = text.replace(/\s+/g, ' ').trim()
  const found = [
    ...[...plain.matchAll(new RegExp(`(?<![\\p{L}\\d])(${SHORT})\\s?\\((${WORDS})\\)`, 'gu'))].map(([, short = '', long = '']) => ({
      short,
      long,
    })),
    ...[...plain.matchAll(new RegExp(`(${WORDS})\\s?\\((${SHORT})\\)`, 'gu'))].map(([, before = '', short = '']) => ({
      short,
      long: lastWordsFor(short, before),
    })),
  ]
  const entry = new RegExp(`^(${SHORT})\\s?(?:=|:|\\s[–—-]+\\s)\\s?(${WORDS})\\.?$`, 'u').exec(plain)
  if (entry !== null) found.push({ short: entry[1] ?? '', long: entry[2] ?? '' })
  return found.flatMap(({ short, long }) => {
    const definition = definitionOf(short, long)
    return definition === null ? [] : [definition]
  })
}

/** The definition where the letters of `short` stand in `long`, in order, the first at its beginning; else null. */
export function definitionOf(short: string, long: string): Definition | null {
  const name = short.trim()
  const words = long.trim().replace(/[.;,]$/, '')
  if (!new RegExp(`^${SHORT}$`, 'u').test(name) || !new RegExp(`^${WORDS}$`, 'u').test(words) || words.includes(name)) return null
  return startOf(name, words) === 0 ? { short: name, long: runningCase(lowerFirst(words)) } : null
}

/** The fewest words at the end of a text that bear an abbreviation out; '' where none do. */
function lastWordsFor(short: string, text: string): string {
  const start = startOf(short, text)
  return start === null ? '' : text.slice(start)
}

/**
 * Where in a text the words begin that an abbreviation stands for: its letters are looked for from the last to the first, the first
 * one at the beginning of a word (Schwartz and Hearst, A Simple Algorithm for Identifying Abbreviation Definitions, PSB 2003). No more
 * words than twice its letters, nor than its letters and five. null where they are not there.
 */
function startOf(short: string, text: string): number | null {
  const letters = short.replace(/[^\p{L}]/gu, '').toLowerCase()
  const within = text.toLowerCase()
  let at = within.length
  for (let index = letters.length - 1; index >= 0; index--) {
    at -= 1
    const isLetter = (place: number): boolean =>
      within[place] === letters[index] && (index > 0 || !/[\p{L}\d]/u.test(within[place - 1] ?? ' '))
    while (at >= 0 && !isLetter(at)) at -= 1
    if (at < 0) return null
  }
  const words = text.slice(at).split(/[ /-]+/).length
  return words >= 2 && words <= Math.min(letters.length + 5, 2 * letters.length) ? at : null
}
