import sharp from 'sharp'
import { expect, test } from 'vitest'
import type { Reading } from '../../src/contracts/reading.ts'
import type { Structure } from '../../src/contracts/structure.ts'
import { pageOverlay } from '../../src/report/page-overlay.ts'
import { pageLinks } from '../../src/report/page-links.ts'
import { pagePicture, pageView, type ViewedPage } from '../../src/report/page-view.ts'

const block = { column: 1, parent: null, confidence: 0.9, lines: [] }
const structure: Structure = {
  page_id: 'p',
  columns: 1,
  blocks: [
    { ...block, id: 'b01', type: 'operation', text: '34 11 220 REMOVING <DISCS>', box: [20, 20, 180, 50], code: '34 11 220' },
    { ...block, id: 'b02', type: 'figure', text: '', box: [20, 60, 80, 120] },
    { ...block, id: 'b03', type: 'step', text: 'Unscrew bolt (2).', box: [100, 60, 180, 80], parent: 'b01' },
    { ...block, id: 'b04', type: 'table', text: '1 2', box: [100, 100, 180, 140] },
  ],
  tables: [
    {
      block: 'b04',
      title: '',
      ruled: true,
      columns: 1,
      confidence: 1,
      rows: [[{ text: '1', box: [100, 100, 180, 140], row_span: 1, column_span: 1, row: 0, column: 0, header: false, confidence: 1 }]],
    },
  ],
}
const reading: Reading = { page_id: 'p', image: null, origin: 'ppocr', engine: 'test', mean_confidence: 1, lines: [] }
const white = () =>
  sharp({ create: { width: 200, height: 160, channels: 3, background: 'white' } })
    .png()
    .toBuffer()

test('an overlay has every block with its id, type and code, an arrow between those read in order, and escaped text', () => {
  const svg = pageOverlay(structure, reading, { width: 200, height: 160 })
  for (const { id } of structure.blocks) expect(svg).toContain(`<g id="${id}">`)
  expect(svg).toContain('operation 34 11 220')
  expect(svg).toContain('REMOVING &lt;DISCS&gt;')
  // Operation → step → table; the figure is not read in order.
  expect(svg.match(/marker-end/g)).toHaveLength(2)
  expect(svg.match(/stroke-dasharray/g)).toHaveLength(1)
})

const GENERATED: NonNullable<ViewedPage['generated']> = {
  candidates: [],
  refusals: [{ block: 'b03', writer: 'steps', reason: 'read with too little confidence' }],
  coverage: { used: 0, refused: 1, no_interest: 2 },
}

test('only the layers that are asked for are drawn', () => {
  const svg = pageOverlay(structure, reading, { width: 200, height: 160 }, ['tables'])
  expect(svg.match(/<g class="[^"]+">/g)).toEqual(['<g class="tables">'])
  expect(svg.match(/<rect/g)).toHaveLength(1)
})

test('the picture has the size of the page and shows the boxes where the blocks are', async () => {
  const picture = sharp(
    await pagePicture({ page_id: 'p', image: await white(), structure, reading, kind: '', generated: null }, ['blocks']),
  )
  const { data, info } = await picture.removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const at = (x: number, y: number) => [...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3)]
  expect([info.width, info.height]).toEqual([200, 160])
  expect(at(150, 70)).not.toEqual([255, 255, 255])
  expect(at(190, 150)).toEqual([255, 255, 255])
})

test('the view for the browser stands alone: picture inside, blocks and cells as text', async () => {
  const view = await pageView({ page_id: 'p', image: await white(), structure, reading, kind: 'procedure: because', generated: GENERATED })
  expect(view).toContain('data:image/png;base64,')
  expect(view).toContain('procedure: because')
  expect(view).toContain('b03 · step · of b01 · refused: read with too little confidence')
  expect(view).toContain('0 blocks and cells used, 1 refused, 2 of no interest')
  expect(view).not.toMatch(/(?:src|href)="(?!data:)/)
})

test('links go from captions beside a figure, from numbers in a text to the callouts of the nearest figure, and from figure numbers to captions', () => {
  const figure = (id: string, left: number) => ({
    ...block,
    id,
    type: 'figure' as const,
    text: '',
    box: [left, 60, left + 60, 120] as [number, number, number, number],
  })
  const page: Structure = {
    page_id: 'p',
    columns: 1,
    blocks: [
      figure('f1', 0),
      figure('f2', 200),
      { ...block, id: 'c1', type: 'callout', text: '(2)', box: [10, 70, 20, 80], parent: 'f1' },
      { ...block, id: 'c2', type: 'callout', text: '2', box: [210, 70, 220, 80], parent: 'f2' },
      { ...block, id: 'k', type: 'caption', text: 'Figure 7-2. Hub', box: [200, 130, 260, 140], parent: 'f2' },
      { ...block, id: 't', type: 'step', text: 'Unscrew bolt (2) as in Figure 7-2.', box: [270, 60, 340, 80] },
    ],
    tables: [],
  }
  expect(pageLinks(page)).toEqual([
    { kind: 'caption', from: [200, 130, 260, 140], to: [230, 120, 230, 120] },
    { kind: 'reference', from: [270, 60, 340, 80], to: [210, 70, 220, 80] },
    { kind: 'reference', from: [270, 60, 340, 80], to: [200, 130, 260, 140] },
  ])
  expect(pageOverlay(page, reading, { width: 400, height: 200 }, ['links']).match(/class="reference"/g)).toHaveLength(2)
})

test('wires run from where they branch off along what stands on them, dotted where a label is in doubt', () => {
  const item = (id: string, top: number) => ({
    id,
    kind: 'wire' as const,
    text: '1 RD',
    box: [0, top, 20, top + 10] as [number, number, number, number],
    block: 'b02',
    confidence: 1,
  })
  const page: Structure = {
    ...structure,
    wiring: {
      items: [item('w1', 0), item('w2', 50), item('w3', 100)],
      conductors: [
        { items: ['w1', 'w2'], box: [5, 0, 5, 60], from: null, complete: true },
        { items: ['w3'], box: [5, 100, 5, 110], from: 'w2', complete: false },
      ],
    },
  }
  const svg = pageOverlay(page, reading, { width: 200, height: 160 }, ['wiring'])
  expect([...svg.matchAll(/points="([^"]+)"/g)].map((match) => match[1])).toEqual(['10,5 10,55', '10,55 10,105'])
  expect(svg.match(/stroke-dasharray/g)).toHaveLength(1)
})
