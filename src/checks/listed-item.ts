import type { Cell, Table } from '../contracts/structure.ts'
import { citedPlaces, compact } from './evidence.ts'
import { fail, pageCheckNamed, shortened } from './verdict.ts'
import { contentRoots } from './words.ts'

/** Share of an item's words with which a question asks about it, and the fewest of them. */
const ASKED_SHARE = 0.7
const FEWEST_ROOTS = 2

/**
 * Rows of fault tables list causes and remedies as a), b), c) in cells beside each other: what is asked of one letter is answered by
 * the same letter.
 */
export const listedItem = pageCheckNamed('listed_item', ({ question, answer, evidence }, page) => {
  const asked = contentRoots(question)
  const said = compact(answer)
  for (const { table, cell } of citedPlaces(evidence, page)) {
    if (table === null || cell === null) continue
    const lists = rowOf(table, cell).map(({ text }) => letteredItems(text))
    for (const [at, items] of lists.entries()) {
      const named = items.filter(({ text }) => isAskedAbout(text, asked))
      const answered = lists
        .flatMap((other, place) => (place === at ? [] : other))
        .filter(({ text }) => text !== '' && said.includes(compact(text)))
      if (named.length === 0 || answered.length === 0 || answered.some(({ letter }) => named.some((item) => item.letter === letter)))
        continue
      return fail(
        `The question asks about “${named[0]!.letter}) ${shortened(named[0]!.text, 40)}”, the answer belongs to “${answered[0]!.letter})”.`,
      )
    }
  }
  return null
})

function rowOf(table: Table, cell: Cell): Cell[] {
  return table.rows.flat().filter(({ row, row_span }) => row < cell.row + cell.row_span && cell.row < row + row_span)
}

/** 'a) Liner worn b) Air in the system' by letter; nothing where the letters do not follow each other from a. A brace is a misread bracket. */
export function letteredItems(text: string): { letter: string; text: string }[] {
  const parts = text.split(/(?:^|\s)([a-z])[)}]\s+/)
  const items: { letter: string; text: string }[] = []
  for (let at = 1; at + 1 < parts.length; at += 2) items.push({ letter: parts[at]!, text: parts[at + 1]!.trim() })
  const inOrder = items.every(({ letter }, index) => letter.charCodeAt(0) === 'a'.charCodeAt(0) + index)
  return items.length > 1 && inOrder ? items : []
}

function isAskedAbout(text: string, asked: ReadonlySet<string>): boolean {
  const roots = [...contentRoots(text)]
  return roots.length >= FEWEST_ROOTS && roots.filter((each) => asked.has(each)).length >= roots.length * ASKED_SHARE
}
