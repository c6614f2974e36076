import type { Box } from '../contracts/geometry.ts'
import type { RecognisedLine } from '../contracts/ocr.ts'

/** The places in which no word has its middle: those that are worth a second look. */
export function emptyPlaces(places: readonly Box[], lines: readonly Pick<RecognisedLine, 'words'>[]): Box[] {
  const middles = lines.flatMap(({ words }) => words.map(({ box }) => [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2] as const))
  return places.filter(([left, top, right, bottom]) => !middles.some(([x, y]) => x >= left && x < right && y >= top && y < bottom))
}
