import type { Candidate } from '../contracts/example.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { Block } from '../contracts/structure.ts'
import { cellContext, type CitedPlace, citedPlaces, compact, isQuoted } from './evidence.ts'
import { type Quantity, quantitiesOf, unitsNamed } from './quantities.ts'
import { contentRoots, FUNCTION_WORDS, plainText, root, wordsOf } from './words.ts'

/** A text prepared for looking words up in it. */
export interface Source {
  readonly roots: ReadonlySet<string>
  /** Beginnings of words that the text abbreviates ('approx.', 'cyl.'). */
  readonly abbreviations: readonly string[]
  /** All its letters without spaces: 'Long term' stands in 'Longterm', and the other way round. */
  readonly letters: string
}

/** What the cited places say, and what stands around them that says what they are about. */
export interface Support extends Source {
  readonly places: readonly CitedPlace[]
  /** Quotes that really stand at their place, in the order of the evidence. */
  readonly quotes: readonly string[]
  /** The quotes and what stands over and beside them: what the evidence itself says it is about. */
  readonly said: string
  /** Headings over the places, headers and labels of cited cells, the operation and its index row: read on pages too. */
  readonly context: string
  readonly quantities: readonly Quantity[]
  /** Units that headings and labels name for bare numbers ('Torque (Nm)'). */
  readonly units: ReadonlySet<string>
}

/** Prepares a text for `strangeWords`. */
export function sourceOf(text: string): Source {
  return {
    roots: contentRoots(text),
    abbreviations: [
      ...plainText(text)
        .toLowerCase()
        .matchAll(/\b(\p{L}{2,})\./gu),
    ].map(([, short]) => short ?? ''),
    letters: wordsOf(text).join(''),
  }
}

/** Collects the support of a candidate's answer. */
export function supportOf(candidate: Candidate, page: PageMaterial): Support {
  const places = citedPlaces(candidate.evidence, page)
  const quotes = places.filter((place) => isQuoted(place, page)).map(({ evidence }) => evidence.quote)
  const around = [...places.flatMap((place) => contextOf(place)), ...operationContext(candidate, page)]
  const context = [...around, ...indexRows(candidate, quotes, page)].join('\n')
  const all = [...quotes, context].join('\n')
  return {
    places,
    quotes,
    said: [...quotes, ...around].join('\n'),
    context,
    quantities: quantitiesOf(all),
    units: unitsNamed(all),
    ...sourceOf(all),
  }
}

/** Headings over a block, codes, and for a cell what its table says about it. */
function contextOf({ structure, block, table, cell }: CitedPlace): string[] {
  const above: string[] = []
  let current: Block | undefined = block
  for (let depth = 0; current !== undefined && depth < 8; depth++) {
    if (current !== block) above.push(current.text)
    if (current.code !== undefined) above.push(current.code)
    const parent: string | null = current.parent
    current = parent === null ? undefined : structure.blocks.find(({ id }) => id === parent)
  }
  if (table === null) return above
  return cell === null ? [...above, table.title] : [...above, cellContext(table, cell)]
}

function operationContext(candidate: Candidate, page: PageMaterial): string[] {
  if (candidate.operation === null) return []
  const wanted = compact(candidate.operation)
  const entries = [...page.operations, ...(page.section_operations ?? [])].filter(({ code }) => code !== null && compact(code) === wanted)
  const printed = page.structure.blocks.some(({ code }) => code !== undefined && compact(code) === wanted)
  return [...(printed || entries.length > 0 ? [candidate.operation] : []), ...entries.map(({ name }) => name)]
}

/** Rows of an index page (with codes rebuilt from abbreviated rows) whose whole name is in the question or a quote. */
function indexRows(candidate: Candidate, quotes: readonly string[], page: PageMaterial): string[] {
  const asked = contentRoots([candidate.question, candidate.answer, ...quotes].join('\n'))
  return page.classification.index_entries
    .filter(({ name }) => {
      const roots = [...contentRoots(name)]
      return roots.length > 0 && roots.every((each) => asked.has(each))
    })
    .map(({ code, name, page: at }) => `${code ?? ''}\n${name}\n${at}`)
}

const INFLECTIONS = /^(?:|s|es|d|ed|r|er|ers|ing|ings|ion|ions|ation|al|ly|y|ies|ied|e|ment|ness|en|n|able|ance|ant)$/

/** Whether two words are forms of one another: same root, or the same beginning with inflected endings. */
function areForms(a: string, b: string): boolean {
  let same = 0
  while (same < a.length && same < b.length && a[same] === b[same]) same++
  return same >= 4 && INFLECTIONS.test(a.slice(same)) && INFLECTIONS.test(b.slice(same))
}

/** The content words of a text that stand in the source in no form: not inflected, abbreviated, split or joined. */
export function strangeWords(text: string, source: Source): string[] {
  const words = wordsOf(text)
  const isStrange = (word: string): boolean => {
    const wanted = root(word)
    if (source.roots.has(wanted)) return false
    if (source.abbreviations.some((short) => word.startsWith(short) || short.startsWith(word))) return false
    if (word.length >= 6 && source.letters.includes(word)) return false
    for (const each of source.roots) if (areForms(wanted, each)) return false
    return true
  }
  const isHalf = (word: string, at: number): boolean =>
    [`${words[at - 1] ?? ''}${word}`, `${word}${words[at + 1] ?? ''}`].some(
      (joint) => joint.length > word.length && joint.length >= 6 && source.letters.includes(joint),
    )
  return words.filter((word, at) => word.length > 1 && !FUNCTION_WORDS.has(word) && isStrange(word) && !isHalf(word, at))
}

const named = new WeakMap<PageMaterial, readonly Quantity[]>()

/** Numbers of the page, of its neighbours and of its place in the manual: what a question may name. Remembered for the page. */
export function numbersNamed(page: PageMaterial): readonly Quantity[] {
  const before = named.get(page)
  if (before !== undefined) return before
  const structures = [page, page.previous, page.next, ...(page.following ?? [])]
    .map((one) => one?.structure)
    .filter((structure) => structure !== undefined)
  const texts = [
    ...structures.flatMap(({ blocks, tables }) => [
      ...blocks.map(({ text, code }) => `${text}\n${code ?? ''}`),
      ...tables.flatMap(({ title, rows }) => [title, ...rows.flat().map(({ text }) => text)]),
    ]),
    ...page.reading.lines.map(({ text }) => text),
    ...page.vehicles,
    page.page.section.id,
    page.page.section.name,
    page.page.source_path,
    ...[...page.operations, ...(page.section_operations ?? []), ...page.classification.index_entries].map(
      ({ code, name }) => `${code ?? ''} ${name}`,
    ),
  ]
  const numbers = quantitiesOf(texts.join('\n'))
  named.set(page, numbers)
  return numbers
}
