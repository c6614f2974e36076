import { mkdtemp, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { folderWorkspace } from '../../src/workspace/folder.ts'
import { workspaceContract } from './workspace-contract.ts'
import { expect, it } from 'vitest'

const openFolder = async () => folderWorkspace(await mkdtemp(join(tmpdir(), 'pagetune-workspace-')))

workspaceContract('folder', openFolder)

it('leaves no half-written file when a write fails', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pagetune-workspace-'))
  const workspace = folderWorkspace(folder)
  await workspace.write('a/file', 'x')
  // The target is a folder: the rename at the end of the write cannot succeed.
  await expect(workspace.write('a', 'y')).rejects.toMatchObject({ code: 'STORAGE' })
  expect(await readdir(folder)).toEqual(['a'])
})
