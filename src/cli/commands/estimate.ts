import { PagetuneError } from '../../contracts/error.ts'
import type { PageMaterial } from '../../contracts/material.ts'
import type { Settings } from '../../contracts/settings.ts'
import type { PageTask } from '../../contracts/stage.ts'
import { ANSWERS_FOLDER, AnswerJournal } from '../../models/answer-journal.ts'
import { DIFFERENCES, type Estimate, estimateOf, estimatePage, judgedPage, olderPage, type PageEstimate } from '../../models/estimate.ts'
import { JournaledModel } from '../../models/journaled-model.ts'
import { askedPage, picturesOf, questionsRequest } from '../../models/page-request.ts'
import { type ProviderName, ModelSession, openProvider } from '../../models/session.ts'
import { requestTokens } from '../../models/request-size.ts'
import { costOf } from '../../models/prices.ts'
import { artifactPath } from '../../stages/artifacts.ts'
import { asksAbout } from '../../stages/generate/model.ts'
import { loadMaterial } from '../../stages/material.ts'
import { selectTasks } from '../../pipeline/selection.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { openProject, type OpenProject } from '../open-project.ts'
import { overridesOf, type RunFlags, selectionOf } from '../options.ts'
import { counted } from '../reporters/progress.ts'

/** Pages whose tokens are counted by the provider with --count. */
const COUNTED_PAGES = 3

/**
 * Says what asking a model about the pages would cost, before anything is paid, beside what the older system would have paid for the same
 * pages. Reads what the stages up to `classify` have left; sends nothing, unless --count has the provider count some pages (free).
 */
export async function estimateCommand(flags: RunFlags & { readonly count?: boolean }): Promise<ExitCode> {
  const signal = new AbortController().signal
  const open = await openProject({ folder: flags.project, overrides: overridesOf(flags), sources: [], signal, log: () => undefined })
  const { settings } = open.loaded
  const name = settings.generate.generator === 'rules' ? 'anthropic' : settings.generate.generator
  const provider = await openProvider(name, settings, open.folder, flags.count === true)
  const materials = await materialsOf(open, flags)
  const pages: (PageEstimate | null | 'answered')[] = []
  const keys = await answeredKeys(open, settings, name)
  for (const material of materials) {
    const estimate = estimatePage(material, settings, provider)
    pages.push(estimate !== null && (await keys(material)) ? 'answered' : estimate)
  }
  const estimate = estimateOf({
    model: `${provider.name}/${provider.model}`,
    data: provider.data,
    price: provider.price,
    ownPrice: provider.model in settings.models.prices,
    pages,
    older: materials.map((material) => olderPage(material, provider.data)),
    judge: await judgeOf(materials, open),
    calibration: flags.count === true ? await calibrated(materials, settings, open, name) : 1,
  })
  process.stdout.write(flags.json === true ? `${JSON.stringify(estimate, null, 2)}\n` : `${linesOf(estimate).join('\n')}\n`)
  return EXIT.well
}

/** What the second model would cost that looks over the pairs. */
async function judgeOf(materials: readonly PageMaterial[], { loaded, folder }: OpenProject): Promise<Estimate['judge']> {
  const { settings } = loaded
  if (settings.models.judge === 'none') return null
  const { name, model, data, price, can } = await openProvider(settings.models.judge, settings, folder, false)
  const usages = materials.flatMap((material) => judgedPage(material, settings, { can, data }) ?? [])
  return {
    model: `${name}/${model}`,
    usd: price === null ? null : usages.reduce((sum, usage) => sum + costOf(usage, price, data, false), 0),
  }
}

async function materialsOf(open: OpenProject, flags: RunFlags): Promise<PageMaterial[]> {
  const { project } = open
  const { workspace } = project.context
  const chosen = new Set(selectTasks(await project.candidates(), selectionOf(flags)).map(({ page_id }) => page_id))
  const isChosen = ({ page_id, page }: PageTask): boolean => chosen.has(page_id) || (page !== null && chosen.has(page.candidate_id))
  const tasks = (await project.pages()).filter((task) => isChosen(task) && task.page !== null && asksAbout(task.page, open.loaded.settings))
  const materials: PageMaterial[] = []
  for (const task of tasks)
    if (await workspace.has(artifactPath('classify', task.page_id))) materials.push(await loadMaterial(task, project.context))
  if (materials.length === 0) {
    throw new PagetuneError('NOT_RUN_YET', 'No page has been read and classified yet.', {
      where: open.folder,
      fix: 'Run `pagetune run --until classify` first: it needs no model and costs nothing.',
    })
  }
  return materials
}

/** Whether a page's answer is in the journal. Without a journal nothing needs to be drawn to know. */
async function answeredKeys(
  open: OpenProject,
  settings: Settings,
  name: ProviderName,
): Promise<(material: PageMaterial) => Promise<boolean>> {
  const { workspace } = open.project.context
  const journal = new AnswerJournal(workspace)
  if ((await workspace.list(ANSWERS_FOLDER)).length === 0) return () => Promise.resolve(false)
  const session = new ModelSession(workspace, settings, { log: () => undefined, collect: () => Promise.resolve() })
  const { model, provider } = await session.model(name)
  return async (material) => journal.has(await keyOfPage(material, settings, model, provider.data, open))
}

async function keyOfPage(
  material: PageMaterial,
  settings: Settings,
  model: JournaledModel,
  data: Parameters<typeof askedPage>[2]['data'],
  open: OpenProject,
): Promise<string> {
  const page = askedPage(material, settings, { can: model.can, data })
  const pictures = await picturesOf(page, (path) => open.project.context.workspace.read(path))
  return model.keyOf(questionsRequest(page, pictures, settings))
}

/** Tokens by the provider's count for one that is estimated, over a few pages spread over all. */
async function calibrated(materials: readonly PageMaterial[], settings: Settings, open: OpenProject, name: ProviderName): Promise<number> {
  const provider = await openProvider(name, settings, open.folder, true)
  let [counted, expected] = [0, 0]
  for (let index = 0; index < COUNTED_PAGES; index++) {
    const material = materials[Math.floor(((index + 0.5) * materials.length) / COUNTED_PAGES)]!
    const page = askedPage(material, settings, provider)
    const pictures = await picturesOf(page, (path) => open.project.context.workspace.read(path))
    const request = questionsRequest(page, pictures, settings)
    const tokens = await provider.countTokens(request, new AbortController().signal)
    if (tokens === null) return 1
    const { images, text, prefix } = requestTokens(request, provider.data)
    counted += Math.max(0, tokens - images)
    expected += text + prefix
  }
  return expected === 0 ? 1 : counted / expected
}

function linesOf(estimate: Estimate): string[] {
  const { tokens, usd, usd_per_thousand_pages: thousand } = estimate
  const number = (value: number): string => value.toLocaleString('en-US')
  const dollars = (value: number): string => `$${value.toFixed(value < 1 ? 4 : 2)}`
  const lines = [
    `${estimate.model}: ${counted(estimate.pages, 'page')}, ${estimate.not_asked} not asked about, ${estimate.answered} answered already.`,
    `About ${counted(estimate.calls, 'call')} for up to ${counted(estimate.questions, 'question')}.`,
    `Tokens: ${number(tokens.images)} of pictures, ${number(tokens.text)} of text, ${number(tokens.cached_prefix)} of a prefix that is cached, ${number(tokens.output)} written (what the model thinks is not in it).`,
  ]
  if (usd === null || thousand === null) {
    return [...lines, `The price of ${estimate.model} is not known: say it under models.prices.`]
  }
  const share = thousand.older_system === 0 ? '' : ` (${Math.round((100 * thousand.as_batch) / thousand.older_system)} %)`
  const signed = (value: number): string => `${value < 0 ? '−' : '+'}${dollars(Math.abs(value))}`
  const { differences, judge } = estimate
  return [
    ...lines,
    `Dollars: ${dollars(usd.as_batch)} as a batch, ${dollars(usd.at_once)} at once${estimate.prices_as_of === null ? '' : ` (prices of ${estimate.prices_as_of})`}.`,
    `For a thousand pages: ${dollars(thousand.as_batch)} as a batch${share}, ${dollars(thousand.at_once)} at once; the older system, page by page at full size with twelve questions: ${dollars(thousand.older_system)}.`,
    ...(differences === null
      ? []
      : [`What makes the difference: ${DIFFERENCES.map((name) => `${name.replace('_', ' ')} ${signed(differences[name])}`).join(', ')}.`]),
    ...(judge === null
      ? []
      : [`The judge ${judge.model}: ${judge.usd === null ? 'its price is not known' : `${dollars(judge.usd)} more, at once`}.`]),
  ]
}
