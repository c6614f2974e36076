import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  agreementCounts,
  calibrationError,
  crossValidated,
  fitCurve,
  fittedAlone,
  fittedBeside,
  type JudgedWord,
} from '../../bench/calibration.ts'
import { fitConfidence } from '../../bench/fit-confidence.ts'
import type { PageResult } from '../../bench/run-set.ts'
import { shareAt } from '../../src/ocr/confidence.ts'

/** A hundred words of one figure, so many of them right, spread over ten pages. */
function hundred(raw: number, right: number, beside: JudgedWord['beside'] = 'alone'): JudgedWord[] {
  return Array.from({ length: 100 }, (_, i) => ({
    page: `page ${Math.floor(i / 10)}`,
    line: 'l001',
    token: i % 4 === 0 ? '12' : 'bolt',
    raw,
    confidence: raw,
    beside,
    right: (i * 37) % 100 < right,
  }))
}

describe('a fitted curve', () => {
  const words = [...hundred(0.45, 20), ...hundred(0.65, 90), ...hundred(0.75, 85), ...hundred(0.95, 98), ...hundred(0.999, 100)]
  const curve = fitCurve(words)

  it('gives the share of words that are right, and more for higher figures', () => {
    expect(shareAt(curve, 0.45)).toBeCloseTo(0.2, 1)
    expect(shareAt(curve, 0.95)).toBeCloseTo(0.97, 1)
    for (const [i, [raw, share]] of curve.entries()) {
      if (i === 0) continue
      expect(raw).toBeGreaterThan(curve[i - 1]![0])
      expect(share).toBeGreaterThanOrEqual(curve[i - 1]![1])
    }
    expect(shareAt(curve, 0)).toBe(0)
    expect(shareAt(curve, 1)).toBeLessThan(1)
  })

  it('pools figures whose shares fall', () => {
    expect(curve.filter(([raw]) => raw > 0.6 && raw < 0.8)).toEqual([
      [0.65, expect.closeTo(0.871, 3)],
      [0.75, expect.closeTo(0.871, 3)],
    ])
  })

  it('is right about pages that it was not fitted to', () => {
    const judged = crossValidated(words, fittedAlone)
    expect(judged).toHaveLength(words.length)
    expect(calibrationError(words, 'raw')).toBeGreaterThan(0.1)
    expect(calibrationError(judged, 'confidence')).toBeLessThan(0.04)
  })

  it('is another one for each answer of a second reader', () => {
    const compared = [...hundred(0.9, 99, 'alike'), ...hundred(0.9, 60, 'different'), ...hundred(0.9, 80, 'unseen')]
    const judged = crossValidated(compared, fittedBeside)
    const mean = (beside: string): number =>
      judged.filter((word) => word.beside === beside).reduce((sum, word) => sum + word.confidence, 0) / 100
    expect([mean('alike'), mean('different'), mean('unseen')]).toEqual([
      expect.closeTo(0.98, 1),
      expect.closeTo(0.6, 1),
      expect.closeTo(0.8, 1),
    ])
    expect(agreementCounts(compared)[1]).toMatchObject({ beside: 'different', words: 100, right: 60, numbers: 25 })
  })

  it('is written as a module of both engines', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'pagetune-')), 'curves.ts')
    const word = (text: string, raw: number, also_read?: string) => ({
      text,
      confidence: raw,
      raw_confidence: raw,
      ...(also_read === undefined ? {} : { also_read }),
    })
    const line = (wrong: number) => ({
      id: 'l001',
      words: [
        ...Array.from({ length: 40 }, () => word('bolt', 0.98)),
        ...Array.from({ length: 40 }, (_, i) => word(i < wrong ? 'wrang' : 'nut', 0.7, 'nat')),
        ...Array.from({ length: 40 }, () => word('washer', 0.8, '')),
      ],
    })
    const truth = { lines: [`${'bolt '.repeat(40)}${'nut '.repeat(40)}${'washer '.repeat(40)}`], optional: [], words: null, loose: false }
    const page = (path: string, engine: string, wrong: number, isCompared: boolean) =>
      ({ engine, isCompared, page: { path, page: 1, half: null, truth }, reading: { lines: [line(wrong)] } }) as unknown as PageResult
    const said = await fitConfidence(
      ['a.jpg', 'b.jpg'].flatMap((path) => [page(path, 'ppocr', 10, true), page(path, 'tesseract', 20, false)]),
      file,
    )
    expect(said).toMatch(/\| different\s+\| 80\s+\| 75\.00/)
    const { CONFIDENCE_CURVES } = (await import(file)) as {
      CONFIDENCE_CURVES: typeof import('../../src/ocr/confidence-curves.ts').CONFIDENCE_CURVES
    }
    expect(shareAt(CONFIDENCE_CURVES.ppocr.beside.different, 0.7)).toBeCloseTo(0.74, 1)
    expect(shareAt(CONFIDENCE_CURVES.ppocr.beside.alike, 0.98)).toBeGreaterThan(0.97)
    expect(shareAt(CONFIDENCE_CURVES.tesseract.alone, 0.7)).toBeCloseTo(0.5, 1)
    expect(await readFile(file, 'utf8')).toContain('--fit-confidence')
  })
})
