import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { PagetuneError } from '../../contracts/error.ts'
import type { Settings } from '../../contracts/settings.ts'
import { type Provider, turnClassifierPath } from './models.ts'

export interface Placement {
  readonly provider: Provider
  /** Why it is not what might have been wished for; null where there is nothing to say. */
  readonly note: string | null
}

const placements = new Map<Settings['read']['device'], Promise<Placement>>()

/**
 * Where the models of this process run. "auto" takes CUDA where onnxruntime can open a model on it, else the processor, and
 * says why. Found out once. Throws OCR_DEVICE where CUDA is asked for and cannot be had.
 */
export function placementFor(device: Settings['read']['device']): Promise<Placement> {
  let placement = placements.get(device)
  if (placement === undefined) {
    placement = device === 'cpu' ? Promise.resolve({ provider: 'cpu', note: null }) : withCuda(device)
    placement.catch(() => placements.delete(device))
    placements.set(device, placement)
  }
  return placement
}

async function withCuda(device: 'auto' | 'cuda'): Promise<Placement> {
  if (device === 'auto' && !hasCudaLibraries())
    return { provider: 'cpu', note: 'The models run on the processor: onnxruntime-node has no libraries for CUDA beside it.' }
  const { env, InferenceSession } = await import('onnxruntime-node')
  // What fails comes back as an exception; onnxruntime would print it on the terminal as well.
  env.logLevel = 'fatal'
  try {
    // The smallest model there is: whether CUDA works is only known once a session stands on it.
    const session = await InferenceSession.create(turnClassifierPath(), { executionProviders: ['cuda'] })
    await session.release()
    return { provider: 'cuda', note: null }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    if (device === 'auto') return { provider: 'cpu', note: `The models run on the processor: onnxruntime cannot use CUDA (${reason}).` }
    throw new PagetuneError('OCR_DEVICE', `onnxruntime cannot use CUDA: ${reason}`, {
      where: 'read.device: cuda',
      fix: 'Install CUDA 12 with cuDNN 9 and run `node node_modules/onnxruntime-node/script/install --onnxruntime-node-install=cuda12` (Linux x64), or set read.device to auto or cpu.',
      cause,
    })
  }
}

/** onnxruntime-node comes without them; its install script puts them beside its own library. */
function hasCudaLibraries(): boolean {
  const folder = join(dirname(createRequire(import.meta.url).resolve('onnxruntime-node/package.json')), 'bin')
  return readdirSync(folder, { recursive: true }).some((file) => String(file).includes('onnxruntime_providers_cuda'))
}
