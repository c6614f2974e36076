import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { LanguageRequest } from '../../src/contracts/model.ts'
import { type Settings, settingsSchema } from '../../src/contracts/settings.ts'
import type { JournaledModel } from '../../src/models/journaled-model.ts'
import { ModelSession, type ProviderName } from '../../src/models/session.ts'
import { folderWorkspace } from '../../src/workspace/folder.ts'

export const request = (text: string, more: Partial<LanguageRequest> = {}): LanguageRequest => ({
  purpose: 'questions',
  page_id: 'page-1',
  system: ['Answer with JSON.'],
  turns: [{ role: 'user', parts: [{ type: 'text', text }] }],
  schema: null,
  max_output_tokens: 500,
  ...more,
})

export interface OpenModel {
  readonly model: JournaledModel
  readonly session: ModelSession
  readonly folder: string
  readonly settings: Settings
  /** The same project in what might be another process: nothing is remembered. */
  readonly again: (overrides?: Record<string, unknown>) => Promise<OpenModel>
}

/** A model over a fresh project folder. */
export async function openModel(name: ProviderName, models: Record<string, unknown>, folder?: string): Promise<OpenModel> {
  const project = folder ?? (await mkdtemp(join(tmpdir(), 'pagetune-models-')))
  const settings = settingsSchema.parse({ models: { backoff_seconds: 0.01, timeout_seconds: 1, ...models } })
  const session = new ModelSession(folderWorkspace(project), settings, { log: () => undefined })
  const { model } = await session.model(name)
  return { model, session, folder: project, settings, again: (overrides = {}) => openModel(name, { ...models, ...overrides }, project) }
}

/** Uses a model and takes its folder away. */
export async function withModel<T>(opened: Promise<OpenModel>, use: (opened: OpenModel) => Promise<T>): Promise<T> {
  const model = await opened
  try {
    return await use(model)
  } finally {
    await rm(model.folder, { recursive: true, force: true })
  }
}

export async function spendLines(folder: string): Promise<Record<string, unknown>[]> {
  const text = await readFile(join(folder, 'spend.jsonl'), 'utf8')
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}

export const signal = new AbortController().signal

/** What every model must do, whoever answers. `prepare` makes sure that the text is answered with `{"said": text}`. */
export function modelContract(
  name: string,
  open: () => Promise<OpenModel>,
  prepare: (opened: OpenModel, request: LanguageRequest) => Promise<void>,
): void {
  describe(`${name} as a language model`, () => {
    it('answers, says who answered, and gives the same answer again without asking', () =>
      withModel(open(), async (opened) => {
        const asked = request('contract one')
        await prepare(opened, asked)
        const first = await opened.model.ask(asked, signal)
        expect(JSON.parse(first.text)).toEqual({ said: true })
        expect(first.stop).toBe('end')
        expect(first.model).not.toBe('')
        expect(await opened.model.ask(asked, signal)).toEqual(first)
        expect(await (await opened.again()).model.ask(asked, signal)).toEqual(first)
      }))

    it('has one key for one content, and another for every change of it', () =>
      withModel(open(), async ({ model }) => {
        const key = (more: Partial<LanguageRequest>): string => model.keyOf(request('text', more))
        expect(key({ page_id: 'other', purpose: 'revision' })).toBe(key({}))
        const image = (sha256: string) =>
          ({ type: 'image', media_type: 'image/jpeg', width: 1, height: 1, bytes: new Uint8Array(), sha256 }) as const
        const others = [
          key({}),
          key({ system: ['Answer.', 'With JSON.'] }),
          key({ max_output_tokens: 501 }),
          key({ schema: { name: 'x', schema: {} } }),
          key({ turns: [{ role: 'user', parts: [image('a')] }] }),
          key({ turns: [{ role: 'user', parts: [image('b')] }] }),
        ]
        expect(new Set(others).size).toBe(others.length)
      }))

    it('journals an answer before it is read, and sets aside what cannot be used', () =>
      withModel(open(), async (opened) => {
        const asked = request('contract two')
        await prepare(opened, asked)
        await opened.model.ask(asked, signal)
        const key = opened.model.keyOf(asked)
        expect((await opened.session.journal.get(key))?.body).toContain('said')
        await opened.model.discard(asked, 'a test')
        expect(await opened.session.journal.get(key)).toBeNull()
        expect(await readFile(join(opened.folder, `answers/${key.slice(0, 2)}/${key}.unusable-1.json`), 'utf8')).toContain('a test')
      }))
  })
}
