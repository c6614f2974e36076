import { resolve } from 'node:path'
import { z } from 'zod'
import type { Example } from '../../contracts/example.ts'
import type { StageContext } from '../../contracts/stage.ts'
import type { DeduplicateSummary } from '../../contracts/summary.ts'
import type { Workspace } from '../../contracts/workspace.ts'
import { SPEND_PATH } from '../../models/spend-journal.ts'
import type { DuplicateGroup, QualityRow, Spending, TokenFigures } from '../../report/data.ts'
import { openTokenizer } from '../../text/tokenizer.ts'
import { type DuplicatePair, linesOf } from './logs.ts'

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

/** More pairs than this are not all counted: every n-th one then stands for the rest. */
const MOST_COUNTED = 50_000

/** Tokens of each pair, question and answer, by the tokenizer of the settings. */
export async function tokensPerRecord(examples: readonly Example[], context: StageContext): Promise<TokenFigures> {
  const { tokenizer: folder } = context.settings
  const tokenizer = await openTokenizer(folder === null ? null : resolve(context.workspace.localPath('.'), folder))
  const step = Math.max(1, Math.ceil(examples.length / MOST_COUNTED))
  const counts = examples
    .filter((_, index) => index % step === 0)
    .map(({ question, answer }) => tokenizer.count(question) + tokenizer.count(answer))
  return { tokenizer: tokenizer.name, counts, step }
}

const paidSchema = z.object({
  event: z.literal('paid'),
  usd: z.number().nullable(),
  model: z.string(),
  purpose: z.string(),
})

/** Calls and dollars by model and purpose, from spend.jsonl. Lines of other kinds (reservations, releases) cost nothing. */
export async function spending(workspace: Workspace): Promise<Spending[]> {
  const rows = new Map<string, { model: string; purpose: string; calls: number; usd: number; unpriced: number }>()
  for (const line of await linesOf(workspace, SPEND_PATH)) {
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
