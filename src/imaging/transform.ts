import type { Box, Transform } from '../contracts/geometry.ts'

/** Affine maps as [a, b, c, d, e, f]: (u, v) → (a·u + b·v + c, d·u + e·v + f), on continuous pixel coordinates (a pixel is [x, x+1)). */
export const IDENTITY: Transform = [1, 0, 0, 0, 1, 0]

export type QuarterTurn = 0 | 90 | 180 | 270

/** The map that does `inner` first and `outer` after it. */
export function compose(outer: Transform, inner: Transform): Transform {
  const [a, b, c, d, e, f] = outer
  const [p, q, r, s, t, u] = inner
  return [a * p + b * s, a * q + b * t, a * r + b * u + c, d * p + e * s, d * q + e * t, d * r + e * u + f]
}

/** The way back. The map must not be flat (no transform of a page is). */
export function invert([a, b, c, d, e, f]: Transform): Transform {
  const determinant = a * e - b * d
  return [
    e / determinant,
    -b / determinant,
    (b * f - c * e) / determinant,
    -d / determinant,
    a / determinant,
    (c * d - a * f) / determinant,
  ]
}

export function mapPoint([a, b, c, d, e, f]: Transform, u: number, v: number): [number, number] {
  return [a * u + b * v + c, d * u + e * v + f]
}

/** The upright rectangle around a mapped box. */
export function mapBox(transform: Transform, [left, top, right, bottom]: Box): Box {
  const corners = [
    mapPoint(transform, left, top),
    mapPoint(transform, right, top),
    mapPoint(transform, left, bottom),
    mapPoint(transform, right, bottom),
  ]
  const xs = corners.map(([x]) => x)
  const ys = corners.map(([, y]) => y)
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
}

/** Whole pixels: grown to the next pixel edge (numerical dust of 0.01 is ignored) and cut to a picture of the given size. */
export function roundBox([left, top, right, bottom]: Box, width: number, height: number): Box {
  const clamp = (value: number, limit: number): number => Math.min(limit, Math.max(0, value))
  return [
    clamp(Math.floor(left + 0.01), width),
    clamp(Math.floor(top + 0.01), height),
    clamp(Math.ceil(right - 0.01), width),
    clamp(Math.ceil(bottom - 0.01), height),
  ]
}
