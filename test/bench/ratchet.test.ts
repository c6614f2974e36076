import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { calibration, judgedWords } from '../../bench/calibration.ts'
import { damagedPicture, DAMAGES } from '../../bench/degrade.ts'
import { recordedScores, regressions, SCORES_FILE } from '../../bench/ratchet.ts'
import type { PageResult } from '../../bench/run-set.ts'
import { measureSkew } from '../../src/imaging/skew.ts'
import { loadRaster } from '../../src/imaging/raster.ts'
import { straighten } from '../../src/stages/clean/straighten.ts'
import { findTurn } from '../../src/ocr/ppocr/turn.ts'
import { defaultSettings } from '../../src/contracts/settings.ts'
import { samplePage } from '../ocr/sample-page.ts'
import { REPOSITORY } from '../repository.ts'

describe('the ratchet', () => {
  const score = { f1: 0.99, numF1: 0.98, cerAll: 0.01 }
  const recorded = { sample: { 'a.jpg': score, 'b.jpg': score } }

  it('names the page and the score that got worse', () => {
    const fresh = { sample: { 'a.jpg': score, 'b.jpg': { f1: 0.97, numF1: 0.99, cerAll: 0.03 } } }
    const worse = regressions(recorded, fresh)
    expect(worse).toHaveLength(2)
    expect(worse[0]).toMatch(/b\.jpg.*f1.*0\.99.*0\.97/)
    expect(worse[1]).toMatch(/b\.jpg.*cerAll/)
  })

  it('is content with what is as good or better, and with the last digits of another processor', () => {
    expect(regressions(recorded, { sample: { 'a.jpg': { f1: 1, numF1: 0.979, cerAll: 0.011 } } })).toEqual([])
  })

  it('does not pass over a page without a record', () => {
    expect(regressions(recorded, { sample: { 'c.jpg': score } })).toHaveLength(1)
  })

  it('has records of pages, and nothing of their text', async () => {
    const scores = await recordedScores(join(REPOSITORY, SCORES_FILE))
    expect(Object.keys(scores['sample'] ?? {}).length).toBeGreaterThan(2)
    for (const page of Object.values(scores).flatMap((pages) => Object.keys(pages))) expect(page).toMatch(/^[\w-]+\.jpg$/)
  })
})

describe('calibration', () => {
  it('counts words by confidence, and the surer of two equal words as the right one', () => {
    const word = (text: string, confidence: number) => ({ text, confidence, box: [0, 0, 1, 1], upright: [0, 0, 1, 1] })
    const words = [word('torque', 0.99), word('25', 0.55), word('25', 0.96), word('Nrn', 0.3)]
    const page = { path: 'a.jpg', page: 1, half: null, truth: { lines: ['torque 25 Nm'], optional: [], words: null, loose: false } }
    const result = { page, reading: { lines: [{ words }] } } as unknown as PageResult
    const found = calibration(judgedWords([result])).filter((bucket) => bucket.words > 0)
    expect(found.map(({ from, words: count, right }) => [from, count, right])).toEqual([
      [0, 1, 0],
      [0.5, 1, 0],
      [0.95, 1, 1],
      [0.98, 1, 1],
    ])
  })
})

describe('damaged pages', () => {
  const path = samplePage('05-02').path

  for (const damage of DAMAGES) {
    it(`${damage.name}: stood up and levelled to a tenth of a degree`, async () => {
      const { raster: drawn } = await loadRaster(path)
      const own = await measureSkew(drawn)
      const bytes = await damagedPicture(await readFile(path), damage)
      const { raster } = await loadRaster(bytes)
      const level = await straighten(raster, defaultSettings().clean, findTurn)
      expect((level.turn + damage.turn) % 360).toBe(0)
      const lean = own + damage.lean
      expect(Math.abs(level.skew - (Math.abs(lean) > 0.15 ? lean : 0))).toBeLessThanOrEqual(0.1)
    })
  }

  it('are the same each time', async () => {
    const [one, other] = [await damagedPicture(await readFile(path), DAMAGES[5]!), await damagedPicture(await readFile(path), DAMAGES[5]!)]
    expect(Buffer.compare(one, other)).toBe(0)
    expect((await sharp(one).metadata()).format).toBe('jpeg')
  })
})
