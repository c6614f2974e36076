import type { Candidate, Checked, Verdict } from '../contracts/example.ts'
import type { Check } from '../contracts/generator.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { Settings } from '../contracts/settings.ts'
import { answerKind } from './answer-kind.ts'
import { complete } from './complete.ts'
import { confidence } from './confidence.ts'
import { crossReference } from './cross-reference.ts'
import { furniture } from './furniture.ts'
import { grounded } from './grounded.ts'
import { hedged } from './hedged.ts'
import { lengths } from './lengths.ts'
import { listedItem } from './listed-item.ts'
import { opposite } from './opposites.ts'
import { outcomeOf } from './outcome.ts'
import { placeholder } from './placeholder.ts'
import { questionType } from './question-type.ts'
import { relevant } from './relevant.ts'
import { restatement } from './restatement.ts'
import { selfContained } from './self-contained.ts'
import { selfReferential } from './self-referential.ts'
import { tableCell } from './table-cell.ts'
import { variant } from './variant.ts'
import { wellFormed } from './well-formed.ts'

/** Every check, in the order in which their reasons are told. To add one: one file, one line here. */
export const CHECKS: readonly Check[] = [
  placeholder,
  lengths,
  wellFormed,
  selfContained,
  selfReferential,
  furniture,
  crossReference,
  hedged,
  questionType,
  answerKind,
  restatement,
  grounded,
  opposite,
  tableCell,
  listedItem,
  variant,
  relevant,
  complete,
  confidence,
]

export type CheckedPair = Checked['pairs'][number]

/** Judges a candidate by every check: rejected if one fails, held for a person if one wants a look, else passed. */
export function judge(candidate: Candidate, page: PageMaterial, settings: Settings): CheckedPair {
  return judgedBy(candidate, settings, (check) => check.judge(candidate, page, settings))
}

/** The same with verdicts from wherever they come. */
export function judgedBy(candidate: Candidate, settings: Settings, verdictOf: (check: Check) => Verdict): CheckedPair {
  const verdicts = CHECKS.map(verdictOf)
  return { candidate, verdicts, outcome: outcomeOf(verdicts, settings.check.treat) }
}

/** The checks by name; `treat` in the settings may name these alone. */
export const CHECK_NAMES: readonly string[] = CHECKS.map(({ name }) => name)
