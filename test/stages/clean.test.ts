import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import type { CleanedPage } from '../../src/contracts/page.ts'
import { loadRaster } from '../../src/imaging/raster.ts'
import { IDENTITY, mapPoint } from '../../src/imaging/transform.ts'
import { cleanStage } from '../../src/stages/clean/index.ts'
import { temporaryContext } from '../context.ts'
import { samplePage } from '../ocr/sample-page.ts'
import { preparedPage } from './prepared-page.ts'

const page = samplePage('05-02').path

/** The sample page, turned clockwise by quarters and leaning clockwise by degrees, as a scanner would give it. */
async function scanned(turn: number, lean: number): Promise<Buffer> {
  const turned = await sharp(page).greyscale().rotate(turn).png().toBuffer()
  return sharp(turned).rotate(lean, { background: 'white' }).png().toBuffer()
}

async function cleaned(picture: Buffer, settings: Record<string, unknown> = {}) {
  const context = await temporaryContext({ clean: settings })
  const output = cleanStage.output.parse(await cleanStage.run(await preparedPage(context, 'p', picture), context)) as CleanedPage
  return { output, context }
}

/** Share of the dark pixels of the reading copy that are dark in the prepared image at the place to which they are mapped. */
async function inkAgreement(output: CleanedPage, copy: string, prepared: Buffer): Promise<number> {
  const { raster: upright } = await loadRaster(copy)
  const { raster: original } = await loadRaster(prepared)
  let dark = 0
  let same = 0
  for (let i = 0; i < upright.data.length; i += 11) {
    if (upright.data[i]! > 60) continue
    const [x, y] = mapPoint(output.transform, (i % upright.width) + 0.5, Math.floor(i / upright.width) + 0.5)
    dark++
    if ((original.data[Math.floor(y) * original.width + Math.floor(x)] ?? 255) < 170) same++
  }
  return same / dark
}

describe('clean', () => {
  for (const [turn, back] of [
    [0, 0],
    [90, 270],
    [180, 180],
    [270, 90],
  ] as const) {
    for (const lean of [0, 1.6]) {
      it(`stands a page up that was scanned at ${turn}° and leans by ${lean}°, and knows the way back`, async () => {
        const picture = await scanned(turn, lean)
        const { output, context } = await cleaned(picture)
        expect(output.turn).toBe(back)
        expect(Math.abs(output.skew - lean)).toBeLessThan(0.25)
        const agreement = await inkAgreement(output, context.workspace.localPath(output.image!.path), picture)
        expect(agreement).toBeGreaterThan(0.97)
      })
    }
  }

  it('leaves a clean page alone, and points to the prepared image', async () => {
    const { output } = await cleaned(await sharp(page).png().toBuffer(), { despeckle: false })
    expect(output).toMatchObject({
      turn: 0,
      skew: 0,
      transform: IDENTITY,
      steps: ['clean already'],
      image: { path: 'work/prepare/images/p.png' },
    })
  })

  it('does only what the settings allow', async () => {
    const { output } = await cleaned(await scanned(90, 1.6), { turn: false, deskew: false, despeckle: false, contrast: false })
    expect(output).toMatchObject({ turn: 0, skew: 0, steps: ['clean already'] })
  })

  it('shrinks a large scan, and carries the scale in the transform', async () => {
    const large = await sharp(page).resize({ width: 5000 }).png().toBuffer()
    const { output, context } = await cleaned(large, { turn: false })
    expect(Math.max(output.image!.width, output.image!.height)).toBeLessThanOrEqual(4010)
    const { width } = await sharp(large).metadata()
    expect(output.transform[0]).toBeCloseTo(width / output.image!.width, 2)
    expect(await inkAgreement(output, context.workspace.localPath(output.image!.path), large)).toBeGreaterThan(0.97)
  })

  it('has no pixels to clean on HTML pages, and leaves pages with a trusted text layer as they are', async () => {
    const context = await temporaryContext()
    expect(await cleanStage.run(await preparedPage(context, 'h', null), context)).toMatchObject({ image: null, transform: IDENTITY })
    const layer = { trusted: true, reason: 'born digital', words: [] }
    const leaning = await scanned(180, 2)
    expect(await cleanStage.run(await preparedPage(context, 't', leaning, layer), context)).toMatchObject({
      turn: 0,
      skew: 0,
      steps: ['text layer is read'],
    })
    const distrustful = await temporaryContext({ read: { text_layer: 'never' } })
    expect(await cleanStage.run(await preparedPage(distrustful, 't', leaning, layer), distrustful)).toMatchObject({ turn: 180 })
  })

  it('gives the same bytes for the same page', async () => {
    const picture = await scanned(0, 1.6)
    const [one, other] = [await cleaned(picture), await cleaned(picture)]
    expect(one.output).toEqual(other.output)
  })
})
