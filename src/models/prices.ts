import type { Usage } from '../contracts/model.ts'
import type { ModelSettings } from '../contracts/settings/models.ts'
import { type ModelData, modelData, type Price } from './model-data.ts'

/** The price of a model: from the settings, else from the dated list; null when neither knows it. */
export function priceOf(provider: ModelData['provider'], model: string, settings: Pick<ModelSettings, 'prices'>): Price | null {
  const own = settings.prices[model]
  if (own === undefined) return modelData(provider, model).price
  return {
    input: own.input,
    output: own.output,
    // Where nothing is said, a cached token costs what any other does: never less than what will be on the bill.
    cache_write: own.cache_write ?? own.input,
    cache_read: own.cache_read ?? own.input,
    batch: own.batch,
  }
}

/** Dollars of one call. */
export function costOf(usage: Usage, price: Price, data: Pick<ModelData, 'long_prompt'>, batch: boolean): number {
  const prompt = usage.input + usage.cache_read + usage.cache_write
  const long = data.long_prompt !== undefined && prompt > data.long_prompt.above_tokens ? data.long_prompt : null
  const share = long === null ? 1 : long.input / price.input
  const input = usage.input * price.input + usage.cache_write * price.cache_write + usage.cache_read * price.cache_read
  const dollars = (input * share + usage.output * (long?.output ?? price.output)) / 1_000_000
  return batch ? dollars * price.batch : dollars
}
