import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Transform } from '../../src/contracts/geometry.ts'
import type { Raster } from '../../src/contracts/ocr.ts'
import { blankRaster, loadRaster } from '../../src/imaging/raster.ts'
import { straightenRaster, turnRaster } from '../../src/imaging/resample.ts'
import { measureSkew } from '../../src/imaging/skew.ts'
import { compose, IDENTITY, invert, mapBox, mapPoint, type QuarterTurn, roundBox } from '../../src/imaging/transform.ts'
import { REPOSITORY } from '../repository.ts'

const TURNS: readonly QuarterTurn[] = [0, 90, 180, 270]
const LEANS = [-4, -0.7, 0, 0.3, 2.5]

/** A white page with dark squares whose middles are known. */
function pageWithSquares(width: number, height: number, middles: readonly (readonly [number, number])[]): Raster {
  const page = blankRaster(width, height)
  for (const [x, y] of middles) {
    for (let row = y - 3; row < y + 3; row++) page.data.fill(0, row * width + x - 3, row * width + x + 3)
  }
  return page
}

/** The middle of the darkness around a point. */
function darkMiddle({ data, width }: Raster, x: number, y: number): [number, number] {
  let [sum, sumX, sumY] = [0, 0, 0]
  for (let row = Math.round(y) - 8; row < Math.round(y) + 8; row++) {
    for (let column = Math.round(x) - 8; column < Math.round(x) + 8; column++) {
      const dark = 255 - data[row * width + column]!
      sum += dark
      sumX += dark * (column + 0.5)
      sumY += dark * (row + 0.5)
    }
  }
  return [sumX / sum, sumY / sum]
}

describe('the way back from the upright copy', () => {
  const middles = [
    [40, 30],
    [250, 60],
    [120, 150],
    [270, 180],
  ] as const
  const page = pageWithSquares(300, 220, middles)

  for (const turn of TURNS) {
    for (const lean of LEANS) {
      it(`finds the same ink after a turn of ${turn}° and a lean of ${lean}°`, () => {
        const turned = turnRaster(page, turn)
        const level = straightenRaster(turned.raster, lean, 255)
        const back = compose(turned.back, level.back)
        for (const [x, y] of middles) {
          const [u, v] = mapPoint(invert(back), x, y)
          const [seenX, seenY] = mapPoint(back, ...darkMiddle(level.raster, u, v))
          expect(Math.hypot(seenX - x, seenY - y)).toBeLessThan(0.35)
        }
      })
    }
  }

  it('keeps every pixel of a quarter turn', () => {
    for (const turn of TURNS) {
      const { raster, back } = turnRaster(page, turn)
      for (let i = 0; i < raster.data.length; i += 7) {
        const [x, y] = mapPoint(back, (i % raster.width) + 0.5, Math.floor(i / raster.width) + 0.5)
        expect(page.data[Math.floor(y) * page.width + Math.floor(x)]).toBe(raster.data[i])
      }
    }
  })

  it('undoes itself', () => {
    const way: Transform = compose([2, 0, 0, 0, 2, 0], [0.998, -0.05, 12, 0.05, 0.998, -7])
    const there = mapPoint(way, 31, 17)
    expect(mapPoint(invert(way), ...there).map((value) => Math.round(value * 1e6) / 1e6)).toEqual([31, 17])
    expect(mapBox(IDENTITY, [1, 2, 3, 4])).toEqual([1, 2, 3, 4])
  })

  it('rounds boxes outwards and keeps them inside the picture', () => {
    expect(roundBox([-2, 3.4, 10.001, 400.2], 300, 220)).toEqual([0, 3, 10, 220])
  })
})

describe('the lean of a page', () => {
  it('is measured to a tenth of a degree, whichever way it leans', async () => {
    const { raster } = await loadRaster(join(REPOSITORY, 'examples/manual/05 - Service/05-02.jpg'))
    const own = await measureSkew(raster)
    for (const lean of [-3, 0.5, 2, 5]) {
      const leaning = straightenRaster(raster, -lean, 255).raster
      expect(Math.abs((await measureSkew(leaning)) - own - lean)).toBeLessThan(0.05)
    }
  })

  it('is none where there is no text', async () => {
    expect(await measureSkew(blankRaster(400, 300))).toBe(0)
  })
})
