import type OpenAI from 'openai'
import { z } from 'zod'
import { PagetuneError } from '../contracts/error.ts'
import type { Answer, LanguageRequest, Turn } from '../contracts/model.ts'
import type { ModelSettings } from '../contracts/settings/models.ts'
import { modelData } from './model-data.ts'
import { priceOf } from './prices.ts'
import type { BatchInterface, BatchResult, Provider } from './provider.ts'
import { restUntil } from './rate-limits.ts'

const completionSchema = z.object({
  id: z.string().nullish(),
  model: z.string().default(''),
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
  usage: z
    .object({
      prompt_tokens: z.number(),
      completion_tokens: z.number().default(0),
      prompt_tokens_details: z.object({ cached_tokens: z.number().nullish() }).nullish(),
    })
    .nullish(),
})

/** Limits of the Batch interface: 50,000 requests, 200 MB. */
const MOST_BATCH_REQUESTS = 50_000
const MOST_BATCH_BYTES = 195_000_000
/** Label by which a batch is found again. */
const JOB_LABEL = 'pagetune_job'
const BATCH_ENDPOINT = '/v1/chat/completions'

/** Chat completions with images (OpenAI, vLLM, Ollama, llama.cpp, OpenRouter) and batch files, through the official SDK. */
export async function openaiProvider(settings: ModelSettings, apiKey: string | null): Promise<Provider> {
  const { default: Client } = await import('openai')
  const { model, base_url, images } = settings.openai
  const isOpenAI = new URL(base_url).hostname === 'api.openai.com'
  const client = new Client({
    // Local servers take any key, but the SDK wants one.
    apiKey: apiKey ?? 'none',
    organization: null,
    project: null,
    baseURL: base_url,
    maxRetries: 0,
    timeout: settings.timeout_seconds * 1000,
    logLevel: 'off',
  })
  const params = (request: LanguageRequest, enforceSchema: boolean): OpenAI.ChatCompletionCreateParamsNonStreaming => ({
    model,
    // OpenAI's newer models take only the new name, other servers often only the old one.
    ...(isOpenAI ? { max_completion_tokens: request.max_output_tokens } : { max_tokens: request.max_output_tokens }),
    ...(enforceSchema && request.schema !== null
      ? {
          response_format: {
            type: 'json_schema' as const,
            json_schema: { name: request.schema.name, schema: allRequired(request.schema.schema), strict: true },
          },
        }
      : {}),
    messages: [{ role: 'system', content: request.system.join('\n\n') }, ...request.turns.map((turn) => chatTurn(turn, images))],
  })
  return {
    name: 'openai',
    model,
    endpoint: base_url,
    options: images ? '' : 'no images',
    can: { images, batch: true },
    data: modelData('openai', model),
    price: priceOf('openai', model, settings),
    async send(request, enforceSchema, signal) {
      const response = await client.chat.completions.create(params(request, enforceSchema), { signal }).asResponse()
      return { body: await response.text(), rest_until: restUntil(response.headers, Date.now()) }
    },
    read: readCompletion,
    countTokens: () => Promise.resolve(null),
    batch: batches(client, settings, params),
  }
}

/** Strict schemas of this protocol know no optional property: every one is required, and an empty value says nothing. */
function allRequired(schema: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const inner = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(inner)
    return typeof value === 'object' && value !== null ? allRequired(value as Record<string, unknown>) : value
  }
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, inner(value)]))
  const { properties } = copy
  return copy['type'] === 'object' && typeof properties === 'object' && properties !== null
    ? { ...copy, required: Object.keys(properties) }
    : copy
}

function chatTurn({ role, parts }: Turn, images: boolean): OpenAI.ChatCompletionMessageParam {
  if (role === 'assistant') return { role, content: parts.map((part) => (part.type === 'text' ? part.text : '')).join('') }
  return {
    role,
    content: parts.flatMap((part): OpenAI.ChatCompletionContentPart[] => {
      if (part.type === 'text') return [{ type: 'text', text: part.text }]
      // Data URLs work everywhere; not every server fetches addresses.
      const url = `data:${part.media_type};base64,${Buffer.from(part.bytes).toString('base64')}`
      return images ? [{ type: 'image_url', image_url: { url } }] : []
    }),
  }
}

function readCompletion(body: string): Answer {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch (cause) {
    throw notACompletion(cause)
  }
  const completion = completionSchema.safeParse(value)
  if (!completion.success) throw notACompletion(completion.error)
  const { id, model, choices, usage } = completion.data
  const choice = choices[0]!
  const refused = (choice.message.refusal ?? '') !== '' || choice.finish_reason === 'content_filter'
  const cached = usage?.prompt_tokens_details?.cached_tokens ?? 0
  return {
    text: choice.message.content ?? '',
    stop: refused ? 'refusal' : choice.finish_reason === 'length' ? 'length' : 'end',
    refusal: refused ? (choice.message.refusal ?? 'the content filter') : null,
    usage: { input: (usage?.prompt_tokens ?? 0) - cached, cache_read: cached, cache_write: 0, output: usage?.completion_tokens ?? 0 },
    model,
    request_id: id ?? null,
  }
}

function notACompletion(cause: unknown): PagetuneError {
  return new PagetuneError('MODEL_BODY', 'The server answered with something that is no chat completion.', {
    fix: 'Check models.openai.base_url; for most servers it ends in /v1.',
    cause,
  })
}

const batchLineSchema = z.object({
  custom_id: z.string(),
  response: z.object({ status_code: z.number(), body: z.unknown() }).nullish(),
  error: z.object({ message: z.string().nullish() }).nullish(),
})

function batches(
  client: OpenAI,
  settings: ModelSettings,
  params: (request: LanguageRequest, enforceSchema: boolean) => OpenAI.ChatCompletionCreateParamsNonStreaming,
): BatchInterface {
  return {
    most_requests: Math.min(settings.batch.max_requests, MOST_BATCH_REQUESTS),
    most_bytes: Math.min(settings.batch.max_megabytes * 1_000_000, MOST_BATCH_BYTES),
    line: ({ key, request }, enforceSchema) =>
      JSON.stringify({ custom_id: key, method: 'POST', url: BATCH_ENDPOINT, body: params(request, enforceSchema) }),
    async submit(lines, job, signal) {
      const file = new File([lines.map((line) => `${line}\n`).join('')], 'requests.jsonl', { type: 'application/jsonl' })
      const uploaded = await client.files.create({ file, purpose: 'batch' }, { signal })
      const batch = await client.batches.create(
        { input_file_id: uploaded.id, endpoint: BATCH_ENDPOINT, completion_window: '24h', metadata: { [JOB_LABEL]: job } },
        { signal },
      )
      return batch.id
    },
    async find({ job }, signal) {
      for await (const { id, metadata } of client.batches.list({ limit: 100 }, { signal })) {
        if (metadata?.[JOB_LABEL] === job) return { batch_id: id }
      }
      return null
    },
    async collect(batch_id, signal) {
      const batch = await client.batches.retrieve(batch_id, { signal })
      if (!['completed', 'failed', 'expired', 'cancelled'].includes(batch.status)) return null
      return results(client, [batch.output_file_id, batch.error_file_id], signal)
    },
  }
}

async function* results(client: OpenAI, files: readonly (string | null | undefined)[], signal: AbortSignal): AsyncIterable<BatchResult> {
  for (const file of files) {
    if (file === null || file === undefined) continue
    const text = await (await client.files.content(file, { signal })).text()
    for (const line of text.split('\n')) {
      if (line.trim() === '') continue
      const { custom_id: key, response, error } = batchLineSchema.parse(JSON.parse(line))
      if (response?.status_code === 200) yield { key, status: 'answered', body: JSON.stringify(response.body) }
      else yield { key, status: 'failed', reason: error?.message ?? `status ${response?.status_code ?? 'unknown'}` }
    }
  }
}
