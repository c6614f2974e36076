import type { Box } from '../../contracts/geometry.ts'
import type { Raster } from '../../contracts/ocr.ts'
import type { Component } from '../../imaging/components.ts'
import type { PageInk } from './page-ink.ts'

/** Height of a mark against the page's usual letter height, and its width against its own height. A bare stroke is too thin. */
const HEIGHT = [0.7, 4] as const
const WIDTH = [0.28, 1.1] as const
/** Marks this near to each other, in heights, are one number; it has at most so many figures. */
const TOGETHER = 0.45
const MAX_FIGURES = 3
/** Paper that must be around a number, in heights, and the share of it that may be inked: a leader line touches it. */
const CLEARANCE = 0.3
const MAX_INK = 0.06
/** More candidates than this are the grain of a photograph; the best isolated are taken. */
const MAX_MARKS = 40

/**
 * Places that look like a lone figure or letter on blank ground: pin numbers of a wiring diagram, callouts of a drawing.
 * Detection drops them, because it was trained on lines. `known` are boxes of text already read; `usual` is the height of its
 * ink. All in pixels of the page. What lies in the places must still be read, and may be no text.
 */
export function findLoneMarks(page: Raster, { mask, components }: PageInk, known: readonly Box[], usual: number): Box[] {
  if (usual < 4) return []
  const figures = components
    .filter((component) => isFigure(component, usual))
    .filter((component) => !known.some((box) => touches(box, component)))
  return numbers(figures)
    .map((box) => ({ box, ink: inkAround(mask, page, box) }))
    .filter(({ ink }) => ink <= MAX_INK)
    .toSorted((a, b) => a.ink - b.ink)
    .slice(0, MAX_MARKS)
    .map(({ box }) => box)
}

function isFigure({ left, top, right, bottom, area }: Component, usual: number): boolean {
  const height = bottom - top
  const width = right - left
  const solid = area / (width * height)
  return (
    height >= HEIGHT[0] * usual &&
    height <= HEIGHT[1] * usual &&
    width >= WIDTH[0] * height &&
    width <= WIDTH[1] * height &&
    solid > 0.15 &&
    solid < 0.85
  )
}

function touches([left, top, right, bottom]: Box, component: Component): boolean {
  return component.left < right && component.right > left && component.top < bottom && component.bottom > top
}

/** Joins figures that stand side by side; rows of more than a few are no number. */
function numbers(figures: readonly Component[]): Box[] {
  const groups: Component[][] = []
  for (const figure of figures.toSorted((a, b) => a.left - b.left)) {
    const height = figure.bottom - figure.top
    const group = groups.find((members) => {
      const last = members.at(-1)!
      return (
        figure.left - last.right < TOGETHER * height &&
        Math.abs(figure.top - last.top) + Math.abs(figure.bottom - last.bottom) < 0.4 * height
      )
    })
    if (group === undefined) groups.push([figure])
    else group.push(figure)
  }
  return groups
    .filter((members) => members.length <= MAX_FIGURES)
    .map((members) => [
      Math.min(...members.map(({ left }) => left)),
      Math.min(...members.map(({ top }) => top)),
      Math.max(...members.map(({ right }) => right)),
      Math.max(...members.map(({ bottom }) => bottom)),
    ])
}

/** Share of inked pixels in the ring around a box; 1 at the edge of the page. */
function inkAround(mask: Uint8Array, page: Raster, [left, top, right, bottom]: Box): number {
  const margin = Math.max(2, Math.round(CLEARANCE * (bottom - top)))
  if (left < margin || top < margin || right + margin > page.width || bottom + margin > page.height) return 1
  let inked = 0
  let total = 0
  for (let y = top - margin; y < bottom + margin; y++) {
    for (let x = left - margin; x < right + margin; x++) {
      if (x >= left && x < right && y >= top && y < bottom) continue
      inked += mask[y * page.width + x]!
      total++
    }
  }
  return inked / total
}
