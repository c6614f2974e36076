import type { Transform } from '../contracts/geometry.ts'
import type { Raster } from '../contracts/ocr.ts'
import type { QuarterTurn } from './transform.ts'

/**
 * Turns a raster clockwise by quarter turns, without loss. `back` maps pixels of the result to pixels of the given raster.
 */
export function turnRaster(raster: Raster, turn: QuarterTurn): { raster: Raster; back: Transform } {
  const { width, height, data } = raster
  if (turn === 0) return { raster, back: [1, 0, 0, 0, 1, 0] }
  const out = new Uint8Array(data.length)
  if (turn === 180) {
    for (let i = 0; i < data.length; i++) out[data.length - 1 - i] = data[i]!
    return { raster: { width, height, data: out }, back: [-1, 0, width, 0, -1, height] }
  }
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const to = turn === 90 ? x * height + (height - 1 - y) : (width - 1 - x) * height + y
      out[to] = data[y * width + x]!
    }
  }
  return {
    raster: { width: height, height: width, data: out },
    back: turn === 90 ? [0, 1, 0, -1, 0, height] : [0, -1, width, 1, 0, 0],
  }
}

/**
 * Takes out a lean: the page leaned clockwise by `degrees` (counter-clockwise where negative). The canvas grows so that nothing
 * is cut off; new corners have the grey value `paper`. `back` maps pixels of the result to pixels of the given raster.
 */
export function straightenRaster(raster: Raster, degrees: number, paper: number): { raster: Raster; back: Transform } {
  const angle = (degrees * Math.PI) / 180
  const cos = Math.cos(angle)
  const sin = Math.sin(angle)
  const width = Math.ceil(raster.width * Math.abs(cos) + raster.height * Math.abs(sin))
  const height = Math.ceil(raster.width * Math.abs(sin) + raster.height * Math.abs(cos))
  const back: Transform = [
    cos,
    -sin,
    raster.width / 2 - (cos * width) / 2 + (sin * height) / 2,
    sin,
    cos,
    raster.height / 2 - (sin * width) / 2 - (cos * height) / 2,
  ]
  return { raster: resample(raster, back, width, height, paper), back }
}

/** Steps into which a pixel is divided for the table of cubic weights. */
const PHASES = 64

/** Weights of the four neighbours for each phase: cubic convolution (Keys 1981) with a = −0.5, which keeps thin strokes dark. */
const WEIGHTS = Array.from({ length: PHASES }, (_, phase) => {
  const t = (phase + 0.5) / PHASES
  return [
    -0.5 * t ** 3 + t ** 2 - 0.5 * t,
    1.5 * t ** 3 - 2.5 * t ** 2 + 1,
    -1.5 * t ** 3 + 2 * t ** 2 + 0.5 * t,
    0.5 * t ** 3 - 0.5 * t ** 2,
  ] as const
})

function resample(
  { width, height, data }: Raster,
  [a, b, c, d, e, f]: Transform,
  outWidth: number,
  outHeight: number,
  paper: number,
): Raster {
  const out = new Uint8ClampedArray(outWidth * outHeight).fill(paper)
  for (let v = 0; v < outHeight; v++) {
    for (let u = 0; u < outWidth; u++) {
      const x = a * (u + 0.5) + b * (v + 0.5) + c - 0.5
      const y = d * (u + 0.5) + e * (v + 0.5) + f - 0.5
      const x0 = Math.floor(x)
      const y0 = Math.floor(y)
      if (x0 < -1 || y0 < -1 || x0 >= width || y0 >= height) continue
      const wx = WEIGHTS[Math.floor((x - x0) * PHASES)]!
      const wy = WEIGHTS[Math.floor((y - y0) * PHASES)]!
      let sum = 0
      for (let j = 0; j < 4; j++) {
        const row = y0 + j - 1
        if (row < 0 || row >= height) {
          sum += wy[j]! * paper
          continue
        }
        let line = 0
        for (let i = 0; i < 4; i++) {
          const column = x0 + i - 1
          line += wx[i]! * (column < 0 || column >= width ? paper : data[row * width + column]!)
        }
        sum += wy[j]! * line
      }
      out[v * outWidth + u] = sum
    }
  }
  return { width: outWidth, height: outHeight, data: new Uint8Array(out.buffer) }
}
