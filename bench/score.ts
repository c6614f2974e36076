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
import type { PageResult } from './run-set.ts'

interface PageScore {
  readonly words: WordCounts
  readonly numbers: WordCounts
  readonly characters: CharacterCounts
  readonly cells: ShareCounts
  readonly numericCells: ShareCounts
  readonly order: ShareCounts
}

const NOTHING: ShareCounts = { right: 0, of: 0 }

/** Counts of one page. */
export function scorePage({ page, reading, structure }: PageResult): PageScore {
  const { truth } = page
  const predictedLines = reading.lines.map((line) => normalise(line.text, truth.loose))
  const truthTexts = truth.words === null ? truth.lines : truth.words.map((word) => word.text)
  const wanted = truthTexts.flatMap((text) => tokensOf(text, truth.loose))
  const found = reading.lines.flatMap((line) => line.words.flatMap((word) => tokensOf(word.text, truth.loose)))
  const lines = truth.lines.map((line) => normalise(line, truth.loose))
  const counterpart = matchTexts(lines, predictedLines)
  const place = new Map([...new Set(structure.blocks.flatMap((block) => block.lines))].map((id, index) => [id, index]))
  const order = reading.lines.map((line, index) => place.get(line.id) ?? reading.lines.length + index)
  const tables = structure.tables.map((table) => table.rows.flat())
  return {
    words: wordCounts(wanted, found, truth.optional),
    numbers: wordCounts(wanted.filter(hasDigit), found.filter(hasDigit), truth.optional),
    characters:
      truth.words === null ? characterCounts(lines, predictedLines, counterpart) : placedCharacters(truth.words, truth.size!, reading),
    cells: truth.tables === null ? NOTHING : cellCounts(truth.tables, tables, truth.loose),
    numericCells: truth.tables === null ? NOTHING : cellCounts(truth.tables, tables, truth.loose, (cell) => hasDigit(cell.text)),
    order: truth.ordered ? orderCounts(counterpart, order) : NOTHING,
  }
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
  /** Mean seconds a page and highest memory in MB, by stage. */
  readonly stages: Readonly<Record<string, { readonly seconds: number; readonly cpuSeconds: number; readonly peakMb: number }>>
}

export function scoreSet(results: readonly PageResult[]): SetScore {
  const scores = results.map(scorePage)
  const sum = (pick: (score: PageScore) => number): number => scores.reduce((total, score) => total + pick(score), 0)
  const words = (key: 'words' | 'numbers'): WordCounts => ({
    right: sum((score) => score[key].right),
    predicted: sum((score) => score[key].predicted),
    truth: sum((score) => score[key].truth),
  })
  const share = (key: 'cells' | 'numericCells' | 'order'): number | null => {
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
    stages: Object.fromEntries(stages),
  }
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}
