import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { layoutPage } from '../src/layout/page.ts'
import { loadRaster } from '../src/imaging/raster.ts'
import { IDENTITY } from '../src/imaging/transform.ts'
import { joinLines } from '../src/ocr/lines.ts'
import { openPdf, type PdfPage } from '../src/pdf/document.ts'
import type { PlacedText } from './metrics.ts'
import type { BenchPage, BenchSet, PageTruth } from './page-truth.ts'

const DPI = 200
const MAX_PIXELS = 50e6
const JPEG_QUALITY = 85

interface TorquePage {
  readonly number: number
  /** '11-5' as printed at the top left; null on the cover. */
  readonly printed: string | null
  readonly truth: PageTruth
  readonly jpeg: Uint8Array
}

/**
 * Two sets from a PDF with a text layer whose pages also exist as scans named by the printed page number: the scans,
 * and the PDF's own pages as 200 dpi JPEG pictures. Words are the text layer's; cells are its words in the grid that
 * the layout finds on the clean 200 dpi picture.
 */
export async function torqueSets(folder: string, pdfName: string): Promise<BenchSet[]> {
  const pdf = await openPdf(await readFile(join(folder, pdfName)), pdfName)
  const pages: TorquePage[] = []
  try {
    for (let number = 1; number <= pdf.pageCount; number++) pages.push(await torquePage(pdf.page(number, DPI, MAX_PIXELS), number))
  } finally {
    pdf.close()
  }
  const printed = pages.filter((page) => page.printed !== null)
  const scans = (await readdir(folder)).filter((file) => /\.jpe?g$/i.test(file)).sort()
  return [
    {
      name: 'torque-scans',
      description: 'ruled torque tables scanned at 109 dpi, against the text layer of the PDF of the same pages',
      pages: scans.flatMap((path): BenchPage[] => {
        const wanted = /^0*(\d+)-0*(\d+)/.exec(path)
        const page = printed.find((each) => wanted !== null && each.printed === `${Number(wanted[1])}-${Number(wanted[2])}`)
        return page === undefined ? [] : [{ path, page: 1, half: null, truth: page.truth }]
      }),
      bytes: (path) => readFile(join(folder, path)),
    },
    {
      name: 'torque-pdf',
      description: `the pages of that PDF as ${DPI} dpi JPEG pictures`,
      pages: printed.map((page) => ({ path: `page-${String(page.number).padStart(3, '0')}.jpg`, page: 1, half: null, truth: page.truth })),
      bytes: async (path) => pages[Number(/\d+/.exec(path)![0]) - 1]!.jpeg,
    },
  ]
}

async function torquePage(page: PdfPage, number: number): Promise<TorquePage> {
  const picture = sharp(page.rgbx, { raw: { width: page.width, height: page.height, channels: 4 } }).removeAlpha()
  const jpeg = await picture.clone().jpeg({ quality: JPEG_QUALITY }).toBuffer()
  const { raster } = await loadRaster(await picture.png().toBuffer())
  const words = page.text.words.map(({ text, box }) => ({ text, box, confidence: 1 }))
  const lines = joinLines(words.map((word) => [word])).map((line, index) => ({
    ...line,
    id: `l${index + 1}`,
    upright: line.box,
    words: line.words.map((word) => ({ ...word, upright: word.box })),
  }))
  const structure = layoutPage({ page_id: `p${number}`, lines, raster, transform: IDENTITY, operationCode: null })
  const byId = new Map(lines.map((line) => [line.id, line.text]))
  return {
    number,
    printed: printedNumber(words, page.width),
    jpeg,
    truth: {
      lines: [...new Set(structure.blocks.flatMap((block) => block.lines))].map((id) => byId.get(id)!),
      optional: [],
      words,
      size: [page.width, page.height],
      tables: structure.tables.length === 0 ? null : structure.tables.map((table) => table.rows.flat()),
      ordered: false,
      loose: false,
    },
  }
}

/** The page number in the top left corner, where the PDF writes '11', '-' and '5' as words of their own. */
function printedNumber(words: readonly PlacedText[], width: number): string | null {
  const corner = words.filter(({ box }) => box[2] < width * 0.09 && box[1] > width * 0.05 && box[3] < width * 0.085)
  const text = corner
    .toSorted((a, b) => a.box[0] - b.box[0])
    .map((word) => word.text)
    .join('')
  const match = /^(\d+)-(\d+)$/.exec(text)
  return match === null ? null : `${Number(match[1])}-${Number(match[2])}`
}
