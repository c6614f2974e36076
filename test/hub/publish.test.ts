import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { localFiles } from '../../src/hub/local-files.ts'
import { publish, type Published, type PublishProgress } from '../../src/hub/publish.ts'
import { accessToken, hubAddress } from '../../src/hub/token.ts'
import { type Fault, hubServer, type HubServer } from './hub-server.ts'

const cleanups: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

async function dataset(files: Readonly<Record<string, string | Buffer>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'pagetune-publish-'))
  cleanups.push(() => rm(folder, { recursive: true, force: true }))
  await change(folder, files)
  return folder
}

async function change(folder: string, files: Readonly<Record<string, string | Buffer>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
  await writeFile(join(folder, 'manifest.json'), JSON.stringify({ files: Object.keys(files).map((path) => ({ path })) }))
}

async function server(faults: Fault[] = []): Promise<HubServer> {
  const hub = await hubServer(faults)
  cleanups.push(() => hub.close())
  return hub
}

interface Sent extends Published {
  readonly retries: string[]
  readonly events: PublishProgress[]
}

async function send(folder: string, hub: HubServer, more: { token?: string; private?: boolean; attempts?: number } = {}): Promise<Sent> {
  const retries: string[] = []
  const events: PublishProgress[] = []
  const published = await publish(await localFiles(folder), {
    repository: 'anna/kestrel',
    token: more.token ?? 'hf_test',
    hubUrl: hub.url,
    private: more.private ?? false,
    message: 'Upload with Pagetune',
    retry: {
      attempts: more.attempts ?? 5,
      firstDelay: 0,
      longestDelay: 0.01,
      signal: new AbortController().signal,
      onRetry: (reason) => retries.push(reason),
    },
    onProgress: (event) => events.push(event),
  })
  return { ...published, retries, events }
}

const PICTURE = Buffer.from(Array.from({ length: 5500 }, (_, index) => (index * 7919) % 256))
const FILES = {
  'README.md': '---\nlicense: cc-by-4.0\n---\n# Kestrel\n',
  'chat_train.jsonl': '{"messages": []}\n',
  'images/11-01.png': PICTURE,
  'images/11-02.png': Buffer.from('a small picture'),
  'parquet/train-00000-of-00001.parquet': Buffer.concat([PICTURE, Buffer.from('more')]),
}

function complete(hub: HubServer, files: Readonly<Record<string, string | Buffer>>): void {
  const stored = hub.repositories.get('anna/kestrel')?.files
  expect([...(stored?.keys() ?? [])].sort()).toEqual([...Object.keys(files), 'manifest.json'].sort())
  for (const [path, content] of Object.entries(files)) expect(stored?.get(path)?.bytes.equals(Buffer.from(content))).toBe(true)
}

describe('publish', () => {
  it('creates the repository as asked for, uploads every file, and the second time nothing', async () => {
    const folder = await dataset(FILES)
    const hub = await server()
    const first = await send(folder, hub, { private: true })
    expect(first).toMatchObject({ created: true, uploaded: 6, unchanged: 0, removed: 0, commits: 1 })
    complete(hub, FILES)
    expect(hub.repositories.get('anna/kestrel')?.private).toBe(true)
    const before = hub.requests.length
    expect(await send(folder, hub)).toMatchObject({ created: false, uploaded: 0, unchanged: 6, commits: 0 })
    expect(hub.requests.slice(before).filter((request) => /^(?:POST|PUT)/.test(request))).toEqual([])
  })

  it('uploads what changed, and removes what it published before and no longer has', async () => {
    const folder = await dataset(FILES)
    const hub = await server()
    await send(folder, hub)
    hub.repositories.get('anna/kestrel')?.files.set('LICENSE', { bytes: Buffer.from('by hand'), lfs: false })
    const { 'images/11-02.png': _gone, ...rest } = FILES
    const changed = { ...rest, 'chat_train.jsonl': '{"messages": [1]}\n' }
    await rm(join(folder, 'images/11-02.png'))
    await change(folder, changed)
    expect(await send(folder, hub)).toMatchObject({ uploaded: 2, removed: 1, unchanged: 3 })
    complete(hub, { ...changed, LICENSE: 'by hand' })
  })

  it.each<[string, Fault[]]>([
    ['is told to wait', [{ match: /preupload/, how: 429, times: 2, retryAfter: '1' }]],
    [
      'meets a time-out of the server',
      [
        { match: /lfs\/objects\/batch/, how: 504, times: 1 },
        { match: /tree\/main/, how: 504, times: 1 },
      ],
    ],
    ['loses the connection in the middle of a picture', [{ match: /^PUT .*storage/, how: 'cut', times: 3 }]],
    ['loses the answer to an upload', [{ match: /^PUT .*storage/, how: 'cut after', times: 2 }]],
    ['loses the answer to the creation', [{ match: /repos\/create/, how: 'cut after', times: 1 }]],
    ['loses the answer to a commit', [{ match: /commit\/main/, how: 'cut after', times: 1 }]],
    ['loses the connection in the middle of a commit', [{ match: /commit\/main/, how: 'cut', times: 1 }]],
  ])('ends with a complete repository when it %s', async (_what, faults) => {
    const folder = await dataset(FILES)
    const hub = await server(faults)
    const wanted = faults.reduce((sum, fault) => sum + fault.times, 0)
    const { retries } = await send(folder, hub)
    expect(retries).toHaveLength(wanted)
    complete(hub, FILES)
    expect(await send(folder, hub)).toMatchObject({ uploaded: 0, commits: 0 })
  })

  it('goes on where it stopped when it had to give up', async () => {
    const many = Object.fromEntries(Array.from({ length: 230 }, (_, index) => [`images/${index}.png`, Buffer.from(`picture ${index}`)]))
    const folder = await dataset({ ...FILES, ...many })
    const hub = await server([{ match: /commit\/main/, how: 504, after: 1, times: 2 }])
    await expect(send(folder, hub, { attempts: 2 })).rejects.toMatchObject({ code: 'HUB_FAILED' })
    expect(hub.repositories.get('anna/kestrel')?.files.has('README.md')).toBe(false)
    const uploads = (): number => hub.requests.filter((request) => request.startsWith('PUT')).length
    const before = uploads()
    const rest = await send(folder, hub)
    expect(rest.unchanged).toBe(100)
    expect(rest.uploaded).toBe(136)
    // The second piece's pictures had arrived already: only those of the third are sent.
    expect(uploads() - before).toBeLessThan(60)
    complete(hub, { ...FILES, ...many })
    expect(hub.repositories.get('anna/kestrel')?.commits.at(-1)?.paths).toEqual(expect.arrayContaining(['README.md', 'manifest.json']))
  })

  it('says so when the server cannot be reached', async () => {
    const folder = await dataset(FILES)
    const hub = await hubServer()
    await hub.close()
    await expect(send(folder, hub, { attempts: 2 })).rejects.toMatchObject({ code: 'HUB_UNREACHABLE', retry: 'retry' })
  })

  it('says what to do when the token is refused', async () => {
    const folder = await dataset(FILES)
    await expect(send(folder, await server(), { token: 'hf_wrong' })).rejects.toMatchObject({
      code: 'HUB_REFUSED',
      fix: expect.stringContaining('anna/kestrel'),
    })
  })

  it('publishes nothing that the manifest does not list, and wants a manifest', async () => {
    const folder = await dataset(FILES)
    await writeFile(join(folder, 'notes.txt'), 'private')
    expect((await localFiles(folder)).map(({ path }) => path)).not.toContain('notes.txt')
    await rm(join(folder, 'chat_train.jsonl'))
    await expect(localFiles(folder)).rejects.toMatchObject({ code: 'NOTHING_TO_PUBLISH' })
    await rm(join(folder, 'manifest.json'))
    await expect(localFiles(folder)).rejects.toMatchObject({ code: 'NOTHING_TO_PUBLISH' })
  })
})

describe('the token', () => {
  it('comes from the flag, then HF_TOKEN, then HUGGING_FACE_HUB_TOKEN, then the login file', async () => {
    const home = await dataset({ 'huggingface/token': 'hf_file\n' })
    const environment = { HF_TOKEN: 'hf_one', HUGGING_FACE_HUB_TOKEN: 'hf_two', XDG_CACHE_HOME: home }
    expect(await accessToken('hf_flag', environment)).toBe('hf_flag')
    expect(await accessToken(undefined, environment)).toBe('hf_one')
    expect(await accessToken(undefined, { ...environment, HF_TOKEN: ' ' })).toBe('hf_two')
    expect(await accessToken(undefined, { XDG_CACHE_HOME: home })).toBe('hf_file')
    expect(await accessToken(undefined, { HF_HOME: join(home, 'huggingface') })).toBe('hf_file')
    expect(await accessToken(undefined, { HF_TOKEN_PATH: join(home, 'nowhere') })).toBeNull()
    expect(hubAddress({ HF_ENDPOINT: 'http://127.0.0.1:1/' })).toBe('http://127.0.0.1:1')
  })
})
