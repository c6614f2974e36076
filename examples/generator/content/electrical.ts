import * as draw from '../figures/electrical.ts'
import type { Fact, IndexPage, ProcedurePage, TablePage } from '../layout/page.ts'
import { SHARED, single, TORQUES } from './machine.ts'

export const ELECTRICAL_INDEX: IndexPage = {
  kind: 'index',
  number: '60',
  section: ['61', 'Electrical'],
  entries: [
    ['61 10 020', 'Starter – remove and install', '61-1'],
    ['61 20 010', 'Battery – disconnect and connect', '61-1'],
    ['61 20 030', 'Battery – check', '61-1'],
  ],
}

export const ELECTRICAL_PAGE: ProcedurePage = {
  kind: 'procedure',
  number: '61-1',
  columns: [
    {
      panels: [
        {
          figure: { draw: draw.batteryLead, number: 'F 61 001' },
          items: [
            { op: '61 20 010', title: ['DISCONNECTING AND CONNECTING BATTERY'] },
            'Switch off ignition and all lamps.',
            'Take off earth lead (1) first, then positive lead (2).',
            { installation: ['Connect positive lead first.', 'Grease the terminals.', `Tightening torque ${single(TORQUES.battery)}.`] },
          ],
        },
        {
          figure: { draw: draw.hydrometer, number: 'F 61 002' },
          items: [
            { op: '61 20 030', title: ['CHECKING BATTERY'] },
            'Draw acid into the hydrometer and read it at (D).',
            '1.28 kg/l means fully charged, 1.20 kg/l half charged, 1.12 kg/l empty.',
            { important: ['Acid burns. Wear goggles and keep flames away.'] },
          ],
        },
      ],
    },
    {
      panels: [
        {
          figure: { draw: draw.starterMount, number: 'F 61 003' },
          items: [
            { op: '61 10 020', title: ['REMOVING AND INSTALLING STARTER'] },
            'Disconnect battery 61 20 010.',
            'Unscrew nut (4), take off the thick lead.',
            'Pull off plug (3), unscrew bolts (5).',
            {
              installation: ['Clean the mating face: the starter is earthed through it.', `Tightening torque ${single(TORQUES.starter)}.`],
            },
          ],
        },
        {
          items: [
            { heading: 'Checking voltage drop:' },
            'Connect voltmeter between battery and starter and turn the engine over.',
            'A drop of more than 0.5 V means a bad joint in the thick lead or in the earth strap.',
            { note: ['Do not run the starter for more than 10 seconds, then wait 30 seconds.'] },
          ],
        },
      ],
    },
  ],
}

const BODY = { font: 'condensed', size: 23 } as const
const BOLD = { font: 'condensed-bold', size: 23 } as const

export const FUSES: TablePage = {
  kind: 'table',
  number: '6100-1',
  title: 'FUSE DETAILS',
  size: [1500, 1160],
  body: BODY,
  bold: BOLD,
  parts: [
    {
      table: {
        widths: [110, 150, 170, 560, 398],
        align: ['center', 'center', 'center', 'left', 'center'],
        header: [['Fuse', 'Amps', 'Colour', 'Protects', 'Wire']],
        rows: [
          ['F1', '5 A', 'tan', 'Instruments, warning lights', '0.75 GN/WT'],
          ['F2', '7.5 A', 'brown', 'Horn', '1.0 GN/BK'],
          ['F3', '10 A', 'red', 'Working lamp, front left', '1.5 WT'],
          ['F4', '10 A', 'red', 'Working lamp, front right', '1.5 WT/BK'],
          ['F5', '10 A', 'red', 'Rotating beacon', '1.0 YL/RD'],
          ['F6', '15 A', 'blue', 'Fuel shut-off solenoid', '1.5 BK/BL'],
          [...SHARED.brakeFuse, 'blue', 'Parking brake release valve', '1.5 BL/RD'],
          ['F8', '20 A', 'yellow', 'Socket 12 V', '2.5 RD/YL'],
          ['F9', '–', '–', 'not used', '–'],
          ['F10', '40 A', 'green', 'Glow plugs', '6.0 RD'],
        ],
      },
    },
    { figure: { draw: draw.fuseBox, number: 'F 61 010' } },
    { heading: 'Relays' },
    {
      table: {
        widths: [110, 320, 560, 398],
        align: ['center', 'left', 'left', 'center'],
        header: [['Relay', 'Name', 'Works', 'Connector']],
        rows: [
          ['K1', 'Starter relay', 'with the key at START', 'C12'],
          ['K2', 'Glow plug relay', 'for 8 seconds, at most 20 seconds', 'C14'],
          ['K3', 'Brake release relay', 'while a travel lever is moved', 'C15'],
        ],
      },
    },
  ],
  footnotes: ['Wire: cross section in mm², base colour / stripe.'],
}

export const CONNECTORS: TablePage = {
  kind: 'table',
  number: '6100-3',
  title: 'CONNECTOR C12 – MAIN HARNESS TO ENGINE',
  size: [1500, 1000],
  body: BODY,
  bold: BOLD,
  parts: [
    { text: 'Connector C12: 10 pins, black, on the bulkhead behind the fan. Seen from the wire side.' },
    {
      table: {
        widths: [120, 290, 570, 408],
        align: ['center', 'center', 'left', 'left'],
        header: [['Pin', 'Wire', 'Leads to', 'Measured with key ON']],
        rows: [
          ['1', '1.5 BK/BL', 'Fuel shut-off solenoid', '12 V'],
          ['2', '0.75 BN/GN', 'Oil pressure switch', '0 V, engine off'],
          ['3', '0.75 BN/RD', 'Coolant temperature switch', '12 V, engine cold'],
          ['4', '0.75 BN/VI', 'Coolant temperature sensor', '1.8 ... 2.4 V at 20 °C'],
          ['5', '2.5 BK/YL', 'Starter, terminal 50', '12 V at START only'],
          ['6', '0.75 BL', 'Alternator, terminal D+', '1 ... 2 V'],
          ['7', '6.0 RD', 'Glow plugs', '12 V for 8 seconds'],
          ['8', '1.0 BL/RD', 'Brake release valve Y3', '0 V'],
          ['9', '–', 'not used', '–'],
          ['10', '2.5 BN', 'Earth point G102', '0 V'],
        ],
      },
    },
    { figure: { draw: draw.connectorFace, number: 'F 61 011' } },
    { note: 'Note: Pull the connector at its housing, never at the wires. Spray pins with contact grease.' },
  ],
}

export const ELECTRICAL_FACTS: Record<string, readonly Fact[]> = {
  '61-00-index': [
    { question: 'What is the operation number for checking the battery of the Cairn?', answer: '61 20 030', type: 'index' },
    { question: 'Which operation is 61 10 020?', answer: 'Starter – remove and install', type: 'index' },
  ],
  '61-1': [
    { question: 'Which battery lead of the Cairn is taken off first?', answer: 'Earth lead', type: 'procedure' },
    { question: 'Which battery lead of the Cairn is connected first?', answer: 'Positive lead', type: 'procedure' },
    { question: 'What acid density means a fully charged battery?', answer: '1.28 kg/l', type: 'spec' },
    { question: 'What acid density means an empty battery?', answer: '1.12 kg/l', type: 'spec' },
    { question: 'How tight are the starter bolts of the Cairn?', answer: '45 Nm', type: 'spec' },
    { question: 'What voltage drop between battery and starter means a bad joint?', answer: 'More than 0.5 V', type: 'troubleshooting' },
    { question: 'How long may the starter of the Cairn run without a break?', answer: '10 seconds', type: 'caution' },
  ],
  '6100-1': [
    { question: 'What is the rating of the fuse for the glow plugs of the Cairn?', answer: 'F10, 40 A', type: 'wiring' },
    { question: 'Which fuse protects the parking brake release valve?', answer: 'F7, 15 A', type: 'wiring' },
    { question: 'What wire runs from fuse F8 to the socket?', answer: '2.5 RD/YL', type: 'wiring' },
    { question: 'What colour is the fuse of the horn?', answer: 'brown', type: 'wiring' },
    { question: 'For how long at most does the glow plug relay of the Cairn work?', answer: '20 seconds', type: 'wiring' },
    { question: 'At which connector is the starter relay?', answer: 'C12', type: 'wiring' },
  ],
  '6100-2': [
    { question: 'What wire leads from fuse F6 to connector C12?', answer: '1.5 BK/BL', type: 'wiring' },
    { question: 'Which pin of connector C12 is the fuel shut-off solenoid wired to?', answer: '1', type: 'wiring' },
    { question: 'At which earth point is the glow plug relay K2 earthed?', answer: 'G101', type: 'wiring' },
    { question: 'What cross section and colour has the wire to terminal 50 of the starter?', answer: '2.5 BK/YL', type: 'wiring' },
    { question: 'Which fuse feeds the glow plugs in the starting circuit?', answer: 'F10, 40 A', type: 'wiring' },
  ],
  '6100-3': [
    { question: 'How many pins has connector C12 of the Cairn?', answer: '10 pins', type: 'wiring' },
    { question: 'Which pin of connector C12 leads to the oil pressure switch?', answer: 'Pin 2', type: 'wiring' },
    { question: 'What wire is on pin 5 of connector C12?', answer: '2.5 BK/YL', type: 'wiring' },
    { question: 'What is measured at the coolant temperature sensor at 20 °C with the key ON?', answer: '1.8 ... 2.4 V', type: 'wiring' },
    { question: 'Which earth point is pin 10 of connector C12 wired to?', answer: 'Earth point G102', type: 'wiring' },
    { question: 'Where on the Cairn is connector C12?', answer: 'On the bulkhead behind the fan', type: 'wiring' },
  ],
}
