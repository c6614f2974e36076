import type { Check } from '../contracts/generator.ts'
import type { Verdict } from '../contracts/example.ts'
import type { Candidate } from '../contracts/example.ts'
import type { Box } from '../contracts/geometry.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { Settings } from '../contracts/settings.ts'

/** What a check found wrong: null = nothing. */
export type Finding = {
  readonly result: 'fail' | 'review'
  readonly reason: string
  /** The place on the page that shows it, where it is another one than the evidence. */
  readonly box?: Box
} | null

const finding = (result: 'fail' | 'review', reason: string, box?: Box | null): Finding =>
  box === undefined || box === null ? { result, reason } : { result, reason, box }

export const fail = (reason: string, box?: Box | null): Finding => finding('fail', reason, box)
export const review = (reason: string, box?: Box | null): Finding => finding('review', reason, box)

/** Makes a check that looks at the page: what it finds wrong is shown at the first evidence, unless it names a place. */
export function pageCheckNamed(name: string, find: (candidate: Candidate, page: PageMaterial, settings: Settings) => Finding): Check {
  return checkNamed(name, (candidate, page, settings) => {
    const found = find(candidate, page, settings)
    if (found === null || found.box !== undefined) return found
    const box = candidate.evidence.find(({ page_id }) => page_id === page.page.page_id)?.box
    return box === undefined || box === null ? found : { ...found, box }
  })
}

/** Makes a check of a function that says what is wrong. */
export function checkNamed(name: string, find: (candidate: Candidate, page: PageMaterial, settings: Settings) => Finding): Check {
  return {
    name,
    judge(candidate, page, settings): Verdict {
      const found = find(candidate, page, settings)
      return found === null ? { check: name, result: 'pass', reason: '' } : { check: name, ...found }
    },
  }
}

/** The worst of several findings: the first failure, else the first thing to review. */
export function worst(findings: readonly Finding[]): Finding {
  return findings.find((each) => each?.result === 'fail') ?? findings.find((each) => each !== null) ?? null
}

/** At most so many characters, for reasons that people read. */
export function shortened(text: string, limit = 60): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= limit ? line : `${line.slice(0, limit - 1)}…`
}
