import { expect, test } from 'vitest'
import type { Line } from '../../src/contracts/reading.ts'
import { layoutPage } from '../../src/layout/page.ts'
import { column, line, pageWith } from './lines.ts'

type Bars = Parameters<typeof pageWith>[2]

function layout(lines: readonly Line[], bars: Bars = [], [width, height] = [900, 1200]) {
  return layoutPage({
    page_id: 'p',
    lines,
    raster: pageWith(width, height, bars),
    transform: [1, 0, 0, 0, 1, 0],
    operationCode: null,
  })
}

const shown = (structure: ReturnType<typeof layout>) => structure.blocks.map((block) => `${block.type}: ${block.text}`)
const cells = (structure: ReturnType<typeof layout>, table = 0) => structure.tables[table]!.rows.map((row) => row.map(({ text }) => text))

const items = ['Place the pump on a level floor.', 'The line must rise to the pump.', 'Fill the casing with water.']
const dots: Bars = [0, 1, 2].map((row) => [84, 203 + row * 15, 88, 207 + row * 15] as const)

test('dots of a list that were not read part its items', () => {
  const lines = [line('h', 80, 170, 'INSTALLATION'), ...column('i', 100, 200, items)]
  const structure = layout(lines, dots)
  expect(shown(structure)).toEqual([
    'heading: INSTALLATION',
    'step: • Place the pump on a level floor.',
    'list_item: • The line must rise to the pump.',
    'step: • Fill the casing with water.',
  ])
  expect(structure.blocks[1]?.mark).toBe('•')
})

test('dots that were read as something else are put right; a single spot is no list', () => {
  const misread = ['...', '-', ':'].map((mark, row) => line(`i${row}`, 82, 200 + row * 15, mark.padEnd(4) + items[row]!))
  expect(shown(layout(misread, dots)).map((block) => block.replace(/^\w+: /, '').slice(0, 3))).toEqual(['• P', '• T', '• F'])
  expect(shown(layout(column('i', 100, 200, items), dots.slice(0, 1))).join(' ')).not.toContain('•')
})

test('numbered paragraphs are parted; those of one section that tell what to do are steps', () => {
  const structure = layout(
    column('a', 80, 100, [
      '3.2 POWER SUPPLY CHECK',
      '3.2.1 Connect a supply to pins 1 and 2 of the connector P101',
      'and set it to 27.5 V.',
      '3.2.2 Press the ON key. The display must light at once.',
      '3.2.3 Key the transmitter and measure the supply current.',
      '',
      '3.3 STORAGE',
      '3.3.1 The unit is stored in a dry room after it was packed.',
    ]),
  )
  expect(shown(structure)).toEqual([
    'heading: 3.2 POWER SUPPLY CHECK',
    'step: 3.2.1 Connect a supply to pins 1 and 2 of the connector P101 and set it to 27.5 V.',
    'step: 3.2.2 Press the ON key. The display must light at once.',
    'step: 3.2.3 Key the transmitter and measure the supply current.',
    'heading: 3.3 STORAGE',
    'paragraph: 3.3.1 The unit is stored in a dry room after it was packed.',
  ])
  expect(structure.blocks.map(({ mark }) => mark)).toEqual([undefined, '3.2.1', '3.2.2', '3.2.3', undefined, '3.3.1'])
})

test('steps that are counted on are all steps, whatever verb they begin with', () => {
  const structure = layout(column('s', 80, 100, ['1. Remove the cover.', '2. Load the output with 15 W', '3. Turn the screw.']))
  expect(structure.blocks.map(({ type }) => type)).toEqual(['step', 'step', 'step'])
})

test('a label in a field of its own belongs to the text on its right, and the field is no picture', () => {
  const structure = layout(
    [
      line('l', 100, 208, 'WARNING'),
      ...column('t', 220, 200, ['Lethal voltages are present on the anode for two minutes', 'after the instrument is switched off.']),
      ...column('n', 80, 300, ['NOTE. When you refit the cabinet, its gasket must lie in', 'the groove all around.']),
    ],
    [
      [80, 190, 200, 235],
      [200, 190, 820, 192],
      [200, 233, 820, 235],
      [818, 190, 820, 235],
    ],
  )
  expect(shown(structure)).toEqual([
    'caution: WARNING Lethal voltages are present on the anode for two minutes after the instrument is switched off.',
    'note: NOTE. When you refit the cabinet, its gasket must lie in the groove all around.',
  ])
})

test('a title on a dark bar is a heading and not the caption of a picture', () => {
  const structure = layout([line('t', 100, 60, 'Centrifugal Pump', 0.95, 20), ...column('b', 80, 140, items)], [[60, 50, 840, 90]])
  expect(shown(structure)[0]).toBe('heading: Centrifugal Pump')
})

test('running titles over a rule and feet with a page number are no text', () => {
  const prose = column('p', 80, 200, ['The governor controls the blade angle by means of oil', 'pressure and is driven by the engine.'])
  const structure = layout(
    [
      line('h', 80, 60, 'HYDRAULIC SYSTEM'),
      line('v', 700, 60, 'EX 16 / EX 18'),
      ...prose,
      line('f', 80, 1120, 'Kestrel K-20  Handbook   2-3'),
    ],
    [[80, 78, 820, 80]],
  )
  expect(structure.blocks.map(({ type, text }) => `${type}: ${text}`)).toEqual([
    'header: HYDRAULIC SYSTEM',
    'header: EX 16 / EX 18',
    `paragraph: ${'The governor controls the blade angle by means of oil pressure and is driven by the engine.'}`,
    'footer: Kestrel K-20 Handbook',
    'page_number: 2-3',
  ])
})

test('a printer’s code over the page number is no text', () => {
  const prose = column('p', 80, 200, ['The governor controls the blade angle by means of oil', 'pressure and is driven by the engine.'])
  const structure = layout([line('c', 40, 20, '01 50 9 770 56De - 0124'), line('n', 400, 70, '11-104', 0.95, 16), ...prose])
  expect(shown(structure).slice(0, 2)).toEqual(['header: 01 50 9 770 56De - 0124', 'page_number: 11-104'])
})

test('the short last line of a text stays with it where columns stand under it', () => {
  const text = [
    'Tests of rear/front/left/right/upper/lower/inner/outer rollers end when the lamps are on and',
    'no light of main/dimmed/front/rear/left/right/inner/outer lamps is seen, and the stand was',
    'switched on in this order.',
  ]
  const left = [
    'Wheels turn with the roller',
    'until the lamp of the stand',
    'goes out and stays out for',
    'as long as the test takes,',
    'which the tester tells.',
  ]
  const right = [
    'Pulses are counted by the',
    'sensor on each of the axles',
    'and shown on the display of',
    'the tester after some time,',
    'one axle after the other.',
  ]
  const structure = layout([...column('t', 80, 120, text), ...column('l', 80, 190, left), ...column('r', 400, 197, right)])
  const told = structure.blocks.find((block) => block.text.startsWith('Tests of'))
  expect(told?.text).toMatch(/stand was switched on in this order\.$/)
})

test('a table without lines under two text columns stays one table, its models over the values', () => {
  const left = [
    'Run the engine until it is warm, stop it and drain the oil',
    'into a flat pan. Replace the filter, whose seal must be',
    'oiled before it is fitted. Close the seacock and take out',
    'the impeller of the seawater pump. Flush the whole system',
    'with fresh water until nothing but clear water runs out.',
  ]
  const right = [
    'Open the vent screw on the filter by two turns and',
    'operate the lever of the feed pump until no bubbles',
    'come out. Close the screw, and wipe up spilled fuel',
    'with a rag. Check all unions for leaks while someone',
    'else lets the engine run at idle for five minutes.',
  ]
  const rows = [
    ['Model', 'D2-30', 'D2-40'],
    ['Output at 3200 rpm', '20.9 kW', '27.9 kW'],
    ['Idle speed', '850 rpm', '825 rpm'],
    ['Oil capacity', '4.5 l', '5.8 l'],
    ['Weight', '180 kg', '195 kg'],
  ]
  const structure = layout([
    ...column('l', 80, 100, left),
    ...column('r', 480, 100, right),
    line('h', 80, 200, 'TECHNICAL DATA'),
    ...rows.flatMap((row, index) => row.map((text, at) => line(`${index}-${at}`, [80, 560, 700][at]!, 225 + index * 16, text))),
  ])
  expect(cells(structure)).toEqual(rows)
  expect(structure.tables[0]?.rows[0]?.every(({ header }) => header)).toBe(true)
  expect(structure.tables[0]?.title).toBe('TECHNICAL DATA')
})

test('rows of a headed table are parted by their first column where one cell wraps', () => {
  const structure = layout(
    [
      ...['Item', 'Part number', 'Qty', 'Description'].map((text, at) => line(`h${at}`, [80, 180, 380, 460][at]!, 100, text)),
      ...['1', '348-0617-00', '1', 'Cabinet, grey'].map((text, at) => line(`a${at}`, [80, 180, 380, 460][at]!, 124, text)),
      ...['2', '348-1002-01', '4'].map((text, at) => line(`b${at}`, [80, 180, 380][at]!, 146, text)),
      line('b3', 460, 140, 'Foot, rubber, with insert'),
      line('b4', 460, 152, 'and washer'),
      ...['3', '119-4410-00', '1', 'Fan, 12 V'].map((text, at) => line(`c${at}`, [80, 180, 380, 460][at]!, 168, text)),
    ],
    [[80, 114, 820, 116]],
  )
  expect(cells(structure).slice(1)).toEqual([
    ['1', '348-0617-00', '1', 'Cabinet, grey'],
    ['2', '348-1002-01', '4', 'Foot, rubber, with insert and washer'],
    ['3', '119-4410-00', '1', 'Fan, 12 V'],
  ])
})

test('values on several lines of one cell are rows under the head that their labels share', () => {
  const edges = [60, 130, 400, 500, 600, 860]
  const tops = [80, 110, 170, 200]
  const grid: Bars = [
    ...tops.map((y) => [edges[0]!, y, edges.at(-1)! + 2, y + 2] as const),
    ...edges.map((x) => [x, tops[0]!, x + 2, tops.at(-1)! + 2] as const),
  ]
  const structure = layout(
    [
      ...['Speed', 'Name', 'KCAS', 'KIAS', 'Remarks'].map((text, at) => line(`h${at}`, edges[at]! + 10, 90, text)),
      line('a', 70, 118, 'VA'),
      ...column('n', 140, 118, ['Maneuvering speed', '2550 pounds', '2200 pounds']),
      ...column('c', 410, 133, ['102', '95']),
      ...column('i', 510, 133, ['105', '98']),
      ...column('r', 610, 118, ['Do not make full or abrupt', 'movements.']),
      ...['VNE', 'Never exceed', '158', '160', 'None.'].map((text, at) => line(`e${at}`, edges[at]! + 10, 180, text)),
    ],
    grid,
  )
  expect(cells(structure)).toEqual([
    ['Speed', 'Name', 'KCAS', 'KIAS', 'Remarks'],
    ['VA', 'Maneuvering speed, 2550 pounds', '102', '105', 'Do not make full or abrupt movements.'],
    ['Maneuvering speed, 2200 pounds', '95', '98'],
    ['VNE', 'Never exceed', '158', '160', 'None.'],
  ])
  expect(structure.tables[0]?.rows[1]?.map(({ row_span }) => row_span)).toEqual([2, 1, 1, 1, 2])
  expect(structure.tables[0]?.rows[3]?.[0]?.row).toBe(3)
})

test('the number of a table and the remark that it goes on are no part of its title', () => {
  const grid: Bars = [
    ...[130, 150, 170].map((y) => [60, y, 402, y + 2] as const),
    ...[60, 230, 400].map((x) => [x, 130, x + 2, 172] as const),
  ]
  const structure = layout(
    [
      line('t', 60, 105, 'Table 7-2. Tightening torques (continued)'),
      ...['Joint', 'Torque (Nm)', 'Drain plug', '36'].map((text, at) =>
        line(`c${at}`, 70 + (at % 2) * 170, 136 + Math.floor(at / 2) * 20, text),
      ),
    ],
    grid,
  )
  expect(structure.tables[0]?.title).toBe('Tightening torques')
})

test('all lines of a caption belong to it, also those that look like a title', () => {
  const structure = layout(
    [
      line('a', 100, 310, 'Figure 1-C302 (Accessory Connector)'),
      line('b', 130, 324, 'Front View – Under Left Side'),
      line('c', 145, 338, 'of Dash Panel'),
    ],
    [[80, 80, 400, 300]],
  )
  expect(shown(structure)).toEqual(['figure: ', 'caption: Figure 1-C302 (Accessory Connector) Front View – Under Left Side of Dash Panel'])
})
