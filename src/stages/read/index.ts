import { PagetuneError } from '../../contracts/error.ts'
import type { Box } from '../../contracts/geometry.ts'
import type { OcrEngine, Raster, RecognisedLine } from '../../contracts/ocr.ts'
import type { CleanedPage, TextLayerWord } from '../../contracts/page.ts'
import { type Line, type Reading, readingSchema } from '../../contracts/reading.ts'
import type { Settings } from '../../contracts/settings.ts'
import type { PageStage } from '../../contracts/stage.ts'
import { loadRaster } from '../../imaging/raster.ts'
import { mapBox, roundBox } from '../../imaging/transform.ts'
import { ruledCells } from '../../layout/grid.ts'
import { detectRulings, rulingTolerance } from '../../layout/rulings.ts'
import { calibrated, CURVES_FINGERPRINT } from '../../ocr/confidence.ts'
import { createEngine } from '../../ocr/engines.ts'
import { joinLines } from '../../ocr/lines.ts'
import { pageOf, readCleaned, readPrepared } from '../artifacts.ts'
import { compileFixes, fixLine } from './fixes.ts'

/** Cells higher than this share of the page are frames of pictures, not places for a word. */
const MAX_CELL_HEIGHT = 0.08
/** Pixels by which a cell is looked at inside its rulings, as a share of the longer side. */
const CELL_MARGIN = 3 / 1200

/** Reads the words of a page: its text layer where that can be trusted, else its pixels. */
export const readStage: PageStage<Reading> = {
  name: 'read',
  version: 3,
  scope: 'page',
  after: ['prepare', 'clean'],
  output: readingSchema,
  // The models count by their hashes, in the fingerprint, wherever they lie; so does what they run on.
  relevantSettings: ({ read: { engine, text_layer, tesseract_language, agreement, regex_fixes } }) => ({
    engine,
    text_layer,
    tesseract_language,
    agreement,
    regex_fixes,
  }),
  fingerprint: async (settings) => `${(await engineOf(settings)).fingerprint} ${CURVES_FINGERPRINT}`,
  async run(task, context) {
    const { workspace, settings, signal, log } = context
    const prepared = await readPrepared(workspace, pageOf(task))
    const { page_id, image, text_layer } = prepared
    if (image === null) return { page_id, image: null, origin: 'html', engine: 'html', mean_confidence: 1, lines: [] }
    const cleaned = await readCleaned(workspace, page_id)
    const place = placer(cleaned, image)
    const shown = { path: image.path, width: image.width, height: image.height }
    const fixes = compileFixes(settings.read.regex_fixes)
    const finish = (lines: readonly RecognisedLine[]): Line[] =>
      lines
        .map((line) => fixLine(line, fixes))
        .filter(({ words }) => words.length > 0)
        .map((line, index) => place(line, index))
    if (text_layer?.trusted === true && settings.read.text_layer === 'auto') {
      const lines = finish(joinLines(text_layer.words.map(asSegment)))
      return { page_id, image: shown, origin: 'text-layer', engine: 'text-layer', mean_confidence: meanConfidence(lines), lines }
    }
    const engine = await engineOf(settings)
    if (engine.note !== null && !said.has(engine.note)) {
      said.add(engine.note)
      log({ level: 'info', message: `read: ${engine.note}` })
    }
    const raster = await loadCopy(cleaned, workspace.localPath.bind(workspace))
    const read = await engine.read(raster, { alsoRead: smallCells(raster), signal })
    const lines = finish(calibrated(read, engine.name, settings.read.agreement !== 'none'))
    return { page_id, image: shown, origin: engine.name, engine: engine.fingerprint, mean_confidence: meanConfidence(lines), lines }
  },
}

/** One engine for each process and configuration: models are opened once. */
const engines = new Map<string, Promise<OcrEngine>>()
/** Notes of engines that stand in the log already. */
const said = new Set<string>()

function engineOf(settings: Settings): Promise<OcrEngine> {
  const { engine, models, device, tesseract_language, agreement } = settings.read
  const key = JSON.stringify([engine, models, device, tesseract_language, agreement])
  let created = engines.get(key)
  if (created === undefined) {
    created = createEngine(settings)
    created.catch(() => engines.delete(key))
    engines.set(key, created)
  }
  return created
}

async function loadCopy(cleaned: CleanedPage, localPath: (path: string) => string): Promise<Raster> {
  if (cleaned.image === null) {
    throw new PagetuneError('DAMAGED_ARTIFACT', `work/clean has no image of ${cleaned.page_id}.`, {
      where: cleaned.page_id,
      fix: 'Run `pagetune clean --force`.',
    })
  }
  return (await loadRaster(localPath(cleaned.image.path))).raster
}

/** The insides of ruled cells that are as small as a line of text or a few: detection overlooks lone digits in them. */
function smallCells(raster: Raster): Box[] {
  const margin = CELL_MARGIN * Math.max(raster.width, raster.height)
  return ruledCells(detectRulings(raster), rulingTolerance(raster))
    .map(({ box }): Box => [box[0] + margin, box[1] + margin, box[2] - margin, box[3] - margin])
    .filter(
      ([left, top, right, bottom]) =>
        bottom - top < MAX_CELL_HEIGHT * raster.height && right - left > 2 * margin && bottom - top > 2 * margin,
    )
}

/** A glyph that the file does not name (U+FFFD) makes its word as doubtful as one that was guessed. */
const UNNAMED_GLYPH = 0.5

function asSegment({ text, box }: TextLayerWord): RecognisedLine['words'] {
  return [{ text, box, confidence: text.includes('\uFFFD') ? UNNAMED_GLYPH : 1 }]
}

/** Numbers lines and maps their boxes from the reading copy to the prepared image; both in whole pixels. */
function placer(
  cleaned: CleanedPage,
  prepared: { width: number; height: number },
): (line: RecognisedLine & { raw?: string }, index: number) => Line {
  const copy = cleaned.image ?? prepared
  const boxes = (box: Box): { box: Box; upright: Box } => ({
    box: roundBox(mapBox(cleaned.transform, box), prepared.width, prepared.height),
    upright: roundBox(box, copy.width, copy.height),
  })
  return ({ text, box, confidence, raw, words }, index) => ({
    id: `l${String(index + 1).padStart(3, '0')}`,
    text,
    ...boxes(box),
    confidence: rounded(confidence),
    ...(raw === undefined ? {} : { raw }),
    words: words.map(({ text: read, box: place, confidence: sure, raw_confidence, also_read }) => ({
      text: read,
      ...boxes(place),
      confidence: rounded(sure),
      ...(raw_confidence === undefined ? {} : { raw_confidence: rounded(raw_confidence) }),
      ...(also_read === undefined ? {} : { also_read }),
    })),
  })
}

function meanConfidence(lines: readonly Line[]): number {
  const words = lines.flatMap((line) => line.words)
  return words.length === 0 ? 0 : rounded(words.reduce((sum, { confidence }) => sum + confidence, 0) / words.length)
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000
}
