import { type Ink, rowsBetween, type Span, unexplainedInk } from './ink.ts'
import type { PageInk } from './page-ink.ts'
import type { Character } from './recognition.ts'
import { type Crop, pagePoint, partBox, type TextBox } from './text-box.ts'

/** A crop with the ink in it, and the page that it was cut from. */
export interface InkedCrop {
  readonly crop: Crop
  readonly ink: Ink
  readonly page: PageInk
}

/**
 * Whether ink that no character stands for belongs to a drawing: the end of a wire or a plug's symbol before or behind the text. What
 * lies between characters could be a lost sign, unless it is a line that crosses the text.
 */
export function isDrawn([start, end]: Span, characters: readonly Pick<Character, 'x'>[], { crop, ink, page }: InkedCrop): boolean {
  const rows = rowsBetween(ink, start, end)
  if (rows === null || characters.length === 0) return false
  const { box, scale } = crop
  const place = partBox(box, start * scale, rows[0] * scale, end * scale, rows[1] * scale)
  const letter = (ink.bottom - ink.top) * scale
  return isOutside([start, end], characters) ? page.isDrawn(place, letter) : page.isCrossing(place, letter)
}

const isOutside = ([start, end]: Span, characters: readonly Pick<Character, 'x'>[]) =>
  end <= characters[0]!.x || start >= characters.at(-1)!.x

/** Margin around the letters of a trimmed crop, in their heights, and the least width of ink that is trimmed away. */
const MARGIN = 0.2
const MIN_WIDTH = 0.1

/** The box around the text of a crop without the drawing's ends before and behind it; null where there are none. */
export function withoutDrawnMargins(characters: readonly Character[], inked: InkedCrop): TextBox | null {
  const { crop, ink } = inked
  if (characters.length === 0) return null
  const spans = unexplainedInk(ink, characters, MIN_WIDTH * (ink.bottom - ink.top)).filter(
    (span) => isOutside(span, characters) && isDrawn(span, characters, inked),
  )
  const [first, last] = [characters[0], characters.at(-1)]
  if (spans.length === 0 || first === undefined || last === undefined) return null
  const left = Math.max(0, ...spans.filter(([, end]) => end <= first.x).map(([, end]) => end))
  const right = Math.min(ink.width, ...spans.filter(([start]) => start >= last.x).map(([start]) => start))
  const rows = rowsBetween(ink, left, right)
  if (rows === null || right - left < 1) return null
  const margin = MARGIN * (rows[1] - rows[0])
  const [top, bottom] = [Math.max(0, rows[0] - margin), Math.min(ink.height, rows[1] + margin)]
  const { box, scale } = crop
  const [x, y] = pagePoint(box, ((left + right) / 2) * scale, ((top + bottom) / 2) * scale)
  return { x, y, width: (right - left) * scale, height: (bottom - top) * scale, angle: box.angle }
}
