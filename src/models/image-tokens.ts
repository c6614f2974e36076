import type { ImageRule } from './model-data.ts'

export interface Size {
  readonly width: number
  readonly height: number
}

const SQUARE = 28
const PATCH = 32

/** Tokens of a picture, as the provider counts it after its own resizing. */
export function imageTokens(size: Size, rule: ImageRule): number {
  const { width, height } = seenSize(size, rule)
  if (rule.kind === 'squares28') return squares(width, height)
  return Math.ceil(patches(width, height) * rule.factor)
}

const squares = (width: number, height: number): number => Math.ceil(width / SQUARE) * Math.ceil(height / SQUARE)
const patches = (width: number, height: number): number => Math.ceil(width / PATCH) * Math.ceil(height / PATCH)

/**
 * The size at which the model sees a picture: as sent while it fits, else the largest of the same shape that does.
 * Found by halving the interval of scales (the token rules are step functions); this is what the documented examples give
 * (A4 at 150 dpi, 1240 × 1754: 924 × 1307 in the standard tier).
 */
export function seenSize({ width, height }: Size, rule: ImageRule): Size {
  const fits = (scale: number): boolean => {
    const [w, h] = scaled(width, height, scale)
    if (rule.kind === 'squares28') return Math.max(w, h) <= rule.longest_side && squares(w, h) <= rule.most_tokens
    return patches(w, h) <= rule.most_patches
  }
  if (fits(1)) return { width, height }
  let [low, high] = [0, 1]
  for (let step = 0; step < 24; step++) {
    const middle = (low + high) / 2
    if (fits(middle)) low = middle
    else high = middle
  }
  const [w, h] = scaled(width, height, low)
  return { width: w, height: h }
}

const scaled = (width: number, height: number, scale: number): [number, number] => [
  Math.max(1, Math.round(width * scale)),
  Math.max(1, Math.round(height * scale)),
]
