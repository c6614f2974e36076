import type { Box, Transform } from '../contracts/geometry.ts'

/** The upright box around a rectangle after an affine map. */
export function mapRectangle(map: Transform, x0: number, y0: number, x1: number, y1: number): Box {
  const xs: number[] = []
  const ys: number[] = []
  for (const [x, y] of [
    [x0, y0],
    [x1, y0],
    [x0, y1],
    [x1, y1],
  ] as const) {
    xs.push(map[0] * x + map[1] * y + map[2])
    ys.push(map[3] * x + map[4] * y + map[5])
  }
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
}

/** The map that does `inner` first and `outer` then. */
export function compose(outer: Transform, inner: Transform): Transform {
  const [a, b, c, d, e, f] = outer
  const [g, h, i, j, k, l] = inner
  return [a * g + b * j, a * h + b * k, a * i + b * l + c, d * g + e * j, d * h + e * k, d * i + e * l + f]
}
