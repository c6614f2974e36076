import type { Line } from '../contracts/reading.ts'
import type { Block, Structure } from '../contracts/structure.ts'

/** Text as it may be said: footnote marks and image numbers dropped, spaces single. */
export function cleaned(text: string): string {
  return (
    text
      .replace(/(?<=\s)(?:--|- ?[-–])\s?(?=[\s\p{L}])/gu, '– ')
      // A leader of dots stands for a colon.
      .replace(/(?<!\d)\.?(?:[ :]+) ?\.{3} \.?(?=\S)/g, ': ')
      .replace(/\b(max|min|approx|[Nn]o)\.(?=\d)/g, '$1. ')
      .replace(/\bnec\.(?= |$)/g, 'necessary')
      .replace(/\b([Hh])ydr\. (?=\p{Ll})/gu, '$1ydraulic ')
      .replace(/(?<=\d\/) (?=\d)|(?<=\d) (?=\/\d)/g, '')
      .replace(/\b(for|to|by|at|of|with|than|about|until|every|after)(?=\d)/g, '$1 ')
      .replace(/\bGr\.(?=\d)/g, 'Gr. ')
      // A speck before a word: 'and .measure'.
      .replace(/(?<=\p{L} )\.(?=\p{Ll}{2})/gu, '')
      // A small i is read as a capital one: 'by Installing'.
      .replace(/\b(by|of|for|when|while|after|before) I(?=\p{Ll}+ing\b)/gu, '$1 i')
      .replace(/(?<=\d) ?\.{2,3} ?(?=\d)/g, ' ... ')
      .replace(/(\d)\.?(?=(?:psi|bar|mm|mph|km|Nm)\b)/g, '$1 ')
      .replace(/\s*\*+\s?\)?(?=[\s.,;:)]|$)/g, '')
      .replace(/(\p{L})\*+\)?/gu, '$1')
      .replace(/\s+([.,;:])(?=\s|$)/g, '$1')
      // Arrows are on the picture only.
      .replace(/\s*\(arrows?\)|\s+in (?:the )?direction of (?:the )?arrows?\b/gi, '')
      // A number of a drawing whose bracket was lost: '(3.'
      .replace(/\((\d{1,2}|[A-Z])(?=[.,;](?:\s|$))/g, '($1)')
      .replace(/(?<!\.)\.\.$/, '.')
      .replace(/(\d) ?⁄ ?(?=\d)/g, '$1/')
      .replace(/\s+/g, ' ')
      .trim()
  )
}

/** Whether a sentence only sends the reader elsewhere: 'Tightening torque*.', 'See also SI Group 34.' */
export function isReference(sentence: string): boolean {
  const text = sentence.trim()
  if (/^(?:the )?(?:operation|procedure|job|work) (?:goes on|continues|is continued)\b/i.test(text)) return true
  // In front there may be the number of a picture: '30 34 013 * See Service Information'.
  if (/^(?:\d[\d ]{4,}\s)?\*?\s?\(?(?:see|refer to|source)\b/i.test(text) || /^\W*\d[\d\s]{3,}\W*$/.test(text)) return true
  return /\*/.test(text) && !/\d/.test(text) && cleaned(text).split(' ').length <= 3
}

/** A label of a few words alone on its line ('Discs:'), which heads what follows though it was not laid out as a heading. */
export function isLoneLabel(text: string): boolean {
  return /^\p{Lu}[\p{L}\d /()-]{2,40}\s?:$/u.test(text.trim()) && labelled(text).label === ''
}

/** 'Drums: Operate pedal …': the variant that a block speaks of, and its text; '' without one. */
export function variantIn(text: string): { variant: string; rest: string } {
  const match = /^(\p{Lu}[\p{L} /-]{2,30}):\s+(?=\p{Lu})/u.exec(text)
  if (match === null || labelled(text).label !== '') return { variant: '', rest: text }
  return { variant: match[1] ?? '', rest: text.slice(match[0].length) }
}

/** What the footnote marks of a page stand for: '*' → 'See Specifications'. */
export function footnotesOf(structure: Structure): Map<string, string> {
  const notes = new Map<string, string>()
  for (const block of structure.blocks) {
    if (block.type !== 'footer') continue
    for (const match of block.text.matchAll(/(\*(?:\s?\*){0,2})\s?\)?\s*(\p{L}[^*]*)/gu))
      notes.set((match[1] ?? '').replaceAll(' ', ''), cleaned(match[2] ?? ''))
  }
  return notes
}

/** The instruction or advice inside a block: the text behind 'Installation:', 'Note:', 'Important!'. */
export interface Labelled {
  /** 'Installation', 'Note', 'Important'; '' without one. */
  readonly label: string
  readonly text: string
}

const LABEL =
  /^((?:important|caution|warning|attention|danger|note|notice|hint|remark)s?(?:\s*!?\s*[–—-]+\s*(?:installation|removal|assembly))?|installation|removal|assembly|disassembly|reassembly|refitting|fitting|requirements?|prerequisites?|tools?|special tools?)\s*(?:[:!]+|$)\s*/i

/** 'WARNING Capacitors remain charged', 'NOTE. When …': capitals or a stop part the label from its text. */
const ADVICE_LABEL = /^(IMPORTANT|CAUTION|WARNING|ATTENTION|DANGER|NOTE|(?:Caution|Warning|Danger|Note)(?=\.))\.?\s+(?=\p{Lu})/u

export function labelled(text: string): Labelled {
  const match = LABEL.exec(text) ?? ADVICE_LABEL.exec(text)
  return match === null ? { label: '', text } : { label: (match[1] ?? '').replace(/\s*!/, '').trim(), text: text.slice(match[0].length) }
}

/**
 * Whether a number may hold a degree sign that was read as a nought: 'turn 900.', 'approx. 300 behind', '200 C'. Such a value is
 * wrong by a factor of ten and looks right, so it is never told.
 */
export function hasDoubtfulDegree(text: string): boolean {
  return (
    /\b\d{2,3}0\s?[CF]\b/.test(text) ||
    /\b(?:turn|rotate|swivel|angle of|by)\s+(?:(?:approx\.|about)\s)?\d{1,3}0(?=[.,;)]|$)/i.test(text) ||
    /\b(?:approx\.|about)\s\d{1,3}0\s(?:behind|before|after|to|from|in|on|above|below|forward|clockwise)\b/i.test(text)
  )
}

/** Whether a block's words were read surely enough to be asked about. */
export function isSure(block: Pick<Block, 'confidence'>, minimum: number): boolean {
  return block.confidence >= minimum
}

/** A short line as a whole may leave so many times the doubt of a single word: one of five words, read badly, does not hide the others. */
const DOUBT_OF_LINE = 2

/**
 * Whether a line by itself was read well enough, on the average of its words that tell something: leader dots and dashes between
 * numbers do not count.
 */
export function isSureLine({ words, confidence }: Line, minimum: number): boolean {
  const told = words.filter(({ text }) => /[\p{L}\d]/u.test(text))
  const sure = told.length === 0 ? confidence : told.reduce((sum, word) => sum + word.confidence, 0) / told.length
  return sure >= 1 - DOUBT_OF_LINE * (1 - minimum)
}
