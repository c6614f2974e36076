import { readdirSync, readFileSync } from 'node:fs'
import { join, posix, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { REPOSITORY } from './repository.ts'

/** Rooms of src/ and the rooms whose code each may import, besides itself. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  contracts: [],
  config: ['contracts'],
  text: ['contracts'],
  imaging: ['contracts'],
  pdf: ['contracts'],
  html: ['contracts'],
  layout: ['contracts', 'imaging', 'text'],
  ocr: ['contracts', 'imaging', 'text'],
  questions: ['contracts', 'text'],
  checks: ['contracts', 'text'],
  models: ['contracts', 'text', 'imaging'],
  formats: ['contracts', 'text', 'checks'],
  report: ['contracts', 'text'],
  hub: ['contracts'],
  engines: ['contracts'],
  workspace: ['contracts'],
  stages: ['contracts', 'text', 'imaging', 'pdf', 'html', 'layout', 'ocr', 'questions', 'models', 'checks', 'formats', 'report'],
  pipeline: ['contracts'],
  cli: ['contracts', 'config', 'engines', 'workspace', 'stages', 'pipeline', 'ocr', 'formats', 'report', 'models', 'hub'],
}
const LONGEST_FILE = 400

interface SourceFile {
  readonly path: string
  readonly text: string
  /** Paths of imported modules, relative to the repository; packages as they are named. */
  readonly imports: readonly string[]
}

function typescriptFiles(folder: string): SourceFile[] {
  return readdirSync(join(REPOSITORY, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => {
      const path = relative(REPOSITORY, join(entry.parentPath, entry.name)).replaceAll('\\', '/')
      const text = readFileSync(join(REPOSITORY, path), 'utf8')
      const specifiers = [
        ...text.matchAll(
          /(?:^|\n)\s*(?:import|export)\b[^'"\n;]*?(?:\{[^}]*\}[^'"\n;]*?)?\bfrom\s*'([^']+)'|\bimport\(\s*'([^']+)'\s*\)|(?:^|\n)import\s*'([^']+)'/g,
        ),
      ]
      const imports = specifiers
        .map((match) => (match[1] ?? match[2] ?? match[3])!)
        .map((specifier) => (specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : specifier))
      return { path, text, imports }
    })
    .sort((one, other) => (one.path < other.path ? -1 : 1))
}

const room = (path: string): string => path.split('/')[1]!
const SOURCES = typescriptFiles('src')

describe('architecture', () => {
  it('knows every room', () => {
    expect(readdirSync(join(REPOSITORY, 'src')).filter((name) => !(name in ALLOWED))).toEqual([])
  })

  it('lets data flow in one direction', () => {
    const wrong = SOURCES.flatMap(({ path, imports }) =>
      imports
        .filter((target) => target.startsWith('src/') && room(target) !== room(path) && !ALLOWED[room(path)]!.includes(room(target)))
        .map((target) => `${path} imports ${target}`),
    )
    expect(wrong).toEqual([])
  })

  it('keeps contracts free of everything but zod', () => {
    const wrong = SOURCES.filter(({ path }) => room(path) === 'contracts').flatMap(({ path, imports }) =>
      imports.filter((target) => !target.startsWith('src/contracts/') && target !== 'zod').map((target) => `${path} imports ${target}`),
    )
    expect(wrong).toEqual([])
  })

  it('keeps the code out of tests, benches and examples', () => {
    const wrong = SOURCES.flatMap(({ path, imports }) =>
      imports.filter((target) => /^(?:test|bench|examples)\//.test(target)).map((target) => `${path} imports ${target}`),
    )
    expect(wrong).toEqual([])
  })

  it('lets one stage read another only through its artifacts', () => {
    const stageOf = (path: string): string | undefined => /^src\/stages\/([^/]+)\//.exec(path)?.[1]
    const wrong = SOURCES.flatMap(({ path, imports }) =>
      imports
        .filter((target) => stageOf(path) !== undefined && stageOf(target) !== undefined && stageOf(target) !== stageOf(path))
        .map((target) => `${path} imports ${target}`),
    )
    expect(wrong).toEqual([])
  })

  it('has no cycles', () => {
    const graph = new Map(SOURCES.map(({ path, imports }) => [path, imports.filter((target) => target.startsWith('src/'))]))
    const state = new Map<string, 'open' | 'closed'>()
    const cycles: string[] = []
    const visit = (path: string, trail: readonly string[]): void => {
      if (state.get(path) === 'closed') return
      if (state.get(path) === 'open') {
        cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → '))
        return
      }
      state.set(path, 'open')
      for (const target of graph.get(path) ?? []) visit(target, [...trail, path])
      state.set(path, 'closed')
    }
    for (const path of graph.keys()) visit(path, [])
    expect(cycles).toEqual([])
  })

  it('keeps files short', () => {
    const long = SOURCES.map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 })).filter(({ lines }) => lines > LONGEST_FILE)
    expect(long).toEqual([])
  })

  it('gives every stage the same shape', () => {
    const stages = readdirSync(join(REPOSITORY, 'src/stages'), { withFileTypes: true }).filter((entry) => entry.isDirectory())
    const wrong = stages.filter(({ name }) => {
      const files = readdirSync(join(REPOSITORY, 'src/stages', name))
      return !files.includes('index.ts') || !files.includes('README.md')
    })
    expect(wrong.map(({ name }) => name)).toEqual([])
  })

  it('imports something in every file that is checked', () => {
    // Guards the parser above: if it stopped seeing imports, the other tests could not fail.
    expect(SOURCES.reduce((sum, { imports }) => sum + imports.length, 0)).toBeGreaterThan(SOURCES.length)
  })
})
