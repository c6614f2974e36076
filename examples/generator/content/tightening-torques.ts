import type { Fact, Row, TablePage } from '../layout/page.ts'
import { TORQUES, type Torque } from './machine.ts'

/** The born-digital list of tightening torques: A4 in landscape at 144 pixels per inch. */
const SIZE = [1684, 1190] as const
const BODY = { font: 'condensed', size: 22 } as const
const BOLD = { font: 'condensed-bold', size: 22 } as const

interface Group {
  readonly code: string
  readonly name: string
  readonly torques: readonly Torque[]
}

function rowsOf(groups: readonly Group[]): Row[] {
  let number = 0
  return groups.flatMap(({ code, name, torques }) => [
    [{ text: `${code} ${name}`, across: 6, bold: true, align: 'left' }, null, null, null, null, null],
    ...torques.flatMap((torque) => {
      number += 1
      return torqueRows(`${number}T`, torque)
    }),
  ])
}

/** A sequence prints the part's row without a value, then one indented row a step. */
function torqueRows(number: string, { name, rows }: Torque): Row[] {
  return rows.flatMap(({ type, thread, steps }, index): Row[] => {
    const [first, title] = index === 0 ? [number, name] : ['', '']
    const [only] = steps
    if (steps.length === 1 && only !== undefined) return [[first, title, type, thread, only[1], only[2]]]
    return [
      [first, title, type, thread, '', ''],
      ...steps.map(([step, value, unit]): Row => ['', { text: step, indent: 40 }, '', '', value, unit]),
    ]
  })
}

const page = (number: string, title: string, groups: readonly Group[]): TablePage => ({
  kind: 'table',
  number,
  title,
  size: SIZE,
  body: BODY,
  bold: BOLD,
  parts: [
    {
      table: {
        widths: [90, 722, 230, 230, 180, 120],
        align: ['center', 'left', 'center', 'center', 'center', 'center'],
        header: [['No.', 'Screwed joint', 'Type', 'Thread', 'Value', 'Unit']],
        rows: rowsOf(groups),
      },
    },
  ],
  footnotes: ['Fellmoor Works – Tightening torques, Cairn 18 and Cairn 24'],
})

const T = TORQUES

export const TORQUE_PAGES: readonly TablePage[] = [
  page('TT-1', 'Tightening torques: 12 Engine', [
    {
      code: '12 10',
      name: 'Cylinder head and valve gear',
      torques: [T.cylinderHead, T.rockerShaft, T.adjustingScrew, T.rockerCover, T.manifold],
    },
    { code: '12 20', name: 'Crankshaft and flywheel', torques: [T.pulley, T.flywheel] },
  ]),
  page('TT-2', 'Tightening torques: 12 Engine', [
    { code: '12 30', name: 'Lubrication and cooling', torques: [T.oilDrain, T.oilPressureSwitch, T.thermostat, T.coolantDrain] },
    { code: '12 40', name: 'Injection', torques: [T.nozzleClamp, T.injectionPipe, T.glowPlug] },
  ]),
  page('TT-3', 'Tightening torques: 26 Track Drive', [
    { code: '26 10', name: 'Track and rollers', torques: [T.roller, T.idler, T.greaseValve] },
    { code: '26 20', name: 'Drive sprocket', torques: [T.sprocket] },
    { code: '26 40', name: 'Final drive', torques: [T.trackMotor, T.finalDriveCover, T.ringGear, T.pinionNut, T.finalDrivePlug] },
  ]),
  page('TT-4', 'Tightening torques: 33 Hydraulics', [
    { code: '33 00', name: 'Pressure control', torques: [T.reliefCartridge, T.reliefLockNut, T.testPort] },
    { code: '33 10', name: 'Pump, tank and pipes', torques: [T.pump, T.pressurePipe, T.suctionClip, T.tankDrain, T.filterCover] },
    { code: '33 30', name: 'Tipping cylinder', torques: [T.gland, T.pistonNut] },
  ]),
  page('TT-5', 'Tightening torques: 47 Brakes, 61 Electrical', [
    { code: '47 10', name: 'Parking brake', torques: [T.brakeCover, T.brakeBleed, T.leverPivot, T.cableLockNut] },
    { code: '61 10', name: 'Starter and alternator', torques: [T.starter, T.alternatorPulley] },
    { code: '61 20', name: 'Battery', torques: [T.battery, T.earthStrap] },
  ]),
]

export const TORQUE_FACTS: Record<string, readonly Fact[]> = {
  'TT-1': [
    { question: 'What is the first tightening step of the cylinder head bolts on the Cairn 24?', answer: '30 Nm', type: 'spec' },
    { question: 'By what angle are the cylinder head bolts of the Cairn 18 turned in step 3?', answer: '90°', type: 'spec' },
    { question: 'What is the torque of the pulley on the crankshaft of the Cairn 18?', answer: '130 Nm', type: 'spec' },
    { question: 'Which thread do the cylinder head bolts of the Cairn 24 have?', answer: 'M11', type: 'spec' },
  ],
  'TT-2': [
    { question: 'What is the torque of the oil drain plug on the Cairn?', answer: '40 ± 4 Nm', type: 'spec' },
    { question: 'How tight are the glow plugs of the Cairn?', answer: '18 Nm', type: 'spec' },
    { question: 'How tight is the clamp of the injection nozzle on the Cairn 24?', answer: '24 Nm', type: 'spec' },
  ],
  'TT-3': [
    { question: 'How tight are the track roller bolts on the Cairn 24?', answer: '82 Nm', type: 'spec' },
    { question: 'What is the torque of the drive sprocket bolts on the Cairn 18?', answer: '95 ± 5 Nm', type: 'spec' },
    { question: 'What is the torque of the pinion nut on the Cairn 24?', answer: '220 Nm', type: 'spec' },
    { question: 'How tight is the grease valve of the track tensioner?', answer: '55 Nm', type: 'spec' },
    { question: 'What angle is the last step for the ring gear bolts of the Cairn?', answer: '45°', type: 'spec' },
  ],
  'TT-4': [
    { question: 'How tight is the lock nut of the main relief valve?', answer: '28 Nm', type: 'spec' },
    { question: 'What is the torque of the gland of the tipping cylinder on the Cairn 18?', answer: '210 Nm', type: 'spec' },
    { question: 'What is the torque of the drain plug on the hydraulic tank?', answer: '70 Nm', type: 'spec' },
    { question: 'Which thread has the plug of test port M1?', answer: 'M14 x 1.5', type: 'spec' },
  ],
  'TT-5': [
    { question: 'How tight is the bleed screw of the parking brake release cylinder?', answer: '7 Nm', type: 'spec' },
    { question: 'What is the torque of the starter bolts on the Cairn?', answer: '45 Nm', type: 'spec' },
    { question: 'How tight are the battery terminals of the Cairn?', answer: '5 Nm', type: 'spec' },
    { question: 'What is the torque of the earth strap on the frame?', answer: '14 Nm', type: 'spec' },
  ],
}
