import sharp from 'sharp'
import type { Box } from '../../../src/contracts/geometry.ts'
import { randomStream } from './random.ts'

/** How a clean page becomes a scan. Everything that is left out is as on a perfect scan. */
export interface ScanOptions {
  readonly seed: number
  /** Degrees clockwise by which the sheet lay askew. */
  readonly skew?: number
  /** Degrees clockwise by which the picture is turned out of upright. */
  readonly turn?: 0 | 90 | 180 | 270
  /** Pixels of the delivered picture per pixel of the clean one. */
  readonly scale?: number
  /** Standard deviation of the blur, pixels. */
  readonly blur?: number
  /** Grey levels between paper and ink are spread by this factor, as a photocopier does; 1 leaves them. */
  readonly contrast?: number
  /** Grey level of black ink; a worn ribbon or an old print is greyer. */
  readonly ink?: number
  /** How much darker the darkest corner is: 0 to 1. */
  readonly shade?: number
  /** Standard deviation of the sensor's noise, grey levels. */
  readonly noise?: number
  /** Dark specks and light dropouts per million pixels. */
  readonly specks?: number
  readonly dropouts?: number
  /** Colour of the paper as [red, green, blue]; a grey picture when absent. */
  readonly paper?: readonly [number, number, number]
  /** Holes of a ring binder at the left edge. */
  readonly holes?: boolean
  /** A dark fold down the middle, as of an open book. */
  readonly gutter?: boolean
  /** JPEG quality, 1 to 100. */
  readonly quality?: number
}

export interface Scanned {
  readonly jpeg: Buffer
  readonly width: number
  readonly height: number
  /** Where a box of the clean page lies on the delivered picture. */
  place(box: Box): Box
}

interface Grey {
  readonly width: number
  readonly height: number
  readonly data: Float32Array
}

/** Turns a drawn page (any picture that sharp reads) into a JPEG that looks scanned; same options, same pixels. */
export async function scanPage(picture: Buffer, options: ScanOptions): Promise<Scanned> {
  const { data, info } = await sharp(picture).flatten({ background: 'white' }).greyscale().raw().toBuffer({ resolveWithObject: true })
  const laid = layOnGlass({ width: info.width, height: info.height, data: Float32Array.from(data) }, options)
  const grey = await blurred(laid.grey, options.blur ?? 0)
  wear(grey, options)
  const upright = sharp(tinted(grey, options.paper), {
    raw: { width: grey.width, height: grey.height, channels: options.paper === undefined ? 1 : 3 },
  })
  const turn = options.turn ?? 0
  const turned = turn === 0 ? upright : upright.rotate(turn)
  const coloured = options.paper === undefined ? turned.toColourspace('b-w') : turned
  const jpeg = await coloured.jpeg({ quality: options.quality ?? 72, mozjpeg: true }).toBuffer()
  const sideways = turn === 90 || turn === 270
  return {
    jpeg,
    width: sideways ? grey.height : grey.width,
    height: sideways ? grey.width : grey.height,
    place: (box) => hull(corners(box).map((corner) => turnedPoint(laid.map(corner), turn, grey))),
  }
}

type Point = readonly [number, number]

const corners = ([left, top, right, bottom]: Box): Point[] => [
  [left, top],
  [right, top],
  [right, bottom],
  [left, bottom],
]

function hull(points: readonly Point[]): Box {
  const tenth = (value: number) => Math.round(value * 10) / 10
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  return [tenth(Math.min(...xs)), tenth(Math.min(...ys)), tenth(Math.max(...xs)), tenth(Math.max(...ys))]
}

function turnedPoint([x, y]: Point, turn: number, { width, height }: Grey): Point {
  if (turn === 90) return [height - y, x]
  if (turn === 180) return [width - x, height - y]
  if (turn === 270) return [y, width - x]
  return [x, y]
}

/** Rotates and scales the sheet onto a glass that is large enough for it, by bilinear sampling. */
function layOnGlass(sheet: Grey, options: ScanOptions): { grey: Grey; map: (point: Point) => Point } {
  const { skew = 0, scale = 1 } = options
  if (skew === 0 && scale === 1) return { grey: sheet, map: (point) => point }
  const angle = (skew * Math.PI) / 180
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const width = Math.round((sheet.width * cos + sheet.height * Math.abs(sin)) * scale)
  const height = Math.round((sheet.height * cos + sheet.width * Math.abs(sin)) * scale)
  const data = new Float32Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [dx, dy] = [(x + 0.5 - width / 2) / scale, (y + 0.5 - height / 2) / scale]
      const u = dx * cos + dy * sin + sheet.width / 2 - 0.5
      const v = dy * cos - dx * sin + sheet.height / 2 - 0.5
      data[y * width + x] = sampled(sheet, u, v)
    }
  }
  const map = ([x, y]: Point): Point => {
    const [dx, dy] = [x - sheet.width / 2, y - sheet.height / 2]
    return [(dx * cos - dy * sin) * scale + width / 2, (dx * sin + dy * cos) * scale + height / 2]
  }
  return { grey: { width, height, data }, map }
}

/** Grey level of the scanner's lid beside the sheet. */
const LID = 226

function sampled({ width, height, data }: Grey, u: number, v: number): number {
  if (u < -1 || v < -1 || u > width || v > height) return LID
  const [left, top] = [Math.floor(u), Math.floor(v)]
  const [fx, fy] = [u - left, v - top]
  const pick = (x: number, y: number) => data[Math.min(height - 1, Math.max(0, y)) * width + Math.min(width - 1, Math.max(0, x))]!
  return (
    (pick(left, top) * (1 - fx) + pick(left + 1, top) * fx) * (1 - fy) +
    (pick(left, top + 1) * (1 - fx) + pick(left + 1, top + 1) * fx) * fy
  )
}

async function blurred(grey: Grey, sigma: number): Promise<Grey> {
  if (sigma < 0.3) return grey
  const bytes = Buffer.from(Uint8Array.from(grey.data))
  const raw = { width: grey.width, height: grey.height, channels: 1 } as const
  const soft = await sharp(bytes, { raw }).blur(sigma).toColourspace('b-w').raw().toBuffer()
  return { ...grey, data: Float32Array.from(soft) }
}

/** Ink, specks, dropouts, holes, shade and noise, in place. */
function wear(grey: Grey, options: ScanOptions): void {
  const { width, height, data } = grey
  const { contrast = 1, ink = 12, shade = 0, noise = 0, seed } = options
  const random = randomStream(seed)
  for (let index = 0; index < data.length; index++) {
    const level = Math.min(255, Math.max(0, (data[index]! - 140) * contrast + 140))
    data[index] = ink + (level / 255) * (252 - ink)
  }
  const megapixels = (width * height) / 1e6
  scatter(grey, random, (options.specks ?? 0) * megapixels, 40, 2.1)
  scatter(grey, random, (options.dropouts ?? 0) * megapixels, 246, 1.5)
  if (options.holes === true) for (const share of [0.2, 0.5, 0.8]) disc(grey, 46, height * share, 21, 58)
  const [towardsX, towardsY] = [random() * 2 - 1, random() * 2 - 1]
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [u, v] = [x / width - 0.5, y / height - 0.5]
      const slope = (u * towardsX + v * towardsY + 1) / 2
      const edge = Math.min(1, (u * u + v * v) * 1.6)
      let light = 1 - shade * (0.55 * slope + 0.45 * edge)
      if (options.gutter === true) light *= 1 - 0.62 * Math.exp(-((u * 26) ** 2)) - 0.1 * Math.exp(-((u * 8) ** 2))
      const index = y * width + x
      const grain = noise === 0 ? 0 : (random() + random() + random() - 1.5) * 2 * noise
      data[index] = data[index]! * light + grain
    }
  }
}

function scatter(grey: Grey, random: () => number, count: number, level: number, largest: number): void {
  for (let spot = 0; spot < count; spot++) {
    disc(grey, random() * grey.width, random() * grey.height, 0.5 + random() ** 3 * largest, level)
  }
}

function disc({ width, height, data }: Grey, x: number, y: number, radius: number, level: number): void {
  for (let row = Math.max(0, Math.floor(y - radius)); row <= Math.min(height - 1, y + radius); row++) {
    for (let column = Math.max(0, Math.floor(x - radius)); column <= Math.min(width - 1, x + radius); column++) {
      if (Math.hypot(column - x, row - y) <= radius) data[row * width + column] = level
    }
  }
}

function tinted({ data }: Grey, paper: readonly [number, number, number] | undefined): Buffer {
  const level = (value: number) => Math.min(255, Math.max(0, Math.round(value)))
  if (paper === undefined) return Buffer.from(Uint8Array.from(data, level))
  const bytes = Buffer.alloc(data.length * 3)
  data.forEach((grey, index) => {
    paper.forEach((tone, channel) => {
      bytes[index * 3 + channel] = level((grey * tone) / 252)
    })
  })
  return bytes
}
