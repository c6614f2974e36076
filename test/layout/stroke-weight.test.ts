import { expect, test } from 'vitest'
import { isBold, strokeWeight, weighed } from '../../src/layout/stroke-weight.ts'
import { type PlacedWord, rowOf } from '../../src/layout/rows.ts'
import type { Raster } from '../../src/contracts/ocr.ts'

/** Upright strokes, each `thick` pixels wide, with soft edges as on a scan. */
function strokes(marks: readonly { readonly left: number; readonly thick: number }[]): Raster {
  const [width, height] = [400, 60]
  const data = new Uint8Array(width * height).fill(235)
  for (let y = 20; y < 40; y++) {
    for (const { left, thick } of marks) {
      for (let at = 0; at < 6; at++) {
        const start = left + at * 12
        data[y * width + start - 1] = 180
        data.fill(40, y * width + start, y * width + start + thick)
        data[y * width + start + thick] = 180
      }
    }
  }
  return { width, height, data }
}

const word = (left: number, text: string): PlacedWord => ({
  text,
  box: [left - 4, 18, left + 72, 42],
  upright: [left - 4, 18, left + 72, 42],
  confidence: 1,
  line: 'l01',
})

test('the thickness of strokes is found within a fifth', () => {
  const raster = strokes([
    { left: 20, thick: 2 },
    { left: 140, thick: 4 },
  ])
  expect(strokeWeight(raster, word(20, 'thin').upright) / 2).toBeCloseTo(1.4, 0)
  expect(strokeWeight(raster, word(140, 'thick').upright)).toBeGreaterThan(1.5 * strokeWeight(raster, word(20, 'thin').upright))
  expect(strokeWeight(raster, [0, 45, 100, 58])).toBe(0)
})

test('a row is bold when all its words are, against the usual type of the page', () => {
  const raster = strokes([
    { left: 20, thick: 2 },
    { left: 120, thick: 2 },
    { left: 220, thick: 4 },
  ])
  const [one, two, heavy] = weighed([word(20, 'plain'), word(120, 'words'), word(220, 'Title')], raster)
  expect(isBold(rowOf([heavy!]))).toBe(true)
  expect(isBold(rowOf([one!, two!]))).toBe(false)
  expect(isBold(rowOf([one!, heavy!]))).toBe(false)
})
