import type { Evidence, Split } from '../contracts/example.ts'

/** Where a row may be used: 'synthetic' rows ask training facts in other words, 'any' belongs to no split. */
export type RowSplit = Split | 'synthetic' | 'any'

/** What all formats have in common, read back from what was written. */
export interface Row {
  readonly file: string
  readonly line: number
  readonly split: RowSplit
  readonly question: string
  readonly answer: string
  /** All that is said, where the record has more turns than a question and an answer. */
  readonly text?: string
  /** Upper-case tag of the question without brackets; '' when there is none. */
  readonly tag: string
  readonly id?: string
  readonly page_id?: string
  readonly group?: string
  readonly section?: string
  /** What the record says of its places and variants; only the canonical record does. */
  readonly evidence?: readonly Pick<Evidence, 'page_id' | 'block' | 'cell'>[]
  readonly applies_to?: readonly string[]
  /** Set for copies by class weight: they may repeat their original. */
  readonly copy?: boolean
  /** Path of the picture in the dataset folder; null for a record without one. */
  readonly image?: string | null
  /** What tells one picture from another where pictures are embedded. */
  readonly picture?: string
}

/** '[SPEC] What is …' → tag 'SPEC' and the bare question. */
export function untagged(question: string): { tag: string; question: string } {
  const match = /^\[([A-Z]+)\] ([\s\S]*)$/.exec(question)
  return match ? { tag: match[1] ?? '', question: match[2] ?? '' } : { tag: '', question }
}
