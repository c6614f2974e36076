import type { Box } from '../../contracts/geometry.ts'
import type { OcrEngine, OcrOptions, Raster, RecognisedLine } from '../../contracts/ocr.ts'
import { englishSpelling } from '../../text/spelling.ts'
import { joinLines, lineOf, type Segment } from '../lines.ts'
import { emptyPlaces } from '../places.ts'
import { isRing } from './corrections.ts'
import { detectText } from './detection.ts'
import { withoutDrawnMargins } from './drawn-margins.ts'
import { ENGLISH_DICTIONARY } from './dictionary.ts'
import { fuse } from './fusion.ts'
import { analyseInk } from './ink.ts'
import { findLoneMarks } from './lone-marks.ts'
import { PageInk } from './page-ink.ts'
import { closeSession, fileHash, type ModelPaths, openSession, readDictionary } from './models.ts'
import { CROP_HEIGHT, MIN_CROP_WIDTH, Recogniser, type Recognised, STEP } from './recognition.ts'
import { type Placement, placementFor } from './provider.ts'
import { doubtfulWindows, secondReading } from './second-opinion.ts'
import { alignedDrafts, type Draft, draftOf, type Vocabulary, wordsOf } from './segment.ts'
import { removeShading } from './shading.ts'
import { median } from './spacing.ts'
import { boundsOf, boxAt, type Crop, cutCrop, type TextBox, turned } from './text-box.ts'

/** Bump when the same models read the same page differently. */
const VERSION = 10

/** Long side at which pages are looked at: larger only finds "text" in halftones. */
const DETECTION_SIDE = 1280
const DETECTION_ENLARGEMENT = 1.07
/** Less certain text than this is a figure's lines taken for letters. */
const MIN_CONFIDENCE = 0.5
/** Hatched areas are read as endless numbers. */
const HATCHING = /\d{14,}/
const MIN_LONE_CONFIDENCE = 0.6
const MIN_RING_CONFIDENCE = 0.3
const RING = /^[0oO]\.?$/
/** Callouts and pin numbers: figures, or one capital. Margin around them in heights. */
const LONE_TEXT = /^(?:\d{1,3}[a-z]?|[A-Z])$/
const MIN_MARK_CONFIDENCE = 0.9
const MARK_MARGIN = 0.25
const ROUND = 0.8
/** Smaller ink than this is a speck; a dash is wide enough. Height of a line against its ink. */
const MIN_INK = 5
const LINE_HEIGHT = 1.4
/** What alone is no text, but a speck or the corner of a line. */
const MARK = /^[.,:;'`|]+$/
/** Upright text that is read worse than this is also tried lying down, and the other way round. */
const DIRECTION_DOUBT = 0.85
/** What an upright stroke looks like lying down. */
const DASHES = /^[-–_]+$/
/** A narrow box no higher than this many line heights can be a lone upright character. */
const LONE_HEIGHT = 2.2

/** PP-OCR through onnxruntime, one thread, on the CPU or with CUDA. Sessions are opened at the first page and kept: one engine per process. */
export class PpocrEngine implements OcrEngine {
  readonly name = 'ppocr'
  readonly fingerprint: string
  /** What a person may want to know about how it runs; null = nothing. */
  readonly note: string | null
  readonly #paths: ModelPaths
  readonly #provider: Placement['provider']
  #recogniser: Promise<Recogniser> | undefined
  #second: Promise<Recogniser> | undefined
  #knows: Vocabulary | null = null

  private constructor(paths: ModelPaths, { provider, note }: Placement, fingerprint: string) {
    this.#paths = paths
    this.#provider = provider
    this.note = note
    this.fingerprint = fingerprint
  }

  /**
   * Throws OCR_MODELS when a file is missing, OCR_DEVICE when they cannot run where they are asked to; the models themselves are
   * opened by the first `read`.
   */
  static async create(paths: ModelPaths, device: Parameters<typeof placementFor>[0]): Promise<PpocrEngine> {
    const placement = await placementFor(device)
    return new PpocrEngine(paths, placement, await PpocrEngine.#fingerprintOf(paths, placement.provider))
  }

  static async #fingerprintOf(
    { detection, recognition, dictionary, secondOpinion }: ModelPaths,
    provider: Placement['provider'],
  ): Promise<string> {
    const files = [detection, recognition, ...(dictionary === null ? [] : [dictionary])]
    if (secondOpinion !== null) files.push(secondOpinion.recognition, secondOpinion.dictionary)
    return `ppocr ${VERSION} ${provider} ${(await Promise.all(files.map(fileHash))).join(' ')}`
  }

  /** Opens all models now, and so finds out whether they fit each other. Throws OCR_MODELS or OCR_DICTIONARY. */
  async open(): Promise<void> {
    await openSession(this.#paths.detection, this.#provider)
    await this.#first()
    await this.#secondOpinion()
  }

  async read(page: Raster, options: OcrOptions = {}): Promise<RecognisedLine[]> {
    // Only the bundled models are known to read English.
    if (this.#paths.dictionary === null) this.#knows ??= (await englishSpelling()).knows
    const longSide = Math.max(page.width, page.height)
    const side = Math.min(DETECTION_SIDE, longSide * DETECTION_ENLARGEMENT)
    const printed = new PageInk(page)
    const found = await detectText(this.#paths.detection, page, side, this.#provider)
    const lineHeight = median(found.filter(({ angle }) => Math.abs(angle) < 0.5).map(({ height }) => height))
    const drafts: Draft[] = []
    const others: RecognisedLine[] = []
    for (const box of found) {
      options.signal?.throwIfAborted()
      const piece = await this.#readBest({ page, printed }, box, lineHeight)
      if (piece === null) continue
      if (Math.abs(piece.crop.box.angle) < 0.5) drafts.push(piece)
      else others.push(lineOf(wordsOf(piece, this.#knows)))
    }
    // What was taken for a lone full stop may be the degree sign of a table's column: its cell is looked at again.
    const level = alignedDrafts(drafts)
      .map((draft): Segment => wordsOf(draft, this.#knows))
      .filter((words) => !isLoneMark(words))
    const usual = usualHeight(level)
    for (const place of emptyPlaces(options.alsoRead ?? [], [...level.map((words) => ({ words })), ...others])) {
      options.signal?.throwIfAborted()
      const piece = await this.#readPlace({ page, printed }, place, usual)
      if (piece !== null) level.push(piece)
    }
    for (const mark of findLoneMarks(
      page,
      printed,
      [...level, ...others.map(({ words }) => words)].flat().map(({ box }) => box),
      usual,
    )) {
      options.signal?.throwIfAborted()
      const piece = await this.#readMark({ page, printed }, mark)
      if (piece !== null) level.push(piece)
    }
    return [...joinLines(withLoneMarks(withoutRepeats(level)), page), ...others]
  }

  /** Frees the models. */
  async close(): Promise<void> {
    const { detection, recognition, secondOpinion } = this.#paths
    this.#recogniser = this.#second = undefined
    for (const path of [detection, recognition, ...(secondOpinion === null ? [] : [secondOpinion.recognition])])
      await closeSession(path, this.#provider)
  }

  async #first(): Promise<Recogniser> {
    const { recognition, dictionary } = this.#paths
    const characters = dictionary === null ? ENGLISH_DICTIONARY : await readDictionary(dictionary)
    return (this.#recogniser ??= Recogniser.create(recognition, characters, dictionary ?? 'the English dictionary', this.#provider))
  }

  async #secondOpinion(): Promise<Recogniser | null> {
    const second = this.#paths.secondOpinion
    if (second === null) return null
    this.#second ??= readDictionary(second.dictionary).then((characters) =>
      Recogniser.create(second.recognition, characters, second.dictionary, this.#provider),
    )
    return this.#second
  }

  /** Reads a box in the direction that its shape suggests; where the result is doubtful, in the other likely ones too. */
  async #readBest({ page, printed }: ReadPage, box: TextBox, lineHeight: number): Promise<Draft | null> {
    const narrow = Math.abs(box.angle) > 0.5
    const lone = narrow && box.width < LONE_HEIGHT * lineHeight
    const directions = lone ? [turned(box, 1), box] : narrow ? [box, turned(box, 2)] : [box]
    let best: Attempt | null = null
    for (const direction of directions) {
      const attempt = await this.#attempt(page, direction)
      if (narrow && direction === box && DASHES.test(textOf(attempt.reading))) continue
      if (best === null || attempt.reading.confidence > best.reading.confidence) best = attempt
      if (best.reading.confidence >= DIRECTION_DOUBT) break
    }
    return best === null ? null : this.#draft(best, { page, printed })
  }

  async #attempt(page: Raster, box: TextBox): Promise<Attempt> {
    const crop = cutCrop(page, box, CROP_HEIGHT, STEP, MIN_CROP_WIDTH)
    return { crop, reading: await (await this.#first()).read(crop.raster) }
  }

  async #finish(attempt: Attempt, read: ReadPage): Promise<Segment | null> {
    const draft = await this.#draft(attempt, read)
    return draft === null ? null : wordsOf(draft, this.#knows)
  }

  async #draft({ crop, reading }: Attempt, { page, printed }: ReadPage, isTrimmed = false): Promise<Draft | null> {
    // The recognisers read better what they were trained on: the crop with its shading.
    const plain = removeShading(crop.raster)
    const ink = analyseInk(plain.raster, plain.split)
    if (ink.blobs.length === 0) return null
    let characters = reading.characters
    const inked = { crop, ink, page: printed }
    // Ends of a drawing's lines beside a label disturb its reading; without them it is read again.
    const trimmed = isTrimmed ? null : withoutDrawnMargins(characters, inked)
    if (trimmed !== null) {
      const again = await this.#attempt(page, trimmed)
      const isBetter = again.reading.confidence > reading.confidence
      const isSame = textOf(again.reading) === textOf(reading)
      if (isBetter && (isSame || again.reading.confidence >= MIN_MARK_CONFIDENCE)) return this.#draft(again, { page, printed }, true)
    }
    const windows = doubtfulWindows(reading, ink, this.#knows)
    const second = windows.length > 0 ? await this.#secondOpinion() : null
    if (second !== null) {
      const other = await secondReading(second, crop.raster, characters, windows)
      characters = fuse(characters, other.characters, ink, CROP_HEIGHT, other.counts)
    }
    const confidence = characters.reduce((sum, { probability }) => sum + probability, 0) / Math.max(1, characters.length)
    const text = characters.map((character) => character.text).join('')
    if (confidence < leastConfidence(text) || HATCHING.test(text)) return null
    return draftOf(characters, reading, inked)
  }

  /** Reads a lone figure or letter; null unless both recognisers see the same, and are sure: most such marks are no text. */
  async #readMark({ page, printed }: ReadPage, [left, top, right, bottom]: Box): Promise<Segment | null> {
    const margin = MARK_MARGIN * (bottom - top)
    const box = boxAt([left - margin, top - margin, right + margin, bottom + margin])
    const attempt = await this.#attempt(page, box)
    const text = textOf(attempt.reading)
    const isCircle = /^[0O]$/.test(text) && right - left > ROUND * (bottom - top)
    if (attempt.reading.confidence < MIN_MARK_CONFIDENCE || !LONE_TEXT.test(text) || isCircle) return null
    const second = await (await this.#secondOpinion())?.read(attempt.crop.raster)
    return second === undefined || textOf(second) === text ? this.#finish(attempt, { page, printed }) : null
  }

  /** Reads the ink inside a place where nothing was detected; null when there is none or it is not text. */
  async #readPlace({ page, printed }: ReadPage, place: Box, usual: number): Promise<Segment | null> {
    const box = inkBox(page, place, usual)
    return box === null ? null : this.#finish(await this.#attempt(page, box), { page, printed })
  }
}

/** Detected boxes reach a little over their text; a word whose ink lies in a longer one of another box was read twice. */
function withoutRepeats(segments: readonly Segment[]): Segment[] {
  const all = segments.flatMap((segment, owner) => segment.map((word) => ({ word, owner })))
  return segments
    .map((segment, owner) =>
      segment.filter(
        (word) =>
          !all.some(
            (other) =>
              other.owner !== owner && repeats(word.text, other.word.text, other.owner < owner) && covers(other.word.box, word.box),
          ),
      ),
    )
    .filter((segment) => segment.length > 0)
}

/** Whether a word can be a piece of another one, or is the same as one that was read before it. */
function repeats(word: string, other: string, isEarlier: boolean): boolean {
  return other.length > word.length || (other === word && isEarlier)
}

function covers(outer: Box, inner: Box): boolean {
  const width = Math.min(outer[2], inner[2]) - Math.max(outer[0], inner[0])
  const height = Math.min(outer[3], inner[3]) - Math.max(outer[1], inner[1])
  return width > 0 && height > 0 && width * height > 0.6 * (inner[2] - inner[0]) * (inner[3] - inner[1])
}

/** Degree signs that stand alone, as in a table's column of units, are told from zeros by the height of the page's other text; lone specks go. */
function withLoneMarks(segments: readonly Segment[]): Segment[] {
  const height = ({ box }: Segment[number]): number => box[3] - box[1]
  const usual = median(
    segments
      .flat()
      .filter(({ text }) => /^[0-9A-Z]/.test(text) && text.length > 1)
      .map(height),
  )
  return segments.flatMap((segment): Segment[] => {
    const [word] = segment
    if (segment.length !== 1 || word === undefined) return [segment]
    if (RING.test(word.text) && isRing(word.box[3] - word.box[1], usual)) return [[{ ...word, text: '°' }]]
    return isLoneMark(segment) || (word.confidence < leastConfidence('x') && RING.test(word.text)) ? [] : [segment]
  })
}

function isLoneMark(segment: Segment): boolean {
  return segment.length === 1 && MARK.test(segment[0]!.text)
}

/** The usual ink height of words that begin with a capital or a figure; 0 where there are none. */
function usualHeight(segments: readonly Segment[]): number {
  const words = segments.flat().filter(({ text }) => /^[0-9A-Z]/.test(text) && text.length > 1)
  return median(words.map(({ box }) => box[3] - box[1]))
}

/** Lone characters are the likeliest noise; rings are judged by their size later. */
function leastConfidence(text: string): number {
  if (RING.test(text)) return MIN_RING_CONFIDENCE
  return text.length > 1 ? MIN_CONFIDENCE : MIN_LONE_CONFIDENCE
}

interface ReadPage {
  readonly page: Raster
  readonly printed: PageInk
}

interface Attempt {
  readonly crop: Crop
  readonly reading: Recognised
}

function textOf({ characters }: Recognised): string {
  return characters.map(({ text }) => text).join('')
}

/** The ink in a rectangle of the page, with as much room above and below as a line of the `usual` ink height has. */
function inkBox(page: Raster, place: Box, usual: number): TextBox | null {
  const whole = boxAt(place)
  const patch = cutCrop(page, whole, Math.max(1, Math.round(whole.height)), 1, 1)
  const ink = analyseInk(patch.raster)
  const first = ink.blobs[0]
  const last = ink.blobs.at(-1)
  if (first === undefined || last === undefined) return null
  const height = ink.bottom - ink.top
  const width = last[1] - first[0]
  if (Math.max(width, height) < MIN_INK) return null
  const margin = Math.max(0.2 * height, (LINE_HEIGHT * usual - height) / 2)
  const [left, top] = boundsOf(patch.box)
  return boxAt([left + first[0] - margin, top + ink.top - margin, left + last[1] + margin, top + ink.bottom + margin])
}
