import type { Candidate } from '../contracts/example.ts'
import type { PageMaterial } from '../contracts/material.ts'
import { isTelling, namedTokens } from './comparison.ts'
import { isGeneric } from './generic-words.ts'
import { supportOf } from './support.ts'
import { contentRoots, root } from './words.ts'

/** Work that one wording names and another leaves to the value ('tightened to what torque', 'what torque'): left out, it changes nothing. */
const WORK: ReadonlySet<string> = new Set(
  'install remove fit loosen tighten open closed start stop begin end increase decrease'.split(' ').map(root),
)
/** Of three words that say what is asked about, one may be left out. */
const WORDS_FOR_ONE_LOST = 3

/**
 * How another wording of a pair's question asks for something else; '' when it asks the same, as far as words tell. It must name the same
 * numbers, codes and contrasts (front, minimum …), must name what the question names of the page, and may name nothing else that stands
 * there. `said` is what was said before it in a conversation: what was named there need not be named again.
 */
export function differenceOf(wording: string, candidate: Candidate, page: PageMaterial, said = ''): string {
  const before = new Set(namedTokens(said))
  const [asked, full] = [namedTokens(wording), namedTokens(candidate.question)]
  const foreign = asked.find((token) => isTelling(token) && !full.includes(token) && !before.has(token))
  if (foreign !== undefined) return `It says “${foreign}”, which the question does not.`
  const lost = full.find((token) => isTelling(token) && !WORK.has(token) && !asked.includes(token) && !before.has(token))
  if (lost !== undefined) return `It leaves “${lost}” out.`
  const support = supportOf(candidate, page)
  const own = new Set([...contentRoots([candidate.question, candidate.answer, support.said].join('\n')), ...contentRoots(said)])
  const onPage = contentRoots(page.structure.blocks.map(({ text }) => text).join('\n'))
  const words = contentRoots(wording)
  const other = [...words].find((word) => onPage.has(word) && !own.has(word) && !isGeneric(word))
  if (other !== undefined) return `It names “${other}”, which stands elsewhere on the page.`
  const naming = [...contentRoots(candidate.question)].filter((word) => onPage.has(word) && !isGeneric(word))
  const missing = naming.filter((word) => !words.has(word) && !contentRoots(said).has(word))
  return missing.length > Math.floor(naming.length / WORDS_FOR_ONE_LOST) ? `It leaves “${missing.join('”, “')}” out.` : ''
}
