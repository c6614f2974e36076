import type { Check } from '../contracts/generator.ts'
import type { Verdict } from '../contracts/example.ts'
import type { Candidate } from '../contracts/example.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { Settings } from '../contracts/settings.ts'

/** What a check found wrong: null = nothing. */
export type Finding = { readonly result: 'fail' | 'review'; readonly reason: string } | null

export const fail = (reason: string): Finding => ({ result: 'fail', reason })
export const review = (reason: string): Finding => ({ result: 'review', reason })

/** Makes a check of a function that says what is wrong. */
export function checkNamed(name: string, find: (candidate: Candidate, page: PageMaterial, settings: Settings) => Finding): Check {
  return {
    name,
    judge(candidate, page, settings): Verdict {
      const finding = find(candidate, page, settings)
      return finding === null ? { check: name, result: 'pass', reason: '' } : { check: name, ...finding }
    },
  }
}

/** The worst of several findings: the first failure, else the first thing to review. */
export function worst(findings: readonly Finding[]): Finding {
  return findings.find((finding) => finding?.result === 'fail') ?? findings.find((finding) => finding !== null) ?? null
}

/** At most so many characters, for reasons that people read. */
export function shortened(text: string, limit = 60): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= limit ? line : `${line.slice(0, limit - 1)}…`
}
