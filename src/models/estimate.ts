import type { PageMaterial } from '../contracts/material.ts'
import type { ImagePart, LanguageRequest, Usage } from '../contracts/model.ts'
import type { Settings } from '../contracts/settings.ts'
import { type ModelData, MODEL_DATA_AS_OF, type Price } from './model-data.ts'
import { imageTokens } from './image-tokens.ts'
import { costOf } from './prices.ts'
import { type AskedPage, askedPage, questionsRequest } from './page-request.ts'
import { requestTokens } from './request-size.ts'

/** Characters of one pair as the model writes it, with its evidence and types: the mean of 27 pairs written by hand for eight pages of a service manual. */
const PAIR_CHARACTERS = 170
/** Share of pages of which something goes back, and share of their pairs that do. */
const REVISED_PAGES = 0.3
const REVISED_PAIRS = 0.25

/** Characters of the instructions of a further pass, and of what it writes: a wording, a later question, a verdict, a kind of page. */
const PASS_RULES_CHARACTERS = 1000
const WORDING_CHARACTERS = 75
const LATER_QUESTION_CHARACTERS = 60
const VERDICT_CHARACTERS = 90
const KIND_CHARACTERS = 250

/** The older system's arithmetic: every page, one call at a time, full size, twelve questions, nothing cached. */
const OLDER_QUESTIONS = 12
/** Characters of one of its pairs: the same words for question and answer, longer names, no evidence. */
const OLDER_PAIR_CHARACTERS = 165
/** Characters of its system text and template. */
const OLDER_PROMPT_CHARACTERS = 2800

export interface PageEstimate {
  readonly calls: number
  /** Of these, the ones that begin with the prefix of the questions, which a provider caches. */
  readonly prefixed: number
  readonly questions: number
  readonly images: number
  readonly text: number
  readonly prefix: number
  readonly output: number
}

export interface Estimate {
  readonly model: string
  /** Day of the price list; null where the price comes from the settings or is not known. */
  readonly prices_as_of: string | null
  readonly pages: number
  /** Pages about which nothing is asked: nothing on them, or waiting for review. */
  readonly not_asked: number
  /** Pages whose answer is there already. */
  readonly answered: number
  readonly calls: number
  readonly questions: number
  readonly tokens: { readonly images: number; readonly text: number; readonly cached_prefix: number; readonly output: number }
  /** Dollars; null where the price is not known. */
  readonly usd: { readonly at_once: number; readonly as_batch: number } | null
  readonly usd_per_thousand_pages: { readonly at_once: number; readonly as_batch: number; readonly older_system: number } | null
  /** From the older system's dollars for a thousand pages to those as a batch: what each difference adds; null without a price. */
  readonly differences: Readonly<Record<Difference, number>> | null
  /** What the second model costs that looks over the pairs, at once; null where there is none. `usd` is null where its price is not known. */
  readonly judge: { readonly model: string; readonly usd: number | null } | null
}

export const DIFFERENCES = ['pictures', 'questions', 'words_read', 'cached_prefix', 'batch'] as const
/** Pictures no larger than their print; as many questions as facts; what was read sent as words; the prefix cached; half the price. */
export type Difference = (typeof DIFFERENCES)[number]

/** Tokens that asking about one page takes, revisions included; null when it is not asked about. Draws and sends nothing. */
export function estimatePage(
  material: PageMaterial,
  settings: Settings,
  model: { can: { images: boolean }; data: ModelData },
): PageEstimate | null {
  if (material.classification.needs_review && !settings.models.ask_pages_in_review) return null
  const page = askedPage(material, settings, model)
  if (page.questions === 0) return null
  const request = plannedRequest(page, settings)
  const tokens = requestTokens(request, model.data)
  const pair = PAIR_CHARACTERS * model.data.tokens_per_character
  const again = settings.models.revise ? REVISED_PAGES : 0
  const pairsAgain = again * REVISED_PAIRS * page.questions * pair
  const passes = furtherPasses(material, page.questions, settings)
  const characters = model.data.tokens_per_character
  return {
    calls: 1 + again + passes.calls,
    prefixed: 1 + again,
    questions: page.questions,
    images: tokens.images * (1 + passes.looks),
    // A revision shows the words again, what was wrong, and gets it anew; never the pictures.
    text: tokens.text * (1 + again + passes.looks) + 2 * pairsAgain + passes.read * characters,
    prefix: tokens.prefix * (1 + again),
    output: page.questions * pair + pairsAgain + passes.written * characters,
  }
}

/** Calls of the optional passes about a page, how many of them show it again, and characters that they read and write. */
function furtherPasses(material: PageMaterial, questions: number, { models }: Settings) {
  const { paraphrases, conversations, classify } = models
  const sorted = classify === 'always' || (classify === 'unsure' && material.classification.needs_review) ? 1 : 0
  const [worded, told] = [paraphrases > 0 ? 1 : 0, conversations > 0 && questions > 1 ? 1 : 0]
  const calls = sorted + worded + told
  return {
    calls,
    looks: sorted,
    read: calls * PASS_RULES_CHARACTERS + (worded + told) * questions * PAIR_CHARACTERS,
    written: sorted * KIND_CHARACTERS + questions * paraphrases * WORDING_CHARACTERS + told * questions * LATER_QUESTION_CHARACTERS,
  }
}

/** Tokens of a judge's look at a page's pairs: the pictures, each pair with its proof, a verdict on each; null when nothing is asked. */
export function judgedPage(material: PageMaterial, settings: Settings, model: { can: { images: boolean }; data: ModelData }): Usage | null {
  const estimate = estimatePage(material, settings, model)
  if (estimate === null) return null
  const { tokens_per_character } = model.data
  const view = askedPage(material, settings, model).view
  const images = view === null ? 0 : [view.page, ...view.crops].reduce((sum, size) => sum + imageTokens(size, model.data.image), 0)
  const input = images + (PASS_RULES_CHARACTERS + 2 * estimate.questions * PAIR_CHARACTERS) * tokens_per_character
  return { input, output: estimate.questions * VERDICT_CHARACTERS * tokens_per_character, cache_read: 0, cache_write: 0 }
}

/** The request as it would be, with pictures of the planned sizes that nobody has drawn. */
function plannedRequest(page: AskedPage, settings: Settings): LanguageRequest {
  const picture = ({ width, height }: { width: number; height: number }): ImagePart => {
    return { type: 'image', media_type: 'image/jpeg', width, height, bytes: new Uint8Array(), sha256: '' }
  }
  const pictures = page.view === null ? [] : [page.view.page, ...page.view.crops].map(picture)
  return questionsRequest(page, pictures, settings)
}

export interface OlderPage {
  /** Of its input, those of the picture. */
  readonly images: number
  readonly input: number
  readonly output: number
}

/** Tokens of one page as the older system asked for it. */
export function olderPage({ page }: PageMaterial, data: ModelData): OlderPage {
  const image = page.image === null ? 0 : imageTokens(page.image, data.image)
  return {
    images: image,
    input: image + OLDER_PROMPT_CHARACTERS * data.tokens_per_character,
    output: OLDER_QUESTIONS * OLDER_PAIR_CHARACTERS * data.tokens_per_character,
  }
}

export interface EstimateInput {
  readonly model: string
  readonly data: ModelData
  readonly price: Price | null
  readonly ownPrice: boolean
  /** For each page its estimate, null where nothing is asked, 'answered' where the journal has the answer. */
  readonly pages: readonly (PageEstimate | null | 'answered')[]
  readonly older: readonly OlderPage[]
  readonly judge: Estimate['judge']
  /** Measured tokens for one estimated token of text; 1 = not measured. */
  readonly calibration: number
}

/** Adds the pages up. The prefix is paid in full once and read from the cache after that, where it is long enough to be cached. */
export function estimateOf({ model, data, price, ownPrice, pages, older, judge, calibration }: EstimateInput): Estimate {
  const asked = pages.filter((page) => page !== null && page !== 'answered')
  const sum = (key: keyof PageEstimate): number => asked.reduce((total, page) => total + page[key], 0)
  const tokens = {
    images: Math.round(sum('images')),
    text: Math.round(sum('text') * calibration),
    cached_prefix: Math.round(sum('prefix') * calibration),
    output: Math.round(sum('output')),
  }
  const isCached = asked.length > 0 && sum('prefix') / sum('prefixed') >= data.least_cached_tokens
  const cost = (batch: boolean): number =>
    price === null
      ? 0
      : costOf(
          {
            input: tokens.images + tokens.text + (isCached ? 0 : tokens.cached_prefix),
            cache_write: isCached ? Math.round(tokens.cached_prefix / Math.max(1, asked.length)) : 0,
            cache_read: isCached ? tokens.cached_prefix : 0,
            output: tokens.output,
          },
          price,
          {},
          batch,
        )
  const spent = (input: number, output: number): number =>
    price === null ? 0 : costOf({ input, output, cache_read: 0, cache_write: 0 }, price, {}, false)
  const before = (key: keyof OlderPage): number => older.reduce((total, page) => total + page[key], 0)
  const olderCost = spent(before('input'), before('output'))
  const perThousand = (usd: number): number => (pages.length === 0 ? 0 : (usd / pages.length) * 1000)
  return {
    model,
    prices_as_of: price === null || ownPrice ? null : MODEL_DATA_AS_OF,
    pages: pages.length,
    not_asked: pages.filter((page) => page === null).length,
    answered: pages.filter((page) => page === 'answered').length,
    calls: Math.round(sum('calls')),
    questions: sum('questions'),
    tokens,
    usd: price === null ? null : { at_once: cost(false), as_batch: cost(true) },
    usd_per_thousand_pages:
      price === null
        ? null
        : { at_once: perThousand(cost(false)), as_batch: perThousand(cost(true)), older_system: perThousand(olderCost) },
    differences:
      price === null
        ? null
        : {
            pictures: perThousand(spent(tokens.images - before('images'), 0)),
            questions: perThousand(spent(0, tokens.output - before('output'))),
            words_read: perThousand(spent(tokens.text + tokens.cached_prefix - (before('input') - before('images')), 0)),
            cached_prefix: perThousand(cost(false) - spent(tokens.images + tokens.text + tokens.cached_prefix, tokens.output)),
            batch: perThousand(cost(true) - cost(false)),
          },
    judge,
  }
}
