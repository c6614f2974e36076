import type { Transform } from '../contracts/geometry.ts'
import { type Pdfium, withMemory } from './library.ts'
import { compose, mapRectangle } from './page-geometry.ts'

/** FPDF_PAGEOBJ_* (fpdf_edit.h). */
const IMAGE = 3
const FORM = 5
/** The cover is counted on a grid of so many cells a side. */
const GRID = 64
/** Forms within forms are followed so far; deeper ones are taken for endless. */
const MAX_DEPTH = 8

/** Share of the page that lies under embedded pictures, 0 to 1, those inside form objects included. */
export function imageCover(library: Pdfium, page: number, toPixels: Transform, width: number, height: number): number {
  const covered = new Uint8Array(GRID * GRID)

  function visit(object: number, map: Transform, depth: number): void {
    const type = library.FPDFPageObj_GetType(object)
    if (type === IMAGE) mark(object, map)
    if (type !== FORM || depth >= MAX_DEPTH) return
    const inner = compose(map, matrixOf(library, object))
    const count = library.FPDFFormObj_CountObjects(object)
    for (let index = 0; index < count; index++) visit(library.FPDFFormObj_GetObject(object, index), inner, depth + 1)
  }

  function mark(object: number, map: Transform): void {
    const [left, bottom, right, top] = boundsOf(library, object)
    const box = mapRectangle(map, left, bottom, right, top)
    const columns = range(box[0] / width, box[2] / width)
    const rows = range(box[1] / height, box[3] / height)
    for (let row = rows.from; row < rows.to; row++)
      covered.fill(1, row * GRID + columns.from, row * GRID + Math.max(columns.from, columns.to))
  }

  const count = library.FPDFPage_CountObjects(page)
  for (let index = 0; index < count; index++) visit(library.FPDFPage_GetObject(page, index), toPixels, 0)
  return covered.reduce((sum, cell) => sum + cell, 0) / covered.length
}

function range(from: number, to: number): { from: number; to: number } {
  const clamp = (value: number) => Math.min(GRID, Math.max(0, Math.round(value * GRID)))
  return { from: clamp(from), to: clamp(to) }
}

function boundsOf(library: Pdfium, object: number): readonly [number, number, number, number] {
  return withMemory(library, 16, (pointer) => {
    if (library.FPDFPageObj_GetBounds(object, pointer, pointer + 4, pointer + 8, pointer + 12) === 0) return [0, 0, 0, 0]
    const start = pointer >> 2
    return [library.HEAPF32[start]!, library.HEAPF32[start + 1]!, library.HEAPF32[start + 2]!, library.HEAPF32[start + 3]!]
  })
}

/** PDF matrices are [a b c d e f] with x' = a·x + c·y + e. */
function matrixOf(library: Pdfium, object: number): Transform {
  return withMemory(library, 24, (pointer) => {
    if (library.FPDFPageObj_GetMatrix(object, pointer) === 0) return [1, 0, 0, 0, 1, 0]
    const [a, b, c, d, e, f] = library.HEAPF32.subarray(pointer >> 2, (pointer >> 2) + 6)
    return [a!, c!, e!, b!, d!, f!]
  })
}
