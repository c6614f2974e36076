import { describe, expect, it } from 'vitest'
import type { Candidate, Evidence } from '../../src/contracts/example.ts'
import type { PageMaterial } from '../../src/contracts/material.ts'
import { cellOf, complaints, pairOn } from './material.ts'
import { clutchPage, fluidsPage, indexPage, torquePage, wiringPage } from './pages.ts'

const quote = (page: PageMaterial, ...blocks: string[]): Evidence[] =>
  blocks.map((id) => ({
    page_id: page.page.page_id,
    block: id,
    box: null,
    quote: page.structure.blocks.find((block) => block.id === id)?.text ?? '',
  }))

type Row = [string, string, PageMaterial, Evidence[], Partial<Candidate>?]

const clutch = (question: string, answer: string, blocks: string[], more: Partial<Candidate> = {}): Row => [
  question,
  answer,
  clutchPage,
  quote(clutchPage, ...blocks),
  more,
]
const torque = (question: string, answer: string, cells: [number, number][], more: Partial<Candidate> = {}): Row => [
  question,
  answer,
  torquePage,
  cells.map(([row, column]) => cellOf(torquePage, row, column)),
  { task: 'spec', ...more },
]
const fluid = (question: string, answer: string, row: number, column: number, more: Partial<Candidate> = {}): Row => [
  question,
  answer,
  fluidsPage,
  [cellOf(fluidsPage, row, column)],
  { task: 'spec', ...more },
]
const wiring = (question: string, answer: string, blocks: string[]): Row => [
  question,
  answer,
  wiringPage,
  quote(wiringPage, ...blocks),
  { task: 'wiring', question_type: 'wiring' },
]

const GOOD: Row[] = [
  clutch('What must be checked on the clutch pressure plate before it is installed again?', 'Cracks, wear and burnt spots.', ['b02']),
  clutch('What should the clutch pressure plate be checked for?', 'Check the pressure plate for cracks, wear and burnt spots.', ['b02']),
  clutch('Which grease goes on the splines of the input shaft?', 'Staburag NBU 30 PTM', ['b03']),
  clutch('What has to be done to the input shaft splines of the Norrland 400?', 'Coat them with Staburag NBU 30 PTM grease.', ['b03']),
  clutch('How are the clutch bolts tightened?', 'Crosswise to 25 Nm (18 ft lb), then by another 90°.', ['b04']),
  clutch('What is the tightening torque of the clutch bolts?', '25 Nm (18 ft lb), then turn by 90°', ['b04'], { task: 'spec' }),
  clutch('May the clutch release bearing be washed in solvent?', 'No, do not wash the release bearing in solvent.', ['b05'], {
    question_type: 'safety',
  }),
  clutch('What must not be done with the clutch release bearing?', 'It must not be washed in solvent.', ['b05'], {
    question_type: 'safety',
  }),
  clutch('Why should a release bearing never be cleaned with solvent?', 'Do not wash the release bearing in solvent.', ['b05']),
  clutch('How much run-out may the clutch disc have at the outer edge?', 'It must not exceed 0.8 mm.', ['b06']),
  clutch('What is the limit of clutch disc run-out at the outer edge?', '0.8 mm', ['b06'], { task: 'spec' }),
  clutch('Which special tool centres the clutch disc?', '21 2 100', ['b07'], { question_type: 'tool' }),
  clutch('Which special tool is needed to centre the clutch disc?', 'Special tool 21 2 100', ['b07'], { question_type: 'tool' }),
  clutch('How long do the clutch linings last?', 'The linings usually last for 60,000 km.', ['b08']),
  clutch('What is the bore of the clutch slave cylinder?', '20.64 ± 0.05 mm', ['b09'], { task: 'spec' }),
  clutch('What is the pedal travel of the clutch?', '140–150 mm', ['b09'], { task: 'spec' }),
  clutch('What is the pedal travel of the clutch on the Norrland 400?', '140 to 150 mm', ['b09'], { task: 'spec' }),
  clutch('What is the minimum pedal travel of the clutch?', '140 mm', ['b09'], { task: 'spec' }),
  clutch('At what temperatures may the clutch hydraulics be bled?', 'Only between -5 °C and 30 °C.', ['b12']),
  clutch('Is the gear lever lifted out towards the front or the rear?', 'Towards the rear.', ['b16']),
  clutch(
    'How do you lower the gearbox to remove the clutch?',
    '1. Lift out the gear lever towards the rear.\n2. Unscrew the four nuts of the crossmember.\n3. Lower the gearbox with a jack.',
    ['b16', 'b17', 'b18'],
    { question_type: 'procedural', operation: '21 21 000' },
  ),
  clutch('How often must the clutch fluid be replaced?', 'Clutch fluid must be replaced annually.', ['b21']),
  clutch('What must not be done when the clutch is bled?', 'Do not use air flushing.', ['b21'], { question_type: 'safety' }),
  clutch('How far from the pedal is the clutch stop set?', '21.7 ± 1 mm', ['b23'], { task: 'spec' }),
  clutch('What is the nominal distance of the clutch stop from the pedal?', '21.7 mm', ['b23'], { task: 'spec' }),
  clutch('How many nuts hold the crossmember of the gearbox?', 'Four nuts', ['b17']),
  clutch('Which operation number covers removing and installing the clutch?', '21 21 000', ['b01'], { question_type: 'navigation' }),
  clutch('What is used to lower the gearbox?', 'A jack', ['b18'], { question_type: 'tool' }),
  clutch('The clutch slips: what is checked first on the pressure plate?', 'Cracks, wear and burnt spots.', ['b02']),
  clutch('What is used to hold the clutch disc in the manual gearbox while it is centred?', 'Special tool 21 2 100', ['b07'], {
    question_type: 'tool',
  }),
  clutch(
    'How is the clutch prepared on the Norrland 400?',
    'Removing and installing clutch:\n1. Check the pressure plate for cracks, wear and burnt spots.\n2. Coat the input shaft splines with Staburag NBU 30 PTM grease.',
    ['b02', 'b03'],
  ),
  torque('What is the tightening torque of the camshaft sprocket bolts (M7)?', '14 Nm', [[6, 3]]),
  torque('What is the tightening torque of the oil drain plug on the D20 engine?', '25 Nm', [[7, 3]]),
  torque('To what torque is the oil drain plug (M12 x 1.5) tightened?', '25 Nm', [[7, 3]], { applies_to: ['D20'] }),
  torque('What is the tightening torque of the cylinder head cover on the D24 engine?', '15 Nm', [[5, 3]], { applies_to: ['D24'] }),
  torque('What is the tightening torque of the cylinder head cover (M6) on the D20 engine?', '10 ± 1 Nm', [[4, 3]]),
  torque('How are the cylinder head bolts (M11) of the D20 engine tightened?', 'Step 1: 30 Nm, step 2: 90°', [
    [2, 3],
    [3, 3],
  ]),
  torque('What thread does the oil drain plug have?', 'M12 x 1.5', [[7, 2]]),
  torque('What is the thread of the cylinder head cover bolts on the D24 engine?', 'M7', [[5, 2]]),
  fluid('What is the displacement of the Norrland 420 S?', '2302 cc', 3, 2),
  fluid('What is the compression ratio of the Norrland 420 S?', '10.5 : 1', 4, 2),
  fluid('How much engine oil does the Norrland 400 take?', '4.5 l', 1, 1),
  fluid('How much engine oil does the Norrland 400 take?', '4.5 litres', 1, 1),
  fluid('What is the coolant capacity of the Norrland 420 S?', '9.0 l', 2, 2),
  fluid('What is the front tyre pressure of the Norrland 400?', '2.0 bar', 6, 1),
  fluid('What is the travel speed of the Norrland 420 S in first gear?', '0 ... 2.9 km/h', 8, 2),
  fluid('What is the current rating of the alternator of the Norrland 400?', '45 A', 9, 1),
  fluid('What is the weight of the idler of the Norrland 400?', '5 kg', 11, 1),
  fluid('What is the rear tyre pressure of the Norrland 400?', '2.2 bar', 7, 1),
  [
    'Which operation number covers removing and installing the front brake calipers?',
    '34 11 020',
    indexPage,
    quote(indexPage, 'b02'),
    { question_type: 'navigation' },
  ],
  [
    'Which operation number and page of the repair manual cover removing and installing the rear brake discs?',
    'Operation 34 21 320, page 34-10',
    indexPage,
    quote(indexPage, 'b03'),
    { question_type: 'navigation' },
  ],
  [
    'On which page of the repair manual is the removal of the front brake pads described?',
    'Page 34-4',
    indexPage,
    quote(indexPage, 'b01'),
    { question_type: 'navigation' },
  ],
  wiring('Which fuse protects the fuel pump of the 1988 Norrland, and what is its rating?', 'Fuse 11, 7.5 amp', ['b01', 'b04']),
  wiring('What wire size and colour feeds the fuel pump?', '2.5 RD/YL', ['b02']),
  wiring('Which connector and pin does the fuel pump feed pass through?', 'C204 pin 9', ['b03']),
  wiring('At which splice does the fuel pump feed divide?', 'S341', ['b05']),
  wiring('What voltage must be present at pin 2 of the main fuel pump?', '12 V', ['b06']),
  wiring('What is the resistance of the main fuel pump?', 'About 0.5 Ω', ['b06']),
]

describe('good pairs', () => {
  it.each(GOOD)('passes “%s” – “%s”', (question, answer, page, evidence, more = {}) => {
    expect(complaints(pairOn(page, { question, answer, evidence, ...more }), page)).toEqual([])
  })
})
