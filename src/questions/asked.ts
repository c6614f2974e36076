import type { QuestionType } from '../contracts/example.ts'

/** What surrounds a sentence: the words that make its question stand alone. */
export interface Setting {
  /** ' when removing and installing the front brake discs', ' on the E30 M3', or ''. */
  readonly during: string
  /** 'front brake discs': a bare noun of the sentence that ends this phrase means it. */
  readonly object: string
}

/** A sentence turned into question and answer. */
export interface Asked {
  readonly wordings: readonly string[]
  readonly answer: string
  readonly type: QuestionType
  /** The part or thing that the question is about; absent when it asks in general. */
  readonly about?: string
}

/** One way of turning a sentence into a question; null when it does not fit. */
export type Reader = (sentence: string, setting: Setting) => Asked | null
