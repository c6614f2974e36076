import { setTimeout as delay } from 'node:timers/promises'
import { PagetuneError } from '../contracts/error.ts'
import type { Answer, LanguageModel, LanguageRequest } from '../contracts/model.ts'
import type { ModelSettings } from '../contracts/settings/models.ts'
import type { AnswerJournal } from './answer-journal.ts'
import { faultOf } from './faults.ts'
import { missingAnswer } from './file-provider.ts'
import { mostTokens } from './request-size.ts'
import { costOf } from './prices.ts'
import type { BatchItem, Provider } from './provider.ts'
import { requestKey } from './request-key.ts'
import { probeSchema } from './schema-probe.ts'
import type { Limits, SpendJournal } from './spend-journal.ts'
import { backOff, type Throttle } from './throttle.ts'

export interface JournaledModelParts {
  readonly provider: Provider
  readonly journal: AnswerJournal
  readonly spend: SpendJournal
  readonly throttle: Throttle
  readonly settings: ModelSettings
  readonly log: (message: string) => void
  /** Takes requests that are not answered yet instead of asking them: they will be a batch or a file. */
  readonly collect?: (item: BatchItem) => Promise<void>
  /** Keys of requests that are in a batch: they are paid already, and not asked once more. */
  readonly underway?: ReadonlySet<string>
}

/** How often a call looks again whether another one has given its reservation back. */
const BUDGET_POLL_MILLISECONDS = 40

/**
 * A provider made dependable: an answer that is in the journal is not asked again; what is asked is within the budget, at the pace
 * that the provider allows, tried again when that can help, and journaled before anybody looks into it.
 */
export class JournaledModel implements LanguageModel {
  readonly id: string
  readonly can: LanguageModel['can']
  readonly max_output_tokens: number
  readonly #parts: JournaledModelParts
  /** Requests being asked, by key: two pages with the same question share one call. */
  readonly #asking = new Map<string, Promise<Answer>>()
  readonly #underway: Set<string>
  #enforceSchema: boolean | null

  constructor(parts: JournaledModelParts) {
    const { provider, settings } = parts
    this.#parts = parts
    this.#underway = new Set(parts.underway)
    this.id = `${provider.name}/${provider.model}`
    this.max_output_tokens = provider.data.max_output_tokens
    const { structured_output } = settings.openai
    // Anthropic says so when it does not take a schema; of other servers some take it and pay no heed: those are tried out first.
    this.#enforceSchema = provider.name !== 'openai' ? true : structured_output === 'auto' ? null : structured_output === 'always'
    this.can = { images: provider.can.images, jsonSchema: this.#enforceSchema !== false, batch: provider.can.batch }
  }

  keyOf(request: LanguageRequest): string {
    const { name, endpoint, model, options } = this.#parts.provider
    return requestKey(request, { provider: name, endpoint, model, options })
  }

  /** Whether answers are being held to the schema of the request; as far as is known. */
  get enforcesSchema(): boolean {
    return this.#enforceSchema !== false
  }

  async ask(request: LanguageRequest, signal: AbortSignal): Promise<Answer> {
    const key = this.keyOf(request)
    const asking = this.#asking.get(key)
    if (asking !== undefined) return asking
    // A signal of its own: a thousand calls that listen to one signal are no leak, but look like one.
    const answer = this.#answered(key, request, AbortSignal.any([signal]))
    this.#asking.set(key, answer)
    try {
      return await answer
    } finally {
      this.#asking.delete(key)
    }
  }

  /** These requests are in no batch after all: they may be asked. */
  notUnderway(keys: Iterable<string>): void {
    for (const key of keys) this.#underway.delete(key)
  }

  async discard(request: LanguageRequest, reason: string): Promise<void> {
    await this.#parts.journal.discard(this.keyOf(request), reason)
  }

  async #answered(key: string, request: LanguageRequest, signal: AbortSignal): Promise<Answer> {
    const { journal, provider, collect } = this.#parts
    const before = await journal.get(key)
    if (before !== null) return provider.read(before.body)
    if (collect !== undefined) {
      await collect({ key, request })
      throw missingAnswer(request, provider.name)
    }
    if (this.#underway.has(key)) throw missingAnswer(request, provider.name)
    if (provider.name === 'file') throw missingAnswer(request, provider.name)
    this.#enforceSchema ??= await this.#probed(signal)
    return this.#asked(key, request, signal)
  }

  async #probed(signal: AbortSignal): Promise<boolean> {
    const { provider, log } = this.#parts
    // The probe itself must not probe.
    this.#enforceSchema = true
    const held = await probeSchema(this, signal)
    log(`${provider.endpoint} ${held ? 'holds' : 'does not hold'} answers of ${provider.model} to a JSON schema.`)
    return held
  }

  async #asked(key: string, request: LanguageRequest, signal: AbortSignal): Promise<Answer> {
    const { provider, settings, throttle, log } = this.#parts
    let reason = ''
    for (let attempt = 1; attempt <= settings.max_attempts; attempt++) {
      const outcome = await throttle.run(() => this.#tried(key, request, signal))
      if ('answer' in outcome) return outcome.answer
      const { fault } = outcome
      if (fault.kind === 'final') throw fault.error
      if (fault.kind === 'no_schema') {
        if (this.#enforceSchema !== true) throw this.#unavailable(request, fault.reason)
        this.#enforceSchema = false
        continue
      }
      reason = fault.reason
      log(`${request.page_id}: ${reason}; try ${attempt} of ${settings.max_attempts}`)
      if (fault.slower) throttle.overloaded()
      if (fault.wait_seconds !== null) throttle.rest(Date.now() + fault.wait_seconds * 1000)
      if (attempt < settings.max_attempts) await backOff(attempt, settings.backoff_seconds, signal)
    }
    throw this.#unavailable(request, `${reason} (${provider.model}, ${settings.max_attempts} tries)`)
  }

  #unavailable(request: LanguageRequest, reason: string): PagetuneError {
    return new PagetuneError('MODEL_UNAVAILABLE', `The model could not be asked: ${reason}`, {
      where: request.page_id,
      fix: `Run the same command again later: what is answered is kept and not paid again. If ${this.#parts.provider.endpoint} never answers, correct base_url under models.`,
      retry: 'retry',
    })
  }

  /** One call: reserved, sent, journaled, paid, read. In this order: a kill in between costs no answer that has arrived. */
  async #tried(
    key: string,
    request: LanguageRequest,
    signal: AbortSignal,
  ): Promise<{ answer: Answer } | { fault: ReturnType<typeof faultOf> }> {
    const { provider, journal, spend, throttle } = this.#parts
    const id = await this.#reserved(request, signal)
    let raw
    try {
      raw = await provider.send(request, this.#enforceSchema === true, signal)
    } catch (thrown) {
      const fault = faultOf(thrown, this.id, request.page_id)
      const billed = signal.aborted || (fault.kind === 'again' && fault.billed === 'perhaps') ? 'perhaps' : 'no'
      await spend.close(id, fault.kind === 'final' ? fault.error.code : fault.reason, billed)
      if (signal.aborted) throw thrown
      return { fault }
    }
    const { name, model } = provider
    await journal.put({ key, provider: name, model, purpose: request.purpose, page_id: request.page_id, batch: false, body: raw.body })
    let answer: Answer
    try {
      answer = provider.read(raw.body)
    } catch (thrown) {
      // Not the provider's protocol (a proxy's page, half a body): perhaps billed, certainly useless.
      await journal.discard(key, 'not an answer of the protocol')
      await spend.close(id, 'not an answer of the protocol', 'perhaps')
      const fault = faultOf(thrown, this.id, request.page_id)
      const reason = fault.kind === 'final' ? fault.error.message : fault.reason
      return { fault: { kind: 'again', reason, wait_seconds: null, slower: false, billed: 'perhaps' } }
    }
    await this.#paid(id, key, request, answer)
    throttle.succeeded(raw.rest_until)
    return { answer }
  }

  async #paid(id: string, key: string, request: LanguageRequest, answer: Answer): Promise<void> {
    const { provider, spend } = this.#parts
    await spend.pay(id, {
      usd: provider.price === null ? null : costOf(answer.usage, provider.price, provider.data, false),
      model: this.id,
      purpose: request.purpose,
      page_id: request.page_id,
      key,
      request_id: answer.request_id,
      batch: false,
      usage: answer.usage,
    })
  }

  /** Waits while what is in flight may still come out cheaper. Throws BUDGET_SPENT when this call cannot be paid any more. */
  async #reserved(request: LanguageRequest, signal: AbortSignal): Promise<string> {
    const { spend, settings } = this.#parts
    const limits = limitsOf(settings)
    const usd = this.mostCost(request, false)
    for (;;) {
      const grant = await spend.reserve(usd, limits, { model: this.id, purpose: request.purpose, page_id: request.page_id })
      if ('id' in grant) return grant.id
      if (grant.refused !== 'wait') throw budgetSpent(grant.refused, limits, await spend.spent(), usd)
      await delay(BUDGET_POLL_MILLISECONDS, undefined, { signal })
    }
  }

  /** Dollars that a call costs at most: no cache, every output token used. Throws PRICE_UNKNOWN where a limit could not be held. */
  mostCost(request: LanguageRequest, batch: boolean): number {
    const { provider, settings } = this.#parts
    const { price, data } = provider
    if (price === null) {
      const { total, daily } = limitsOf(settings)
      if (total === null && daily === null) return 0
      throw new PagetuneError('PRICE_UNKNOWN', `The price of ${this.id} is not known, so the budget cannot be held.`, {
        fix: `Say what it costs under models.prices ("${provider.model}": { input: …, output: … }), or leave the limit away.`,
      })
    }
    const usage = { input: 0, cache_read: 0, cache_write: mostTokens(request, data), output: request.max_output_tokens }
    return costOf(usage, { ...price, cache_write: Math.max(price.input, price.cache_write) }, data, batch)
  }
}

export function limitsOf(settings: ModelSettings): Limits {
  return { total: settings.max_cost_usd, daily: settings.daily_budget_usd }
}

/** The clear stop: what is spent, what the limit is, how to go on. */
export function budgetSpent(
  which: 'total' | 'daily',
  limits: Limits,
  spent: { paid: number; lost: number; today: number },
  usd: number,
): PagetuneError {
  const dollars = (amount: number): string => `$${amount.toFixed(amount < 1 ? 4 : 2)}`
  const used = which === 'total' ? spent.paid + spent.lost : spent.today
  const limit = limits[which] ?? 0
  const [what, how] =
    which === 'total'
      ? ['The money of this project', 'Raise --max-cost (or models.max_cost_usd)']
      : ["Today's budget", 'Wait for tomorrow (UTC), or raise models.daily_budget_usd,']
  return new PagetuneError(
    'BUDGET_SPENT',
    `${what} is used up: ${dollars(used)} of ${dollars(limit)} are spent, and the next call may cost ${dollars(usd)}.`,
    {
      where: 'spend.jsonl',
      fix: `${how} and run the same command again: what is answered is kept and not paid again.`,
    },
  )
}
