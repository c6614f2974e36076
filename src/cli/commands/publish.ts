import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { loadSettings } from '../../config/load.ts'
import { PagetuneError } from '../../contracts/error.ts'
import { CARD_FILE, readFrontMatter } from '../../formats/card-rules.ts'
import { validateDatasets } from '../../formats/validate.ts'
import { localFiles, type LocalFile } from '../../hub/local-files.ts'
import { publish, type PublishProgress } from '../../hub/publish.ts'
import { accessToken, hubAddress } from '../../hub/token.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import type { RunFlags } from '../options.ts'
import { counted } from '../reporters/progress.ts'

export interface PublishFlags extends RunFlags {
  readonly repo: string
  readonly token?: string
  readonly private?: boolean
  readonly message: string
  readonly allowInvalid?: boolean
  readonly allowNoLicense?: boolean
}

const RETRY = { attempts: 6, firstDelay: 1, longestDelay: 60 }

/** Brings the datasets to the Hub; with --dry-run says what it would bring. Refuses data that `validate` rejects, and a card without licence. */
export async function publishCommand(flags: PublishFlags): Promise<ExitCode> {
  if (!/^[\w.-]+\/[\w.-]+$/.test(flags.repo)) {
    throw new PagetuneError('SETTINGS', `"${flags.repo}" is no name of a repository.`, { where: '--repo', fix: 'Use --repo USER/NAME.' })
  }
  const folder = resolve(flags.project, 'data')
  const files = await localFiles(folder)
  const objections = await objectionsTo(folder, flags)
  if (flags.dryRun === true) return dryRun(folder, files, objections, flags)
  const [first] = objections
  if (first !== undefined) throw first
  const token = await accessToken(flags.token, process.env)
  if (token === null) {
    throw new PagetuneError('TOKEN_MISSING', 'There is no access token for the Hub.', {
      fix: 'Use --token, set HF_TOKEN, or log in with `hf auth login`; --dry-run needs none.',
    })
  }
  const abort = new AbortController()
  const interrupt = (): void => abort.abort()
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt)
  const say = (text: string): void => void process.stderr.write(`${text}\n`)
  try {
    const published = await publish(files, {
      repository: flags.repo,
      token,
      hubUrl: hubAddress(process.env),
      private: flags.private === true,
      message: flags.message,
      retry: { ...RETRY, signal: abort.signal, onRetry: (reason, seconds) => say(`${reason}; again in ${seconds} s`) },
      onProgress: (event) => say(progressLine(event)),
    })
    if (flags.json === true) process.stdout.write(`${JSON.stringify(published, null, 2)}\n`)
    else {
      const { uploaded, unchanged, removed, commits, url } = published
      const parts = [`${counted(uploaded, 'file')} uploaded`, `${unchanged} were there already`, `${removed} removed`]
      process.stdout.write(`${parts.join(', ')}, in ${counted(commits, 'commit')}.\n${url}\n`)
    }
    return EXIT.well
  } catch (thrown) {
    if (abort.signal.aborted) return EXIT.interrupted
    throw thrown
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt)
  }
}

/** What speaks against publishing, and has not been allowed. */
async function objectionsTo(folder: string, flags: PublishFlags): Promise<PagetuneError[]> {
  const found: PagetuneError[] = []
  const { settings } = await loadSettings(resolve(flags.project))
  const { errors } = await validateDatasets(folder, settings, resolve(flags.project))
  if (errors > 0 && flags.allowInvalid !== true) {
    found.push(
      new PagetuneError('DATASET_INVALID', `The dataset has ${counted(errors, 'error')}.`, {
        where: folder,
        fix: 'See `pagetune validate`; or publish it all the same with --allow-invalid.',
      }),
    )
  }
  // A card that cannot be read is one of the errors above, and states no licence.
  const card = await readFrontMatter(folder).catch(() => null)
  if (card?.license === undefined && flags.allowNoLicense !== true) {
    found.push(
      new PagetuneError('LICENSE_MISSING', 'The dataset card states no licence.', {
        where: 'export.card.license',
        fix: 'Set it to what the owner of the pages has agreed to and export again; or use --allow-no-license.',
      }),
    )
  }
  return found
}

async function dryRun(
  folder: string,
  files: readonly LocalFile[],
  objections: readonly PagetuneError[],
  { repo, json, ...flags }: PublishFlags,
): Promise<ExitCode> {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  const refused = objections.map((error) => error.toRecord())
  const listed = files.map(({ path, bytes: size }) => ({ path, bytes: size }))
  if (json === true) process.stdout.write(`${JSON.stringify({ repository: repo, files: listed, bytes, refused }, null, 2)}\n`)
  else {
    const lines = [
      `Would publish ${counted(files.length, 'file')}, ${bytes} bytes, to ${repo} (${flags.private === true ? 'private' : 'public'} if it is new):`,
      ...listed.map((file) => `${String(file.bytes).padStart(12)}  ${file.path}`),
      '',
      await readFile(join(folder, CARD_FILE), 'utf8'),
      ...refused.map(({ message, fix }) => `It would be refused: ${message} → ${fix}`),
    ]
    process.stdout.write(`${lines.join('\n')}\n`)
  }
  return objections.length === 0 ? EXIT.well : EXIT.imperfect
}

function progressLine(event: PublishProgress): string {
  if (event.event === 'created') return `Created ${event.url}`
  if (event.event === 'compared')
    return `${counted(event.upload, 'file')} to upload (${event.bytes} bytes), ${event.same} there already, ${event.remove} to remove`
  if (event.event === 'piece') return `Commit ${event.piece} of ${event.pieces}: ${counted(event.files, 'file')}, ${event.bytes} bytes`
  return `  ${event.path}`
}
