import type { LanguageRequest } from '../contracts/model.ts'
import { imageTokens } from './image-tokens.ts'
import type { ModelData } from './model-data.ts'

/** Tokenizers vary with the text: a bound must hold for numbers and codes too. */
const CAREFUL = 2
const FRAME_TOKENS = 200

/** Tokens that a request is likely to have, by part. */
export interface RequestTokens {
  readonly images: number
  /** System text: the same for many pages, so a provider may cache it. */
  readonly prefix: number
  readonly text: number
}

export function requestTokens(request: LanguageRequest, data: ModelData): RequestTokens {
  const parts = request.turns.flatMap((turn) => turn.parts)
  const tokens = (characters: number): number => Math.ceil(characters * data.tokens_per_character)
  return {
    images: parts.reduce((sum, part) => sum + (part.type === 'image' ? imageTokens(part, data.image) : 0), 0),
    prefix: tokens(request.system.join('').length + (request.schema === null ? 0 : JSON.stringify(request.schema).length)),
    text: tokens(parts.reduce((sum, part) => sum + (part.type === 'text' ? part.text.length : 0), 0)),
  }
}

/** More tokens than a request can have: what is reserved for it before it is asked. */
export function mostTokens(request: LanguageRequest, data: ModelData): number {
  const { images, prefix, text } = requestTokens(request, data)
  return images + (prefix + text) * CAREFUL + FRAME_TOKENS
}
