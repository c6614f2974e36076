import type { Box } from '../contracts/geometry.ts'
import type { Raster } from '../contracts/ocr.ts'
import { greyRange } from '../imaging/threshold.ts'
import type { PlacedCell, PlacedTable } from './ruled-table.ts'

/** A full dot covers π/4 of its bounds; letters, crosses and specks cover less, rests of rulings are long and thin. */
const FULL = 0.62
/** As sure as of a word that most likely is right: a dot is seen, not read. */
const SURE_OF_MARK = 0.978
/** Cells with a mark stand in columns of marks: fewer of them in a table are dirt. */
const FEWEST = 3

/** A table whose empty cells hold full dots, as service schedules do, with these dots as text: no engine reads them. */
export function withMarks(table: PlacedTable, raster: Raster, em: number): PlacedTable {
  const marked = new Map<PlacedCell, Box>()
  for (const cell of table.rows.flat()) {
    const dot = cell.text === '' && !cell.header ? dotIn(raster, cell.box, em) : null
    if (dot !== null) marked.set(cell, dot)
  }
  if (marked.size < FEWEST) return table
  return {
    ...table,
    rows: table.rows.map((row) => row.map((cell) => (marked.has(cell) ? { ...cell, text: '●', confidence: SURE_OF_MARK } : cell))),
  }
}

/** The bounds of the one full dot in a cell, in pixels of the raster; null when it holds anything else or nothing. */
function dotIn(raster: Raster, [left, top, right, bottom]: Box, em: number): Box | null {
  // Rulings lie on the edges of the box.
  const inset = Math.max(3, 0.25 * em)
  return fullDot(raster, [left + inset, top + inset, right - inset, bottom - inset], 0.3 * em, 1.6 * em)
}

/**
 * The bounds of the one full round spot in a box, in pixels of the raster, whose height lies between `least` and `most`; null when
 * the box holds anything else or nothing.
 */
export function fullDot(raster: Raster, [left, top, right, bottom]: Box, least: number, most: number): Box | null {
  const [x0, y0] = [Math.max(0, Math.ceil(left)), Math.max(0, Math.ceil(top))]
  const [x1, y1] = [Math.min(raster.width, Math.floor(right)), Math.min(raster.height, Math.floor(bottom))]
  if (x1 - x0 < least || y1 - y0 < least) return null
  const [dark, light] = greyRange(raster, [x0, y0, x1, y1])
  if (light - dark < 80) return null
  const threshold = (dark + light) / 2
  const bounds: [number, number, number, number] = [x1, y1, x0, y0]
  let ink = 0
  for (let y = y0; y < y1; y++) {
    for (let x = x0; x < x1; x++) {
      if (raster.data[y * raster.width + x]! >= threshold) continue
      ink += 1
      bounds[0] = Math.min(bounds[0], x)
      bounds[1] = Math.min(bounds[1], y)
      bounds[2] = Math.max(bounds[2], x + 1)
      bounds[3] = Math.max(bounds[3], y + 1)
    }
  }
  const [width, height] = [bounds[2] - bounds[0], bounds[3] - bounds[1]]
  const isRound = Math.min(width, height) > 0.7 * Math.max(width, height)
  return isRound && height > least && height < most && ink > FULL * width * height ? bounds : null
}
