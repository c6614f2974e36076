import { type Classification, classificationSchema } from '../../contracts/classification.ts'
import type { CataloguePage } from '../../contracts/page.ts'
import type { PageStage, PageTask, StageContext } from '../../contracts/stage.ts'
import type { Structure } from '../../contracts/structure.ts'
import { LANGUAGE_NAMES, languageOf } from '../../text/language.ts'
import { pageOf, readReading, readStructure } from '../artifacts.ts'
import { evidenceOf } from './evidence.ts'
import { CLASSIFICATION_FILES, gatherClassifications } from './gather.ts'
import { indexEntries, normalisedPage } from './index-entries.ts'
import { landmarksOf } from './landmarks.ts'
import { asksModel, classifyIdentity, lookedAtByModel } from './model.ts'
import { ALLOWED_TYPES, judge, type Judgement } from './rules.ts'

/** Says what kind of content a page shows, reads index pages, and lists the pages and jobs of each section. */
export const classifyStage: PageStage<Classification> = {
  name: 'classify',
  version: 3,
  scope: 'page',
  after: ['read', 'structure'],
  output: classificationSchema,
  relevantSettings: (settings) => ({ classify: settings.classify, ...(asksModel(settings) ? { model: classifyIdentity(settings) } : {}) }),
  waits: asksModel,
  run: classifyPage,
  gather: gatherClassifications,
  gatherWrites: CLASSIFICATION_FILES,
}

async function classifyPage(task: PageTask, context: StageContext): Promise<Classification> {
  const { workspace, settings } = context
  const page = pageOf(task)
  const structure = await readStructure(workspace, page.page_id)
  const reading = page.kind === 'image' ? await readReading(workspace, page.page_id) : null
  const named = isIndexByName(page, settings.classify.index_name_patterns)
  const judgement: Judgement = named
    ? { content_type: 'index', confidence: 0.95, secondary_types: [], reasoning: 'the file is named as an index' }
    : judge(evidenceOf(structure, settings), page.source_type)
  const content_type = ALLOWED_TYPES[page.source_type].includes(judgement.content_type) || named ? judgement.content_type : 'unknown'
  const language = languageOf(structure.blocks.map((block) => block.text).join('\n'))
  const foreign = language !== null && language !== 'en'
  const found: Classification = {
    page_id: page.page_id,
    source_type: page.source_type,
    content_type,
    is_index: content_type === 'index',
    confidence: judgement.confidence,
    secondary_types: judgement.secondary_types,
    needs_review: foreign || content_type === 'unknown' || judgement.confidence < settings.classify.confidence_threshold,
    reasoning: foreign ? `${LANGUAGE_NAMES[language]} text; ${judgement.reasoning}` : judgement.reasoning,
    printed_page: printedPage(structure),
    section: page.section,
    index_entries: content_type === 'index' ? indexEntries(structure, reading, settings.classify.operation_code_pattern) : [],
    language,
    ...landmarksOf(structure, content_type === 'index', settings.classify.operation_code_pattern),
  }
  return reading !== null && asksModel(settings) ? lookedAtByModel(found, page, structure, reading, context) : found
}

function isIndexByName(page: CataloguePage, patterns: readonly string[]): boolean {
  const name = page.source_path.slice(page.source_path.lastIndexOf('/') + 1).toLowerCase()
  return patterns.some((pattern) => new RegExp(pattern, 'u').test(name))
}

/** The number printed on the page: its page number, else the one that opens the heading of a table ('00 - 2 General'). */
function printedPage(structure: Structure): string | null {
  const number = structure.blocks.find((block) => block.type === 'page_number')
  const [first] = structure.tables[0]?.rows[0] ?? []
  const opening = /^(\d{1,3}\s?[-–—]\s?\d{1,4}[a-z]?)\s+\p{Lu}/u.exec(first?.text ?? '')
  const text = opening?.[1] ?? number?.text
  return text === undefined ? null : normalisedPage(text.replace(/^[-–—\s]+|[-–—\s]+$|^(?:page|p\.)\s*/gi, ''))
}
