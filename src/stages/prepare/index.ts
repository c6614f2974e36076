import { PagetuneError } from '../../contracts/error.ts'
import { type PrepareOutput, prepareOutputSchema } from '../../contracts/page.ts'
import type { SourceFile } from '../../contracts/source.ts'
import type { PageStage, PageTask, StageContext } from '../../contracts/stage.ts'
import { decodePicture, pictureInfo } from '../../imaging/decode.ts'
import { isIcon } from '../../imaging/page-likeness.ts'
import { judgeTextLayer } from '../../pdf/trust.ts'
import { CATALOGUE_FILES, makeCatalogue } from './catalogue.ts'
import { decodeMarkup, hasText } from './markup.ts'
import { withPdf } from './opened-pdf.ts'
import { type PageOrigin, picturePages } from './picture-pages.ts'
import { readSource } from './source-bytes.ts'

/** Makes the picture (or the markup) and the text layer of each page; `gather` finds copies and writes the catalogue. */
export const prepareStage: PageStage<PrepareOutput> = {
  name: 'prepare',
  version: 1,
  scope: 'page',
  after: [],
  output: prepareOutputSchema,
  relevantSettings: ({ prepare: { pdf_dpi, double_pages, double_page_aspect, min_page_side, max_megapixels } }) => ({
    pdf_dpi,
    double_pages,
    double_page_aspect,
    min_page_side,
    max_megapixels,
  }),
  async run(task, context) {
    const { file, page } = candidateOf(task)
    const origin: PageOrigin = {
      page_id: task.page_id,
      source: { path: file.path, root: file.root, sha256: file.sha256, page },
      section: file.section,
      source_type: file.source_type,
    }
    const kinds = { html: markupPage, pdf: pdfPage }
    const prepare = file.file_type === 'html' || file.file_type === 'pdf' ? kinds[file.file_type] : imagePage
    return { page_id: task.page_id, ...(await prepare(file, page, origin, context)) }
  },
  gather: makeCatalogue,
  gatherWrites: CATALOGUE_FILES,
}

type Outcome = Pick<PrepareOutput, 'pages' | 'skipped'>

function candidateOf(task: PageTask): { file: SourceFile; page: number } {
  if (task.candidate !== null) return task.candidate
  throw new PagetuneError('NOT_FOUND', `No source file goes with ${task.page_id}.`, {
    where: task.page_id,
    fix: 'Run `pagetune inventory`.',
  })
}

async function imagePage(file: SourceFile, page: number, origin: PageOrigin, context: StageContext): Promise<Outcome> {
  const bytes = await readSource(file, context)
  const info = await pictureInfo(bytes, file.path)
  const { min_page_side, max_megapixels } = context.settings.prepare
  if (info.width * info.height > max_megapixels * 1e6) {
    throw new PagetuneError(
      'IMAGE_TOO_LARGE',
      `The picture has ${info.width} × ${info.height} pixels; the most is ${max_megapixels} million.`,
      {
        where: file.path,
        fix: 'Scale it down, or raise prepare.max_megapixels if the memory allows.',
      },
    )
  }
  if (isIcon(info, min_page_side))
    return { pages: [], skipped: `icon or logo: ${info.width} × ${info.height} pixels${info.hasAlpha ? ', transparent' : ''}` }
  const pixels = await decodePicture(bytes, page, file.path)
  const ending = file.file_type === 'jpg' ? '.jpg' : '.png'
  return picturePages({ pixels, textLayer: null, asIs: info.isPlain ? { bytes, ending } : null }, origin, context)
}

async function pdfPage(file: SourceFile, number: number, origin: PageOrigin, context: StageContext): Promise<Outcome> {
  const { pdf_dpi, max_megapixels } = context.settings.prepare
  const { width, height, rgbx, text, imageCover } = await withPdf(file, context, (pdf) => pdf.page(number, pdf_dpi, max_megapixels * 1e6))
  const data = Buffer.alloc(width * height * 3)
  for (let at = 0, from = 0; at < data.length; at += 3, from += 4) {
    data[at] = rgbx[from]!
    data[at + 1] = rgbx[from + 1]!
    data[at + 2] = rgbx[from + 2]!
  }
  const textLayer = { ...judgeTextLayer(text, imageCover), words: [...text.words] }
  return picturePages({ pixels: { width, height, data }, textLayer, asIs: null }, origin, context)
}

async function markupPage(file: SourceFile, _page: number, origin: PageOrigin, context: StageContext): Promise<Outcome> {
  const markup = decodeMarkup(await readSource(file, context), file.path)
  if (!hasText(markup)) return { pages: [], skipped: 'blank page: the HTML holds no text' }
  const path = `work/prepare/markup/${origin.page_id}.html`
  await context.workspace.write(path, markup)
  return {
    pages: [
      { ...origin, kind: 'html', source: { ...origin.source, half: null }, image: null, markup: path, text_layer: null, signature: null },
    ],
    skipped: null,
  }
}
