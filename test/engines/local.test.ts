import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { localEngine } from '../../src/engines/local/engine.ts'
import { compiled } from '../repository.ts'
import { engineContract, outcomesOf } from './engine-contract.ts'

async function journalFile(): Promise<string> {
  const journal = join(await mkdtemp(join(tmpdir(), 'pagetune-engine-')), 'journal')
  await writeFile(journal, '')
  return journal
}

const openLocal = (startArgument: string) =>
  localEngine({ module: compiled('test/engines/trial-worker.ts'), startArgument, workers: 2, log: () => undefined })

engineContract('local', async () => {
  const journal = await journalFile()
  return { engine: openLocal(journal), journal }
})

it('says why when its workers cannot work at all', async () => {
  const engine = openLocal('unusable')
  await expect(outcomesOf(engine, ['ok1'])).rejects.toMatchObject({ code: 'WORKER_UNUSABLE', message: 'There are no models.' })
  await engine.close()
})
