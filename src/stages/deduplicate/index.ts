import { stringify } from 'csv-stringify/sync'
import { consequenceOf } from '../../checks/outcome.ts'
import type { Candidate, Checked, Verdict } from '../../contracts/example.ts'
import type { CorpusStage, StageContext } from '../../contracts/stage.ts'
import type { KeptPair } from '../../contracts/summary.ts'
import type { Workspace } from '../../contracts/workspace.ts'
import { DEDUPLICATE_SUMMARY_PATH, KEPT_PAIRS_PATH, readChecked } from '../artifacts.ts'
import { Lines } from '../lines.ts'
import { qualified } from './contradictions.ts'
import { decide, type Decisions } from './decide.ts'
import { openEmbeddings } from './embeddings.ts'
import { type DuplicateKind, type Fate, type PassedPair, passedPair, placeOf } from './pairs.ts'
import { preferenceFor } from './preference.ts'
import { Tally } from './tally.ts'

const LOGS = {
  rejected: 'work/logs/rejected.jsonl',
  rejected_csv: 'work/logs/rejected_qa.csv',
  duplicates: 'work/logs/duplicates.jsonl',
  duplicates_csv: 'work/logs/duplicates.csv',
  review: 'work/logs/review_queue.jsonl',
  contradictions: 'work/logs/contradictions.jsonl',
} as const

/** Columns of the older systems' logs. The time stays empty: the same input gives the same bytes. */
const REJECTED_COLUMNS = ['timestamp', 'page_id', 'qa_id', 'question', 'answer', 'rejection_reason', 'filter_name']
const DUPLICATE_COLUMNS = ['group_id', 'page_id', 'qa_id', 'question', 'answer', 'similarity_score', 'action', 'kept_qa_id', 'place']

/** Keeps one pair of each fact, finds contradictions, and writes down what became of every candidate. */
export const deduplicateStage: CorpusStage = {
  name: 'deduplicate',
  version: 3,
  scope: 'corpus',
  after: ['structure', 'check'],
  writes: [KEPT_PAIRS_PATH, DEDUPLICATE_SUMMARY_PATH, ...Object.values(LOGS)],
  relevantSettings: ({ deduplicate, check }) => ({ deduplicate, treat: check.treat }),
  run: deduplicate,
}

async function deduplicate(done: readonly string[], context: StageContext): Promise<void> {
  const { workspace, settings } = context
  const passed: PassedPair[] = []
  for (const page_id of done) {
    context.signal.throwIfAborted()
    const { pairs } = await readChecked(workspace, page_id)
    passed.push(...pairs.filter(({ outcome }) => outcome === 'pass').map(passedPair))
  }
  const { prefer_strategy, semantic, max_question_similarity, cross_page } = settings.deduplicate
  const embed = await openEmbeddings(semantic, workspace.localPath('.'))
  const compared = { max_question_similarity, cross_page, min_similarity: semantic.min_similarity }
  const decisions = await decide(passed, compared, preferenceFor(prefer_strategy, passed, workspace), embed)
  await writeFates(done, passed, decisions, context)
  await writeDuplicateTable(passed, decisions, workspace)
  await workspace.write(LOGS.contradictions, contradictionLines(passed, decisions))
}

/** Goes through the pages a second time and writes each candidate where its fate sends it. */
async function writeFates(
  done: readonly string[],
  passed: readonly PassedPair[],
  { fates, contradictions }: Decisions,
  context: StageContext,
): Promise<void> {
  const { workspace, settings } = context
  const { treat } = settings.check
  const [kept, rejected, duplicates, review] = [new Lines(), new Lines(), new Lines(), new Lines()]
  const rejectedTable = new Lines()
  rejectedTable.add(REJECTED_COLUMNS.join(','))
  const tally = new Tally()
  const byId = new Map(passed.map((pair) => [pair.id, pair]))
  let next = 0
  for (const [at, page_id] of done.entries()) {
    context.signal.throwIfAborted()
    for (const pair of (await readChecked(workspace, page_id)).pairs) {
      const { candidate, verdicts } = pair
      if (pair.outcome !== 'pass') {
        const against = verdicts.filter((verdict) => consequenceOf(verdict, treat) === (pair.outcome === 'rejected' ? 'reject' : 'review'))
        const reason = against.map((verdict) => `${verdict.check}: ${verdict.reason}`).join(' ')
        const seen = against.find(({ box }) => box !== undefined)?.box
        const record = { ...withChecks(candidate, verdicts), reason, ...(seen === undefined ? {} : { reason_box: seen }) }
        if (pair.outcome === 'review') review.addRecord(record)
        else {
          rejected.addRecord(record)
          rejectedTable.add(
            row(['', page_id, candidate.id, candidate.question, candidate.answer, against[0]?.reason ?? '', against[0]?.check ?? '']),
          )
        }
        tally.count(pair, pair.outcome)
        continue
      }
      const own = passed[next] as PassedPair
      const fate = fates[next++] as Fate
      const stays = fate.kind === 'duplicate' ? byId.get(fate.kept_id) : undefined
      const where = placeOf(own, stays ?? own)
      if (fate.kind === 'kept') kept.addRecord(keptPair(pair, fate.qualifier))
      else if (fate.kind === 'review') review.addRecord({ ...withChecks(candidate, verdicts), reason: `contradiction: ${fate.reason}` })
      else
        duplicates.addRecord({
          ...withChecks(candidate, verdicts),
          kept_id: fate.kept_id,
          how: fate.how,
          where,
          similarity: fate.similarity,
        })
      tally.count(pair, fate.kind, fate.kind === 'duplicate' ? { how: fate.how, where } : undefined)
    }
    context.progress(at + 1, done.length)
  }
  await workspace.write(KEPT_PAIRS_PATH, kept.bytes())
  await workspace.write(LOGS.rejected, rejected.bytes())
  await workspace.write(LOGS.rejected_csv, rejectedTable.bytes())
  await workspace.write(LOGS.duplicates, duplicates.bytes())
  await workspace.write(LOGS.review, review.bytes())
  const summary = tally.summary(contradictions, methodOf(settings.deduplicate.semantic))
  await workspace.write(DEDUPLICATE_SUMMARY_PATH, `${JSON.stringify(summary, null, 1)}\n`)
  const { written, kept: stays, rejected: out, duplicate, review: held } = summary
  context.log({ level: 'info', message: `${written} pairs: ${stays} kept, ${out} rejected, ${duplicate} duplicate, ${held} in review.` })
}

/** How duplicates were sought, for people. */
function methodOf({ model_folder, base_url, model }: StageContext['settings']['deduplicate']['semantic']): string {
  if (model_folder !== null) return `lexical, and by meaning with the model in ${model_folder}`
  return base_url === null ? 'lexical' : `lexical, and by meaning with ${model} at ${base_url}`
}

/** A kept pair; where a contradiction was resolved by naming the variant, the question and its other wordings name it. */
function keptPair({ candidate, verdicts }: Checked['pairs'][number], qualifier: string): KeptPair {
  if (qualifier === '') return { candidate, verdicts }
  const question = qualified(candidate.question, qualifier)
  const paraphrases = candidate.paraphrases.map((each) => qualified(each, qualifier))
  return { candidate: { ...candidate, question, paraphrases }, verdicts }
}

function withChecks(candidate: Candidate, verdicts: readonly Verdict[]): Candidate & { checks: Record<string, Verdict['result']> } {
  return { ...candidate, checks: Object.fromEntries(verdicts.map(({ check, result }) => [check, result])) }
}

const row = (values: readonly (string | number)[]): string => stringify([values]).trimEnd()

/** The older table of duplicates: each group with the pair that stays and the ones that go. */
async function writeDuplicateTable(
  pairs: readonly PassedPair[],
  { duplicates, contradictions }: Decisions,
  workspace: Workspace,
): Promise<void> {
  const table = new Lines()
  table.add(DUPLICATE_COLUMNS.join(','))
  const numbers = { exact: 0, near: 0, same_fact: 0, semantic: 0 }
  const addGroup = (
    how: keyof typeof numbers,
    kept: number,
    others: readonly { readonly index: number; readonly similarity: number }[],
  ): void => {
    numbers[how] += 1
    const group = `${how}-${String(numbers[how]).padStart(3, '0')}`
    const line = (index: number, similarity: number, action: string): string => {
      const pair = pairs[index] as PassedPair
      return row([
        group,
        pair.page_id,
        pair.id,
        pair.question,
        pair.answer,
        similarity,
        action,
        pairs[kept]?.id ?? '',
        index === kept ? '' : placeOf(pair, pairs[kept] as PassedPair),
      ])
    }
    table.add(line(kept, 1, 'kept'))
    for (const { index, similarity } of others) table.add(line(index, similarity, 'dropped'))
  }
  for (const { kept, others } of duplicates) addGroup(groupKind(others), kept, others)
  for (const { merged } of contradictions) {
    for (const kept of new Set(merged.values())) {
      const others = [...merged].filter(([, same]) => same === kept).map(([index]) => ({ index, similarity: 1 }))
      addGroup('same_fact', kept, others)
    }
  }
  await workspace.write(LOGS.duplicates_csv, table.bytes())
}

/** A group bears the name of the loosest way in which its pairs are alike. */
function groupKind(others: readonly { readonly how: DuplicateKind }[]): DuplicateKind {
  return (['semantic', 'near'] as const).find((kind) => others.some(({ how }) => how === kind)) ?? 'exact'
}

function contradictionLines(pairs: readonly PassedPair[], { contradictions }: Decisions): Buffer {
  const lines = new Lines()
  for (const { members, resolution, explanation, qualifiers } of contradictions) {
    const shown = members.map((index) => {
      const { id, page_id, question, answer, applies_to } = pairs[index] as PassedPair
      const qualifier = qualifiers.get(index)
      return { id, page_id, question: qualifier === undefined ? question : qualified(question, qualifier), answer, applies_to }
    })
    lines.addRecord({ question: pairs[members[0] ?? 0]?.question ?? '', resolution, explanation, pairs: shown })
  }
  return lines.bytes()
}
