import type { Candidate, Generated, Verdict } from './example.ts'
import type { PageMaterial } from './material.ts'
import type { Settings } from './settings.ts'

/** Writes question–answer pairs for one page; rules and models alike. */
export interface Generator {
  readonly id: string
  readonly version: number
  readonly fingerprint: string
  write(page: PageMaterial, settings: Settings): Promise<Generated>
}

/** Judges one pair against its page. Pure: no files, no clock. */
export interface Check {
  readonly name: string
  judge(candidate: Candidate, page: PageMaterial, settings: Settings): Verdict
}
