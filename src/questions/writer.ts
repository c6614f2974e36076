import type { Evidence, QuestionType, Refusal, Task } from '../contracts/example.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { Settings } from '../contracts/settings.ts'

/** A pair as a writer states it; the generator adds ids, section and types. */
export interface Draft {
  readonly question: string
  readonly answer: string
  readonly task: Task
  readonly question_type: QuestionType
  /** Vehicles, variants or engines that the answer holds for; empty = the page does not limit it. */
  readonly applies_to: readonly string[]
  readonly operation: string | null
  readonly evidence: readonly Evidence[]
  /** Other natural wordings of the same question, same meaning. */
  readonly paraphrases: readonly string[]
}

export interface WriterOutput {
  readonly drafts: readonly Draft[]
  /** What of the writer's kind of block was not asked about, and why. */
  readonly refusals: readonly Refusal[]
}

/** Writes pairs from one kind of block. Pure and deterministic; never sees a file. */
export interface QuestionWriter {
  readonly name: string
  write(page: PageMaterial, settings: Settings): WriterOutput
}
