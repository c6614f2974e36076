import type { Cell } from '../contracts/structure.ts'
import { isInstructionVerb, isNounToo } from '../text/verbs.ts'
import type { Grid } from './table-grid.ts'

/** What a column of a table of labels and values says about its rows. */
export type ColumnRole =
  /** A value of the row; `attribute` is its heading ('capacity'), '' where the row's label says all; `variant` narrows it. */
  | { readonly kind: 'value'; readonly attribute: string; readonly variant: string }
  /** Names the variant that the row holds for. */
  | { readonly kind: 'variant' }
  /** Names the thread or size that the row holds for, under this heading. */
  | { readonly kind: 'size'; readonly heading: string }
  /** Says in words what the row's code stands for. */
  | { readonly kind: 'description' }
  /** Holds the unit of the row's values. */
  | { readonly kind: 'unit' }
  | { readonly kind: 'none' }

/** Headings that say no more than that a value stands below. */
export const ANY_VALUE = /^(?:(?:specified |nominal )?values?|ratings?|specifications?|data|results?|measurements?|readings?)$/i
const VARIANT_HEADING = /^(?:types?|models?|engines?|versions?|variants?|vehicles?|series|application)$/i
const DESCRIPTION_HEADING = /^(?:descriptions?|designations?)$/i
const UNIT_HEADING = /^units?$/i
const SIZE_HEADING = /^(?:threads?|screws?|bolts?|sizes?|thread size|bolt size)$/i
/** Variants are short names; a longer text in such a column is a value ('Water with 45 % antifreeze'). */
const LONGEST_VARIANT = 14

/** The role of each column of a table whose first column holds the labels. */
export function columnRoles(grid: Grid, vehicles: readonly string[]): ColumnRole[] {
  const columns = Array.from({ length: grid.table.columns }, (_, column) => column)
  const headings = columns.map((column) => headingParts(grid, column))
  const variants = variantHeadings(
    headings.map((parts) => parts.at(-1) ?? ''),
    vehicles,
  )
  return columns.map((column): ColumnRole => {
    const parts = headings[column] ?? []
    const last = parts.at(-1) ?? ''
    if (column === 0) return { kind: 'none' }
    const over = parts.slice(0, -1).join(' ')
    // 'Model' over the names of models says no more than they do.
    if (variants.has(last)) return { kind: 'value', attribute: VARIANT_HEADING.test(over) ? '' : over, variant: last }
    if (UNIT_HEADING.test(last)) return { kind: 'unit' }
    if (DESCRIPTION_HEADING.test(last) && grid.table.columns >= 3) return { kind: 'description' }
    if (SIZE_HEADING.test(last)) return { kind: 'size', heading: last.toLowerCase().replace(/s$/, '') }
    if (VARIANT_HEADING.test(last) && namesVariants(grid, column, vehicles)) return { kind: 'variant' }
    return /\p{L}{3}/u.test(last) && (parts.length > 1 || isNounPhrase(last))
      ? { kind: 'value', attribute: parts.join(' '), variant: '' }
      : { kind: 'none' }
  })
}

/** Texts of the header cells over a column, from the top, each cell once. */
function headingParts(grid: Grid, column: number): string[] {
  const cells = Array.from({ length: grid.headerRows }, (_, row) => grid.at(row, column)).filter((cell) => cell !== null)
  return [...new Set<Cell>(cells)].map(({ text }) => text.trim()).filter((text) => text !== '')
}

/** Headings that name variants: the configured vehicles, or two and more that begin alike and end in different figures or codes. */
function variantHeadings(lasts: readonly string[], vehicles: readonly string[]): Set<string> {
  const named = lasts.filter(
    (heading) => heading !== '' && vehicles.some((vehicle) => vehicle === heading || vehicle.endsWith(` ${heading}`)),
  )
  const families = new Map<string, string[]>()
  for (const heading of lasts) {
    const family = /^(\p{L}[\p{L}-]*) ?[\p{L}-]*\d[\p{L}\d/-]*$/u.exec(heading.replace(/[–—]/g, '-'))?.[1]
    if (family !== undefined) families.set(family, [...(families.get(family) ?? []), heading])
  }
  return new Set([...named, ...[...families.values()].filter((family) => family.length > 1).flat()])
}

/** Whether a column of types says which machine a row holds for, and not of which type its part is ('H7' of a lamp). */
function namesVariants(grid: Grid, column: number, vehicles: readonly string[]): boolean {
  const texts = bodyTexts(grid, column)
  if (!texts.every((text) => text.length <= LONGEST_VARIANT)) return false
  if (!/^types?$/i.test(grid.heading(column).trim())) return true
  const labels = bodyTexts(grid, 0)
  const isRepeated =
    new Set(labels).size < labels.length || labels.length < grid.rowCount - grid.headerRows || new Set(texts).size < texts.length
  return isRepeated || texts.some((text) => /^(?:all|any)\b/i.test(text) || vehicles.some((vehicle) => vehicle.includes(text)))
}

export function bodyTexts(grid: Grid, column: number): string[] {
  const rows = Array.from({ length: grid.rowCount - grid.headerRows }, (_, offset) => grid.at(grid.headerRows + offset, column))
  return rows.flatMap((cell) => (cell === null || cell.text.trim() === '' ? [] : [cell.text.trim()]))
}

/** 'Duration', 'Oil quantity'; not 'Tested', 'Connected to' or 'Troubleshoot, if nominal values not reached'. */
export const isNounPhrase = (heading: string): boolean =>
  /^\p{L}/u.test(heading) &&
  !(isInstructionVerb(heading) && !isNounToo(heading)) &&
  !/[,;:]|\b(?:if|when|and|or|not)\b/i.test(heading) &&
  heading.split(' ').length <= 5 &&
  !/(?:(?<!\b\p{L}*(?:spe|fe|ne|se|be))ed|\b(?:to|for|in|on|at|by|with|from|of|is|are))$/iu.test(heading)
