import { answerKey, questionKey } from '../../checks/comparison.ts'
import type { Checked } from '../../contracts/example.ts'
import type { SourceType } from '../../contracts/source.ts'

/** A block of a page, or a cell of its table. */
export interface Place {
  readonly page_id: string
  readonly block: string
  readonly cell: { readonly row: number; readonly column: number } | null
}

/** What the comparison needs of a pair that passed its checks. A million of them fit into memory. */
export interface PassedPair {
  readonly id: string
  readonly page_id: string
  readonly question: string
  readonly answer: string
  readonly question_key: string
  readonly answer_key: string
  readonly applies_to: readonly string[]
  /** Name of its section. */
  readonly section: string
  readonly source_type: SourceType
  /** The places cited. */
  readonly places: readonly Place[]
}

type Entry = Checked['pairs'][number]

/** The comparable part of a checked pair. */
export function passedPair({ candidate }: Entry): PassedPair {
  return {
    id: candidate.id,
    page_id: candidate.page_id,
    question: candidate.question,
    answer: candidate.answer,
    question_key: questionKey(candidate.question),
    answer_key: answerKey(candidate.answer),
    applies_to: candidate.applies_to,
    section: candidate.section.name,
    source_type: candidate.source_type,
    places: candidate.evidence.map(({ page_id, block, cell }) => ({ page_id, block, cell: cell ?? null })),
  }
}

/** What becomes of a pair that passed its checks. */
export type Fate =
  | {
      readonly kind: 'kept'
      /** Put before the question mark, where a contradiction was resolved by it; '' otherwise. */ readonly qualifier: string
    }
  | { readonly kind: 'duplicate'; readonly kept_id: string; readonly how: DuplicateKind; readonly similarity: number }
  | { readonly kind: 'review'; readonly reason: string }

/** exact: same question and answer. near: nearly the same question, same answer, same fact. same_fact: same question, the answer in other words. semantic: the question in other words, same answer. */
export type DuplicateKind = 'exact' | 'near' | 'same_fact' | 'semantic'

export type DuplicatePlace = 'same_evidence' | 'same_page' | 'other_page'

export const placeKey = ({ page_id, block, cell }: Place): string => `${page_id}\0${block}\0${cell?.row ?? ''}\0${cell?.column ?? ''}`

/** Where two pairs stand to each other. */
export function placeOf(one: PassedPair, other: PassedPair): DuplicatePlace {
  const own = new Set(one.places.map(placeKey))
  if (other.places.some((place) => own.has(placeKey(place)))) return 'same_evidence'
  return one.page_id === other.page_id ? 'same_page' : 'other_page'
}
