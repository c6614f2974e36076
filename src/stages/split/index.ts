import { createHash } from 'node:crypto'
import type { Candidate, Example, Split } from '../../contracts/example.ts'
import type { CataloguePage } from '../../contracts/page.ts'
import type { Settings } from '../../contracts/settings.ts'
import type { CorpusStage, StageContext } from '../../contracts/stage.ts'
import { type KeptPair, keptPairSchema, type SplitSummary } from '../../contracts/summary.ts'
import { KEPT_PAIRS_PATH, readCatalogue, readRecords, SPLIT_EXAMPLES_PATH, SPLIT_SUMMARY_PATH } from '../artifacts.ts'
import { Lines } from '../lines.ts'
import type { Group } from './choose.ts'
import { sidesOf } from './sides.ts'
import { groupNames } from './groups.ts'

/** Where strata that are too small to be split alone are split together. */
const POOLED = '(small)'

/** Parts the kept pairs into training, validation, test and probes: no page, copy or stated fact stands in training and elsewhere. */
export const splitStage: CorpusStage = {
  name: 'split',
  version: 2,
  scope: 'corpus',
  after: ['prepare', 'deduplicate'],
  writes: [SPLIT_EXAMPLES_PATH, SPLIT_SUMMARY_PATH],
  relevantSettings: ({ split }) => split,
  run: splitPairs,
}

async function splitPairs(_done: readonly string[], context: StageContext): Promise<void> {
  const { workspace, settings } = context
  const pages = await readCatalogue(workspace)
  const kept = inOrder(await readRecords(workspace, KEPT_PAIRS_PATH, keptPairSchema), pages)
  const names = groupNames(
    kept.map(({ candidate }) => candidate),
    pages,
  )
  const groups = groupsOf(kept, names, settings)
  const sides = sidesOf(
    kept.map(({ candidate }) => candidate),
    names,
    groups,
    settings.split,
  )

  const lines = new Lines()
  for (const [index, { candidate, verdicts }] of kept.entries()) {
    const name = names[index] ?? ''
    const checks = Object.fromEntries(verdicts.map(({ check, result }) => [check, result]))
    const example: Example = { ...candidate, checks, split: sides[index] ?? 'train', group: groupId(name) }
    lines.addRecord(example)
  }
  await workspace.write(SPLIT_EXAMPLES_PATH, lines.bytes())
  const summary = summaryOf(groups, names, sides, settings)
  await workspace.write(SPLIT_SUMMARY_PATH, `${JSON.stringify(summary, null, 1)}\n`)
  context.log({
    level: 'info',
    message: `${summary.train} pairs for training, ${summary.validation} for validation, ${summary.test} for a test, ${summary.probes} probes, in ${summary.groups} groups.`,
  })
  if (kept.length > 0 && summary.validation === 0 && settings.split.train_split < 1) {
    context.log({ level: 'warn', message: 'No pair is left for validation: too few pages that share no fact.' })
  }
}

/** By the catalogue, then by the number at the end of the id. */
function inOrder(pairs: readonly KeptPair[], pages: readonly CataloguePage[]): KeptPair[] {
  const position = new Map(pages.map(({ page_id }, index) => [page_id, index]))
  const place = ({ candidate }: KeptPair): number => position.get(candidate.page_id) ?? pages.length
  const number = ({ candidate }: KeptPair): number => Number(/(\d+)$/.exec(candidate.id)?.[1] ?? 0)
  return pairs.toSorted((a, b) => place(a) - place(b) || number(a) - number(b) || (a.candidate.id < b.candidate.id ? -1 : 1))
}

function groupId(name: string): string {
  return `p-${createHash('sha256').update(name).digest('hex').slice(0, 12)}`
}

/** The groups with their strata: what most of their pairs belong to. */
function groupsOf(kept: readonly KeptPair[], names: readonly string[], settings: Settings): Group[] {
  const counts = new Map<string, Map<string, number>>()
  for (const [index, { candidate }] of kept.entries()) {
    const name = names[index] ?? ''
    const strata = counts.get(name) ?? new Map<string, number>()
    const stratum = stratumOf(candidate, settings.split.stratify_by)
    strata.set(stratum, (strata.get(stratum) ?? 0) + 1)
    counts.set(name, strata)
  }
  const groups = [...counts].map(([name, strata]) => {
    const [main] = [...strata].toSorted(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    return { name, stratum: main?.[0] ?? '', pairs: [...strata.values()].reduce((sum, count) => sum + count, 0) }
  })
  return pooled(groups, settings.split.min_stratum_size).toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

function stratumOf(candidate: Candidate, by: Settings['split']['stratify_by']): string {
  if (by === 'none') return ''
  return by === 'section_id' ? candidate.section.id : candidate.source_type
}

function pooled(groups: readonly Group[], min_size: number): Group[] {
  const sizes = new Map<string, number>()
  for (const { stratum, pairs } of groups) sizes.set(stratum, (sizes.get(stratum) ?? 0) + pairs)
  return groups.map((group) => ((sizes.get(group.stratum) ?? 0) < min_size ? { ...group, stratum: POOLED } : group))
}

function summaryOf(groups: readonly Group[], names: readonly string[], sides: readonly Split[], settings: Settings): SplitSummary {
  const strata: SplitSummary['strata'] = {}
  const total = { train: 0, validation: 0, test: 0, probes: 0 }
  const stratumOfGroup = new Map(groups.map(({ name, stratum }) => [name, stratum]))
  for (const { stratum } of groups.toSorted((a, b) => (a.stratum < b.stratum ? -1 : a.stratum > b.stratum ? 1 : 0))) {
    const counts = (strata[stratum] ??= { groups: 0, train: 0, validation: 0, test: 0, probes: 0 })
    counts.groups += 1
  }
  for (const [index, side] of sides.entries()) {
    const counts = strata[stratumOfGroup.get(names[index] ?? '') ?? '']
    if (counts !== undefined) counts[side] += 1
    total[side] += 1
  }
  return {
    ...total,
    groups: groups.length,
    largest_group: Math.max(0, ...groups.map(({ pairs }) => pairs)),
    stratify_by: settings.split.stratify_by,
    seed: settings.split.random_seed,
    strata,
  }
}
