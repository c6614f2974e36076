import { readFile } from 'node:fs/promises'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { describe, expect, it } from 'vitest'
import { fasterGraph } from '../../src/ocr/ppocr/faster-graph.ts'
import { modelPaths, turnClassifierPath } from '../../src/ocr/ppocr/models.ts'
import { readOnnx } from '../../src/ocr/ppocr/onnx-file.ts'
import { cropRaster, loadRaster } from '../../src/imaging/raster.ts'
import { samplePage } from './sample-page.ts'

const { detection, recognition, secondOpinion } = modelPaths(null)

/** A printed word with its surroundings, one value for all three channels. */
async function picture(width: number, height: number): Promise<Float32Array> {
  const { path, words } = samplePage('47-02')
  const { raster } = await loadRaster(path)
  const left = Math.min(raster.width - width, Math.round(words[0]!.box[0]))
  const top = Math.min(raster.height - height, Math.round(words[0]!.box[1]))
  const { data } = cropRaster(raster, left, top, left + width, top + height)
  return Float32Array.from({ length: 3 * data.length }, (_, i) => data[i % data.length]! / 127.5 - 1)
}

async function outputOf(model: Uint8Array, width: number, height: number): Promise<Float32Array> {
  const session = await InferenceSession.create(model, { intraOpNumThreads: 1, graphOptimizationLevel: 'all', logSeverityLevel: 3 })
  const input = new Tensor('float32', await picture(width, height), [1, 3, height, width])
  const output = (await session.run({ [session.inputNames[0]!]: input }))[session.outputNames[0]!]!.data as Float32Array
  await session.release()
  return output
}

function countOf(model: Uint8Array, operator: string): number {
  return readOnnx(model).nodes.filter((node) => node.operator === operator).length
}

describe('the faster form of a model', () => {
  for (const [name, path, width, height] of [
    ['detection', detection, 320, 192],
    ['the English recogniser', recognition, 200, 48],
    ['the Chinese recogniser', secondOpinion!.recognition, 200, 48],
    ['the line classifier', turnClassifierPath(), 192, 48],
  ] as const) {
    it(`computes what ${name} computes`, async () => {
      const model = await readFile(path)
      const [plain, faster] = [await outputOf(model, width, height), await outputOf(fasterGraph(model), width, height)]
      expect(faster.length).toBe(plain.length)
      let most = 0
      let spread = 0
      plain.forEach((value, i) => {
        most = Math.max(most, Math.abs(value - faster[i]!))
        spread = Math.max(spread, Math.abs(value - plain[0]!))
      })
      expect(spread).toBeGreaterThan(1e-3)
      expect(most).toBeLessThan(1e-4)
    })
  }

  it('has no activation in four steps, and no scale between convolutions', async () => {
    for (const path of [recognition, secondOpinion!.recognition]) {
      const model = await readFile(path)
      expect(countOf(model, 'Clip')).toBeGreaterThan(20)
      expect(countOf(fasterGraph(model), 'Clip')).toBe(0)
    }
    const chinese = await readFile(secondOpinion!.recognition)
    expect(countOf(fasterGraph(chinese), 'Mul')).toBeLessThan(countOf(chinese, 'Mul') / 2)
  })

  it('holds zero where training has let weights vanish', async () => {
    const vanishing = (model: Uint8Array): number =>
      [...readOnnx(model).constants.values()].flatMap(({ values }) => [...values]).filter((value) => value !== 0 && Math.abs(value) < 1e-30)
        .length
    const model = await readFile(recognition)
    expect(vanishing(model)).toBeGreaterThan(500_000)
    expect(vanishing(fasterGraph(model))).toBe(0)
  })

  it('is the file itself where that is no model', () => {
    const bytes = new TextEncoder().encode('no model')
    expect(fasterGraph(bytes)).toBe(bytes)
    expect(fasterGraph(new Uint8Array())).toEqual(new Uint8Array())
  })
})
