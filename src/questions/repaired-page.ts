import type { PageMaterial } from '../contracts/material.ts'
import type { Structure } from '../contracts/structure.ts'
import { repaired } from '../text/repair.ts'
import { withoutSectionNumber } from '../text/section-number.ts'
import type { Spelling } from '../text/spelling.ts'
import type { Draft } from './writer.ts'

/** The page and its neighbours with misread English words put right and headings without section numbers, for writers to work on. */
export function withRepairs(page: PageMaterial, spelling: Spelling): PageMaterial {
  // A text layer holds what was set, not what was read: an unknown word in it is a name.
  const isSet = page.reading.origin === 'text-layer'
  // A nought before small letters is an O: '0il'.
  const mended = (text: string): string => (isSet ? text : repaired(text.replace(/(?<![\p{L}\d.,])0(?=\p{Ll}{2})/gu, 'O'), spelling))
  const structure = (one: Structure): Structure => ({
    ...one,
    blocks: one.blocks.map((block) => {
      const read = block.type === 'caution' ? block.text.replace(ADVICE_SIGN, '') : block.text
      const text = withoutMark(mended(read), block.mark)
      return { ...block, text: block.type === 'heading' ? jobHeading(withoutSectionNumber(text)) : text }
    }),
    tables: one.tables.map((table) => ({
      ...table,
      title: withoutSectionNumber(mended(table.title)),
      rows: table.rows.map((row) => row.map((cell) => ({ ...cell, text: mended(cell.text) }))),
    })),
  })
  const { classification } = page
  return {
    ...page,
    structure: structure(page.structure),
    classification: {
      ...classification,
      index_entries: classification.index_entries.map((entry) => ({ ...entry, name: mended(entry.name) })),
    },
    reading: {
      ...page.reading,
      lines: page.reading.lines.map((line) => ({
        ...line,
        words: line.words.map((word) => ({ ...word, text: mended(word.text) })),
      })),
    },
    previous: page.previous === null ? null : { ...page.previous, structure: structure(page.previous.structure) },
    next: page.next === null ? null : { ...page.next, structure: structure(page.next.structure) },
    following: (page.following ?? []).map((one) => ({ ...one, structure: structure(one.structure) })),
  }
}

/** The sign before a warning, also where it was read as a letter: '⚠ WARNING', 'A WARNING'. */
const ADVICE_SIGN = /^[A△Δ⚠!] ?(?=(?:CAUTION|WARNING|DANGER|ATTENTION|IMPORTANT)\b)/u

/** 'Travel motor – removal' names the job 'travel motor removal'. */
function jobHeading(heading: string): string {
  return heading.replace(
    /^(\p{Lu}[\p{L} /-]+?)\s[–—-]\s(?=(?:removal|installation|refitting|fitting|replacement|renewal|adjustment|inspection|overhaul|dismantling|disassembly|assembly|reassembly|cleaning|checking|testing|bleeding)\b)/iu,
    '$1 ',
  )
}

/** A text without the dot of its list or the number of its paragraph ('3.2.1'); steps that are counted keep their count. */
function withoutMark(text: string, mark: string | undefined): string {
  const isPlain = mark !== undefined && (/^[•·●▪◦‣]$/.test(mark) || /^\d{1,2}(?:\.\d{1,2})+\.?$/.test(mark))
  return isPlain && text.startsWith(`${mark} `) ? text.slice(mark.length + 1) : text
}

/** Evidence quotes the page as it was read, not as it was repaired. */
export function quotedAsRead(draft: Draft, page: PageMaterial): Draft {
  const others = [page.previous, page.next, ...(page.following ?? [])]
  const structures = [page.structure, ...others.map((one) => one?.structure)].filter((one) => one !== undefined)
  return {
    ...draft,
    evidence: draft.evidence.map((evidence) => {
      const structure = structures.find(({ page_id }) => page_id === evidence.page_id)
      const { cell } = evidence
      if (cell !== undefined) {
        const table = structure?.tables.find(({ block }) => block === evidence.block)
        const found = table?.rows.flat().find(({ row, column }) => row === cell.row && column === cell.column)
        return found === undefined ? evidence : { ...evidence, quote: found.text }
      }
      const block = structure?.blocks.find(({ id }) => id === evidence.block)
      const isWholeBlock =
        block !== undefined &&
        block.box !== null &&
        evidence.box !== null &&
        block.box.every((side, index) => side === evidence.box?.[index])
      return isWholeBlock ? { ...evidence, quote: block.text } : evidence
    }),
  }
}
