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
  const last = sentence.lastIndexOf('*')
  if (last === -1) return sentence
  const mark = /\*(?:\s?\*)*$/.exec(sentence.slice(0, last + 1))?.[0] ?? ''
  const note = notes.get(mark.replaceAll(' ', '')) ?? ''
  if (!/^see\b/i.test(note)) return sentence
  const said = note
    .replace(/^See\b/, 'see')
    .replace(/\bS(?=pecifications\b)/, 's')
    .replace(/\.$/, '')
  const behind = sentence.slice(last + 1).replace(/^\s?\)/, '')
  return `${sentence.slice(0, last + 1 - mark.length).trimEnd()} (${said})${behind}`
}
