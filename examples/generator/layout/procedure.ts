import { wrapText, type TextStyle } from '../drawing/fonts.ts'
import { Sheet, type TruthBlockType } from '../drawing/sheet.ts'
import { FIGURE_HEIGHT, FIGURE_WIDTH } from '../drawing/sketch.ts'
import { drawFigure } from './figure.ts'
import type { Column, Item, ProcedurePage } from './page.ts'

const BODY: TextStyle = { font: 'sans', size: 19 }
const LEAD: TextStyle = { font: 'sans-italic', size: 19 }
const BOLD: TextStyle = { font: 'sans-bold', size: 19.5 }
const NUMBER: TextStyle = { font: 'sans-bold', size: 34 }
const LINE = 24.5
const GAP = 22
const CODE_WIDTH = 112
const HEIGHT = 1130

/** Draws a procedure: each column is a stack of panels, a figure with its text to the right. */
export function drawProcedure(page: ProcedurePage): Sheet {
  const portrait = page.columns.length === 1
  const sheet = portrait ? new Sheet(880, 1240) : new Sheet(1640, HEIGHT)
  sheet.block('page_number', () => sheet.print([{ text: page.number, x: sheet.width / 2, style: NUMBER, align: 'center' }], 52))
  page.columns.forEach((column, index) => drawColumn(sheet, column, 40 + index * 804, portrait ? 400 : 366))
  return sheet
}

function drawColumn(sheet: Sheet, column: Column, left: number, width: number): void {
  let top = 84
  for (const panel of column.panels) {
    const text = left + FIGURE_WIDTH + GAP
    let bottom = top
    if (panel.figure !== undefined) {
      drawFigure(sheet, panel.figure.draw, panel.figure.number, left, top)
      bottom = top + FIGURE_HEIGHT
    }
    const end = drawItems(sheet, panel.items, text, top + 17, width)
    top = Math.max(bottom, end) + 16
  }
  const notes = column.footnotes ?? []
  const first = sheet.height - 24 - notes.length * LINE
  if (top > first) throw new Error(`A column of page ${sheet.lines[0]} is ${Math.round(top - first)} pixels too long.`)
  notes.forEach((note, index) => {
    sheet.block('footer', () => sheet.print([{ text: note, x: left + FIGURE_WIDTH + GAP, style: BODY }], first + LINE * (index + 0.8)))
  })
}

/** Returns the y below the last line. */
function drawItems(sheet: Sheet, items: readonly Item[], x: number, top: number, width: number): number {
  let baseline = top
  const lines = (text: string, style: TextStyle, at = x, room = width) => {
    for (const line of wrapText(text, room, style)) {
      sheet.print([{ text: line, x: at, style }], baseline)
      baseline += LINE
    }
  }
  const lead = (type: TruthBlockType, mark: string, texts: readonly string[]) => {
    sheet.block(type, () => {
      lines(mark, LEAD)
      for (const text of texts) lines(text, BODY)
    })
  }
  for (const item of items) {
    if (typeof item === 'string') sheet.block('procedure_step', () => lines(item, BODY))
    else if ('op' in item) {
      sheet.block('heading', () => {
        const title = item.title.flatMap((line) => wrapText(line, width - CODE_WIDTH, BOLD))
        title.forEach((line, index) => {
          const segments = [{ text: line, x: x + CODE_WIDTH, style: BOLD }]
          sheet.print(index === 0 ? [{ text: item.op, x, style: BOLD }, ...segments] : segments, baseline)
          baseline += LINE
        })
        if (item.condition !== undefined) lines(item.condition, BOLD, x + CODE_WIDTH, width - CODE_WIDTH)
      })
      baseline += 14
    } else if ('heading' in item) sheet.block('heading', () => lines(item.heading, BOLD))
    else if ('installation' in item) {
      const torque = item.installation.every((text) => text.startsWith('Tightening torque'))
      lead(torque ? 'spec' : 'procedure_step', 'Installation:', item.installation)
    } else if ('note' in item) lead('note', 'Note:', item.note)
    else if ('important' in item) lead('caution', 'Important!', item.important)
    else drawLegend(item.legend)
  }
  return baseline - LINE + 8

  function drawLegend(legend: readonly (readonly [string, string])[]): void {
    sheet.block('caption', () => {
      for (const [mark, name] of legend) {
        sheet.print(
          [
            { text: mark, x, style: BODY },
            { text: name, x: x + 44, style: BODY },
          ],
          baseline,
        )
        baseline += LINE
      }
    })
    sheet.tables.push({ header: ['No.', 'Part'], rows: legend.map((row) => [...row]) })
  }
}
