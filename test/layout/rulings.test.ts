import { expect, test } from 'vitest'
import { ruledGrids } from '../../src/layout/grid.ts'
import { detectRulings, rulingTolerance } from '../../src/layout/rulings.ts'
import type { Raster } from '../../src/contracts/ocr.ts'

/** White page with black bars [left, top, right, bottom]. */
function page(width: number, height: number, bars: readonly (readonly [number, number, number, number])[]): Raster {
  const data = new Uint8Array(width * height).fill(255)
  for (const [left, top, right, bottom] of bars) {
    for (let y = top; y < bottom; y++) data.fill(0, y * width + left, y * width + right)
  }
  return { width, height, data }
}

const frame = [
  [100, 100, 702, 102],
  [100, 200, 702, 202],
  [100, 300, 702, 302],
  [100, 100, 102, 302],
  [400, 100, 402, 302],
  [700, 100, 702, 302],
] as const

test('a plain grid gives one cell between each pair of lines', () => {
  const raster = page(1200, 900, frame)
  const rulings = detectRulings(raster)
  expect(rulings.horizontal).toHaveLength(3)
  expect(rulings.vertical).toHaveLength(3)
  const [grid, ...others] = ruledGrids(rulings, rulingTolerance(raster))
  expect(others).toEqual([])
  expect(grid?.cells.map((cell) => [cell.row, cell.column, cell.rowSpan, cell.columnSpan])).toEqual([
    [0, 0, 1, 1],
    [0, 1, 1, 1],
    [1, 0, 1, 1],
    [1, 1, 1, 1],
  ])
})

test('a missing edge makes a span, and an underline or a fat bar is no ruling', () => {
  const open = frame.map((bar) => (bar[0] === 400 ? ([400, 200, 402, 302] as const) : bar))
  const raster = page(1200, 900, [...open, [150, 150, 250, 152], [800, 400, 1000, 440]])
  const rulings = detectRulings(raster)
  expect(rulings.horizontal).toHaveLength(3)
  const [grid] = ruledGrids(rulings, rulingTolerance(raster))
  expect(grid?.cells.map((cell) => [cell.row, cell.column, cell.rowSpan, cell.columnSpan])).toEqual([
    [0, 0, 1, 2],
    [1, 0, 1, 1],
    [1, 1, 1, 1],
  ])
})

test('broken strokes and a slight lean still make one line', () => {
  const leaning = Array.from({ length: 600 }, (_, x) => [100 + x, 100 + Math.floor(x / 200), 101 + x, 102 + Math.floor(x / 200)] as const)
  const dashed = leaning.filter((_, x) => x % 50 !== 0)
  const raster = page(1200, 900, [...frame.slice(1), ...dashed])
  expect(detectRulings(raster).horizontal).toHaveLength(3)
})
