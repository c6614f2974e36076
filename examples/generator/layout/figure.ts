import { textWidth, type TextStyle } from '../drawing/fonts.ts'
import type { Sheet } from '../drawing/sheet.ts'
import { FIGURE_HEIGHT, FIGURE_WIDTH, Sketch } from '../drawing/sketch.ts'

const NUMBER: TextStyle = { font: 'condensed-bold', size: 19 }

/** Draws a figure with its frame, its callouts and its number in the lower right corner. */
export function drawFigure(sheet: Sheet, draw: (sketch: Sketch) => void, number: string, left: number, top: number): void {
  const sketch = new Sketch()
  draw(sketch)
  const clip = `clip-${Math.round(left)}-${Math.round(top)}`
  sheet.art(
    `<clipPath id="${clip}"><rect width="${FIGURE_WIDTH}" height="${FIGURE_HEIGHT}"/></clipPath><g transform="translate(${left} ${top})"><g clip-path="url(#${clip})">${sketch.shapes.join('')}</g></g>`,
  )
  const figure = sheet.figure()
  const width = textWidth(number, NUMBER) + 14
  for (const label of sketch.labels) {
    if (label.x + 19 > FIGURE_WIDTH - width && label.baseline + 11 > FIGURE_HEIGHT - 26) {
      throw new Error(`The callout ${label.text} lies under the number ${number}.`)
    }
    sheet.label(label.text, left + label.x, top + label.baseline, { font: 'sans-bold', size: label.size }, figure)
  }
  const [right, bottom] = [left + FIGURE_WIDTH, top + FIGURE_HEIGHT]
  sheet.frame([left, top, right, bottom], 2)
  sheet.frame([right - width, bottom - 26, right, bottom], 2, 'white')
  sheet.label(number, right - width / 2, bottom - 6.5, NUMBER, figure)
}
