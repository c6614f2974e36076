import { execFile } from 'node:child_process'
import { PagetuneError } from '../contracts/error.ts'
import type { Box } from '../contracts/geometry.ts'
import type { OcrEngine, OcrOptions, Raster, RecognisedLine } from '../contracts/ocr.ts'
import { cropRaster, encodePng, resizeRaster } from '../imaging/raster.ts'
import { joinLines } from './lines.ts'
import { emptyPlaces } from './places.ts'

const BINARY = 'tesseract'
const TIMEOUT_MS = 120_000
const MAX_OUTPUT = 64 * 1024 * 1024
/** Sparse text: finds words between rulings and figures, which automatic layout (3) loses on most manual pages. */
const PAGE_MODE = '11'
const SINGLE_LINE_MODE = '7'
/** Tesseract was trained near 300 dpi: lower pages are read at double size. */
const SMALL_PAGE = 2000
const DPI = 200
/** Per cent: less is what it sees in blank paper and in pictures. */
const MIN_CONFIDENCE = 20

type Word = RecognisedLine['words'][number]

/** The Tesseract binary of the machine, as a second engine: one child process a page, pixels through its standard input. */
export class TesseractEngine implements OcrEngine {
  readonly name = 'tesseract'
  readonly fingerprint: string
  readonly note = null
  readonly #language: string

  private constructor(language: string, version: string) {
    this.#language = language
    this.fingerprint = `tesseract ${version} ${language} psm ${PAGE_MODE} x2`
  }

  /** Throws TESSERACT_MISSING or TESSERACT_LANGUAGE. */
  static async create(language: string): Promise<TesseractEngine> {
    const version = /^tesseract v?(\S+)/.exec(await tesseract(['--version'], null))?.[1] ?? 'unknown'
    const languages = (await tesseract(['--list-langs'], null)).split('\n').map((line) => line.trim())
    const missing = language.split('+').filter((part) => !languages.includes(part))
    if (missing.length > 0) {
      throw new PagetuneError('TESSERACT_LANGUAGE', `Tesseract has no data for ${missing.join(', ')}.`, {
        where: `read.tesseract_language: ${language}`,
        fix: `Install the language data (on Debian: apt-get install tesseract-ocr-${missing[0]}), or change read.tesseract_language.`,
      })
    }
    return new TesseractEngine(language, version)
  }

  async read(page: Raster, options: OcrOptions = {}): Promise<RecognisedLine[]> {
    const lines = await this.#words(page, PAGE_MODE, options.signal)
    for (const place of emptyPlaces(
      options.alsoRead ?? [],
      lines.map((words) => ({ words })),
    )) {
      const [left, top, right, bottom] = place
      const crop = cropRaster(page, left, top, right, bottom)
      if (crop.width < 4 || crop.height < 4) continue
      const words = await this.#words(crop, SINGLE_LINE_MODE, options.signal)
      lines.push(...words.map((line) => line.map((word) => moved(word, Math.floor(left), Math.floor(top)))))
    }
    return joinLines(lines, page)
  }

  async close(): Promise<void> {}

  async #words(page: Raster, mode: string, signal: AbortSignal | undefined): Promise<Word[][]> {
    const enlargement = Math.max(page.width, page.height) < SMALL_PAGE ? 2 : 1
    const large = await resizeRaster(page, page.width * enlargement, page.height * enlargement)
    const options = ['--psm', mode, '--dpi', String(DPI), '-l', this.#language, 'tsv']
    const table = await tesseract(['stdin', 'stdout', ...options], await encodePng(large), signal)
    return wordsOfTable(table).map((words) => words.map((word) => ({ ...word, box: scaled(word.box, 1 / enlargement) })))
  }
}

function scaled([left, top, right, bottom]: Box, factor: number): Box {
  return [left * factor, top * factor, right * factor, bottom * factor]
}

function moved({ text, box, confidence }: Word, x: number, y: number): Word {
  const shifted: Box = [box[0] + x, box[1] + y, box[2] + x, box[3] + y]
  return { text, box: shifted, confidence }
}

/**
 * Reads Tesseract's TSV: level, page, block, paragraph, line, word, left, top, width, height, confidence (0 to 100, −1 where
 * there is no word), text.
 */
function wordsOfTable(table: string): Word[][] {
  const lines = new Map<string, Word[]>()
  for (const row of table.split('\n').slice(1)) {
    const [level, pageNumber, block, paragraph, line, , left, top, width, height, confidence, ...rest] = row.split('\t')
    const text = rest.join('\t').trim()
    if (level !== '5' || text === '' || Number(confidence) < MIN_CONFIDENCE) continue
    const key = `${pageNumber} ${block} ${paragraph} ${line}`
    const box: Box = [Number(left), Number(top), Number(left) + Number(width), Number(top) + Number(height)]
    const words = lines.get(key) ?? []
    words.push({ text, box, confidence: Number(confidence) / 100 })
    lines.set(key, words)
  }
  return [...lines.values()]
}

/** Runs the binary; `input` goes to its standard input. One thread: pages are read in parallel by processes. */
function tesseract(args: readonly string[], input: Buffer | null, signal?: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      BINARY,
      [...args],
      {
        timeout: TIMEOUT_MS,
        maxBuffer: MAX_OUTPUT,
        encoding: 'utf8',
        env: { ...process.env, OMP_THREAD_LIMIT: '1' },
        ...(signal === undefined ? {} : { signal }),
      },
      (error, stdout, stderr) => (error === null ? resolve(stdout) : reject(failure(error, stderr))),
    )
    // A child that ends early closes the pipe; its exit code tells why.
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(input ?? undefined)
  })
}

function failure(error: Error & { code?: unknown; killed?: boolean }, stderr: string): Error {
  if (error.name === 'AbortError') return error
  if (error.code === 'ENOENT') {
    return new PagetuneError('TESSERACT_MISSING', 'The program tesseract is not installed, or not on the PATH.', {
      where: 'read.engine or read.agreement: tesseract',
      fix: 'Install it (on Debian: apt-get install tesseract-ocr), or set read.engine to ppocr and read.agreement to none, which need nothing.',
      cause: error,
    })
  }
  const reason = error.killed === true ? `took longer than ${TIMEOUT_MS / 1000} s` : stderr.trim().split('\n').at(-1) || error.message
  return new PagetuneError('TESSERACT_FAILED', `Tesseract failed: ${reason}`, {
    fix: 'Run `tesseract --version` in a shell to see whether the installation works, or set read.engine to ppocr.',
    retry: error.killed === true ? 'retry' : 'never',
    cause: error,
  })
}
