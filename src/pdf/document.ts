import { PagetuneError } from '../contracts/error.ts'
import type { Transform } from '../contracts/geometry.ts'
import { imageCover } from './image-cover.ts'
import { forgetPdfium, loadPdfium, type Pdfium, withMemory } from './library.ts'
import { type PdfText, readText } from './text.ts'

/** An opened PDF. Pages are counted from 1. Close it: its bytes lie in PDFium's memory. */
export interface PdfDocument {
  readonly pageCount: number
  /**
   * One page: its picture at `dpi` and its text layer in pixels of that picture. The page's own rotation is applied.
   * Throws PDF_PAGE_DAMAGED and PAGE_TOO_LARGE (more than `maxPixels`).
   */
  page(number: number, dpi: number, maxPixels: number): PdfPage
  close(): void
}

export interface PdfPage {
  readonly width: number
  readonly height: number
  /** Red, green, blue, unused; row by row, no padding. */
  readonly rgbx: Buffer
  readonly text: PdfText
  /** Share of the page's area that lies under embedded pictures, 0 to 1. */
  readonly imageCover: number
}

/** FPDF_GetLastError (fpdfview.h). */
const PASSWORD = 4
const SECURITY = 5
/** Four bytes a pixel, blue green red unused; REVERSE_BYTE_ORDER turns that into red green blue unused. */
const BGRX = 3
const WHITE = 0xffffffff
const ANNOTATIONS = 0x01
const REVERSE_BYTE_ORDER = 0x10
/** PageToDevice answers in whole pixels: it is asked on a grid this much finer than the picture. */
const SUBPIXELS = 64
/** A PDF begins within its first 1024 bytes (Adobe's implementation note 13 to PDF 1.7). */
const HEADER_WITHIN = 1024

/** Opens a PDF. Throws NOT_A_PDF, PDF_ENCRYPTED, PDF_DAMAGED, PDF_WITHOUT_PAGES or PDF_TOO_LARGE; `where` names it in the error. */
export async function openPdf(bytes: Uint8Array, where: string): Promise<PdfDocument> {
  if (!Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, HEADER_WITHIN)).includes('%PDF-')) {
    throw new PagetuneError('NOT_A_PDF', 'The file is named .pdf but holds something else.', {
      where,
      fix: 'Replace it by the real PDF or give it the ending of what it is.',
    })
  }
  const library = await loadPdfium()
  return guarded(where, () => {
    const memory = library.wasmExports.malloc(bytes.length)
    if (memory === 0) {
      throw new PagetuneError('PDF_TOO_LARGE', `The PDF of ${Math.round(bytes.length / 1e6)} MB does not fit into PDFium's memory.`, {
        where,
        fix: 'Split the PDF into smaller ones.',
      })
    }
    library.HEAPU8.set(bytes, memory)
    const handle = library.FPDF_LoadMemDocument(memory, bytes.length, 0)
    if (handle === 0) {
      const code = library.FPDF_GetLastError()
      library.wasmExports.free(memory)
      throw openError(code, bytes, where)
    }
    const close = () => {
      library.FPDF_CloseDocument(handle)
      library.wasmExports.free(memory)
    }
    const pageCount = library.FPDF_GetPageCount(handle)
    if (pageCount === 0) {
      close()
      throw withoutPages(where)
    }
    return {
      pageCount,
      close,
      page: (number, dpi, maxPixels) => guarded(where, () => renderPage(library, handle, number, dpi, maxPixels, where)),
    }
  })
}

function openError(code: number, bytes: Uint8Array, where: string): PagetuneError {
  if (code === PASSWORD || code === SECURITY) {
    return new PagetuneError('PDF_ENCRYPTED', 'The PDF is encrypted and asks for a password.', {
      where,
      fix: 'Save a copy without a password (for example `qpdf --decrypt --password=… in.pdf out.pdf`) and use that.',
    })
  }
  // PDFium says "format error" to a page tree that holds nothing; the tree itself tells the two apart.
  if (/\/Type\s*\/Pages\b[^]*?\/Count\s+0\b|\/Count\s+0\b[^]*?\/Type\s*\/Pages\b/.test(Buffer.from(bytes).toString('latin1')))
    return withoutPages(where)
  return new PagetuneError('PDF_DAMAGED', 'The PDF is damaged or cut off and cannot be opened.', {
    where,
    fix: 'Copy the file again from its origin, or repair it (for example `qpdf in.pdf out.pdf`).',
  })
}

function withoutPages(where: string): PagetuneError {
  return new PagetuneError('PDF_WITHOUT_PAGES', 'The PDF has no pages.', { where, fix: 'Export the document again, or remove the file.' })
}

/** A trap or an abort of the WebAssembly is a damaged PDF; PDFium itself is loaded anew for the next one. */
function guarded<T>(where: string, use: () => T): T {
  try {
    return use()
  } catch (cause) {
    if (cause instanceof PagetuneError) throw cause
    forgetPdfium()
    throw new PagetuneError('PDF_DAMAGED', `PDFium gave up on the PDF: ${cause instanceof Error ? cause.message : String(cause)}`, {
      where,
      fix: 'Repair the PDF (for example `qpdf in.pdf out.pdf`) and run again.',
      cause,
    })
  }
}

function renderPage(library: Pdfium, document: number, number: number, dpi: number, maxPixels: number, where: string): PdfPage {
  const page = library.FPDF_LoadPage(document, number - 1)
  if (page === 0) {
    throw new PagetuneError('PDF_PAGE_DAMAGED', `Page ${number} of the PDF is damaged.`, {
      where,
      fix: 'Repair the PDF (for example `qpdf in.pdf out.pdf`) and run again.',
    })
  }
  try {
    const width = Math.max(1, Math.round((library.FPDF_GetPageWidth(page) / 72) * dpi))
    const height = Math.max(1, Math.round((library.FPDF_GetPageHeight(page) / 72) * dpi))
    if (width * height > maxPixels) {
      throw new PagetuneError('PAGE_TOO_LARGE', `Page ${number} would be ${width} × ${height} pixels at ${dpi} DPI.`, {
        where,
        fix: 'Lower prepare.pdf_dpi or raise prepare.max_megapixels.',
      })
    }
    const toPixels = pageToPixels(library, page, width, height)
    return {
      width,
      height,
      rgbx: paint(library, page, width, height, where),
      text: readText(library, page, toPixels, width, height),
      imageCover: imageCover(library, page, toPixels, width, height),
    }
  } finally {
    library.FPDF_ClosePage(page)
  }
}

function paint(library: Pdfium, page: number, width: number, height: number, where: string): Buffer {
  const bitmap = library.FPDFBitmap_CreateEx(width, height, BGRX, 0, 0)
  if (bitmap === 0) {
    throw new PagetuneError('PAGE_TOO_LARGE', `There is no memory for a picture of ${width} × ${height} pixels.`, {
      where,
      fix: 'Lower prepare.pdf_dpi.',
    })
  }
  try {
    library.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE)
    library.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, ANNOTATIONS | REVERSE_BYTE_ORDER)
    const start = library.FPDFBitmap_GetBuffer(bitmap)
    return Buffer.from(library.HEAPU8.subarray(start, start + width * height * 4))
  } finally {
    library.FPDFBitmap_Destroy(bitmap)
  }
}

/** The affine map from the page's own coordinates (points, origin at the bottom left, unrotated) to pixels of its picture. */
function pageToPixels(library: Pdfium, page: number, width: number, height: number): Transform {
  const at = (x: number, y: number): [number, number] =>
    withMemory(library, 8, (pointer) => {
      library.FPDF_PageToDevice(page, 0, 0, width * SUBPIXELS, height * SUBPIXELS, 0, x, y, pointer, pointer + 4)
      return [library.HEAP32[pointer >> 2]! / SUBPIXELS, library.HEAP32[(pointer >> 2) + 1]! / SUBPIXELS]
    })
  const span = 1000
  const [originX, originY] = at(0, 0)
  const [rightX, rightY] = at(span, 0)
  const [upX, upY] = at(0, span)
  return [(rightX - originX) / span, (upX - originX) / span, originX, (rightY - originY) / span, (upY - originY) / span, originY]
}
