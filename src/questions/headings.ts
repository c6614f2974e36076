import type { PageMaterial } from '../contracts/material.ts'
import type { Block, Table } from '../contracts/structure.ts'
import { isCapitals, runningCase } from '../text/letter-case.ts'
import { cleaned } from './cleaned.ts'
import { onVehicle } from './phrasing.ts'

/** Headings that open a kind of content: they name nothing. */
export const GENERIC =
  /^(?:(?:general|technical|main|basic|performance|important|additional|service|maintenance) )?(?:data|specifications?|standards?|information|parameters?|values?|notes?|descriptions?|introduction|contents|overview|general|procedures?|troubleshooting|limitations?|adjustments? and tests?|remarks?|definitions?|summary|background|safety|figures?)$/i

/** A section's name as it stands in a sentence; the name of a product ('HackRF One', 'Rotair 15') stays as it is written. */
export function spokenSection(name: string): string {
  const isProduct = !isCapitals(name) && /\p{Lu}\p{Ll}*\p{Lu}|\p{L}[- ]?\d/u.test(name)
  // 'USRP': hardly any vowels make no word.
  const isShort = /^\p{Lu}{2,5}$/u.test(name) && (name.match(/[AEIOU]/g) ?? []).length <= name.length / 3
  // 'aviation-handbook' is the name of a file.
  return isProduct || isShort ? name : runningCase(name).replace(/(?<=\p{Ll})[-_](?=\p{Ll})/gu, ' ')
}

/** The heading over a block or table; null where none stands over it. */
export function headingOver(page: PageMaterial, id: string): Block | null {
  const { blocks } = page.structure
  const at = blocks.findIndex((block) => block.id === id)
  const parent = blocks.find((block) => block.id === blocks[at]?.parent)
  if (parent === undefined || (parent.type !== 'heading' && parent.type !== 'operation')) return null
  // What stands across all columns is not told by a heading inside one of them.
  return blocks[at]?.column === 0 && parent.column !== 0 ? null : parent
}

/** A heading's words as they stand in a sentence; '' when they name nothing. */
export function spokenHeading(heading: Block | null): string {
  const text = heading === null ? '' : cleaned(heading.text).replace(/[\s.:]+$/, '')
  return text === '' || GENERIC.test(text) || text.length > 70 ? '' : runningCase(text)
}

/** What a table is called: its own title, else the heading over it; '' when neither names anything. */
export function spokenTitle(table: Table, page: PageMaterial): string {
  const own = cleaned(table.title).replace(/[\s.:–—-]+$/, '')
  if (own !== '') return GENERIC.test(own) || own.length > 70 ? '' : runningCase(own)
  const heading = headingOver(page, table.block)
  // 'The washer does not start' is a complaint, no name of a table.
  const isClause = heading !== null && /\b(?:does|do|did|is|are|will|cannot|can) (?:not )?\p{Ll}/u.test(heading.text)
  return announcedTitle(table, page) ?? (isClause ? '' : spokenHeading(heading))
}

/** 'Below is a table showing the external connections of the A2' right above a table says what it is; null for other text. */
function announcedTitle(table: Table, page: PageMaterial): string | null {
  const { blocks } = page.structure
  const before = blocks[blocks.findIndex(({ id }) => id === table.block) - 1]
  const said = before === undefined || before.type === 'heading' ? '' : cleaned(before.text)
  const [, name = ''] =
    /\btable (?:below |\d[\d.-]* )?(?:shows|showing|lists|listing|gives|of|summari[sz]es) (?:all |the )*([^.;:]{6,}?)(?: and (?:their|its|respective)\b[^.;:]*)?[.:]?$/i.exec(
      said,
    ) ?? []
  return name === '' || name.length > 50 || /\b(?:which|that|is|are|how|what|for each|given)\b/i.test(name) ? null : name
}

/**
 * The end of a question that says which machine and which part of the manual is meant: ' (test point voltages) on the K-20'.
 * Without a configured machine the section's name stands in for it. `said` is the question so far: what it says is not said twice.
 */
export function placeTail(topic: string, page: PageMaterial, said: string): string {
  const machine = onVehicle(page.vehicles)
  const section = machine === '' ? spokenSection(page.page.section.name) : ''
  const named = [topic, section].filter((name) => name !== '' && !says(said, name))
  const distinctNames = named.filter(
    (name, index) => !named.some((other, at) => at !== index && says(other, name) && (at < index || other !== name)),
  )
  return `${distinctNames.length === 0 ? '' : ` (${distinctNames.join(', ').replace(/[()]/g, '')})`}${machine}`
}

/** 'jumper settings', 'programme chart': behind the name of what it lists, a list's own name says nothing. */
const LIST_NAME = /(?<=\p{L} )(?:settings|specifications?|chart|table|list|data|values|overview|summary|assignments?|limitations?)$/iu

/** Whether a text already holds the main words of a name. */
function says(text: string, name: string): boolean {
  const words = (
    name
      .toLowerCase()
      .replace(LIST_NAME, '')
      .match(/[\p{L}\d]{3,}/gu) ?? []
  ).map((word) => word.replace(/s$/, ''))
  return words.length > 0 && words.every((word) => text.toLowerCase().includes(word))
}
