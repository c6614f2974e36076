import { expect, it } from 'vitest'
import type { Block, Structure } from '../../src/contracts/structure.ts'
import { vehiclesOf } from '../../src/stages/machine-name.ts'
import { settingsSchema } from '../../src/contracts/settings.ts'

const settings = settingsSchema.parse({})

it.each([
  ['1990 BMW M3 Electrical Troubleshooting Manual/0670-04.png', ['1990 BMW M3']],
  ['ecoTherm 24/page-3.jpg', ['ecoTherm 24']],
  ['pumps/Lumen-M4 Board/12.png', ['Lumen-M4 Board']],
  ['Seagull D2/engine/7.jpg', ['Seagull D2']],
  ['34 - Brakes/34-01.jpg', []],
  ['00 - Torque Specs/BMW_Torque_Specs.pdf', []],
  ['Chapter B12/1.jpg', []],
  ['scans 2024/M4 Board.jpg', []],
  ['Aviation Handbook/4-12.jpg', []],
])('takes a machine from a folder that is named after one: %s', (source_path, names) => {
  expect(vehiclesOf({ source_path }, settings)).toEqual(names)
})

const titled = (text: string, type: Block['type'] = 'header'): Structure => ({
  page_id: 'p',
  columns: 1,
  blocks: [{ id: 'b1', type, text, box: [100, 40, 500, 60], lines: [], column: 1, parent: null, confidence: 1 }],
  tables: [],
})

it.each([
  ['MX-200 Servo Driver Board', ['MX-200 Servo Driver Board']],
  ['HERON MODEL H-21', ['Heron Model H-21']],
  ['QP-7 Sampler Reference Guide', ['QP-7 Sampler']],
  ['TM 5-3805-260', []],
  ['Section B2', []],
  ['Revision 1.4', []],
  ['1 July 1979', []],
  ['Chapter 12 Fuel system', []],
])('takes a machine from a running title where no folder names one: %s', (text, names) => {
  expect(vehiclesOf({ source_path: 'boards/1.jpg' }, settings, titled(text))).toEqual(names)
})

it('takes no machine from a heading that stands by itself', () => {
  expect(vehiclesOf({ source_path: 'boards/1.jpg' }, settings, titled('MX-200 Servo Driver', 'heading'))).toEqual([])
})

it.each([
  ['Vesta Barista 8 | Operating instructions | 23', ['Vesta Barista 8']],
  ['Calora K2 – User Manual – 9', ['Calora K2']],
  ['Technical changes reserved | 23', []],
])('takes a machine from the foot of a page that names its book: %s', (text, names) => {
  expect(vehiclesOf({ source_path: 'kitchen/1.jpg' }, settings, titled(text, 'paragraph'))).toEqual(names)
})
