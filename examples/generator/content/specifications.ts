import type { Fact, Row, RuledTable, TablePage } from '../layout/page.ts'
import { HEAVY, LIGHT, SHARED, TORQUES, VALUES, type Torque, type ValueName } from './machine.ts'

const SIZE = [1640, 1160] as const
const BODY = { font: 'sans', size: 19 } as const
const BOLD = { font: 'sans-bold', size: 19 } as const

const measures = (rows: readonly (readonly [string, ValueName])[]): RuledTable => ({
  widths: [760, 384, 384],
  align: ['left', 'center', 'center'],
  header: [['', LIGHT, HEAVY]],
  rows: rows.map(([name, key]): Row => {
    const [light, heavy] = VALUES[key]
    return light === heavy ? [name, { text: light, across: 2 }, null] : [name, light, heavy]
  }),
})

/** 'Step 1: 25 Nm' for a sequence, '22 Nm' otherwise; sequences print one step a line in the wide column. */
const torqueText = (steps: readonly (readonly [string, string, string])[]) =>
  steps.map(([step, value, unit]) => `${step === '' ? '' : `${step}: `}${value}${unit === '°' ? '' : ' '}${unit}`).join(', ')

const torques = (list: readonly Torque[]): RuledTable => ({
  widths: [620, 240, 240, 428],
  align: ['left', 'center', 'center', 'left'],
  header: [['Tightening torques', 'Type', 'Thread', 'Torque']],
  rows: list.flatMap(({ name, rows }) =>
    rows.map(({ type, thread, steps }, index): Row => [
      index === 0 ? (rows.length > 1 ? { text: name, down: rows.length } : name) : null,
      type,
      thread,
      torqueText(steps),
    ]),
  ),
})

export const ENGINE_SPECIFICATIONS: TablePage = {
  kind: 'table',
  number: '12-4',
  title: '12 Engine – Specifications',
  size: SIZE,
  body: BODY,
  bold: BOLD,
  parts: [
    {
      table: measures([
        ['Valve clearance, engine cold, intake', 'clearanceIntake'],
        ['Valve clearance, engine cold, exhaust', 'clearanceExhaust'],
        ['Height of cylinder head, new', 'headHeight'],
        ['Height of cylinder head, minimum after machining', 'headMinimum'],
        ['Permitted warping of cylinder head', 'headWarp'],
        ['Thermostat begins to open at', 'thermostatOpens'],
        ['Deflection of fan belt', 'beltDeflection'],
        ['Opening pressure of injection nozzle', 'nozzlePressure'],
        ['Oil pressure at idle speed, minimum', 'oilPressureIdle'],
        [`Oil pressure at ${SHARED.testSpeed}`, 'oilPressureTop'],
        ['Idle speed', 'idle'],
      ]),
    },
    {
      table: torques([
        TORQUES.cylinderHead,
        TORQUES.rockerShaft,
        TORQUES.adjustingScrew,
        TORQUES.rockerCover,
        TORQUES.manifold,
        TORQUES.thermostat,
        TORQUES.coolantDrain,
        TORQUES.nozzleClamp,
        TORQUES.injectionPipe,
        TORQUES.oilPressureSwitch,
      ]),
    },
  ],
}

export const TRACK_SPECIFICATIONS: TablePage = {
  kind: 'table',
  number: '26-5',
  title: '26 Track Drive – Specifications',
  size: SIZE,
  body: BODY,
  bold: BOLD,
  parts: [
    {
      table: measures([
        ['Sag of track between rollers', 'trackSag'],
        ['Width of track', 'trackWidth'],
        ['Number of track links', 'trackLinks'],
        ['Number of teeth on drive sprocket', 'sprocketTeeth'],
        ['Wear limit of drive sprocket', 'sprocketWear'],
        ['Backlash of ring gear', 'backlash'],
        ['Turning torque of pinion bearings', 'preload'],
      ]),
    },
    {
      table: torques([
        TORQUES.sprocket,
        TORQUES.trackMotor,
        TORQUES.finalDriveCover,
        TORQUES.ringGear,
        TORQUES.pinionNut,
        TORQUES.finalDrivePlug,
        TORQUES.idler,
        TORQUES.roller,
        TORQUES.greaseValve,
      ]),
    },
  ],
  footnotes: ['Oil for the final drive: see page 05-3.'],
}

export const HYDRAULIC_SPECIFICATIONS: TablePage = {
  kind: 'table',
  number: '33-5',
  title: '33 Hydraulics – Specifications',
  size: SIZE,
  body: BODY,
  bold: BOLD,
  parts: [
    {
      table: measures([
        ['Main pressure', 'mainPressure'],
        ['Charge pressure', 'chargePressure'],
        [`Delivery of pump at ${SHARED.testSpeed}`, 'pumpDelivery'],
        ['Diameter of tipping cylinder rod', 'rodDiameter'],
        ['Permitted runout of tipping cylinder rod', 'rodRunout'],
      ]),
    },
    {
      table: torques([
        TORQUES.pump,
        TORQUES.pressurePipe,
        TORQUES.reliefCartridge,
        TORQUES.reliefLockNut,
        TORQUES.testPort,
        TORQUES.tankDrain,
        TORQUES.filterCover,
        TORQUES.gland,
        TORQUES.pistonNut,
        TORQUES.suctionClip,
      ]),
    },
  ],
}

export const BRAKE_SPECIFICATIONS: TablePage = {
  kind: 'table',
  number: '47-2',
  title: '47 Brakes – Specifications',
  size: [1640, 1000],
  body: BODY,
  bold: BOLD,
  parts: [
    {
      table: measures([
        ['Thickness of brake disc, new', 'discNew'],
        ['Thickness of brake disc, minimum', 'discMinimum'],
        ['Number of lined discs', 'discs'],
        ['Gap of disc pack', 'packGap'],
        ['Travel of parking brake lever, notches', 'leverNotches'],
        ['Play of brake cable', 'cablePlay'],
        ['Release pressure', 'brakeRelease'],
      ]),
    },
    { table: torques([TORQUES.brakeCover, TORQUES.brakeBleed, TORQUES.leverPivot, TORQUES.cableLockNut]) },
  ],
}

export const SPECIFICATION_FACTS: Record<string, readonly Fact[]> = {
  '12-4': [
    { question: 'What is the intake valve clearance of the Cairn engine when it is cold?', answer: '0.20 mm', type: 'spec' },
    { question: 'What is the exhaust valve clearance of the Cairn engine when it is cold?', answer: '0.25 mm', type: 'spec' },
    { question: 'What is the minimum height of the cylinder head after machining on the Cairn 24?', answer: '94.2 mm', type: 'spec' },
    { question: 'By how much may the cylinder head of the Cairn be warped?', answer: '0.05 mm', type: 'spec' },
    { question: 'What is the opening pressure of the injection nozzles on the Cairn 18?', answer: '155 ± 5 bar', type: 'spec' },
    { question: 'What is the least oil pressure at idle speed on the Cairn 24?', answer: '1.8 bar', type: 'spec' },
    {
      question: 'In which steps are the cylinder head bolts of the Cairn 18 tightened?',
      answer: 'Step 1: 25 Nm, Step 2: 50 Nm, Step 3: 90°',
      type: 'spec',
    },
    { question: 'How tight are the rocker cover bolts of the Cairn?', answer: '9 ± 1 Nm', type: 'spec' },
    { question: 'What is the idle speed of the Cairn 18?', answer: '950 ± 25 rpm', type: 'spec' },
  ],
  '26-5': [
    { question: 'How much may the track of the Cairn 18 sag between the rollers?', answer: '20 ... 25 mm', type: 'spec' },
    { question: 'How many links has a track of the Cairn 24?', answer: '41', type: 'spec' },
    { question: 'What is the wear limit of the drive sprocket on the Cairn 24?', answer: '5.0 mm', type: 'spec' },
    { question: 'What is the backlash of the ring gear on the Cairn 18?', answer: '0.10 ... 0.18 mm', type: 'spec' },
    { question: 'How tight are the drive sprocket bolts on the Cairn 24?', answer: '140 ± 8 Nm', type: 'spec' },
    { question: 'What is the tightening torque of the idler axle nut on the Cairn 18?', answer: '160 Nm', type: 'spec' },
    { question: 'How is the ring gear of the Cairn tightened to its hub?', answer: 'Step 1: 20 Nm, Step 2: 45°', type: 'spec' },
    { question: 'Which thread has the pinion nut of the Cairn final drive?', answer: 'M22 x 1.5', type: 'spec' },
  ],
  '33-5': [
    { question: 'What is the main hydraulic pressure of the Cairn 24?', answer: '190 ± 5 bar', type: 'spec' },
    { question: 'What is the charge pressure of the Cairn hydraulics?', answer: '18 ... 22 bar', type: 'spec' },
    { question: 'How much does the hydraulic pump of the Cairn 18 deliver at 2400 rpm?', answer: '28 l/min', type: 'spec' },
    { question: 'How tight is the gland of the tipping cylinder on the Cairn 24?', answer: '260 Nm', type: 'spec' },
    { question: 'What torque goes on the union nut of the pressure pipe on the Cairn pump?', answer: '80 ± 5 Nm', type: 'spec' },
    { question: 'How far may the rod of the tipping cylinder run out?', answer: '0.30 mm', type: 'spec' },
  ],
  '47-2': [
    { question: 'What is the minimum thickness of a parking brake disc on the Cairn?', answer: '2.6 mm', type: 'spec' },
    { question: 'How many lined discs has the parking brake of the Cairn 24?', answer: '5', type: 'spec' },
    { question: 'What is the gap of the brake disc pack on the Cairn 18?', answer: '1.0 ... 1.4 mm', type: 'spec' },
    { question: 'At what pressure does the parking brake of the Cairn release?', answer: '15 bar', type: 'spec' },
    { question: 'What is the tightening torque of the parking brake cover on the Cairn?', answer: '22 Nm', type: 'spec' },
  ],
}
