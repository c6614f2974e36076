import sharp from 'sharp'
import type { Box } from '../../src/contracts/geometry.ts'
import {
  BLANK,
  BULLETIN_PDF,
  ICON,
  SCANS,
  SMALL_COPY,
  SPECIFICATION_SHEET_FILE,
  TORQUE_COPY,
  TORQUE_PDF,
  type ScanDelivery,
} from './content/corpus.ts'
import { SHEET_FACTS, SHEET_TYPES, SPECIFICATION_SHEET } from './content/specification-sheet.ts'
import { svgOf } from './drawing/svg.ts'
import { specificationGrid, specificationHtml } from './layout/html.ts'
import { pdfOfScans, pdfOfSheets } from './scan/pdf.ts'
import { scanPage } from './scan/scan.ts'
import { compactJson, truthOf } from './truth.ts'

/** A file of the examples folder: 'manual/…' or 'truth/…', with its bytes. */
export interface BuiltFile {
  readonly path: string
  readonly bytes: Uint8Array
}

const textFile = (path: string, text: string): BuiltFile => ({ path, bytes: Buffer.from(text) })
const unmoved = (box: Box): Box => box

/** Draws and scans one delivery: its picture and the truth of its pages. */
export async function buildScan({ file, pages, scan }: ScanDelivery): Promise<BuiltFile[]> {
  const sheets = pages.map((page) => page.draw())
  const pictures = sheets.map((sheet) => Buffer.from(svgOf(sheet)))
  const [first] = sheets
  if (first === undefined) throw new Error(`${file} shows no page.`)
  const picture = sheets.length === 1 ? pictures[0]! : await sideBySide(pictures, first.width, first.height)
  const scanned = await scanPage(picture, scan)
  const truths = pages.map((page, index) => {
    const shift = index * first.width
    const text = truthOf(page, sheets[index]!, {
      page: file,
      position: {
        ...(pages.length > 1 ? { half: index === 0 ? 'left' : 'right' } : {}),
        ...(scan.turn === undefined ? {} : { turned: scan.turn }),
        ...(scan.skew === undefined ? {} : { skew: scan.skew }),
      },
      size: [scanned.width, scanned.height],
      place: ([left, top, right, bottom]) => scanned.place([left + shift, top, right + shift, bottom]),
    })
    return textFile(`truth/${page.id}.json`, text)
  })
  return [{ path: `manual/${file}`, bytes: scanned.jpeg }, ...truths]
}

function sideBySide(pictures: readonly Buffer[], width: number, height: number): Promise<Buffer> {
  return sharp({ create: { width: width * pictures.length, height, channels: 3, background: 'white' } })
    .composite(pictures.map((input, index) => ({ input, left: index * width, top: 0 })))
    .png()
    .toBuffer()
}

/** The PDF with a text layer, the scan of one of its pages, and their truth. */
export async function buildTorques(): Promise<BuiltFile[]> {
  const sheets = TORQUE_PDF.pages.map((page) => page.draw())
  const pdf = await pdfOfSheets(TORQUE_PDF.title, sheets)
  const truths = sheets.map((sheet, index) => {
    const page = TORQUE_PDF.pages[index]!
    const placement = {
      page: TORQUE_PDF.file,
      position: { pdf_page: index + 1 },
      size: [sheet.width, sheet.height] as const,
      place: unmoved,
    }
    return textFile(`truth/${page.id}.json`, truthOf(page, sheet, placement))
  })
  const copy = await scanPage(Buffer.from(svgOf(sheets[TORQUE_COPY.page]!)), TORQUE_COPY.scan)
  return [{ path: `manual/${TORQUE_PDF.file}`, bytes: pdf }, { path: `manual/${TORQUE_COPY.file}`, bytes: copy.jpeg }, ...truths]
}

/** The PDF of pictures alone, with its truth; boxes are measured in the pictures. */
export async function buildBulletin(): Promise<BuiltFile[]> {
  const { pages, scan, file, title, dpi } = BULLETIN_PDF
  const sheets = pages.map((page) => page.draw())
  const scans = await Promise.all(sheets.map((sheet, index) => scanPage(Buffer.from(svgOf(sheet)), { seed: 701 + index, ...scan })))
  const truths = scans.map(({ width, height, place }, index) => {
    const placement = { page: file, position: { pdf_page: index + 1, skew: scan.skew }, size: [width, height] as const, place }
    return textFile(`truth/${pages[index]!.id}.json`, truthOf(pages[index]!, sheets[index]!, placement))
  })
  return [{ path: `manual/${file}`, bytes: await pdfOfScans(title, scans, dpi) }, ...truths]
}

/** The HTML sheet and its truth: the grid as a browser lays it out. */
export function buildSpecificationSheet(): BuiltFile[] {
  const cells = specificationGrid(SPECIFICATION_SHEET, SHEET_TYPES)
  const title = 'Fellmoor Cairn – technical data'
  const remarks = ['Data of standard machines with 45 litre tray liners removed. Values marked ??? were never published.']
  const truth = {
    page: SPECIFICATION_SHEET_FILE,
    kind: 'table',
    content_type: 'specification',
    columns: 1,
    placeholders: ['???'],
    facts: SHEET_FACTS,
    grid: cells,
  }
  return [
    textFile(`manual/${SPECIFICATION_SHEET_FILE}`, specificationHtml(title, cells, remarks)),
    textFile('truth/Cairn-specifications.json', compactJson(truth)),
  ]
}

/** Files that give no page of their own: a copy, an icon, a blank sheet. `original` is the picture that the copy shows. */
export async function buildOthers(original: Uint8Array): Promise<BuiltFile[]> {
  const small = await sharp(original).resize({ width: SMALL_COPY.width }).jpeg({ quality: SMALL_COPY.quality, mozjpeg: true }).toBuffer()
  const white = { create: { width: BLANK.width, height: BLANK.height, channels: 3, background: 'white' } } as const
  const blank = await scanPage(await sharp(white).png().toBuffer(), BLANK.scan)
  const icon = `<svg xmlns="http://www.w3.org/2000/svg" width="${ICON.side}" height="${ICON.side}" viewBox="0 0 180 180"><rect width="180" height="180" rx="36" fill="#c85a17"/><path d="M20 132L70 52L98 96L118 68L160 132Z" fill="#fff"/><rect x="30" y="136" width="120" height="16" rx="8" fill="#fff"/></svg>`
  return [
    { path: `manual/${SMALL_COPY.file}`, bytes: small },
    { path: `manual/${BLANK.file}`, bytes: blank.jpeg },
    { path: `manual/${ICON.file}`, bytes: await sharp(Buffer.from(icon)).png().toBuffer() },
  ]
}

/** What holds for the corpus as a whole. */
export function corpusTruth(): string {
  return `${JSON.stringify(
    {
      pages: [...SCANS.flatMap(({ pages }) => pages), ...TORQUE_PDF.pages, ...BULLETIN_PDF.pages]
        .map(({ id }) => id)
        .concat('Cairn-specifications'),
      copies: [
        { file: SMALL_COPY.file, of: SMALL_COPY.of, how: 'the same picture, smaller and compressed again' },
        { file: TORQUE_COPY.file, of: TORQUE_PDF.file, pdf_page: TORQUE_COPY.page + 1, how: 'a scan of a page of the PDF' },
      ],
      no_pages: [
        { file: ICON.file, why: 'an icon' },
        { file: BLANK.file, why: 'a blank sheet' },
      ],
      double_pages: SCANS.filter(({ pages }) => pages.length > 1).map(({ file, pages }) => ({
        file,
        left: pages[0]!.id,
        right: pages[1]!.id,
      })),
      turned: SCANS.filter(({ scan }) => scan.turn !== undefined).map(({ file, scan }) => ({ file, degrees_clockwise: scan.turn })),
      skewed: SCANS.filter(({ scan }) => scan.skew !== undefined).map(({ file, scan }) => ({ file, degrees_clockwise: scan.skew })),
      text_layer: [TORQUE_PDF.file],
      no_text_layer: [BULLETIN_PDF.file],
    },
    null,
    1,
  )}\n`
}

/** Every file of the examples folder. */
export async function* buildAll(): AsyncGenerator<BuiltFile> {
  let original: Uint8Array | null = null
  for (const delivery of SCANS) {
    const files = await buildScan(delivery)
    if (delivery.file === SMALL_COPY.of) original = files[0]!.bytes
    yield* files
  }
  yield* await buildTorques()
  yield* await buildBulletin()
  yield* buildSpecificationSheet()
  if (original === null) throw new Error(`${SMALL_COPY.of} is not among the scans.`)
  yield* await buildOthers(original)
  yield textFile('truth/corpus.json', corpusTruth())
}
