import type { Box } from '../../contracts/geometry.ts'
import type { Raster } from '../../contracts/ocr.ts'
import { samplePatch } from '../../imaging/raster.ts'

/** A place with one line of text: a rectangle that may be turned. Pixels of the page raster. */
export interface TextBox {
  /** Its middle. */
  readonly x: number
  readonly y: number
  /** Along and across the reading direction. */
  readonly width: number
  readonly height: number
  /** Reading direction in radians, clockwise as seen: 0 = to the right, −π/2 = bottom to top. */
  readonly angle: number
}

export function boxAt([left, top, right, bottom]: Box): TextBox {
  return { x: (left + right) / 2, y: (top + bottom) / 2, width: right - left, height: bottom - top, angle: 0 }
}

/** The same place, read with another direction: turned by quarter turns clockwise. */
export function turned(box: TextBox, quarters: number): TextBox {
  const swap = quarters % 2 !== 0
  return {
    ...box,
    width: swap ? box.height : box.width,
    height: swap ? box.width : box.height,
    angle: box.angle + (quarters * Math.PI) / 2,
  }
}

/** Page coordinates of the point `u` along and `v` across from the box's own top left corner. */
export function pagePoint(box: TextBox, u: number, v: number): [number, number] {
  const cos = Math.cos(box.angle)
  const sin = Math.sin(box.angle)
  const du = u - box.width / 2
  const dv = v - box.height / 2
  return [box.x + du * cos - dv * sin, box.y + du * sin + dv * cos]
}

/** The upright rectangle around the part of a box between (u0, v0) and (u1, v1) of its own coordinates. */
export function partBox(box: TextBox, u0: number, v0: number, u1: number, v1: number): Box {
  const corners = [pagePoint(box, u0, v0), pagePoint(box, u1, v0), pagePoint(box, u0, v1), pagePoint(box, u1, v1)]
  const xs = corners.map(([x]) => x)
  const ys = corners.map(([, y]) => y)
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
}

export function boundsOf(box: TextBox): Box {
  return partBox(box, 0, 0, box.width, box.height)
}

/** A text box as the recogniser sees it: upright, `height` pixels high. */
export interface Crop {
  readonly raster: Raster
  readonly box: TextBox
  /** Page pixels per crop pixel. */
  readonly scale: number
}

/**
 * Cuts a text box out of the page at the recogniser's height. The width keeps the proportions, rounded up to a multiple of
 * `step`; the pixels won by rounding show the page on both sides, and `box` is widened to match.
 */
export function cutCrop(page: Raster, box: TextBox, height: number, step: number, minWidth: number): Crop {
  const scale = box.height / height
  const width = Math.max(minWidth, Math.ceil(box.width / scale / step) * step)
  const wide: TextBox = { ...box, width: width * scale }
  const cos = Math.cos(box.angle) * scale
  const sin = Math.sin(box.angle) * scale
  const raster = samplePatch(page, pagePoint(wide, 0, 0), [cos, sin], [-sin, cos], width, height)
  return { raster, box: wide, scale }
}
