import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { PagetuneError } from '../contracts/error.ts'
import type { ModelSettings } from '../contracts/settings/models.ts'
import type { Workspace } from '../contracts/workspace.ts'
import { ANSWERS_FOLDER, type AnswerJournal } from './answer-journal.ts'
import { faultOf } from './faults.ts'
import { budgetSpent, type JournaledModel, limitsOf } from './journaled-model.ts'
import { costOf } from './prices.ts'
import type { BatchInterface, BatchItem, BatchResult, LostBatch, Provider } from './provider.ts'
import type { SpendJournal } from './spend-journal.ts'
import { backOff } from './throttle.ts'

/** What was submitted and collected: survives restarts, and no clean command touches it. */
const JOBS_PATH = `${ANSWERS_FOLDER}/batches.jsonl`

const jobLineSchema = z.discriminatedUnion('event', [
  /** Before the provider is told: a kill in between is seen. */
  z.object({
    event: z.literal('submitting'),
    job: z.string(),
    at: z.string().default(''),
    provider: z.string(),
    model: z.string(),
    reservation: z.string(),
    items: z.array(z.object({ key: z.string(), page_id: z.string(), purpose: z.string() })),
  }),
  z.object({ event: z.literal('submitted'), job: z.string(), batch_id: z.string() }),
  z.object({ event: z.literal('collected'), job: z.string() }),
])

export interface BatchJob {
  readonly job: string
  /** When it was sent, ISO. */
  readonly at: string
  readonly provider: string
  readonly model: string
  readonly reservation: string
  readonly items: readonly { readonly key: string; readonly page_id: string; readonly purpose: string }[]
  /** null when the submission was broken off: nobody knows whether the provider took it. */
  readonly batch_id: string | null
  readonly collected: boolean
}

/** All jobs of a project, in the order submitted. A line torn by a kill is the start of nothing. */
export async function batchJobs(workspace: Workspace): Promise<BatchJob[]> {
  if (!(await workspace.has(JOBS_PATH))) return []
  const jobs = new Map<string, BatchJob>()
  for (const text of (await workspace.read(JOBS_PATH)).toString('utf8').split('\n')) {
    const line = jobLineSchema.safeParse(parsed(text))
    if (!line.success) continue
    const before = jobs.get(line.data.job)
    if (line.data.event === 'submitting') {
      const { event: _, ...job } = line.data
      jobs.set(job.job, { ...job, batch_id: null, collected: false })
    } else if (before !== undefined) {
      jobs.set(before.job, line.data.event === 'submitted' ? { ...before, batch_id: line.data.batch_id } : { ...before, collected: true })
    }
  }
  return [...jobs.values()]
}

/** Keys of the requests that are in batches whose answers have not been taken in. */
export function keysUnderway(jobs: readonly BatchJob[]): Set<string> {
  return new Set(jobs.filter(({ collected }) => !collected).flatMap(({ items }) => items.map(({ key }) => key)))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Torn by a kill: the schema refuses what is no record.
    return undefined
  }
}

export interface BatchParts {
  readonly workspace: Workspace
  readonly journal: AnswerJournal
  readonly spend: SpendJournal
  readonly provider: Provider
  readonly model: JournaledModel
  readonly settings: ModelSettings
  readonly signal: AbortSignal
}

/**
 * Takes requests one after the other, and submits them in batches that keep the provider's limits of bytes and number. The first
 * one is asked at once, by itself: what is wrong with it would be wrong with all.
 */
export class BatchPacker {
  readonly #parts: BatchParts
  readonly #batch: BatchInterface
  /** Requests that are in a batch already, and those taken in this run. */
  readonly #known: Set<string>
  /** The provider's names of all batches that were submitted. */
  readonly #batches: Set<string>
  #waiting: { item: BatchItem; line: string; bytes: number }[] = []
  #bytes = 0
  #first = true
  #turn: Promise<void> = Promise.resolve()
  /** Requests in each batch that was submitted. */
  readonly submitted: number[] = []
  asked = 0
  underway = 0

  constructor(parts: BatchParts, jobs: readonly BatchJob[]) {
    const { batch } = parts.provider
    if (batch === null) {
      throw new PagetuneError('SETTINGS', `The provider ${parts.provider.name} takes no batches.`, {
        fix: 'Use --to FILE, or another generator.',
      })
    }
    this.#parts = parts
    this.#batch = batch
    this.#known = keysUnderway(jobs)
    this.#batches = namesOf(jobs)
  }

  add(item: BatchItem): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#known.has(item.key)) {
        this.underway += 1
        return
      }
      this.#known.add(item.key)
      if (this.#first) {
        await this.#parts.model.ask(item.request, this.#parts.signal)
        this.#first = false
        this.asked += 1
        return
      }
      const line = this.#batch.line(item, this.#parts.model.enforcesSchema)
      const bytes = Buffer.byteLength(line) + 1
      if (this.#waiting.length >= this.#batch.most_requests || (this.#waiting.length > 0 && this.#bytes + bytes > this.#batch.most_bytes))
        await this.#submit()
      this.#waiting.push({ item, line, bytes })
      this.#bytes += bytes
    })
  }

  /** Submits what is left. */
  finish(): Promise<void> {
    return this.#inTurn(() => this.#submit())
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const next = this.#turn.then(work)
    // The next in line goes on whatever became of this one; its caller hears of the error.
    this.#turn = next.catch(() => undefined)
    return next
  }

  async #submit(): Promise<void> {
    if (this.#waiting.length === 0) return
    const { workspace, spend, model, provider, settings, signal } = this.#parts
    const taken = this.#waiting
    this.#waiting = []
    this.#bytes = 0
    const usd = taken.reduce((sum, { item }) => sum + model.mostCost(item.request, true), 0)
    const job = randomUUID()
    const grant = await spend.reserve(usd, limitsOf(settings), { model: model.id, purpose: 'batch', page_id: job }, 'batch')
    if (!('id' in grant)) throw budgetSpent(grant.refused === 'daily' ? 'daily' : 'total', limitsOf(settings), await spend.spent(), usd)
    const items = taken.map(({ item: { key, request } }) => ({ key, page_id: request.page_id, purpose: request.purpose }))
    const record = (line: z.infer<typeof jobLineSchema>): Promise<void> => workspace.append(JOBS_PATH, JSON.stringify(line))
    const at = new Date().toISOString()
    await record({ event: 'submitting', job, at, provider: provider.name, model: provider.model, reservation: grant.id, items })
    let batch_id: string
    try {
      batch_id = await insistently(
        (attempt, own) =>
          this.#sent(
            taken.map(({ line }) => line),
            { job, since: at, keys: new Set(items.map(({ key }) => key)), known: this.#batches },
            attempt,
            own,
          ),
        provider,
        settings,
        signal,
      )
    } catch (thrown) {
      // A line that broke: the next command looks for the batch before its money is set free.
      if (thrown instanceof PagetuneError && thrown.retry === 'never') {
        await spend.close(grant.id, 'the batch was not taken', 'no')
        await record({ event: 'collected', job })
      }
      throw thrown
    }
    await record({ event: 'submitted', job, batch_id })
    this.#batches.add(batch_id)
    this.submitted.push(taken.length)
  }

  /** After a broken try the batch is looked for first: it may have been taken. */
  async #sent(lines: readonly string[], lost: LostBatch, attempt: number, signal: AbortSignal): Promise<string> {
    const found = attempt === 1 ? null : await this.#batch.find(lost, signal)
    if (found === null) return this.#batch.submit(lines, lost.job, signal)
    if (found !== 'unsure') return found.batch_id
    throw new PagetuneError(
      'MODEL_UNAVAILABLE',
      'The line broke while a batch was submitted, and it cannot be told yet whether it was taken.',
      {
        fix: 'Run `pagetune batch collect` later: it finds the batch when it has ended.',
        retry: 'retry',
      },
    )
  }
}

const namesOf = (jobs: readonly BatchJob[]): Set<string> => new Set(jobs.flatMap(({ batch_id }) => batch_id ?? []))

/** Looks for the batches whose submission was broken off: what the provider has is entered, what it never took is set free. Gives the jobs as they are then. */
export async function settledJobs(parts: BatchParts): Promise<BatchJob[]> {
  const { workspace, provider, model, spend, settings, signal } = parts
  const { batch } = provider
  const jobs = await batchJobs(workspace)
  for (const { job, at, items, batch_id, collected, reservation, provider: name } of jobs) {
    if (batch === null || batch_id !== null || collected || name !== provider.name) continue
    const lost = { job, since: at, keys: new Set(items.map(({ key }) => key)), known: namesOf(jobs) }
    const found = await insistently((_attempt, own) => batch.find(lost, own), provider, settings, signal)
    if (found === 'unsure') continue
    if (found === null) {
      await spend.close(reservation, 'the batch was not taken', 'no')
      model.notUnderway(lost.keys)
    }
    const line = found === null ? { event: 'collected', job } : { event: 'submitted', job, batch_id: found.batch_id }
    await workspace.append(JOBS_PATH, JSON.stringify(line))
  }
  return batchJobs(workspace)
}

/** What came of looking after one batch. */
export interface Collected {
  readonly batch_id: string
  readonly state: 'working' | 'collected'
  readonly answered: number
  readonly failed: readonly { readonly page_id: string; readonly reason: string }[]
}

/** Fetches what a batch has answered. Paid, then journaled: a kill in between costs nothing, because results can be fetched again. */
export async function collectBatch(job: BatchJob & { readonly batch_id: string }, parts: BatchParts): Promise<Collected> {
  const { workspace, journal, provider, spend, settings, signal } = parts
  const { batch } = provider
  const results = await insistently(
    async (_attempt, own) => (batch === null ? null : batch.collect(job.batch_id, own)),
    provider,
    settings,
    signal,
  )
  if (results === null) return { batch_id: job.batch_id, state: 'working', answered: 0, failed: [] }
  const items = new Map(job.items.map((item) => [item.key, item]))
  const failed: { page_id: string; reason: string }[] = []
  let answered = 0
  for await (const result of results) {
    const item = items.get(result.key)
    if (item === undefined) continue
    items.delete(result.key)
    if (result.status === 'failed') failed.push({ page_id: item.page_id, reason: result.reason })
    else {
      await keep(result, item, parts)
      answered += 1
    }
  }
  for (const { page_id } of items.values()) failed.push({ page_id, reason: 'the batch has no result for it' })
  await spend.close(job.reservation, 'the batch is accounted for', 'no')
  await workspace.append(JOBS_PATH, JSON.stringify({ event: 'collected', job: job.job }))
  return { batch_id: job.batch_id, state: 'collected', answered, failed }

  async function keep(
    { body }: BatchResult & { status: 'answered' },
    item: BatchJob['items'][number],
    { model }: BatchParts,
  ): Promise<void> {
    const { key, page_id, purpose } = item
    if (await journal.has(key)) return
    const answer = provider.read(body)
    await spend.pay(`${job.job}/${key}`, {
      usd: provider.price === null ? null : costOf(answer.usage, provider.price, provider.data, true),
      model: model.id,
      purpose,
      page_id,
      key,
      request_id: answer.request_id,
      batch: true,
      usage: answer.usage,
    })
    await journal.put({ key, provider: provider.name, model: provider.model, purpose, page_id, batch: true, body })
  }
}

/** Tries again what may pass. Nothing is billed by submitting or fetching. Each try has a signal of its own: clients leave listeners on it. */
async function insistently<T>(
  work: (attempt: number, signal: AbortSignal) => Promise<T>,
  provider: Provider,
  settings: ModelSettings,
  signal: AbortSignal,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work(attempt, AbortSignal.any([signal]))
    } catch (thrown) {
      const fault = faultOf(thrown, provider.name, 'batch')
      if (fault.kind === 'final') throw fault.error
      if (attempt >= settings.max_attempts || signal.aborted) {
        throw new PagetuneError('MODEL_UNAVAILABLE', `The batch interface could not be reached: ${fault.reason}`, {
          fix: 'Run the same command again later.',
          retry: 'retry',
          cause: thrown,
        })
      }
      await backOff(attempt, settings.backoff_seconds, signal)
    }
  }
}
