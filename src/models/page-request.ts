import type { PageMaterial } from '../contracts/material.ts'
import type { LanguageRequest, RequestPart } from '../contracts/model.ts'
import type { Settings } from '../contracts/settings.ts'
import type { ModelData } from './model-data.ts'
import { drawView, planView, type ViewPlan } from './page-view.ts'
import { type Place, placesOf } from './page-places.ts'
import { PAIRS_SCHEMA } from './pair-answer.ts'
import { guidanceFor } from './prompts/guidance.ts'
import { aroundText, readText } from './prompts/page-text.ts'
import { WRITING_RULES } from './prompts/rules.ts'
import { questionsDeserved } from './questions-deserved.ts'

/** Output tokens that are allowed for thinking and the frame of an answer, and for each question. */
const ANSWER_TOKENS = 2000
const QUESTION_TOKENS = 250

/** A page made ready to be asked about. */
export interface AskedPage {
  readonly material: PageMaterial
  readonly places: ReadonlyMap<string, Place>
  /** null for pages without a picture, and for models that do not see. */
  readonly view: ViewPlan | null
  /** How many questions the page deserves, within the limits of the settings. */
  readonly questions: number
}

/** Looks at a page: what can be pointed at, how it would be shown, how many questions it deserves. Draws nothing. */
export function askedPage(material: PageMaterial, settings: Settings, model: { can: { images: boolean }; data: ModelData }): AskedPage {
  const limits = settings.generate.questions_per_page
  const limit = material.page.kind === 'html' ? limits.html : limits[material.classification.content_type]
  return {
    material,
    places: placesOf(material),
    view: model.can.images ? planView(material, model.data.image, settings.models.min_print_height) : null,
    questions: Math.min(questionsDeserved(material), limit, settings.models.max_questions),
  }
}

/** The pictures of a page, as parts of a request; none where the page has no picture. */
export async function picturesOf({ material, view }: AskedPage, read: (path: string) => Promise<Uint8Array>): Promise<RequestPart[]> {
  if (view === null || material.page.image === null) return []
  return drawView(view, await read(material.page.image.path))
}

/** Asks for the questions of a page. Pictures first: what is read after them is read with them in mind. */
export function questionsRequest(page: AskedPage, pictures: readonly RequestPart[], settings: Settings): LanguageRequest {
  const { material } = page
  const text = [
    picturesText(page),
    aroundText(material),
    `Write at most ${page.questions} ${page.questions === 1 ? 'question' : 'questions'}: that is how many facts seem to stand on this page.`,
    `The page (${material.structure.columns === 1 ? 'one column' : `${material.structure.columns} columns`}), as read:`,
    readText(material, page.places),
    ...(material.classification.is_index ? [indexText(material)] : []),
  ]
  return {
    purpose: 'questions',
    page_id: material.page.page_id,
    system: [WRITING_RULES, guidanceFor(material.page.source_type, material.classification.content_type)],
    turns: [{ role: 'user', parts: [...pictures, { type: 'text', text: text.filter((part) => part !== '').join('\n\n') }] }],
    schema: PAIRS_SCHEMA,
    // Room for what is asked, no more: it is what the budget must set aside. An answer that needs more gets it.
    max_output_tokens: Math.min(settings.models.max_output_tokens, ANSWER_TOKENS + page.questions * QUESTION_TOKENS),
  }
}

function picturesText({ view }: AskedPage): string {
  if (view === null) return ''
  const { width, height } = view.page
  const crops = view.crops.length === 0 ? '' : ` After it ${view.crops.length === 1 ? 'a part' : 'parts'} of it with small print, larger.`
  return `The first picture is the page, ${width} × ${height} pixels.${crops}`
}

function indexText({ classification }: PageMaterial): string {
  const rows = classification.index_entries.map(
    ({ code, name, page, lines }) => `  ${code ?? '(no number)'} ${name}: page ${page} [${lines.join(', ')}]`,
  )
  return rows.length === 0 ? '' : `Its rows with full numbers:\n${rows.join('\n')}`
}
