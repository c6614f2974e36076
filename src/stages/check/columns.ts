import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Checked, checkedSchema, type Verdict } from '../../contracts/example.ts'
import type { Settings } from '../../contracts/settings.ts'
import type { Dependency, PageTask, StageContext } from '../../contracts/stage.ts'
import type { Workspace } from '../../contracts/workspace.ts'
import { artifactPath } from '../artifacts.ts'
import { materialDependencies } from '../material.ts'
import { packageVersion } from '../package-version.ts'

type Thresholds = Settings['check']

/**
 * What the verdicts of a page rest on, beside its output: all but the thresholds, and of the thresholds those that each check has read.
 * It is no part of the output, so that a threshold that moves no verdict leaves that as it was.
 */
const columnsSchema = z.object({
  /** Digest of the page's material, its candidates and the settings other than thresholds. */
  basis: z.string(),
  /** Digest of the verdicts that it is about: a killed run leaves one of the two files behind. */
  pairs: z.string(),
  /** Digest of all thresholds, and of what the objections of checks do. */
  thresholds: z.string(),
  /** By check: the thresholds that it read, and a digest of their values. */
  heeded: z.record(z.string(), z.object({ keys: z.array(z.string()), values: z.string() })),
})

const columnsPath = (page_id: string): string => `work/check/columns/${page_id}.json`
const digest = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex')

const valuesOf = (thresholds: Thresholds, keys: readonly string[]): string =>
  digest(Object.entries(thresholds).filter(([key]) => keys.includes(key)))

/** Digest of everything but the thresholds that the verdicts of a page depend on. */
export async function basisOf(task: PageTask, version: number, { settings, workspace }: StageContext): Promise<string> {
  const own: Dependency[] = ['read', 'structure', 'classify', 'generate'].map((stage) => ({ stage, page_id: task.page_id }))
  const { check: _thresholds, ...others } = settings
  const { classify, vehicle, generate } = others
  const hash = createHash('sha256').update(
    JSON.stringify([packageVersion(), version, task, classify.operation_code_pattern, vehicle, generate]),
  )
  for (const dependency of [...own, ...materialDependencies(task)]) {
    const path = 'file' in dependency ? dependency.file : artifactPath(dependency.stage, dependency.page_id)
    hash.update(`\0${path}\0`)
    if (await workspace.has(path)) hash.update(await workspace.read(path))
  }
  return hash.digest('hex')
}

/** The verdicts of an earlier run that still hold: by check, one for each candidate in their order. */
export type StandingVerdicts = ReadonlyMap<string, readonly Verdict[]>

/**
 * The columns of an earlier run whose thresholds have not moved since. None where anything else has changed; nor where nothing has: then
 * somebody wants all to be judged anew.
 */
export async function standingVerdicts(
  page_id: string,
  basis: string,
  thresholds: Thresholds,
  workspace: Workspace,
): Promise<StandingVerdicts> {
  const before = await readIfSound(workspace, columnsPath(page_id), columnsSchema)
  const checked = await readIfSound(workspace, artifactPath('check', page_id), checkedSchema)
  if (before === null || checked === null) return new Map()
  if (before.basis !== basis || before.pairs !== digest(checked.pairs) || before.thresholds === digest(thresholds)) return new Map()
  const standing = Object.entries(before.heeded).filter(([, { keys, values }]) => values === valuesOf(thresholds, keys))
  return new Map(
    standing.map(([check]) => [check, checked.pairs.flatMap(({ verdicts }) => verdicts.filter((verdict) => verdict.check === check))]),
  )
}

/** Writes down what the verdicts rest on. What columns that were taken over heed is what it was. */
export async function writeColumns(
  { page_id, pairs }: Checked,
  basis: string,
  noted: NotedThresholds,
  thresholds: Thresholds,
  workspace: Workspace,
): Promise<void> {
  const before = await readIfSound(workspace, columnsPath(page_id), columnsSchema)
  const read = Object.fromEntries(
    [...noted.read].map(([check, keys]) => [check, { keys: [...keys].sort(), values: valuesOf(thresholds, [...keys]) }]),
  )
  const heeded = { ...(before?.basis === basis ? before.heeded : {}), ...read }
  const columns = { basis, pairs: digest(pairs), thresholds: digest(thresholds), heeded }
  await workspace.write(columnsPath(page_id), `${JSON.stringify(columns)}\n`)
}

/** What a file holds; null where it is not there or not what it should be. It is only a shortcut: what is missing is made again. */
async function readIfSound<Value>(workspace: Workspace, path: string, schema: z.ZodType<Value>): Promise<Value | null> {
  if (!(await workspace.has(path))) return null
  try {
    return schema.safeParse(JSON.parse((await workspace.read(path)).toString())).data ?? null
  } catch (cause) {
    if (cause instanceof SyntaxError) return null
    throw cause
  }
}

/** Settings that note which thresholds are read, by whoever asked for them last. */
export class NotedThresholds {
  readonly settings: Settings
  readonly #read = new Map<string, Set<string>>()
  #reader = ''

  constructor(settings: Settings) {
    const check = new Proxy(settings.check, {
      get: (target, key) => {
        this.#read.get(this.#reader)?.add(String(key))
        return Reflect.get(target, key) as unknown
      },
    })
    this.settings = { ...settings, check }
  }

  /** The settings for a check. */
  for(check: string): Settings {
    this.#reader = check
    if (!this.#read.has(check)) this.#read.set(check, new Set())
    return this.settings
  }

  /** What each check has read. */
  get read(): ReadonlyMap<string, ReadonlySet<string>> {
    return this.#read
  }
}
