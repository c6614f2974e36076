import type { Box } from '../contracts/geometry.ts'
import type { Raster } from '../contracts/ocr.ts'
import { greyRange } from '../imaging/threshold.ts'
import { median } from './boxes.ts'
import type { PlacedWord, Row } from './rows.ts'

/** Share of the way from ink to paper below which a pixel counts as ink. */
const INK = 0.5

/**
 * Mean thickness of the strokes inside a box, in pixels: twice the ink over the length of its outline. Blurred edges are counted
 * by their share of ink, so that thickness is found finer than a pixel. 0 where there is no ink.
 */
export function strokeWeight(raster: Raster, [left, top, right, bottom]: Box): number {
  const [x0, y0] = [Math.max(1, Math.floor(left)), Math.max(1, Math.floor(top))]
  const [x1, y1] = [Math.min(raster.width - 1, Math.ceil(right)), Math.min(raster.height - 1, Math.ceil(bottom))]
  const [dark, light] = greyRange(raster, [x0, y0, x1, y1])
  if (light - dark < 60) return 0
  const threshold = dark + INK * (light - dark)
  const span = light - dark
  let ink = 0
  let outline = 0
  for (let y = y0; y < y1; y++) {
    for (let x = x0; x < x1; x++) {
      const at = y * raster.width + x
      const value = raster.data[at]!
      ink += Math.min(1, Math.max(0, (light - value) / span))
      const isInk = value < threshold
      if (isInk !== raster.data[at - 1]! < threshold) outline += 1
      if (isInk !== raster.data[at - raster.width]! < threshold) outline += 1
    }
  }
  // A slanted edge crosses both ways: the outline counted along the grid is longer by 4/π on average.
  return outline === 0 ? 0 : (2 * ink) / (outline * (Math.PI / 4))
}

/** Rows in bold type have strokes of 1.25 (serif) to 2.3 times the usual thickness on scans of 109 to 200 dpi; plain rows stay below 1.1. */
const BOLD = 1.2
/** No word of a bold row is thinner. */
const THINNEST = 1.08

/** The words with the thickness of their strokes, 1 being the page's median. */
export function weighed(words: readonly PlacedWord[], raster: Raster): PlacedWord[] {
  const weights = words.map((word) => strokeWeight(raster, word.upright))
  const usual = median(weights.filter((weight) => weight > 0))
  return words.map((word, index) => (usual === 0 ? word : Object.assign({}, word, { weight: weights[index]! / usual })))
}

/** Whether all of a row is set in bold; marks and short words may be too small to tell. */
export function isBold({ words }: Pick<Row, 'words'>): boolean {
  const told = words.filter((word) => word.text.length >= 2)
  return told.length > 0 && told.every(({ weight = 1 }) => weight > THINNEST) && median(told.map(({ weight = 1 }) => weight)) > BOLD
}
