/**
 * The machine of the sample manual, and every value that is printed more than once.
 * Maker, machine, parts and values are invented for this project; any likeness to a real machine is chance.
 */
export const LIGHT = 'Cairn 18'
export const HEAVY = 'Cairn 24'

/** A tightening torque: one row per type and thread; more than one step where it is tightened in a sequence. */
export interface Torque {
  readonly name: string
  readonly rows: readonly {
    readonly type: string
    readonly thread: string
    readonly steps: readonly (readonly [string, string, string])[]
  }[]
}

const one = (value: string): readonly (readonly [string, string, string])[] => [['', value, 'Nm']]
const all = (name: string, thread: string, value: string): Torque => ({ name, rows: [{ type: 'all', thread, steps: one(value) }] })
const two = (name: string, light: readonly [string, string], heavy: readonly [string, string]): Torque => ({
  name,
  rows: [
    { type: LIGHT, thread: light[0], steps: one(light[1]) },
    { type: HEAVY, thread: heavy[0], steps: one(heavy[1]) },
  ],
})

export const TORQUES = {
  cylinderHead: {
    name: 'Cylinder head bolts (always replace)',
    rows: [
      {
        type: LIGHT,
        thread: 'M10',
        steps: [
          ['Step 1', '25', 'Nm'],
          ['Step 2', '50', 'Nm'],
          ['Step 3', '90', '°'],
        ],
      },
      {
        type: HEAVY,
        thread: 'M11',
        steps: [
          ['Step 1', '30', 'Nm'],
          ['Step 2', '65', 'Nm'],
          ['Step 3', '90', '°'],
        ],
      },
    ],
  },
  rockerShaft: all('Rocker shaft brackets', 'M8', '22 ± 2'),
  adjustingScrew: all('Lock nut of valve adjusting screw', 'M8 x 1', '20'),
  rockerCover: all('Rocker cover', 'M6', '9 ± 1'),
  manifold: all('Exhaust manifold to cylinder head', 'M8', '23'),
  pulley: {
    name: 'Pulley on crankshaft',
    rows: [
      { type: LIGHT, thread: 'M14 x 1.5', steps: one('130') },
      {
        type: HEAVY,
        thread: 'M14 x 1.5',
        steps: [
          ['Step 1', '60', 'Nm'],
          ['Step 2', '60', '°'],
        ],
      },
    ],
  },
  flywheel: {
    name: 'Flywheel',
    rows: [
      {
        type: 'all',
        thread: 'M10 x 1',
        steps: [
          ['Step 1', '30', 'Nm'],
          ['Step 2', '60', '°'],
        ],
      },
    ],
  },
  oilDrain: all('Oil drain plug', 'M18 x 1.5', '40 ± 4'),
  oilPressureSwitch: all('Oil pressure switch', 'M10 x 1', '12'),
  thermostat: all('Thermostat housing', 'M8', '19'),
  coolantDrain: all('Coolant drain plug on engine block', 'M14 x 1.5', '30'),
  nozzleClamp: two('Clamp of injection nozzle', ['M8', '21'], ['M8', '24']),
  injectionPipe: all('Union nuts of injection pipes', 'M14 x 1.5', '25'),
  glowPlug: all('Glow plugs', 'M10 x 1', '18'),
  sprocket: two('Drive sprocket to hub', ['M12 x 1.5', '95 ± 5'], ['M14 x 1.5', '140 ± 8']),
  trackMotor: all('Track motor to final drive', 'M10', '52 ± 3'),
  finalDriveCover: all('Cover of final drive', 'M8', '24'),
  ringGear: {
    name: 'Ring gear to hub',
    rows: [
      {
        type: 'all',
        thread: 'M8',
        steps: [
          ['Step 1', '20', 'Nm'],
          ['Step 2', '45', '°'],
        ],
      },
    ],
  },
  pinionNut: two('Pinion nut', ['M22 x 1.5', '180'], ['M22 x 1.5', '220']),
  finalDrivePlug: all('Oil level and drain plugs', 'M16 x 1.5', '34'),
  idler: two('Idler axle nut', ['M20 x 1.5', '160'], ['M24 x 1.5', '210']),
  roller: two('Track rollers to frame', ['M10', '48'], ['M12', '82']),
  greaseValve: all('Grease valve of track tensioner', 'M18 x 1.5', '55'),
  pump: all('Hydraulic pump to engine', 'M10', '46'),
  pressurePipe: all('Union nut of pressure pipe', 'M22 x 1.5', '80 ± 5'),
  reliefCartridge: all('Main relief valve cartridge', 'M20 x 1.5', '60'),
  reliefLockNut: all('Lock nut of main relief valve', 'M12', '28'),
  testPort: all('Plug of test port M1', 'M14 x 1.5', '25'),
  tankDrain: all('Drain plug of hydraulic tank', 'M22 x 1.5', '70'),
  filterCover: all('Cover of return filter', 'M6', '8'),
  gland: two('Gland of tipping cylinder', ['M60 x 2', '210'], ['M70 x 2', '260']),
  pistonNut: all('Piston nut (always replace)', 'M18 x 1.5', '220'),
  suctionClip: all('Clip of suction hose', '–', '6'),
  brakeCover: all('Cover of parking brake', 'M8', '22'),
  brakeBleed: all('Bleed screw of release cylinder', 'M10 x 1', '7'),
  leverPivot: all('Pivot bolt of parking brake lever', 'M10', '38'),
  cableLockNut: all('Lock nut of brake cable', 'M8', '16'),
  starter: all('Starter to flywheel housing', 'M10', '45'),
  alternatorPulley: all('Pulley nut of alternator', 'M16 x 1.5', '50'),
  battery: all('Battery terminals', 'M6', '5'),
  earthStrap: all('Earth strap to frame', 'M8', '14'),
} satisfies Record<string, Torque>

/** A torque that is one value for all types: '45 Nm'. */
export function single({ rows }: Torque): string {
  const [, value, unit] = rows[0]!.steps[0]!
  return `${value} ${unit}`
}

/** Facts that several pages repeat. */
export const SHARED = { idlerOil: '60 ml', hydraulicOil: 'ISO VG 46', testSpeed: '2400 rpm', brakeFuse: ['F7', '15 A'] } as const

/** Values by type: [Cairn 18, Cairn 24]. */
export const VALUES = {
  engine: ['FD 311', 'FD 415'],
  cylinders: ['3', '4'],
  displacement: ['1118 cc', '1490 cc'],
  bore: ['76.0 mm', '76.0 mm'],
  stroke: ['82.2 mm', '82.2 mm'],
  compression: ['22.5 : 1', '22.0 : 1'],
  power: ['17.2 kW', '23.5 kW'],
  powerSpeed: ['2600 rpm', '2500 rpm'],
  idle: ['950 ± 25 rpm', '900 ± 25 rpm'],
  topSpeed: ['2750 rpm', '2650 rpm'],
  clearanceIntake: ['0.20 mm', '0.20 mm'],
  clearanceExhaust: ['0.25 mm', '0.25 mm'],
  headHeight: ['92.0 mm', '94.5 mm'],
  headMinimum: ['91.7 mm', '94.2 mm'],
  headWarp: ['0.05 mm', '0.05 mm'],
  thermostatOpens: ['82 °C', '82 °C'],
  thermostatOpen: ['95 °C', '95 °C'],
  beltDeflection: ['8 ± 1 mm', '10 ± 1 mm'],
  nozzlePressure: ['155 ± 5 bar', '165 ± 5 bar'],
  oilPressureIdle: ['1.5 bar', '1.8 bar'],
  oilPressureTop: ['3.5 ... 4.5 bar', '3.8 ... 4.8 bar'],
  trackSag: ['20 ... 25 mm', '25 ... 30 mm'],
  trackWidth: ['230 mm', '250 mm'],
  trackLinks: ['37', '41'],
  sprocketTeeth: ['11', '13'],
  sprocketWear: ['4.0 mm', '5.0 mm'],
  backlash: ['0.10 ... 0.18 mm', '0.12 ... 0.20 mm'],
  preload: ['1.2 ... 1.6 Nm', '1.5 ... 2.0 Nm'],
  mainPressure: ['175 ± 5 bar', '190 ± 5 bar'],
  chargePressure: ['18 ... 22 bar', '18 ... 22 bar'],
  brakeRelease: ['15 bar', '15 bar'],
  pumpDelivery: ['28 l/min', '34 l/min'],
  rodDiameter: ['30 mm', '35 mm'],
  rodRunout: ['0.30 mm', '0.30 mm'],
  discNew: ['3.0 mm', '3.0 mm'],
  discMinimum: ['2.6 mm', '2.6 mm'],
  discs: ['4', '5'],
  packGap: ['1.0 ... 1.4 mm', '1.2 ... 1.6 mm'],
  leverNotches: ['4 ... 6', '4 ... 6'],
  cablePlay: ['1.5 mm', '1.5 mm'],
  battery: ['12 V, 60 Ah', '12 V, 74 Ah'],
  alternator: ['45 A', '55 A'],
  starter: ['1.4 kW', '1.8 kW'],
  payload: ['1800 kg', '2400 kg'],
  weight: ['1240 kg', '1615 kg'],
  engineOil: ['3.6 l', '4.9 l'],
  coolant: ['4.2 l', '5.5 l'],
  fuel: ['21 l', '28 l'],
  hydraulicTank: ['22 l', '28 l'],
  finalDriveOil: ['0.60 l', '0.85 l'],
} satisfies Record<string, readonly [string, string]>

export type ValueName = keyof typeof VALUES
