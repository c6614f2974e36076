import { type ChildProcessWithoutNullStreams, execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { z } from 'zod'
import { boxSchema } from '../src/contracts/geometry.ts'
import type { Reading } from '../src/contracts/reading.ts'
import { ENGLISH_DICTIONARY } from '../src/ocr/ppocr/dictionary.ts'
import { modelPaths } from '../src/ocr/ppocr/models.ts'
import type { Cost } from './measure.ts'

/** Readers that are measured beside Pagetune's own, on the same prepared pages, each in a process of its own, one thread. */
export const PEER_NAMES = ['ppu-paddle-ocr', 'rapidocr'] as const
export type PeerName = (typeof PEER_NAMES)[number]

/** They are installed here, once; nothing of them belongs to the product. */
const FOLDER = join(tmpdir(), 'pagetune-bench-peers')
const PPU_VERSION = '6.3.0'
const RAPIDOCR_VERSION = '1.4.4'

const answerSchema = z.object({
  lines: z.array(z.object({ text: z.string(), confidence: z.number(), box: boxSchema })),
  cost: z.object({ seconds: z.number(), cpuSeconds: z.number(), peakMb: z.number() }),
})

const run = promisify(execFile)
const require = createRequire(import.meta.url)

/** A running peer. Pages are read one after the other. */
export interface Peer {
  readonly name: PeerName
  read(path: string): Promise<{ lines: z.infer<typeof answerSchema>['lines']; cost: Cost }>
  close(): void
}

/** Installs a peer where it is missing, and starts it. Throws where the package index cannot be reached. */
export async function startPeer(name: PeerName): Promise<Peer> {
  const child = name === 'rapidocr' ? await startRapidOcr() : await startPpu()
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  let complaint = ''
  child.stderr.on('data', (chunk: Buffer) => (complaint = `${complaint}${chunk.toString()}`.slice(-400)))
  child.stdin.on('error', () => undefined)
  return {
    name,
    async read(path) {
      child.stdin.write(`${resolve(path)}\n`)
      // Packages greet on standard output; answers are objects.
      for (let line = await answers.next(); line.done !== true; line = await answers.next()) {
        if (line.value.startsWith('{"lines"')) return answerSchema.parse(JSON.parse(line.value))
      }
      throw new Error(`${name} ended: ${complaint}`)
    },
    close: () => void child.stdin.end(),
  }
}

async function startPpu(): Promise<ChildProcessWithoutNullStreams> {
  const home = join(FOLDER, `ppu-${PPU_VERSION}`)
  const entry = join(home, 'node_modules/ppu-paddle-ocr/index.js')
  const runtime = join(home, 'node_modules/onnxruntime-node')
  if (!existsSync(entry)) {
    await mkdir(home, { recursive: true })
    await writeFile(join(home, 'package.json'), '{"private":true}')
    await run('npm', ['install', '--no-audit', '--no-fund', `ppu-paddle-ocr@${PPU_VERSION}`], {
      cwd: home,
    })
  }
  // The same runtime as ours: only the pipeline differs.
  if (!existsSync(runtime)) {
    // A link that leads nowhere any more is there and does not exist.
    await rm(runtime, { force: true })
    await symlink(dirname(require.resolve('onnxruntime-node/package.json')), runtime)
  }
  const dictionary = join(home, 'english.txt')
  await writeFile(dictionary, `${ENGLISH_DICTIONARY.join('\n')}\n`)
  const { detection, recognition } = modelPaths(null)
  return spawn(process.execPath, ['bench/peers/ppu.mjs', entry, detection, recognition, dictionary])
}

async function startRapidOcr(): Promise<ChildProcessWithoutNullStreams> {
  const home = join(FOLDER, `rapidocr-${RAPIDOCR_VERSION}`)
  const python = join(home, 'bin/python')
  if (!existsSync(join(home, 'installed'))) {
    await run('python3', ['-m', 'venv', home])
    await run(python, ['-m', 'pip', 'install', '-q', `rapidocr-onnxruntime==${RAPIDOCR_VERSION}`])
    await writeFile(join(home, 'installed'), '')
  }
  return spawn(python, ['bench/peers/rapidocr.py'], { env: { ...process.env, OMP_NUM_THREADS: '1' } })
}

/** A peer's lines as a reading: words share the room of their line by their lengths. */
export function readingOf(lines: z.infer<typeof answerSchema>['lines'], image: NonNullable<Reading['image']>): Reading {
  return {
    page_id: '',
    image,
    origin: 'ppocr',
    engine: 'peer',
    mean_confidence: 0,
    lines: lines.map(({ text, box, confidence }, index) => ({
      id: `l${index}`,
      text,
      box,
      upright: box,
      confidence,
      words: wordsIn(text, box).map((word) => ({ ...word, upright: word.box, confidence })),
    })),
  }
}

function wordsIn(text: string, [left, top, right, bottom]: z.infer<typeof boxSchema>): { text: string; box: z.infer<typeof boxSchema> }[] {
  const at = (index: number): number => left + ((right - left) * index) / Math.max(1, text.length)
  return [...text.matchAll(/\S+/g)].map((match) => ({
    text: match[0],
    box: [at(match.index), top, at(match.index + match[0].length), bottom],
  }))
}
