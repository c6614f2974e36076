import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { KeyLog } from '../../src/formats/key-log.ts'
import type { Place } from '../../src/formats/places.ts'

const place = (line: number, split = 'train'): Place => ({ file: `${split}.jsonl`, line, split })

describe('the log of keys', () => {
  it.each([100, 200_000])('finds each of %i rows whose key an earlier row has, and its twin', (rows) => {
    const log = new KeyLog()
    for (let line = 1; line <= rows; line += 1) log.add(`key ${line}`, place(line), `key ${line}, value 1`)
    log.add('key 7', place(1, 'validation'), 'key 7, value 2')
    log.add(`key ${rows}`, place(2, 'validation'), `key ${rows}, value 1`)
    log.add('key 7', place(3, 'validation'), 'key 7, value 2')
    const found: [Place, Place, Place | undefined][] = []
    log.meet((...meeting) => found.push(meeting))
    found.sort(([a], [b]) => a.line - b.line)
    expect(found).toEqual([
      [place(1, 'validation'), place(7), undefined],
      [place(2, 'validation'), place(rows), place(rows)],
      [place(3, 'validation'), place(7), place(1, 'validation')],
    ])
  })

  it('moves full blocks to a temporary file, which it leaves behind neither used nor unused', async () => {
    const [before, room] = [process.env['TMPDIR'], await mkdtemp(join(tmpdir(), 'pagetune-room-'))]
    process.env['TMPDIR'] = room
    try {
      for (const end of [(log: KeyLog) => log.close(), (log: KeyLog) => log.meet(() => undefined)]) {
        const log = new KeyLog()
        for (let line = 1; line <= 100_000; line += 1) log.add(`key ${line}`, place(line))
        expect(await readdir(room)).toHaveLength(1)
        end(log)
        expect(await readdir(room)).toEqual([])
      }
    } finally {
      if (before === undefined) delete process.env['TMPDIR']
      else process.env['TMPDIR'] = before
      await rm(room, { recursive: true })
    }
  })
})
