import type { Box } from '../src/contracts/geometry.ts'
import {
  cellCounts,
  characterCounts,
  type CharacterCounts,
  f1,
  hasDigit,
  matchTexts,
  normalise,
  orderCounts,
  type PlacedText,
  samePlace,
  segmentsOf,
  type ShareCounts,
  tokensOf,
  type WordCounts,
  wordCounts,
} from './metrics.ts'
import { blockCounts } from './blocks.ts'
import type { PageResult } from './run-set.ts'

interface PageScore {
  readonly words: WordCounts
  readonly numbers: WordCounts
  readonly characters: CharacterCounts
  readonly cells: ShareCounts
  readonly numericCells: ShareCounts
  readonly order: ShareCounts
  readonly blocks: WordCounts
  readonly symbols: ShareCounts
}

const NOTHING: ShareCounts = { right: 0, of: 0 }

/** Counts of one page. */
export function scorePage({ page, reading, structure }: PageResult): PageScore {
  const { truth } = page
  const truthTexts = truth.words === null ? truth.lines : truth.words.map((word) => word.text)
  const wanted = truthTexts.flatMap((text) => tokensOf(text, truth.loose))
  const found = reading.lines.flatMap((line) => line.words.flatMap((word) => tokensOf(word.text, truth.loose)))
  const lines = truth.lines.map((line) => normalise(line, truth.loose))
  const runs = printedLines(reading, structure)
  const predicted = runs.map((run) => normalise(run.text, truth.loose))
  const counterpart = matchTexts(lines, predicted, undefined, (p) => runs[p]!.parts)
  const tables = structure.tables.map((table) => table.rows.flat())
  return {
    words: wordCounts(wanted, found, truth.optional),
    numbers: wordCounts(wanted.filter(hasDigit), found.filter(hasDigit), truth.optional),
    characters: truth.words === null ? characterCounts(lines, predicted, counterpart) : placedCharacters(truth.words, truth.size!, reading),
    cells: truth.tables === null ? NOTHING : cellCounts(truth.tables, tables, truth.loose),
    numericCells: truth.tables === null ? NOTHING : cellCounts(truth.tables, tables, truth.loose, (cell) => hasDigit(cell.text)),
    symbols: symbolCounts(truthTexts.join(' '), reading.lines.map((line) => line.text).join(' ')),
    order: truth.ordered
      ? orderCounts(
          counterpart.filter((_, t) => isSaidOnce(t, lines)),
          runs.map((run) => run.parts[0]!),
        )
      : NOTHING,
    blocks: truth.blocks === undefined ? { right: 0, predicted: 0, truth: 0 } : blockCounts(truth.blocks, structure),
  }
}

/** Lines that stand several times on a page ('Nm' in each row) say nothing of order: which is which is a guess. */
function isSaidOnce(t: number, lines: readonly string[]): boolean {
  return lines.indexOf(lines[t]!) === t && lines.lastIndexOf(lines[t]!) === t
}

/** Most pieces of one printed line that are put together again: the cells of an index row. */
const MOST_PIECES = 6

/**
 * The reading's lines in the order of the structure, each alone and together with the ones that follow it on the same
 * baseline: the truth writes an index row as one line, the reading as a piece for each column.
 */
function printedLines({ lines }: PageResult['reading'], { blocks }: PageResult['structure']): { text: string; parts: number[] }[] {
  const placed = [...new Set(blocks.flatMap((block) => block.lines))]
  const byId = new Map(lines.map((line) => [line.id, line]))
  const rest = lines.map((line) => line.id).filter((id) => !placed.includes(id))
  const ordered = [...placed, ...rest].flatMap((id) => byId.get(id) ?? [])
  return ordered.flatMap((line, index) => {
    const runs = [{ text: line.text, parts: [index] }]
    const [, top, , bottom] = line.upright
    for (const next of ordered.slice(index + 1, index + MOST_PIECES)) {
      const level = Math.abs(next.upright[1] + next.upright[3] - top - bottom) < bottom - top
      if (!level || next.upright[0] < line.upright[0]) break
      const last = runs.at(-1)!
      runs.push({ text: `${last.text} ${next.text}`, parts: [...last.parts, index + last.parts.length] })
    }
    return runs
  })
}

/** Segments of the truth against segments of the reading in the same place; the reading's boxes are scaled to the truth's picture. */
function placedCharacters(words: readonly PlacedText[], size: readonly [number, number], reading: PageResult['reading']): CharacterCounts {
  const [across, down] = [size[0] / reading.image!.width, size[1] / reading.image!.height]
  const scaled = ([left, top, right, bottom]: Box): Box => [left * across, top * down, right * across, bottom * down]
  const truth = segmentsOf(words)
  const found = segmentsOf(reading.lines.flatMap((line) => line.words.map((word) => ({ text: word.text, box: scaled(word.box) }))))
  const [wanted, read] = [truth, found].map((segments) => segments.map(({ text }) => normalise(text, false))) as [string[], string[]]
  return characterCounts(
    wanted,
    read,
    matchTexts(wanted, read, (t, p) => samePlace(truth[t]!, found[p]!)),
  )
}

/** Signs whose loss changes what a page says. */
const SIGNS = /[±°×µΩ()]/gu

/** How many of the truth's signs were read, each as often as it is printed. */
function symbolCounts(truth: string, read: string): ShareCounts {
  const signs = (text: string): string[] => normalise(text, true).replaceAll('μ', 'µ').match(SIGNS) ?? []
  const { right, truth: of } = wordCounts(signs(truth), signs(read))
  return { right, of }
}

/** Figures of one set and engine. Shares from 0 to 1; null where the set's truth does not say. */
export interface SetScore {
  readonly pages: number
  readonly precision: number
  readonly recall: number
  readonly f1: number
  readonly numF1: number
  readonly cer: number
  readonly cerAll: number
  readonly cells: number | null
  readonly numericCells: number | null
  readonly order: number | null
  /** F1 of typed blocks. */
  readonly blocks: number | null
  /** Share of ± ° × µ Ω and parentheses that were kept. */
  readonly symbols: number | null
  /** Share of the time of reading that the models themselves ran, and of the crops about which a second model was asked. */
  readonly inference: number | null
  readonly secondOpinions: number | null
  /** Mean seconds a page and highest memory in MB, by stage. */
  readonly stages: Readonly<Record<string, { readonly seconds: number; readonly cpuSeconds: number; readonly peakMb: number }>>
}

export function scoreSet(results: readonly PageResult[]): SetScore {
  const scores = results.map(scorePage)
  const sum = (pick: (score: PageScore) => number): number => scores.reduce((total, score) => total + pick(score), 0)
  const words = (key: 'words' | 'numbers' | 'blocks'): WordCounts => ({
    right: sum((score) => score[key].right),
    predicted: sum((score) => score[key].predicted),
    truth: sum((score) => score[key].truth),
  })
  const share = (key: 'cells' | 'numericCells' | 'order' | 'symbols'): number | null => {
    const of = sum((score) => score[key].of)
    return of === 0 ? null : sum((score) => score[key].right) / of
  }
  const all = words('words')
  const edits = sum((score) => score.characters.distance)
  const matched = sum((score) => score.characters.matched)
  const length = sum((score) => score.characters.all)
  const stages = Object.keys(results[0]?.costs ?? {}).map((stage) => {
    const costs = results.map((result) => result.costs[stage]!)
    const seconds = costs.reduce((total, cost) => total + cost.seconds, 0) / costs.length
    const cpuSeconds = costs.reduce((total, cost) => total + cost.cpuSeconds, 0) / costs.length
    return [stage, { seconds, cpuSeconds, peakMb: Math.max(...costs.map((cost) => cost.peakMb)) }] as const
  })
  return {
    pages: results.length,
    precision: ratio(all.right, all.predicted),
    recall: ratio(all.right, all.truth),
    f1: f1(all),
    numF1: f1(words('numbers')),
    cer: ratio(edits, matched),
    cerAll: ratio(edits + length - matched, length),
    cells: share('cells'),
    numericCells: share('numericCells'),
    order: share('order'),
    blocks: words('blocks').truth === 0 ? null : f1(words('blocks')),
    symbols: share('symbols'),
    inference: part(
      results.map(({ inferenceSeconds }) => inferenceSeconds),
      results.map(({ costs }) => costs['read']!.seconds),
    ),
    secondOpinions: part(
      results.map(({ secondOpinions }) => secondOpinions.right),
      results.map(({ secondOpinions }) => secondOpinions.of),
    ),
    stages: Object.fromEntries(stages),
  }
}

/** One sum as a share of another; null where either is nothing. */
function part(some: readonly number[], all: readonly number[]): number | null {
  const [one, other] = [some, all].map((values) => values.reduce((sum, value) => sum + value, 0)) as [number, number]
  return one === 0 || other === 0 ? null : one / other
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}
