import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { InferenceSession } from 'onnxruntime-node'
import { PagetuneError } from '../../contracts/error.ts'
import type { Settings } from '../../contracts/settings.ts'
import { keyNamed } from '../../models/secrets.ts'
import { WordPieces } from './word-pieces.ts'

/** Gives each text a vector of length 1, in the order of the texts. */
export type Embed = (texts: readonly string[]) => Promise<Float32Array[]>

/** Questions are short; what is longer is cut. */
const MOST_TOKENS = 128
const BATCH = 64

/**
 * The sentence model that the settings name: a folder with an ONNX export, or an endpoint that speaks OpenAI's embeddings;
 * null where they name none. Throws EMBEDDING_MODEL where it cannot be used.
 */
export async function openEmbeddings(
  { model_folder, base_url, model }: Settings['deduplicate']['semantic'],
  project: string,
): Promise<Embed | null> {
  if (model_folder !== null) return localModel(resolve(project, model_folder))
  return base_url === null ? null : endpoint(base_url, model, project)
}

async function localModel(folder: string): Promise<Embed> {
  try {
    const pieces = new WordPieces(await vocabularyIn(folder))
    const bytes = await readFile(join(folder, 'model.onnx')).catch(() => readFile(join(folder, 'onnx', 'model.onnx')))
    const { InferenceSession: Session } = await import('onnxruntime-node')
    const session = await Session.create(bytes, { intraOpNumThreads: 0 })
    return inBatches((texts) => run(session, pieces, texts))
  } catch (cause) {
    throw unusable(
      `The sentence model in ${folder} cannot be used: ${cause instanceof Error ? cause.message : String(cause)}`,
      folder,
      cause,
    )
  }
}

/** The pieces of vocab.txt, or of a tokenizer.json of the WordPiece kind. */
async function vocabularyIn(folder: string): Promise<string[]> {
  const list = await readFile(join(folder, 'vocab.txt'), 'utf8').catch(() => null)
  if (list !== null) return list.split('\n').map((line) => line.replace(/\r$/, ''))
  const { model } = JSON.parse(await readFile(join(folder, 'tokenizer.json'), 'utf8')) as {
    model: { type?: string; vocab: Record<string, number> }
  }
  if (model.type !== undefined && model.type !== 'WordPiece') throw new Error(`its tokenizer is ${model.type}, not WordPiece`)
  const pieces: string[] = []
  for (const [piece, id] of Object.entries(model.vocab)) pieces[id] = piece
  return Array.from(pieces, (piece) => piece ?? '')
}

/** Mean of the last hidden states over the tokens of each text, or the model's own sentence vector. */
async function run(session: InferenceSession, pieces: WordPieces, texts: readonly string[]): Promise<Float32Array[]> {
  const { Tensor } = await import('onnxruntime-node')
  const ids = texts.map((text) => pieces.encode(text, MOST_TOKENS))
  const width = Math.max(...ids.map((each) => each.length))
  const tensor = (value: (row: readonly number[], at: number) => number) =>
    new Tensor('int64', BigInt64Array.from(ids.flatMap((row) => Array.from({ length: width }, (_, at) => BigInt(value(row, at))))), [
      ids.length,
      width,
    ])
  const inputs = {
    input_ids: tensor((row, at) => row[at] ?? 0),
    attention_mask: tensor((row, at) => (at < row.length ? 1 : 0)),
    token_type_ids: tensor(() => 0),
  }
  const feeds = Object.fromEntries(Object.entries(inputs).filter(([name]) => session.inputNames.includes(name)))
  const outputs = await session.run(feeds)
  const name = ['sentence_embedding', 'last_hidden_state'].find((each) => each in outputs) ?? session.outputNames[0] ?? ''
  const output = outputs[name]
  if (output === undefined || !(output.data instanceof Float32Array)) throw new Error(`its output “${name}” holds no floats`)
  const { data, dims } = output
  const size = dims.at(-1) ?? 0
  return ids.map((row, index) => {
    const vector = new Float32Array(size)
    if (dims.length === 2) return normalised(data.slice(index * size, (index + 1) * size))
    for (let at = 0; at < row.length; at++) {
      for (let k = 0; k < size; k++) vector[k] = (vector[k] ?? 0) + (data[(index * width + at) * size + k] ?? 0)
    }
    return normalised(vector)
  })
}

async function endpoint(base_url: string, model: string, project: string): Promise<Embed> {
  const { default: Client } = await import('openai')
  const apiKey = (await keyNamed('OPENAI_API_KEY', project)) ?? 'none'
  const client = new Client({ apiKey, baseURL: base_url, organization: null, project: null, logLevel: 'off' })
  return inBatches(async (texts) => {
    const response = await client.embeddings
      .create({ model, input: [...texts], encoding_format: 'float' })
      .catch((cause: unknown) =>
        Promise.reject(
          unusable(`${base_url} gives no embeddings: ${cause instanceof Error ? cause.message : String(cause)}`, base_url, cause),
        ),
      )
    const rows = response.data.toSorted((a, b) => a.index - b.index)
    if (rows.length !== texts.length) throw unusable(`${base_url} gave ${rows.length} vectors for ${texts.length} texts.`, base_url)
    return rows.map(({ embedding }) => normalised(Float32Array.from(embedding)))
  })
}

function inBatches(embed: Embed): Embed {
  return async (texts) => {
    const vectors: Float32Array[] = []
    for (let start = 0; start < texts.length; start += BATCH) vectors.push(...(await embed(texts.slice(start, start + BATCH))))
    return vectors
  }
}

function normalised(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector) || 1
  return vector.map((value) => value / length)
}

/** Cosine of two vectors of length 1. */
export function cosine(one: Float32Array, other: Float32Array): number {
  return one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0)
}

function unusable(message: string, where: string, cause?: unknown): PagetuneError {
  return new PagetuneError('EMBEDDING_MODEL', message, {
    where,
    fix: 'Name a folder with model.onnx and vocab.txt (or tokenizer.json) of a BERT sentence model, or an endpoint that is running; or take deduplicate.semantic out: the lexical method works alone.',
    ...(cause === undefined ? {} : { cause }),
  })
}
