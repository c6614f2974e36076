import type { PageMaterial } from '../contracts/material.ts'
import type { ImagePart, LanguageRequest } from '../contracts/model.ts'
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

/** The older system's arithmetic: every page, one call at a time, full size, twelve questions, nothing cached. */
const OLDER_QUESTIONS = 12
/** Characters of one of its pairs: the same words for question and answer, longer names, no evidence. */
const OLDER_PAIR_CHARACTERS = 165
/** Characters of its system text and template. */
const OLDER_PROMPT_CHARACTERS = 2800

export interface PageEstimate {
  readonly calls: number
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
}

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
  return {
    calls: 1 + again,
    questions: page.questions,
    images: tokens.images,
    // A revision shows the words again, what was wrong, and gets it anew; never the pictures.
    text: tokens.text * (1 + again) + 2 * pairsAgain,
    prefix: tokens.prefix * (1 + again),
    output: page.questions * pair + pairsAgain,
  }
}

/** The request as it would be, with pictures of the planned sizes that nobody has drawn. */
function plannedRequest(page: AskedPage, settings: Settings): LanguageRequest {
  const picture = ({ width, height }: { width: number; height: number }): ImagePart => {
    return { type: 'image', media_type: 'image/jpeg', width, height, bytes: new Uint8Array(), sha256: '' }
  }
  const pictures = page.view === null ? [] : [page.view.page, ...page.view.crops].map(picture)
  return questionsRequest(page, pictures, settings)
}

/** Tokens of one page as the older system asked for it. */
export function olderPage({ page }: PageMaterial, data: ModelData): { input: number; output: number } {
  const image = page.image === null ? 0 : imageTokens(page.image, data.image)
  return {
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
  readonly older: readonly { input: number; output: number }[]
  /** Measured tokens for one estimated token of text; 1 = not measured. */
  readonly calibration: number
}

/** Adds the pages up. The prefix is paid in full once and read from the cache after that, where it is long enough to be cached. */
export function estimateOf({ model, data, price, ownPrice, pages, older, calibration }: EstimateInput): Estimate {
  const asked = pages.filter((page) => page !== null && page !== 'answered')
  const sum = (key: keyof PageEstimate): number => asked.reduce((total, page) => total + page[key], 0)
  const tokens = {
    images: Math.round(sum('images')),
    text: Math.round(sum('text') * calibration),
    cached_prefix: Math.round(sum('prefix') * calibration),
    output: Math.round(sum('output')),
  }
  const isCached = asked.length > 0 && sum('prefix') / sum('calls') >= data.least_cached_tokens
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
  const olderCost =
    price === null
      ? 0
      : older.reduce((total, { input, output }) => total + costOf({ input, output, cache_read: 0, cache_write: 0 }, price, {}, false), 0)
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
  }
}
