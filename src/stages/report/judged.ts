import { REVIEW_PATH, type ReviewDecision, reviewDecisionSchema } from '../../contracts/review.ts'
import type { Candidate } from '../../contracts/example.ts'
import type { Workspace } from '../../contracts/workspace.ts'
import type { Judged } from '../../report/data.ts'
import { wilson } from '../../report/numbers.ts'
import { linesOf } from './logs.ts'

/**
 * What people decided on the pairs of the dataset (the last decision on each counts), with the interval in which the true share
 * of good ones lies: of those drawn at random, where the decisions tell; else of all. null where nobody decided on anything.
 */
export async function judged(workspace: Workspace, kept: readonly Pick<Candidate, 'id' | 'question' | 'answer'>[]): Promise<Judged | null> {
  const lines = await linesOf(workspace, REVIEW_PATH)
  if (lines.length === 0) return null
  const read = lines.map((line) => reviewDecisionSchema.safeParse(line))
  const last = new Map(read.flatMap(({ data }) => (data === undefined ? [] : [[data.id, data] as const])))
  const pairs = new Map(kept.map((pair) => [pair.id, pair]))
  const standing = [...last.values()].filter((decision) => isAbout(decision, pairs.get(decision.id)))
  const random = standing.filter(({ drawn }) => drawn === 'random')
  const counted = random.length > 0 ? random : standing
  const good = accepted(counted)
  return {
    pairs: counted.length,
    good,
    edited: counted.filter(({ decision }) => decision === 'edit').length,
    isRandom: random.length > 0,
    notCounted: standing.length - counted.length,
    elsewhere: last.size - standing.length,
    unreadable: read.filter(({ success }) => !success).length,
    interval: wilson(good, counted.length),
  }
}

const accepted = (decisions: readonly ReviewDecision[]): number => decisions.filter(({ decision }) => decision === 'accept').length

/** Whether a decision is on this pair, as it is now. */
function isAbout({ question, answer }: ReviewDecision, pair: Pick<Candidate, 'question' | 'answer'> | undefined): boolean {
  if (pair === undefined) return false
  return (question ?? pair.question) === pair.question && (answer ?? pair.answer) === pair.answer
}
