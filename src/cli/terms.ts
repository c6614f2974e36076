import { createInterface } from 'node:readline/promises'
import { z } from 'zod'
import { PagetuneError } from '../contracts/error.ts'
import type { Settings } from '../contracts/settings.ts'
import type { Workspace } from '../contracts/workspace.ts'
import { ANSWERS_FOLDER } from '../models/answer-journal.ts'
import { openProvider } from '../models/session.ts'
import { providersAsked, termsOf } from '../models/terms.ts'

const ACCEPTED_PATH = `${ANSWERS_FOLDER}/terms.json`
const acceptedSchema = z.object({ accepted: z.array(z.string()) })

/**
 * Says, once for a project and a provider, what its terms say about training on its output, and asks whether to go on: on a
 * terminal by a question, elsewhere by --accept-terms. Throws TERMS when the answer is no, or cannot be had.
 */
export async function agreeToTerms(workspace: Workspace, settings: Settings): Promise<void> {
  const accepted = await acceptedBefore(workspace)
  for (const name of providersAsked(settings)) {
    const notice = termsOf(name, settings)
    if (notice === null || accepted.includes(notice.id)) continue
    process.stderr.write(`\n${notice.text}\n\n`)
    if (!settings.models.accept_terms && !(await saysYes())) {
      throw new PagetuneError('TERMS', `The terms of ${notice.id} have not been accepted for this project.`, {
        where: ACCEPTED_PATH,
        fix: 'Read them, then run again with --accept-terms; or use --generator rules.',
      })
    }
    accepted.push(notice.id)
    await workspace.write(ACCEPTED_PATH, `${JSON.stringify({ accepted })}\n`)
  }
}

async function acceptedBefore(workspace: Workspace): Promise<string[]> {
  if (!(await workspace.has(ACCEPTED_PATH))) return []
  return [...acceptedSchema.parse(JSON.parse((await workspace.read(ACCEPTED_PATH)).toString('utf8'))).accepted]
}

async function saysYes(): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return false
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return /^y(?:es)?$/i.test((await terminal.question('Go on? [y/N] ')).trim())
  } finally {
    terminal.close()
  }
}

/** Says once a run that a model's price is not known: its calls are counted, its dollars are not. */
export async function tellUnknownPrices(folder: string, settings: Settings): Promise<void> {
  for (const name of providersAsked(settings)) {
    const { model, price } = await openProvider(name, settings, folder, false)
    if (price === null && termsOf(name, settings) !== null)
      process.stderr.write(`The price of ${name}/${model} is not known: what this costs cannot be told. Say it under models.prices.\n`)
  }
}
