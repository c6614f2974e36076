import type { Structure } from '../contracts/structure.ts'
import { cleaned, footnotesOf, isReference } from './cleaned.ts'

/** What the footnote marks of a page stand for, a lone star too whose mark before the note was not read. */
export function pointersOf(structure: Structure): Map<string, string> {
  const notes = footnotesOf(structure)
  const unmarked = structure.blocks.filter(({ text }) => /^\*?\s?See (?:also )?\p{Lu}/u.test(text) && isReference(text))
  if (!notes.has('*') && unmarked.length === 1 && unmarked[0] !== undefined) notes.set('*', cleaned(unmarked[0].text.replace('*', '')))
  return notes
}

/** A sentence with its footnotes that send elsewhere said behind the word that they stand at: 'Check pad thickness*.' */
export function withFootnotes(sentence: string, notes: ReadonlyMap<string, string>): string {
  const marks = [...sentence.matchAll(/\s?\*(?:\s?\*)*\s?\)?/g)]
  const meant = marks.map(([mark]) => mark.replaceAll(/[\s)]/g, ''))
  return marks.reduceRight((text, match, index) => {
    const note = notes.get(meant[index] ?? '') ?? ''
    // 'Height B* and C*': said once, behind the last.
    if (!/^see\b/i.test(note) || meant.lastIndexOf(meant[index] ?? '') !== index) return text
    const said = note
      .replace(/^See\b/, 'see')
      .replace(/\bS(?=pecifications\b)/, 's')
      .replace(/\.$/, '')
    const behind = text.slice(match.index + match[0].length).replace(/^(?=\p{L})/u, ' ')
    return `${text.slice(0, match.index)} (${said})${behind}`
  }, sentence)
}
