import type { Classification } from '../../contracts/classification.ts'
import type { CitedPage, References, Target } from '../../contracts/references.ts'
import type { Structure, Table } from '../../contracts/structure.ts'
import type { Workspace } from '../../contracts/workspace.ts'
import { withoutConflicts } from '../../questions/defined-abbreviations.ts'
import { readStructure } from '../artifacts.ts'
import type { ClassifiedPage } from './section-index.ts'

type Numbered = NonNullable<Classification['citations']>[number]

/**
 * What the pages of one section are sent to in the whole corpus: names of cited operations, pages and sections, the section's
 * specification tables where its pages say 'See Specifications', and what its abbreviations stand for. null where it is nothing.
 * `all` are the pages of the corpus, the section's own among them; `names` is made of them.
 */
export async function referencesOf(
  members: readonly ClassifiedPage[],
  all: readonly ClassifiedPage[],
  names: NamesByNumber,
  workspace: Workspace,
): Promise<References | null> {
  const own = new Set(members.map(({ page }) => page.page_id))
  const structures = new Map<string, Structure>()
  const structureOf = async (page_id: string): Promise<Structure> => {
    const known = structures.get(page_id) ?? (await readStructure(workspace, page_id))
    structures.set(page_id, known)
    return known
  }
  const targets: Target[] = []
  for (const citation of citationsOf(members)) {
    const target = targetOf(citation, own, names)
    const found = target === null ? null : await shownTarget(target, structureOf)
    if (found !== null) targets.push(found)
  }
  const pages: CitedPage[] = []
  for (const page_id of sheetsFor(members, all)) {
    const { tables, blocks, ...rest } = await structureOf(page_id)
    const isTable = new Set(tables.map(({ block }) => block))
    pages.push({ page_id, is_specification: true, structure: { ...rest, blocks: blocks.filter(({ id }) => isTable.has(id)), tables } })
  }
  for (const page_id of new Set(targets.flatMap(({ shown }) => (shown === null ? [] : [shown.page_id])))) {
    const cited = targets.flatMap(({ shown }) => (shown?.page_id === page_id ? [shown] : []))
    const at = pages.findIndex((page) => page.page_id === page_id)
    const whole = await structureOf(page_id)
    if (at === -1) pages.push({ page_id, is_specification: false, structure: onlyCited(whole, cited) })
    else pages[at] = { page_id, is_specification: true, structure: whole }
  }
  const abbreviations = abbreviationsOf(members, all)
  if (targets.length === 0 && pages.length === 0 && abbreviations.length === 0) return null
  return { section_id: members[0]?.page.section.id ?? '', targets, pages, abbreviations }
}

function citationsOf(members: readonly ClassifiedPage[]): Numbered[] {
  const found = new Map<string, Numbered>()
  for (const { classification } of members)
    for (const citation of classification.citations ?? []) found.set(`${citation.kind} ${citation.number}`, citation)
  return [...found].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, citation]) => citation)
}

/** Names by 'kind number' over all pages, in their order: made once for a corpus. */
export type NamesByNumber = ReadonlyMap<string, readonly Named[]>

interface Named {
  readonly name: string
  /** The page that gives the name, and where it stands there; null where it is that of the section's folder. */
  readonly page_id: string
  readonly at: { readonly block: string } | { readonly row: string } | null
}

/** The names of all operations, printed pages and numbered sections of a corpus. */
export function namesByNumber(pages: readonly ClassifiedPage[]): NamesByNumber {
  const names = new Map<string, Named[]>()
  const add = (key: string, named: Named): void => void names.set(key, [...(names.get(key) ?? []), named])
  for (const { page, classification } of pages) {
    const { page_id, section } = page
    const { titles = [], index_entries, printed_page, is_index } = classification
    for (const { number, name, block } of titles)
      if (number !== null)
        for (const kind of is_index ? ['operation'] : ['operation', 'section']) add(`${kind} ${number}`, { name, page_id, at: { block } })
    for (const { code, name, page: printed } of index_entries) {
      if (code !== null) add(`row ${code}`, { name, page_id, at: { row: name } })
      add(`sent ${printed}`, { name, page_id, at: { row: name } })
    }
    if (printed_page !== null && !is_index) {
      const [title, ...others] = titles.some(({ number }) => number !== null) ? titles.filter(({ number }) => number !== null) : titles
      const isNamed = title !== undefined && others.length === 0
      add(`page ${printed_page}`, { name: isNamed ? title.name : '', page_id, at: isNamed ? { block: title.block } : null })
    }
    if (section.id !== '' && section.name !== '' && section.name !== section.id)
      add(`folder ${section.id}`, { name: section.name, page_id, at: null })
  }
  return names
}

/** What a number means to the pages of a section; null where nothing tells it, or it is two things. */
function targetOf({ kind, number }: Numbered, own: ReadonlySet<string>, names: NamesByNumber): NumberedName | null {
  if (kind === 'specifications') return null
  const known = (key: string): readonly Named[] => names.get(`${key} ${number}`) ?? []
  const pages = known('page').length === 1 ? known('page') : []
  const tellers =
    kind === 'operation'
      ? [known('operation'), known('row')]
      : kind === 'section'
        ? [known('section'), known('folder')]
        : // A page of several titles is named by the one row of an index that sends there.
          [pages.filter(({ name }) => name !== ''), pages.length === 0 || known('sent').length !== 1 ? [] : known('sent')]
  // The section's own pages know best what its numbers mean.
  const chosen = tellers.flatMap((told) => [told.filter(({ page_id }) => own.has(page_id)), told]).find((told) => told.length > 0) ?? []
  const [first] = chosen
  return first === undefined || new Set(chosen.map(({ name }) => plain(name))).size !== 1 ? null : { kind, number, ...first }
}

const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

type NumberedName = Pick<Target, 'kind' | 'number'> & Named

/** The target with the place that prints its name; null where that cannot be found any more. */
async function shownTarget(target: NumberedName, structureOf: (page_id: string) => Promise<Structure>): Promise<Target | null> {
  const { kind, number, name, page_id, at } = target
  if (at === null) return { kind, number, name, shown: null }
  if ('block' in at) return { kind, number, name, shown: { page_id, block: at.block } }
  const { tables } = await structureOf(page_id)
  for (const table of tables) {
    const cell = table.rows.flat().find(({ text }) => text.trim() !== '' && text.trim() === at.row)
    if (cell !== undefined)
      return { kind, number, name, shown: { page_id, block: table.block, cell: { row: cell.row, column: cell.column } } }
  }
  return null
}

/** A page with only the blocks and rows that are cited; rows keep their places. */
function onlyCited(structure: Structure, cited: readonly NonNullable<Target['shown']>[]): Structure {
  const wanted = new Set(cited.map(({ block }) => block))
  const rowsOf = (table: Table): Table['rows'] =>
    table.rows.map((row) => (cited.some(({ block, cell }) => block === table.block && row.some((one) => one.row === cell?.row)) ? row : []))
  return {
    page_id: structure.page_id,
    columns: structure.columns,
    blocks: structure.blocks.filter(({ id }) => wanted.has(id)),
    tables: structure.tables.filter(({ block }) => wanted.has(block)).map((table) => ({ ...table, rows: rowsOf(table) })),
  }
}

/**
 * Pages whose tables give the values that the section's pages send to: its own specification pages, and those of other sections (a
 * volume of torques) whose printed number begins with the section's.
 */
function sheetsFor(members: readonly ClassifiedPage[], all: readonly ClassifiedPage[]): string[] {
  if (!members.some(({ classification }) => classification.citations?.some(({ kind }) => kind === 'specifications'))) return []
  const own = new Set(members.map(({ page }) => page.page_id))
  const id = members[0]?.page.section.id ?? ''
  return all
    .filter(
      ({ page, classification: { content_type, printed_page } }) =>
        content_type === 'specification' &&
        page.kind === 'image' &&
        (own.has(page.page_id) || (id !== '' && (printed_page ?? '').startsWith(`${id}-`))),
    )
    .map(({ page }) => page.page_id)
}

/** The section's own meanings; for what it does not define those on which the other pages of its kind of source agree. */
function abbreviationsOf(members: readonly ClassifiedPage[], all: readonly ClassifiedPage[]): References['abbreviations'] {
  const own = members.flatMap(({ classification }) => classification.abbreviations ?? [])
  const kinds = new Set(members.map(({ page }) => page.source_type))
  const defined = new Set(own.map(({ short }) => short))
  const others = all
    .filter(({ page }) => kinds.has(page.source_type))
    .flatMap(({ classification }) => classification.abbreviations ?? [])
    .filter(({ short }) => !defined.has(short))
  return [...withoutConflicts(own), ...withoutConflicts(others)].toSorted((one, other) => (one.short < other.short ? -1 : 1))
}
