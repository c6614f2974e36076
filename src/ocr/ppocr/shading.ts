import type { Raster } from '../../contracts/ocr.ts'
import { findComponents } from '../../imaging/components.ts'
import { histogram, otsu, type Split } from '../../imaging/threshold.ts'

/** Dots of a printed screen are no larger than this share of the crop's height. */
const DOT = 0.17
/** So many dots for each crop height of width make a screen; full stops and dots on letters are far fewer. */
const DENSITY = 3
const MIN_DOTS = 10
/** Share of them that must lie in the upper third: a leader is a row of dots too, but lies low. */
const UPPER = 0.15
/** How far from the ink threshold towards the paper greys are still taken for the soft edge of a letter. */
const EDGE = 0.1

/**
 * Fades out a printed screen (grey shading) behind text: its dots are small and print lighter than letters, so that all that is
 * well above the ink threshold becomes paper. Nothing dark is touched, since it may be a decimal point. The crop itself where
 * there is no screen. `split` is Otsu's of the result.
 */
export function removeShading(crop: Raster): { raster: Raster; split: Split } {
  const split = otsu(histogram(crop.data))
  if (!isShaded(crop, split)) return { raster: crop, split }
  const white = split.threshold + EDGE * (split.light - split.threshold)
  const map = Uint8Array.from({ length: 256 }, (_, grey) =>
    Math.max(0, Math.min(255, Math.round(((grey - split.dark) * 255) / (white - split.dark)))),
  )
  const data = crop.data.map((grey) => map[grey]!)
  return { raster: { width: crop.width, height: crop.height, data }, split: otsu(histogram(data)) }
}

function isShaded({ width, height, data }: Raster, { threshold, light }: Split): boolean {
  const pale = (threshold + light) / 2
  const mask = new Uint8Array(data.length)
  for (let i = 0; i < data.length; i++) mask[i] = data[i]! <= pale ? 1 : 0
  const { components } = findComponents(mask, width, height)
  const dots = components.filter(({ left, top, right, bottom }) => Math.max(right - left, bottom - top) <= DOT * height)
  const upper = dots.filter(({ top }) => top < height / 3).length
  return dots.length >= Math.max(MIN_DOTS, (DENSITY * width) / height) && upper >= UPPER * dots.length
}
