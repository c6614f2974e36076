import { describe, expect, it } from 'vitest'
import type { Evidence } from '../../src/contracts/example.ts'
import { complaints, pairOn } from './material.ts'
import { clutchPage } from './pages.ts'

const quote = (...blocks: string[]): Evidence[] =>
  blocks.map((id) => ({
    page_id: 'page-1',
    block: id,
    box: null,
    quote: clutchPage.structure.blocks.find((block) => block.id === id)?.text ?? '',
  }))

/** Further faults that graders found in what the older systems had written, put into the words of a made-up page. */
const CASES: readonly (readonly [what: string, question: string, answer: string, blocks: string[]])[] = [
  ['one question nested in another', 'Tell me about What are the wiring details for the clutch bolts?', '25 Nm', ['b04']],
  ['a subject that is a fragment of a label', 'What is the version with for the clutch?', '4 Speed', ['b09']],
  ['an operation number sold as a part number', 'What is the part number of the clutch?', '21 21 000 45', ['b01']],
  ['the id of the page given as printed text', 'Which number is printed on the clutch page?', 'page-1', ['b11']],
  ['a computed difference', 'How much pedal travel lies between the limits of the clutch?', '10 mm', ['b09']],
  ['a favicon', 'What does the favicon of the clutch sheet show?', 'A car', ['b01']],
  ['the look of a photograph', 'What is visible in the background of the clutch photo?', 'A workbench', ['b01']],
  ['a display misread', 'What is the bore of the clutch slave cylinder?', '20.46 ± 0.05 mm', ['b09']],
  ['a warning read as a part to remove', 'What must be removed from the release bearing?', 'The solvent caution plate', ['b05']],
  ['millimetres of wear as newton metres', 'What is the highest permitted run-out of the clutch disc?', '0.8 Nm', ['b06']],
  ['an answer that appears to be', 'What is used to lower the gearbox?', 'It appears to be a jack', ['b18']],
  ['an answer in Italian', 'What must be done before checking the clutch?', 'Smontare la ruota anteriore destra.', ['b19']],
  ['a number of a photograph', 'What is the photo number of the clutch disc?', '21-3', ['b11']],
  ['an empty value of a wire', 'What wire size and colour feeds the clutch switch?', '-', ['b07']],
  ['what a drawing shows, by its number alone', 'What is part 3 of the clutch called?', 'Special tool 21 2 100', ['b07']],
]

describe('faults of the older systems', () => {
  it.each(CASES)('%s: “%s” – “%s”', (_what, question, answer, blocks) => {
    expect(complaints(pairOn(clutchPage, { question, answer, evidence: quote(...blocks) }), clutchPage)).not.toEqual([])
  })
})
