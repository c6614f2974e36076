import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { loadSettings, type LoadedSettings, type Override } from '../config/load.ts'
import { PagetuneError } from '../contracts/error.ts'
import type { Settings } from '../contracts/settings.ts'
import type { PageStage, StageContext } from '../contracts/stage.ts'
import { localEngine } from '../engines/local/engine.ts'
import { selectedFormats } from '../formats/formats.ts'
import { RUN_STOPPING_CODES } from '../models/faults.ts'
import type { Project } from '../pipeline/project.ts'
import { candidateTasks, catalogueTasks } from '../stages/page-tasks.ts'
import { STAGES } from '../stages/stages.ts'
import { folderWorkspace } from '../workspace/folder.ts'
import { waitingEngine } from './waiting-engine.ts'

export interface ProjectOptions {
  readonly folder: string
  readonly overrides: readonly Override[]
  /** From the command line; they win over the settings. */
  readonly sources: readonly string[]
  readonly signal: AbortSignal
  readonly log: StageContext['log']
}

export interface OpenProject {
  readonly folder: string
  readonly loaded: LoadedSettings
  readonly project: Project
}

/** Puts a project together: settings, workspace, stages, engine. Throws PagetuneError SETTINGS. */
export async function openProject(options: ProjectOptions): Promise<OpenProject> {
  const folder = resolve(options.folder)
  const loaded = await loadSettings(folder, options.overrides, options.sources)
  // An unknown format is said now, not when everything has been read.
  selectedFormats(loaded.settings.export.formats)
  await makeFolder(folder)
  const workspace = folderWorkspace(folder)
  const context: StageContext = {
    settings: loaded.settings,
    workspace,
    sources: loaded.sources,
    signal: options.signal,
    log: options.log,
    progress: () => undefined,
  }
  const start = { project: folder, sources: loaded.sources, settings: loaded.settings }
  const project: Project = {
    stages: STAGES,
    context,
    openEngine: () =>
      waitingEngine({
        waitingStage: (name) => waitingStage(name, loaded.settings),
        context: () => context,
        // Pages that wait to be asked cost nothing; the model's own queue says how many are.
        atOnce: loaded.settings.models.concurrency * 2,
        stopsOn: RUN_STOPPING_CODES,
        others: localEngine({
          module: new URL('./page-worker.js', import.meta.url),
          startArgument: JSON.stringify(start),
          workers: loaded.settings.workers,
          log: options.log,
        }),
      }),
    candidates: () => candidateTasks(workspace),
    pages: () => catalogueTasks(workspace),
  }
  return { folder, loaded, project }
}

/** The stage of that name, if its tasks wait for a model under these settings. */
function waitingStage(name: string, settings: Settings): PageStage | null {
  const stage = STAGES.find((candidate) => candidate.name === name)
  return stage?.scope === 'page' && stage.waits?.(settings) === true ? stage : null
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
  } catch (cause) {
    throw new PagetuneError('NOT_PERMITTED', `The project folder ${folder} cannot be made.`, {
      where: folder,
      fix: 'Give --project a folder that you may write to.',
      cause,
    })
  }
}
