import type { Box, Transform } from '../contracts/geometry.ts'

/** Smallest box around boxes. Throws RangeError when there are none. */
export function bounds(boxes: readonly Box[]): Box {
  if (boxes.length === 0) throw new RangeError('bounds of no boxes')
  let [left, top, right, bottom] = boxes[0]!
  for (const box of boxes) {
    left = Math.min(left, box[0])
    top = Math.min(top, box[1])
    right = Math.max(right, box[2])
    bottom = Math.max(bottom, box[3])
  }
  return [left, top, right, bottom]
}

/** Bounds of a box after the affine map; whole pixels. */
export function mapBox(box: Box, [a, b, c, d, e, f]: Transform): Box {
  const xs: number[] = []
  const ys: number[] = []
  for (const [u, v] of [
    [box[0], box[1]],
    [box[2], box[1]],
    [box[0], box[3]],
    [box[2], box[3]],
  ] as const) {
    xs.push(a * u + b * v + c)
    ys.push(d * u + e * v + f)
  }
  return [Math.round(Math.min(...xs)), Math.round(Math.min(...ys)), Math.round(Math.max(...xs)), Math.round(Math.max(...ys))]
}

/** Length of the common part of two stretches; negative = the gap between them. */
export function overlap(start: number, end: number, otherStart: number, otherEnd: number): number {
  return Math.min(end, otherEnd) - Math.max(start, otherStart)
}

export function centre(box: Box): readonly [number, number] {
  return [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
}

/** Whether the centre of a box lies in the other one, widened by `margin`. */
export function centreInside(box: Box, outer: Box, margin = 0): boolean {
  const [x, y] = centre(box)
  return x >= outer[0] - margin && x < outer[2] + margin && y >= outer[1] - margin && y < outer[3] + margin
}

export function area(box: Box): number {
  return Math.max(0, box[2] - box[0]) * Math.max(0, box[3] - box[1])
}

/** Area that two boxes share. */
export function sharedArea(one: Box, other: Box): number {
  return Math.max(0, overlap(one[0], one[2], other[0], other[2])) * Math.max(0, overlap(one[1], one[3], other[1], other[3]))
}

export function median(values: readonly number[]): number {
  if (values.length === 0) return 0
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)]!
}
