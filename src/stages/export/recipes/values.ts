import type { WrittenDataset } from '../card.ts'

/** What a recipe needs to know of the dataset and of the settings. */
export interface RecipeValues {
  readonly text_model: string
  readonly vision_model: string
  /** Tokens of a text row, chat template included. */
  readonly max_length: number
  /** Tokens of a vision row, picture included. */
  readonly vision_length: number
  /** Pixels of a picture above which the processor scales it down. */
  readonly max_pixels: number
  readonly lora: { readonly rank: number; readonly alpha: number; readonly dropout: number }
  readonly learning_rate: number
  readonly epochs: number
  readonly batch_size: number
  readonly gradient_accumulation: number
  /** Rows of an update in both kinds of recipe. */
  readonly vision_accumulation: number
  /** The dataset's data files → their records. */
  readonly files: ReadonlyMap<string, number>
  readonly has_validation: boolean
}

export interface RecipeFile {
  /** Below recipes/. */
  readonly name: string
  readonly text: string
  /** The line that runs it, in the dataset folder. */
  readonly command: string
  /** What it trains, for the list. */
  readonly what: string
  /** Beginning of the paths of the files that it trains on. */
  readonly data: string
}

/** Records of the files whose paths begin so. */
export function recordsIn({ files }: Pick<RecipeValues, 'files'>, beginning: string): number {
  return [...files].reduce((sum, [path, records]) => sum + (path.startsWith(beginning) ? records : 0), 0)
}

/** Updates of a whole training on those files. A tenth of them is the warm-up, in steps: shares are spelled otherwise in each version. */
export function updatesOn(values: RecipeValues, beginning: string): number {
  return Math.ceil((recordsIn(values, beginning) / (values.batch_size * values.gradient_accumulation)) * values.epochs)
}

export const warmupSteps = (values: RecipeValues, beginning: string): number => Math.max(1, Math.round(updatesOn(values, beginning) / 10))

/** Side of the square of pixels that Qwen2.5-VL makes one token of. */
const TOKEN_SIDE = 28
/** Pixels that a recipe lets through at most: about 2560 picture tokens, where print of a scanned page is still legible. */
const MOST_PIXELS = 2560 * TOKEN_SIDE * TOKEN_SIDE
/** What a chat template puts around the turns, system prompt included. */
const TEMPLATE_TOKENS = 64
/** Another model's tokenizer cuts numbers and part codes into more pieces than the one that counted. */
const MARGIN = 1.25
const STEP = 128

/** Lengths from the token statistics of this dataset; everything else from the settings. */
export function recipeValues({ settings, facts, survey, files }: WrittenDataset): RecipeValues {
  const { recipes } = settings.export
  const margin = settings.tokenizer === null ? MARGIN : 1
  const text = recipes.max_length ?? roundUp(facts.tokens.longest * margin + TEMPLATE_TOKENS)
  const max_pixels = Math.min(MOST_PIXELS, Math.max(facts.largest_picture, TOKEN_SIDE * TOKEN_SIDE))
  return {
    text_model: recipes.text_model,
    vision_model: recipes.vision_model,
    max_length: text,
    vision_length: roundUp(text + max_pixels / TOKEN_SIDE ** 2),
    max_pixels,
    lora: { rank: recipes.lora_rank, alpha: recipes.lora_alpha, dropout: recipes.lora_dropout },
    learning_rate: recipes.learning_rate,
    epochs: recipes.epochs,
    batch_size: recipes.batch_size,
    gradient_accumulation: recipes.gradient_accumulation,
    vision_accumulation: recipes.batch_size * recipes.gradient_accumulation,
    files: new Map(files.map(({ path, records }) => [path, records ?? 0])),
    has_validation: survey.splits.validation > 0,
  }
}

const roundUp = (tokens: number): number => Math.ceil(tokens / STEP) * STEP
