import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { settingsJsonSchema } from '../src/config/json-schema.ts'
import { settingsPage } from '../src/config/settings-page.ts'
import { REPOSITORY } from './repository.ts'

const read = (path: string): string => readFileSync(join(REPOSITORY, path), 'utf8')

function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(join(REPOSITORY, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => relative(REPOSITORY, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
}

describe('documentation', () => {
  it('describes every error code', () => {
    const codes = new Set(
      filesBelow('src', '.ts').flatMap((path) =>
        [...read(path).matchAll(/new PagetuneError\(\s*'([A-Z_]+)'|code: '([A-Z][A-Z_]{3,})'/g)].map((match) => (match[1] ?? match[2])!),
      ),
    )
    const page = read('docs/errors.md')
    expect(codes.size).toBeGreaterThan(10)
    expect([...codes].filter((code) => !page.includes(`\`${code}\``)).sort()).toEqual([])
    const described = [...page.matchAll(/^\| `([A-Z_]+)`/gm)].map((match) => match[1]!)
    expect(described.filter((code) => !codes.has(code))).toEqual([])
  })

  it('has a settings page and a schema as the settings are', () => {
    expect(read('schema/pagetune.schema.json')).toBe(settingsJsonSchema())
    expect(read('docs/settings.md')).toBe(settingsPage())
  })

  it('has no dead links', () => {
    const pages = ['README.md', ...filesBelow('docs', '.md'), ...filesBelow('src', '.md'), 'examples/README.md']
    const dead = pages.flatMap((page) =>
      [...read(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
        .map((match) => match[1]!)
        .filter((target) => !existsSync(join(REPOSITORY, dirname(page), decodeURIComponent(target))))
        .map((target) => `${page} → ${target}`),
    )
    expect(dead).toEqual([])
  })

  it('shows the two commands that do all set-up', () => {
    const scripts = (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts
    for (const name of ['demo', 'test']) {
      expect(scripts[name]).toBeDefined()
      expect(read('README.md')).toContain(name === 'test' ? 'npm test' : `npm run ${name}`)
    }
  })

  it('reads every setting somewhere', () => {
    const code = filesBelow('src', '.ts')
      .filter((path) => !path.startsWith('src/contracts/settings'))
      .map(read)
      .join('\n')
    const schema = JSON.parse(settingsJsonSchema()) as { properties: Record<string, unknown> }
    const leaves: string[] = []
    const collect = (node: unknown, path: readonly string[]): void => {
      const properties = (node as { properties?: Record<string, unknown> }).properties
      if (properties === undefined) leaves.push(path.join('.'))
      else for (const [key, inner] of Object.entries(properties)) collect(inner, [...path, key])
    }
    collect(schema, [])
    // Keys whose object is read as a whole (limits by content type, keywords by type) are covered by their parent's name.
    const unread = leaves.filter((leaf) => {
      const keys = leaf.split('.')
      return !keys.slice(-2).some((key) => new RegExp(`\\b${key}\\b`).test(code))
    })
    expect(unread).toEqual([])
  })
})
