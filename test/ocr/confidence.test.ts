import { describe, expect, it } from 'vitest'
import type { RecognisedWord } from '../../src/contracts/ocr.ts'
import { calibrated, shareAt } from '../../src/ocr/confidence.ts'
import { CONFIDENCE_CURVES } from '../../src/ocr/confidence-curves.ts'
import { lineOf } from '../../src/ocr/lines.ts'

const word = (text: string, confidence: number, also_read?: string): RecognisedWord => ({
  text,
  box: [0, 0, 10, 10],
  confidence,
  ...(also_read === undefined ? {} : { also_read }),
})

const curves = [CONFIDENCE_CURVES.ppocr.alone, ...Object.values(CONFIDENCE_CURVES.ppocr.beside), CONFIDENCE_CURVES.tesseract.alone]

describe('the curves', () => {
  it('never fall, and stay between 0 and 1', () => {
    for (const curve of curves) {
      const shares = Array.from({ length: 101 }, (_, i) => shareAt(curve, i / 100))
      expect(shares.every((share, i) => share >= (shares[i - 1] ?? 0) && share <= 1)).toBe(true)
      expect(shares.at(-1)).toBeGreaterThan(0.9)
      expect(shares[20]).toBeLessThan(0.4)
    }
  })

  it('say of a figure of 0.6 that ppocr is right more often, and Tesseract less often, than that', () => {
    expect(shareAt(CONFIDENCE_CURVES.ppocr.alone, 0.6)).toBeGreaterThan(0.8)
    expect(shareAt(CONFIDENCE_CURVES.tesseract.alone, 0.6)).toBeLessThan(0.6)
  })

  it('are straight between their corners and level outside of them', () => {
    const curve = [
      [0.2, 0.1],
      [0.4, 0.5],
    ] as const
    expect([0, 0.2, 0.3, 0.4, 1].map((raw) => shareAt(curve, raw))).toEqual([0.1, 0.1, expect.closeTo(0.3), expect.closeTo(0.5), 0.5])
  })
})

describe('calibrated lines', () => {
  it('keep what the engine said, and are as sure as all of their words together', () => {
    const [line] = calibrated([lineOf([word('85', 0.7), word('Nm', 0.99)])], 'ppocr', false)
    const [value, unit] = line!.words
    expect([value!.raw_confidence, unit!.raw_confidence]).toEqual([0.7, 0.99])
    expect(value!.confidence).toBe(shareAt(CONFIDENCE_CURVES.ppocr.alone, 0.7))
    expect(line!.confidence).toBeCloseTo(value!.confidence * unit!.confidence)
  })

  it('are surer of words that a second reader read alike, and less sure of others', () => {
    const [line] = calibrated([lineOf([word('85', 0.9), word('85', 0.9, '35'), word('85', 0.9, '')])], 'ppocr', true)
    const [alike, different, unseen] = line!.words.map(({ confidence }) => confidence)
    const alone = shareAt(CONFIDENCE_CURVES.ppocr.alone, 0.9)
    expect(alike).toBeGreaterThan(alone)
    expect(different).toBeLessThan(alone)
    expect(unseen).toBeLessThan(alone)
  })
})
