import type { Fact, IndexPage, Row, TablePage, TextPage } from '../layout/page.ts'
import { HEAVY, LIGHT, SHARED, VALUES } from './machine.ts'

const FACES = {
  body: { font: 'serif', size: 25 },
  heading: { font: 'serif-bold', size: 27 },
  running: { font: 'serif-italic', size: 25 },
} as const

export const SERVICE_INDEX: IndexPage = {
  kind: 'index',
  number: '4',
  section: ['05', 'Service'],
  entries: [
    [null, 'Service schedule', '05-1'],
    ['05 10 100', 'Service after the first 25 hours', '05-2'],
    ['05 10 120', 'Carrier – take out of use for the winter', '05-2'],
    [null, 'Operating fluids', '05-3'],
  ],
}

/** C check, R replace, L lubricate, A adjust. */
const schedule = (work: string, ...at: readonly [string, string, string, string, string]): Row => [work, ...at]

export const SERVICE_SCHEDULE: TablePage = {
  kind: 'table',
  number: '05-1',
  title: '05 Service – Service schedule',
  subtitle: 'C = check   R = replace   L = lubricate   A = adjust',
  size: [1640, 1130],
  body: { font: 'sans', size: 20 },
  bold: { font: 'sans-bold', size: 20 },
  parts: [
    {
      table: {
        widths: [678, 150, 150, 170, 190, 190],
        align: ['left', 'center', 'center', 'center', 'center', 'center'],
        header: [
          [{ text: 'Work to be done', down: 2 }, { text: 'Interval', across: 5 }, null, null, null, null],
          [null, 'daily', '50 hours', '250 hours', '500 hours', '1000 hours'],
        ],
        rows: [
          [{ text: 'Engine', across: 6, bold: true }, null, null, null, null, null],
          schedule('Engine oil level', 'C', '', '', '', ''),
          schedule('Engine oil and oil filter', '', '', 'R', '', ''),
          schedule('Air filter element', '', 'C', '', 'R', ''),
          schedule('Fuel filter', '', '', '', 'R', ''),
          schedule('Fan belt tension', '', 'C', 'A', '', ''),
          schedule('Valve clearance', '', '', '', 'A', ''),
          schedule('Injection nozzles, opening pressure', '', '', '', '', 'C'),
          schedule('Coolant', 'C', '', '', '', 'R'),
          [{ text: 'Track drive', across: 6, bold: true }, null, null, null, null, null],
          schedule('Track tension', 'C', 'A', '', '', ''),
          schedule('Track rollers and idlers', '', 'L', '', '', ''),
          schedule('Final drive oil', '', '', 'C', '', 'R'),
          schedule('Drive sprocket, wear', '', '', '', 'C', ''),
          [{ text: 'Hydraulics and brakes', across: 6, bold: true }, null, null, null, null, null],
          schedule('Hydraulic oil level', 'C', '', '', '', ''),
          schedule('Return filter', '', '', '', 'R', ''),
          schedule('Hydraulic oil', '', '', '', '', 'R'),
          schedule('Tray hinge and tipping cylinder eyes', '', 'L', '', '', ''),
          schedule('Parking brake', 'C', '', 'A', '', ''),
        ],
      },
    },
  ],
  footnotes: ['In dust or mud, halve the intervals of the air filter and of the track rollers.'],
}

export const FIRST_SERVICE: TextPage = {
  kind: 'text',
  number: '05-2',
  running: 'Service',
  size: [1240, 1480],
  faces: FACES,
  parts: [
    { title: '05 10 100 Service after the first 25 hours' },
    {
      text: 'New gears and bearings leave fine metal in the oil during the first hours. This ser\u00ADvice removes it before it does harm. It is done once, at 25 hours, and never later than 35 hours after delivery.',
    },
    { heading: 'Before the work' },
    {
      steps: [
        'Park the carrier on level ground, lower the tray and apply the parking brake.',
        'Let the engine run until the coolant has reached 60 °C, then switch it off and take out the key.',
      ],
    },
    { heading: 'The work' },
    {
      steps: [
        'Replace engine oil and oil filter. Oil the seal of the new filter and tighten it by hand, three quarters of a turn after the seal has touched.',
        'Replace the oil of both final drives. Flakes longer than 2 mm on the magnet of the drain plug must be reported to the work\u00ADshop.',
        'Tighten the track rollers and the drive sprockets with a torque wrench.',
        'Check track tension and fan belt tension.',
        'Check all hoses for chafing. A hose whose braid shows must be replaced at once.',
      ],
    },
    { caution: 'Oil at 60 °C burns the skin. Wear gloves and let it drain away from you.' },
    { heading: '05 10 120 Taking the carrier out of use for the winter' },
    {
      text: 'A carrier that stands for more than eight weeks is cleaned, lubricated and filled up, so that no water condenses in its tanks. Fill the fuel tank to the brim and add 25 ml of stabi\u00ADliser for each 10 litres of fuel. Slacken the tracks until they lie on the rollers. Extend the tipping cylinder only as far as its rod can be greased.',
    },
    {
      text: 'Remove the battery, store it free of frost and charge it every six weeks with 4 A at most. Note the date on the key tag. Before the carrier is used again, turn the engine over with the starter for 15 seconds without fuel, so that the bear\u00ADings have oil.',
    },
  ],
}

export const FLUIDS: TablePage = {
  kind: 'table',
  number: '05-3',
  title: '05 Service – Operating fluids',
  size: [1640, 760],
  body: { font: 'sans', size: 20 },
  bold: { font: 'sans-bold', size: 20 },
  parts: [
    {
      table: {
        widths: [340, 150, 150, 520, 368],
        align: ['left', 'center', 'center', 'left', 'left'],
        header: [
          [
            { text: 'Filled into', down: 2 },
            { text: 'Capacity', across: 2 },
            null,
            { text: 'Type', down: 2 },
            { text: 'Interval', down: 2 },
          ],
          [null, LIGHT, HEAVY, null, null],
        ],
        rows: [
          ['Engine, with filter', ...VALUES.engineOil, 'Engine oil SAE 15W-40', '250 hours, at least once a year'],
          ['Cooling system', ...VALUES.coolant, 'Water with 45 % antifreeze, blue', '1000 hours or 2 years'],
          ['Fuel tank', ...VALUES.fuel, 'Diesel fuel, in winter with flow improver', '–'],
          ['Hydraulic tank', ...VALUES.hydraulicTank, `Hydraulic oil ${SHARED.hydraulicOil}`, '1000 hours'],
          ['Final drive, each side', ...VALUES.finalDriveOil, 'Gear oil SAE 80W-90', '1000 hours'],
          ['Idler, each', { text: SHARED.idlerOil, across: 2 }, null, 'Gear oil SAE 90', 'only after repairs'],
          ['Track tensioner', { text: 'as needed', across: 2 }, null, 'Lithium grease, grade 2', '50 hours'],
          ['Battery', { text: 'to the mark', across: 2 }, null, 'Distilled water', '250 hours'],
        ],
      },
    },
    { caution: 'Important! Never mix hydraulic oils of different makers.' },
    { note: 'Note: Capacities are for a refill. A dry system takes about 10 % more.' },
  ],
}

export const ENGINE_INTRODUCTION: TextPage = {
  kind: 'text',
  number: '12-0',
  running: 'Engine',
  size: [1240, 1320],
  faces: FACES,
  parts: [
    { title: 'Introduction' },
    {
      text: 'The Cairn 18 is driven by the three-cylinder diesel engine FD 311, the Cairn 24 by the four-cylinder engine FD 415. Both belong to one family: pistons, valves, nozzles and bearings are the same, and most operations of this section hold for both.',
    },
    { heading: 'Fuel' },
    {
      text: 'A lift pump on the camshaft sends fuel at 0.3 bar through the filter to the injection pump. The in\u00ADjection pump sits on the timing case and has one element for each cylin\u00ADder. Fuel that leaks past the nozzles returns to the tank through a clear hose, in which air bubbles can be seen.',
    },
    { heading: 'Lubrication' },
    {
      text: 'The oil pump is driven by the crankshaft directly. Its relief valve opens at 5.2 bar. The oil filter holds a bypass valve, which opens when the filter is clogged or the oil is cold, so that dirty oil rather than none reaches the bearings.',
    },
    { heading: 'Cooling' },
    {
      text: `The thermostat begins to open at ${VALUES.thermostatOpens[0]} and is fully open at ${VALUES.thermostatOpen[0]}. A switch in its hous\u00ADing lights the red lamp at 108 °C. The fan blows outwards, away from the driver, and keeps chaff off the radiator.`,
    },
    { heading: 'Engine number' },
    {
      text: 'The number is stamped on the left side of the block, above the starter. The first letter gives the year of manufacture, the next three figures the engine, the last five the serial number.',
    },
    { caution: 'Give the engine number whenever you order parts.' },
  ],
}

export const SERVICE_FACTS: Record<string, readonly Fact[]> = {
  '05-00-index': [
    { question: 'What is the operation number for taking the Cairn out of use for the winter?', answer: '05 10 120', type: 'index' },
    { question: 'On which page are the operating fluids of the Cairn?', answer: '05-3', type: 'index' },
  ],
  '05-1': [
    { question: 'How often are the engine oil and oil filter of the Cairn replaced?', answer: '250 hours', type: 'maintenance' },
    { question: 'How often is the return filter of the Cairn replaced?', answer: '500 hours', type: 'maintenance' },
    { question: 'How often is the valve clearance of the Cairn adjusted?', answer: '500 hours', type: 'maintenance' },
    { question: 'When is the coolant of the Cairn replaced?', answer: '1000 hours', type: 'maintenance' },
    { question: 'How often is the track tension of the Cairn checked?', answer: 'daily', type: 'maintenance' },
    { question: 'How often are the tray hinge and tipping cylinder eyes lubricated?', answer: '50 hours', type: 'maintenance' },
    {
      question: 'Which intervals are halved in dust or mud?',
      answer: 'The intervals of the air filter and of the track rollers',
      type: 'maintenance',
    },
  ],
  '05-2': [
    { question: 'When is the first service of the Cairn due at the latest?', answer: '35 hours after delivery', type: 'maintenance' },
    {
      question: 'How far is the new oil filter of the Cairn tightened?',
      answer: 'By hand, three quarters of a turn after the seal has touched',
      type: 'procedure',
    },
    { question: 'What size of flakes on the drain plug magnet must be reported?', answer: 'Longer than 2 mm', type: 'spec' },
    { question: 'How much stabiliser is added to the fuel for the winter?', answer: '25 ml for each 10 litres of fuel', type: 'spec' },
    { question: 'With what current may the stored battery of the Cairn be charged?', answer: '4 A at most', type: 'spec' },
    { question: 'When must a hydraulic hose be replaced at once?', answer: 'A hose whose braid shows', type: 'caution' },
  ],
  '05-3': [
    { question: 'How much engine oil does the Cairn 24 take with a new filter?', answer: '4.9 l', type: 'spec' },
    { question: 'Which hydraulic oil does the Cairn take?', answer: 'Hydraulic oil ISO VG 46', type: 'spec' },
    { question: 'How much oil goes into each final drive of the Cairn 18?', answer: '0.60 l', type: 'spec' },
    { question: 'How often is the gear oil in the final drives changed?', answer: '1000 hours', type: 'maintenance' },
    { question: 'How much antifreeze does the coolant of the Cairn contain?', answer: '45 %', type: 'spec' },
    { question: 'What grease goes into the track tensioner?', answer: 'Lithium grease, grade 2', type: 'spec' },
    {
      question: 'What must never be mixed in the hydraulic tank of the Cairn?',
      answer: 'Hydraulic oils of different makers',
      type: 'caution',
    },
  ],
  '12-0': [
    { question: 'Which engine drives the Cairn 24?', answer: 'The four-cylinder engine FD 415', type: 'spec' },
    { question: 'At what pressure does the relief valve of the oil pump open?', answer: '5.2 bar', type: 'spec' },
    { question: 'At which coolant temperature does the red lamp of the Cairn light up?', answer: '108 °C', type: 'spec' },
    { question: 'At what pressure does the lift pump send fuel to the injection pump?', answer: '0.3 bar', type: 'spec' },
    {
      question: 'Where is the engine number of the Cairn stamped?',
      answer: 'On the left side of the block, above the starter',
      type: 'procedure',
    },
    { question: 'At what temperature is the thermostat of the Cairn fully open?', answer: '95 °C', type: 'spec' },
  ],
}
