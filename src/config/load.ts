import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { LineCounter, parseDocument, isMap, isNode, isScalar, isSeq, type Document, type Node } from 'yaml'
import type { z } from 'zod'
import { PagetuneError } from '../contracts/error.ts'
import { type Settings, settingsSchema } from '../contracts/settings.ts'
import { keysAt, nearest } from './suggest.ts'

export const SETTINGS_FILE = 'pagetune.yaml'

/** Where a value came from: 'default', 'flag --seed', or 'pagetune.yaml:12'. Keys are dotted paths. */
export type Origins = ReadonlyMap<string, string>

export interface LoadedSettings {
  readonly settings: Settings
  readonly origins: Origins
  /** Absolute source roots. */
  readonly sources: readonly string[]
}

/** A value given on the command line: it wins over the file, which wins over the defaults. */
export interface Override {
  readonly path: readonly string[]
  readonly value: unknown
  readonly flag: string
}

/**
 * Reads pagetune.yaml (optional) of a project folder and lays the command line's values over it.
 * Throws PagetuneError SETTINGS with file, line and a suggestion for every key that is unknown or wrong.
 */
export async function loadSettings(
  project: string,
  overrides: readonly Override[] = [],
  sources: readonly string[] = [],
): Promise<LoadedSettings> {
  const file = join(project, SETTINGS_FILE)
  const text = await readIfThere(file)
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: true })
  const broken = document.errors[0]
  if (broken !== undefined) {
    throw new PagetuneError('SETTINGS', `${SETTINGS_FILE} is not valid YAML: ${broken.message.split('\n')[0]}`, {
      where: `${SETTINGS_FILE}:${broken.linePos?.[0].line ?? 1}`,
      fix: 'Mend the line that is named; `pagetune init` writes a file that is known to be good.',
      cause: broken,
    })
  }
  const values: unknown = document.toJS() ?? {}
  const origins = new Map<string, string>()
  recordOrigins(document, lines, origins)
  for (const override of overrides) {
    setAt(values, override.path, override.value)
    origins.set(override.path.join('.'), `flag ${override.flag}`)
  }
  const result = settingsSchema.safeParse(values)
  if (!result.success) throw settingsError(result.error, document, lines, origins)
  const roots =
    sources.length > 0 ? sources.map((source) => resolve(source)) : result.data.sources.map((source) => resolve(project, source))
  return { settings: withModelsFrom(project, result.data), origins, sources: roots }
}

/** The settings with the paths of `read.models` made absolute: they count from the project folder, wherever the command is run. */
function withModelsFrom(project: string, settings: Settings): Settings {
  const { models } = settings.read
  if (models === null) return settings
  const absolute =
    typeof models === 'string'
      ? resolve(project, models)
      : {
          detection: resolve(project, models.detection),
          recognition: resolve(project, models.recognition),
          dictionary: resolve(project, models.dictionary),
        }
  return { ...settings, read: { ...settings.read, models: absolute } }
}

async function readIfThere(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return ''
    throw new PagetuneError('SETTINGS', `${SETTINGS_FILE} could not be read.`, {
      where: file,
      fix: 'Check that it is a file that you may read.',
      cause,
    })
  }
}

function setAt(values: unknown, path: readonly string[], value: unknown): void {
  let place = values as Record<string, unknown>
  for (const key of path.slice(0, -1)) {
    const inner = place[key]
    if (typeof inner !== 'object' || inner === null) place[key] = {}
    place = place[key] as Record<string, unknown>
  }
  place[path.at(-1)!] = value
}

function lineOf(node: Node | null | undefined, lines: LineCounter): number | undefined {
  const offset = node?.range?.[0]
  return offset === undefined ? undefined : lines.linePos(offset).line
}

function recordOrigins(document: Document, lines: LineCounter, origins: Map<string, string>): void {
  const visit = (node: unknown, path: readonly string[]): void => {
    if (isMap(node)) {
      for (const pair of node.items) {
        const key = isScalar(pair.key) ? String(pair.key.value) : String(pair.key)
        visit(pair.value, [...path, key])
      }
    } else if (isNode(node) && path.length > 0) {
      origins.set(path.join('.'), `${SETTINGS_FILE}:${lineOf(node, lines) ?? 1}`)
    }
  }
  visit(document.contents, [])
}

/** The line of the key at a path, or of the nearest enclosing key. */
function lineAt(document: Document, path: readonly PropertyKey[], lines: LineCounter): number {
  let node: unknown = document.contents
  let line = 1
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step))
      if (pair === undefined) return line
      line = lineOf(isNode(pair.key) ? pair.key : null, lines) ?? line
      node = pair.value
    } else if (isSeq(node)) {
      node = node.items[Number(step)]
      line = (isNode(node) ? lineOf(node, lines) : undefined) ?? line
    }
  }
  return line
}

function settingsError(error: z.ZodError, document: Document, lines: LineCounter, origins: Origins): PagetuneError {
  const problems = error.issues.map((issue) => {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : [undefined]
    return keys.map((key) => {
      const path = key === undefined ? issue.path : [...issue.path, key]
      const name = path.join('.')
      const flag = origins.get(name)?.startsWith('flag ') === true ? origins.get(name)! : undefined
      const where = flag ?? `${SETTINGS_FILE}:${lineAt(document, path, lines)}`
      if (key === undefined) return { where, text: `${name}: ${issue.message}`, fix: `Correct the value of ${name}.` }
      const suggestion = nearest(key, keysAt(settingsSchema, issue.path))
      const fix = suggestion === undefined ? `Remove "${key}"; the keys are listed in docs/settings.md.` : `Did you mean "${suggestion}"?`
      return { where, text: `unknown key "${name}"`, fix }
    })
  })
  const flat = problems.flat()
  const message = flat.map((problem) => `${problem.where}: ${problem.text}. ${problem.fix}`).join('\n')
  return new PagetuneError('SETTINGS', message, {
    where: flat[0]?.where ?? SETTINGS_FILE,
    fix: flat[0]?.fix ?? 'Correct the settings.',
    cause: error,
  })
}
