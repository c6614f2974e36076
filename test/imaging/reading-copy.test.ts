import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Raster } from '../../src/contracts/ocr.ts'
import { findComponents } from '../../src/imaging/components.ts'
import { improveContrast } from '../../src/imaging/contrast.ts'
import { removeSpecks } from '../../src/imaging/despeckle.ts'
import { blankRaster, encodePng, loadRaster, samplePatch } from '../../src/imaging/raster.ts'
import { REPOSITORY } from '../repository.ts'

function fill({ data, width }: Raster, left: number, top: number, right: number, bottom: number, grey: number): void {
  for (let y = top; y < bottom; y++) data.fill(grey, y * width + left, y * width + right)
}

describe('despeckling', () => {
  it('takes out lone specks and keeps dots beside letters, rings and rows of dots', () => {
    const page = blankRaster(1200, 900)
    fill(page, 100, 100, 106, 116, 0) // a letter
    fill(page, 101, 93, 104, 96, 0) // the dot on it
    fill(page, 112, 113, 115, 116, 0) // a full stop
    for (let x = 200; x < 400; x += 12) fill(page, x, 114, x + 2, 116, 0) // a leader
    fill(page, 700, 500, 702, 502, 0) // a speck
    const { raster, specks } = removeSpecks(page)
    expect(specks).toBe(1)
    const grey = (x: number, y: number): number => raster.data[y * 1200 + x]!
    expect([grey(700, 500), grey(102, 94), grey(113, 114), grey(201, 115), grey(320, 115)]).toEqual([255, 0, 0, 0, 0])
  })

  it('gives the raster itself where there is nothing to take out', () => {
    const page = blankRaster(300, 200)
    fill(page, 40, 40, 60, 70, 0)
    expect(removeSpecks(page).raster).toBe(page)
  })
})

describe('contrast', () => {
  it('leaves black on white alone', () => {
    const page = blankRaster(1200, 900)
    for (let y = 50; y < 800; y += 20) fill(page, 100, y, 900, y + 8, 10)
    expect(improveContrast(page)).toBe(page)
  })

  it('makes unevenly lit grey paper white and its faint ink dark', () => {
    const page = blankRaster(1200, 900)
    for (let y = 0; y < 900; y++) for (let x = 0; x < 1200; x++) page.data[y * 1200 + x] = 150 + Math.round((80 * x) / 1200)
    for (let y = 50; y < 800; y += 20) for (let x = 100; x < 1100; x += 16) fill(page, x, y, x + 6, y + 8, 95)
    const { data } = improveContrast(page)
    for (const x of [20, 600, 1180]) expect(data[10 * 1200 + x]).toBeGreaterThan(235)
    for (const x of [102, 598, 1062]) expect(data[54 * 1200 + x]).toBeLessThan(100)
  })
})

describe('rasters', () => {
  it('are the same bytes each time a page is decoded and written', async () => {
    const path = join(REPOSITORY, 'examples/manual/12 - Engine/12-04.jpg')
    const [one, other] = [await loadRaster(path, 600), await loadRaster(path, 600)]
    expect(Math.max(one.raster.width, one.raster.height)).toBe(600)
    expect((await encodePng(one.raster)).equals(await encodePng(other.raster))).toBe(true)
    expect((await loadRaster(await encodePng(one.raster))).raster.data).toEqual(one.raster.data)
  })

  it('are sampled where the parallelogram lies', () => {
    const page = blankRaster(60, 40)
    fill(page, 20, 10, 30, 30, 0)
    const upright = samplePatch(page, [20, 10], [1, 0], [0, 1], 10, 20)
    expect(new Set(upright.data)).toEqual(new Set([0]))
    const lying = samplePatch(page, [15, 30], [0, -1], [1, 0], 20, 20) // read from bottom to top
    expect([lying.data[10 * 20 + 5], lying.data[2 * 20 + 5]]).toEqual([0, 255])
  })

  it('fall into connected components with their extents', () => {
    const mask = Uint8Array.from([1, 0, 0, 1, 0, 1, 0, 1, 0, 0, 0, 0, 0, 1, 1])
    const { components } = findComponents(mask, 5, 3)
    expect(components.map(({ left, top, right, bottom, area }) => [left, top, right, bottom, area])).toEqual([
      [0, 0, 1, 2, 2],
      [2, 0, 5, 3, 4],
    ])
  })
})
