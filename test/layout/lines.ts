import type { Box } from '../../src/contracts/geometry.ts'
import type { Raster } from '../../src/contracts/ocr.ts'
import type { Line } from '../../src/contracts/reading.ts'

/** Height of the letters and width of one character of the pages that these helpers print, in pixels. */
export const HEIGHT = 10
const ADVANCE = 6

/** A line of text as a reader would give it: words with boxes, each character six pixels wide. */
export function line(id: string, left: number, top: number, text: string, confidence = 0.995, height = HEIGHT): Line {
  const scale = height / HEIGHT
  const words = [...text.matchAll(/\S+/g)].map((match) => {
    const start = left + match.index * ADVANCE * scale
    const box: Box = [start, top, start + match[0].length * ADVANCE * scale - 1, top + height]
    return { text: match[0], box, upright: box, confidence }
  })
  const box: Box = [left, top, words.at(-1)!.box[2], top + height]
  return { id, text, box, upright: box, confidence, words }
}

/** Lines under each other, one every 15 pixels; an empty text leaves a gap. */
export function column(prefix: string, left: number, top: number, texts: readonly string[]): Line[] {
  return texts.flatMap((text, index) => (text === '' ? [] : [line(`${prefix}${index}`, left, top + index * 15, text)]))
}

/** White page with black bars [left, top, right, bottom]. */
export function pageWith(width: number, height: number, bars: readonly (readonly [number, number, number, number])[]): Raster {
  const data = new Uint8Array(width * height).fill(255)
  for (const [left, top, right, bottom] of bars) {
    for (let y = top; y < bottom; y++) data.fill(0, y * width + left, y * width + right)
  }
  return { width, height, data }
}
