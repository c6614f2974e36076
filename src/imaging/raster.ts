import sharp from 'sharp'
import type { Raster } from '../contracts/ocr.ts'

/** A point or a step in pixels. */
export type Vector = readonly [number, number]

/** A raster of one grey value; white unless told. */
export function blankRaster(width: number, height: number, value = 255): Raster {
  return { width, height, data: new Uint8Array(width * height).fill(value) }
}

/**
 * Decodes an image file (or its bytes) to 8-bit grey. Transparency is laid over white. With `maxSide`, the picture is shrunk
 * while it is decoded so that its longer side is at most that many pixels; `scale` is file pixels per raster pixel, per axis.
 */
export async function loadRaster(source: string | Uint8Array, maxSide?: number): Promise<{ raster: Raster; scale: Vector }> {
  const image = sharp(source, { limitInputPixels: false, failOn: 'none' })
  const { width, height } = await image.metadata()
  let chain = image.flatten({ background: 'white' }).greyscale()
  if (maxSide !== undefined && Math.max(width, height) > maxSide) chain = chain.resize(maxSide, maxSide, { fit: 'inside' })
  const { data, info } = await chain.toColourspace('b-w').raw().toBuffer({ resolveWithObject: true })
  const raster = { width: info.width, height: info.height, data: oneChannel(data, info.channels) }
  return { raster, scale: [width / info.width, height / info.height] }
}

function oneChannel(data: Buffer, channels: number): Uint8Array {
  if (channels === 1) return new Uint8Array(data.buffer, data.byteOffset, data.length)
  const grey = new Uint8Array(data.length / channels)
  for (let i = 0; i < grey.length; i++) grey[i] = data[i * channels]!
  return grey
}

/** PNG bytes of a raster, 8-bit grey. The same pixels always give the same bytes. */
export async function encodePng(raster: Raster): Promise<Buffer> {
  return sharp(raster.data, { raw: { width: raster.width, height: raster.height, channels: 1 } })
    .toColourspace('b-w')
    .png({ compressionLevel: 6 })
    .toBuffer()
}

/** A copy at another size (cubic when it grows, area-weighted when it shrinks). */
export async function resizeRaster(raster: Raster, width: number, height: number): Promise<Raster> {
  if (width === raster.width && height === raster.height) return raster
  const { data, info } = await sharp(raster.data, { raw: { width: raster.width, height: raster.height, channels: 1 } })
    .resize(width, height, { fit: 'fill', kernel: width > raster.width ? 'cubic' : 'lanczos3' })
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { width, height, data: oneChannel(data, info.channels) }
}

/** A copy of the rectangle with corners (left, top) and (right, bottom), cut at the edges of the raster; whole pixels. */
export function cropRaster(raster: Raster, left: number, top: number, right: number, bottom: number): Raster {
  const l = Math.max(0, Math.floor(left))
  const t = Math.max(0, Math.floor(top))
  const width = Math.max(0, Math.min(raster.width, Math.ceil(right)) - l)
  const height = Math.max(0, Math.min(raster.height, Math.ceil(bottom)) - t)
  const data = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    const from = (t + y) * raster.width + l
    data.set(raster.data.subarray(from, from + width), y * width)
  }
  return { width, height, data }
}

/**
 * Samples a parallelogram: output pixel (x, y) shows the source at `origin + across·(x+½) + down·(y+½)`. Bilinear; where the
 * source is denser than the output, the mean over evenly spread samples. Beyond its edges the source is continued.
 */
export function samplePatch(raster: Raster, origin: Vector, across: Vector, down: Vector, width: number, height: number): Raster {
  const nx = Math.max(1, Math.round(Math.hypot(...across)))
  const ny = Math.max(1, Math.round(Math.hypot(...down)))
  if (nx * ny === 1 && across[1] === 0 && down[0] === 0) return sampleLevel(raster, origin, across[0], down[1], width, height)
  const data = new Uint8Array(width * height)
  const share = 1 / (nx * ny)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0
      for (let j = 0; j < ny; j++) {
        const v = y + (j + 0.5) / ny
        for (let i = 0; i < nx; i++) {
          const u = x + (i + 0.5) / nx
          sum += bilinear(raster, origin[0] + across[0] * u + down[0] * v - 0.5, origin[1] + across[1] * u + down[1] * v - 0.5)
        }
      }
      data[y * width + x] = Math.round(sum * share)
    }
  }
  return { width, height, data }
}

/** The same for a level patch that is enlarged, as nearly every line of text is: each row of the source is stretched once. */
function sampleLevel(raster: Raster, origin: Vector, across: number, down: number, width: number, height: number): Raster {
  const data = new Uint8Array(width * height)
  const left = new Int32Array(width)
  const right = new Int32Array(width)
  const shares = new Float64Array(width)
  for (let x = 0; x < width; x++) [left[x], right[x], shares[x]] = between(origin[0] + across * (x + 0.5) - 0.5, raster.width)
  const stretch = (row: number, into: Float64Array): void => {
    const source = raster.data.subarray(row * raster.width, (row + 1) * raster.width)
    for (let x = 0; x < width; x++) into[x] = source[left[x]!]! * (1 - shares[x]!) + source[right[x]!]! * shares[x]!
  }
  let [upper, lower] = [new Float64Array(width), new Float64Array(width)]
  let [upperRow, lowerRow] = [-1, -1]
  for (let y = 0; y < height; y++) {
    const [row, next, share] = between(origin[1] + down * (y + 0.5) - 0.5, raster.height)
    if (row !== upperRow) {
      if (row === lowerRow) [upper, lower, lowerRow] = [lower, upper, upperRow]
      else stretch(row, upper)
      upperRow = row
    }
    if (next !== lowerRow) stretch(next, lower)
    lowerRow = next
    const base = y * width
    for (let x = 0; x < width; x++) data[base + x] = Math.round(upper[x]! * (1 - share) + lower[x]! * share)
  }
  return { width, height, data }
}

/** The two pixels between whose centres a coordinate lies, clamped to `length` pixels, and the share of the second one. */
function between(at: number, length: number): readonly [index: number, next: number, share: number] {
  const clamped = Math.min(length - 1, Math.max(0, at))
  const index = Math.floor(clamped)
  return [index, Math.min(length - 1, index + 1), clamped - index]
}

/** Value between pixel centres; coordinates are pixel indices, clamped to the raster. */
function bilinear({ data, width, height }: Raster, x: number, y: number): number {
  const cx = x < 0 ? 0 : x > width - 1 ? width - 1 : x
  const cy = y < 0 ? 0 : y > height - 1 ? height - 1 : y
  const x0 = Math.floor(cx)
  const y0 = Math.floor(cy)
  const x1 = x0 + 1 < width ? x0 + 1 : x0
  const y1 = y0 + 1 < height ? y0 + 1 : y0
  const fx = cx - x0
  const fy = cy - y0
  const upper = data[y0 * width + x0]! * (1 - fx) + data[y0 * width + x1]! * fx
  const lower = data[y1 * width + x0]! * (1 - fx) + data[y1 * width + x1]! * fx
  return upper * (1 - fy) + lower * fy
}
