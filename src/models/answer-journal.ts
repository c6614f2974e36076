import { z } from 'zod'
import { PagetuneError } from '../contracts/error.ts'
import type { Workspace } from '../contracts/workspace.ts'

/** Where paid answers lie: beside work/, so that no clean command touches them. */
export const ANSWERS_FOLDER = 'answers'

/** One file of answers/: what a provider sent, byte for byte, before anybody looked into it. */
export const journaledAnswerSchema = z.object({
  key: z.string(),
  provider: z.string(),
  model: z.string(),
  purpose: z.string(),
  page_id: z.string(),
  batch: z.boolean(),
  /** The body of the provider's response. */
  body: z.string(),
})
export type JournaledAnswer = z.infer<typeof journaledAnswerSchema>

/**
 * Answers by the key of their request. What is in here is never asked again; what cannot be used is moved aside and then may be.
 * Writes are atomic: a killed run leaves an answer whole or not at all.
 */
export class AnswerJournal {
  readonly #workspace: Workspace

  constructor(workspace: Workspace) {
    this.#workspace = workspace
  }

  /** null when the request was never answered. Throws DAMAGED_ARTIFACT when a person or a disk changed the file. */
  async get(key: string): Promise<JournaledAnswer | null> {
    const path = pathOf(key)
    if (!(await this.#workspace.has(path))) return null
    try {
      return journaledAnswerSchema.parse(JSON.parse((await this.#workspace.read(path)).toString('utf8')))
    } catch (cause) {
      throw new PagetuneError('DAMAGED_ARTIFACT', `${path} is not an answer any more.`, {
        where: path,
        fix: `Delete ${path}; the question is then asked, and paid, again.`,
        cause,
      })
    }
  }

  async has(key: string): Promise<boolean> {
    return this.#workspace.has(pathOf(key))
  }

  async put(answer: JournaledAnswer): Promise<void> {
    await this.#workspace.write(pathOf(answer.key), `${JSON.stringify(answer)}\n`)
  }

  /** Moves an answer that cannot be used aside: it was paid, so it stays on disk, with the reason. */
  async discard(key: string, reason: string): Promise<void> {
    const answer = await this.get(key)
    if (answer === null) return
    let number = 1
    while (await this.#workspace.has(asidePath(key, number))) number += 1
    await this.#workspace.write(asidePath(key, number), `${JSON.stringify({ ...answer, unusable: reason })}\n`)
    await this.#workspace.remove(pathOf(key))
  }
}

const pathOf = (key: string): string => `${ANSWERS_FOLDER}/${key.slice(0, 2)}/${key}.json`
const asidePath = (key: string, number: number): string => `${ANSWERS_FOLDER}/${key.slice(0, 2)}/${key}.unusable-${number}.json`
