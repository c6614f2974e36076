import { z } from 'zod'
import type { Example } from '../../contracts/example.ts'
import type { DeduplicateSummary } from '../../contracts/summary.ts'
import type { Workspace } from '../../contracts/workspace.ts'
import { roughTokens } from '../../formats/text.ts'
import type { DuplicateGroup, Judged, QualityRow, Spending } from '../../report/data.ts'
import { wilson } from '../../report/numbers.ts'
import type { DuplicatePair } from './logs.ts'

/** What became of the pairs by task, section and source type. */
export function qualityRows({ by_task, by_section, by_source_type }: DeduplicateSummary): QualityRow[] {
  const rows = (kind: string, parts: DeduplicateSummary['by_task']): QualityRow[] =>
    Object.entries(parts)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, counts]) => ({ kind, name: name === '' ? '(none)' : name, ...counts }))
  return [...rows('task', by_task), ...rows('section', by_section), ...rows('source', by_source_type)]
}

/** Duplicates with the pair that stays, the largest groups first. */
export function duplicateGroups(duplicates: readonly DuplicatePair[], examples: readonly Example[]): DuplicateGroup[] {
  const kept = new Map(examples.map((example) => [example.id, example]))
  const groups = new Map<string, DuplicatePair[]>()
  for (const duplicate of duplicates) groups.set(duplicate.kept_id, [...(groups.get(duplicate.kept_id) ?? []), duplicate])
  return [...groups]
    .map(([id, dropped]) => {
      // The pair that stays may itself be held for a person; then its question is told by the ones left out.
      const { question, answer } = kept.get(id) ?? dropped[0] ?? { question: id, answer: '' }
      return { id, question, answer, dropped, isKept: kept.has(id) }
    })
    .toSorted((a, b) => b.dropped.length - a.dropped.length || (a.id < b.id ? -1 : 1))
}

/** Tokens of each pair, question and answer, by the estimate that the older systems used: no tokenizer is consulted. */
export const tokensPerRecord = (examples: readonly Example[]): number[] =>
  examples.map(({ question, answer }) => Math.round(roughTokens(question) + roughTokens(answer)))

const paidSchema = z.object({
  event: z.literal('paid'),
  usd: z.number().nullable(),
  model: z.string(),
  purpose: z.string(),
})

/** Calls and dollars by model and purpose, from spend.jsonl. Lines of other kinds (reservations, releases) cost nothing. */
export async function spending(workspace: Workspace): Promise<Spending[]> {
  const rows = new Map<string, { model: string; purpose: string; calls: number; usd: number; unpriced: number }>()
  for (const line of await linesOf(workspace, 'spend.jsonl')) {
    const paid = paidSchema.safeParse(line)
    if (!paid.success) continue
    const { model, purpose, usd } = paid.data
    const row = rows.get(`${model}\0${purpose}`) ?? { model, purpose, calls: 0, usd: 0, unpriced: 0 }
    row.calls += 1
    row.usd += usd ?? 0
    row.unpriced += usd === null ? 1 : 0
    rows.set(`${model}\0${purpose}`, row)
  }
  return [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
}

const decisionSchema = z.object({ id: z.string(), decision: z.string() })

/** What people decided on pairs (the last decision on each counts), with the interval in which the true share of good ones lies. */
export async function judged(workspace: Workspace): Promise<Judged | null> {
  const decisions = new Map<string, string>()
  for (const line of await linesOf(workspace, 'review.jsonl')) {
    const decision = decisionSchema.safeParse(line)
    if (decision.success) decisions.set(decision.data.id, decision.data.decision)
  }
  if (decisions.size === 0) return null
  const good = [...decisions.values()].filter((decision) => /^(?:accept|approve|keep|good)/i.test(decision)).length
  const edited = [...decisions.values()].filter((decision) => /^(?:edit|correct|change)/i.test(decision)).length
  return { pairs: decisions.size, good, edited, interval: wilson(good, decisions.size) }
}

/** Parsed lines; a torn last line is passed over. */
async function linesOf(workspace: Workspace, path: string): Promise<unknown[]> {
  if (!(await workspace.has(path))) return []
  return (await workspace.read(path))
    .toString('utf8')
    .split('\n')
    .flatMap((line): unknown[] => {
      try {
        return line.trim() === '' ? [] : [JSON.parse(line)]
      } catch (cause) {
        if (cause instanceof SyntaxError) return []
        throw cause
      }
    })
}
