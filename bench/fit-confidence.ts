import { writeFile } from 'node:fs/promises'
import type { Curve, EngineCurves } from '../src/ocr/confidence.ts'
import {
  agreementCounts,
  calibration,
  calibrationError,
  crossValidated,
  fitCurve,
  fittedAlone,
  fittedBeside,
  judgedWords,
  type JudgedWord,
  pageError,
} from './calibration.ts'
import { agreementTable, calibrationTable } from './print.ts'
import type { PageResult } from './run-set.ts'

export const CURVES_FILE = 'src/ocr/confidence-curves.ts'

/**
 * Fits the curves of both engines to pages that were read by each, by ppocr with Tesseract beside it, writes them to
 * CURVES_FILE, and says how well they do on pages that they were not fitted to.
 */
export async function fitConfidence(results: readonly PageResult[], file: string): Promise<string> {
  const of = (engine: string): JudgedWord[] => judgedWords(results.filter((result) => result.engine === engine))
  const [ppocr, tesseract] = [of('ppocr'), of('tesseract')]
  const beside = (answer: JudgedWord['beside']): Curve => fitCurve(ppocr.filter((word) => word.beside === answer))
  const curves: Record<'ppocr' | 'tesseract', EngineCurves> = {
    ppocr: {
      alone: fitCurve(ppocr),
      beside: { alike: beside('alike'), different: beside('different'), unseen: beside('unseen') },
    },
    tesseract: { alone: fitCurve(tesseract), beside: null },
  }
  await writeFile(file, sourceOf(curves))
  const parts = [
    report('ppocr', ppocr, crossValidated(ppocr, fittedAlone)),
    report('ppocr beside Tesseract', ppocr, crossValidated(ppocr, fittedBeside)),
    agreementTable(agreementCounts(ppocr)),
    report('tesseract', tesseract, crossValidated(tesseract, fittedAlone)),
  ]
  return parts.join('\n\n')
}

function report(name: string, before: readonly JudgedWord[], after: readonly JudgedWord[]): string {
  const error = (words: readonly JudgedWord[], said: 'raw' | 'confidence'): string => (100 * calibrationError(words, said)).toFixed(2)
  const pages = (words: readonly JudgedWord[], said: 'raw' | 'confidence'): string => (100 * pageError(words, said)).toFixed(2)
  return `${name}: fitted to one half of the pages, judged on the other. Expected calibration error ${error(before, 'raw')} % before, ${error(after, 'confidence')} % after; a page's mean is off by ${pages(before, 'raw')} points before, ${pages(after, 'confidence')} after.\n\n${calibrationTable(calibration(after))}`
}

function sourceOf(curves: Readonly<Record<'ppocr' | 'tesseract', EngineCurves>>): string {
  const curve = (knots: Curve): string => `[${knots.map(([raw, share]) => `\n      [${raw}, ${share}],`).join('')}\n    ]`
  const engine = ({ alone, beside }: EngineCurves): string => {
    const compared =
      beside === null ? 'null' : `{ alike: ${curve(beside.alike)}, different: ${curve(beside.different)}, unseen: ${curve(beside.unseen)} }`
    return `{ alone: ${curve(alone)}, beside: ${compared} }`
  }
  return `/**
 * Corners of curves: [an engine's own figure for a word, share of such words that are right]. Written by
 * \`npm run bench -- --fit-confidence\` (bench/fit-confidence.ts); what it printed is in docs/benchmarks.md, "Confidence".
 */
export const CONFIDENCE_CURVES = {
  ppocr: ${engine(curves.ppocr)},
  tesseract: ${engine(curves.tesseract)},
} as const
`
}
