import { z } from 'zod'
import type { PageTask } from '../contracts/stage.ts'
import { byteLines } from '../formats/jsonl.ts'
import {
  readCatalogue,
  readChecked,
  readGenerated,
  readInventory,
  readPrepareOutput,
  CATALOGUE_PATH,
  INVENTORY_PATH,
  SPLIT_EXAMPLES_PATH,
} from '../stages/artifacts.ts'
import { corpusKey, fileDigests, stageIdentity, taskKey } from '../pipeline/keys.ts'
import { accountForPages, type Accounting, type PreparedCandidate } from '../pipeline/accounting.ts'
import { isWaiting, waitingPages } from '../pipeline/failures.ts'
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
    pairs: await pairAccounts(project),
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
  const stages = project.stages.filter((stage) => stage.scope === 'page' && stage.name !== 'prepare')
  const ledgers = await Promise.all(stages.map((stage) => Ledger.load(stage.name, project.context.workspace)))
  const waiting = waitingPages(ledgers)
  for (const ledger of ledgers) {
    const count = { done: 0, failed: 0, blocked: 0, pending: 0, waiting: 0 }
    for (const page_id of page_ids) {
      const entry = ledger.get(page_id)
      if (entry !== undefined && entry.failure === undefined) count.done += 1
      else if (failedBefore.has(page_id)) count.blocked += 1
      else if (entry === undefined || isWaiting(entry, waiting)) {
        count.pending += 1
        if (waiting.has(page_id)) count.waiting += 1
      } else {
        count.failed += 1
        failedBefore.add(page_id)
      }
    }
    accounts.push({ stage: ledger.stage, pages: page_ids.length, ...count })
  }
  return accounts
}

/** null while a stage that sums up the pairs has not seen what is there now: an earlier stage was run by itself. */
async function pairAccounts(project: Project): Promise<Accounting['pairs']> {
  const { workspace } = project.context
  const summaryPath = 'work/deduplicate/summary.json'
  if (!(await workspace.has(summaryPath)) || !(await workspace.has(SPLIT_EXAMPLES_PATH))) return null
  const ledgers = new Map<string, Ledger>()
  for (const { name } of project.stages) ledgers.set(name, await Ledger.load(name, workspace))
  const tasks = await project.pages()
  if (!(await sumsAreCurrent(project, ledgers, tasks))) return null
  const sums = pairSumsSchema.parse(JSON.parse((await workspace.read(summaryPath)).toString('utf8')))
  const [generated, checked] = [ledgers.get('generate'), ledgers.get('check')]
  let written = 0
  for (const task of tasks) {
    const entry = checked?.get(task.page_id)
    if (entry === undefined || entry.failure !== undefined) continue
    // Asked anew, and not answered yet: the verdicts are on pairs that are gone.
    if (generated?.get(task.page_id)?.failure !== undefined) return null
    const { candidates } = await readGenerated(workspace, task.page_id)
    const { pairs } = await readChecked(workspace, task.page_id)
    if (pairs.length !== candidates.length && (await isOutOfDate('check', task, project, ledgers))) return null
    written += candidates.length
  }
  let [train, others] = [0, 0]
  for await (const { bytes } of byteLines(workspace.localPath(SPLIT_EXAMPLES_PATH))) {
    if (bytes.includes('"split":"train"')) train += 1
    else if (bytes.length > 0) others += 1
  }
  return { ...sums, written, train, validation: others }
}

/** Whether `deduplicate` and `split` were made of what the stages before them hold now. */
async function sumsAreCurrent(project: Project, ledgers: ReadonlyMap<string, Ledger>, tasks: readonly PageTask[]): Promise<boolean> {
  const candidates = (await project.candidates()).map(({ page_id }) => page_id)
  const pages = tasks.map(({ page_id }) => page_id)
  const pageIds = (name: string): readonly string[] => {
    if (project.stages.find((stage) => stage.name === name)?.scope !== 'page') return []
    return name === 'prepare' ? candidates : pages
  }
  for (const stage of project.stages) {
    if (stage.scope !== 'corpus' || (stage.name !== 'deduplicate' && stage.name !== 'split')) continue
    const key = await corpusKey(stage, project.context.settings, ledgers, pageIds, fileDigests(project.context.workspace))
    if (ledgers.get(stage.name)?.get(WHOLE_CORPUS)?.key !== key) return false
  }
  return true
}

/** Whether a page stage would do a page again. */
async function isOutOfDate(name: string, task: PageTask, project: Project, ledgers: ReadonlyMap<string, Ledger>): Promise<boolean> {
  const { settings, workspace } = project.context
  const stage = project.stages.find((each) => each.name === name)
  if (stage?.scope !== 'page') return false
  const made = await taskKey(stage, await stageIdentity(stage, settings), task, ledgers, fileDigests(workspace))
  return 'blockedBy' in made || ledgers.get(name)?.get(task.page_id)?.key !== made.key
}
