import { z } from 'zod'

/** What a request is for: told in the spend journal, and what the price of a run is split by. */
export const REQUEST_PURPOSES = [
  'classification',
  'index',
  'questions',
  'revision',
  'paraphrases',
  'conversations',
  'judgement',
  'probe',
] as const
export type RequestPurpose = (typeof REQUEST_PURPOSES)[number]

/** Code of the failure of a page whose request has gone out in a batch or a file and is not answered yet: it waits, nothing is wrong with it. */
export const ANSWER_MISSING = 'ANSWER_MISSING'

export interface TextPart {
  readonly type: 'text'
  readonly text: string
}

/** A picture as it is sent: already turned, sized and encoded. */
export interface ImagePart {
  readonly type: 'image'
  readonly media_type: 'image/jpeg' | 'image/png'
  readonly width: number
  readonly height: number
  readonly bytes: Uint8Array
  /** SHA-256 of the bytes, hexadecimal: stands for them in the key of the request. */
  readonly sha256: string
}

export type RequestPart = TextPart | ImagePart

export interface Turn {
  readonly role: 'user' | 'assistant'
  readonly parts: readonly RequestPart[]
}

export interface AnswerSchema {
  readonly name: string
  /** JSON Schema: every object closed, every property required, no limits on length or number (what all providers take). */
  readonly schema: Readonly<Record<string, unknown>>
}

/** One question to a model, in no provider's language. Whole in its content: its key is made of all of it. */
export interface LanguageRequest {
  readonly purpose: RequestPurpose
  readonly page_id: string
  /** Instructions, the most general first: each is the end of a prefix that a provider may cache. */
  readonly system: readonly string[]
  /** Ends with a user's turn. */
  readonly turns: readonly Turn[]
  readonly schema: AnswerSchema | null
  readonly max_output_tokens: number
}

export const usageSchema = z.object({
  /** Tokens that were neither written to nor read from a cache. */
  input: z.number().int(),
  cache_write: z.number().int(),
  cache_read: z.number().int(),
  /** With what the model thought before it answered. */
  output: z.number().int(),
})
export type Usage = z.infer<typeof usageSchema>

export const answerSchema = z.object({
  text: z.string(),
  /** Why the model stopped: it was done, it ran out of output tokens, it declined. */
  stop: z.enum(['end', 'length', 'refusal']),
  /** What the provider says about a refusal; null for the other ends. */
  refusal: z.string().nullable(),
  usage: usageSchema,
  /** The model as the provider names it. */
  model: z.string(),
  request_id: z.string().nullable(),
})
export type Answer = z.infer<typeof answerSchema>

/** Answers requests; throws PagetuneError when it cannot. */
export interface LanguageModel {
  /** Provider and model: 'anthropic/claude-haiku-5-5'. */
  readonly id: string
  readonly can: { readonly images: boolean; readonly jsonSchema: boolean; readonly batch: boolean }
  /** Most tokens that one answer can have. */
  readonly max_output_tokens: number
  /** The same request gives the same answer, and is paid once, however often it is asked. */
  ask(request: LanguageRequest, signal: AbortSignal): Promise<Answer>
  /** Takes an answer that cannot be used out of the way (it stays on disk), so that the request is asked anew. */
  discard(request: LanguageRequest, reason: string): Promise<void>
}
