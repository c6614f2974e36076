/** Dollars for a million tokens. `batch` is the share of the price that a batch costs. */
export interface Price {
  readonly input: number
  readonly output: number
  readonly cache_write: number
  readonly cache_read: number
  readonly batch: number
}

/** How a provider counts a picture. */
export type ImageRule =
  /** One token for each started square of 28 pixels, after the picture was made to fit side and tokens. */
  | { readonly kind: 'squares28'; readonly longest_side: number; readonly most_tokens: number }
  /** Patches of 32 pixels times a factor, after the picture was made to fit the number of patches. */
  | { readonly kind: 'patches32'; readonly most_patches: number; readonly factor: number }

export interface ModelData {
  readonly provider: 'anthropic' | 'openai'
  readonly price: Price | null
  /** A second price for prompts longer than so many tokens. */
  readonly long_prompt?: { readonly above_tokens: number; readonly input: number; readonly output: number }
  readonly image: ImageRule
  readonly max_output_tokens: number
  /** Fewest tokens of a prefix that the provider caches. */
  readonly least_cached_tokens: number
  /** Tokens for a character of English manual text, as measured or stated for the model's tokenizer. */
  readonly tokens_per_character: number
}

/** Day of the price pages that the list below was taken from. Prices change: `models.prices` in the settings overrides them. */
export const MODEL_DATA_AS_OF = '2026-10-15'

const HIGH_RESOLUTION: ImageRule = { kind: 'squares28', longest_side: 2576, most_tokens: 4784 }
const STANDARD: ImageRule = { kind: 'squares28', longest_side: 1568, most_tokens: 1568 }
/** The newer Anthropic tokenizer gives about 30 % more tokens than the one before (about 4 characters a token). */
const NEW_TOKENIZER = 0.33
const OLD_TOKENIZER = 0.25

/** What is known of models, by the id that the provider gives them. What is not here has no price: it is said, never guessed. */
export const MODELS: Readonly<Record<string, ModelData>> = {
  'claude-haiku-5-5': {
    provider: 'anthropic',
    price: { input: 0.1, output: 0.5, cache_write: 0.125, cache_read: 0.01, batch: 0.5 },
    long_prompt: { above_tokens: 100_000, input: 0.5, output: 2.5 },
    // The documentation names no tier for it: the larger one is the safe assumption for money.
    image: HIGH_RESOLUTION,
    max_output_tokens: 128_000,
    least_cached_tokens: 512,
    tokens_per_character: NEW_TOKENIZER,
  },
  'claude-sonnet-5-5': {
    provider: 'anthropic',
    // Pages disagree on cache reads (0.10 and 0.20): the dearer one is used.
    price: { input: 2, output: 10, cache_write: 2.5, cache_read: 0.2, batch: 0.5 },
    image: HIGH_RESOLUTION,
    max_output_tokens: 128_000,
    least_cached_tokens: 512,
    tokens_per_character: NEW_TOKENIZER,
  },
  'claude-opus-5-5': {
    provider: 'anthropic',
    price: { input: 4, output: 20, cache_write: 5, cache_read: 0.2, batch: 0.5 },
    image: HIGH_RESOLUTION,
    max_output_tokens: 128_000,
    least_cached_tokens: 512,
    tokens_per_character: NEW_TOKENIZER,
  },
  'claude-fable-5-1': {
    provider: 'anthropic',
    price: { input: 10, output: 50, cache_write: 12.5, cache_read: 0.25, batch: 0.5 },
    image: HIGH_RESOLUTION,
    max_output_tokens: 128_000,
    least_cached_tokens: 512,
    tokens_per_character: NEW_TOKENIZER,
  },
  'claude-haiku-4-5': {
    provider: 'anthropic',
    price: { input: 1, output: 5, cache_write: 1.25, cache_read: 0.1, batch: 0.5 },
    image: STANDARD,
    max_output_tokens: 64_000,
    least_cached_tokens: 4096,
    tokens_per_character: OLD_TOKENIZER,
  },
  'gpt-6-luna': {
    provider: 'openai',
    // No price of cached input is known: it is counted in full.
    price: { input: 0.1, output: 0.5, cache_write: 0.1, cache_read: 0.1, batch: 0.5 },
    image: { kind: 'patches32', most_patches: 1536, factor: 1.62 },
    max_output_tokens: 16_384,
    least_cached_tokens: 1024,
    tokens_per_character: OLD_TOKENIZER,
  },
}

/** For models that are not in the list (open weights on an own server): what holds for most of them. */
const UNKNOWN_MODEL: Readonly<Record<ModelData['provider'], ModelData>> = {
  anthropic: {
    provider: 'anthropic',
    price: null,
    image: HIGH_RESOLUTION,
    max_output_tokens: 32_000,
    least_cached_tokens: 1024,
    tokens_per_character: NEW_TOKENIZER,
  },
  openai: {
    provider: 'openai',
    price: null,
    image: { kind: 'patches32', most_patches: 1536, factor: 1.62 },
    max_output_tokens: 16_384,
    least_cached_tokens: 1024,
    tokens_per_character: OLD_TOKENIZER,
  },
}

/** What is known of a model; for one that is not in the list, careful assumptions and no price. */
export function modelData(provider: ModelData['provider'], model: string): ModelData {
  const known = MODELS[model]
  return known?.provider === provider ? known : UNKNOWN_MODEL[provider]
}
