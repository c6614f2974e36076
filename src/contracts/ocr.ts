import type { Box } from './geometry.ts'

/** 8-bit grey pixels, row by row, no padding. */
export interface Raster {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/** A word as an engine reads it; box in pixels of the raster that it was given. */
export interface RecognisedWord {
  readonly text: string
  readonly box: Box
  /** 0 to 1: the engine's own figure, and once it is calibrated the share of such words that are right. */
  readonly confidence: number
  /** The engine's own figure, of a calibrated word. */
  readonly raw_confidence?: number
  /** What a second engine read in this place, where that is something else; '' where it saw nothing. */
  readonly also_read?: string
}

/** A line as an engine reads it; boxes in pixels of the raster that it was given. */
export interface RecognisedLine {
  readonly text: string
  readonly box: Box
  /** 0 to 1, from those of its words (src/ocr/lines.ts). */
  readonly confidence: number
  readonly words: readonly RecognisedWord[]
}

export interface OcrOptions {
  /** Extra places to read although detection found nothing there (table cells with ink, callouts). */
  readonly alsoRead?: readonly Box[]
  readonly signal?: AbortSignal
}

export interface OcrEngine {
  readonly name: 'ppocr' | 'tesseract'
  /** Engine, version, what it runs on, model hashes. */
  readonly fingerprint: string
  /** What a person may want to know about how it runs on this machine; null = nothing. */
  readonly note: string | null
  read(page: Raster, options?: OcrOptions): Promise<RecognisedLine[]>
  close(): Promise<void>
}
