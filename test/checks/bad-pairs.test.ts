import { describe, expect, it } from 'vitest'
import type { Candidate, Evidence } from '../../src/contracts/example.ts'
import type { PageMaterial } from '../../src/contracts/material.ts'
import { cellOf, complaining, pairOn } from './material.ts'
import { causePage, clutchPage, fluidsPage, indexPage, torquePage, unitPage } from './pages.ts'

const quote = (page: PageMaterial, ...blocks: string[]): Evidence[] =>
  blocks.map((id) => ({
    page_id: page.page.page_id,
    block: id,
    box: null,
    quote: page.structure.blocks.find((block) => block.id === id)?.text ?? '',
  }))

/** What is wrong, the check that must say so, question, answer, blocks cited. */
type Row = [string, string, string, string, string[], Partial<Candidate>?]

const ON_CLUTCH_PAGE: Row[] = [
  // Measured in the older OCR system.
  ['an empty subject', 'well_formed', 'How do you ?', 'Check the pressure plate for cracks, wear and burnt spots.', ['b02']],
  ['a subject without a word', 'well_formed', 'What is the 2 py for?', '25 Nm', ['b04']],
  ['a lower-case raw label', 'well_formed', 'what is the bore for engine section 21?', '20.64 ± 0.05 mm', ['b09']],
  ['an answer of a full stop', 'placeholder', 'What is the bore of the clutch slave cylinder?', '.', ['b09']],
  ['question marks as a value', 'placeholder', 'What is the bore of the clutch slave cylinder?', '??? / ???', ['b09']],
  ['a placeholder of a generator', 'placeholder', 'How do you bleed the clutch?', 'No steps available.', ['b12']],
  ['n/a', 'placeholder', 'What is the bore of the clutch slave cylinder?', 'n/a', ['b09']],
  ['a key without its value', 'placeholder', 'What are the wiring details for the clutch switch?', 'Special tool:', ['b07']],
  ['a cross reference', 'cross_reference', 'What is the tightening torque of the clutch bolts?', '- see', ['b10']],
  ['a cross reference', 'cross_reference', 'What is the tightening torque of the clutch bolts?', 'See Specifications', ['b10']],
  ['a cross reference to an operation', 'cross_reference', 'How is the clutch bled?', '– see 21 00 006', ['b10']],
  ['a value of no kind', 'answer_kind', 'What is the tightening torque of the clutch bolts?', '8 Layshaft', ['b04']],
  ['millimetres made newton metres', 'grounded', 'How much run-out may the clutch disc have at the outer edge?', '0.8 Nm', ['b06']],
  ['millimetres for a torque', 'answer_kind', 'What is the tightening torque of the clutch bolts?', '0.8 mm', ['b06']],
  [
    'another language',
    'well_formed',
    'What must be done before checking the clutch?',
    'Sollevare la vettura e smontare la ruota anteriore destra.',
    ['b19'],
  ],
  [
    'a question from its own answer',
    'restatement',
    'Explain check the pressure plate for cracks, wear?',
    'Check the pressure plate for cracks, wear and burnt spots.',
    ['b02'],
  ],
  ['a heading taken as a key', 'well_formed', 'What are the wiring details for Installation: clutch?', '25 Nm', ['b04']],
  ['a cut decimal', 'grounded', 'How much run-out may the clutch disc have at the outer edge?', 'Run-out must not exceed 0.', ['b06']],
  ['a code misread', 'grounded', 'Which special tool centres the clutch disc?', '21 2 180', ['b07']],
  ['± read as =', 'well_formed', 'What is the bore of the clutch slave cylinder?', '20.64 = 0.05 mm', ['b09']],
  ['a lost tolerance', 'grounded', 'What is the bore of the clutch slave cylinder?', '20.64 mm', ['b09']],
  ['half a range', 'grounded', 'What is the pedal travel of the clutch?', '140 mm', ['b09']],
  ['a lost tolerance, the question says “from”', 'grounded', 'How far from the pedal is the clutch stop set?', '21.7 mm', ['b23']],
  ['a lost tolerance for a limit', 'grounded', 'What is the maximum distance of the clutch stop?', '21.7 mm', ['b23']],
  ['a lost “not”', 'grounded', 'What must not be done when the clutch is bled?', 'Use air flushing.', ['b21']],
  ['a lost “not” behind another sentence', 'grounded', 'How is the clutch bled?', 'Replace the fluid. Use air flushing.', ['b21']],
  ['the running foot', 'furniture', 'Which clutch is treated by Norrland Works?', 'The clutch of the Norrland 400', ['b22']],
  ['a thing for a procedure', 'answer_kind', 'How are the clutch bolts of the housing tightened?', 'Four nuts.', ['b17']],
  ['a break after “between”', 'complete', 'How must the clutch system be bled?', 'Bleed the system between -5 °C', ['b12']],
  [
    'a cited step that is not told, though other steps have its words',
    'complete',
    'How do you lower the gearbox?',
    '1. Lift out the gear lever towards the rear.\n2. Lower the gearbox with a jack.',
    ['b16', 'b17', 'b18'],
  ],
  ['a fact of another page', 'grounded', 'What is the tightening torque of the clutch housing bolts?', '47 Nm', ['b04']],
  ['a lost unit', 'grounded', 'How tight are the clutch bolts?', '25, then turn by 90°', ['b04']],
  ['a lost minus', 'grounded', 'Down to which temperature may the clutch be bled?', '5 °C', ['b12']],
  [
    'a step from elsewhere',
    'grounded',
    'How do you remove the gearbox?',
    '1. Lift out the gear lever towards the rear.\n2. Drain the coolant into a clean tray.\n3. Lower the gearbox with a jack.',
    ['b16', 'b18'],
  ],
  [
    'steps out of order',
    'grounded',
    'How do you remove the gearbox?',
    '1. Lower the gearbox with a jack.\n2. Lift out the gear lever towards the rear.',
    ['b16', 'b18'],
  ],
  // Measured in the older vision system.
  ['a statement turned round', 'grounded', 'What must be done with the release bearing?', 'Wash the release bearing in solvent.', ['b05']],
  ['an invented prohibition', 'grounded', 'How is the clutch disc centred?', 'Never use special tool 21 2 100.', ['b07']],
  ['a page reference', 'self_referential', 'Which grease is used on the clutch splines on this page?', 'Staburag NBU 30 PTM', ['b03']],
  ['this', 'self_contained', 'Which grease is used in this clutch operation?', 'Staburag NBU 30 PTM', ['b03']],
  ['what is shown', 'self_contained', 'Which clutch grease is shown?', 'Staburag NBU 30 PTM', ['b03']],
  ['what is listed', 'self_contained', 'Which clutch grease is listed?', 'Staburag NBU 30 PTM', ['b03']],
  ['a figure', 'self_contained', 'What clutch grease is used in figure 3?', 'Staburag NBU 30 PTM', ['b03']],
  [
    'a bare callout',
    'self_contained',
    'What must be done to the clutch part (1)?',
    'Coat the input shaft splines with Staburag NBU 30 PTM grease.',
    ['b03'],
  ],
  ['a bare item number', 'self_contained', 'How is item 3 of the clutch centred?', 'Use special tool 21 2 100', ['b07']],
  ['generic words only', 'self_contained', 'What is the tightening torque?', '25 Nm (18 ft lb), then turn by 90°', ['b04']],
  [
    'generic words and the vehicle',
    'self_contained',
    'What is the tightening torque of the bolts on the Norrland 400?',
    '25 Nm (18 ft lb), then turn by 90°',
    ['b04'],
  ],
  ['a pronoun for nothing', 'self_contained', 'How far should it be turned with the clutch bolts?', 'Turn by 90°', ['b04']],
  ['a page number', 'furniture', 'What is the page number of the clutch removal page?', '21-3', ['b11']],
  ['the title of the section', 'furniture', 'What is the title of the section on the clutch?', 'REMOVING AND INSTALLING CLUTCH', ['b01']],
  ['a source note', 'furniture', 'What is the source of supply of the clutch grease?', 'KLB', ['b15']],
  ['a count of rows', 'furniture', 'How many steps are there for the clutch?', 'Four nuts', ['b17']],
  ['a row label', 'furniture', 'What is the row label of the clutch bolts?', '21 2 100', ['b07']],
  ['furniture as evidence', 'furniture', 'Where does the manual treat the clutch?', '21-3', ['b11']],
  [
    'a hedge of its own',
    'hedged',
    'How are clutch bolts tightened?',
    'They are usually tightened crosswise to 25 Nm (18 ft lb), then turned by 90°.',
    ['b04'],
  ],
  ['a refusal', 'hedged', 'How are the clutch bolts of the press tightened?', 'The torque is not visible.', ['b04']],
  [
    'an invented reason',
    'grounded',
    'Why are the clutch bolts tightened crosswise?',
    'Because vibration loosens unevenly loaded fasteners during acceleration.',
    ['b04'],
  ],
  // Malformed in other ways.
  ['no question mark', 'well_formed', 'What is the bore of the clutch slave cylinder', '20.64 ± 0.05 mm', ['b09']],
  ['two sentences', 'well_formed', 'Check the clutch. What is its bore?', '20.64 ± 0.05 mm', ['b09']],
  ['a doubled word', 'well_formed', 'What is the the bore of the clutch slave cylinder?', '20.64 ± 0.05 mm', ['b09']],
  ['an open bracket', 'well_formed', 'What is the bore of the clutch slave cylinder (new?', '20.64 ± 0.05 mm', ['b09']],
  ['a footnote sign', 'well_formed', 'What is the bore of the clutch slave cylinder*?', '20.64 ± 0.05 mm', ['b09']],
  ['a word broken by a line end', 'well_formed', 'What is the bore of the cylin- der of the clutch?', '20.64 ± 0.05 mm', ['b09']],
  ['words run together', 'well_formed', 'What belongs to removingandinstalling the clutch?', 'Use special tool 21 2 100', ['b07']],
  ['a word that is none', 'well_formed', 'What is the bore of the clutch slvae cylinder?', '20.64 ± 0.05 mm', ['b09']],
  ['a statement', 'well_formed', 'Clutch slave cylinder bore?', '20.64 ± 0.05 mm', ['b09']],
  ['a broken-off answer', 'well_formed', 'How are the clutch bolts tightened?', 'Tighten the bolts crosswise to', ['b04']],
  ['an answer with debris before it', 'well_formed', 'What is the bore of the clutch slave cylinder?', ': 20.64 ± 0.05 mm', ['b09']],
  [
    'a repetition of the question',
    'restatement',
    'What are the clutch bolts for tightening crosswise?',
    'Tighten the clutch bolts crosswise',
    ['b04'],
  ],
  ['a short question', 'lengths', 'Clutch what?', '20.64 ± 0.05 mm', ['b09']],
  [
    'a type that the task has not',
    'question_type',
    'What is the bore of the clutch slave cylinder?',
    '20.64 ± 0.05 mm',
    ['b09'],
    { task: 'spec', question_type: 'wiring' },
  ],
  ['a doubtful reading', 'confidence', 'How thick is the clutch tension spring?', '0.5 mm', ['b13']],
  ['a degree sign read as a zero', 'confidence', 'How far is the clutch disc turned?', 'Approx. 300 behind the mark', ['b20']],
  ['a guess', 'confidence', 'What is the play of the clutch yoke?', '1.4 mm', ['b14']],
  ['a heading with its dash', 'well_formed', 'Which tool is given in 21 clutch – special tools?', 'Special tool 21 2 100', ['b07']],
  ['a name written small', 'well_formed', 'What is the norrland clutch disc centred with?', 'Special tool 21 2 100', ['b07']],
  [
    'a heading put into a frame',
    'well_formed',
    'How do you start removing the and install of the clutch disc?',
    'Use special tool 21 2 100',
    ['b07'],
  ],
  ['a slash that has lost a side', 'well_formed', 'How do you centre the / replace the clutch disc?', 'Use special tool 21 2 100', ['b07']],
  ['capitals of a heading', 'well_formed', 'With what is the clutch disc NOT On centred?', 'Use special tool 21 2 100', ['b07']],
  ['a page by its number', 'self_contained', 'Which clutch tool is used according to page 21-3?', 'Special tool 21 2 100', ['b07']],
  ['the following', 'self_contained', 'What is used for the following clutch job?', 'Special tool 21 2 100', ['b07']],
  [
    'a step that only points elsewhere',
    'cross_reference',
    'How do you remove the gearbox?',
    '1. Lift out the gear lever towards the rear.\n2. 30 32 See Specifications.',
    ['b16'],
  ],
  [
    'a direction that a drawing shows',
    'self_contained',
    'How far is the clutch stop turned?',
    'Turn by 90° in direction of arrow',
    ['b04'],
  ],
  [
    'a stray number of a picture',
    'well_formed',
    'What is done with the gear lever of the gearbox?',
    'Lift out the gear lever towards the rear. 86414',
    ['b16'],
  ],
  [
    'a number that the question makes up',
    'grounded',
    'What is the bore of the clutch slave cylinder of the 1997 model?',
    '20.64 ± 0.05 mm',
    ['b09'],
  ],
]

describe('bad pairs', () => {
  it.each(ON_CLUTCH_PAGE)('catches %s (%s): “%s” – “%s”', (_what, check, question, answer, blocks, more = {}) => {
    const candidate = pairOn(clutchPage, { question, answer, evidence: quote(clutchPage, ...blocks), ...more })
    expect(complaining(candidate, clutchPage)).toContain(check)
  })

  it('catches a quote that is not on the page', () => {
    const evidence = [{ page_id: 'page-1', block: 'b04', box: null, quote: 'Tighten the bolts to 32 Nm.' }]
    const candidate = pairOn(clutchPage, { question: 'How are the clutch bolts tightened?', answer: 'To 32 Nm.', evidence })
    expect(complaining(candidate, clutchPage)).toContain('grounded')
  })

  it.each([
    ['another page', { page_id: 'page-7', block: 'b04' }],
    ['a block that is not there', { page_id: 'page-1', block: 'b77' }],
    ['a cell of no table', { page_id: 'page-1', block: 'b04', cell: { row: 0, column: 0 } }],
  ])('catches evidence on %s', (_what, place) => {
    const evidence = [{ box: null, quote: '25 Nm', ...place }]
    expect(
      complaining(pairOn(clutchPage, { question: 'How are the clutch bolts tightened?', answer: '25 Nm', evidence }), clutchPage),
    ).toContain('grounded')
  })
})

describe('pairs from tables', () => {
  const cases: [string, string, string, string, PageMaterial, [number, number], Partial<Candidate>?][] = [
    [
      'the value of another row',
      'table_cell',
      'What is the tightening torque of the camshaft sprocket bolts?',
      '14 Nm',
      torquePage,
      [7, 3],
    ],
    ['another row', 'table_cell', 'What is the tightening torque of the oil drain plug?', '14 Nm', torquePage, [6, 3]],
    [
      'another engine',
      'table_cell',
      'What is the tightening torque of the cylinder head cover on the D20 engine?',
      '15 Nm',
      torquePage,
      [5, 3],
    ],
    ['another variant', 'table_cell', 'What is the displacement of the Norrland 400?', '2302 cc', fluidsPage, [3, 2]],
    ['rear for front', 'table_cell', 'What is the front tyre pressure of the Norrland 400?', '2.2 bar', fluidsPage, [7, 1]],
    ['a unit that no heading gives', 'grounded', 'What is the tightening torque of the oil drain plug?', '25 ft-lb', torquePage, [7, 3]],
    ['a placeholder cell', 'placeholder', 'What is the fuel consumption of the Norrland 400?', '???', fluidsPage, [5, 1]],
    [
      'a column that does not hold the answer',
      'table_cell',
      'What is the tightening torque of the oil drain plug?',
      '25 Nm',
      torquePage,
      [7, 2],
    ],
    [
      'a lost tolerance, the unit in its own cell',
      'grounded',
      'What is the tightening torque of the pinion nut?',
      '52 Nm',
      unitPage,
      [1, 1],
    ],
    ['half a range, the unit in its own cell', 'grounded', 'What is the tightening torque of the drive flange?', '60 Nm', unitPage, [2, 1]],
    ['a lost tolerance of its own cell', 'grounded', 'What is the tightening torque of the bearing cap?', '24 Nm', unitPage, [3, 1]],
  ]
  it.each(cases)('catches %s (%s): “%s” – “%s”', (_what, check, question, answer, page, [row, column], more = {}) => {
    const candidate = pairOn(page, { question, answer, task: 'spec', evidence: [cellOf(page, row, column)], ...more })
    expect(complaining(candidate, page)).toContain(check)
  })

  it('catches a part of the name of an operation', () => {
    const question = 'Which operation is 34 11 000?'
    const candidate = pairOn(indexPage, { question, answer: 'Front brake pads – remove', evidence: quote(indexPage, 'b01') })
    expect(complaining(candidate, indexPage)).toContain('complete')
  })

  it('catches the number of an operation for a page', () => {
    const question = 'On which page is the removal of the front brake pads described?'
    const candidate = pairOn(indexPage, { question, answer: '34 11 000', evidence: quote(indexPage, 'b01') })
    expect(complaining(candidate, indexPage)).toContain('answer_kind')
  })

  it('catches a remedy of another cause', () => {
    const candidate = pairOn(causePage, {
      question: 'The clutch slips: what are the possible causes and how are they corrected?',
      answer: '- Oil on the lining: adjust the pedal travel.\n- Pedal travel too short: replace the clutch disc.',
      evidence: [cellOf(causePage, 1, 1), cellOf(causePage, 1, 2), cellOf(causePage, 2, 1), cellOf(causePage, 2, 2)],
    })
    expect(complaining(candidate, causePage)).toContain('table_cell')
  })

  it('catches the operation number of another index row', () => {
    const candidate = pairOn(indexPage, {
      question: 'Which operation number covers removing and installing the rear brake discs?',
      answer: '34 11 020',
      evidence: quote(indexPage, 'b03'),
    })
    expect(complaining(candidate, indexPage)).toContain('grounded')
  })
})
