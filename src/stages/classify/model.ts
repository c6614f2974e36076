import type { Classification, IndexEntry } from '../../contracts/classification.ts'
import type { CataloguePage } from '../../contracts/page.ts'
import type { Reading } from '../../contracts/reading.ts'
import type { Settings } from '../../contracts/settings.ts'
import type { StageContext } from '../../contracts/stage.ts'
import type { Structure } from '../../contracts/structure.ts'
import { classifiedByModel, indexByModel, type ModelIndexRow } from '../../models/page-classification.ts'
import { placesOf } from '../../models/page-places.ts'
import { drawView, planView } from '../../models/page-view.ts'
import { sessionOf } from '../../models/session.ts'
import { completedCode, normalisedPage } from './index-entries.ts'
import { ALLOWED_TYPES } from './rules.ts'

/** Whether a model may be asked what pages are. */
export function asksModel({ models, generate }: Settings): boolean {
  return models.classify !== 'never' && generate.generator !== 'rules'
}

/** What of the settings changes what a model says of a page. */
export function classifyIdentity(settings: Settings): unknown {
  const { models, generate } = settings
  if (!asksModel(settings) || generate.generator === 'rules') return null
  const { min_print_height, max_output_tokens, classify } = models
  return { provider: models[generate.generator], name: generate.generator, min_print_height, max_output_tokens, classify }
}

/**
 * Has a model look at a page of which the rules are not sure (or at each, if the settings say so), and read its rows if it is an index. What
 * the model is not sure of either stays in the review queue.
 */
export async function lookedAtByModel(
  found: Classification,
  page: CataloguePage,
  structure: Structure,
  reading: Reading,
  context: StageContext,
): Promise<Classification> {
  const { settings, workspace, signal } = context
  const { models, generate, classify } = settings
  const always = models.classify === 'always'
  const unsureIndex = found.is_index && isDoubtful(found.index_entries, classify.operation_code_pattern)
  if (generate.generator === 'rules' || (!always && !found.needs_review && !unsureIndex)) return found
  const session = sessionOf(workspace, settings, (message) => context.log({ level: 'info', message, page_id: page.page_id }))
  const { model, provider } = await session.model(generate.generator)
  const seen = { page, structure, reading }
  const view = model.can.images ? planView(seen, provider.data.image, models.min_print_height) : null
  const pictures = view === null || page.image === null ? [] : await drawView(view, await workspace.read(page.image.path))
  const places = placesOf(seen)
  const judged = { ...found }
  const foreign = (found.language ?? 'en') !== 'en'
  if (always || found.needs_review) {
    const said = await classifiedByModel(seen, ALLOWED_TYPES[page.source_type], places, pictures, model, models.max_output_tokens, signal)
    Object.assign(judged, said, {
      is_index: said.content_type === 'index',
      needs_review: foreign || said.content_type === 'unknown' || said.confidence < classify.confidence_threshold,
      index_entries: said.content_type === 'index' ? found.index_entries : [],
    })
  }
  if (judged.is_index && (always || isDoubtful(judged.index_entries, classify.operation_code_pattern))) {
    const rows = await indexByModel(seen, places, pictures, model, models.max_output_tokens, signal)
    const entries = entriesOf(rows, reading, classify.operation_code_pattern)
    context.log({
      level: 'info',
      page_id: page.page_id,
      message: `index: ${entries.length} of ${rows.length} rows of the model stand on the page`,
    })
    if (entries.length >= judged.index_entries.length) judged.index_entries = entries
  }
  return judged
}

/** An index of which few rows were found, or many numbers are not whole. */
function isDoubtful(entries: readonly IndexEntry[], pattern: string): boolean {
  const whole = new RegExp(`^(?:${pattern})$`)
  const broken = entries.filter(({ code }) => code !== null && !whole.test(code)).length
  return entries.length < 3 || broken > entries.length * 0.2
}

/** Rows that stand on the page: their page and the digits of their number are read in the lines that they name. Numbers are completed from the row before. */
function entriesOf(rows: readonly ModelIndexRow[], reading: Reading, operationPattern: string): IndexEntry[] {
  const pattern = new RegExp(`^(?:${operationPattern})$`)
  const texts = new Map(reading.lines.map(({ id, text }) => [id, text]))
  const digits = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase()
  let previous: string | null = null
  return rows.flatMap((row): IndexEntry[] => {
    const lines = row.lines.filter((id) => texts.has(id))
    const shown = digits(lines.map((id) => texts.get(id)).join(''))
    const printed = row.code.trim()
    const code: string | null = printed === '' ? null : completedCode(printed, previous, pattern)
    if (code !== null && pattern.test(code)) previous = code
    // A model may give the whole number where only its tail is printed: the tail must be there.
    const tail = digits(printed).slice(-3)
    if (lines.length === 0 || !shown.includes(digits(row.page)) || !shown.includes(tail)) return []
    return [{ code, name: row.name.trim(), page: normalisedPage(row.page), lines }]
  })
}
