import type { agreementCounts, Bucket } from './calibration.ts'
import type { SetScore } from './score.ts'

interface Row {
  readonly set: string
  readonly engine: string
  readonly score: SetScore
}

const percent = (share: number | null): string => (share === null ? '–' : (100 * share).toFixed(2))
const seconds = (value: number | undefined): string => (value === undefined ? '–' : value.toFixed(2))

/** One line of figures for one page. */
export function figures(name: string, score: SetScore): string {
  const { f1, numF1, cerAll, cells, order, blocks } = score
  return `  ${name}: F1 ${percent(f1)}, numbers ${percent(numF1)}, CERall ${percent(cerAll)}, cells ${percent(cells)}, order ${percent(order)}, blocks ${percent(blocks)}`
}

const COLUMNS = [
  'set',
  'engine',
  'pages',
  'P',
  'R',
  'F1',
  'numF1',
  'CER',
  'CERall',
  'cells',
  'num. cells',
  'order',
  'blocks',
  'symbols',
  'inference',
  '2nd opinion',
  'prepare s',
  'clean s',
  'read s',
  'structure s',
  'read CPU s',
  'peak MB',
] as const

/** All figures as a Markdown table: shares in percent, mean seconds a page, highest memory; then the second engine as ratios of the first. */
export function comparison(report: readonly Row[]): string {
  const rows = report.map(({ set, engine, score }) => [
    set,
    engine,
    String(score.pages),
    ...[
      score.precision,
      score.recall,
      score.f1,
      score.numF1,
      score.cer,
      score.cerAll,
      score.cells,
      score.numericCells,
      score.order,
      score.blocks,
      score.symbols,
      score.inference,
      score.secondOpinions,
    ].map(percent),
    ...['prepare', 'clean', 'read', 'structure'].map((stage) => seconds(score.stages[stage]?.seconds)),
    seconds(score.stages['read']?.cpuSeconds),
    Math.max(...Object.values(score.stages).map((stage) => stage.peakMb)).toFixed(0),
  ])
  return [markdown(COLUMNS, rows), ...ratios(report)].join('\n\n')
}

/** Our reading against each other engine's: accuracy, errors, and time of reading, lean and turn included for ours. */
function ratios(report: readonly Row[]): string[] {
  const times = (one: number, another: number): string => (another === 0 ? '–' : (one / another).toFixed(2))
  const rows = report.flatMap(({ set, engine, score: other }) => {
    const own = report.find((each) => each.set === set && each.engine === 'ppocr')?.score
    if (own === undefined || engine === 'ppocr') return []
    const [read, theirs] = [own.stages['read']!, other.stages['read']!]
    const clean = own.stages['clean']!
    return [
      [
        set,
        engine,
        times(own.f1, other.f1),
        times(own.numF1, other.numF1),
        times(own.cerAll, other.cerAll),
        times(read.seconds, theirs.seconds),
        times(read.cpuSeconds, theirs.cpuSeconds),
        engine === 'tesseract' ? '–' : times(read.cpuSeconds + clean.cpuSeconds, theirs.cpuSeconds),
      ],
    ]
  })
  const head = ['ppocr ÷', 'engine', 'F1', 'numF1', 'CERall', 'read seconds', 'read CPU', 'clean + read CPU']
  return rows.length === 0 ? [] : [markdown(head, rows)]
}

/** How often words of a given figure of the engine are right, and what their calibrated confidences say. */
export function calibrationTable(buckets: readonly Bucket[]): string {
  const rows = buckets
    .filter(({ words }) => words > 0)
    .map(({ from, to, words, right, raw, confidence }) => [
      `${from.toFixed(2)} to ${to.toFixed(2)}`,
      String(words),
      percent(raw / words),
      percent(confidence / words),
      percent(right / words),
    ])
  return markdown(['raw confidence', 'words', 'mean', 'calibrated', 'right'], rows)
}

/** How often words are right that a second reader read alike, differently, or not at all. */
export function agreementTable(counts: ReturnType<typeof agreementCounts>): string {
  const rows = counts.map(({ beside, words, right, numbers, rightNumbers }) => [
    beside,
    String(words),
    percent(words === 0 ? null : right / words),
    String(numbers),
    percent(numbers === 0 ? null : rightNumbers / numbers),
  ])
  return markdown(['second reader', 'words', 'right', 'with a digit', 'right'], rows)
}

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]!.length)))
  const line = (cells: readonly string[]): string => `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n')
}
