import type { Split } from '../contracts/example.ts'

/** What a report shows, gathered by the report stage. All texts are raw; the renderers escape. */
export interface ReportData {
  readonly title: string
  readonly came: CameIn
  readonly copies: readonly Copy[]
  readonly sections: readonly SectionRow[]
  readonly reading: ReadingFigures
  readonly contentTypes: readonly Count[]
  readonly sourceTypes: readonly Count[]
  readonly pairs: PairFigures
  readonly quality: readonly QualityRow[]
  /** Objections by check. */
  readonly checks: readonly { readonly name: string; readonly fail: number; readonly review: number }[]
  readonly duplicates: readonly DuplicateGroup[]
  readonly duplicateMethod: string
  readonly duplicateKinds: readonly Count[]
  readonly duplicatePlaces: readonly Count[]
  readonly tokens: TokenFigures
  readonly spending: readonly Spending[]
  /** null where no person has decided on anything. */
  readonly judged: Judged | null
  readonly coverage: Coverage
  readonly refusals: readonly Count[]
  readonly distributions: Distributions
  readonly splits: SplitFigures
  readonly kept: readonly Sample[]
  readonly rejected: readonly Sample[]
  /** Pairs that wait for a person. */
  readonly held: readonly Sample[]
  readonly pages: readonly PageRow[]
  readonly contradictions: readonly Contradiction[]
  readonly failures: readonly Failure[]
  readonly datasets: readonly { readonly file: string; readonly records: number }[]
  readonly validation: { readonly errors: number; readonly warnings: number; readonly first_errors: readonly string[] } | null
  readonly settings: readonly SettingRow[]
  readonly versions: readonly (readonly [name: string, version: string])[]
}

export interface Count {
  readonly name: string
  readonly count: number
}

/** Files and pages: each file that was seen is in exactly one of used, skipped and failed. */
export interface CameIn {
  readonly files: number
  readonly types: readonly Count[]
  readonly skipped: readonly { readonly path: string; readonly reason: string }[]
  /** Pages of files that turned out to be none (icons, blank sheets). */
  readonly notPages: readonly { readonly path: string; readonly reason: string }[]
  readonly failedFiles: number
  readonly pages: number
  readonly htmlPages: number
}

export interface Copy {
  readonly page_id: string
  readonly alias: string
  readonly source: string
  readonly how: string
}

export interface SectionRow {
  readonly id: string
  readonly name: string
  readonly pages: number
  readonly written: number
  readonly kept: number
  readonly train: number
  readonly validation: number
}

export interface ReadingFigures {
  readonly origins: readonly Count[]
  readonly engines: readonly string[]
  /** Mean confidence of each page that was read from pixels, 0 to 1. */
  readonly confidences: readonly number[]
  readonly lowest: readonly { readonly page_id: string; readonly confidence: number }[]
  /** Words in which a second reader saw other figures, the least sure first. */
  readonly disputed: readonly {
    readonly page_id: string
    readonly text: string
    readonly also_read: string
    readonly confidence: number
  }[]
}

/** written = rejected + duplicate + review + kept. */
export interface PairFigures {
  readonly written: number
  readonly rejected: number
  readonly duplicate: number
  readonly review: number
  readonly kept: number
  /** Pairs that each check rejected; one that failed several counts for the first of them. */
  readonly byCheck: readonly { readonly check: string; readonly rejected: number }[]
}

/** What became of the pairs of one task, section or kind of source. */
export interface QualityRow {
  readonly kind: string
  readonly name: string
  readonly written: number
  readonly kept: number
  readonly rejected: number
  readonly duplicate: number
  readonly review: number
}

export interface DuplicateGroup {
  /** The pair that stays. */
  readonly id: string
  /** Whether it is in the dataset; else it is held for a person. */
  readonly isKept: boolean
  readonly question: string
  readonly answer: string
  readonly dropped: readonly {
    readonly id: string
    readonly question: string
    readonly answer: string
    readonly how: string
    readonly where: string
    readonly similarity: number
  }[]
}

export interface Spending {
  readonly model: string
  readonly purpose: string
  readonly calls: number
  readonly usd: number
  /** Calls to a model whose price is not known. */
  readonly unpriced: number
}

/** Tokens of the pairs, question and answer together. */
export interface TokenFigures {
  readonly tokenizer: string
  /** Of every pair, or of every `step`-th one where there are very many. */
  readonly counts: readonly number[]
  readonly step: number
}

export interface Judged {
  /** Pairs that the share is counted over. */
  readonly pairs: number
  readonly good: number
  readonly edited: number
  /** Whether these pairs are known to have been drawn at random. */
  readonly isRandom: boolean
  /** Decisions on other pairs of the dataset, which were not drawn at random. */
  readonly notCounted: number
  /** Decisions on pairs that are not in the dataset, or read otherwise by now. */
  readonly elsewhere: number
  /** Lines of review.jsonl that hold no decision. */
  readonly unreadable: number
  /** Share of good pairs, 0 to 1. */
  readonly interval: { readonly low: number; readonly high: number }
}

/** Content blocks and table cells of the pages. */
export interface Coverage {
  readonly used: number
  readonly refused: number
  readonly no_interest: number
}

export interface Distributions {
  readonly tasks: readonly Count[]
  readonly questionTypes: readonly Count[]
  readonly writers: readonly Count[]
  /** Characters. */
  readonly questionLengths: readonly number[]
  readonly answerLengths: readonly number[]
  readonly pairsPerPage: readonly number[]
}

export interface SplitFigures {
  readonly train: number
  readonly validation: number
  readonly test: number
  readonly probes: number
  readonly trainPages: number
  readonly validationPages: number
  readonly groups: number
  /** What stands in both splits: all zero in a sound dataset. */
  readonly shared: { readonly pages: number; readonly groups: number; readonly questions: number }
  readonly seed: number
  readonly stratifiedBy: string
  readonly synthetic: number | null
}

/** A picture for a data URI, and where the evidence stands on the page in words. */
export interface Crop {
  readonly uri: string
  readonly width: number
  readonly height: number
}

/** Much wider than high: beside its pair its print would be too small to read. */
export const isStrip = ({ width, height }: { readonly width: number; readonly height: number }): boolean => width > 2.4 * height

export interface Sample {
  readonly id: string
  readonly question: string
  readonly answer: string
  readonly task: string
  readonly question_type: string
  readonly applies_to: readonly string[]
  readonly page_id: string
  readonly source: string
  readonly quotes: readonly string[]
  /** null on HTML pages, or where the file would grow too large. */
  readonly crop: Crop | null
  /** Why it was rejected or is held for a person; empty for kept pairs. */
  readonly reasons: readonly string[]
  readonly split: Split | null
}

export interface PageRow {
  readonly page_id: string
  readonly source: string
  readonly section: string
  readonly content_type: string
  readonly origin: string
  readonly confidence: number | null
  readonly coverage: Coverage | null
  readonly written: number
  readonly kept: number
  /** Stage at which it failed; null when it came through. */
  readonly failed: string | null
}

export interface Contradiction {
  readonly question: string
  readonly answers: readonly { readonly answer: string; readonly page_id: string }[]
  readonly outcome: string
}

export interface Failure {
  readonly where: string
  readonly stage: string
  readonly code: string
  readonly message: string
  readonly fix: string
}

export interface SettingRow {
  readonly key: string
  readonly value: string
  readonly isDefault: boolean
}
