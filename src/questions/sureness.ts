import type { Box } from '../contracts/geometry.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { Word } from '../contracts/reading.ts'
import type { Structure } from '../contracts/structure.ts'
import { repaired } from '../text/repair.ts'
import type { Spelling } from '../text/spelling.ts'

/** Below this an engine guesses, even where the guess is a word. */
const GUESS = 0.33
/** Brackets, full stops and footnote marks that touch a word multiply the doubt (what confidence lacks of 1) by about this much. */
const DOUBT_BY_MARK = 3

/**
 * The page with the confidence of its blocks and cells measured on what matters: words that the dictionary knows count as
 * read even where the engine wavered, marks and bullets do not count, numbers and unknown words keep their own confidence.
 */
export function withSureness(page: PageMaterial, spelling: Spelling): PageMaterial {
  const words = page.reading.lines.flatMap((line) => line.words)
  if (words.length === 0) return page
  const within = (box: Box | null, fallback: number): number => {
    const inside = box === null ? [] : words.filter((word) => contains(box, word.box))
    return inside.length === 0 ? fallback : Math.min(...inside.map((word) => sureness(word, spelling)))
  }
  const lines = new Map(page.reading.lines.map((line) => [line.id, line]))
  const structure: Structure = {
    ...page.structure,
    blocks: page.structure.blocks.map((block) => {
      const own = block.lines
        .flatMap((id) => lines.get(id)?.words ?? [])
        .filter((word) => block.box === null || contains(block.box, word.box))
      return { ...block, confidence: own.length === 0 ? block.confidence : Math.min(...own.map((word) => sureness(word, spelling))) }
    }),
    tables: page.structure.tables.map((table) => ({
      ...table,
      rows: table.rows.map((row) =>
        row.map((cell) => (cell.text.trim() === '' ? cell : { ...cell, confidence: within(cell.box, cell.confidence) })),
      ),
    })),
  }
  return { ...page, structure }
}

function contains(box: Box, word: Box): boolean {
  const [x, y] = [(word[0] + word[2]) / 2, (word[1] + word[3]) / 2]
  return x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3]
}

function sureness({ text, confidence }: Word, spelling: Spelling): number {
  const bare = text.replace(/^[^\p{L}\d]+|[^\p{L}\d]+$/gu, '')
  if (bare === '') return 1
  const allowed = bare === text ? confidence : 1 - (1 - confidence) / DOUBT_BY_MARK
  if (/\d/.test(bare)) return allowed
  if (bare.length === 1) return confidence >= GUESS ? 1 : confidence
  // A misreading that can only be one word is put right before it is told ('oll' → 'oil').
  return confidence >= GUESS && (spelling.knows(bare) || spelling.knows(repaired(bare, spelling))) ? 1 : allowed
}
