import { z } from 'zod'
import { readCatalogue, readGenerated, readInventory, readPrepareOutput, CATALOGUE_PATH, INVENTORY_PATH } from '../stages/artifacts.ts'
import type { Workspace } from '../contracts/workspace.ts'
import { accountForPages, type Accounting, type PreparedCandidate } from '../pipeline/accounting.ts'
import { Ledger, WHOLE_CORPUS } from '../pipeline/ledger.ts'
import type { Project } from '../pipeline/project.ts'

/** The sums that `deduplicate` leaves in work/deduplicate/summary.json. */
const pairSumsSchema = z.object({ written: z.number(), kept: z.number(), rejected: z.number(), duplicate: z.number(), review: z.number() })

/**
 * Counts what came in and what became of it, each side from its own files: the inventory and ledgers against the catalogue,
 * the generators' pairs against what was kept, rejected, merged and held back. null before the first inventory.
 */
export async function accountFor(project: Project): Promise<Accounting | null> {
  const { workspace } = project.context
  if (!(await workspace.has(INVENTORY_PATH))) return null
  const inventory = await readInventory(workspace)
  const catalogue = (await workspace.has(CATALOGUE_PATH)) ? await readCatalogue(workspace) : []
  const candidates = await preparedCandidates(project)
  return {
    ...accountForPages(inventory, candidates, catalogue),
    stages: await stageAccounts(
      project,
      catalogue.map((page) => page.page_id),
    ),
    pairs: await pairAccounts(
      workspace,
      catalogue.map((page) => page.page_id),
    ),
  }
}

async function preparedCandidates(project: Project): Promise<PreparedCandidate[]> {
  const { workspace } = project.context
  const ledger = await Ledger.load('prepare', workspace)
  const prepared: PreparedCandidate[] = []
  for (const { page_id } of await project.candidates()) {
    const entry = ledger.get(page_id)
    if (entry === undefined) prepared.push({ page_id, status: 'pending', pages: 0 })
    else if (entry.failure !== undefined) prepared.push({ page_id, status: 'failed', pages: 0 })
    else prepared.push({ page_id, status: 'done', pages: (await readPrepareOutput(workspace, page_id)).pages.length })
  }
  return prepared
}

async function stageAccounts(project: Project, page_ids: readonly string[]): Promise<Accounting['stages']> {
  const accounts: Accounting['stages'][number][] = []
  const failedBefore = new Set<string>()
  for (const stage of project.stages) {
    if (stage.scope !== 'page' || stage.name === 'prepare') continue
    const ledger = await Ledger.load(stage.name, project.context.workspace)
    const count = { done: 0, failed: 0, blocked: 0, pending: 0 }
    for (const page_id of page_ids) {
      const entry = ledger.get(page_id)
      if (entry !== undefined && entry.failure === undefined) count.done += 1
      else if (failedBefore.has(page_id)) count.blocked += 1
      else if (entry === undefined) count.pending += 1
      else {
        count.failed += 1
        failedBefore.add(page_id)
      }
    }
    accounts.push({ stage: stage.name, pages: page_ids.length, ...count })
  }
  return accounts
}

async function pairAccounts(workspace: Workspace, page_ids: readonly string[]): Promise<Accounting['pairs']> {
  const summaryPath = 'work/deduplicate/summary.json'
  if (!(await workspace.has(summaryPath)) || !(await workspace.has('work/split/examples.jsonl'))) return null
  const sums = pairSumsSchema.parse(JSON.parse((await workspace.read(summaryPath)).toString('utf8')))
  const checked = await Ledger.load('check', workspace)
  let written = 0
  for (const page_id of page_ids) {
    const entry = checked.get(page_id)
    if (entry !== undefined && entry.failure === undefined && page_id !== WHOLE_CORPUS)
      written += (await readGenerated(workspace, page_id)).candidates.length
  }
  const lines = (await workspace.read('work/split/examples.jsonl'))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
  const train = lines.filter((line) => line.includes('"split":"train"')).length
  return { ...sums, written, train, validation: lines.length - train }
}
