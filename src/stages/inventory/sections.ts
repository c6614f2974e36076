import type { Settings } from '../../contracts/settings.ts'
import type { Section, SourceType } from '../../contracts/source.ts'
import { sectionSlug } from '../artifacts.ts'

/** What the path of a file says about it. */
export interface Placed {
  readonly section: Section
  /** Name of the folder that the section is named after; '' at the root. */
  readonly sectionFolder: string
  /** Whether a configured pattern named the section. */
  readonly isNumbered: boolean
  readonly sourceType: SourceType
}

/** Reads sections and source types from paths, by the project's patterns. Throws BAD_PATTERN once, when it is made. */
export function placer(settings: Settings): (path: string, isDocument: boolean) => Placed {
  const sections = settings.sections.patterns.map((pattern) => new RegExp(pattern, 'u'))
  const { html_specs_patterns, service_manual_patterns, electrical_manual_patterns, ecu_technical_patterns } = settings.source_types
  const byName = html_specs_patterns.map((pattern) => new RegExp(pattern, 'iu'))
  const byFolder = (
    [
      ['service_manual', service_manual_patterns],
      ['electrical_manual', electrical_manual_patterns],
      ['ecu_technical', ecu_technical_patterns],
    ] as const
  ).map(([type, patterns]) => ({ type, patterns: patterns.map((pattern) => new RegExp(pattern, 'iu')) }))

  function sourceType(folders: readonly string[], name: string): SourceType {
    if (byName.some((pattern) => pattern.test(name))) return 'html_specs'
    return byFolder.find(({ patterns }) => patterns.some((pattern) => folders.some((folder) => pattern.test(folder))))?.type ?? 'unknown'
  }

  return (path, isDocument) => {
    const folders = path.split('/')
    const name = folders.pop()!
    // A document of many pages is like a folder of them, named like the file.
    const places = isDocument ? [...folders, stemOf(name)] : folders
    return { ...sectionOf(folders, places, sections), sourceType: sourceType(places, name) }
  }
}

function sectionOf(folders: readonly string[], places: readonly string[], patterns: readonly RegExp[]): Omit<Placed, 'sourceType'> {
  for (const folder of places.toReversed()) {
    for (const pattern of patterns) {
      const { id, name } = pattern.exec(folder)?.groups ?? {}
      if (id !== undefined && name !== undefined) return { section: { id, name: name.trim() }, sectionFolder: folder, isNumbered: true }
    }
  }
  const folder = folders.at(-1) ?? places.at(-1) ?? ''
  const slug = folder === '' ? '' : sectionSlug({ id: '', name: folder })
  const hyphen = slug.indexOf('-')
  return { section: { id: hyphen === -1 ? '' : slug.slice(0, hyphen), name: folder }, sectionFolder: folder, isNumbered: false }
}

/** The name of a file without its ending. */
export function stemOf(name: string): string {
  return name.replace(/(?<=.)\.[^.]*$/, '')
}
