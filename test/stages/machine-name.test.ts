import { expect, it } from 'vitest'
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
