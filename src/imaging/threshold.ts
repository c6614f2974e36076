import type { Box } from '../contracts/geometry.ts'
import type { Raster } from '../contracts/ocr.ts'

/** Counts of the 256 grey values. */
export function histogram(data: Uint8Array): Float64Array {
  const counts = new Uint32Array(256)
  for (let i = 0; i < data.length; i++) counts[data[i]!]! += 1
  return Float64Array.from(counts)
}

/** The grey value below which the given share (0 to 1) of the pixels lies. */
export function percentile(counts: Float64Array, share: number): number {
  const total = counts.reduce((sum, count) => sum + count, 0)
  let seen = 0
  for (let value = 0; value < 256; value++) {
    seen += counts[value]!
    if (seen >= share * total) return value
  }
  return 255
}

export interface Split {
  /** Values up to and including it are dark. */
  readonly threshold: number
  /** Mean of the dark and of the light pixels. */
  readonly dark: number
  readonly light: number
}

/** Otsu's threshold (1979): the split with the greatest variance between the two classes. */
export function otsu(counts: Float64Array): Split {
  let total = 0
  let sum = 0
  for (let value = 0; value < 256; value++) {
    total += counts[value]!
    sum += value * counts[value]!
  }
  let best: Split = { threshold: 127, dark: 0, light: 255 }
  let bestVariance = -1
  let below = 0
  let belowSum = 0
  for (let value = 0; value < 255; value++) {
    below += counts[value]!
    belowSum += value * counts[value]!
    const above = total - below
    if (below === 0 || above === 0) continue
    const dark = belowSum / below
    const light = (sum - belowSum) / above
    const variance = below * above * (light - dark) ** 2
    if (variance > bestVariance) {
      bestVariance = variance
      best = { threshold: value, dark, light }
    }
  }
  return best
}

/** The darkest and the lightest grey value in a box of whole pixels, right and bottom not included; [255, 0] for an empty box. */
export function greyRange({ data, width }: Raster, [left, top, right, bottom]: Box): readonly [dark: number, light: number] {
  let [dark, light] = [255, 0]
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const value = data[y * width + x]!
      if (value < dark) dark = value
      if (value > light) light = value
    }
  }
  return [dark, light]
}
