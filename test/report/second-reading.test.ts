import { expect, test } from 'vitest'
import type { CataloguePage } from '../../src/contracts/page.ts'
import { readingPart } from '../../src/report/input-parts.ts'
import type { ReportData } from '../../src/report/data.ts'
import { pageFacts, readingFiguresOf } from '../../src/stages/report/gather-pages.ts'
import { temporaryContext } from '../context.ts'

test('numbers that a second reader read differently are listed, the least sure first', async () => {
  const { workspace } = await temporaryContext()
  const box = [0, 0, 1, 1]
  const word = (text: string, confidence: number, also_read?: string) => ({
    text,
    box,
    upright: box,
    confidence,
    ...(also_read === undefined ? {} : { also_read }),
  })
  const words = [word('Torque', 0.99, 'Torgue'), word('85', 0.9, '35'), word('M8', 0.6, '<M3>'), word('12', 0.99), word('47', 0.8, '')]
  const line = { id: 'l001', text: '', box, upright: box, confidence: 1, words }
  const reading = { page_id: 'p1', image: null, origin: 'ppocr', engine: 'ppocr 7 cpu', mean_confidence: 0.9, lines: [line] }
  await workspace.write('work/read/p1.json', JSON.stringify(reading))
  const figures = readingFiguresOf(await pageFacts(workspace, [{ page_id: 'p1' } as CataloguePage], new Set(), []))
  expect(figures.disputed).toEqual([
    { page_id: 'p1', text: 'M8', also_read: '<M3>', confidence: 0.6 },
    { page_id: 'p1', text: '85', also_read: '35', confidence: 0.9 },
  ])
  const shown = readingPart({ reading: figures } as unknown as ReportData).text
  expect(shown).toContain('Numbers that a second reader read differently')
  expect(shown).toContain('&lt;M3&gt;')
  expect(shown).not.toContain('Torgue')
  expect(readingPart({ reading: { ...figures, disputed: [] } } as unknown as ReportData).text).not.toContain('second reader')
})
