import type { Fact } from '../layout/page.ts'
import { HEAVY, LIGHT, VALUES } from './machine.ts'

/** A group of the HTML sheet. A row with `parts` has sub-rows; a pair holds the values of both types, one text holds for both. */
export interface SheetGroup {
  readonly name: string
  readonly rows: readonly (
    | { readonly name: string; readonly values: readonly [string, string] | string }
    | { readonly name: string; readonly parts: readonly (readonly [string, readonly [string, string] | string])[] }
  )[]
}

const V = VALUES
const both = (pair: readonly [string, string]) => (pair[0] === pair[1] ? pair[0] : pair)

export const SPECIFICATION_SHEET: readonly SheetGroup[] = [
  {
    name: 'Machine',
    rows: [
      { name: 'Type code', values: ['FC 18-2', 'FC 24-2'] },
      { name: 'Years built', values: ['1994 – 2003', '1996 – 2003'] },
      { name: 'Machines built', values: ['2317', '???'] },
      { name: 'Payload', values: both(V.payload) },
      {
        name: 'Weight',
        parts: [
          ['empty', both(V.weight)],
          ['ready for work, with driver', ['1345 kg', '1735 kg']],
        ],
      },
      {
        name: 'Dimensions',
        parts: [
          ['length', ['2740 mm', '3080 mm']],
          ['width', ['1090 mm', '1280 mm']],
          ['height, tray lowered', ['1465 mm', '1520 mm']],
          ['height, tray raised', ['2390 mm', '???']],
        ],
      },
      {
        name: 'Steepest slope',
        parts: [
          ['along', '25°'],
          ['across', '15°'],
        ],
      },
    ],
  },
  {
    name: 'Engine',
    rows: [
      { name: 'Engine', values: both(V.engine) },
      { name: 'Cylinders', values: both(V.cylinders) },
      { name: 'Displacement', values: both(V.displacement) },
      { name: 'Bore', values: both(V.bore) },
      { name: 'Stroke', values: both(V.stroke) },
      { name: 'Compression ratio', values: both(V.compression) },
      { name: 'Power', values: [`${V.power[0]} at ${V.powerSpeed[0]}`, `${V.power[1]} at ${V.powerSpeed[1]}`] },
      {
        name: 'Speed',
        parts: [
          ['idle', both(V.idle)],
          ['highest, no load', both(V.topSpeed)],
        ],
      },
      {
        name: 'Valve clearance, cold',
        parts: [
          ['intake', both(V.clearanceIntake)],
          ['exhaust', both(V.clearanceExhaust)],
        ],
      },
      { name: 'Noise at the driver’s ear', values: '???' },
    ],
  },
  {
    name: 'Track drive',
    rows: [
      {
        name: 'Track',
        parts: [
          ['width', both(V.trackWidth)],
          ['links, each side', both(V.trackLinks)],
          ['sag', both(V.trackSag)],
        ],
      },
      {
        name: 'Travel speed',
        parts: [
          ['first gear', ['0 ... 3.1 km/h', '0 ... 2.9 km/h']],
          ['second gear', ['0 ... 6.4 km/h', '0 ... 5.8 km/h']],
        ],
      },
      { name: 'Ground pressure, loaded', values: ['0.31 bar', '0.34 bar'] },
    ],
  },
  {
    name: 'Hydraulics',
    rows: [
      { name: 'Main pressure', values: both(V.mainPressure) },
      { name: 'Pump delivery', values: both(V.pumpDelivery) },
      {
        name: 'Tipping time',
        parts: [
          ['raise, loaded', ['7.5 s', '9 s']],
          ['lower, empty', '6 s'],
        ],
      },
    ],
  },
  {
    name: 'Electrical',
    rows: [
      { name: 'Battery', values: both(V.battery) },
      { name: 'Alternator', values: both(V.alternator) },
      { name: 'Starter', values: both(V.starter) },
    ],
  },
  {
    name: 'Capacities',
    rows: [
      { name: 'Engine oil', values: both(V.engineOil) },
      { name: 'Coolant', values: both(V.coolant) },
      { name: 'Fuel', values: both(V.fuel) },
      { name: 'Hydraulic oil', values: both(V.hydraulicTank) },
      { name: 'Final drive, each side', values: both(V.finalDriveOil) },
    ],
  },
]

export const SHEET_FACTS: readonly Fact[] = [
  { question: 'How much may the Cairn 18 carry?', answer: '1800 kg', type: 'spec' },
  { question: 'How much does an empty Cairn 24 weigh?', answer: '1615 kg', type: 'spec' },
  { question: 'How long is the Cairn 24?', answer: '3080 mm', type: 'spec' },
  { question: 'How high is the Cairn 18 with its tray raised?', answer: '2390 mm', type: 'spec' },
  { question: 'How steep may a slope be across the Cairn?', answer: '15°', type: 'spec' },
  { question: 'Which engine has the Cairn 18?', answer: 'FD 311', type: 'spec' },
  { question: 'What is the displacement of the Cairn 24 engine?', answer: '1490 cc', type: 'spec' },
  { question: 'What is the power of the Cairn 18?', answer: '17.2 kW at 2600 rpm', type: 'spec' },
  { question: 'How fast is the Cairn 24 in second gear?', answer: '0 ... 5.8 km/h', type: 'spec' },
  { question: 'How long does the loaded tray of the Cairn 18 take to rise?', answer: '7.5 s', type: 'spec' },
  { question: 'What is the ground pressure of a loaded Cairn 24?', answer: '0.34 bar', type: 'spec' },
  { question: 'Which battery has the Cairn 18?', answer: '12 V, 60 Ah', type: 'spec' },
  { question: 'How many machines of the type Cairn 18 were built?', answer: '2317', type: 'spec' },
]

export const SHEET_TYPES = [LIGHT, HEAVY] as const
