import { textWidth, type TextStyle } from '../drawing/fonts.ts'
import { Sheet } from '../drawing/sheet.ts'
import type { IndexPage } from './page.ts'

const TITLE: TextStyle = { font: 'sans-bold', size: 58 }
const ROW: TextStyle = { font: 'sans', size: 21 }
const CODE: TextStyle = { font: 'sans-bold', size: 20 }
const LINE = 30
const LEFT = 330
const NAME = LEFT + 138
const PAGE = 1330

/** Draws a section's index: the first row of a group prints the whole code, the others only its last three digits. */
export function drawIndex(page: IndexPage): Sheet {
  const sheet = new Sheet(1640, 1130)
  sheet.block('page_number', () =>
    sheet.print([{ text: page.number, x: sheet.width / 2, style: { font: 'sans-bold', size: 32 }, align: 'center' }], 56),
  )
  const [id, name] = page.section
  sheet.block('heading', () =>
    sheet.print(
      [
        { text: id, x: LEFT, style: TITLE },
        { text: name, x: NAME, style: TITLE },
      ],
      260,
    ),
  )
  const rows: string[][] = []
  let group = ''
  sheet.block('table', () => {
    page.entries.forEach(([code, operation, reference], index) => {
      const baseline = 360 + index * LINE
      const goesOn = code !== null && code.slice(0, -4) === group
      if (code !== null) group = code.slice(0, -4)
      const printed = code === null ? '' : goesOn ? code.slice(-3) : code
      const [section, number] = reference.split('-') as [string, string]
      sheet.print(
        [
          ...(printed === '' ? [] : [{ text: printed, x: LEFT + 108, style: CODE, align: 'right' as const }]),
          { text: operation, x: NAME, style: ROW },
          { leader: true, x: NAME + textWidth(operation, ROW) + 12, until: PAGE - 92, style: ROW },
          { text: `${section} -`, x: PAGE - 42, style: ROW, align: 'right' },
          { text: number, x: PAGE, style: ROW, align: 'right' },
        ],
        baseline,
      )
      rows.push([printed, operation, `${section} - ${number}`])
    })
  })
  sheet.tables.push({ header: ['Operation no.', 'Operation', 'Page'], rows })
  return sheet
}
