import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a request may meet instead of an answer. */
export interface Fault {
  readonly match: RegExp
  readonly how: number | 'cut' | 'cut after'
  times: number
  /** So many matching requests go well before. */
  after?: number
  readonly retryAfter?: string
}

interface Stored {
  readonly bytes: Buffer
  readonly lfs: boolean
}

/** Files that the server wants by LFS, as the Hub does for binary and large ones. */
const BY_LFS = /\.(?:parquet|png|jpe?g)$/
const PART = 1000

/**
 * A server that speaks the Hub's protocol as @huggingface/hub uses it: repository creation, tree, preupload, LFS batch with basic and
 * multipart uploads, NDJSON commits. Faults answer with an error, or cut the connection before or after the request was carried out.
 */
export async function hubServer(faults: Fault[] = []): Promise<HubServer> {
  const repositories = new Map<string, { private: boolean; files: Map<string, Stored>; commits: { summary: string; paths: string[] }[] }>()
  const objects = new Map<string, Buffer>()
  const parts = new Map<string, Buffer[]>()
  const requests: string[] = []

  const server = createServer((request, response) => {
    void handle(request, response).catch((cause: unknown) => response.writeHead(500).end(String(cause)))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const line = `${request.method} ${request.url}`
    requests.push(line)
    const fault = faultFor(line)
    if (fault?.how === 'cut') {
      // In the middle of the request's body.
      request.once('data', () => request.socket.destroy())
      request.once('end', () => request.socket.destroy())
      return
    }
    const body = await read(request)
    if (typeof fault?.how === 'number') {
      response.writeHead(fault.how, fault.retryAfter === undefined ? {} : { 'Retry-After': fault.retryAfter }).end('not now')
      return
    }
    const answer = route(request, body)
    if (fault?.how === 'cut after') {
      request.socket.destroy()
      return
    }
    response.writeHead(answer.status, { 'Content-Type': 'application/json', ...answer.headers })
    response.end(answer.bytes ?? (answer.json === undefined ? '' : JSON.stringify(answer.json)))
  }

  function faultFor(line: string): Fault | undefined {
    const fault = faults.find(({ match, times }) => times > 0 && match.test(line))
    if (fault === undefined) return undefined
    if (fault.after !== undefined && fault.after > 0) {
      fault.after -= 1
      return undefined
    }
    fault.times -= 1
    return fault
  }

  interface Answer {
    readonly status: number
    readonly json?: unknown
    readonly bytes?: Buffer
    readonly headers?: Record<string, string>
  }

  function route(request: IncomingMessage, body: Buffer): Answer {
    const path = new URL(request.url ?? '/', url).pathname
    const put = /^\/storage\/(\w+)(?:\/(\d+))?$/.exec(path)
    if (put) return store(put[1] ?? '', put[2], request.method ?? '', body)
    if (request.headers.authorization !== 'Bearer hf_test') return { status: 401, json: { error: 'Invalid token' } }
    const json = (): never => JSON.parse(body.toString()) as never
    if (path === '/api/repos/create') {
      const { name, organization, visibility, type } = json() as { name: string; organization: string; visibility: string; type: string }
      if (repositories.has(`${organization}/${name}`)) return { status: 409, json: { error: 'You already created this dataset repo' } }
      repositories.set(`${organization}/${name}`, { private: visibility === 'private', files: new Map(), commits: [] })
      return { status: 200, json: { url: `${url}/${type}s/${organization}/${name}`, id: randomUUID() } }
    }
    const found = /^\/(?:api\/)?datasets\/([^/]+\/[^/]+?)(?:\.git)?(?:\/(.*))?$/.exec(path)
    const repository = repositories.get(found?.[1] ?? '')
    if (found === null || repository === undefined) return { status: 404, json: { error: 'Repository not found' } }
    const rest = found[2] ?? ''
    if (rest === '') return { status: 200, json: { id: found[1] } }
    if (rest.startsWith('tree/main')) {
      const files = [...repository.files].map(([file, { bytes, lfs }]) => {
        const blob = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
        const sha256 = createHash('sha256').update(bytes).digest('hex')
        return {
          type: 'file',
          path: file,
          size: bytes.length,
          oid: blob,
          ...(lfs ? { lfs: { oid: sha256, size: bytes.length, pointerSize: 130 } } : {}),
        }
      })
      return files.length === 0 ? { status: 404, json: { error: 'Entry not found' } } : { status: 200, json: files }
    }
    if (rest.startsWith('resolve/main/')) {
      const stored = repository.files.get(rest.slice('resolve/main/'.length))
      return stored === undefined ? { status: 404 } : { status: 200, bytes: stored.bytes }
    }
    if (rest === 'preupload/main') {
      const { files } = json() as { files: { path: string; size: number; sample: string }[] }
      return {
        status: 200,
        json: { files: files.map((file) => ({ path: file.path, uploadMode: BY_LFS.test(file.path) ? 'lfs' : 'regular' })) },
      }
    }
    if (rest === 'info/lfs/objects/batch') {
      const { objects: wanted, transfers } = json() as { objects: { oid: string; size: number }[]; transfers: string[] }
      // The Hub itself prefers Xet: whoever offers to speak it gets an answer that only Xet understands.
      if (transfers.includes('xet')) return { status: 200, json: { transfer: 'xet', objects: wanted } }
      return { status: 200, json: { transfer: 'basic', objects: wanted.map((object) => ({ ...object, ...actionsFor(object) })) } }
    }
    if (rest === 'commit/main') {
      const [head, ...lines] = body
        .toString()
        .split('\n')
        .map((one) => JSON.parse(one) as { key: string; value: Record<string, string> })
      for (const { key, value } of lines) {
        const file = value['path'] ?? ''
        if (key === 'deletedFile') repository.files.delete(file)
        else if (key === 'lfsFile') {
          const bytes = objects.get(value['oid'] ?? '')
          if (bytes === undefined) return { status: 400, json: { error: `LFS object of ${file} was never uploaded` } }
          repository.files.set(file, { bytes, lfs: true })
        } else repository.files.set(file, { bytes: Buffer.from(value['content'] ?? '', 'base64'), lfs: false })
      }
      repository.commits.push({ summary: head?.value['summary'] ?? '', paths: lines.map(({ value }) => value['path'] ?? '') })
      return { status: 200, json: { commitOid: randomUUID(), commitUrl: url, hookOutput: '' } }
    }
    return { status: 404, json: { error: `unknown ${path}` } }
  }

  /** Nothing for an object that is there; one address for a small one; one for each part of a large one. */
  function actionsFor({ oid, size }: { oid: string; size: number }): Record<string, unknown> {
    if (objects.has(oid)) return {}
    if (size <= PART) return { actions: { upload: { href: `${url}/storage/${oid}` } } }
    const numbers = Array.from({ length: Math.ceil(size / PART) }, (_, index) => String(index + 1).padStart(5, '0'))
    const header = { chunk_size: String(PART), ...Object.fromEntries(numbers.map((number) => [number, `${url}/storage/${oid}/${number}`])) }
    return { actions: { upload: { href: `${url}/storage/${oid}`, header } } }
  }

  function store(oid: string, part: string | undefined, method: string, body: Buffer): Answer {
    if (part !== undefined) {
      const own = parts.get(oid) ?? []
      own[Number(part) - 1] = body
      parts.set(oid, own)
      return { status: 200, headers: { ETag: `"${createHash('md5').update(body).digest('hex')}"` } }
    }
    const bytes = method === 'POST' ? Buffer.concat(parts.get(oid) ?? []) : body
    if (createHash('sha256').update(bytes).digest('hex') !== oid)
      return { status: 400, json: { error: 'The content is not what its name says' } }
    objects.set(oid, bytes)
    return { status: 200, json: {} }
  }

  return { url, repositories, requests, close: () => new Promise<void>((done) => void server.close(() => done()).closeAllConnections()) }
}

export interface HubServer {
  readonly url: string
  readonly repositories: ReadonlyMap<
    string,
    {
      readonly private: boolean
      readonly files: Map<string, Stored>
      readonly commits: { readonly summary: string; readonly paths: string[] }[]
    }
  >
  readonly requests: string[]
  close(): Promise<void>
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}
