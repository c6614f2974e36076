import { describe, expect, it } from 'vitest'
import type { Workspace } from '../../src/contracts/workspace.ts'

/** What every workspace must do, wherever its bytes lie. */
export function workspaceContract(name: string, open: () => Promise<Workspace>): void {
  describe(`${name} workspace`, () => {
    it('gives back the bytes that were written, and replaces them whole', async () => {
      const workspace = await open()
      await workspace.write('work/a/b.bin', new Uint8Array([0, 255, 10, 13]))
      expect([...(await workspace.read('work/a/b.bin'))]).toEqual([0, 255, 10, 13])
      await workspace.write('work/a/b.bin', 'short')
      expect((await workspace.read('work/a/b.bin')).toString()).toBe('short')
    })

    it('says what is missing', async () => {
      const workspace = await open()
      expect(await workspace.has('nothing')).toBe(false)
      await expect(workspace.read('nothing')).rejects.toMatchObject({ code: 'NOT_FOUND', where: 'nothing' })
    })

    it('lists files below a prefix, sorted, without folders', async () => {
      const workspace = await open()
      for (const path of ['work/b/2.json', 'work/b/1.json', 'work/a.json', 'data/x']) await workspace.write(path, path)
      expect(await workspace.list('work')).toEqual(['work/a.json', 'work/b/1.json', 'work/b/2.json'])
      expect(await workspace.list('absent')).toEqual([])
    })

    it('appends lines', async () => {
      const workspace = await open()
      await workspace.append('log', 'one')
      await workspace.append('log', 'two')
      expect((await workspace.read('log')).toString()).toBe('one\ntwo\n')
    })

    it('removes files and whole folders, and does not mind what is gone', async () => {
      const workspace = await open()
      await workspace.write('a/b/c', 'x')
      await workspace.remove('a')
      await workspace.remove('a')
      expect(await workspace.has('a/b/c')).toBe(false)
    })

    it('refuses paths that lead outside', async () => {
      const workspace = await open()
      await expect(workspace.write('../outside', 'x')).rejects.toMatchObject({ code: 'OUTSIDE_WORKSPACE' })
      await expect(workspace.read('a/../../outside')).rejects.toMatchObject({ code: 'OUTSIDE_WORKSPACE' })
    })

    it('never shows a reader a part of a write', async () => {
      const workspace = await open()
      const long = (letter: string): string => letter.repeat(300_000)
      await workspace.write('file', long('a'))
      const writes = (async () => {
        for (let round = 0; round < 20; round++) await workspace.write('file', long(round % 2 === 0 ? 'b' : 'a'))
      })()
      for (let round = 0; round < 40; round++) {
        const text = (await workspace.read('file')).toString()
        expect(text === long('a') || text === long('b')).toBe(true)
      }
      await writes
    })
  })
}
