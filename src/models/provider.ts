import type { Answer, LanguageRequest } from '../contracts/model.ts'
import type { Price, ModelData } from './model-data.ts'

/** What a provider sent: the body as it came, and what its headers say about the next calls. */
export interface RawAnswer {
  readonly body: string
  /** Milliseconds since 1970 before which nothing should be asked; null when the quota has room. */
  readonly rest_until: number | null
}

/** One request of a batch, by the key that its answer will have. */
export interface BatchItem {
  readonly key: string
  readonly request: LanguageRequest
}

export type BatchResult =
  | { readonly key: string; readonly status: 'answered'; readonly body: string }
  | { readonly key: string; readonly status: 'failed'; readonly reason: string }

/** A submission of which nobody knows whether the provider took it. */
export interface LostBatch {
  /** Our own name of it. */
  readonly job: string
  /** ISO time before it was sent. */
  readonly since: string
  readonly keys: ReadonlySet<string>
  /** The provider's names of the batches that are accounted for. */
  readonly known: ReadonlySet<string>
}

/** A provider's interface for many requests at once, at a lower price, some time later. */
export interface BatchInterface {
  /** Most requests and bytes of one batch. */
  readonly most_requests: number
  readonly most_bytes: number
  /** One line of the batch as it is sent: what its bytes are counted by. */
  line(item: BatchItem, enforceSchema: boolean): string
  /** Submits lines and gives the provider's name of the batch. `job` is our own name of it. */
  submit(lines: readonly string[], job: string, signal: AbortSignal): Promise<string>
  /** Looks for a lost batch among all that the provider has: its name; 'unsure' while one that may be it is worked on; null = it was not taken. */
  find(lost: LostBatch, signal: AbortSignal): Promise<{ readonly batch_id: string } | 'unsure' | null>
  /** null while the batch is still being worked on. */
  collect(batch_id: string, signal: AbortSignal): Promise<AsyncIterable<BatchResult> | null>
}

/** One provider's protocol. Knows nothing of journals, money or second tries. */
export interface Provider {
  readonly name: 'anthropic' | 'openai' | 'file'
  readonly model: string
  readonly endpoint: string
  /** What is told with every request besides its content. */
  readonly options: string
  readonly can: { readonly images: boolean; readonly batch: boolean }
  readonly data: ModelData
  readonly price: Price | null
  /** Throws what the SDK throws; `faultOf` reads it. */
  send(request: LanguageRequest, enforceSchema: boolean, signal: AbortSignal): Promise<RawAnswer>
  /** Reads a journaled body. Throws PagetuneError MODEL_BODY when it is not what the protocol says. */
  read(body: string): Answer
  /** Tokens of the request by the provider's own count, which is free; null where it has none. */
  countTokens(request: LanguageRequest, signal: AbortSignal): Promise<number | null>
  readonly batch: BatchInterface | null
}
