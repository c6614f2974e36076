import { createHash } from 'node:crypto'
import type { OcrEngine, RecognisedLine, RecognisedWord } from '../contracts/ocr.ts'
import { CONFIDENCE_CURVES } from './confidence-curves.ts'
import { lineOf } from './lines.ts'

/** A corner of a curve: an engine's own figure for a word, and the share of such words that are right; both 0 to 1. */
export type Knot = readonly [raw: number, share: number]

/** Rising in the first, never falling in the second. Straight between the corners, level before the first and behind the last. */
export type Curve = readonly Knot[]

/** The curves of an engine: for words that it alone has read, and by what a second reader makes of them. */
export interface EngineCurves {
  readonly alone: Curve
  /** Both read the same, something else, or the second one saw nothing there. null = was never fitted for the engine. */
  readonly beside: { readonly alike: Curve; readonly different: Curve; readonly unseen: Curve } | null
}

const CURVES: Readonly<Record<OcrEngine['name'], EngineCurves>> = CONFIDENCE_CURVES

/** Names the curves in cache keys: fitted anew, they make every page be read anew. */
export const CURVES_FINGERPRINT = `curves ${createHash('sha256').update(JSON.stringify(CURVES)).digest('hex').slice(0, 8)}`

/** The share of right words that a curve gives for an engine's own figure. */
export function shareAt(curve: Curve, raw: number): number {
  const above = curve.findIndex(([x]) => x >= raw)
  if (above <= 0) return curve.at(above === 0 ? 0 : -1)![1]
  const [[x0, y0], [x1, y1]] = [curve[above - 1]!, curve[above]!]
  return y0 + ((y1 - y0) * (raw - x0)) / (x1 - x0)
}

/**
 * The lines with calibrated confidences: of a word, the share of words read like it that are right, as measured on pages whose
 * text is known (docs/benchmarks.md, "Confidence"); of a line, as `lineOf` makes it of them. The engine's own figure
 * stays in `raw_confidence`. `isCompared`: a second reader was asked, so that words without `also_read` were read alike. The curves
 * were fitted for the bundled models; other ones get the same.
 */
export function calibrated(lines: readonly RecognisedLine[], engine: OcrEngine['name'], isCompared: boolean): RecognisedLine[] {
  const { alone, beside } = CURVES[engine]
  const curveOf = ({ also_read }: RecognisedWord): Curve => {
    if (!isCompared || beside === null) return alone
    if (also_read === undefined) return beside.alike
    return also_read === '' ? beside.unseen : beside.different
  }
  return lines.map((line) => {
    const words = line.words.map((word) => ({
      ...word,
      confidence: shareAt(curveOf(word), word.confidence),
      raw_confidence: word.confidence,
    }))
    return { ...line, confidence: lineOf(words).confidence, words }
  })
}
