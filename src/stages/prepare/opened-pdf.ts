import type { SourceFile } from '../../contracts/source.ts'
import type { StageContext } from '../../contracts/stage.ts'
import { openPdf, type PdfDocument } from '../../pdf/document.ts'
import { readSource } from './source-bytes.ts'

let last: { readonly sha256: string; readonly pdf: PdfDocument } | undefined

/**
 * Works on the file's PDF. A worker mostly goes from page to page of one document, so the last one stays open; after an
 * error it is opened anew, because PDFium itself may have been.
 */
export async function withPdf<T>(file: SourceFile, context: StageContext, use: (pdf: PdfDocument) => T): Promise<T> {
  if (last?.sha256 !== file.sha256) {
    const bytes = await readSource(file, context)
    last?.pdf.close()
    last = undefined
    last = { sha256: file.sha256, pdf: await openPdf(bytes, file.path) }
  }
  try {
    return use(last.pdf)
  } catch (thrown) {
    last = undefined
    throw thrown
  }
}
