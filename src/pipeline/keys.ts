import type { CorpusStage, Dependency, PageStage, PageTask, Stage } from '../contracts/stage.ts'
import type { Settings } from '../contracts/settings.ts'
import type { Workspace } from '../contracts/workspace.ts'
import { canonicalJson, sha256 } from './artifact-bytes.ts'
import type { Ledger } from './ledger.ts'

/** What of a stage goes into every key: its identity, the settings that it heeds, its engines. */
export async function stageIdentity(stage: Stage, settings: Settings): Promise<string> {
  return canonicalJson({
    stage: stage.name,
    version: stage.version,
    settings: stage.relevantSettings(settings),
    fingerprint: stage.fingerprint === undefined ? '' : await stage.fingerprint(settings),
  })
}

/** Digests of files that tasks depend on, each read once a stage. */
export function fileDigests(workspace: Workspace): (path: string) => Promise<string> {
  const known = new Map<string, Promise<string>>()
  return (path) => {
    let digest = known.get(path)
    if (digest === undefined) {
      digest = workspace.has(path).then(async (there) => (there ? sha256(await workspace.read(path)) : 'absent'))
      known.set(path, digest)
    }
    return digest
  }
}

export type TaskKey = { readonly key: string } | { readonly blockedBy: string }

/**
 * The key of a page task, or the stage whose failure on the same page stands in its way.
 * `ledgers` are those of the page stages that ran before.
 */
export async function taskKey(
  stage: PageStage,
  identity: string,
  task: PageTask,
  ledgers: ReadonlyMap<string, Ledger>,
  fileDigest: (path: string) => Promise<string>,
): Promise<TaskKey> {
  const inputs: string[] = []
  for (const before of stage.after) {
    const ledger = ledgers.get(before)
    if (ledger === undefined) continue
    const entry = ledger.get(idIn(before, task))
    if (entry === undefined || entry.failure !== undefined) return { blockedBy: before }
    inputs.push(`${before} ${entry.digest}`)
  }
  for (const dependency of stage.alsoDependsOn?.(task) ?? []) inputs.push(await dependencyDigest(dependency, ledgers, fileDigest))
  return { key: sha256(canonicalJson({ identity, task: taskInput(task), inputs })) }
}

/** The key of a corpus stage: what the stages before it have made, and the files beside. `pageIds` are those of the page stages, in order. */
export async function corpusKey(
  stage: CorpusStage,
  settings: Settings,
  ledgers: ReadonlyMap<string, Ledger>,
  pageIds: (stage: string) => readonly string[],
  fileDigest: (path: string) => Promise<string>,
): Promise<string> {
  const before = stage.after.map((name) => `${name} ${ledgers.get(name)?.state(pageIds(name)) ?? ''}`)
  const beside: string[] = []
  for (const path of stage.alsoReads ?? []) beside.push(`${path} ${await fileDigest(path)}`)
  return sha256([await stageIdentity(stage, settings), ...before, ...beside].join('\n'))
}

/** The id under which a stage knows a task's page: `prepare` knows candidates, which may hold two pages. */
function idIn(stage: string, task: PageTask): string {
  return stage === 'prepare' && task.page !== null ? task.page.candidate_id : task.page_id
}

async function dependencyDigest(
  dependency: Dependency,
  ledgers: ReadonlyMap<string, Ledger>,
  fileDigest: (path: string) => Promise<string>,
): Promise<string> {
  if ('file' in dependency) return `${dependency.file} ${await fileDigest(dependency.file)}`
  const entry = ledgers.get(dependency.stage)?.get(dependency.page_id)
  return `${dependency.stage}/${dependency.page_id} ${entry?.digest ?? 'absent'}`
}

/** What a task itself says, without what does not change its output (copies of the page, the file's other pages). */
function taskInput(task: PageTask): unknown {
  const { candidate, page } = task
  return {
    page_id: task.page_id,
    page: page === null ? null : { ...page, aliases: [] },
    previous: task.previous?.page_id ?? null,
    next: task.next?.page_id ?? null,
    candidate:
      candidate === null
        ? null
        : {
            page: candidate.page,
            path: candidate.file.path,
            root: candidate.file.root,
            sha256: candidate.file.sha256,
            section: candidate.file.section,
            source_type: candidate.file.source_type,
          },
  }
}
