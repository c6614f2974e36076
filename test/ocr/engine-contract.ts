import { expect, it } from 'vitest'
import type { OcrEngine, Raster, RecognisedLine } from '../../src/contracts/ocr.ts'
import { blankRaster, cropRaster, loadRaster } from '../../src/imaging/raster.ts'
import { comparable, recall, samplePage } from './sample-page.ts'

/** What holds for every reading engine. Call it inside a `describe`; `leastRecall` is what the engine reaches on a clean page. */
export function engineContract(open: () => Promise<OcrEngine>, leastRecall: number): void {
  const page = async (): Promise<Raster> => (await loadRaster(samplePage('47-02').path)).raster
  const readWith = async (raster: Raster, ...rest: [Parameters<OcrEngine['read']>[1]?]): Promise<RecognisedLine[]> => {
    const engine = await open()
    try {
      return await engine.read(raster, ...rest)
    } finally {
      await engine.close()
    }
  }

  it('reads the words of a printed page', async () => {
    const lines = await readWith((await loadRaster(samplePage('05-02').path)).raster)
    expect(recall(comparable(lines.map(({ text }) => text)), comparable(samplePage('05-02').lines))).toBeGreaterThan(leastRecall)
  })

  it('gives lines whose text, box and confidence are those of their words', async () => {
    const raster = await page()
    const lines = await readWith(raster)
    expect(lines.length).toBeGreaterThan(10)
    for (const { text, box, confidence, words } of lines) {
      expect(words.length).toBeGreaterThan(0)
      expect(text).toBe(words.map((word) => word.text).join(' '))
      expect(confidence).toBeGreaterThanOrEqual(0)
      expect(confidence).toBeLessThanOrEqual(1)
      for (const word of words) {
        expect(word.text).toMatch(/^\S+$/u)
        expect(word.box[0]).toBeLessThan(word.box[2])
        expect(word.box[1]).toBeLessThan(word.box[3])
        expect([word.box[0] >= box[0], word.box[1] >= box[1], word.box[2] <= box[2], word.box[3] <= box[3]]).toEqual([
          true,
          true,
          true,
          true,
        ])
      }
      expect(box[0]).toBeGreaterThan(-5)
      expect(box[3]).toBeLessThan(raster.height + 5)
    }
  })

  it('reads the same page the same way each time', async () => {
    const raster = cropRaster(await page(), 0, 0, 900, 500)
    expect(await readWith(raster)).toEqual(await readWith(raster))
  })

  it('finds nothing on blank paper, nor in blank places', async () => {
    expect(await readWith(blankRaster(640, 480), { alsoRead: [[20, 20, 200, 60]] })).toEqual([])
  })

  it('stops when it is told to', async () => {
    await expect(readWith(await page(), { signal: AbortSignal.abort() })).rejects.toThrow(/abort/i)
  })

  it('says what it is, and can be used again after it was closed', async () => {
    const engine = await open()
    expect(engine.fingerprint).toContain(engine.name)
    const raster = cropRaster(await page(), 0, 0, 800, 300)
    const first = await engine.read(raster)
    await engine.close()
    expect(await engine.read(raster)).toEqual(first)
    await engine.close()
    expect((await open()).fingerprint).toBe(engine.fingerprint)
  })
}
