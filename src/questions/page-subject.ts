import type { PageMaterial } from '../contracts/material.ts'
import { isInstructionVerb, isNounToo } from '../text/verbs.ts'

/** In so many blocks a name must stand to be what a page is about, and how many times as often as the next one. */
const FEWEST_BLOCKS = 4
const TIMES_THE_NEXT = 1.5
const TELLING = new Set(['step', 'paragraph', 'note', 'caution', 'specification', 'list_item'])
const SMALL =
  /^(?:the|and|for|with|from|into|onto|that|this|both|each|until|when|then|must|also|left|right|side|front|rear|again|about|special|tool|check|see|installation|operating|necessary|between|without|against)$/

/**
 * The part that a page without a title is about, where one name of two words runs through its text ('throttle valve');
 * '' where none stands out.
 */
export function subjectOfPage({ structure }: PageMaterial): string {
  const counts = new Map<string, number>()
  for (const block of structure.blocks) {
    if (!TELLING.has(block.type)) continue
    const words = block.text.toLowerCase().match(/\p{L}+|[^\p{L}\s]/gu) ?? []
    const pairs = words.flatMap((word, index) => {
      const next = (words[index + 1] ?? '').replace(/s$/, '')
      return isName(word) && isName(next) && !(isInstructionVerb(word) && !isNounToo(word)) ? [`${word} ${next}`] : []
    })
    for (const pair of new Set(pairs)) counts.set(pair, (counts.get(pair) ?? 0) + 1)
  }
  const [first, second] = [...counts].toSorted(([one, a], [other, b]) => b - a || one.localeCompare(other))
  if (first === undefined || first[1] < FEWEST_BLOCKS) return ''
  return second === undefined || first[1] >= TIMES_THE_NEXT * second[1] ? first[0] : ''
}

const isName = (word: string): boolean => /^\p{L}{4,}$/u.test(word) && !SMALL.test(word)
