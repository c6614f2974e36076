import { lowerFirst } from '../text/letter-case.ts'
import { definite, isBarePart, withArticles } from '../text/noun-phrases.ts'
import type { Setting } from './asked.ts'

/** The object of an instruction as the question names it, or null when nobody would know which part is meant. */
export function objectPhrase(printed: string, { object }: Setting): string | null {
  if ((printed.match(/\((?:\d+|[A-Z])\)/g) ?? []).length > 1 || /\b\d{2} \d{2} \d{3}\b|[.;:]\s|\b(?:NOT|ON|OFF)\b/.test(printed))
    return null
  const bare = printed
    .replace(/\s*\((?:\d+|[A-Z])(?:\s*(?:\.\.\.|–|-|and|,|\/)\s*(?:\d+|[A-Z]))*\)/g, '')
    .replace(/[,;]$/, '')
    .trim()
  if (
    bare === '' ||
    /\*|\bsee\b|\(|\)/.test(bare) ||
    bare.split(' ').length > 12 ||
    /^(?:or|and|from|in|on|of|to|with|by|for|at|up|down|its|their|whether|that|how|if|when|as|until|not)\b/i.test(bare) ||
    // A quantity is no thing ('50 m forwards and …'); 'and coat them' is a second sentence.
    /^\d+(?:[.,]\d+)?\s/.test(bare) ||
    /\b(?:it|them)\b| and wait$/.test(bare)
  )
    return null
  if (isBarePart(bare)) {
    const head = bare.split(' ').at(-1)?.toLowerCase() ?? ''
    const whole = object.split(/\s(?:in|on|of|from|for|after|before|with)\s/)[0] ?? ''
    // 'mounting bolts' of a named job are those of its part; 'bolts' could be any.
    if (object !== '' && /^(?:mounting|fastening|retaining|clamping) /i.test(bare)) return definite(lowerFirst(bare))
    return whole.toLowerCase().endsWith(` ${head}`) && bare.split(' ').length === 1 ? definite(whole) : null
  }
  return definite(withArticles(lowerFirst(bare)))
}

/** The subject of a statement, or null when it is a pronoun, a clause, a bare part or longer than so many words. */
export function subjectPhrase(printed: string, setting: Setting, longest = 10): string | null {
  if (
    /^(?:there|you|we|car must|if|when|as|since|because|in|on|after|before|at|for|due|with|to)\b/i.test(printed) ||
    printed.split(' ').length > longest
  )
    return null
  if (/[,;:]|\b(?:that|which|whose|who)\b|\b(?:is|are|was|were|has|have|must|should|can|will)\b/i.test(printed)) return null
  return objectPhrase(printed, setting)
}

/** 'oil pan gasket is damaged' gives 'the oil pan gasket is damaged'. */
export function definiteStart(clause: string): string {
  const lowered = lowerFirst(clause)
  return /^(?:there|you|one|necessary|only|not|using|reusing|\p{L}+ing\b)/iu.test(lowered) ? lowered : definite(withArticles(lowered))
}
