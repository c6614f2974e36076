import type { EngineName } from './run-set.ts'
import type { SetScore } from './score.ts'

const percent = (share: number | null): string => (share === null ? '–' : (100 * share).toFixed(2))
const seconds = (value: number | undefined): string => (value === undefined ? '–' : value.toFixed(2))

/** One line of figures for one page. */
export function figures(name: string, score: SetScore): string {
  const { f1, numF1, cerAll, cells, order } = score
  return `  ${name}: F1 ${percent(f1)}, numbers ${percent(numF1)}, CERall ${percent(cerAll)}, cells ${percent(cells)}, order ${percent(order)}`
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
  'prepare s',
  'clean s',
  'read s',
  'structure s',
  'read CPU s',
  'peak MB',
] as const

/** All figures as a Markdown table: shares in percent, mean seconds a page, highest memory; then the second engine as ratios of the first. */
export function comparison(report: readonly { set: string; engine: EngineName; score: SetScore }[]): string {
  const rows = report.map(({ set, engine, score }) => [
    set,
    engine,
    String(score.pages),
    ...[score.precision, score.recall, score.f1, score.numF1, score.cer, score.cerAll, score.cells, score.numericCells, score.order].map(
      percent,
    ),
    ...['prepare', 'clean', 'read', 'structure'].map((stage) => seconds(score.stages[stage]?.seconds)),
    seconds(score.stages['read']?.cpuSeconds),
    Math.max(...Object.values(score.stages).map((stage) => stage.peakMb)).toFixed(0),
  ])
  return [markdown(COLUMNS, rows), ...ratios(report)].join('\n\n')
}

function ratios(report: readonly { set: string; engine: EngineName; score: SetScore }[]): string[] {
  const rows = report
    .filter(({ engine }) => engine === 'ppocr')
    .flatMap(({ set, score }) => {
      const other = report.find((each) => each.set === set && each.engine === 'tesseract')?.score
      if (other === undefined) return []
      const times = (one: number, another: number): string => (another === 0 ? '–' : (one / another).toFixed(2))
      return [
        [
          set,
          times(score.f1, other.f1),
          times(score.numF1, other.numF1),
          times(score.cerAll, other.cerAll),
          times(score.stages['read']!.seconds, other.stages['read']!.seconds),
          times(score.stages['read']!.cpuSeconds, other.stages['read']!.cpuSeconds),
        ],
      ]
    })
  return rows.length === 0 ? [] : [markdown(['ppocr ÷ tesseract', 'F1', 'numF1', 'CERall', 'read seconds', 'read CPU'], rows)]
}

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]!.length)))
  const line = (cells: readonly string[]): string => `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n')
}
