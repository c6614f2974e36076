import { pathToFileURL } from 'node:url'
import { commitIter, type CommitOperation, createRepo, HubApiError, listFiles, repoExists } from '@huggingface/hub'
import { PagetuneError } from '../contracts/error.ts'
import { contentNames, listedFiles, type LocalFile } from './local-files.ts'
import { retryingFetch, type RetryOptions } from './retrying-fetch.ts'

/** A commit holds at most so many files and bytes: what is committed stays, when a later piece fails. */
const PIECE_FILES = 100
const PIECE_BYTES = 1_000_000_000
/** What says that the dataset is complete comes last. */
const LAST = new Set(['README.md', 'manifest.json'])

export interface PublishOptions {
  /** USER/NAME */
  readonly repository: string
  readonly token: string
  readonly hubUrl: string
  readonly private: boolean
  readonly message: string
  readonly retry: RetryOptions
  onProgress(event: PublishProgress): void
}

export type PublishProgress =
  | { readonly event: 'created'; readonly url: string }
  | { readonly event: 'compared'; readonly upload: number; readonly same: number; readonly remove: number; readonly bytes: number }
  | { readonly event: 'piece'; readonly piece: number; readonly pieces: number; readonly files: number; readonly bytes: number }
  /** The file has arrived; it stands in the repository when its piece is committed. */
  | { readonly event: 'file'; readonly path: string }

export interface Published {
  readonly url: string
  readonly created: boolean
  readonly uploaded: number
  readonly removed: number
  readonly unchanged: number
  readonly commits: number
}

/**
 * Brings a dataset repository of the Hub to the state of the local files: creates it if it is missing, uploads what is new or changed in
 * commits of limited size, and removes what an earlier publication listed and this one does not. A run that was cut off goes on where it
 * stopped: what the repository has already is not sent again. Large files go by Git LFS. Throws PagetuneError HUB_*.
 */
export async function publish(files: readonly LocalFile[], options: PublishOptions): Promise<Published> {
  const { onProgress } = options
  const url = `${options.hubUrl}/datasets/${options.repository}`
  const hub = {
    repo: { type: 'dataset' as const, name: options.repository },
    accessToken: options.token,
    hubUrl: options.hubUrl,
    fetch: retryingFetch(options.retry),
  }
  try {
    const created = await createMissing(hub, options.private)
    if (created) onProgress({ event: 'created', url })
    const remote = await remoteFiles(hub)
    const changed: LocalFile[] = []
    for (const file of files) if (!(await isThere(file, remote))) changed.push(file)
    const stale = await staleFiles(hub, remote, new Set(files.map(({ path }) => path)))
    const bytes = changed.reduce((sum, file) => sum + file.bytes, 0)
    onProgress({ event: 'compared', upload: changed.length, same: files.length - changed.length, remove: stale.length, bytes })

    const pieces = piecesOf(changed, stale)
    for (const [index, piece] of pieces.entries()) {
      const size = piece.files.reduce((sum, file) => sum + file.bytes, 0)
      onProgress({ event: 'piece', piece: index + 1, pieces: pieces.length, files: piece.files.length, bytes: size })
      const operations: CommitOperation[] = [
        ...piece.files.map(({ path, source }) => ({ operation: 'addOrUpdate' as const, path, content: pathToFileURL(source) })),
        ...piece.remove.map((path) => ({ operation: 'delete' as const, path })),
      ]
      const title = pieces.length === 1 ? options.message : `${options.message} (${index + 1} of ${pieces.length})`
      // LFS and not Xet, which the client would prefer: an upload that broke off is found again by its SHA-256, each request is one that
      // `retryingFetch` may repeat, and the faults of the tests are those of this protocol. Every repository of the Hub takes both.
      const events = commitIter({ ...hub, operations, title, abortSignal: options.retry.signal, useXet: false })
      for await (const event of events) {
        if (event.event === 'fileProgress' && event.state === 'uploading' && event.progress === 1)
          onProgress({ event: 'file', path: event.path })
      }
    }
    const unchanged = files.length - changed.length
    return { url, created, uploaded: changed.length, removed: stale.length, unchanged, commits: pieces.length }
  } catch (cause) {
    throw hubError(cause, options)
  }
}

type Hub = Readonly<{ repo: { type: 'dataset'; name: string }; accessToken: string; hubUrl: string; fetch: typeof fetch }>

async function createMissing(hub: Hub, isPrivate: boolean): Promise<boolean> {
  if (await repoExists(hub)) return false
  try {
    await createRepo({ ...hub, visibility: isPrivate ? 'private' : 'public' })
    return true
  } catch (cause) {
    // Created by the request whose answer was lost, or by somebody else just now.
    if (cause instanceof HubApiError && cause.statusCode === 409) return true
    throw cause
  }
}

/** Content names of the repository's files by path. */
async function remoteFiles(hub: Hub): Promise<Map<string, { sha256: string | undefined; blob: string | undefined }>> {
  const found = new Map<string, { sha256: string | undefined; blob: string | undefined }>()
  try {
    for await (const file of listFiles({ ...hub, recursive: true })) {
      if (file.type === 'file') found.set(file.path, { sha256: file.lfs?.oid, blob: file.oid })
    }
  } catch (cause) {
    // A repository without a first commit has no tree.
    if (!(cause instanceof HubApiError && cause.statusCode === 404)) throw cause
  }
  return found
}

async function isThere(file: LocalFile, remote: Awaited<ReturnType<typeof remoteFiles>>): Promise<boolean> {
  const there = remote.get(file.path)
  if (there === undefined) return false
  const { sha256, blob } = await contentNames(file)
  return there.sha256 === undefined ? there.blob === blob : there.sha256 === sha256
}

/** Files in the repository that its own manifest lists and this dataset no longer has. Files of others are left alone. */
async function staleFiles(hub: Hub, remote: ReadonlyMap<string, unknown>, current: ReadonlySet<string>): Promise<string[]> {
  if (!remote.has('manifest.json')) return []
  const address = `${hub.hubUrl}/datasets/${hub.repo.name}/resolve/main/manifest.json`
  const response = await hub.fetch(address, { headers: { Authorization: `Bearer ${hub.accessToken}` } })
  const manifest = await response.text()
  if (!response.ok) return []
  try {
    return listedFiles(manifest).filter((path) => remote.has(path) && !current.has(path))
  } catch {
    // A manifest that is not ours says nothing about what we published.
    return []
  }
}

interface Piece {
  readonly files: LocalFile[]
  readonly remove: string[]
}

/** Pieces of limited size, in the order of the paths; card, manifest and removals in the last one. */
function piecesOf(changed: readonly LocalFile[], stale: readonly string[]): Piece[] {
  const pieces: Piece[] = []
  let size = 0
  for (const file of changed.filter(({ path }) => !LAST.has(path))) {
    const current = pieces.at(-1)
    if (current === undefined || current.files.length >= PIECE_FILES || size + file.bytes > PIECE_BYTES) {
      pieces.push({ files: [file], remove: [] })
      size = file.bytes
    } else {
      current.files.push(file)
      size += file.bytes
    }
  }
  const last = changed.filter(({ path }) => LAST.has(path))
  if (last.length === 0 && stale.length === 0) return pieces
  const current = pieces.at(-1)
  if (pieces.length === 1 && current !== undefined) {
    current.files.push(...last)
    current.remove.push(...stale)
  } else pieces.push({ files: last, remove: [...stale] })
  return pieces
}

function hubError(cause: unknown, { repository, hubUrl }: PublishOptions): unknown {
  if (cause instanceof PagetuneError || (cause instanceof Error && cause.name === 'AbortError')) return cause
  const again = 'Run the same command again: what has arrived is not sent twice.'
  if (cause instanceof HubApiError) {
    const message = `The Hub answered with ${cause.statusCode}: ${cause.message}`
    if (cause.statusCode !== 401 && cause.statusCode !== 403)
      return new PagetuneError('HUB_FAILED', message, { where: repository, fix: again, cause })
    const fix = `Use a token that may write to ${repository} (--token, HF_TOKEN or \`hf auth login\`).`
    return new PagetuneError('HUB_REFUSED', message, { where: repository, fix, cause })
  }
  if (cause instanceof TypeError) {
    const reason = cause.cause instanceof Error ? cause.cause.message : cause.message
    return new PagetuneError('HUB_UNREACHABLE', `The connection to ${hubUrl} broke: ${reason}`, {
      where: repository,
      fix: again,
      retry: 'retry',
      cause,
    })
  }
  return cause
}
