import type { Classification } from '../../contracts/classification.ts'
import type { Structure } from '../../contracts/structure.ts'
import { definedOn } from '../../questions/defined-abbreviations.ts'
import { titleOf } from '../../questions/operations.ts'
import { citationsIn, normalisedNumber } from '../../text/citations.ts'
import { sectionNumberOf, withoutSectionNumber } from '../../text/section-number.ts'

/** More titles than this make a list of contents, not a page that one is sent to. */
const MOST_TITLES = 12

type Landmarks = Required<Pick<Classification, 'titles' | 'citations' | 'abbreviations'>>

/** What of a page other pages refer to, and what of other pages it refers to. */
export function landmarksOf(structure: Structure, isIndex: boolean, operationPattern: string): Landmarks {
  return {
    titles: titlesOf(structure),
    // The rows of an index are places that it lists, none that it sends a reader of its text to.
    citations: isIndex ? [] : citationsOf(structure, operationPattern),
    abbreviations: definedOn(structure).map(({ short, long }) => ({ short, long })),
  }
}

function titlesOf({ blocks }: Structure): Landmarks['titles'] {
  return blocks
    .flatMap((block) => {
      if (block.type === 'operation') return [{ number: block.code ?? null, name: titleOf(block), block: block.id }]
      if (block.type !== 'heading') return []
      const number = sectionNumberOf(block.text)
      return [{ number: number === null ? null : normalisedNumber(number), name: withoutSectionNumber(block.text), block: block.id }]
    })
    .filter(({ name }) => /\p{L}{3}/u.test(name))
    .slice(0, MOST_TITLES)
}

function citationsOf(structure: Structure, operationPattern: string): Landmarks['citations'] {
  const own = new Set(structure.blocks.flatMap(({ code }) => (code === undefined ? [] : [code])))
  const texts = structure.blocks.filter(({ type }) => type !== 'operation').map(({ text }) => text)
  const cells = structure.tables.flatMap(({ rows }) => rows.flat().map(({ text }) => text))
  const cited: Landmarks['citations'] = [...texts, ...cells].flatMap((text) =>
    citationsIn(text, operationPattern).flatMap(({ kind, numbers }) =>
      (kind === 'specifications' ? [''] : numbers).map((number) => ({ kind, number })),
    ),
  )
  const seen = new Set<string>()
  return cited.filter(({ kind, number }) => {
    const key = `${kind} ${number}`
    return !(kind === 'operation' && own.has(number)) && !seen.has(key) && seen.add(key) !== undefined
  })
}
