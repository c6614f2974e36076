import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the server does with a request instead of answering it well. The last three are whole, paid answers. */
export const FAULTS = ['429', '529', '500', 'timeout', 'cut', 'truncated', 'refusal', 'unparsable'] as const
/** What no further try can mend. */
export const FINAL_FAULTS = ['401', '402', '404', '413'] as const
export type FaultName = (typeof FAULTS)[number] | (typeof FINAL_FAULTS)[number]

/** What the model would say to a prompt: all text of the request, joined. */
export type Writer = (prompt: string) => string

export interface Call {
  readonly path: string
  readonly body: Record<string, unknown>
  /** All text of the request. */
  readonly prompt: string
  /** SHA-256 of the body: the same question is the same content. */
  readonly content: string
  readonly fault: FaultName | null
  readonly headers: IncomingMessage['headers']
}

export interface ServerOptions {
  readonly write: Writer
  /** The fault for the nth request (from 1), or null. `times` is how often this content was asked before. */
  readonly script?: (call: { number: number; content: string; times: number; prompt: string }) => FaultName | null
  /** Whether answers are held to a schema. 'refuse' = a 400 for every request that has one. */
  readonly schema?: 'hold' | 'ignore' | 'refuse'
  readonly rateHeaders?: (number: number) => Record<string, string>
  /** Seconds of retry-after at a 429. */
  readonly retryAfter?: number
  /** Waits before a good answer is sent; to hold answers back. */
  readonly hold?: () => Promise<void>
  /** What becomes of the nth submission of a batch (from 1): the line breaks after it was taken, or before. */
  readonly submission?: (number: number) => 'taken' | 'lost' | null
  /** Custom ids of batch requests that expire. */
  readonly expires?: (custom_id: string) => boolean
}

interface SubmittedBatch {
  readonly requests: { readonly custom_id: string; readonly params: Record<string, unknown> }[]
  readonly metadata: Record<string, string>
  readonly created_at: string
  polls: number
}

/**
 * A server on this machine that speaks Anthropic (Messages, count_tokens, Message Batches) and OpenAI (chat completions, files, batches),
 * with faults from a script. It counts what it delivered: that is what a provider bills.
 */
export class ModelServer {
  readonly calls: Call[] = []
  /** Whole answers that left the server, by content of the request. */
  readonly delivered = new Map<string, number>()
  /** Usage of each whole answer that left the server. */
  readonly billed: Record<string, number>[] = []
  /** Calls being worked on, now and at most. */
  inFlight = 0
  mostInFlight = 0
  readonly #server: Server
  readonly #options: ServerOptions
  readonly #batches = new Map<string, SubmittedBatch>()
  #submissions = 0
  readonly #files = new Map<string, string>()
  readonly batchSizes: number[] = []

  private constructor(options: ServerOptions) {
    this.#options = options
    this.#server = createServer((request, response) => void this.#serve(request, response))
  }

  static async start(options: ServerOptions): Promise<ModelServer> {
    const server = new ModelServer(options)
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve))
    return server
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const raw = Buffer.concat(chunks)
    const path = (request.url ?? '').replace(/\?.*$/, '')
    response.on('error', () => undefined)
    if (path === '/v1/messages' || path === '/v1/chat/completions') await this.#answer(path, raw, request, response)
    else this.#other(path, request.method ?? '', raw, response)
  }

  async #answer(path: string, raw: Buffer, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = JSON.parse(raw.toString('utf8')) as Record<string, unknown>
    const content = createHash('sha256').update(raw).digest('hex')
    const prompt = promptOf(body)
    const times = this.calls.filter((call) => call.content === content).length
    const number = this.calls.length + 1
    const fault = this.#options.script?.({ number, content, times, prompt }) ?? null
    this.calls.push({ path, body, prompt, content, fault, headers: request.headers })
    this.inFlight += 1
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight)
    response.on('close', () => {
      this.inFlight -= 1
    })
    const isAnthropic = path === '/v1/messages'
    const send = (status: number, value: unknown, headers: Record<string, string> = {}): void => {
      const bytes = Buffer.from(JSON.stringify(value))
      response.writeHead(status, {
        'content-type': 'application/json',
        'content-length': bytes.length,
        'request-id': `req_${number}`,
        ...headers,
      })
      response.end(bytes)
    }
    const error = (status: number, message: string, headers: Record<string, string> = {}): void =>
      send(status, isAnthropic ? { type: 'error', error: { type: 'api_error', message } } : { error: { message, type: 'error' } }, headers)
    if (this.#options.schema === 'refuse' && ('output_config' in body || 'response_format' in body) && hasSchema(body)) {
      return error(400, 'json_schema is not supported')
    }
    if (fault === '429') return error(429, 'rate limit', { 'retry-after': String(this.#options.retryAfter ?? 1) })
    if (fault === '529') return error(529, 'overloaded')
    if (fault === '500') return error(500, 'internal error')
    // Servers repeat the key that they do not take.
    if (fault === '401') return error(401, `invalid x-api-key: ${JSON.stringify(request.headers)}`)
    if (fault === '402' || fault === '404' || fault === '413') return error(Number(fault), 'no')
    // Never answered: the client's time-out ends it.
    if (fault === 'timeout') return
    await this.#options.hold?.()
    // Whoever asked is gone (killed): nothing is delivered.
    if (response.destroyed || request.socket.destroyed) return
    const message = isAnthropic
      ? anthropicMessage(this.#written(prompt, fault), fault, number)
      : openaiCompletion(this.#written(prompt, fault), fault, number)
    if (fault === 'cut') {
      const bytes = Buffer.from(JSON.stringify(message))
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes.length })
      response.write(bytes.subarray(0, bytes.length >> 1))
      setTimeout(() => response.destroy(), 5)
      return
    }
    response.on('finish', () => {
      this.delivered.set(content, (this.delivered.get(content) ?? 0) + 1)
      this.billed.push(message['usage'] as Record<string, number>)
    })
    send(200, message, this.#options.rateHeaders?.(number) ?? {})
  }

  #written(prompt: string, fault: FaultName | null): string {
    const text = this.#options.write(prompt)
    if (fault === 'truncated') return text.slice(0, text.length >> 1)
    if (fault === 'unparsable') return 'Certainly! Here are some questions about the page: first, what is the torque?'
    return fault === 'refusal' ? '' : text
  }

  #other(path: string, method: string, raw: Buffer, response: ServerResponse): void {
    const send = (value: unknown): void => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(typeof value === 'string' ? value : JSON.stringify(value))
    }
    const id = path.split('/')[path.startsWith('/v1/messages/batches/') ? 4 : 3] ?? ''
    if (path === '/v1/messages/count_tokens') return send({ input_tokens: Math.ceil(raw.length / 4) })
    if (path === '/v1/messages/batches' && method === 'POST') {
      const { requests } = JSON.parse(raw.toString('utf8')) as { requests: { custom_id: string; params: Record<string, unknown> }[] }
      return this.#submission(requests, {}, response)
    }
    if (path === '/v1/messages/batches')
      return send({ data: [...this.#batches.keys()].reverse().map((each) => this.#batchOf(each)), has_more: false })
    if (/^\/v1\/messages\/batches\/[^/]+\/results$/.test(path)) return send(this.#results(id, true))
    if (path.startsWith('/v1/messages/batches/')) return send(this.#batchOf(id))
    if (path === '/v1/files' && method === 'POST') {
      const file = `file_${this.#files.size + 1}`
      this.#files.set(file, formFile(raw.toString('utf8')))
      return send({ id: file, object: 'file' })
    }
    if (/^\/v1\/files\/[^/]+\/content$/.test(path))
      return send(id.startsWith('out_') ? this.#results(id.slice(4), false) : (this.#files.get(id) ?? ''))
    if (path === '/v1/batches' && method === 'POST') {
      const { input_file_id, metadata } = JSON.parse(raw.toString('utf8')) as { input_file_id: string; metadata: Record<string, string> }
      const lines = (this.#files.get(input_file_id) ?? '').split('\n').filter((line) => line.trim() !== '')
      const requests = lines.map((line) => JSON.parse(line) as { custom_id: string; body: Record<string, unknown> })
      return this.#submission(
        requests.map(({ custom_id, body }) => ({ custom_id, params: body })),
        metadata,
        response,
      )
    }
    if (path === '/v1/batches')
      return send({ object: 'list', data: [...this.#batches.keys()].reverse().map((each) => this.#batchOf(each)), has_more: false })
    if (path.startsWith('/v1/batches/')) return send(this.#batchOf(id))
    response.writeHead(404, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ error: { message: `no ${path}`, type: 'not_found_error' } }))
  }

  #submission(requests: SubmittedBatch['requests'], metadata: Record<string, string>, response: ServerResponse): void {
    this.#submissions += 1
    const broken = this.#options.submission?.(this.#submissions) ?? null
    const id = `batch_${this.#batches.size + 1}`
    if (broken !== 'lost') {
      this.#batches.set(id, { requests, metadata, polls: 0, created_at: new Date().toISOString() })
      this.batchSizes.push(requests.length)
    }
    if (broken !== null) return void response.destroy()
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(this.#batchOf(id)))
  }

  /** A batch as both protocols show it; ended at the third look, its submission being the first. */
  #batchOf(id: string): Record<string, unknown> {
    const batch = this.#batches.get(id)
    if (batch === undefined) return { id }
    batch.polls += 1
    const ended = batch.polls > 2
    const count = batch.requests.length
    return {
      id,
      type: 'message_batch',
      object: 'batch',
      processing_status: ended ? 'ended' : 'in_progress',
      status: ended ? 'completed' : 'in_progress',
      output_file_id: ended ? `out_${id}` : null,
      metadata: batch.metadata,
      request_counts: { processing: ended ? 0 : count, succeeded: ended ? count : 0, errored: 0, canceled: 0, expired: 0 },
      results_url: ended ? `${this.url}/v1/messages/batches/${id}/results` : null,
      created_at: batch.created_at,
    }
  }

  #results(id: string, anthropic: boolean): string {
    const { requests } = this.#batches.get(id) ?? { requests: [] }
    // Not in the order of the requests: providers promise none.
    return requests
      .toReversed()
      .map(({ custom_id, params }, index) => {
        if (this.#options.expires?.(custom_id) === true) {
          return JSON.stringify(
            anthropic ? { custom_id, result: { type: 'expired' } } : { custom_id, response: null, error: { message: 'expired' } },
          )
        }
        const content = createHash('sha256').update(JSON.stringify(params)).digest('hex')
        this.delivered.set(content, (this.delivered.get(content) ?? 0) + 1)
        const text = this.#options.write(promptOf(params))
        return JSON.stringify(
          anthropic
            ? { custom_id, result: { type: 'succeeded', message: anthropicMessage(text, null, index) } }
            : { custom_id, response: { status_code: 200, body: openaiCompletion(text, null, index) }, error: null },
        )
      })
      .join('\n')
  }
}

function promptOf(body: Record<string, unknown>): string {
  const texts: string[] = []
  const collect = (value: unknown): void => {
    if (typeof value === 'string') texts.push(value)
    else if (Array.isArray(value)) value.forEach(collect)
    else if (typeof value === 'object' && value !== null) {
      if ('text' in value) collect(value.text)
      else if ('content' in value) collect(value.content)
    }
  }
  collect(body['system'])
  collect(body['messages'])
  return texts.join('\n')
}

function hasSchema(body: Record<string, unknown>): boolean {
  return JSON.stringify(body['output_config'] ?? body['response_format'] ?? '').includes('json_schema')
}

const tokens = (text: string): number => Math.ceil(text.length / 4)

function anthropicMessage(text: string, fault: FaultName | null, number: number): Record<string, unknown> {
  return {
    id: `msg_${number}`,
    type: 'message',
    role: 'assistant',
    model: 'claude-haiku-5-5',
    content: [{ type: 'thinking', thinking: 'Let me see.', signature: 'x' }, ...(fault === 'refusal' ? [] : [{ type: 'text', text }])],
    stop_reason: fault === 'truncated' ? 'max_tokens' : fault === 'refusal' ? 'refusal' : 'end_turn',
    ...(fault === 'refusal' ? { stop_details: { type: 'refusal', category: 'general_harms', explanation: 'no' } } : {}),
    usage: { input_tokens: 900, cache_creation_input_tokens: 0, cache_read_input_tokens: 1100, output_tokens: tokens(text) + 20 },
  }
}

function openaiCompletion(text: string, fault: FaultName | null, number: number): Record<string, unknown> {
  return {
    id: `chatcmpl_${number}`,
    object: 'chat.completion',
    model: 'local-model',
    choices: [
      {
        index: 0,
        finish_reason: fault === 'truncated' ? 'length' : 'stop',
        message: {
          role: 'assistant',
          content: fault === 'refusal' ? null : text,
          ...(fault === 'refusal' ? { refusal: 'I cannot help with that.' } : {}),
        },
      },
    ],
    usage: { prompt_tokens: 2000, completion_tokens: tokens(text), prompt_tokens_details: { cached_tokens: 1100 } },
  }
}

/** The content of the one file in a multipart body. */
function formFile(body: string): string {
  const start = body.indexOf('\r\n\r\n', body.indexOf('filename='))
  const boundary = body.slice(0, body.indexOf('\r\n'))
  return body.slice(start + 4, body.indexOf(`\r\n${boundary}`, start))
}
