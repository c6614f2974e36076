import type Anthropic from '@anthropic-ai/sdk'
import { z } from 'zod'
import { PagetuneError } from '../contracts/error.ts'
import type { Answer, LanguageRequest, RequestPart } from '../contracts/model.ts'
import type { ModelSettings } from '../contracts/settings/models.ts'
import { modelData } from './model-data.ts'
import { priceOf } from './prices.ts'
import type { BatchInterface, BatchResult, LostBatch, Provider } from './provider.ts'
import { restUntil } from './rate-limits.ts'

const messageSchema = z.object({
  id: z.string().optional(),
  model: z.string(),
  content: z.array(z.object({ type: z.string(), text: z.string().optional() })),
  stop_reason: z.string().nullable(),
  stop_details: z.object({ category: z.string().nullish(), explanation: z.string().nullish() }).nullish(),
  usage: z.object({
    input_tokens: z.number(),
    output_tokens: z.number(),
    cache_creation_input_tokens: z.number().nullish(),
    cache_read_input_tokens: z.number().nullish(),
  }),
})

/** Models that refuse `effort`: the ones before adaptive thinking. */
const WITHOUT_EFFORT = /^claude-(?:3|haiku-4|sonnet-4|opus-4-[01])/

/** Limits of Message Batches, with room below the provider's 100,000 requests and 256 MB. */
const MOST_BATCH_REQUESTS = 100_000
const MOST_BATCH_BYTES = 250_000_000

/** Anthropic Messages and Message Batches through the official SDK, whose own second tries are off: the throttle and the budget must see each. */
export async function anthropicProvider(settings: ModelSettings, apiKey: string): Promise<Provider> {
  const { default: Client } = await import('@anthropic-ai/sdk')
  const { model, base_url, effort } = settings.anthropic
  const client = new Client({
    apiKey,
    authToken: null,
    baseURL: base_url,
    maxRetries: 0,
    timeout: settings.timeout_seconds * 1000,
    logLevel: 'off',
  })
  const data = modelData('anthropic', model)
  const takesEffort = !WITHOUT_EFFORT.test(model)
  const params = (request: LanguageRequest, enforceSchema: boolean, batch: boolean): Anthropic.MessageCreateParamsNonStreaming =>
    messageParams(request, { model, effort: takesEffort ? effort : null, enforceSchema, batch })
  return {
    name: 'anthropic',
    model,
    endpoint: base_url,
    options: takesEffort ? `effort ${effort}` : '',
    can: { images: true, batch: true },
    data,
    price: priceOf('anthropic', model, settings),
    async send(request, enforceSchema, signal) {
      const response = await client.messages.create(params(request, enforceSchema, false), { signal }).asResponse()
      return { body: await response.text(), rest_until: restUntil(response.headers, Date.now()) }
    },
    read: readMessage,
    async countTokens(request, signal) {
      const { max_tokens: _, ...counted } = params(request, true, false)
      return (await client.messages.countTokens(counted, { signal })).input_tokens
    },
    batch: batches(client, settings, (request, enforceSchema) => params(request, enforceSchema, true)),
  }
}

interface Translation {
  readonly model: string
  readonly effort: 'low' | 'medium' | 'high' | null
  readonly enforceSchema: boolean
  readonly batch: boolean
}

/** No temperature, no prefill, no forced tool: the newer models refuse them. Each system text ends a cached prefix, for an hour in a batch. */
function messageParams(
  request: LanguageRequest,
  { model, effort, enforceSchema, batch }: Translation,
): Anthropic.MessageCreateParamsNonStreaming {
  const format =
    enforceSchema && request.schema !== null ? { format: { type: 'json_schema' as const, schema: { ...request.schema.schema } } } : {}
  const output_config = { ...(effort === null ? {} : { effort }), ...format }
  return {
    model,
    max_tokens: request.max_output_tokens,
    ...(Object.keys(output_config).length === 0 ? {} : { output_config }),
    system: request.system.map((text) => ({
      type: 'text',
      text,
      cache_control: { type: 'ephemeral', ...(batch ? { ttl: '1h' as const } : {}) },
    })),
    messages: request.turns.map(({ role, parts }) => ({ role, content: parts.map(contentPart) })),
  }
}

function contentPart(part: RequestPart): Anthropic.TextBlockParam | Anthropic.ImageBlockParam {
  if (part.type === 'text') return { type: 'text', text: part.text }
  return { type: 'image', source: { type: 'base64', media_type: part.media_type, data: Buffer.from(part.bytes).toString('base64') } }
}

function readMessage(body: string): Answer {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch (cause) {
    throw notAMessage(cause)
  }
  const message = messageSchema.safeParse(value)
  if (!message.success) throw notAMessage(message.error)
  const { id, model, content, stop_reason, stop_details, usage } = message.data
  const refusal = [stop_details?.category, stop_details?.explanation].filter((text) => text !== null && text !== undefined).join(': ')
  return {
    // The text is not the first block: models that think put their thoughts before it.
    text: content.flatMap(({ type, text }) => (type === 'text' && text !== undefined ? [text] : [])).join(''),
    stop:
      stop_reason === 'refusal'
        ? 'refusal'
        : stop_reason === 'max_tokens' || stop_reason === 'model_context_window_exceeded'
          ? 'length'
          : 'end',
    refusal: stop_reason === 'refusal' ? refusal || 'no reason given' : null,
    usage: {
      input: usage.input_tokens,
      output: usage.output_tokens,
      cache_write: usage.cache_creation_input_tokens ?? 0,
      cache_read: usage.cache_read_input_tokens ?? 0,
    },
    model,
    request_id: id ?? null,
  }
}

function notAMessage(cause: unknown): PagetuneError {
  return new PagetuneError('MODEL_BODY', 'The server answered with something that is no message of the Anthropic protocol.', {
    fix: 'Check models.anthropic.base_url.',
    cause,
  })
}

function batches(
  client: Anthropic,
  settings: ModelSettings,
  params: (request: LanguageRequest, enforceSchema: boolean) => Anthropic.MessageCreateParamsNonStreaming,
): BatchInterface {
  return {
    most_requests: Math.min(settings.batch.max_requests, MOST_BATCH_REQUESTS),
    most_bytes: Math.min(settings.batch.max_megabytes * 1_000_000, MOST_BATCH_BYTES),
    line: ({ key, request }, enforceSchema) => JSON.stringify({ custom_id: key, params: params(request, enforceSchema) }),
    async submit(lines, _job, signal) {
      const requests = lines.map((line) => JSON.parse(line) as Anthropic.Messages.BatchCreateParams.Request)
      return (await client.messages.batches.create({ requests }, { signal })).id
    },
    find: (lost, signal) => findBatch(client, lost, signal),
    async collect(batch_id, signal) {
      const batch = await client.messages.batches.retrieve(batch_id, {}, { signal })
      return batch.processing_status === 'ended' ? results(client, batch_id, signal) : null
    },
  }
}

/** Clocks differ: a batch may seem to have been made before it was sent. */
const CLOCK_MILLISECONDS = 10 * 60_000

/**
 * This interface lets nobody name a batch, and shows the ids of its requests only with its results. So one that has ended is known by them;
 * one that is worked on, unknown, as young and with as many requests, may be it.
 */
async function findBatch(client: Anthropic, { since, keys, known }: LostBatch, signal: AbortSignal): ReturnType<BatchInterface['find']> {
  const earliest = Date.parse(since) - CLOCK_MILLISECONDS
  let unsure = false
  for await (const batch of client.messages.batches.list({ limit: 100 }, { signal })) {
    // The newest come first.
    if (Date.parse(batch.created_at) < earliest) break
    const count = Object.values(batch.request_counts).reduce((sum, part) => sum + part, 0)
    if (known.has(batch.id) || count !== keys.size) continue
    if (batch.processing_status !== 'ended') unsure = true
    else for await (const { key } of results(client, batch.id, signal)) if (keys.has(key)) return { batch_id: batch.id }
  }
  return unsure ? 'unsure' : null
}

async function* results(client: Anthropic, batch_id: string, signal: AbortSignal): AsyncIterable<BatchResult> {
  for await (const { custom_id: key, result } of await client.messages.batches.results(batch_id, {}, { signal })) {
    if (result.type === 'succeeded') yield { key, status: 'answered', body: JSON.stringify(result.message) }
    else yield { key, status: 'failed', reason: result.type === 'errored' ? result.error.error.message : result.type }
  }
}
