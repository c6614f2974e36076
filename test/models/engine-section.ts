import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { stringify } from 'yaml'
import { pagetune, someOfTheManual, temporaryFolder } from '../end-to-end/project.ts'
import type { Writer } from './server.ts'

/** The index and two pages of a section of the sample manual, read once, for tests that ask models about them. */
export const SECTION_FILES = ['12 - Engine/12-00-index-a.jpg', '12 - Engine/12-00.jpg', '12 - Engine/12-01.jpg']

export const RELIEF_VALVE = {
  q: 'At what pressure does the relief valve of the oil pump open?',
  a: 'At 5.2 bar.',
  type: 'factual',
  line: 'Its relief valve opens at 5.2 bar.',
}
export const THERMOSTAT = {
  q: 'At what temperature does the thermostat of the engine begin to open?',
  a: 'At 82 °C.',
  type: 'factual',
  line: 'The thermostat begins to open at 82',
}
export const COOLANT = {
  q: 'How cold must the coolant be before it is drained for removing the cylinder head?',
  a: 'Colder than 40 °C.',
  type: 'factual',
  line: 'Drain coolant only when it is colder than',
  also: '40 °C.',
}

/** What a good model says about the section: a pair for each fact above that the prompt shows, with the ids of its lines. */
export const engineAnswer: Writer = (prompt) => {
  const idOf = (words: string | undefined): string[] => {
    const found = words === undefined ? null : new RegExp(`\\[(l\\d+)\\] .*${words.replaceAll('.', '\\.')}`).exec(prompt)
    return found === null ? [] : [found[1]!]
  }
  const pairs = [RELIEF_VALVE, THERMOSTAT, COOLANT].flatMap(({ q, a, type, line, ...more }) => {
    const ev = [...idOf(line), ...('also' in more && typeof more.also === 'string' ? idOf(more.also) : [])]
    return idOf(line).length === 0 ? [] : [{ q, a, type, ev }]
  })
  return JSON.stringify({ pairs })
}

/** A project in which the section is read and classified, and its copies for single tests; takes them all away at the end. */
export class ReadSection {
  readonly #folders: string[] = []
  #base = ''
  #sources = ''

  async read(): Promise<void> {
    this.#sources = someOfTheManual(SECTION_FILES)
    this.#base = temporaryFolder('engine-section')
    this.#folders.push(dirname(this.#sources), this.#base)
    const { code, stderr } = await pagetune(['run', this.#sources, '--project', this.#base, '--until', 'classify'])
    if (code !== 0) throw new Error(stderr)
  }

  /** A copy with these settings. Calls fail fast: what waits in life for seconds waits here for milliseconds. */
  copy(settings: { models: Record<string, unknown> } & Record<string, unknown>): string {
    const folder = temporaryFolder('engine-section')
    this.#folders.push(folder)
    cpSync(this.#base, folder, { recursive: true })
    const models = { backoff_seconds: 0.01, timeout_seconds: 20, ...settings.models }
    writeFileSync(join(folder, 'pagetune.yaml'), stringify({ sources: [this.#sources], ...settings, models }))
    return folder
  }

  remove(): void {
    for (const folder of this.#folders) rmSync(folder, { recursive: true, force: true })
  }
}

/** Every file of a project as text, by path. */
export function filesOf(folder: string): Map<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return new Map(
    entries.flatMap((entry) => {
      const path = join(entry.parentPath, entry.name)
      return entry.isFile() ? [[path.slice(folder.length + 1), readFileSync(path, 'latin1')] as const] : []
    }),
  )
}
