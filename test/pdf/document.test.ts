import { PDFDocument } from 'pdf-lib'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { openPdf } from '../../src/pdf/document.ts'
import { judgeTextLayer } from '../../src/pdf/trust.ts'
import { ENCRYPTED_PDF, PDF_WITHOUT_PAGES, printedPage, rawPdf, textPdf } from '../bad-files.ts'

const DPI = 144

async function firstPage(bytes: Buffer) {
  const pdf = await openPdf(bytes, 'test.pdf')
  const page = pdf.page(1, DPI, 1e8)
  pdf.close()
  return page
}

/** Share of pixels of a box that are darker than grey. */
function inkIn(page: Awaited<ReturnType<typeof firstPage>>, [left, top, right, bottom]: readonly number[]): number {
  let ink = 0
  for (let y = Math.round(top!); y < bottom!; y++)
    for (let x = Math.round(left!); x < right!; x++) if (page.rgbx[(y * page.width + x) * 4]! < 128) ink += 1
  return ink / ((right! - left!) * (bottom! - top!))
}

/** A PDF that shows a scan over the whole page, with `text` in the given render mode over it. */
function contentPdf(content: string): Buffer {
  return rawPdf(
    [
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 400] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>',
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
      '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    ],
    '',
  )
}

describe('openPdf', () => {
  it('counts pages and renders at the resolution asked for', async () => {
    const pdf = await openPdf(await textPdf([['one'], ['two'], ['three']]), 'test.pdf')
    expect(pdf.pageCount).toBe(3)
    expect(pdf.page(2, 72, 1e8)).toMatchObject({ width: 595, height: 842 })
    expect(pdf.page(2, 200, 1e8)).toMatchObject({ width: 1653, height: 2339 })
    pdf.close()
  })

  it.each([0, 90, 180, 270])('puts the boxes of words where they are drawn, with /Rotate %i', async (turn) => {
    const page = await firstPage(await textPdf([['Tighten 25 Nm', 'Coupling nuts']], turn))
    // PDFium reads the lines of a turned page in another order.
    expect(page.text.words.map((word) => word.text).sort()).toEqual(['25', 'Coupling', 'Nm', 'Tighten', 'nuts'])
    expect(page.width > page.height).toBe(turn % 180 !== 0)
    for (const { box } of page.text.words) expect(inkIn(page, box)).toBeGreaterThan(0.08)
    const all = page.text.words.reduce((sum, { box }) => sum + inkIn(page, box) * (box[2] - box[0]) * (box[3] - box[1]), 0)
    expect(all / (inkIn(page, [0, 0, page.width, page.height]) * page.width * page.height)).toBeGreaterThan(0.99)
  })

  it.each([
    ['NOT_A_PDF', Buffer.from('just text')],
    ['PDF_ENCRYPTED', ENCRYPTED_PDF],
    ['PDF_WITHOUT_PAGES', PDF_WITHOUT_PAGES],
    ['PDF_DAMAGED', Buffer.from('%PDF-1.4\nnothing of use')],
  ])('throws %s', async (code, bytes) => {
    await expect(openPdf(bytes, 'bad.pdf')).rejects.toMatchObject({ code, where: 'bad.pdf' })
  })

  it('refuses a page that would be too large before it is drawn', async () => {
    const pdf = await openPdf(await textPdf([['one']]), 'test.pdf')
    expect(() => pdf.page(1, 200, 1e6)).toThrow(expect.objectContaining({ code: 'PAGE_TOO_LARGE' }))
    pdf.close()
  })

  it('opens a PDF whose end is cut off as far as it can, and never hangs', async () => {
    const bytes = await textPdf([['one'], ['two']])
    const pdf = await openPdf(bytes.subarray(0, bytes.length - 200), 'cut.pdf').catch((error: unknown) => error)
    expect(pdf).toSatisfy((result: { pageCount?: number; code?: string }) => result.pageCount === 2 || result.code === 'PDF_DAMAGED')
  })
})

describe('judgeTextLayer', () => {
  it('trusts plain text, and a short text on a page without pictures', async () => {
    const long = await firstPage(
      await textPdf([
        ['Check the pressure plate for cracks, wear and burnt spots before it is', 'installed again, and replace worn parts.'],
      ]),
    )
    expect(judgeTextLayer(long.text, long.imageCover)).toMatchObject({ trusted: true })
    const short = await firstPage(await textPdf([['Torques']]))
    expect(judgeTextLayer(short.text, short.imageCover)).toMatchObject({ trusted: true })
  })

  it('does not trust invisible text', async () => {
    const page = await firstPage(contentPdf('BT /F 12 Tf 3 Tr 20 300 Td (Recognised by some program behind the scan of a page) Tj ET'))
    expect(page.text).toMatchObject({ characters: 43, invisible: 43 })
    expect(judgeTextLayer(page.text, page.imageCover)).toMatchObject({ trusted: false, reason: expect.stringContaining('invisible') })
  })

  it('does not trust text over a scan', async () => {
    const pdf = await PDFDocument.create()
    const page = pdf.addPage([400, 500])
    page.drawImage(await pdf.embedPng(await (await printedPage()).png().toBuffer()), { x: 0, y: 0, width: 400, height: 500 })
    page.drawText('Text that stands over the picture of a whole page of text', { x: 20, y: 400, size: 8 })
    const { text, imageCover } = await firstPage(Buffer.from(await pdf.save()))
    expect(imageCover).toBe(1)
    expect(judgeTextLayer(text, imageCover)).toMatchObject({ trusted: false, reason: expect.stringContaining('scan') })
  })

  it('does not trust a font that is encoded wrongly', async () => {
    const shifted =
      'Fkhfn wkh suhvvxuh sodwh iru fudfnv zhdu dqg exuqw vsrwv ehiruh lw lv lqvwdoohg djdlq dqg uhsodfh zruq sduwv Wljkwhq wkh erowv furvvzlvh dqg fkhfn wkh jds djdlq zlwk wkh ihhohu jdxjh'
    const lines = shifted
      .split(' ')
      .reduce<string[]>((all, word, index) => (index % 8 === 0 ? [...all, word] : [...all.slice(0, -1), `${all.at(-1)} ${word}`]), [])
    const { text, imageCover } = await firstPage(await textPdf([lines]))
    expect(judgeTextLayer(text, imageCover)).toMatchObject({ trusted: false, reason: expect.stringContaining('encoded wrongly') })
  })

  it('finds no text layer on a page that is a picture', async () => {
    const pdf = await PDFDocument.create()
    const page = pdf.addPage([400, 500])
    page.drawImage(
      await pdf.embedJpg(
        await sharp({ create: { width: 40, height: 50, channels: 3, background: '#888' } })
          .jpeg()
          .toBuffer(),
      ),
      { x: 0, y: 0, width: 400, height: 250 },
    )
    const { text, imageCover } = await firstPage(Buffer.from(await pdf.save()))
    expect(imageCover).toBeCloseTo(0.5, 1)
    expect(judgeTextLayer(text, imageCover)).toMatchObject({ trusted: false, reason: 'The page has no text layer.' })
  })
})
