import type { Generated } from '../../contracts/example.ts'
import type { PageMaterial } from '../../contracts/material.ts'
import type { CataloguePage } from '../../contracts/page.ts'
import type { Settings } from '../../contracts/settings.ts'
import type { StageContext } from '../../contracts/stage.ts'
import { PROMPT_VERSION } from '../../models/prompts/rules.ts'
import { type ProviderName, sessionOf } from '../../models/session.ts'
import { writeWithModel } from '../../models/model-generator.ts'
import { coverageOf } from '../../questions/coverage.ts'
import { isSkipped } from '../../questions/rules-generator.ts'

/** Writes a page's pairs with the model of the settings, held to the same checks as the rules' pairs. */
export async function generateWithModel(material: PageMaterial, context: StageContext, name: ProviderName): Promise<Generated> {
  const { settings, workspace } = context
  const page_id = material.page.page_id
  if (isSkipped(material, settings)) return { page_id, candidates: [], refusals: [], coverage: coverageOf(material, [], []) }
  const session = sessionOf(workspace, settings, (message) => context.log({ level: 'info', message, page_id }))
  const { model, provider } = await session.model(name)
  const judge = settings.models.judge === 'none' ? null : (await session.model(settings.models.judge)).model
  // The checks bring a dictionary: it is loaded only where it is used.
  const { judge: check } = await import('../../checks/checks.ts')
  const { differenceOf: difference } = await import('../../checks/same-question.ts')
  const tools = {
    model,
    data: provider.data,
    judge,
    check,
    difference,
    read: (path: string) => workspace.read(path),
    signal: context.signal,
  }
  const { candidates, refusals } = await writeWithModel(material, settings, tools)
  return { page_id, candidates, refusals, coverage: coverageOf(material, candidates, refusals) }
}

/** Whether a model is asked about a page of this kind: the cells of an HTML sheet are exact, no model reads them better than the rules do. */
export function asksAbout({ kind }: Pick<CataloguePage, 'kind'>, { models }: Settings): boolean {
  return kind === 'image' || models.ask_html_sheets
}

/** What of the settings changes what a model writes: not the budget, the pace or the key. */
export function modelIdentity({ models, generate }: Settings): unknown {
  const {
    anthropic,
    openai,
    file,
    ask_pages_in_review,
    ask_html_sheets,
    max_output_tokens,
    min_print_height,
    max_questions,
    revise,
    paraphrases,
    conversations,
    judge,
  } = models
  const provider = { anthropic, openai, file }
  return {
    prompts: PROMPT_VERSION,
    provider: generate.generator === 'rules' ? null : provider[generate.generator],
    judge: judge === 'none' ? null : provider[judge],
    ask_pages_in_review,
    ask_html_sheets,
    max_output_tokens,
    min_print_height,
    max_questions,
    revise,
    paraphrases,
    conversations,
  }
}
