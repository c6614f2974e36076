import { asPagetuneError, PagetuneError } from '../contracts/error.ts'
import type { OcrEngine } from '../contracts/ocr.ts'
import type { Settings } from '../contracts/settings.ts'
import { modelPaths } from './ppocr/models.ts'

/** One way to read pages. */
interface EngineEntry {
  readonly name: OcrEngine['name']
  /** Opens the engine. Throws PagetuneError where it cannot be used on this machine. */
  create(settings: Settings['read']): Promise<OcrEngine>
  /** Reads nothing, but makes sure that everything is there: models that load, a binary that starts. */
  probe(settings: Settings['read']): Promise<string>
}

/** The reading engines: the one list. To add one: a file beside the others, a line here, and the name in `read.engine`. */
const ENGINES: readonly EngineEntry[] = [
  {
    name: 'ppocr',
    async create({ models, device }) {
      const { PpocrEngine } = await import('./ppocr/engine.ts')
      return PpocrEngine.create(modelPaths(models), device)
    },
    async probe({ models, device }) {
      const { PpocrEngine } = await import('./ppocr/engine.ts')
      const engine = await PpocrEngine.create(modelPaths(models), device)
      await engine.open()
      await engine.close()
      return engine.fingerprint
    },
  },
  {
    name: 'tesseract',
    async create({ tesseract_language }) {
      const { TesseractEngine } = await import('./tesseract.ts')
      return TesseractEngine.create(tesseract_language)
    },
    async probe({ tesseract_language }) {
      const { TesseractEngine } = await import('./tesseract.ts')
      return (await TesseractEngine.create(tesseract_language)).fingerprint
    },
  },
]

/** Opens the engine that `settings.read` asks for, with its second reader. Throws PagetuneError where it cannot be used. */
export async function createEngine({ read }: Pick<Settings, 'read'>): Promise<OcrEngine> {
  const named = (wanted: string): EngineEntry => ENGINES.find(({ name }) => name === wanted)!
  const engine = await named(read.engine).create(read)
  if (read.agreement === 'none') return engine
  if (read.agreement === read.engine) {
    throw new PagetuneError('SETTINGS', `A reader cannot agree with itself: ${read.engine} is the engine and the second reader.`, {
      where: `read.agreement: ${read.agreement}`,
      fix: 'Set read.engine to ppocr, or read.agreement to none.',
    })
  }
  const { AgreeingEngine } = await import('./agreement.ts')
  return new AgreeingEngine(engine, await named(read.agreement).create(read))
}

export interface EngineProbe {
  readonly name: OcrEngine['name']
  readonly usable: boolean
  /** The engine's fingerprint, or why it cannot be used. */
  readonly detail: string
  /** What to do where it is not usable; '' otherwise. */
  readonly fix: string
}

/** Tries every engine; never throws. */
export async function probeEngines(settings: Pick<Settings, 'read'>): Promise<EngineProbe[]> {
  return Promise.all(
    ENGINES.map(async ({ name, probe }) => {
      try {
        return { name, usable: true, detail: await probe(settings.read), fix: '' }
      } catch (thrown) {
        const error = asPagetuneError(thrown)
        return { name, usable: false, detail: error.message, fix: error.fix }
      }
    }),
  )
}
