import type { Transform } from '../../contracts/geometry.ts'
import type { Raster } from '../../contracts/ocr.ts'
import type { Settings } from '../../contracts/settings.ts'
import { improveContrast } from '../../imaging/contrast.ts'
import { removeSpecks } from '../../imaging/despeckle.ts'
import { straightenRaster, turnRaster } from '../../imaging/resample.ts'
import { measureSkew } from '../../imaging/skew.ts'
import { histogram, percentile } from '../../imaging/threshold.ts'
import { compose, IDENTITY, type QuarterTurn } from '../../imaging/transform.ts'

/** Degrees of lean that are not worth the loss of sharpness: a page of small type that leans by .19 is read better as it is. */
const MIN_SKEW = 0.2

export interface Straightened {
  readonly raster: Raster
  readonly turn: QuarterTurn
  /** Degrees clockwise that were taken out; 0 where nothing was. */
  readonly skew: number
  /** Pixels of the result → pixels of the given raster. */
  readonly back: Transform
  /** What was done, for people; empty = the raster is the given one. */
  readonly steps: readonly string[]
}

/** Makes a copy for reading: contrast, specks, quarter turns, lean; each as the settings allow and the page needs. */
export async function straighten(
  page: Raster,
  settings: Settings['clean'],
  findTurn: (page: Raster) => Promise<QuarterTurn>,
): Promise<Straightened> {
  const steps: string[] = []
  let raster = page
  let back = IDENTITY
  if (settings.contrast) {
    raster = improveContrast(raster)
    if (raster !== page) steps.push('contrast')
  }
  if (settings.despeckle) {
    const clean = removeSpecks(raster)
    raster = clean.raster
    if (clean.specks > 0) steps.push(`${clean.specks} specks`)
  }
  const turn = settings.turn ? await findTurn(raster) : 0
  if (turn !== 0) {
    const turned = turnRaster(raster, turn)
    raster = turned.raster
    back = compose(back, turned.back)
    steps.push(`turned ${turn}°`)
  }
  const lean = settings.deskew ? await measureSkew(raster) : 0
  const skew = Math.abs(lean) > MIN_SKEW ? lean : 0
  if (skew !== 0) {
    const level = straightenRaster(raster, skew, percentile(histogram(raster.data), 0.8))
    raster = level.raster
    back = compose(back, level.back)
    steps.push(`deskewed ${skew}°`)
  }
  return { raster, turn, skew, back, steps }
}
