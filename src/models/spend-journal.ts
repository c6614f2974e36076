import { randomUUID } from 'node:crypto'
import { appendFile, open } from 'node:fs/promises'
import { hostname } from 'node:os'
import { z } from 'zod'
import { type Usage, usageSchema } from '../contracts/model.ts'
import { isProcessAlive, withFileLock } from './file-lock.ts'

/** The project's record of money; no clean command touches it. */
export const SPEND_PATH = 'spend.jsonl'

/** Stands for the machine of a reservation that no process of this machine holds. */
const BATCH_HOST = '(batch)'

const lineSchema = z.discriminatedUnion('event', [
  /** Before a call: the most that it can cost. */
  z.object({
    event: z.literal('reserved'),
    id: z.string(),
    at: z.string(),
    usd: z.number(),
    pid: z.number(),
    host: z.string(),
    model: z.string(),
    purpose: z.string(),
    page_id: z.string(),
  }),
  /** One line for each call that was paid. `usd` is null where the model's price is not known. */
  z.object({
    event: z.literal('paid'),
    id: z.string(),
    at: z.string(),
    usd: z.number().nullable(),
    model: z.string(),
    purpose: z.string(),
    page_id: z.string(),
    key: z.string(),
    request_id: z.string().nullable(),
    batch: z.boolean(),
    usage: usageSchema,
  }),
  /** The call was not answered and is not billed (busy, refused at the door). */
  z.object({ event: z.literal('released'), id: z.string(), at: z.string(), reason: z.string() }),
  /** Nobody knows whether it is billed (the line broke, the process was killed): counted in full. */
  z.object({ event: z.literal('lost'), id: z.string(), at: z.string(), usd: z.number(), reason: z.string() }),
])
type SpendLine = z.infer<typeof lineSchema>

export interface Limits {
  /** Dollars in all; null = no limit. */
  readonly total: number | null
  /** Dollars in a day (UTC). */
  readonly daily: number | null
}

export interface Spent {
  /** Dollars by paid calls of known price, in all. */
  readonly paid: number
  /** Dollars that may have been billed for calls whose answer was lost. */
  readonly lost: number
  /** Both, today. */
  readonly today: number
  readonly calls: number
  /** Calls whose price is not known. */
  readonly unpriced: number
  readonly in_flight: number
}

export interface PaidCall {
  readonly usd: number | null
  readonly model: string
  readonly purpose: string
  readonly page_id: string
  readonly key: string
  readonly request_id: string | null
  readonly batch: boolean
  readonly usage: Usage
}

/** What became of the wish to spend: granted; not now, because of what is in flight; or never, under these limits. */
export type Grant = { readonly id: string } | { readonly refused: 'wait' | 'total' | 'daily' }

/**
 * Append-only journal of money, shared by all processes that work in a project: every look and every line is under one lock, so that
 * several processes together stay within the limits. Reservations of processes that are gone count as spent.
 */
export class SpendJournal {
  readonly #path: string
  readonly #now: () => Date
  #waiting: { work: () => Promise<() => void>; reject: (thrown: unknown) => void }[] = []
  #draining = false
  /** Lines that are not written yet. */
  #text = ''
  #read = 0
  #torn = false
  readonly #open = new Map<string, { usd: number; day: string; pid: number; host: string }>()
  readonly #days = new Map<string, number>()
  #paid = 0
  #lost = 0
  #calls = 0
  #unpriced = 0

  /** `path` is absolute. */
  constructor(path: string, now: () => Date = () => new Date()) {
    this.#path = path
    this.#now = now
  }

  /**
   * Reserves the most that a call can cost, or says why not. What a batch may cost stays reserved when the process that submitted it ends.
   */
  async reserve(
    usd: number,
    limits: Limits,
    call: { model: string; purpose: string; page_id: string },
    holder: 'process' | 'batch' = 'process',
  ): Promise<Grant> {
    return this.#locked(() => {
      this.#buryTheDead()
      const today = this.#day()
      // What a batch may cost is as good as spent: nobody can wait for it.
      let [flying, batched] = [0, 0]
      for (const reservation of this.#open.values()) {
        if (reservation.host === BATCH_HOST) batched += reservation.usd
        else flying += reservation.usd
      }
      const spent = { total: this.#paid + this.#lost + batched, daily: (this.#days.get(today) ?? 0) + batched }
      for (const which of ['total', 'daily'] as const) {
        const limit = limits[which]
        if (limit === null) continue
        if (spent[which] + usd > limit) return { refused: which }
        if (spent[which] + flying + usd > limit) return { refused: 'wait' }
      }
      const id = randomUUID()
      this.#append({
        event: 'reserved',
        id,
        at: this.#at(),
        usd,
        pid: process.pid,
        host: holder === 'batch' ? BATCH_HOST : hostname(),
        ...call,
      })
      return { id }
    })
  }

  async pay(id: string, call: PaidCall): Promise<void> {
    await this.#locked(() => this.#append({ event: 'paid', id, at: this.#at(), ...call }))
  }

  /** A call that came to nothing: not billed, or perhaps billed. */
  async close(id: string, reason: string, billed: 'no' | 'perhaps'): Promise<void> {
    await this.#locked(() => {
      const reservation = this.#open.get(id)
      if (reservation === undefined) return
      if (billed === 'no') this.#append({ event: 'released', id, at: this.#at(), reason })
      else this.#append({ event: 'lost', id, at: this.#at(), usd: reservation.usd, reason })
    })
  }

  async spent(): Promise<Spent> {
    return this.#locked(() => {
      this.#buryTheDead()
      return {
        paid: this.#paid,
        lost: this.#lost,
        today: this.#days.get(this.#day()) ?? 0,
        calls: this.#calls,
        unpriced: this.#unpriced,
        in_flight: this.#open.size,
      }
    })
  }

  /**
   * Waits for its turn under the lock. What waits in this process is done together: one lock, one look, one write, and only after the
   * write is anybody told.
   */
  #locked<T>(work: () => Promise<T> | T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({
        work: async () => {
          const value = await work()
          return () => resolve(value)
        },
        reject,
      })
      if (!this.#draining) void this.#drain()
    })
  }

  async #drain(): Promise<void> {
    this.#draining = true
    while (this.#waiting.length > 0) {
      const taken = this.#waiting
      this.#waiting = []
      try {
        const done: (() => void)[] = []
        await withFileLock(`${this.#path}.lock`, async () => {
          await this.#catchUp()
          for (const { work } of taken) done.push(await work())
          await this.#write()
        })
        for (const tell of done) tell()
      } catch (thrown) {
        for (const { reject } of taken) reject(thrown)
      }
    }
    this.#draining = false
  }

  #buryTheDead(): void {
    for (const [id, { usd, pid, host }] of this.#open) {
      if (!isProcessAlive(pid, host)) {
        this.#append({ event: 'lost', id, at: this.#at(), usd, reason: 'the process that asked is gone' })
      }
    }
  }

  /** Reads what other processes have appended since. */
  async #catchUp(): Promise<void> {
    let handle
    try {
      handle = await open(this.#path, 'r')
    } catch (cause) {
      if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return
      throw cause
    }
    try {
      const { size } = await handle.stat()
      if (size <= this.#read) return
      const bytes = Buffer.alloc(size - this.#read)
      await handle.read(bytes, 0, bytes.length, this.#read)
      this.#read = size
      this.#torn = bytes.at(-1) !== 0x0a
      for (const line of bytes.toString('utf8').split('\n')) if (line !== '') this.#count(line)
    } finally {
      await handle.close()
    }
  }

  #append(line: SpendLine): void {
    this.#text += `${JSON.stringify(line)}\n`
    this.#apply(line)
  }

  async #write(): Promise<void> {
    if (this.#text === '') return
    // A kill in the middle of a line leaves it without an end: the next line starts anew.
    const text = `${this.#torn ? '\n' : ''}${this.#text}`
    this.#text = ''
    await appendFile(this.#path, text)
    this.#torn = false
    this.#read += Buffer.byteLength(text)
  }

  #count(text: string): void {
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch {
      // Torn by a kill: the reservation before it stays open and is counted as lost.
      return
    }
    const line = lineSchema.safeParse(value)
    if (line.success) this.#apply(line.data)
  }

  #apply(line: SpendLine): void {
    const day = line.at.slice(0, 10)
    const add = (usd: number): unknown => this.#days.set(day, (this.#days.get(day) ?? 0) + usd)
    if (line.event === 'reserved') {
      this.#open.set(line.id, { usd: line.usd, day, pid: line.pid, host: line.host })
      return
    }
    this.#open.delete(line.id)
    if (line.event === 'paid') {
      this.#calls += 1
      if (line.usd === null) this.#unpriced += 1
      else this.#paid += line.usd
      add(line.usd ?? 0)
    } else if (line.event === 'lost') {
      this.#lost += line.usd
      add(line.usd)
    }
  }

  #at(): string {
    return this.#now().toISOString()
  }

  #day(): string {
    return this.#at().slice(0, 10)
  }
}
