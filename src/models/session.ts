import { PagetuneError } from '../contracts/error.ts'
import type { Settings } from '../contracts/settings.ts'
import type { Workspace } from '../contracts/workspace.ts'
import { AnswerJournal } from './answer-journal.ts'
import { anthropicProvider } from './anthropic.ts'
import { batchJobs, keysUnderway } from './batch-jobs.ts'
import { fileProvider } from './file-provider.ts'
import { JournaledModel } from './journaled-model.ts'
import { openaiProvider } from './openai-compatible.ts'
import type { BatchItem, Provider } from './provider.ts'
import { keyNamed } from './secrets.ts'
import { SPEND_PATH, SpendJournal } from './spend-journal.ts'
import { Throttle } from './throttle.ts'

/** Providers by the name that settings and flags give them. To add one: a file beside these, a line in `openProvider`. */
export const PROVIDER_NAMES = ['anthropic', 'openai', 'file'] as const
export type ProviderName = (typeof PROVIDER_NAMES)[number]

/** Who stands in for a key where none is needed: estimates, dry runs, exports. Nothing is sent with it. */
const NO_KEY = 'no-key'

export interface SessionOptions {
  readonly log: (message: string) => void
  /** Requests that are not answered are given to it and not asked: no key is needed then. */
  readonly collect?: (item: BatchItem) => Promise<void>
}

/** The models of one project in one process: they share the journal, the budget and, by provider, the pace. */
export class ModelSession {
  readonly journal: AnswerJournal
  readonly spend: SpendJournal
  readonly #workspace: Workspace
  readonly #settings: Settings
  readonly #options: SessionOptions
  readonly #models = new Map<ProviderName, Promise<{ model: JournaledModel; provider: Provider }>>()

  constructor(workspace: Workspace, settings: Settings, options: SessionOptions) {
    this.journal = new AnswerJournal(workspace)
    this.spend = new SpendJournal(workspace.localPath(SPEND_PATH))
    this.#workspace = workspace
    this.#settings = settings
    this.#options = options
  }

  /** A provider's model, opened when it is first wanted. Throws MODEL_KEY when it needs a key and there is none. */
  model(name: ProviderName): Promise<{ model: JournaledModel; provider: Provider }> {
    let opened = this.#models.get(name)
    if (opened === undefined) {
      opened = this.#open(name)
      this.#models.set(name, opened)
    }
    return opened
  }

  async #open(name: ProviderName): Promise<{ model: JournaledModel; provider: Provider }> {
    const { collect, log } = this.#options
    const settings = this.#settings.models
    const provider = await openProvider(name, this.#settings, this.#workspace.localPath('.'), collect === undefined)
    const throttle = new Throttle(settings.concurrency)
    const underway = keysUnderway(await batchJobs(this.#workspace))
    const parts = { provider, journal: this.journal, spend: this.spend, throttle, settings, log, underway }
    const model = new JournaledModel(collect === undefined ? parts : { ...parts, collect })
    return { model, provider }
  }
}

/** Opens a provider. `needsKey`: whether anything will be sent. */
export async function openProvider(name: ProviderName, { models }: Settings, folder: string, needsKey: boolean): Promise<Provider> {
  if (name === 'file') return fileProvider(models)
  if (name === 'anthropic') return anthropicProvider(models, needsKey ? await neededKey('ANTHROPIC_API_KEY', folder) : NO_KEY)
  const key =
    needsKey && isPaidServer(models.openai.base_url) ? await neededKey('OPENAI_API_KEY', folder) : await keyNamed('OPENAI_API_KEY', folder)
  return openaiProvider(models, key)
}

/** Whether a server wants a key: the well-known ones do; one in the own network most often does not. */
export function isPaidServer(base_url: string): boolean {
  return /(?:^|\.)(?:openai\.com|openrouter\.ai)$/.test(new URL(base_url).hostname)
}

async function neededKey(name: string, folder: string): Promise<string> {
  const key = await keyNamed(name, folder)
  if (key !== null) return key
  throw new PagetuneError('MODEL_KEY', `There is no ${name}.`, {
    where: '.env',
    fix: `Set ${name} in the environment or in the file .env of the project, or use --generator rules, which needs no key.`,
  })
}

const sessions = new WeakMap<Workspace, ModelSession>()

/** The session of a project in this process: made when it is first wanted, unless one was put there before. */
export function sessionOf(workspace: Workspace, settings: Settings, log: (message: string) => void): ModelSession {
  let session = sessions.get(workspace)
  if (session === undefined) {
    session = new ModelSession(workspace, settings, { log })
    sessions.set(workspace, session)
  }
  return session
}

/** Puts a session in the place of the one that would be made: one that collects requests instead of asking them. */
export function useSession(workspace: Workspace, session: ModelSession): void {
  sessions.set(workspace, session)
}
