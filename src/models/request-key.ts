import { createHash } from 'node:crypto'
import type { LanguageRequest, RequestPart } from '../contracts/model.ts'

/** Bump when a provider's translation of a request changes what the model is told. */
const TRANSLATION = 1

/** Who a request goes to: the same words to another model or server are another request. */
export interface Addressee {
  readonly provider: string
  readonly endpoint: string
  readonly model: string
  /** What else the provider is told with every request (effort). */
  readonly options: string
}

/**
 * SHA-256 over the whole content of a request: model, server, every word, every picture, schema, limits. Two requests have the same key
 * exactly when the provider is told the same. The page's id is part of it only where the prompt names it.
 */
export function requestKey(request: LanguageRequest, to: Addressee): string {
  const part = (each: RequestPart): unknown =>
    each.type === 'text' ? each.text : { media_type: each.media_type, sha256: each.sha256, width: each.width, height: each.height }
  // Keys are written in this one order: the same content is the same text.
  const content = {
    translation: TRANSLATION,
    provider: to.provider,
    endpoint: to.endpoint,
    model: to.model,
    options: to.options,
    system: request.system,
    turns: request.turns.map(({ role, parts }) => ({ role, parts: parts.map(part) })),
    schema: request.schema,
    max_output_tokens: request.max_output_tokens,
  }
  return createHash('sha256').update(JSON.stringify(content)).digest('hex')
}
