import { createHash } from 'node:crypto'
import type { Candidate } from '../../src/contracts/example.ts'
import type { Original } from './originals.ts'
import { furnitureAsked, otherAnswer, otherLanguage } from './questions.ts'
import { digitSwapped, neighbouringRow, otherUnit, otherVariant, truncatedAnswer } from './values.ts'
import { droppedNot, hedgedAnswer, inventedTool, ocrDebris, stepLeftOut, stepsReordered, vagueSubject } from './wording.ts'

export interface Circumstances {
  readonly all: readonly Original[]
  /** Counts the originals: kinds with several forms take them in turn. */
  readonly turn: number
  /** One of some, by the pair and the kind alone; undefined of none. */
  pick<T>(some: readonly T[]): T | undefined
}

/** Spoils a good pair in one way; null where it cannot be spoiled so. */
export type Mutate = (original: Original, circumstances: Circumstances) => Candidate | null

/** The fifteen ways, and the checks whose verdict is the right reason against each. */
export const MUTATIONS: readonly { readonly name: string; readonly mutate: Mutate; readonly reasons: readonly string[] }[] = [
  { name: 'digit swapped', mutate: digitSwapped, reasons: ['grounded', 'table_cell'] },
  { name: 'neighbouring row', mutate: neighbouringRow, reasons: ['table_cell', 'relevant', 'answer_kind'] },
  { name: 'other unit', mutate: otherUnit, reasons: ['grounded', 'answer_kind'] },
  { name: 'other variant', mutate: otherVariant, reasons: ['table_cell', 'variant'] },
  { name: 'dropped not', mutate: droppedNot, reasons: ['grounded'] },
  { name: 'steps reordered', mutate: stepsReordered, reasons: ['grounded'] },
  { name: 'step left out', mutate: stepLeftOut, reasons: ['complete'] },
  { name: 'furniture asked', mutate: furnitureAsked, reasons: ['furniture', 'self_contained'] },
  { name: 'vague subject', mutate: vagueSubject, reasons: ['self_contained'] },
  { name: 'hedged', mutate: hedgedAnswer, reasons: ['hedged'] },
  { name: 'other language', mutate: otherLanguage, reasons: ['well_formed'] },
  { name: 'truncated answer', mutate: truncatedAnswer, reasons: ['complete', 'well_formed', 'grounded', 'lengths', 'answer_kind'] },
  { name: 'invented tool', mutate: inventedTool, reasons: ['grounded'] },
  { name: 'other answer', mutate: otherAnswer, reasons: ['relevant', 'table_cell', 'answer_kind'] },
  { name: 'OCR debris', mutate: ocrDebris, reasons: ['well_formed', 'grounded', 'self_contained'] },
]

export interface Mutant extends Original {
  readonly kind: string
  readonly original: Candidate
  readonly reasons: readonly string[]
}

/** Every original spoiled in every way that it can be: the same ones each time. */
export function mutants(all: readonly Original[]): Mutant[] {
  return MUTATIONS.flatMap(({ name, mutate, reasons }) =>
    all.flatMap((original, turn): Mutant[] => {
      const pick = <T>(some: readonly T[]): T | undefined => some[seed(`${name}\0${original.pair.id}`) % Math.max(1, some.length)]
      const pair = mutate(original, { all, turn, pick })
      if (pair === null || (pair.question === original.pair.question && pair.answer === original.pair.answer)) return []
      return [{ kind: name, pair, page: original.page, original: original.pair, reasons }]
    }),
  )
}

const seed = (text: string): number => createHash('sha256').update(text).digest().readUInt32BE(0)
