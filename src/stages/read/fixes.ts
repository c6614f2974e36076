import type { Box } from '../../contracts/geometry.ts'
import type { RecognisedLine } from '../../contracts/ocr.ts'
import type { Settings } from '../../contracts/settings.ts'
import { lineOf } from '../../ocr/lines.ts'

type Word = RecognisedLine['words'][number]

export interface Fix {
  readonly pattern: RegExp
  readonly replace: string
}

/** Compiles `read.regex_fixes`. */
export function compileFixes(fixes: Settings['read']['regex_fixes']): Fix[] {
  return fixes.map(({ pattern, replace }) => ({ pattern: new RegExp(pattern, 'gu'), replace }))
}

/** Applies the fixes to a line. `raw` is the text before them, where they changed it; words follow the text. */
export function fixLine(line: RecognisedLine, fixes: readonly Fix[]): RecognisedLine & { raw?: string } {
  const text = fixes
    .reduce((so_far, { pattern, replace }) => so_far.replace(pattern, replace), line.text)
    .replace(/\s+/g, ' ')
    .trim()
  if (text === line.text) return line
  const words = reworded(line.words, text === '' ? [] : text.split(' '))
  return words.length === 0 ? { ...line, text: '', words: [], raw: line.text } : { ...lineOf(words), box: line.box, raw: line.text }
}

/**
 * Gives new tokens the places of the old words: those before and after the changed stretch keep theirs; the changed ones share
 * its room by their lengths, its lowest confidence, and what a second reader saw there instead.
 */
function reworded(words: readonly Word[], tokens: readonly string[]): Word[] {
  let head = 0
  while (head < Math.min(words.length, tokens.length) && words[head]!.text === tokens[head]) head++
  let tail = 0
  while (tail < Math.min(words.length, tokens.length) - head && words.at(-1 - tail)!.text === tokens.at(-1 - tail)) tail++
  const old = words.slice(head, words.length - tail)
  const changed = tokens.slice(head, tokens.length - tail)
  const middle = old.length === changed.length ? old.map((word, i) => ({ ...word, text: changed[i]! })) : spread(old, changed, words)
  return [...words.slice(0, head), ...middle, ...words.slice(words.length - tail)]
}

function spread(old: readonly Word[], tokens: readonly string[], words: readonly Word[]): Word[] {
  if (tokens.length === 0) return []
  const room = old.length > 0 ? old : words
  const left = Math.min(...room.map(({ box }) => box[0]))
  const right = Math.max(...room.map(({ box }) => box[2]))
  const top = Math.min(...room.map(({ box }) => box[1]))
  const bottom = Math.max(...room.map(({ box }) => box[3]))
  const confidence = Math.min(...room.map((word) => word.confidence))
  const also = room.flatMap(({ also_read }) => also_read ?? [])
  const total = tokens.join(' ').length
  let at = 0
  return tokens.map((text) => {
    const box: Box = [left + ((right - left) * at) / total, top, left + ((right - left) * (at + text.length)) / total, bottom]
    at += text.length + 1
    return { text, box, confidence, ...(also.length === 0 ? {} : { also_read: also.join(' ') }) }
  })
}
