import type { InferenceSession, OnnxValue } from 'onnxruntime-node'
import { PagetuneError } from '../../contracts/error.ts'
import type { Raster } from '../../contracts/ocr.ts'
import { classTexts } from './dictionary.ts'
import { openSession, type Provider, runModel } from './models.ts'

/** Height of a crop, and the width of which its width must be a multiple: one CTC step. */
export const CROP_HEIGHT = 48
export const STEP = 8
/** Narrower crops than this lose their character to the convolutions' padding. */
export const MIN_CROP_WIDTH = 24

export interface Character {
  readonly text: string
  /** 0 to 1. */
  readonly probability: number
  /** Middle of the character in crop pixels, good to about half a step. */
  readonly x: number
  /** What the second recogniser saw there instead, where it is nearly as sure. */
  readonly other?: string
}

/** What a recogniser sees in one crop. Spaces are not characters: they stand in `spaces` and `spaceProbability`. */
export interface Recognised {
  readonly characters: readonly Character[]
  /** Positions of the spaces that the model itself would print, crop pixels. */
  readonly spaces: readonly number[]
  /** For each CTC step, the probability of a space. */
  readonly spaceProbability: Float32Array
  /** Crop pixels per CTC step. */
  readonly step: number
  /** Mean probability of the characters; 0 where there is none. */
  readonly confidence: number
}

/** A CTC recogniser of the PP-OCR family: crops of height 48 in, characters with positions out. */
export class Recogniser {
  readonly #model: string
  readonly #provider: Provider
  readonly #texts: readonly string[]
  readonly #spaces: readonly number[]

  private constructor(model: string, provider: Provider, texts: readonly string[]) {
    this.#model = model
    this.#provider = provider
    this.#texts = texts
    this.#spaces = texts.flatMap((text, index) => (text === ' ' || text === '\u3000' ? [index] : []))
  }

  /** Opens the model. Throws OCR_MODELS or, when the dictionary does not fit the model, OCR_DICTIONARY. */
  static async create(
    model: string,
    dictionary: readonly string[],
    dictionaryName: string,
    provider: Provider = 'cpu',
  ): Promise<Recogniser> {
    const classes = classesOf(await openSession(model, provider), model)
    return new Recogniser(model, provider, classTexts(dictionary, classes, dictionaryName))
  }

  /** Reads one crop. One at a time at its exact width: batches pad, and padding costs more than it saves on a CPU. */
  async read(crop: Raster): Promise<Recognised> {
    const size = crop.width * crop.height
    const output = await runModel(
      this.#model,
      crop.width,
      crop.height,
      (input) => {
        for (let i = 0; i < size; i++) input[i] = crop.data[i]! / 127.5 - 1
        input.copyWithin(size, 0, size)
        input.copyWithin(2 * size, 0, size)
      },
      this.#provider,
    )
    return this.#decode(output, crop.width)
  }

  /** Greedy CTC: the best class of each step, repeats merged, blanks dropped. */
  #decode(output: OnnxValue, width: number): Recognised {
    const scores = output.data as Float32Array
    const classes = this.#texts.length
    const steps = scores.length / classes
    const step = width / steps
    const characters: Character[] = []
    const spaces: number[] = []
    const spaceProbability = new Float32Array(steps)
    let previous = 0
    let start = 0
    let best = 0
    const close = (end: number): void => {
      const text = this.#texts[previous]!
      const x = ((start + end) / 2) * step
      if (text === '') return
      if (text.trim() === '') spaces.push(x)
      else characters.push({ text, probability: best, x })
    }
    for (let t = 0; t < steps; t++) {
      const base = t * classes
      let top = 0
      let score = scores[base]!
      for (let c = 1; c < classes; c++) {
        if (scores[base + c]! <= score) continue
        top = c
        score = scores[base + c]!
      }
      for (const c of this.#spaces) spaceProbability[t]! += scores[base + c]!
      if (top !== previous) {
        close(t)
        previous = top
        start = t
        best = 0
      }
      best = Math.max(best, score)
    }
    close(steps)
    const confidence = characters.length === 0 ? 0 : characters.reduce((sum, { probability }) => sum + probability, 0) / characters.length
    return { characters, spaces, spaceProbability, step, confidence }
  }
}

function classesOf(session: InferenceSession, model: string): number {
  const metadata = session.outputMetadata[0]
  const classes = metadata?.isTensor === true ? metadata.shape.at(-1) : undefined
  if (typeof classes !== 'number') {
    throw new PagetuneError('OCR_MODELS', `${model} does not say how many characters it knows, so its dictionary cannot be checked.`, {
      where: model,
      fix: 'Use a PP-OCR recognition model whose last output dimension is fixed.',
    })
  }
  return classes
}
