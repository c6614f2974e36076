import { PDFDocument, StandardFonts } from 'pdf-lib'
import sharp, { type Sharp } from 'sharp'

/** Files for tests, made on the spot. */

/** A sheet with lines of print, as SVG text drawn by sharp; `seed` varies the words. */
export async function printedPage(options: { width?: number; height?: number; lines?: readonly string[] } = {}): Promise<Sharp> {
  const { width = 900, height = 1200, lines = ['Tighten the bolts to 25 Nm', 'and check the gap again.'] } = options
  const text = lines
    .map((line, index) => `<text x="80" y="${120 + index * 40}" font-size="26" font-family="sans-serif">${line}</text>`)
    .join('')
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="white"/>${text}</svg>`
  return sharp(await sharp(Buffer.from(svg)).flatten({ background: 'white' }).toColourspace('srgb').png().toBuffer())
}

/** A PDF with a text layer, one page for each list of lines; `turn` is the pages' /Rotate. */
export async function textPdf(pages: readonly (readonly string[])[], turn = 0): Promise<Buffer> {
  const pdf = await PDFDocument.create({ updateMetadata: false })
  const font = await pdf.embedFont(StandardFonts.Helvetica)
  for (const lines of pages) {
    const page = pdf.addPage([595, 842])
    for (const [index, line] of lines.entries()) page.drawText(line, { x: 60, y: 760 - index * 24, size: 14, font })
    if (turn !== 0) page.setRotation({ type: 'degrees', angle: turn } as Parameters<typeof page.setRotation>[0])
  }
  return Buffer.from(await pdf.save({ useObjectStreams: false }))
}

/** A PDF from numbered objects, with a correct cross-reference table. */
export function rawPdf(objects: readonly string[], trailer: string): Buffer {
  let body = '%PDF-1.4\n'
  const offsets: number[] = []
  for (const [index, object] of objects.entries()) {
    offsets.push(body.length)
    body += `${index + 1} 0 obj\n${object}\nendobj\n`
  }
  const start = body.length
  body += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')}`
  return Buffer.from(`${body}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`, 'latin1')
}

/** No pages at all. */
export const PDF_WITHOUT_PAGES = rawPdf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [] /Count 0 >>'], '')

/** Asks for a password: the key that the empty password gives does not fit. */
export const ENCRYPTED_PDF = rawPdf(
  [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>',
    `<< /Filter /Standard /V 1 /R 2 /P -4 /O <${'5a'.repeat(32)}> /U <${'a5'.repeat(32)}> >>`,
  ],
  '/Encrypt 4 0 R /ID [<0123456789abcdef> <0123456789abcdef>]',
)
