import { describe, expect, it } from 'vitest'
import type { Evidence } from '../../src/contracts/example.ts'
import type { PageMaterial } from '../../src/contracts/material.ts'
import { cellOf, complaints, pairOn } from './material.ts'
import { causePage, clutchPage, fluidsPage, torquePage } from './pages.ts'

const quote = (page: PageMaterial, ...blocks: string[]): Evidence[] =>
  blocks.map((id) => ({
    page_id: page.page.page_id,
    block: id,
    box: null,
    quote: page.structure.blocks.find((block) => block.id === id)?.text ?? '',
  }))

/** Faults that graders found in what the older systems had written, put into the words of made-up pages, and the check that must object. */
const CASES: readonly (readonly [what: string, check: string, question: string, answer: string, blocks: string[]])[] = [
  ['one question nested in another', 'well_formed', 'Tell me about What are the wiring details for the clutch bolts?', '25 Nm', ['b04']],
  ['a frame put around a heading', 'well_formed', 'How do you how to centre the clutch disc?', 'Use special tool 21 2 100', ['b07']],
  ['a subject that is a fragment of a label', 'well_formed', 'What is the version with for the clutch?', '140–150 mm', ['b09']],
  ['an operation number sold as a part number', 'answer_kind', 'What is the part number of the clutch?', '21 21 000', ['b01']],
  ['the id of the page given as printed text', 'furniture', 'Which number is printed on the clutch page?', 'page-1', ['b11']],
  ['a computed difference', 'grounded', 'How much pedal travel lies between the limits of the clutch?', '10 mm', ['b09']],
  ['a favicon', 'furniture', 'What does the favicon of the clutch sheet show?', 'A car', ['b01']],
  ['the look of a photograph', 'furniture', 'What is visible in the background of the clutch photo?', 'A workbench', ['b01']],
  ['a display misread', 'grounded', 'What is the bore of the clutch slave cylinder?', '20.46 ± 0.05 mm', ['b09']],
  [
    'a warning read as a part to remove',
    'grounded',
    'What must be removed from the release bearing?',
    'The solvent caution plate',
    ['b05'],
  ],
  [
    'a reason invented',
    'grounded',
    'Why must the release bearing not be washed in solvent?',
    'Because the wheel would lose its balance.',
    ['b05'],
  ],
  ['millimetres of wear as newton metres', 'grounded', 'What is the highest permitted run-out of the clutch disc?', '0.8 Nm', ['b06']],
  ['an answer that appears to be', 'hedged', 'What is used to lower the gearbox?', 'It appears to be a jack', ['b18']],
  ['an answer in Italian', 'well_formed', 'What must be done before checking the clutch?', 'Smontare la ruota anteriore destra.', ['b19']],
  ['the number of a photograph', 'furniture', 'What is the photo number of the clutch disc?', '21-3', ['b11']],
  ['an empty value of a wire', 'placeholder', 'What wire size and colour feeds the clutch switch?', '-', ['b07']],
  ['a callout by its number alone', 'self_contained', 'What is part 3 of the clutch called?', 'Special tool 21 2 100', ['b07']],
  [
    'a question that is the start of its own answer',
    'restatement',
    'What is the clutch release bearing?',
    'The clutch release bearing.',
    ['b05'],
  ],
  ['the supplier of the sheet', 'furniture', 'Who is the source of supply of the clutch page?', 'KLB', ['b15']],
  [
    'a footnote that sends elsewhere',
    'cross_reference',
    'What is the torque of the clutch housing bolts?',
    '* See Specifications',
    ['b10'],
  ],
  [
    'a heading with its colon as the subject',
    'well_formed',
    'What is Installation: for the clutch disc?',
    'Use special tool 21 2 100',
    ['b07'],
  ],
  [
    'a step of another job',
    'relevant',
    'How is the gear lever boot of the heater blower fitted?',
    'Lower the gearbox with a jack.',
    ['b18'],
  ],
]

/** The same of tables: [page, row, column] of the cell that is cited. */
const TABLE_CASES: readonly (readonly [string, string, string, string, PageMaterial, number, number])[] = [
  [
    'a value of another engine',
    'table_cell',
    'What is the torque of the cylinder head cover of the D24 engine?',
    '10 ± 1 Nm',
    torquePage,
    4,
    3,
  ],
  ['a row label sold as a value', 'table_cell', 'What is the weight of the idler of the Norrland 400?', '2 kg', fluidsPage, 11, 1],
  ['a value of the neighbouring row', 'table_cell', 'What is the torque of the oil drain plug of the D20?', '14 Nm', torquePage, 6, 3],
  [
    'a remedy of another cause',
    'table_cell',
    'The clutch slips because the pedal travel is too short: what is the remedy?',
    'Replace the clutch disc',
    causePage,
    1,
    2,
  ],
  ['question marks of an unread cell', 'placeholder', 'What is the fuel consumption of the Norrland 400?', '??? / ???', fluidsPage, 6, 1],
]

const CHECK = /^(\w+) \((?:fail|review)\)/

describe('faults of the older systems', () => {
  it.each(CASES)('%s: %s objects to “%s” – “%s”', (_what, check, question, answer, blocks) => {
    const found = complaints(pairOn(clutchPage, { question, answer, evidence: quote(clutchPage, ...blocks) }), clutchPage)
    expect(found.map((each) => CHECK.exec(each)?.[1])).toContain(check)
  })

  it.each(TABLE_CASES)('%s: %s objects to “%s” – “%s”', (_what, check, question, answer, page, row, column) => {
    const found = complaints(pairOn(page, { question, answer, task: 'spec', evidence: [cellOf(page, row, column)] }), page)
    expect(found.map((each) => CHECK.exec(each)?.[1])).toContain(check)
  })
})
