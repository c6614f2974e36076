import { expect, test } from 'vitest'
import type { Line } from '../../src/contracts/reading.ts'
import { layoutPage } from '../../src/layout/page.ts'
import { column, line, pageWith } from './lines.ts'

type Bars = Parameters<typeof pageWith>[2]

const layout = (lines: readonly Line[], bars: Bars) =>
  layoutPage({ page_id: 'p', lines, raster: pageWith(900, 1200, bars), transform: [1, 0, 0, 0, 1, 0], operationCode: null })

/** Dots of a leader under the middle of a line, one every eight pixels. */
const leader = (from: number, to: number, top: number): Bars =>
  Array.from({ length: Math.floor((to - from) / 8) }, (_, dot) => [from + 8 * dot, top + 7, from + 8 * dot + 2, top + 9] as const)

/** The line with a dot behind it, read as a word of its own. */
const withDot = (one: Line): Line => {
  const box: Line['box'] = [one.box[2] + 3, one.box[1], one.box[2] + 5, one.box[3]]
  return { ...one, words: [...one.words, { text: '...', box, upright: box, confidence: 0.9 }] }
}

const points = ['1. Throttle', '2. Mixture', '3. Master switch', '4. Fuel selector valve']
const settings = ['IDLE', 'IDLE CUT-OFF', 'OFF', 'OFF']

test('a row of dots keeps a point and its setting together, whatever was read of it', () => {
  const lines = [
    line('h', 80, 160, 'ENGINE FIRE'),
    ...column('l', 80, 200, points),
    ...settings.map((text, row) => line(`r${row}`, 500, 200 + 15 * row, text)),
    line('d', 152, 215, '...'),
  ]
  const dotted = points.flatMap((text, row) => leader(80 + 6 * text.length + 6, 499, 200 + 15 * row))
  expect(layout(lines, dotted).blocks.map(({ text }) => text)).toEqual([
    'ENGINE FIRE',
    '1. Throttle ... IDLE',
    '2. Mixture ... IDLE CUT-OFF',
    '3. Master switch ... OFF',
    '4. Fuel selector valve ... OFF',
  ])
  // Without the dots nothing says that both belong together.
  expect(layout(lines.slice(0, -1), []).blocks.map(({ text }) => text)).not.toContain('1. Throttle ... IDLE')
})

test('labels with leaders are lines by themselves; a dot right behind a word is its full stop', () => {
  const lines = [
    line('h', 80, 160, 'SPECIFICATIONS'),
    ...column('l', 80, 200, ['Service ceiling', 'Baggage allowance']),
    line('r0', 500, 200, '17,300 FT'),
    withDot(line('r1', 500, 215, '240 LBS')),
  ]
  const dotted = [...leader(176, 499, 200), ...leader(188, 499, 215)]
  expect(layout(lines, dotted).blocks.map(({ type, text }) => `${type}: ${text}`)).toEqual([
    'heading: SPECIFICATIONS',
    'specification: Service ceiling ... 17,300 FT',
    'specification: Baggage allowance ... 240 LBS.',
  ])
})

test('lines like the one under the names of columns part the rows of a chart', () => {
  const cells = [
    ['E01', 'The lid is open.', 'Close the lid until it clicks.'],
    ['E02', 'No water flows in', 'Open the tap.'],
    ['E03', 'Filter clogged', 'Clean the filter.'],
  ]
  const lines = [
    ...['Display', 'Meaning', 'What to do'].map((text, at) => line(`h${at}`, 80 + 220 * at, 100, text)),
    ...cells.flatMap((row, at) => row.map((text, place) => line(`c${at}${place}`, 80 + 220 * place, 130 + 40 * at, text))),
    line('w', 300, 185, 'within eight minutes.'),
  ]
  const rules = [116, 150, 202, 230].map((top) => [70, top, 800, top + 2] as const)
  const { tables } = layout(lines, rules)
  expect(tables[0]?.rows.map((row) => row.map(({ text }) => text))).toEqual([
    ['Display', 'Meaning', 'What to do'],
    cells[0],
    ['E02', 'No water flows in within eight minutes.', 'Open the tap.'],
    cells[2],
  ])
})
test('dots between two numbers are no leader', () => {
  const dots = (one: Line, text: string): Line => {
    const box: Line['box'] = [one.box[2] + 4, one.box[1], one.box[2] + 12, one.box[3]]
    const behind: Line['box'] = [one.box[2] + 16, one.box[1], one.box[2] + 40, one.box[3]]
    const words = [
      ...one.words,
      { text: '...', box, upright: box, confidence: 0.9 },
      { text, box: behind, upright: behind, confidence: 0.9 },
    ]
    return { ...one, text: `${one.text} ... ${text}`, words, box: [one.box[0], one.box[1], behind[2], one.box[3]], upright: behind }
  }
  const lines = [line('a', 80, 200, 'Installation:'), dots(line('b', 80, 215, 'Install the bolts (1'), '3).')]
  expect(layout(lines, []).blocks.map(({ text }) => text)).toEqual(['Installation: Install the bolts (1 ... 3).'])
})
