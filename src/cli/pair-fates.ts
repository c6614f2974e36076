import { join } from 'node:path'
import type { Problem } from '../contracts/format.ts'
import { EXAMPLES_FILE, PROBES_FILE } from '../formats/canonical.ts'
import { hasFile, isRecord, readJsonLines } from '../formats/jsonl.ts'
import { imbalances } from '../pipeline/accounting.ts'
import type { Project } from '../pipeline/project.ts'
import { artifactPath, readGenerated, SPLIT_EXAMPLES_PATH } from '../stages/artifacts.ts'
import { accountFor } from './accounts.ts'

/** What can become of a pair that was written, and the files of the project folder that say so. */
const FATES: readonly { readonly what: string; readonly files: readonly string[] }[] = [
  { what: 'rejected', files: ['work/logs/rejected.jsonl'] },
  { what: 'a duplicate', files: ['work/logs/duplicates.jsonl'] },
  { what: 'held for review', files: ['work/logs/review_queue.jsonl'] },
]

/** Lost or doubled pairs that are named one by one; the rest are counted. */
const NAMED = 20

/**
 * The accounting of a project's dataset, each side from its own files: every pair that a generator wrote is in the dataset, rejected,
 * a duplicate or held for review, and in one of them only. `data` is the dataset's folder below the project's, `folder` the project's.
 */
export async function pairFateProblems(project: Project, folder: string, data: string): Promise<Problem[]> {
  const { workspace } = project.context
  if (!(await workspace.has(SPLIT_EXAMPLES_PATH))) return []
  const accounting = await accountFor(project)
  if (accounting === null) return []
  const error = (file: string, message: string): Problem => ({ severity: 'error', file, message })
  const sums = imbalances(accounting).map((message) => error('work', `The sums do not add up: ${message}`))
  if (accounting.pairs === null) {
    const message = 'Earlier stages were run since the dataset was made: `pagetune run` brings both to the same state.'
    return [...sums, { severity: 'warning', file: data, message }]
  }
  const fates = new Map<string, string>()
  const problems: Problem[] = []
  for (const { what, files } of await fatesOf(folder, data)) {
    for (const file of files) {
      if (!(await hasFile(folder, file))) continue
      for await (const item of readJsonLines(folder, file)) {
        if (!isRecord(item)) {
          if (item.severity === 'error') problems.push(item)
          continue
        }
        const id = idOf(item.value)
        const before = fates.get(id)
        if (before !== undefined) problems.push({ ...error(file, `The pair ${id} is ${what}, and also ${before}.`), line: item.line })
        fates.set(id, what)
      }
    }
  }
  const known = fates.size
  const lost: string[] = []
  let written = 0
  for (const { page_id } of await project.pages()) {
    if (!(await workspace.has(artifactPath('check', page_id))) || !(await workspace.has(artifactPath('generate', page_id)))) continue
    for (const { id } of (await readGenerated(workspace, page_id)).candidates) {
      written += 1
      if (!fates.delete(id)) lost.push(`The pair ${id} was written, and is neither in the dataset nor rejected, a duplicate or in review.`)
    }
  }
  const strange = [...fates].map(([id, what]) => `The pair ${id} is ${what}, but no generator wrote it.`)
  const all = [...lost, ...strange]
  problems.push(...all.slice(0, NAMED).map((message) => error(data, message)))
  if (all.length > NAMED)
    problems.push(
      error(data, `${all.length - NAMED} more pairs are lost or of unknown origin: ${written} were written, ${known} are told.`),
    )
  return [...sums, ...problems]
}

async function fatesOf(folder: string, data: string): Promise<typeof FATES> {
  const exported = [EXAMPLES_FILE, PROBES_FILE].map((file) => join(data, file))
  const kept = (await hasFile(folder, exported[0] ?? '')) ? exported : [SPLIT_EXAMPLES_PATH]
  return [{ what: 'in the dataset', files: kept }, ...FATES]
}

const idOf = (value: object): string => ('id' in value && typeof value.id === 'string' ? value.id : '')
