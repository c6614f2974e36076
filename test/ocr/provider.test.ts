import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { settingsSchema } from '../../src/contracts/settings.ts'
import { createEngine } from '../../src/ocr/engines.ts'
import { placementFor } from '../../src/ocr/ppocr/provider.ts'
import { REPOSITORY } from '../repository.ts'

/** Whether CUDA's libraries lie beside onnxruntime-node: only a machine that has them can tell what happens with them. */
const binaries = join(REPOSITORY, 'node_modules/onnxruntime-node/bin')
const hasCuda = existsSync(binaries) && readdirSync(binaries, { recursive: true }).some((file) => String(file).includes('providers_cuda'))
if (hasCuda) console.warn('Skipped: the tests of a machine without CUDA. Its libraries lie beside onnxruntime-node.')

const engine = (device: 'auto' | 'cpu' | 'cuda') => createEngine(settingsSchema.parse({ read: { device } }))

describe('where the models run', () => {
  it('is the processor where it is asked for, and the fingerprint says so', async () => {
    expect(await placementFor('cpu')).toEqual({ provider: 'cpu', note: null })
    expect((await engine('cpu')).fingerprint).toMatch(/^ppocr \d+ cpu /)
  })

  it.skipIf(hasCuda)('is the processor under "auto" where onnxruntime has no CUDA, with a note', async () => {
    const opened = await engine('auto')
    expect(opened.note).toMatch(/run on the processor: .*CUDA/)
    expect(opened.fingerprint).toBe((await engine('cpu')).fingerprint)
  })

  it.skipIf(hasCuda)('is an error where CUDA is asked for and onnxruntime has none', async () => {
    await expect(engine('cuda')).rejects.toMatchObject({
      code: 'OCR_DEVICE',
      where: 'read.device: cuda',
      message: expect.stringMatching(/cannot use CUDA: .*(?:load|librar|available)/i) as string,
      fix: expect.stringContaining('read.device') as string,
    })
  })
})
