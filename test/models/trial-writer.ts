import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { judge } from '../../src/checks/checks.ts'
import { differenceOf } from '../../src/checks/same-question.ts'
import { asPagetuneError } from '../../src/contracts/error.ts'
import { settingsSchema } from '../../src/contracts/settings.ts'
import { RUN_STOPPING_CODES } from '../../src/models/faults.ts'
import { writeWithModel } from '../../src/models/model-generator.ts'
import { ModelSession, type ProviderName } from '../../src/models/session.ts'
import { folderWorkspace } from '../../src/workspace/folder.ts'
import { syntheticPage } from './many-pages.ts'

/** A process that writes the pairs of many synthetic pages with a model, as the stage `generate` does, and leaves what became of each. */
interface TrialRun {
  readonly project: string
  readonly provider: ProviderName
  readonly pages: number
  /** Number of the first page. Default 0. */
  readonly first?: number
  /** File in the project that takes what became of each page. Default outcomes.json. */
  readonly outcomes?: string
  readonly models: Record<string, unknown>
}

export interface TrialOutcome {
  readonly pairs: number
  /** Error code; null when the page was answered. */
  readonly failed: string | null
}

const { project, provider, pages, models, first = 0, outcomes: file = 'outcomes.json' } = JSON.parse(process.argv[2] ?? '{}') as TrialRun
const settings = settingsSchema.parse({ models })
const session = new ModelSession(folderWorkspace(project), settings, { log: () => undefined })
const { model, provider: opened } = await session.model(provider)
const abort = new AbortController()
let stopped: string | null = null

async function write(n: number): Promise<TrialOutcome> {
  if (stopped !== null) return { pairs: 0, failed: stopped }
  const material = syntheticPage(n)
  const tools = {
    model,
    data: opened.data,
    judge: null,
    check: judge,
    difference: differenceOf,
    read: () => Promise.reject(new Error('there are no pictures')),
    signal: abort.signal,
  }
  try {
    const { candidates } = await writeWithModel(material, settings, tools)
    const good = candidates.filter((candidate) => judge(candidate, material, settings).outcome === 'pass')
    return { pairs: good.length, failed: null }
  } catch (thrown) {
    const { code } = asPagetuneError(thrown)
    if (RUN_STOPPING_CODES.has(code)) stopped ??= code
    return { pairs: 0, failed: code }
  }
}

const outcomes = await Promise.all(Array.from({ length: pages }, (_, n) => write(first + n)))
await writeFile(join(project, file), JSON.stringify(outcomes))
