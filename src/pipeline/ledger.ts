import { z } from 'zod'
import { failureSchema } from '../contracts/source.ts'
import type { Workspace } from '../contracts/workspace.ts'
import { sha256 } from './artifact-bytes.ts'

/** The page id under which a stage's corpus part (gather, or a corpus stage itself) is entered. */
export const WHOLE_CORPUS = '*'

const entrySchema = z.object({
  page_id: z.string(),
  /** What the output was made from: input digests, settings, stage version, engine fingerprint. */
  key: z.string(),
  /** SHA-256 of the output; '' when the page failed. */
  digest: z.string(),
  failure: failureSchema.optional(),
})
export type LedgerEntry = z.infer<typeof entrySchema>

/**
 * What a stage has done, one line a page, in work/<stage>/ledger.jsonl. Lines are appended as pages finish (an artifact is on disk
 * before its line is); at the end of the stage the file is rewritten in page order, so that its bytes do not depend on who was first.
 */
export class Ledger {
  readonly stage: string
  readonly #workspace: Workspace
  readonly #entries = new Map<string, LedgerEntry>()

  private constructor(stage: string, workspace: Workspace) {
    this.stage = stage
    this.#workspace = workspace
  }

  static pathOf(stage: string): string {
    return `work/${stage}/ledger.jsonl`
  }

  static async load(stage: string, workspace: Workspace): Promise<Ledger> {
    const ledger = new Ledger(stage, workspace)
    if (!(await workspace.has(Ledger.pathOf(stage)))) return ledger
    const text = (await workspace.read(Ledger.pathOf(stage))).toString('utf8')
    for (const line of text.split('\n')) {
      const entry = parsedEntry(line)
      if (entry !== undefined) ledger.#entries.set(entry.page_id, entry)
    }
    // A torn last line must not swallow the next one that is appended.
    if (text !== '' && !text.endsWith('\n')) await ledger.#rewrite([...ledger.#entries.keys()])
    return ledger
  }

  get(page_id: string): LedgerEntry | undefined {
    return this.#entries.get(page_id)
  }

  entries(): LedgerEntry[] {
    return [...this.#entries.values()]
  }

  async enter(entry: LedgerEntry): Promise<void> {
    this.#entries.set(entry.page_id, entry)
    await this.#workspace.append(Ledger.pathOf(this.stage), JSON.stringify(entry))
  }

  /** Keeps the pages given, in that order, and the corpus entry; forgets the rest and returns their ids. */
  async compact(page_ids: readonly string[]): Promise<string[]> {
    const keep = new Set([...page_ids, WHOLE_CORPUS])
    const forgotten = [...this.#entries.keys()].filter((page_id) => !keep.has(page_id))
    for (const page_id of forgotten) this.#entries.delete(page_id)
    await this.#rewrite([...page_ids, WHOLE_CORPUS])
    return forgotten
  }

  /** A digest of everything that the stage has made, its corpus part included, in the order of the pages given. */
  state(page_ids: readonly string[]): string {
    return this.pagesState([...page_ids, WHOLE_CORPUS])
  }

  /** A digest of what the stage has made of these pages. */
  pagesState(page_ids: readonly string[]): string {
    const lines = page_ids.map((page_id) => {
      const entry = this.#entries.get(page_id)
      return `${page_id} ${entry?.digest ?? ''} ${entry?.failure?.code ?? ''}`
    })
    return sha256(lines.join('\n'))
  }

  async #rewrite(page_ids: readonly string[]): Promise<void> {
    const lines = page_ids.flatMap((page_id) => {
      const entry = this.#entries.get(page_id)
      return entry === undefined ? [] : [JSON.stringify(entry) + '\n']
    })
    await this.#workspace.write(Ledger.pathOf(this.stage), lines.join(''))
  }
}

function parsedEntry(line: string): LedgerEntry | undefined {
  if (line === '') return undefined
  try {
    return entrySchema.parse(JSON.parse(line))
  } catch {
    // A line that a kill has torn: the page counts as not done.
    return undefined
  }
}
