import { blurred, contentBox, type InkMap, inkMap, resample } from './signature-ink.ts'
import type { Raster } from '../contracts/ocr.ts'

/**
 * What a page looks like at a glance, for finding pages that may be copies of each other: the ink within the box of its
 * contents on a grid of 32 × 32, softened, mean removed, length 1. Margins, size and compression do not show in it.
 */
export type Glance = Float32Array

const GRID = 32
/** The glance is taken from a map of this size. */
const GLANCE_SIDE = 400
/** Layout of the text form: base64 of 1024 signed bytes, row by row, scaled so that the greatest is ±127. */
const SCALE = 127

/** Takes the glance of a page. A page without ink has one of zeros, which is like no other. */
export function glanceOf(page: Raster): Glance {
  const map = inkMap(page, GLANCE_SIDE)
  const box = contentBox(map)
  const grid: InkMap = { width: GRID + 2, height: GRID + 2, data: new Float32Array((GRID + 2) ** 2) }
  const inner = resample(map, box, GRID, GRID)
  for (let y = 0; y < GRID; y++) grid.data.set(inner.data.subarray(y * GRID, (y + 1) * GRID), (y + 1) * (GRID + 2) + 1)
  const soft = blurred(grid)
  const values = new Float32Array(GRID * GRID)
  for (let y = 0; y < GRID; y++) values.set(soft.data.subarray((y + 1) * (GRID + 2) + 1, (y + 1) * (GRID + 2) + 1 + GRID), y * GRID)
  return normalised(values)
}

/** The text form that is stored with a page. */
export function encodeGlance(glance: Glance): string {
  const most = glance.reduce((one, other) => Math.max(one, Math.abs(other)), 0) || 1
  return Buffer.from(Int8Array.from(glance, (value) => Math.round((value / most) * SCALE)).buffer).toString('base64')
}

export function decodeGlance(text: string): Glance {
  const bytes = Buffer.from(text, 'base64')
  return normalised(Float32Array.from(new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length)))
}

/** How alike two pages look, −1 to 1. */
export function likeness(one: Glance, other: Glance): number {
  let sum = 0
  for (let index = 0; index < one.length; index++) sum += one[index]! * other[index]!
  return sum
}

function normalised(values: Float32Array): Glance {
  const mean = values.reduce((one, other) => one + other, 0) / values.length
  const centred = values.map((value) => value - mean)
  const length = Math.sqrt(centred.reduce((sum, value) => sum + value * value, 0))
  return length < 1e-6 ? centred.fill(0) : centred.map((value) => value / length)
}
