import { wrapText, type TextStyle } from '../drawing/fonts.ts'
import { Sheet } from '../drawing/sheet.ts'
import { FIGURE_HEIGHT } from '../drawing/sketch.ts'
import type { TablePage, TextPage } from './page.ts'
import { drawFigure } from './figure.ts'
import { drawTable } from './table.ts'

/** Draws a page of headings, remarks and ruled tables. */
export function drawTablePage(page: TablePage): Sheet {
  const sheet = new Sheet(...page.size)
  const left = 56
  const width = sheet.width - 2 * left
  const title: TextStyle = { font: page.bold.font, size: page.body.size * 1.55 }
  sheet.block('page_number', () => sheet.print([{ text: page.number, x: sheet.width - left, style: title, align: 'right' }], 62))
  sheet.block('heading', () => sheet.print([{ text: page.title, x: left, style: title }], 62))
  let y = 82
  sheet.rule([left, y], [left + width, y], 4)
  const lines = (text: string, style: TextStyle) => {
    for (const line of wrapText(text, width, style)) {
      sheet.print([{ text: line, x: left, style }], y + style.size)
      y += style.size * 1.34
    }
  }
  if (page.subtitle !== undefined) {
    y += 12
    sheet.block('heading', () => lines(page.subtitle!, page.bold))
  }
  for (const part of page.parts) {
    y += 16
    if ('heading' in part) sheet.block('heading', () => lines(part.heading, { ...page.bold, size: page.bold.size * 1.12 }))
    else if ('text' in part) sheet.block('paragraph', () => lines(part.text, page.body))
    else if ('note' in part) sheet.block('note', () => lines(part.note, page.body))
    else if ('caution' in part) sheet.block('caution', () => lines(part.caution, page.bold))
    else if ('figure' in part) {
      drawFigure(sheet, part.figure.draw, part.figure.number, left, y)
      y += FIGURE_HEIGHT
    } else y = drawTable(sheet, part.table, left, y, page.body, page.bold)
  }
  const notes = page.footnotes ?? []
  const first = sheet.height - 28 - notes.length * page.body.size * 1.34
  if (y > first) throw new Error(`Page ${page.number} is ${Math.round(y - first)} pixels too long.`)
  notes.forEach((note, index) => {
    sheet.block('footer', () => sheet.print([{ text: note, x: left, style: page.body }], first + page.body.size * (1 + index * 1.34)))
  })
  return sheet
}

/** Draws a page of one column of running text with headings. */
export function drawTextPage(page: TextPage): Sheet {
  const sheet = new Sheet(...page.size)
  const { body, heading, running } = page.faces
  const left = Math.round(sheet.width * 0.12)
  const width = sheet.width - left - Math.round(sheet.width * 0.09)
  sheet.block('header', () => sheet.print([{ text: page.running, x: left, style: running }], 72))
  sheet.block('page_number', () => sheet.print([{ text: page.number, x: left + width, style: running, align: 'right' }], 72))
  sheet.rule([left, 86], [left + width, 86], 2)
  let y = 110
  const lines = (text: string, style: TextStyle, indent = 0) => {
    for (const line of wrapText(text, width - indent, style)) {
      sheet.print([{ text: line, x: left + indent, style }], y + style.size)
      y += style.size * 1.42
    }
  }
  for (const part of page.parts) {
    if ('space' in part) y += part.space
    else if ('title' in part) sheet.block('heading', () => lines(part.title, { font: heading.font, size: heading.size * 1.6 }))
    else if ('heading' in part) {
      y += body.size * 0.6
      sheet.block('heading', () => lines(part.heading, heading))
    } else if ('text' in part) sheet.block('paragraph', () => lines(part.text, body))
    else if ('caution' in part) sheet.block('caution', () => lines(part.caution, { ...body, font: heading.font }))
    else {
      part.steps.forEach((step, index) => {
        sheet.block('procedure_step', () => {
          wrapText(step, width - 44, body).forEach((line, number) => {
            const text = { text: line, x: left + 44, style: body }
            sheet.print(number === 0 ? [{ text: `${index + 1}.`, x: left + 4, style: body }, text] : [text], y + body.size)
            y += body.size * 1.42
          })
        })
      })
    }
    y += body.size * 0.5
  }
  if (y > sheet.height - 30) throw new Error(`Page ${page.number} is ${Math.round(y - sheet.height + 30)} pixels too long.`)
  return sheet
}
