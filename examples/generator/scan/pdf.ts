import fontkit from '@pdf-lib/fontkit'
import { PDFDocument, rgb, type PDFFont, type PDFPage } from 'pdf-lib'
import { fontBytes, hasOwnSpacing, type FontName } from '../drawing/fonts.ts'
import type { Sheet } from '../drawing/sheet.ts'

/** Sheets are drawn at 144 pixels per inch; a PDF's unit is 1/72 inch. */
const POINTS_PER_PIXEL = 0.5
const DATE = new Date('2003-04-07T08:00:00Z')

async function document(title: string): Promise<PDFDocument> {
  const pdf = await PDFDocument.create()
  pdf.registerFontkit(fontkit)
  pdf.setTitle(title)
  pdf.setProducer('Fellmoor Works, technical publications')
  pdf.setCreator('Fellmoor Works, technical publications')
  pdf.setCreationDate(DATE)
  pdf.setModificationDate(DATE)
  return pdf
}

/** A born-digital PDF: text as text in embedded subsets, rules as rules. Sheets with drawn figures are refused. */
export async function pdfOfSheets(title: string, sheets: readonly Sheet[]): Promise<Uint8Array> {
  const pdf = await document(title)
  const fonts = new Map<FontName, PDFFont>()
  for (const sheet of sheets) {
    const page = pdf.addPage([sheet.width * POINTS_PER_PIXEL, sheet.height * POINTS_PER_PIXEL])
    for (const mark of sheet.marks) {
      if (mark.kind === 'text' && !fonts.has(mark.style.font)) {
        if (!hasOwnSpacing(mark.style.font)) throw new Error(`The face ${mark.style.font} is set with wider spaces; a PDF cannot show it.`)
        const font = await pdf.embedFont(fontBytes(mark.style.font), { subset: true, features: { liga: false, kern: false } })
        fonts.set(mark.style.font, font)
      }
    }
    for (const mark of sheet.marks) drawMark(page, mark, sheet.height, fonts)
  }
  return pdf.save({ useObjectStreams: true })
}

function drawMark(page: PDFPage, mark: Sheet['marks'][number], height: number, fonts: ReadonlyMap<FontName, PDFFont>): void {
  const at = (x: number, y: number) => ({ x: x * POINTS_PER_PIXEL, y: (height - y) * POINTS_PER_PIXEL })
  switch (mark.kind) {
    case 'text':
      page.drawText(mark.text, {
        ...at(mark.x, mark.baseline),
        size: mark.style.size * POINTS_PER_PIXEL,
        font: fonts.get(mark.style.font)!,
      })
      return
    case 'rule':
      page.drawLine({ start: at(...mark.from), end: at(...mark.to), thickness: mark.width * POINTS_PER_PIXEL })
      return
    case 'box': {
      const [left, top, right, bottom] = mark.box
      const size = { width: (right - left) * POINTS_PER_PIXEL, height: (bottom - top) * POINTS_PER_PIXEL }
      const line = { borderColor: rgb(0, 0, 0), borderWidth: mark.width * POINTS_PER_PIXEL }
      page.drawRectangle({ ...at(left, bottom), ...size, ...line, ...(mark.fill === null ? {} : { color: rgb(0.894, 0.894, 0.894) }) })
      return
    }
    case 'art':
      throw new Error('A sheet with drawn figures cannot become a born-digital page.')
  }
}

/** A PDF of pictures alone, one JPEG a page, as a scanner writes it. `dpi` is the pictures' resolution. */
export async function pdfOfScans(
  title: string,
  scans: readonly { jpeg: Uint8Array; width: number; height: number }[],
  dpi: number,
): Promise<Uint8Array> {
  const pdf = await document(title)
  for (const scan of scans) {
    const size = { width: (scan.width * 72) / dpi, height: (scan.height * 72) / dpi }
    const page = pdf.addPage([size.width, size.height])
    page.drawImage(await pdf.embedJpg(scan.jpeg), { x: 0, y: 0, ...size })
  }
  return pdf.save({ useObjectStreams: true })
}
