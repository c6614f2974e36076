import * as draw from '../figures/hydraulics.ts'
import type { Fact, IndexPage, ProcedurePage } from '../layout/page.ts'
import { SHARED } from './machine.ts'

export const HYDRAULIC_INDEX: IndexPage = {
  kind: 'index',
  number: '32',
  section: ['33', 'Hydraulics'],
  entries: [
    ['33 00 100', 'Main pressure – check', '33-1'],
    ['33 00 120', 'Main relief valve – adjust', '33-1'],
    ['33 00 150', 'Hydraulic system – bleed', '33-1'],
    ['33 10 200', 'Hydraulic pump – remove and install', '33-2'],
    ['33 20 040', 'Return filter – replace', '33-2'],
    ['33 30 500', 'Tipping cylinder – overhaul', '33-3'],
    [null, 'Troubleshooting', '33-4'],
    [null, 'Specifications', '33-5'],
  ],
}

const SEE = ['* See Specifications']

export const HYDRAULIC_PAGES: readonly ProcedurePage[] = [
  {
    kind: 'procedure',
    number: '33-1',
    columns: [
      {
        panels: [
          {
            figure: { draw: draw.testPort, number: 'F 33 001' },
            items: [
              { op: '33 00 100', title: ['CHECKING MAIN PRESSURE'], condition: '– OIL AT 50 °C –' },
              'Switch off engine, move all levers once to take the pressure off.',
              'Unscrew plug at test port M1 (1) and connect gauge FT 3300.',
              { installation: ['Replace sealing ring.', 'Tightening torque*.'] },
            ],
          },
          {
            figure: { draw: draw.mainGauge, number: 'F 33 002' },
            items: [
              `Run engine at ${SHARED.testSpeed}.`,
              'Hold the tipping lever at the end of its travel for 5 seconds at most and read main pressure*.',
              { note: ['The needle must come to rest at once. A trembling needle means air in the oil 33 00 150.'] },
            ],
          },
          {
            figure: { draw: draw.reliefValve, number: 'F 33 003' },
            items: [
              { op: '33 00 120', title: ['ADJUSTING MAIN RELIEF VALVE'] },
              'Loosen lock nut (1) and turn screw (2).',
              'A quarter turn clockwise raises the pressure by 12 bar.',
              { installation: ['Tightening torque*.'] },
            ],
          },
        ],
        footnotes: SEE,
      },
      {
        panels: [
          {
            figure: { draw: draw.bleedJar, number: 'F 33 004' },
            items: [
              { op: '33 00 150', title: ['BLEEDING HYDRAULIC SYSTEM'] },
              'Fill tank up to the mark.',
              'Push hose on bleed screw (1) and lead it into a jar.',
              'Turn engine over with the starter for 15 seconds, without starting it.',
            ],
          },
          {
            items: [
              'Open bleed screw by half a turn and close it when oil comes without bubbles.',
              'Start engine and let it run at idle speed for 3 minutes.',
              'Raise and lower the tray four times without load.',
              { important: ['Do not run the pump dry: it is damaged within seconds.'] },
              'Check oil level with the tray lowered.',
            ],
          },
          {
            figure: { draw: draw.tankLevel, number: 'F 33 005' },
            items: [
              'Oil level must lie between the marks (A) and (B) of the sight glass.',
              { note: ['The oil between the marks is 1.5 litres.'] },
            ],
          },
        ],
      },
    ],
  },
  {
    kind: 'procedure',
    number: '33-2',
    columns: [
      {
        panels: [
          {
            figure: { draw: draw.pumpPipes, number: 'F 33 006' },
            items: [
              { op: '33 10 200', title: ['REMOVING AND INSTALLING HYDRAULIC PUMP'] },
              'Drain hydraulic oil.',
              'Unscrew pressure pipe (1), loosen clip (2) and pull off suction hose (3).',
              { installation: ['Replace O-ring in the pressure pipe.', 'Tightening torque*.'] },
            ],
          },
          {
            figure: { draw: draw.pumpCoupling, number: 'F 33 007' },
            items: [
              'Unscrew bolts (4) and pull pump out of the coupling (5).',
              { installation: ['Grease splines with molybdenum grease.', 'Tightening torque*.'] },
              'Bleed hydraulic system 33 00 150.',
            ],
          },
          {
            items: [
              { important: ['Close all openings with clean plugs at once. Dirt is the commonest cause of pump damage.'] },
              'Fill the pump with 0.2 litres of hydraulic oil through the suction port before installing it.',
            ],
          },
        ],
        footnotes: SEE,
      },
      {
        panels: [
          {
            figure: { draw: draw.returnFilter, number: 'F 33 008' },
            items: [
              { op: '33 20 040', title: ['REPLACING RETURN FILTER'] },
              'Unscrew bolts (1), take off cover (2) and spring (3).',
              'Pull out filter element (4) and let it drip for 10 minutes.',
              { installation: ['Replace O-ring (5).', 'Tightening torque*.'] },
            ],
          },
          {
            items: [
              { note: ['Cut the old element open and look for metal. Bright flakes come from the pump, dark ones from the track motors.'] },
              'Write date and hours of service on the new element.',
            ],
          },
        ],
        footnotes: SEE,
      },
    ],
  },
  {
    kind: 'procedure',
    number: '33-3',
    columns: [
      {
        panels: [
          {
            figure: { draw: draw.cylinderParts, number: 'F 33 009' },
            items: [
              { op: '33 30 500', title: ['OVERHAULING TIPPING CYLINDER'], condition: '– CYLINDER REMOVED –' },
              {
                legend: [
                  ['1', 'Cylinder'],
                  ['2', 'Piston nut'],
                  ['3', 'Piston'],
                  ['4', 'Gland'],
                  ['5', 'Rod'],
                  ['6', 'Wiper'],
                ],
              },
            ],
          },
          {
            figure: { draw: draw.glandWrench, number: 'F 33 010' },
            items: [
              'Clamp cylinder at its eye.',
              'Unscrew gland (4) with pin wrench FT 3331.',
              { installation: ['Tightening torque*.'] },
              'Pull out rod (5) in a straight line.',
            ],
          },
          {
            figure: { draw: draw.pistonSeals, number: 'F 33 011' },
            items: [
              'Unscrew piston nut (2).',
              'Replace all seals. Warm piston seal (7) to 60 °C in oil before fitting it.',
              { installation: ['The open lip of the rod seal (8) faces the pressure.', 'Always replace piston nut.'] },
            ],
          },
        ],
        footnotes: SEE,
      },
      {
        panels: [
          {
            figure: { draw: draw.rodRunout, number: 'F 33 012' },
            items: [
              'Lay rod on V-blocks FT 0011 and measure runout* with a dial gauge in the middle.',
              { important: ['Do not straighten a bent rod: replace it.'] },
            ],
          },
          {
            figure: { draw: draw.cylinderBore, number: 'F 33 013' },
            items: [
              'Hone light scores in the bore with grain 320. Deeper scores than 0.05 mm mean a new cylinder.',
              'Oil all parts and assemble.',
            ],
          },
          {
            items: [
              { heading: 'Checking after installation:' },
              'Raise the loaded tray halfway and switch off engine.',
              'The tray may sink by 15 mm in 10 minutes at most.',
              'Check main pressure 33 00 100.',
            ],
          },
        ],
        footnotes: SEE,
      },
    ],
  },
]

export const HYDRAULIC_FACTS: Record<string, readonly Fact[]> = {
  '33-00-index': [
    { question: 'What is the operation number for checking the main hydraulic pressure?', answer: '33 00 100', type: 'index' },
    { question: 'On which page is the overhaul of the tipping cylinder?', answer: '33-3', type: 'index' },
    { question: 'What is the operation number for bleeding the hydraulic system?', answer: '33 00 150', type: 'index' },
    { question: 'On which page is the hydraulic troubleshooting of the Cairn?', answer: '33-4', type: 'index' },
  ],
  '33-1': [
    { question: 'At which oil temperature is the main pressure of the Cairn checked?', answer: '50 °C', type: 'spec' },
    { question: 'Which gauge is connected to test port M1?', answer: 'FT 3300', type: 'tool' },
    { question: 'By how much does a quarter turn of the relief valve screw raise the pressure?', answer: '12 bar', type: 'spec' },
    { question: 'How long may the tipping lever be held at the end of its travel?', answer: '5 seconds at most', type: 'caution' },
    {
      question: 'How often is the tray raised and lowered when the hydraulic system is bled?',
      answer: 'Four times without load',
      type: 'procedure',
    },
    { question: 'How much hydraulic oil lies between the marks of the sight glass?', answer: '1.5 litres', type: 'spec' },
    { question: 'What does a trembling needle of the pressure gauge mean?', answer: 'Air in the oil', type: 'troubleshooting' },
  ],
  '33-2': [
    { question: 'How much oil is filled into the hydraulic pump before it is installed?', answer: '0.2 litres', type: 'spec' },
    { question: 'Which grease goes on the splines of the hydraulic pump?', answer: 'Molybdenum grease', type: 'spec' },
    { question: 'Where do bright flakes in the return filter come from?', answer: 'From the pump', type: 'troubleshooting' },
    { question: 'How long should the return filter element drip?', answer: '10 minutes', type: 'procedure' },
    {
      question: 'Which operation follows the installation of the hydraulic pump?',
      answer: 'Bleed hydraulic system 33 00 150.',
      type: 'index',
    },
  ],
  '33-3': [
    { question: 'Which wrench unscrews the gland of the tipping cylinder?', answer: 'Pin wrench FT 3331', type: 'tool' },
    { question: 'To what temperature is the piston seal warmed before it is fitted?', answer: '60 °C', type: 'spec' },
    {
      question: 'Which way does the open lip of the rod seal face?',
      answer: 'The open lip of the rod seal (8) faces the pressure.',
      type: 'procedure',
    },
    { question: 'With what grain is the bore of the tipping cylinder honed?', answer: 'Grain 320', type: 'spec' },
    { question: 'By how much may the loaded tray of the Cairn sink?', answer: '15 mm in 10 minutes at most', type: 'spec' },
    { question: 'What is done with a bent tipping cylinder rod?', answer: 'Do not straighten a bent rod: replace it.', type: 'caution' },
  ],
}
