import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Settings, settingsSchema } from '../src/contracts/settings.ts'
import type { StageContext } from '../src/contracts/stage.ts'
import { folderWorkspace } from '../src/workspace/folder.ts'

/** A stage context over a fresh temporary project, for tests that drive a stage directly. `messages` collects the log. */
export async function temporaryContext(
  overrides: Record<string, unknown> = {},
  sources: readonly string[] = [],
): Promise<StageContext & { folder: string; messages: string[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'pagetune-'))
  const settings: Settings = settingsSchema.parse(overrides)
  const messages: string[] = []
  return {
    folder,
    messages,
    settings,
    sources,
    workspace: folderWorkspace(folder),
    signal: new AbortController().signal,
    log: (event) => void messages.push(event.message),
    progress: () => undefined,
  }
}
