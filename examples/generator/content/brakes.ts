import * as draw from '../figures/brakes.ts'
import type { Fact, IndexPage, ProcedurePage } from '../layout/page.ts'

export const BRAKE_INDEX: IndexPage = {
  kind: 'index',
  number: '46',
  section: ['47', 'Brakes'],
  entries: [
    ['47 10 020', 'Parking brake – adjust', '47-1'],
    ['47 10 300', 'Brake discs – remove and install', '47-1'],
    ['47 10 340', 'Brake discs – check', '47-1'],
    ['47 20 080', 'Release cylinder – bleed', '47-1'],
    [null, 'Specifications', '47-2'],
  ],
}

const SEE = ['* See Specifications']

export const BRAKE_PAGES: readonly ProcedurePage[] = [
  {
    kind: 'procedure',
    number: '47-1',
    columns: [
      {
        panels: [
          {
            figure: { draw: draw.lever, number: 'F 47 001' },
            items: [
              { op: '47 10 020', title: ['ADJUSTING PARKING BRAKE'] },
              'Chock both tracks on level ground.',
              'Pull lever (1) and count the notches until the brake holds*.',
              { note: ['The warning light must come on at the first notch.'] },
            ],
          },
          {
            figure: { draw: draw.cableNut, number: 'F 47 002' },
            items: [
              'Loosen lock nut (2), turn adjusting nut (3) until the play of the cable is right*.',
              { installation: ['Tightening torque*.'] },
            ],
          },
          {
            figure: { draw: draw.discPack, number: 'F 47 003' },
            items: [
              { op: '47 10 300', title: ['REMOVING AND INSTALLING BRAKE DISCS'] },
              'Unscrew cover evenly: it is under spring load.',
              'Take out steel discs (4) and lined discs (5).',
              { installation: ['Soak new lined discs in hydraulic oil for 2 hours.', 'Tightening torque*.'] },
            ],
          },
        ],
        footnotes: SEE,
      },
      {
        panels: [
          {
            figure: { draw: draw.discMicrometer, number: 'F 47 004' },
            items: [
              { op: '47 10 340', title: ['CHECKING BRAKE DISCS'], condition: '– DISCS REMOVED –' },
              'Measure thickness* of each lined disc at six places with a micrometer.',
              { important: ['Always replace all discs of one side.'] },
            ],
          },
          {
            figure: { draw: draw.packGap, number: 'F 47 005' },
            items: [
              'Press the pack together and measure gap (C)* with depth gauge FT 4710.',
              'Correct with a steel disc of another thickness: 1.8 mm, 2.0 mm or 2.2 mm.',
            ],
          },
          {
            items: [
              { op: '47 20 080', title: ['BLEEDING RELEASE CYLINDER'] },
              'Run engine at idle speed and release brake.',
              'Open bleed screw by one turn until oil comes without bubbles.',
              { installation: ['Tightening torque*.'] },
            ],
          },
        ],
        footnotes: SEE,
      },
    ],
  },
]

export const BRAKE_FACTS: Record<string, readonly Fact[]> = {
  '47-00-index': [
    { question: 'What is the operation number for adjusting the parking brake?', answer: '47 10 020', type: 'index' },
    { question: 'Which operation is 47 20 080?', answer: 'Release cylinder – bleed', type: 'index' },
  ],
  '47-1': [
    { question: 'At which notch must the parking brake warning light come on?', answer: 'At the first notch', type: 'spec' },
    { question: 'How long are new lined brake discs soaked in hydraulic oil?', answer: '2 hours', type: 'spec' },
    { question: 'At how many places is a lined brake disc measured?', answer: 'Six places', type: 'procedure' },
    { question: 'Which depth gauge measures the gap of the brake disc pack?', answer: 'FT 4710', type: 'tool' },
    { question: 'In which thicknesses do the steel discs of the parking brake come?', answer: '1.8 mm, 2.0 mm or 2.2 mm', type: 'spec' },
    { question: 'Which brake discs are replaced together?', answer: 'Always replace all discs of one side.', type: 'caution' },
  ],
}
