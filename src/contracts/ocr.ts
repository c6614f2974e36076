import type { Box } from './geometry.ts'

/** 8-bit grey pixels, row by row, no padding. */
export interface Raster {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/** A line as an engine reads it; boxes in pixels of the raster that it was given. */
export interface RecognisedLine {
  readonly text: string
  readonly box: Box
  /** 0 to 1. */
  readonly confidence: number
  readonly words: readonly { readonly text: string; readonly box: Box; readonly confidence: number }[]
}

export interface OcrOptions {
  /** Extra places to read although detection found nothing there (table cells with ink, callouts). */
  readonly alsoRead?: readonly Box[]
  readonly signal?: AbortSignal
}

export interface OcrEngine {
  readonly name: 'ppocr' | 'tesseract'
  /** Engine, version, model hashes. */
  readonly fingerprint: string
  read(page: Raster, options?: OcrOptions): Promise<RecognisedLine[]>
  close(): Promise<void>
}
