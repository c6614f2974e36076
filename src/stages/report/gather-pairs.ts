import { questionKey } from '../../formats/text.ts'
import { quotas, seededOrder } from '../../formats/sampling.ts'
import type { Candidate, Example } from '../../contracts/example.ts'
import type { Box } from '../../contracts/geometry.ts'
import type { CataloguePage } from '../../contracts/page.ts'
import type { StageContext } from '../../contracts/stage.ts'
import type { DeduplicateSummary, SplitSummary } from '../../contracts/summary.ts'
import type { Crop, Distributions, PairFigures, Sample, SplitFigures } from '../../report/data.ts'
import { boxesOn, evidenceCrop } from './crops.ts'
import { sourceOf } from './gather-pages.ts'
import type { RefusedPair } from './logs.ts'
import { tally } from './tally.ts'

const KEPT_SHOWN = 50
const REFUSED_SHOWN = 24
/** Characters of data URIs that the report may hold, so that it stays a file that one can send. */
const CROPS_LIMIT = 5_500_000

/** The first check that rejected a pair, or holds it for a person. */
export function rejectingCheck({ checks }: RefusedPair): string {
  const objecting = (wanted: string): string | undefined => Object.entries(checks).find(([, result]) => result === wanted)?.[0]
  return objecting('fail') ?? objecting('review') ?? 'other'
}

export function pairFigures(summary: DeduplicateSummary, rejected: readonly RefusedPair[]): PairFigures {
  const { written, kept, duplicate, review } = summary
  const byCheck = tally(rejected, rejectingCheck).map(({ name, count }) => ({ check: name, rejected: count }))
  return { written, rejected: summary.rejected, duplicate, review, kept, byCheck }
}

export function distributions(examples: readonly Example[], keptPerPage: readonly number[]): Distributions {
  return {
    tasks: tally(examples, ({ task }) => task),
    questionTypes: tally(examples, ({ question_type }) => question_type),
    writers: tally(examples, ({ generator }) => `${generator.id}: ${generator.writer}`),
    questionLengths: examples.map(({ question }) => question.length),
    answerLengths: examples.map(({ answer }) => answer.length),
    pairsPerPage: keptPerPage,
  }
}

export function splitFigures(
  examples: readonly Example[],
  pages: ReadonlyMap<string, CataloguePage>,
  summary: SplitSummary,
  synthetic: number | null,
): SplitFigures {
  const physical = new Map([...pages.values()].flatMap((page) => page.aliases.map((alias) => [alias.page_id, page.page_id] as const)))
  const sides = (key: (example: Example) => string): { train: Set<string>; validation: Set<string>; shared: number } => {
    const train = new Set(examples.filter(({ split }) => split === 'train').map(key))
    // Whatever is held out: validation, test and probes.
    const validation = new Set(examples.filter(({ split }) => split !== 'train').map(key))
    return { train, validation, shared: [...validation].filter((value) => train.has(value)).length }
  }
  const byPage = sides(({ page_id }) => physical.get(page_id) ?? page_id)
  return {
    train: summary.train,
    validation: summary.validation,
    test: summary.test,
    probes: summary.probes,
    trainPages: byPage.train.size,
    validationPages: byPage.validation.size,
    groups: summary.groups,
    shared: {
      pages: byPage.shared,
      groups: sides(({ group }) => group).shared,
      questions: sides(({ question }) => questionKey(question)).shared,
    },
    seed: summary.seed,
    stratifiedBy: summary.stratify_by,
    synthetic,
  }
}

/** Pairs beside the pieces of their pages: kept ones at random, rejected and held ones spread over the checks; all by the split's seed. */
export async function samples(
  examples: readonly Example[],
  rejected: readonly RefusedPair[],
  review: readonly RefusedPair[],
  pages: ReadonlyMap<string, CataloguePage>,
  context: StageContext,
): Promise<{ kept: Sample[]; rejected: Sample[]; held: Sample[] }> {
  const seed = context.settings.split.random_seed
  const cut = cropper(pages, context)
  const kept: Sample[] = []
  for (const example of seededOrder(examples, ({ id }) => id, seed).slice(0, KEPT_SHOWN)) {
    kept.push(sample(example, pages, await cut(example), [], example.split))
  }
  const refused = async (pairs: readonly RefusedPair[]): Promise<Sample[]> => {
    const shown: Sample[] = []
    for (const pair of spread(
      seededOrder(pairs, ({ id }) => id, seed),
      REFUSED_SHOWN,
    ))
      shown.push(sample(pair, pages, await cut(pair, pair.reason_box), [pair.reason], null))
    return shown
  }
  return { kept, rejected: await refused(rejected), held: await refused(review) }
}

/** As many of each check as its share asks for, at least one of each while there is room. */
function spread(pairs: readonly RefusedPair[], count: number): RefusedPair[] {
  const checks = tally(pairs, rejectingCheck)
  const wanted = quotas(
    checks.map((row) => row.count),
    count,
  )
  const left = new Map(checks.map((row, index) => [row.name, wanted[index] ?? 0]))
  return pairs.filter((pair) => {
    const check = rejectingCheck(pair)
    const room = left.get(check) ?? 0
    left.set(check, room - 1)
    return room > 0
  })
}

/** Cuts crops until the report would grow too large; a picture that cannot be cut costs its crop only. */
function cropper(
  pages: ReadonlyMap<string, CataloguePage>,
  context: StageContext,
): (pair: Candidate, against?: Box) => Promise<Crop | null> {
  let spent = 0
  return async ({ id, page_id, evidence }, against) => {
    const shown = evidence.find((one) => one.page_id === page_id && one.box !== null) ?? evidence.find((one) => one.box !== null)
    const image = shown === undefined ? undefined : pages.get(shown.page_id)?.image
    if (shown === undefined || !image || spent > CROPS_LIMIT) return null
    context.signal.throwIfAborted()
    try {
      const objection = shown.page_id === page_id ? against : undefined
      const crop = await evidenceCrop(image, boxesOn(shown.page_id, evidence), context.workspace, objection)
      spent += crop.uri.length
      return crop
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause)
      context.log({ level: 'warn', message: `The report shows no picture for ${id}: ${reason}`, page_id })
      return null
    }
  }
}

function sample(
  pair: Candidate,
  pages: ReadonlyMap<string, CataloguePage>,
  crop: Crop | null,
  reasons: readonly string[],
  split: Sample['split'],
): Sample {
  const page = pages.get(pair.page_id)
  return {
    id: pair.id,
    question: pair.question,
    answer: pair.answer,
    task: pair.task,
    question_type: pair.question_type,
    applies_to: pair.applies_to,
    page_id: pair.page_id,
    source: page === undefined ? '' : sourceOf(page.source_path, page.source_page),
    quotes: pair.evidence.map(({ quote }) => quote),
    crop,
    reasons,
    split,
  }
}
